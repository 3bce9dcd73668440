"""The sheet of paper: its size, its margins and the sizes of what stands on it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout, QTextOption

from app.reports.report import Tone
from ui.charts.sheet import Sheet

DOTS = 1200
"""Dots to the inch in which every page is laid out, whatever it is drawn on."""

WIDTH, HEIGHT = 595.276, 841.89
"""A4, in points."""

SIDE = 42.5
"""Margin left and right in points: 15 mm."""

EDGE = 19.0
"""Distance of the markings from the edge of the paper in points: more than 6 mm."""

CAPTION, SMALL, BODY, CELL = 7.8, 7.0, 9.0, 8.2
"""Sizes of text in points: captions, small print, sentences, cells of tables."""

LETTER, APART = 10.5, 8.0
"""Size of text of a letter, and room before its paragraphs, in points."""

FINE = (7.2, 6.8, 6.4)
"""Sizes of definitions in points: the largest that needs no further page."""

LEADING = 1.3
"""Distance of lines of text, as a multiple of their size."""

FINE_LEADING = 1.22
"""Likewise of definitions."""


@dataclass(frozen=True, slots=True)
class Type:
    """A way in which text is set.

    Attributes:
        size: In points.
        weight: 400 ordinary, 600 semibold, 700 bold.
    """

    size: float
    weight: int = 400


def tone_colour(sheet: Sheet, tone: Tone) -> str:
    """Return the colour of words with a tone."""
    tokens = sheet.tokens
    return {
        Tone.GOOD: tokens.good,
        Tone.WATCH: tokens.watch,
        Tone.BAD: tokens.bad,
    }.get(tone, tokens.text)


def line_height(sheet: Sheet, size: float) -> float:
    """Return the distance of lines of text."""
    return sheet.points(size * LEADING)


def lines_of(sheet: Sheet, text: str, width: float, type_: Type) -> tuple[str, ...]:
    """Return a text broken into lines that fit; a word too long is broken itself."""
    paragraphs = text.splitlines() or [""]
    if len(paragraphs) == 1 and _fits(sheet, paragraphs[0], width, type_):
        return (paragraphs[0].rstrip(),)
    found: list[str] = []
    for paragraph in paragraphs:
        layout = _layout(sheet, paragraph, width, type_)
        found += [_line_text(layout, row) for row in range(layout.lineCount())] or [""]
    return tuple(found)


def _fits(sheet: Sheet, text: str, width: float, type_: Type) -> bool:
    """Return whether a text is short of a line for certain; most cells are."""
    return sheet.width(text, type_.size, type_.weight) + sheet.points(0.5) <= width


def draw_lines(
    sheet: Sheet, place: QPointF, lines: tuple[str, ...], type_: Type, colour: str = ""
) -> float:
    """Write lines one under the other; return the height they take."""
    pitch = line_height(sheet, type_.size)
    for row, line in enumerate(lines):
        wide = sheet.width(line, type_.size, type_.weight) + sheet.points(2)
        area = QRectF(place.x(), place.y() + row * pitch, wide, pitch)
        sheet.text(area, line, size=type_.size, weight=type_.weight, colour=colour)
    return pitch * len(lines)


class Entry:
    """A few lines that begin with words in bold, as definitions do."""

    def __init__(
        self, sheet: Sheet, *, lead: str, text: str, width: float, size: float
    ) -> None:
        self._sheet = sheet
        self._layout = QTextLayout(
            f"{lead}  {text}", sheet.font(size), sheet.painter.device()
        )
        bold, plain = QTextLayout.FormatRange(), QTextLayout.FormatRange()
        bold.start, bold.length = 0, _units(lead)
        bold.format = _format(sheet, size, 600, sheet.tokens.text)
        plain.start, plain.length = _units(lead), _units(text) + 2
        plain.format = _format(sheet, size, 400, sheet.tokens.muted)
        self._layout.setFormats([bold, plain])
        _break(self._layout, width, sheet.points(size * FINE_LEADING))

    @property
    def height(self) -> float:
        """The height it takes."""
        return self._layout.boundingRect().height()

    def draw(self, place: QPointF) -> None:
        """Write it."""
        self._layout.draw(self._sheet.painter, place)


def _layout(sheet: Sheet, text: str, width: float, type_: Type) -> QTextLayout:
    font = sheet.font(type_.size, type_.weight)
    layout = QTextLayout(text, font, sheet.painter.device())
    _break(layout, width, line_height(sheet, type_.size))
    return layout


def _break(layout: QTextLayout, width: float, pitch: float) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += pitch
    layout.endLayout()


def _line_text(layout: QTextLayout, row: int) -> str:
    line = layout.lineAt(row)
    start, length = line.textStart(), line.textLength()
    whole = layout.text().encode("utf-16-le")
    return whole[2 * start : 2 * (start + length)].decode("utf-16-le").rstrip()


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _format(sheet: Sheet, size: float, weight: int, colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(sheet.font(size, weight))
    made.setForeground(QColor(colour))
    return made
