"""What the gate did: outcomes, reasons, scope reduced and requests diverted.

The page opens it with ``gate_outcomes(read_gate_history(store, first, last), as_at,
ledger.ids)`` of the last 13 whole weeks, and hears ``rows_wanted(rows, title)``: the
requests behind a figure that the user opened with Enter or a double click.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.vocabulary import Vocabulary
from app.measures.figure import Figure
from app.measures.gate import GateOutcomes, Result
from app.measures.period import Period
from app.reports.chart import day_text, number_text
from app.reports.wording import cell, covered, share_cell
from ui.controls.label import caption
from ui.intake.gate_scope import RoomyDelegate
from ui.intake.gate_words import reason_label
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Words = Mapping[str, Vocabulary]

SHORT: Mapping[Result, str] = {
    Result.AT_ONCE: "At once",
    Result.AFTER_RETURN: "After return",
    Result.RETURNED: "Returned",
    Result.REJECTED: "Rejected",
    Result.DIVERTED: "Diverted",
    Result.WITHDRAWN: "Withdrawn",
    Result.WAITING: "Waiting",
}
"""Headings of the results in the table of divisions."""


class TextTable(QAbstractTableModel):
    """Rows of texts; the first column stands left, the others right."""

    def __init__(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._head, self._rows = tuple(head), [tuple(row) for row in rows]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._head)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _side(section)
        return self._head[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Role.TextAlignmentRole:
            return _side(index.column())
        if role == Role.AccessibleTextRole and index.column() == 0:
            pairs = zip(self._head[1:], self._rows[index.row()][1:], strict=True)
            spoken = ", ".join(f"{name} {text}" for name, text in pairs)
            return f"{self._rows[index.row()][0]}, {spoken}"
        return None


class GateOutcomesDialog(QDialog):
    """Shows the figures of the gate in three tabs."""

    rows_wanted = Signal(object, str)  # rows of the ledger, title of the list

    def __init__(
        self,
        parent: QWidget | None,
        outcomes: GateOutcomes,
        words: Words,
        period: Period,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("What the gate did")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._figures = _figures(outcomes)
        self.sentence = caption(_sentence(outcomes, period))
        self.figures = _view(_figure_table(self._figures), "Figures of the gate")
        self.reasons = _view(_reason_table(outcomes, words), "Reasons")
        self.divisions = _view(_division_table(outcomes), "Divisions")
        self.about = caption()
        tabs = QTabWidget()
        tabs.addTab(self.figures, "&Outcomes")
        tabs.addTab(self.reasons, "&Reasons")
        tabs.addTab(self.divisions, "By &division")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.about)
        layout.addWidget(buttons)
        self.figures.activated.connect(self._open)
        self.figures.selectionModel().currentRowChanged.connect(self._explain)
        self.figures.setCurrentIndex(self.figures.model().index(0, 0))
        self.figures.setToolTip("Enter opens the requests behind a figure.")
        look = present_look()
        self.resize(look.pixels(800), look.pixels(580))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        found = self._figures[index.row()]
        if len(found.rows):
            self.rows_wanted.emit(found.rows, found.label)
            self.accept()

    @Slot(QModelIndex)
    def _explain(self, index: QModelIndex) -> None:
        if index.isValid():
            found = self._figures[index.row()]
            self.about.setText(f"{found.measure}. {found.definition}")


def _figures(outcomes: GateOutcomes) -> tuple[Figure, ...]:
    return (
        *outcomes.figures,
        *(outcomes.exhibits, outcomes.levels, outcomes.hours),
        *(outcomes.diverted, outcomes.diverted_hours),
    )


def _sentence(outcomes: GateOutcomes, period: Period) -> str:
    days = f"{day_text(period.first)} to {day_text(period.last)}"
    count = len(outcomes.results)
    if not count:
        return f"No request was submitted from {days}."
    noun = "request was" if count == 1 else "requests were"
    saved = (outcomes.hours.value or 0.0) + (outcomes.diverted_hours.value or 0.0)
    return (
        f"{count:,} {noun} submitted from {days};"
        f" {number_text(saved)} examiner hours were avoided by agreeing to less"
        " and by diversion."
    )


def _figure_table(figures: Sequence[Figure]) -> TextTable:
    rows = [
        (
            one.label,
            _value(one),
            one.note or covered(one.coverage),
        )
        for one in figures
    ]
    return TextTable(("Figure", "Value", "Requests"), rows)


def _value(one: Figure) -> str:
    if one.unit == "requests":
        return cell(one.value)
    if one.unit == "%":
        return f"{cell(one.value, 1)}%" if one.value is not None else cell(None)
    unit = "per 100" if one.unit.startswith("per 100") else one.unit
    return cell(one.value) if one.value is None else f"{cell(one.value, 1)} {unit}"


def _reason_table(outcomes: GateOutcomes, words: Words) -> TextTable:
    total = len(outcomes.results)
    rows = [
        (f"{what}: {reason_label(words, code)}", f"{count:,}", share_cell(count, total))
        for what, counts in (
            ("Returned", outcomes.returned_for),
            ("Rejected", outcomes.rejected_for),
        )
        for code, count in counts
    ]
    return TextTable(("Reason", "Times", "of submitted"), rows)


def _division_table(outcomes: GateOutcomes) -> TextTable:
    rows = [
        (
            division or "Not recorded",
            f"{counts.total():,}",
            *(f"{counts[result]:,}" for result in SHORT),
        )
        for division, counts in outcomes.divisions
    ]
    return TextTable(("Division", "Submitted", *SHORT.values()), rows)


def _view(table: TextTable, name: str) -> QTableView:
    view = QTableView()
    table.setParent(view)
    view.setModel(table)
    view.setItemDelegate(RoomyDelegate(view))
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(present_look().row_height)
    heading = view.horizontalHeader()
    heading.setHighlightSections(False)
    heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    heading.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return view


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int((side | Qt.AlignmentFlag.AlignVCenter).value)
