"""The days of one person: exposure, contacts, screenings, rotations, outcomes told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.casework.working_time import monday_of
from app.reports.chart import MONTHS, day_text
from app.wellbeing.welfare import hours_by_day
from ui.style import mixed, present_look

if TYPE_CHECKING:
    from ui.wellbeing.sight import PersonSight

WEEKS_BEHIND, WEEKS_AHEAD = 17, 5
DAYS = 7 * (WEEKS_BEHIND + WEEKS_AHEAD)
LANES = ("Exposure", "Contacts", "Screenings", "Rotation", "Outcomes told")
FULL_DAY = 8.0
"""Hours of exposure at which a bar is as tall as its lane."""

HEAD, TALL, LANE, FOOT = 20, 36, 18, 4
"""Heights of the head, of the lane of exposure, of another lane, and of the foot."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things lie, in pixels."""

    left: float
    step: float
    first: date
    tops: tuple[float, ...]
    bottoms: tuple[float, ...]

    def x(self, day: date) -> float:
        return self.left + self.step * (day - self.first).days

    def middle(self, lane: int) -> float:
        return (self.tops[lane] + self.bottoms[lane]) / 2


class Strip(QWidget):
    """Draws 22 weeks of one person; arrow keys go from day to day and say each."""

    def __init__(self) -> None:
        super().__init__()
        self._sight: PersonSight | None = None
        self._day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Days of nobody")

    def show_sight(self, sight: "PersonSight | None") -> None:
        """Show the days of one person; None for nobody."""
        self._sight = sight
        name = sight.person.shown if sight else "nobody"
        self.setAccessibleName(f"Days of {name}")
        if sight is not None:
            self._day = sight.as_at
            first, last = day_text(self.first), day_text(self.last)
            self.setAccessibleDescription(
                f"{first} to {last}. Arrow keys go from day to day."
                f" {self.words_of(sight.as_at)}"
            )
        self.update()

    @property
    def first(self) -> date:
        """The first day shown, a Monday."""
        as_at = self._sight.as_at if self._sight else date(2000, 1, 3)
        return monday_of(as_at) - timedelta(weeks=WEEKS_BEHIND - 1)

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=DAYS - 1)

    def words_of(self, day: date) -> str:
        """Return what is on record of a day."""
        said = list(_on_day(self._sight, day)) if self._sight else []
        return f"{day_text(day)}: {'; '.join(said) or 'nothing on record'}."

    # ---- Size and keys ----------------------------------------------------------

    def sizeHint(self) -> QSize:
        look = present_look()
        tall = HEAD + TALL + LANE * (len(LANES) - 1) + FOOT
        return QSize(look.pixels(560), look.pixels(tall))

    def minimumSizeHint(self) -> QSize:
        return QSize(present_look().pixels(420), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._sight is None:
            super().keyPressEvent(event)
            return
        day = self._day + timedelta(days=step)
        self._day = min(max(day, self.first), self.last)
        words = self.words_of(self._day)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        frame = self._frame()
        spot = QPointF(frame.x(self._day), frame.bottoms[-1]).toPoint()
        QToolTip.showText(self.mapToGlobal(spot), words, self)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._sight is not None:
            frame = self._frame()
            place = int((event.pos().x() - frame.left) // frame.step)
            if 0 <= place < DAYS:
                day = self.first + timedelta(days=place)
                QToolTip.showText(event.globalPos(), self.words_of(day), self)
                return True
        return super().event(event)

    # ---- Painting ---------------------------------------------------------------

    def _frame(self) -> _Frame:
        look, metrics = present_look(), self.fontMetrics()
        left = max(metrics.horizontalAdvance(lane) for lane in LANES) + look.pixels(12)
        heights = [look.pixels(TALL), *[look.pixels(LANE)] * (len(LANES) - 1)]
        tops, bottoms, top = [], [], float(look.pixels(HEAD))
        for height in heights:
            tops.append(top + 2)
            top += height
            bottoms.append(top - 2)
        room = self.width() - left - 2
        return _Frame(left, room / DAYS, self.first, tuple(tops), tuple(bottoms))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        self._paint_ground(painter, frame)
        if self._sight is not None:
            self._paint_exposure(painter, frame, self._sight)
            self._paint_contacts(painter, frame, self._sight)
            self._paint_rotations(painter, frame, self._sight)
            self._paint_told(painter, frame, self._sight)
            self._paint_today(painter, frame, self._sight.as_at)
        if self.hasFocus():
            self._paint_cursor(painter, frame)
        painter.end()

    def _paint_ground(self, painter: QPainter, frame: _Frame) -> None:
        tokens = present_look().tokens
        hairline, muted = QColor(tokens.hairline), QColor(tokens.muted)
        for lane, name in enumerate(LANES):
            top, bottom = frame.tops[lane], frame.bottoms[lane]
            painter.setPen(QColor(tokens.text))
            area = QRectF(0, top, frame.left - 6, bottom - top)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(area, int(middle.value), name)
            painter.setPen(QPen(hairline, 1))
            painter.drawLine(
                QPointF(frame.left, bottom + 2), QPointF(self.width() - 2, bottom + 2)
            )
        for week in range(WEEKS_BEHIND + WEEKS_AHEAD):
            day = frame.first + timedelta(weeks=week)
            x = frame.x(day)
            is_month = day.day <= 7
            painter.setPen(QPen(muted if is_month else hairline, 1))
            painter.drawLine(QPointF(x, frame.tops[0]), QPointF(x, frame.bottoms[-1]))
            if is_month and not self._is_by_today(frame, x):
                painter.drawText(
                    QPointF(x + 2, frame.tops[0] - 6), f"{MONTHS[day.month - 1]}"
                )

    def _is_by_today(self, frame: _Frame, x: float) -> bool:
        """Return whether the name of a month would touch that of the day."""
        if self._sight is None:
            return False
        today = frame.x(self._sight.as_at + timedelta(days=1))
        wide = self.fontMetrics().horizontalAdvance("00 Mmm") + 8
        return -wide < x - today < wide

    def _paint_exposure(
        self, painter: QPainter, frame: _Frame, sight: "PersonSight"
    ) -> None:
        tokens, bottom = present_look().tokens, frame.bottoms[0]
        room = bottom - frame.tops[0]
        painter.setPen(QPen(QColor(tokens.received_edge), 1))
        painter.setBrush(QColor(tokens.received))
        for day, hours in hours_by_day(sight.exposures).items():
            if frame.first <= day <= self.last:
                tall = room * min(hours / FULL_DAY, 1.0)
                wide = max(frame.step - 2, 2.0)
                painter.drawRect(QRectF(frame.x(day) + 1, bottom - tall, wide, tall))

    def _paint_contacts(
        self, painter: QPainter, frame: _Frame, sight: "PersonSight"
    ) -> None:
        """Draw what was held filled, what was not kept crossed, what is booked open."""
        tokens = present_look().tokens
        size = present_look().pixels(5)
        for one in sight.contacts:
            if not frame.first <= one.held_on <= self.last:
                continue
            is_screening = one.kind in sight.screenings
            lane = 2 if is_screening else 1
            centre = QPointF(frame.x(one.held_on) + frame.step / 2, frame.middle(lane))
            is_missed = not one.is_kept and one.held_on <= sight.as_at
            ink = QColor(tokens.bad if is_missed else tokens.accent)
            painter.setPen(QPen(ink, 1.6))
            painter.setBrush(ink if one.is_kept else Qt.BrushStyle.NoBrush)
            if is_missed:
                a, b = QPointF(size, size), QPointF(size, -size)
                painter.drawLine(centre - a, centre + a)
                painter.drawLine(centre - b, centre + b)
            elif is_screening:
                painter.drawPolygon(_diamond(centre, size + 1))
            else:
                painter.drawEllipse(centre, size, size)

    def _paint_rotations(
        self, painter: QPainter, frame: _Frame, sight: "PersonSight"
    ) -> None:
        tokens = present_look().tokens
        for one in sight.rotations:
            begin = max(one.first_on, frame.first)
            end = min(one.last_on or self.last, self.last)
            if begin > end:
                continue
            left, right = frame.x(begin), frame.x(end + timedelta(days=1))
            area = QRectF(left, frame.tops[3] + 3, right - left, 0)
            area.setBottom(frame.bottoms[3] - 3)
            ground = QColor(mixed(tokens.good_tint, tokens.surface, 0.2))
            painter.setPen(QPen(QColor(tokens.good), 1.2))
            painter.setBrush(ground)
            painter.drawRect(area)
            painter.setBrush(QBrush(QColor(tokens.good), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(area)

    def _paint_told(
        self, painter: QPainter, frame: _Frame, sight: "PersonSight"
    ) -> None:
        size = present_look().pixels(4)
        painter.setPen(QPen(QColor(present_look().tokens.good), 2))
        for day in sight.told:
            if frame.first <= day <= self.last:
                x, y = frame.x(day) + frame.step / 2, frame.middle(4)
                painter.drawPolyline(
                    QPolygonF(
                        [
                            QPointF(x - size, y),
                            QPointF(x - 1, y + size - 1),
                            QPointF(x + size, y - size),
                        ]
                    )
                )

    def _paint_today(self, painter: QPainter, frame: _Frame, as_at: date) -> None:
        painter.setPen(QPen(QColor(present_look().tokens.text), 1.4))
        x = frame.x(as_at + timedelta(days=1))
        painter.drawLine(QPointF(x, frame.tops[0] - 4), QPointF(x, frame.bottoms[-1]))
        label = day_text(as_at).rpartition(" ")[0]
        painter.drawText(QPointF(x + 3, frame.tops[0] - 6), label)

    def _paint_cursor(self, painter: QPainter, frame: _Frame) -> None:
        painter.setPen(QPen(QColor(present_look().tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tall = frame.bottoms[-1] - frame.tops[0]
        wide = max(frame.step, 4.0)
        painter.drawRect(QRectF(frame.x(self._day), frame.tops[0], wide, tall))


def _diamond(centre: QPointF, size: float) -> QPolygonF:
    x, y = centre.x(), centre.y()
    return QPolygonF(
        [
            QPointF(x, y - size),
            QPointF(x + size, y),
            QPointF(x, y + size),
            QPointF(x - size, y),
        ]
    )


def _on_day(sight: "PersonSight", day: date) -> Iterator[str]:
    for entry in sight.entries:
        if entry.day == day:
            yield ", ".join(text for text in (entry.what, entry.detail) if text)
    for one in sight.rotations:
        if one.holds(day) and one.first_on != day:
            yield "Rotation out"
