"""Draws the days of people: what each is by itself, and what absences make of it."""

from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import islice
from operator import itemgetter

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from app.capacity.day_grid import Ground, Mark
from ui.calendar.canvas import CENTRE, SMALL, Canvas
from ui.calendar.content import Block, Content, Stretch
from ui.calendar.frame import Frame
from ui.calendar.letters import letter_of
from ui.style import mixed

LINK = 3
"""Height of the line that joins an absence over days that are not worked."""

GROUNDS = {Ground.WORK: "surface", Ground.REST: "rest", Ground.HOLIDAY: "holiday"}


def paint_days(
    canvas: Canvas, frame: Frame, content: Content, sought: Set[Mark]
) -> None:
    """Draw every day in sight.

    Args:
        canvas: What to draw on.
        frame: Where things lie.
        content: What is shown.
        sought: Marks that are looked for; none of them for all.
    """
    painter, columns = canvas.painter, frame.columns
    painter.save()
    painter.setClipRect(frame.body)
    canvas.fill(frame.body, "surface")
    if frame.rows:
        top = frame.y(frame.rows.start)
        tall = min(frame.y(frame.rows.stop), frame.body.bottom() + 1) - top
        _paint_stretches(canvas, frame, content.usual, (top, tall))
    for line in frame.rows:
        one = content.lines[line]
        if one.is_heading:
            area = QRect(frame.names, frame.y(line), frame.body.width(), frame.row)
            canvas.fill(area, "canvas")
            continue
        rows = frame.y(line), frame.row
        _paint_stretches(canvas, frame, content.odd[one.row], rows)
        for block in content.blocks[one.row]:
            if block.run.first < columns.stop and block.run.last >= columns.start:
                is_faded = bool(sought) and block.run.mark not in sought
                _paint_block(canvas, frame, content, line, block, is_faded=is_faded)
    _paint_lines(canvas, frame)
    painter.restore()


def _paint_stretches(
    canvas: Canvas,
    frame: Frame,
    stretches: Sequence[Stretch],
    rows: tuple[int, int],
) -> None:
    """Draw what days are between two heights; the stretches come in order."""
    columns, (top, tall) = frame.columns, rows
    place = bisect_right(stretches, columns.start, key=itemgetter(1))
    for start, end, ground in islice(stretches, place, None):
        if start >= columns.stop:
            break
        left = frame.x(max(start, columns.start))
        right = frame.x(min(end, columns.stop))
        paint_ground(canvas, QRect(left, top, right - left, tall), ground)


def paint_ground(canvas: Canvas, area: QRect, ground: Ground) -> None:
    """Draw what days are before anything is taken off them."""
    if ground is Ground.OUT:
        canvas.fill(area, "canvas")
        ink = canvas.colour("edge")
        canvas.painter.fillRect(area, QBrush(ink, Qt.BrushStyle.BDiagPattern))
    else:
        canvas.fill(area, GROUNDS[ground])


def _paint_lines(canvas: Canvas, frame: Frame) -> None:
    """Draw a thin line under each person."""
    ink, body = canvas.colour("hairline"), frame.body
    for line in frame.rows:
        bottom = frame.y(line) + frame.row - 1
        canvas.painter.fillRect(QRect(body.left(), bottom, body.width(), 1), ink)


def _paint_block(
    canvas: Canvas,
    frame: Frame,
    content: Content,
    line: int,
    block: Block,
    *,
    is_faded: bool,
) -> None:
    pad = max(frame.row // 8, 2)
    gap = 1 if frame.cell >= 4 else 0
    top, tall = frame.y(line) + pad, frame.row - 2 * pad - 1
    wanted = canvas.width("M", SMALL, 600)
    sight = range(frame.body.left() - 4, frame.body.right() + 4)
    plate = QRect()  # where the kind is written: the first part with room for it
    for start, end, is_work in block.parts:
        left, right = frame.x(start), frame.x(end)
        if right < sight.start or left > sight.stop:
            continue
        area = QRect(left, top, max(right - left - gap * is_work, 2), tall)
        if not is_work:
            middle = QRect(left - gap, top + (tall - LINK) // 2, right - left, LINK)
            canvas.painter.fillRect(
                middle, canvas.mark(block.run.mark, is_faded=is_faded)
            )
            continue
        paint_mark(canvas, area, block.run.mark, is_faded=is_faded)
        inside = area.intersected(frame.body)
        if inside.width() > plate.width() and plate.width() < wanted:
            plate = inside
    if not is_faded:
        _letter(canvas, plate, content, block)


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
            start = top + (tall - bar) * place // 2
            painter.fillRect(QRect(left, start, wide, bar), ink)
    elif mark is Mark.OTHER_ABSENCE:
        _paint_frame(painter, area, ink, QColor(_tint(canvas, mark, is_faded)))
    elif mark is Mark.PART:
        painter.fillRect(QRect(left, top + tall - half, wide, half), ink)
    else:
        painter.fillRect(QRect(left, top, wide, half), ink)


def _paint_frame(painter: QPainter, area: QRect, ink: QColor, tint: QColor) -> None:
    painter.fillRect(area, tint)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if area.width() > 6:
        painter.drawRect(area.adjusted(1, 1, -1, -1))
    else:
        painter.fillRect(QRect(area.left(), area.top(), area.width(), 3), ink)
        painter.fillRect(QRect(area.left(), area.bottom() - 2, area.width(), 3), ink)


def _tint(canvas: Canvas, mark: Mark, is_faded: bool) -> str:
    tokens = canvas.tokens
    return mixed(tokens.days[mark], tokens.surface, 0.95 if is_faded else 0.7)


def _letter(canvas: Canvas, area: QRect, content: Content, block: Block) -> None:
    """Write the kind on its colour: in full where there is room, else its letter."""
    absence = block.run.absence
    label, letter = content.words.kind(absence), letter_of(absence)
    room = area.width() - 8
    text = label if canvas.width(label, SMALL, 600) <= room else letter
    wide = canvas.width(text, SMALL, 600)
    if wide > area.width():
        return
    plate = QRect(area.left(), area.top(), min(wide + 8, area.width()), area.height())
    canvas.painter.fillRect(plate, canvas.mark(block.run.mark))
    ink = canvas.colour("on_days")
    canvas.write(plate, text, ink=ink, size=SMALL, weight=600, flags=CENTRE)
