"""The course of a request drawn: a row for each status, lines for its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.casework.course import Stay
from app.casework.request import Status
from app.reports.chart import day_text
from ui.style import present_look

ROW, NAMES, DAYS_ROOM, FOOT, HEAD = 26, 168, 66, 24, 26
"""Height of a row, width of its name and of its days, heights of the scale and of
the names of the lines, in pixels at 100 % text."""

LEAST_BAR = 3
"""Least width of a bar, in pixels, so that a stay of one day is seen."""

NEAR_LABEL = 96
"""Width that the name of a line takes, in pixels at 100 % text."""

HELD = frozenset({Status.ON_HOLD, Status.RETURNED})
WAITING = frozenset({Status.DRAFT, Status.SUBMITTED, Status.ASSESSING, Status.ACCEPTED})
DONE = frozenset({Status.ISSUED, Status.CLOSED, Status.REJECTED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day that is drawn as a line over all rows.

    Attributes:
        day: The day.
        words: What it is.
        tone: Name of the colour token.
        is_dashed: Whether the line is broken, as for a target.
    """

    day: date
    words: str
    tone: str
    is_dashed: bool = True


class CourseStrip(QWidget):
    """Draws the stays of a request; the table below says the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Course of the request")
        self._stays: tuple[Stay, ...] = ()
        self._names: dict[Status, str] = {}
        self._marks: tuple[Mark, ...] = ()
        self._as_at = date.min
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)

    def show_course(
        self,
        stays: Sequence[Stay],
        names: dict[Status, str],
        marks: Sequence[Mark],
        as_at: date,
    ) -> None:
        """Show stays, with what statuses are called and the days to mark."""
        self._stays, self._names = tuple(stays), names
        self._marks, self._as_at = tuple(marks), as_at
        told = [
            f"{names[one.status]} from {day_text(one.entered_on)},"
            f" {one.days(as_at):,} days"
            for one in stays
        ]
        told += [f"{mark.words} {day_text(mark.day)}" for mark in marks]
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    @property
    def statuses(self) -> list[Status]:
        """The statuses that it was in, as first entered."""
        return list(dict.fromkeys(one.status for one in self._stays))

    def span(self) -> tuple[date, date]:
        """Return the first and the last day drawn."""
        days = [one.entered_on for one in self._stays]
        days += [one.left_on for one in self._stays if one.left_on]
        days += [mark.day for mark in self._marks]
        if self._stays and self._stays[-1].status not in DONE:
            days.append(self._as_at)
        first, last = (min(days), max(days)) if days else (self._as_at, self._as_at)
        return first, max(last, first + timedelta(days=7))

    def sizeHint(self) -> QSize:
        pixels = present_look().pixels
        rows = max(len(self.statuses), 1)
        return QSize(pixels(600), pixels(HEAD + ROW * rows + FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(present_look().pixels(400), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stays:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        self._paint_scale(painter, area)
        for row, status in enumerate(self.statuses):
            self._paint_row(painter, area, row, status)
        self._paint_marks(painter, area)
        painter.end()

    def _area(self) -> QRectF:
        pixels = present_look().pixels
        left, right = pixels(NAMES), pixels(DAYS_ROOM)
        height = pixels(ROW) * len(self.statuses)
        return QRectF(left, pixels(HEAD), self.width() - left - right, height)

    def _place(self, area: QRectF, day: date) -> float:
        first, last = self.span()
        share = (day - first).days / (last - first).days
        return area.left() + share * area.width()

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        tokens = present_look().tokens
        first, last = self.span()
        step = max((last - first).days // 6, 1)
        for number in range(0, (last - first).days + 1, step):
            day = first + timedelta(days=number)
            x = self._place(area, day)
            painter.setPen(QPen(QColor(tokens.hairline), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            if x > area.right() - present_look().pixels(30):
                break
            painter.setPen(QColor(tokens.muted))
            room = QRectF(x, area.bottom() + 4, 140, present_look().pixels(18))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), day_text(day))

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: int, status: Status
    ) -> None:
        look, stays = present_look(), [s for s in self._stays if s.status is status]
        high = look.pixels(ROW)
        top = area.top() + row * high
        painter.setPen(QColor(look.tokens.text))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = painter.fontMetrics().elidedText(
            self._names[status], Qt.TextElideMode.ElideRight, int(area.left()) - 8
        )
        painter.drawText(QRectF(0, top, area.left() - 8, high), middle, name)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(look.tokens, _ink(status))))
        for stay in stays:
            x = self._place(area, stay.entered_on)
            end = self._place(area, self._end(stay))
            width = max(end - x, LEAST_BAR)
            painter.drawRoundedRect(QRectF(x, top + 6, width, high - 12), 3, 3)
        days = sum(stay.days(self._as_at) for stay in stays)
        painter.setPen(QColor(look.tokens.text))
        room = QRectF(area.right() + 8, top, look.pixels(DAYS_ROOM) - 8, high)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, right, f"{days:,} d" if status not in DONE else "")

    def _end(self, stay: Stay) -> date:
        """Return where the bar of a stay ends; the end of all is only a point."""
        if stay.left_on is not None:
            return stay.left_on
        return stay.entered_on if stay.status in DONE else self._as_at

    def _paint_marks(self, painter: QPainter, area: QRectF) -> None:
        look, taken = present_look(), 0.0
        for mark in sorted(self._marks, key=lambda one: one.day):
            x = self._place(area, mark.day)
            ink = QColor(getattr(look.tokens, mark.tone))
            style = Qt.PenStyle.DashLine if mark.is_dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(ink, 1.6, style))
            painter.drawLine(QPointF(x, area.top() - 6), QPointF(x, area.bottom()))
            width = painter.fontMetrics().horizontalAdvance(mark.words) + 8.0
            left = min(x - width / 2, self.width() - width)
            if left < taken:
                continue  # the table below has it in words
            painter.setPen(ink)
            room = QRectF(left, 0, width, look.pixels(HEAD) - 6)
            centre = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(room, centre, mark.words)
            taken = left + width


def _ink(status: Status) -> str:
    if status in HELD:
        return "watch"
    if status in WAITING:
        return "received"
    return "good" if status in DONE else "accent"
