"""The requests at the gate, those that wait longest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.casework.at_gate import AtGate
from app.casework.request import Status, wording
from app.casework.vocabulary import Vocabulary
from app.casework.working_time import day_words
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the words of the rows depend on.

    Attributes:
        as_at: Day as at which days are counted.
        words: Code lists by name.
    """

    as_at: date
    words: Mapping[str, Vocabulary]

    def label(self, name: str, code: str | None) -> str:
        """Return what a code is called; the code where it has no list."""
        if not code:
            return ""
        return self.words[name].label(code) if name in self.words else code


def status_words(status: Status) -> str:
    """Return a status of the gate in few words."""
    is_assessed = status is Status.ASSESSING
    return "In assessment" if is_assessed else wording(status).capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, width in pixels, and what it says."""

    head: str
    width: int
    show: Callable[[AtGate, Sight], str]
    is_number: bool = False


COLUMNS = (
    Column(head="Reference", width=126, show=lambda row, _: row.reference),
    Column(
        head="Status",
        width=112,
        show=lambda row, _: status_words(row.status),
    ),
    Column(
        head="Waiting",
        width=66,
        show=lambda row, sight: f"{row.waiting(sight.as_at):,} d",
        is_number=True,
    ),
    Column(
        head="Offence",
        width=150,
        show=lambda row, sight: sight.label("offence_category", row.offence),
    ),
    Column(
        head="Exhibits",
        width=64,
        show=lambda row, _: "" if row.exhibits is None else f"{row.exhibits:,}",
        is_number=True,
    ),
)


class GateRows(QAbstractTableModel):
    """The rows of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[AtGate, ...] = ()
        self._sight = Sight(as_at=date.min, words={})

    def show_rows(self, rows: Sequence[AtGate], sight: Sight) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows, self._sight = tuple(rows), sight
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole and COLUMNS[section].is_number:
            return _RIGHT
        return COLUMNS[section].head if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == Role.ToolTipRole and column.head == "Waiting":
            since = day_words(row.since)
            return f"{status_words(row.status)} since {since}"
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return column.show(row, self._sight)
        if role == Role.TextAlignmentRole and column.is_number:
            return _RIGHT
        if role == Role.AccessibleTextRole and index.column() == 0:
            return ", ".join(each.show(row, self._sight) for each in COLUMNS)
        return None


class GateList(QTableView):
    """Lists the requests at the gate; Enter opens the page of one."""

    chosen = Signal(object)  # the AtGate, or None
    opened = Signal(str)  # uid

    def __init__(self) -> None:
        super().__init__()
        self.lines = GateRows()
        self._is_listing = False
        self.setModel(self.lines)
        self.setObjectName("gate_list")
        self.setAccessibleName("Requests at the gate")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        look = present_look()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, look.pixels(column.width))
        across.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(look.pixels(64))  # the offence, in large text
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.clicked.connect(self._tell)  # it may be chosen already, and not shown
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[AtGate], sight: Sight, wanted: str = "") -> None:
        """Replace every row; the request chosen, or ``wanted``, stays chosen, untold.

        When the one chosen has gone, the one that took its place is chosen.
        """
        self._is_listing = True
        before, place = self.current(), self.currentIndex().row()
        uid = wanted or (before.uid if before else "")
        self.lines.show_rows(rows, sight)
        found = next((n for n, row in enumerate(rows) if row.uid == uid), None)
        if found is None:
            found = min(max(place, 0), len(rows) - 1)
        if rows:
            self.selectRow(found)
        self._is_listing = False

    def current(self) -> AtGate | None:
        """Return the request chosen; None for none."""
        place = self.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Space:
            self._tell()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tell(self) -> None:
        if not self._is_listing:
            self.chosen.emit(self.current())

    @Slot()
    def _open(self) -> None:
        if row := self.current():
            self.opened.emit(row.uid)
