"""Definitions on paper: small print in two columns."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.reports.report import Definition
from ui.charts.sheet import Sheet
from ui.printing.paper import Entry

BETWEEN = 16.0
"""Room between the columns, in points."""
APART = 1.8
"""Room between two entries, in points."""


@dataclass(frozen=True, slots=True)
class DefinitionsPiece:
    """Definitions in two columns of equal height; they may go on over the page.

    Attributes:
        entries: What is said.
        size: Size of the text, in points.
        gap: Room before them, in points.
    """

    entries: tuple[Definition, ...]
    size: float
    gap: float = 3.0
    keeps_next: bool = False
    starts_page: bool = False
    most: float = 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        heights = [entry.height for entry in self._entries(sheet, width)]
        place = balanced(heights)
        apart = sheet.points(APART)
        return max(column(heights[:place], apart), column(heights[place:], apart))

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        entries = self._entries(sheet, area.width())
        place = balanced([entry.height for entry in entries])
        right = area.left() + _column_width(sheet, area.width()) + sheet.points(BETWEEN)
        for left, chosen in ((area.left(), entries[:place]), (right, entries[place:])):
            y = area.top()
            for entry in chosen:
                entry.draw(QPointF(left, y))
                y += entry.height + sheet.points(APART)

    def cut(
        self, sheet: Sheet, width: float, room: float
    ) -> tuple["DefinitionsPiece", "DefinitionsPiece"] | None:
        """Cut between two entries."""
        for count in range(len(self.entries) - 1, 1, -1):
            first = DefinitionsPiece(self.entries[:count], self.size)
            if first.height(sheet, width) <= room:
                return first, DefinitionsPiece(self.entries[count:], self.size)
        return None

    def _entries(self, sheet: Sheet, width: float) -> list[Entry]:
        wide = _column_width(sheet, width)
        return [
            Entry(
                sheet,
                lead=entry.term,
                text=f"{entry.text} Coverage: {entry.coverage}."
                if entry.coverage
                else entry.text,
                width=wide,
                size=self.size,
            )
            for entry in self.entries
        ]


def balanced(heights: list[float]) -> int:
    """Return how many of the entries stand in the first column."""
    ways = range(1, len(heights) + 1)
    return min(
        ways, key=lambda n: (max(sum(heights[:n]), sum(heights[n:])), n), default=0
    )


def column(heights: list[float], apart: float) -> float:
    """Return the height of a column."""
    return sum(heights) + apart * max(len(heights) - 1, 0)


def _column_width(sheet: Sheet, width: float) -> float:
    return (width - sheet.points(BETWEEN)) / 2
