"""Whether priorities are inflated and whether the lower ones starve (M25, M26)."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.measures.figure import Figure
from app.reports.chart import number_text
from app.reports.priority_board import (
    DRIFT_HEAD,
    PriorityBoard,
    drift_chart,
    drift_rows,
)
from ui.charts.view import ChartView
from ui.controls.button import Choice
from ui.controls.label import caption
from ui.controls.text_table import TextTable

QUARTERS = 1
STARVATION_HEAD = ("Starvation (M26)", "Value", "Records")


class PolicyDrift(QWidget):
    """Draws the priorities on acceptance by month or quarter, with the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._board: PriorityBoard | None = None
        self.span = Choice(("Months", "Quarters"), "Months or quarters")
        self.span.chosen.connect(self._show)
        self.words = caption("Reading the history…")
        self.chart = ChartView(QSize(250, 260))
        self.table = TextTable("Priority on acceptance and upgrades", is_even=False)
        self.starvation = TextTable("Starvation of the low priorities", is_even=False)
        top, side, body = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.span)
        side.addWidget(self.table, 3)
        side.addWidget(self.starvation, 2)
        body.addWidget(self.chart, 1)
        body.addLayout(side, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addLayout(top)
        layout.addLayout(body, 1)

    def show_board(self, board: PriorityBoard) -> None:
        """Show the figures."""
        self._board = board
        rows = [_figure_row(figure) for figure in board.starvation]
        self.starvation.show_rows(STARVATION_HEAD, rows)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._board is None:
            return
        is_quarterly = self.span.position == QUARTERS
        found = self._board.by_quarter if is_quarterly else self._board.by_month
        chart = drift_chart(found, is_quarterly=is_quarterly)
        self.chart.show_chart(chart)
        self.words.setText(f"M25. {found.rate.definition}")
        head = (chart.category_head, *DRIFT_HEAD)
        self.table.show_rows(head, drift_rows(found, is_quarterly=is_quarterly))


def _figure_row(figure: Figure) -> tuple[str, ...]:
    unit = figure.unit.removesuffix("s") if figure.value == 1 else figure.unit
    value = "none" if figure.value is None else f"{number_text(figure.value)} {unit}"
    return figure.label, value, str(figure.coverage)
