"""Draws what stays in sight: months and weeks above, names at the left, the cursor."""

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPen

from ui.calendar.canvas import CENTRE, LEFT, SMALL, USUAL, Canvas
from ui.calendar.content import Content
from ui.calendar.frame import Frame, months_of
from ui.calendar.letters import HOLIDAY

MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
DAYS = "MTWTFSS"
INDENT = 10
"""Where names begin, in pixels."""

STRETCH = 90
"""How much of 255 of the accent covers chosen days."""


def paint_head(canvas: Canvas, frame: Frame, content: Content, current: int) -> None:
    """Draw months and days over the body; ``current`` is the day of the cursor."""
    painter, grid, upper = canvas.painter, content.grid, frame.head // 2
    area = QRect(frame.names, 0, frame.body.width(), frame.head)
    painter.save()
    painter.setClipRect(area)
    canvas.fill(area, "surface")
    lower = QRect(frame.names, upper, frame.body.width(), frame.head - upper)
    _paint_numbers(canvas, frame, content, lower)
    for start, after, day in months_of(grid, frame.columns):
        left, right = frame.x(start), frame.x(after)
        painter.fillRect(QRect(left, 0, 1, frame.head), canvas.colour("edge"))
        begin = max(left, frame.names) + 5
        room = QRect(begin, 0, min(right, area.right()) - begin - 2, upper)
        ink = canvas.colour("text")
        name = _month(canvas, frame, day)
        if canvas.width(name, USUAL, 600) <= room.width():
            canvas.write(room, name, ink=ink, size=USUAL, weight=600)
    as_at = grid.column(content.words.as_at)
    _paint_flag(canvas, frame, lower, grid.day(as_at), as_at, is_as_at=True)
    if current != as_at:
        _paint_flag(canvas, frame, lower, grid.day(current), current, is_as_at=False)
    bottom = QRect(area.left(), area.bottom(), area.width(), 1)
    painter.fillRect(bottom, canvas.colour("edge"))
    painter.restore()


def _month(canvas: Canvas, frame: Frame, day: date) -> str:
    """Return a month, with all of them in full or all cut, as the zoom has room."""
    name, room = MONTHS[day.month - 1], 28 * frame.cell - 8
    if canvas.width("September 2027", USUAL, 600) <= room:
        return f"{name} {day.year}"
    if canvas.width("Sep 2027", USUAL, 600) <= room:
        return f"{name[:3]} {day.year}"
    return name[:3]


def _paint_numbers(canvas: Canvas, frame: Frame, content: Content, area: QRect) -> None:
    """Draw the number of each day, or of Mondays where days have no room."""
    grid, holidays = content.grid, content.team.holidays
    tick = canvas.colour("hairline")
    for column in frame.columns:
        day, left = grid.day(column), frame.x(column)
        if day in holidays:
            wide = frame.x(column + 1) - left
            canvas.fill(QRect(left, area.top(), wide, area.height()), "holiday")
        if day.weekday() == 0:
            canvas.painter.fillRect(QRect(left, area.top(), 1, area.height()), tick)
    if frame.cell >= canvas.width("30") + 3:
        _paint_every(canvas, frame, content, area)
    else:
        _paint_holidays(canvas, frame, content, area)
        _paint_mondays(canvas, frame, content, area)


def _paint_every(canvas: Canvas, frame: Frame, content: Content, area: QRect) -> None:
    is_named = frame.cell >= canvas.width("M 30") + 4
    ink = canvas.colour("muted")
    for column in frame.columns:
        day, left = content.grid.day(column), frame.x(column)
        if left >= frame.names - 2:
            text = f"{DAYS[day.weekday()]} {day.day}" if is_named else f"{day.day}"
            wide = frame.x(column + 1) - left
            place = QRect(left, area.top(), wide, area.height())
            canvas.write(place, text, ink=ink, flags=CENTRE)


def _paint_mondays(canvas: Canvas, frame: Frame, content: Content, area: QRect) -> None:
    """Draw the numbers of Mondays, of every second one where weeks are narrow."""
    wide, ink = canvas.width("30") + 2, canvas.colour("muted")
    step = 1 if frame.cell * 7 >= wide + 2 else 2
    for column in frame.columns:
        day = content.grid.day(column)
        if column % (7 * step) == 0 and _has_room(canvas, frame, content, day):
            place = QRect(frame.x(column) + 3, area.top(), wide, area.height())
            canvas.write(place, f"{day.day}", ink=ink)


def _has_room(canvas: Canvas, frame: Frame, content: Content, day: date) -> bool:
    """Return whether nothing lies where the number of a Monday would be written.

    The letter of a public holiday may, or the line of the month after.
    """
    reach = int((canvas.width("30") + 4) / frame.cell)
    wide = int(canvas.width(HOLIDAY) / frame.cell) + reach + 1
    number = day.toordinal()
    near = (date.fromordinal(number + step) for step in range(-1, wide))
    return (
        date.fromordinal(number + reach).month == day.month
        and frame.x(content.grid.column(day)) >= frame.names - 1
        and not any(one in content.team.holidays for one in near)
    )


def _paint_holidays(
    canvas: Canvas, frame: Frame, content: Content, area: QRect
) -> None:
    """Draw the letter of public holidays, of those near one another the first."""
    wide, ink = canvas.width(HOLIDAY, SMALL, 600) + 2, canvas.colour("text")
    free = 0  # where the last letter ended
    for column in frame.columns:
        if content.grid.day(column) not in content.team.holidays:
            continue
        left = (frame.x(column) + frame.x(column + 1) - wide) // 2
        if left >= free:
            place = QRect(left, area.top(), wide, area.height())
            canvas.write(place, HOLIDAY, ink=ink, weight=600, flags=CENTRE)
            free = left + wide - 2


def _paint_flag(
    canvas: Canvas, frame: Frame, area: QRect, day: date, column: int, *, is_as_at: bool
) -> None:
    """Draw a day on a plate of its own: that of the page, or that of the cursor."""
    if column not in frame.columns:
        return
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    wide = canvas.width(text, SMALL, 600) + 8
    middle = (frame.x(column) + frame.x(column + 1)) // 2
    left = min(max(middle - wide // 2, area.left()), area.right() - wide)
    place = QRect(left, area.top() + 1, wide, area.height() - 3)
    canvas.fill(place, "accent" if is_as_at else "text")
    ink = canvas.colour("on_accent" if is_as_at else "surface")
    canvas.write(place, text, ink=ink, weight=600, flags=CENTRE)


def paint_names(canvas: Canvas, frame: Frame, content: Content, current: int) -> None:
    """Draw the names beside the body; ``current`` is the line of the cursor."""
    painter, body = canvas.painter, frame.body
    area = QRect(0, body.top(), frame.names, body.height())
    painter.save()
    painter.setClipRect(area)
    canvas.fill(area, "surface")
    for line in frame.rows:
        one = content.lines[line]
        place = QRect(0, frame.y(line), frame.names, frame.row)
        if one.is_heading:
            wide = QRect(0, place.top(), frame.width, frame.row)
            painter.setClipRect(QRect(0, body.top(), frame.width, body.height()))
            canvas.fill(place, "canvas")
            ink, words = canvas.colour("muted"), wide.adjusted(INDENT, 0, 0, 0)
            canvas.write(words, one.text, ink=ink, size=SMALL, weight=600)
            painter.setClipRect(area)
            continue
        if line == current:
            canvas.fill(place, "selection")
        words = place.adjusted(INDENT, 0, -6, 0)
        weight = 600 if line == current else 400
        ink = canvas.colour("text")
        canvas.write(words, one.text, ink=ink, size=USUAL, weight=weight)
        bottom = QRect(0, place.bottom(), frame.names, 1)
        painter.fillRect(bottom, canvas.colour("hairline"))
    painter.restore()
    edge = canvas.colour("edge")
    painter.fillRect(QRect(frame.names - 1, 0, 1, frame.height), edge)


def paint_corner(canvas: Canvas, frame: Frame, text: str) -> None:
    """Draw the corner over the names, with what the lines are."""
    area = QRect(0, 0, frame.names - 1, frame.head)
    canvas.fill(area, "surface")
    ink = canvas.colour("muted")
    words = area.adjusted(INDENT, frame.head // 2, -6, 0)
    canvas.write(words, text, ink=ink, size=SMALL, weight=600, flags=LEFT)
    bottom = QRect(0, area.bottom(), area.width() + 1, 1)
    canvas.painter.fillRect(bottom, canvas.colour("edge"))


def paint_as_at(canvas: Canvas, frame: Frame, column: int) -> None:
    """Draw the line at the end of the day at which the page is shown."""
    body, right = frame.body, frame.x(column + 1)
    if frame.names <= right <= frame.width:
        area = QRect(right - 1, body.top(), 2, body.height() + frame.foot)
        canvas.fill(area, "accent")


def paint_cursor(canvas: Canvas, frame: Frame, area: QRect, *, has_focus: bool) -> None:
    """Draw a ring round the chosen days; a thin one while the keys go elsewhere."""
    painter = canvas.painter
    painter.save()
    painter.setClipRect(frame.body)
    wash = QColor(canvas.colour("accent"))
    wash.setAlpha(STRETCH)
    if area.width() > frame.cell + 2:
        painter.fillRect(area, wash)
    ring = area.adjusted(-1, 0, 1, -1)
    if ring.width() < 5:
        ring.adjust(-2, 0, 2, 0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if has_focus:
        painter.setPen(QPen(canvas.colour("surface"), 4))
        painter.drawRect(ring)
    painter.setPen(QPen(canvas.colour("text"), 2 if has_focus else 1))
    painter.drawRect(ring)
    painter.restore()
