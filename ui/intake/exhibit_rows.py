"""The exhibits of a new request as rows to be typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.casework.vocabulary import Term
from ui.intake.reading import hide, is_hidden, read_size, tidy_day
from ui.intake.spec import COLUMNS

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag
BLANK = ("",) * len(COLUMNS)
KEPT = "hash kept"
"""What is shown in place of an identifier of which the hash alone is kept."""
MOST_ROWS = 1_000
"""Rows that are taken at once when pasted; what is more is refused in the form."""
_PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ExhibitRows(QAbstractTableModel):
    """Cells of text; a code column holds the code, or what was typed for it."""

    edited = Signal()  # a cell or a row was changed by hand

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[str]] = [list(BLANK)]
        self._terms: dict[str, tuple[Term, ...]] = {}

    # ---- What is in it ---------------------------------------------------------------

    def offer(self, terms: Mapping[str, Sequence[Term]]) -> None:
        """Offer the codes of each list."""
        self._terms = {name: tuple(each) for name, each in terms.items()}
        self.dataChanged.emit(self.index(0, 0), self._last())

    def terms(self, column: int) -> tuple[Term, ...]:
        """Return the codes that may be chosen in a column; none for free text."""
        return self._terms.get(COLUMNS[column].words, ())

    def rows(self) -> list[list[str]]:
        """Return the cells of every row, empty rows too."""
        return [list(row) for row in self._rows]

    def kept_rows(self, salt: str) -> list[list[str]]:
        """Return the rows that hold something, as a draft may keep them."""
        place = _PLACES["identifier"]
        found = [list(row) for row in self._rows if any(map(str.strip, row))]
        for row in found:
            row[place] = hide(row[place], salt)
        return found

    def filled_places(self) -> list[int]:
        """Return the places of the rows that hold something."""
        return [
            place for place, row in enumerate(self._rows) if any(map(str.strip, row))
        ]

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Replace every row; one that is too short or long is made to fit."""
        self.beginResetModel()
        width = len(BLANK)
        fitted = [[*row, *BLANK][:width] for row in rows]
        self._rows = fitted or [list(BLANK)]
        self.endResetModel()

    def is_blank(self, row: int) -> bool:
        """Return whether nothing stands in a row."""
        return not any(map(str.strip, self._rows[row]))

    def add_row(self, after: int) -> int:
        """Add a blank row and return its place."""
        place = after + 1
        self.beginInsertRows(ROOT, place, place)
        self._rows.insert(place, list(BLANK))
        self.endInsertRows()
        return place

    def remove_rows(self, places: Sequence[int]) -> None:
        """Take rows away; one blank row is always left."""
        for place in sorted(set(places), reverse=True):
            self.beginRemoveRows(ROOT, place, place)
            del self._rows[place]
            self.endRemoveRows()
        if not self._rows:
            self.add_row(-1)
        self.edited.emit()

    def paste(self, text: str, row: int, column: int) -> int:
        """Put tab-separated rows in from a cell on; return how many rows came."""
        lines = [line.rstrip("\r") for line in text.rstrip("\n").split("\n")]
        for down, line in enumerate(lines[:MOST_ROWS]):
            while row + down >= len(self._rows):
                self.add_row(len(self._rows) - 1)
            for right, cell in enumerate(line.split("\t")):
                if column + right < len(COLUMNS):
                    self._put(row + down, column + right, cell)
        self.dataChanged.emit(self.index(row, 0), self._last())
        self.edited.emit()
        return min(len(lines), MOST_ROWS)

    # ---- What a view asks ------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | None:
        across = orientation == Qt.Orientation.Horizontal
        if role == Role.DisplayRole:
            return COLUMNS[section].head if across else str(section + 1)
        if role == Role.ToolTipRole and across:
            return COLUMNS[section].hint or None
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == Role.EditRole:
            return "" if is_hidden(cell) else cell
        if role == Role.DisplayRole:
            return self._shown(index.column(), cell)
        if role == Role.TextAlignmentRole and COLUMNS[index.column()].name == "size":
            return _RIGHT
        if role == Role.AccessibleTextRole:
            head = COLUMNS[index.column()].head
            return f"{head}: {self._shown(index.column(), cell) or 'empty'}"
        return None

    def _shown(self, column: int, cell: str) -> str:
        if is_hidden(cell):
            return KEPT
        labels = {term.code: term.label for term in self.terms(column)}
        return labels.get(cell, cell)

    def flags(self, index: Index) -> Flag:
        if not index.isValid():
            return Flag.NoItemFlags
        return Flag.ItemIsEnabled | Flag.ItemIsSelectable | Flag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole:
            return False
        row, column = index.row(), index.column()
        before = self._rows[row][column]
        if is_hidden(before) and not str(value):
            return False
        self._put(row, column, str(value))
        if self._rows[row][column] != before:
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True

    def clear_cell(self, index: Index) -> None:
        """Empty a cell, one of which the hash alone is kept too."""
        self._rows[index.row()][index.column()] = ""
        self.dataChanged.emit(index, index)
        self.edited.emit()

    def _put(self, row: int, column: int, text: str) -> None:
        name, text = COLUMNS[column].name, text.strip()
        if name == "received_on":
            text = tidy_day(text)
        if name == "size" and (size := read_size(text)) is not None:
            text = f"{size:.12g}"
        self._rows[row][column] = self._code(column, text)

    def _code(self, column: int, text: str) -> str:
        plain = text.casefold()
        for term in self.terms(column):
            if plain in (term.code.casefold(), term.label.casefold()):
                return term.code
        return text

    def _last(self) -> QModelIndex:
        return self.index(len(self._rows) - 1, len(COLUMNS) - 1)
