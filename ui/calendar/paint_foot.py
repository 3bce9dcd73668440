"""Draws what the days add up to: how many are away, and the hours that are left."""

from PySide6.QtCore import QRect

from app.reports.chart import number_text
from ui.calendar.canvas import CENTRE, SMALL, USUAL, Canvas
from ui.calendar.content import Content
from ui.calendar.frame import Frame
from ui.calendar.paint_edges import INDENT

LOW = 0.75
"""Share of the usual hours of a week below which a week counts as thin."""


def paint_foot(canvas: Canvas, frame: Frame, content: Content) -> None:
    """Draw two lines of bars under the body, with their names at the left."""
    painter, top = canvas.painter, frame.height - frame.foot
    whole = QRect(0, top, frame.width, frame.foot)
    canvas.fill(whole, "surface")
    half = frame.foot // 2
    words = foot_words(content)
    for place, text in enumerate(words):
        area = QRect(0, top + place * half, frame.names - 1, half)
        ink = canvas.colour("text")
        canvas.write(
            area.adjusted(INDENT, 0, -4, 0), text, ink=ink, size=USUAL, weight=600
        )
    painter.save()
    painter.setClipRect(QRect(frame.names, top, frame.body.width(), frame.foot))
    _paint_counts(canvas, frame, content, top, half)
    _paint_hours(canvas, frame, content, top + half, half)
    painter.restore()
    painter.fillRect(QRect(0, top, frame.width, 1), canvas.colour("edge"))
    line = QRect(0, top + half, frame.width, 1)
    painter.fillRect(line, canvas.colour("hairline"))


def foot_words(content: Content) -> tuple[str, str]:
    """Return what the two lines of the foot are of."""
    first = "Holders there" if content.skill else "People away"
    return first, "Net hours a week"


def _paint_counts(
    canvas: Canvas, frame: Frame, content: Content, top: int, tall: int
) -> None:
    columns = frame.columns
    most = max(int(content.counts.max()), 1)
    is_numbered = frame.cell >= canvas.width("30") + 2
    room = tall - 3 - (canvas.look.pixels(12) if is_numbered else 0)
    for column in columns:
        count, left = int(content.counts[column]), frame.x(column)
        wide = frame.x(column + 1) - left
        thin = bool(content.is_thin[column])
        tone = "watch" if content.skill and count else "bad"
        high = max(round(room * count / most), 3 if thin else 0)
        if high:
            area = QRect(left, top + tall - high, max(wide - (wide > 3), 1), high)
            canvas.fill(area, tone if thin else "received")
        is_whole = is_numbered and left >= frame.names - 2
        if is_whole and content.is_open[column] and (count or content.skill):
            place = QRect(left, top + tall - high - canvas.look.pixels(13), wide,
                          canvas.look.pixels(13))  # fmt: skip
            ink = canvas.colour(tone if thin else "text")
            weight = 700 if thin else 400
            text = f"{count}"
            canvas.write(place, text, ink=ink, weight=weight, flags=CENTRE)


def _paint_hours(
    canvas: Canvas, frame: Frame, content: Content, top: int, tall: int
) -> None:
    columns, hours = frame.columns, content.hours
    most = max(float(hours.max()), 1.0)
    usual = float(hours[columns.start // 7 : (columns.stop + 6) // 7].mean())
    ink, soft = canvas.colour("text"), canvas.colour("muted")
    for week in range(columns.start // 7, (columns.stop + 6) // 7):
        left, right = frame.x(week * 7), frame.x(week * 7 + 7)
        amount, text = float(hours[week]), number_text(float(hours[week]))
        is_low = amount < LOW * usual
        is_written = canvas.width(text, SMALL, 600) <= right - left - 3
        room = tall - 4 - (canvas.look.pixels(12) if is_written else 0)
        high = round(room * amount / most)
        bar = QRect(left + 1, top + tall - high, right - left - 2, high)
        canvas.fill(bar, "bad" if is_low else "received")
        if is_written and left >= frame.names - 2:
            line = canvas.look.pixels(13)
            place = QRect(left, bar.top() - line, right - left, line)
            weight = 700 if is_low else 400
            tone = ink if is_low else soft
            canvas.write(place, text, ink=tone, weight=weight, flags=CENTRE)
