"""The register as rows of a table view: a vector of ids and the pages in sight."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.casework.register import RegisterRow
from ui.register.column import COLUMNS, Sight, summary_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
PAGE = 128
"""Rows that are read at once."""
FEW = 8
"""Requests that are looked for one by one; more are found in one pass."""
PAGES = 64
"""Pages that are remembered."""

Fetch = Callable[[Sequence[int]], Iterable[RegisterRow]]


class RegisterTable(QAbstractTableModel):
    """A read-only table of as many requests as one likes; it reads what is in sight."""

    def __init__(self, fetch: Fetch) -> None:
        """Make an empty table; ``fetch`` reads the rows of some ids."""
        super().__init__()
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._sight = Sight()
        self._pages: OrderedDict[int, dict[int, RegisterRow]] = OrderedDict()

    @property
    def sight(self) -> Sight:
        """What the words of the rows depend on."""
        return self._sight

    @property
    def ids(self) -> "array[int]":
        """Row ids of the requests shown, in order."""
        return self._ids

    def show_ids(self, ids: "array[int]", sight: Sight) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._ids, self._sight = ids, sight
        self._pages.clear()
        self.endResetModel()

    def row_at(self, row: int) -> RegisterRow | None:
        """Return the request in a row; None if it is there no more."""
        one = self._ids[row]
        page = self._pages.get(row // PAGE)
        if page is None:
            page = self._read(row // PAGE)
        return page.get(one)

    def places_of(self, ids: Iterable[int]) -> list[int]:
        """Return the rows in which requests are shown, from the top."""
        wanted = set(ids)
        if len(wanted) > FEW:
            return [place for place, one in enumerate(self._ids) if one in wanted]
        found = []
        for one in wanted:
            with suppress(ValueError):
                found.append(self._ids.index(one))
        return sorted(found)

    def cell(self, row: int, column: int) -> str:
        """Return what a cell says."""
        found = self.row_at(row)
        return COLUMNS[column].show(found, self._sight) if found else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> str | int | None:
        if role == DISPLAY or (role == SPOKEN and index.column()):
            return self.cell(index.row(), index.column())
        if role == SPOKEN:
            found = self.row_at(index.row())
            return summary_text(found, self._sight) if found else ""
        if role == ALIGNMENT:
            return RIGHT if COLUMNS[index.column()].is_number else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT:
            return RIGHT if COLUMNS[section].is_number else LEFT
        return COLUMNS[section].title if role == DISPLAY else None

    def _read(self, number: int) -> dict[int, RegisterRow]:
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        page = {row.id: row for row in self._fetch(ids)}
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page
