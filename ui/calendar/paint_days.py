"""Draws the days of people: what each is by itself, and what absences make of it."""

from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import islice
from operator import itemgetter

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush

from app.capacity.day_grid import Ground, Mark
from ui.calendar.canvas import Canvas
from ui.calendar.content import Content, Stretch
from ui.calendar.frame import Frame
from ui.calendar.marks import Marks

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
    painter, start, stop = canvas.painter, frame.columns.start, frame.columns.stop
    painter.save()
    painter.setClipRect(frame.body)
    canvas.fill(frame.body, "surface")
    if frame.rows:
        top = frame.y(frame.rows.start)
        tall = min(frame.y(frame.rows.stop), frame.body.bottom() + 1) - top
        _paint_stretches(canvas, frame, content.usual, (top, tall))
    marks = Marks(canvas, frame, content.words, sought)
    for line in frame.rows:
        one = content.lines[line]
        if one.is_heading:
            area = QRect(frame.names, frame.y(line), frame.body.width(), frame.row)
            canvas.fill(area, "canvas")
            continue
        rows = frame.y(line), frame.row
        _paint_stretches(canvas, frame, content.odd[one.row], rows)
        for block in content.blocks(one.row):
            if block.first < stop and block.last >= start:
                marks.paint(frame.y(line), block)
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
