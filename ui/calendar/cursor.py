"""The cursor of the calendar: one person, and days from an anchor to where it is."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.calendar.content import Content

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Cursor:
    """Which days of whom are chosen.

    Attributes:
        line: The line of the person.
        column: The day that moves.
        anchor: The day where choosing began; that of the cursor for one day.
    """

    line: int = 0
    column: int = 0
    anchor: int = -1

    @property
    def first(self) -> int:
        """The first day chosen."""
        return min(self.column, self.anchor) if self.anchor >= 0 else self.column

    @property
    def last(self) -> int:
        """The last day chosen."""
        return max(self.column, self.anchor)

    def within(self, content: Content, uid: str) -> "Cursor":
        """Return the cursor on the line of a person, or else on one nearby."""
        lines = content.lines
        if not lines:
            return Cursor(-1, self.column, self.anchor)
        rows = {content.uid(place): place for place in _people(content)}
        near = min(_people(content), key=lambda place: abs(place - self.line))
        return replace(self, line=rows.get(uid, near))

    def moved(self, event: QKeyEvent, content: Content) -> "Cursor | None":
        """Return the cursor after a key; None if the key moves nothing."""
        modifiers = event.modifiers()
        if modifiers & ALT:
            return None
        key, is_far = Qt.Key(event.key()), bool(modifiers & CONTROL)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._to_line(1 if key == Qt.Key.Key_Down else -1, is_far, content)
        if key == Qt.Key.Key_Escape and self.first != self.last:
            return replace(self, anchor=self.column)
        column = self._column_after(key, content, is_far=is_far)
        if column is None:
            return None
        column = min(max(column, 0), content.grid.days - 1)
        start = self.column if self.anchor < 0 else self.anchor
        return Cursor(self.line, column, start if modifiers & SHIFT else column)

    def _to_line(self, step: int, is_far: bool, content: Content) -> "Cursor":
        places = _people(content)
        if is_far:
            found = places[-1] if step > 0 else places[0]
        else:
            beyond = [place for place in places if (place - self.line) * step > 0]
            found = (
                min(beyond, key=lambda place: abs(place - self.line))
                if beyond
                else self.line
            )
        return Cursor(found, self.column, self.column)

    def _column_after(
        self, key: Qt.Key, content: Content, *, is_far: bool
    ) -> int | None:
        day, grid = content.grid.day(self.column), content.grid
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            days = 7 if is_far else 1
            return self.column + (days if key == Qt.Key.Key_Right else -days)
        if key == Qt.Key.Key_Home:
            to = content.words.as_at if is_far else day.replace(day=1)
            return grid.column(to)
        if key == Qt.Key.Key_End:
            return grid.column(_month_on(day.replace(day=1), 1)) - 1
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if key == Qt.Key.Key_PageDown else -1
            return grid.column(_month_on(day, step))
        return None


def _people(content: Content) -> list[int]:
    return [place for place, line in enumerate(content.lines) if not line.is_heading]


def _month_on(day: date, step: int) -> date:
    """Return the same day of the month before or after, or that month's last day."""
    months = day.year * 12 + day.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
