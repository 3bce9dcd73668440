"""Where everything of the calendar lies: days across, people down, edges that stay."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPoint, QRect

from app.capacity.day_grid import DayGrid

YEAR, QUARTER, MONTH = 366, 92, 31
"""Days that fill the width at each zoom."""

ZOOMS = (YEAR, QUARTER, MONTH)
"""The zooms, from far to near."""

LEAST_CELL = 2.5
"""Least width of a day, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Measures of one moment, in pixels; the origin is the corner of the viewport.

    Attributes:
        width: Of the viewport.
        height: Of the viewport.
        names: Width of the column of names.
        head: Height of the months and weeks above.
        foot: Height of the counts below.
        row: Height of a line.
        cell: Width of a day.
        left: How far the days are scrolled.
        top: How far the lines are scrolled.
        days: Number of days.
        lines: Number of lines.
    """

    width: int
    height: int
    names: int
    head: int
    foot: int
    row: int
    cell: float
    left: int
    top: int
    days: int
    lines: int

    @property
    def body(self) -> QRect:
        """The area of the days of people."""
        return QRect(
            self.names,
            self.head,
            max(self.width - self.names, 0),
            max(self.height - self.head - self.foot, 0),
        )

    @property
    def columns(self) -> range:
        """The days in sight, those cut by an edge too."""
        first = int(self.left / self.cell)
        after = int((self.left + self.body.width()) / self.cell) + 1
        return range(max(first, 0), min(after, self.days))

    @property
    def rows(self) -> range:
        """The lines in sight, those cut by an edge too."""
        first = self.top // self.row
        after = (self.top + self.body.height()) // self.row + 1
        return range(max(first, 0), min(after, self.lines))

    def x(self, column: int) -> int:
        """Return where a day begins."""
        return self.names + round(column * self.cell - self.left)

    def y(self, line: int) -> int:
        """Return where a line begins."""
        return self.head + line * self.row - self.top

    def area(self, line: int, first: int, last: int) -> QRect:
        """Return the area of days of a line, the last included."""
        left = self.x(first)
        return QRect(left, self.y(line), self.x(last + 1) - left, self.row)

    def column_at(self, point: QPoint) -> int:
        """Return the day at a point; that at the edge beyond the body."""
        column = int((point.x() - self.names + self.left) / self.cell)
        return min(max(column, 0), self.days - 1)

    def line_at(self, point: QPoint) -> int:
        """Return the line at a point; -1 above, below and between."""
        if not self.head <= point.y() < self.height - self.foot:
            return -1
        line = (point.y() - self.head + self.top) // self.row
        return line if 0 <= line < self.lines else -1


NOWHERE = Frame(
    width=0, height=0, names=0, head=0, foot=0, row=1, cell=1.0, left=0, top=0, days=1,
    lines=0,
)  # fmt: skip
"""The measures of a calendar that shows nothing yet."""


def turned(frame: Frame, *, left: int, top: int) -> Frame:
    """Return the frame after scrolling."""
    return replace(frame, left=left, top=top)


def months_of(grid: DayGrid, columns: range) -> list[tuple[int, int, date]]:
    """Return the months that ``columns`` touch: first column, column after, first day.

    The columns may lie outside the grid.
    """
    if not columns:
        return []
    day, found = grid.day(columns[0]).replace(day=1), []
    while (start := grid.column(day)) < columns.stop:
        after = (day.replace(day=28).toordinal() + 4) - day.toordinal()
        following = date.fromordinal(day.toordinal() + after).replace(day=1)
        found.append((start, grid.column(following), day))
        day = following
    return found
