"""A painter with the calendar's colours and letters, prepared once for each look."""

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.capacity.day_grid import Mark
from ui.style import Look, Tokens, font, mixed

SMALL, USUAL = 8.0, 9.0
"""Sizes of text in points at 100 %."""

FADED = 0.82
"""How far a kind that is not looked for goes towards the ground."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Canvas:
    """Colours and fonts at hand for one painting."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.painter = painter
        self.look = look
        self.tokens = look.tokens

    def colour(self, name: str) -> QColor:
        """Return the colour of a token."""
        return _colour(getattr(self.tokens, name))

    def mark(self, mark: Mark, *, is_faded: bool = False) -> QColor:
        """Return the colour of what an absence makes of a day."""
        return _colour(mark_colour(self.tokens, mark, is_faded=is_faded))

    def fill(self, area: QRect, name: str) -> None:
        """Fill an area with the colour of a token."""
        self.painter.fillRect(area, self.colour(name))

    def font(self, size: float = SMALL, weight: int = 400) -> QFont:
        """Return a font at the present size of text."""
        return _font(self.look.points(size), weight)

    def width(self, text: str, size: float = SMALL, weight: int = 400) -> int:
        """Return the width of a text."""
        return _width(text, self.look.points(size), weight)

    def write(
        self,
        area: QRect,
        text: str,
        *,
        ink: QColor,
        size: float = SMALL,
        weight: int = 400,
        flags: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write one line of text, cut with an ellipsis where there is no room."""
        letters = self.font(size, weight)
        if self.width(text, size, weight) > area.width():
            mode = Qt.TextElideMode.ElideRight
            text = QFontMetrics(letters).elidedText(text, mode, area.width())
        self.painter.setFont(letters)
        self.painter.setPen(ink)
        self.painter.drawText(area, flags, text)


def mark_colour(tokens: Tokens, mark: Mark, *, is_faded: bool = False) -> str:
    """Return the colour of a mark, or one that steps back behind the others."""
    colour = tokens.days[mark]
    return mixed(colour, tokens.surface, FADED) if is_faded else colour


@lru_cache(maxsize=256)
def _colour(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=64)
def _font(points: float, weight: int) -> QFont:
    return font(points, weight)


@lru_cache(maxsize=4096)
def _width(text: str, points: float, weight: int) -> int:
    return QFontMetrics(_font(points, weight)).horizontalAdvance(text)
