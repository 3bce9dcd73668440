"""The queue as rows of a table view, which can be dragged onto a person."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from app.planning.queue import Ranked
from ui.queue.column import COLUMNS
from ui.queue.line import Line
from ui.queue.wording import Sight, mark_text, summary_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CARRIED = "application/x-headroom-requests"
"""Kind of what is dragged: uids of requests, one in a line."""


class QueueTable(QAbstractTableModel):
    """A read-only table of the requests shown, in order of service.

    Attributes:
        blocked: Uids of what stands above the line drawn and cannot start.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Ranked, ...] = ()
        self._sight = Sight()
        self._lines: dict[int, list[Line]] = {}
        self.blocked: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[Ranked, ...]:
        """The requests shown, from the top."""
        return self._rows

    @property
    def sight(self) -> Sight:
        """What codes and people are called."""
        return self._sight

    @property
    def lines(self) -> Mapping[int, Sequence[Line]]:
        """The lines drawn, by the row above which they stand."""
        return self._lines

    def show_rows(self, rows: Iterable[Ranked], sight: Sight) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._rows, self._sight = tuple(rows), sight
        self._lines = {}
        self.endResetModel()

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Take the lines to draw; one below the last row is not drawn."""
        found: dict[int, list[Line]] = {}
        for line in lines:
            if line.row < len(self._rows):
                found.setdefault(line.row, []).append(line)
        self._lines = found

    def end_of_hours(self) -> int | None:
        """Return the row above which the line of the unit stands; None without."""
        ends = (
            row for row, some in self._lines.items() for one in some if one.is_whole
        )
        return next(ends, None)

    def is_above(self, row: int) -> bool | None:
        """Return whether a row stands above the line of the unit; None without."""
        end = self.end_of_hours()
        return None if end is None else row < end

    def places_of(self, uids: Iterable[str]) -> dict[str, int]:
        """Return the rows in which requests are shown, by uid."""
        wanted = set(uids)
        return {
            row.waiting.uid: place
            for place, row in enumerate(self._rows)
            if row.waiting.uid in wanted
        }

    def cell(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return COLUMNS[column].show(self._rows[row], self._sight)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | int | None:
        place, column = index.row(), index.column()
        if role == Role.DisplayRole or (role == Role.AccessibleTextRole and column):
            return self.cell(place, column)
        if role == Role.AccessibleTextRole:
            above = self.is_above(place)
            return summary_text(self._rows[place], self._sight, is_above=above)
        if role == Role.ToolTipRole:
            return self._tip(place, column)
        if role == Role.TextAlignmentRole:
            return RIGHT if COLUMNS[column].is_number else LEFT
        return None

    def _tip(self, place: int, column: int) -> str:
        row = self._rows[place]
        parts = (self.cell(place, column), f"Why here: {row.reason}", mark_text(row))
        return "\n".join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if COLUMNS[section].is_number else LEFT
        return COLUMNS[section].title if role == Role.DisplayRole else None

    # ---- Dragging -------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [CARRIED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        carried = QMimeData()
        carried.setData(
            CARRIED, "\n".join(self._rows[row].waiting.uid for row in rows).encode()
        )
        return carried


def carried_uids(carried: QMimeData) -> list[str]:
    """Return the uids of the requests that are dragged."""
    return bytes(carried.data(CARRIED).data()).decode().split()
