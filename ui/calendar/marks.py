"""Draws absences: every mark has a colour and a shape of its own, and its letter.

Some thousand of them are in sight at once, so that all they share is found only once
for each painting.
"""

from collections.abc import Set

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics

from app.capacity.day_grid import Mark
from ui.calendar.canvas import SMALL, Canvas
from ui.calendar.content import Block, Words
from ui.calendar.frame import Frame
from ui.calendar.letters import letter_of
from ui.style import mixed

LINK = 3
"""Height of the line that joins an absence over days that are not worked."""

EDGE = 2
"""Thickness of the frame of other absence."""

ROOM = 8
"""Room round the words on a mark, in pixels."""

TINT, FADED_TINT = 0.7, 0.95
"""How far the inside of a frame goes towards the ground."""

Text = tuple[str, int, str, int]
"""A kind in full, its width, its letter, and the width of that."""


class Marks:
    """Draws the marks of one painting."""

    def __init__(
        self, canvas: Canvas, frame: Frame, words: Words, sought: Set[Mark]
    ) -> None:
        """Make ready.

        Args:
            canvas: What to draw on.
            frame: Where things lie.
            words: What kinds are called.
            sought: Marks that are looked for; none of them for all.
        """
        self._canvas, self._painter = canvas, canvas.painter
        self._words, self._sought = words, sought
        self._cell, self._names, self._shift = frame.cell, frame.names, frame.left
        self._right = frame.width
        self._pad = max(frame.row // 8, 2)
        self._tall = frame.row - 2 * self._pad - 1
        self._gap = 1 if frame.cell >= 4 else 0
        self._texts: dict[str, Text] = {}
        letters = canvas.font(SMALL, 600)
        metrics = QFontMetrics(letters)
        self._base = (self._tall + metrics.ascent() - metrics.descent()) // 2
        self._painter.setFont(letters)
        self._painter.setPen(canvas.colour("on_days"))

    def paint(self, top: int, block: Block) -> None:
        """Draw a block on the line that begins at ``top``."""
        is_faded = bool(self._sought) and block.mark not in self._sought
        ink = self._canvas.mark(block.mark, is_faded=is_faded)
        cell, names, shift = self._cell, self._names, self._shift
        top += self._pad
        begin, room = 0, 0  # the first part with room for the words
        label, wide, letter, least = self._text(block)
        for start, end, is_work in block.parts:
            left = names + round(start * cell - shift)
            right = names + round(end * cell - shift)
            if right < names or left > self._right:
                continue
            if not is_work:
                middle = top + (self._tall - LINK) // 2
                length = right - left + self._gap
                self._painter.fillRect(left - self._gap, middle, length, LINK, ink)
                continue
            right = max(right - self._gap, left + 2)
            self._shape(block.mark, QRect(left, top, right - left, self._tall), ink)
            if room < least:
                begin = max(left, names)
                room = min(right, self._right) - begin
        if room >= least and not is_faded:
            fits = wide + ROOM <= room
            self._write(begin, top, label if fits else letter, wide if fits else least,
                        room, ink)  # fmt: skip

    def _shape(self, mark: Mark, area: QRect, ink: QColor) -> None:
        if mark is Mark.LEAVE:
            self._painter.fillRect(area, ink)
        else:
            is_faded = bool(self._sought) and mark not in self._sought
            paint_mark(self._canvas, area, mark, is_faded=is_faded)

    def _write(
        self, left: int, top: int, text: str, wide: int, room: int, ink: QColor
    ) -> None:
        """Write on a plate, since the shape behind it has gaps."""
        plate = min(wide + ROOM, room)
        self._painter.fillRect(left, top, plate, self._tall, ink)
        self._painter.drawText(left + (plate - wide) // 2, top + self._base, text)

    def _text(self, block: Block) -> Text:
        absence = block.run.absence
        found = self._texts.get(absence.kind)
        if found is None:
            label, letter = self._words.kind(absence), letter_of(absence)
            width = self._canvas.width
            found = (
                label, width(label, SMALL, 600), letter, width(letter, SMALL, 600)
            )  # fmt: skip
            self._texts[absence.kind] = found
        return found


def paint_mark(
    canvas: Canvas, area: QRect, mark: Mark, *, is_faded: bool = False
) -> None:
    """Draw what an absence makes of days; each mark has a shape of its own.

    Leave is a whole block, sickness three bars, other absence a frame, a part of the
    day the lower half, and other work the upper half.
    """
    painter, ink = canvas.painter, canvas.mark(mark, is_faded=is_faded)
    left, top, wide, tall = area.left(), area.top(), area.width(), area.height()
    half = max(tall * 11 // 20, 3)
    if mark is Mark.LEAVE:
        painter.fillRect(area, ink)
    elif mark is Mark.SICKNESS:
        bar = max((tall - 4) // 3, 1)
        for place in (0, 1, 2):
            painter.fillRect(left, top + (tall - bar) * place // 2, wide, bar, ink)
    elif mark is Mark.OTHER_ABSENCE:
        _paint_frame(canvas, area, mark, is_faded=is_faded)
    elif mark is Mark.PART:
        painter.fillRect(left, top + tall - half, wide, half, ink)
    else:
        painter.fillRect(left, top, wide, half, ink)


def _paint_frame(canvas: Canvas, area: QRect, mark: Mark, *, is_faded: bool) -> None:
    """Draw a frame; what is narrow has its upper and lower edge alone."""
    painter, ink = canvas.painter, canvas.mark(mark, is_faded=is_faded)
    tokens, share = canvas.tokens, FADED_TINT if is_faded else TINT
    painter.fillRect(area, QColor(mixed(tokens.days[mark], tokens.surface, share)))
    left, top, wide, tall = area.left(), area.top(), area.width(), area.height()
    edge = EDGE if wide > 3 * EDGE else EDGE + 1
    painter.fillRect(left, top, wide, edge, ink)
    painter.fillRect(left, top + tall - edge, wide, edge, ink)
    if edge == EDGE:
        painter.fillRect(left, top, edge, tall, ink)
        painter.fillRect(left + wide - edge, top, edge, tall, ink)
