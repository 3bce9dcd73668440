"""The history of a person or a post: every event, when it held, who recorded it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.reports.chart import day_text
from app.reports.people_history import HistoryLine
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView
from ui.style import present_look

APART = "Wellbeing is not told here; it is shown in its own room alone."


class HistoryDialog(QDialog):
    """Lists events, the one recorded last first; what was taken back says so."""

    def __init__(
        self, parent: QWidget, shown: str, lines: Sequence[HistoryLine], more: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            parent: The page.
            shown: What the person or post is shown as.
            lines: The events in words.
            more: Another sentence.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"History of {shown}")
        self.events: Rows[HistoryLine] = Rows(_columns())
        self.view: RowsView[HistoryLine] = RowsView(self.events, "Events")
        self.events.show_values(lines)
        self.said = caption(f"{_sum(lines)} {more}".strip())
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        layout.addWidget(box)
        look, room = present_look(), self.screen().availableSize()
        self.resize(
            min(look.pixels(1280), room.width() - 40),
            min(look.pixels(560), room.height() - 60),
        )
        if lines:
            self.view.selectRow(0)
        self.view.setFocus()


def _sum(lines: Sequence[HistoryLine]) -> str:
    gone = sum(bool(line.became) for line in lines)
    events = "1 event" if len(lines) == 1 else f"{len(lines):,} events"
    return f"{events}, {gone:,} of them undone or corrected; the last recorded first."


def _columns() -> tuple[Column[HistoryLine], ...]:
    def muted(line: HistoryLine) -> str:
        return "muted" if line.became else ""

    return (
        Column(title="In effect", width=104, show=lambda line: day_text(line.on),
               tone=muted),
        Column(title="What happened", show=lambda line: line.what, tone=muted),
        Column(title="Recorded", width=178, show=lambda line: line.recorded,
               tone=muted),
        Column(title="By", width=90, show=lambda line: line.who, tone=muted),
        Column(title="Why", width=112, show=lambda line: line.why, tone=muted),
        Column(title="Became of it", width=256,
               show=lambda line: line.became or "holds", tone=muted),
    )  # fmt: skip
