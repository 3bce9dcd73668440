"""The year calendar: days of people are chosen by mouse or keys, then acted on."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
)

from app.capacity.day_grid import Run
from ui.calendar.content import Content
from ui.calendar.cursor import Cursor
from ui.calendar.letters import kind_of
from ui.calendar.pane import Pane
from ui.calendar.wording import cell_text

NEAR = 4
"""Pixels from the end of an absence within which it is taken by the mouse."""

PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class YearView(Pane):
    """Lets days of one person be chosen, and says what shall be done with them."""

    add_wanted = Signal(str, object, object, str)  # uid, first, last day, kind or ""
    change_wanted = Signal(object, object, object)  # the Absence, its first, last day
    remove_wanted = Signal(object)  # the Absence
    cursor_moved = Signal(str)  # what the day of the cursor is

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Calendar of absences")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._stretched: tuple[Run, bool] | None = None  # the run, whether its end
        self._is_choosing = False

    def show_content(self, content: Content) -> None:
        """Show other content; the day at the left and the cursor stay."""
        super().show_content(content)
        self._tell(is_said=False)

    def go_to(self, day: date, uid: str = "") -> None:
        """Put the cursor on a day, of a person if one is given, and into sight."""
        if self._content is None:
            return
        last = self._content.grid.days - 1
        column = min(max(self._content.grid.column(day), 0), last)
        self.cursor_at = Cursor(self.cursor_at.line, column, column)
        self.cursor_at = self.cursor_at.within(self._content, uid)
        self._after_move()

    # ---- The cursor -----------------------------------------------------------------

    def chosen(self) -> tuple[str, date, date] | None:
        """Return whose days are chosen, the first and the last; None for nobody's."""
        if self._content is None or not self.uid_of(self._content):
            return None
        grid, at = self._content.grid, self.cursor_at
        return self.uid_of(self._content), grid.day(at.first), grid.day(at.last)

    def run_at_cursor(self) -> Run | None:
        """Return what shows on the day of the cursor; None for nothing."""
        content, at = self._content, self.cursor_at
        if content is None or not self.uid_of(content):
            return None
        return content.grid.run_at(content.lines[at.line].row, at.column)

    def _after_move(self, *, is_said: bool = True) -> None:
        self._bring_into_sight()
        self._tell(is_said=is_said)
        self.viewport().update()

    def _bring_into_sight(self) -> None:
        frame, at = self.frame_now(), self.cursor_at
        body, across, down = (
            frame.body,
            self.horizontalScrollBar(),
            self.verticalScrollBar(),
        )
        left, right = frame.x(at.column), frame.x(at.column + 1)
        if left < body.left() or right > body.right():
            third = body.width() // 3
            across.setValue(round(at.column * frame.cell) - third)
        top = at.line * frame.row
        if top - frame.row < down.value():
            down.setValue(top - frame.row)  # with the heading over it
        elif top + frame.row > down.value() + body.height():
            down.setValue(top + frame.row - body.height())

    def _tell(self, *, is_said: bool) -> None:
        """Say what the day of the cursor is."""
        content, at = self._content, self.cursor_at
        if content is None or not self.uid_of(content):
            return
        text = cell_text(content, content.lines[at.line].row, at.column)
        if at.last > at.first:
            text = f"{at.last - at.first + 1} days chosen. {text}"
        self.setAccessibleDescription(text)
        self.cursor_moved.emit(text)
        if is_said and self.hasFocus():
            said = QAccessibleAnnouncementEvent(self, text)
            QAccessible.updateAccessibility(said)

    # ---- Keys -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        content = self._content
        if content is None or not content.lines:
            super().keyPressEvent(event)
            return
        if (moved := self.cursor_at.moved(event, content)) is not None:
            self.cursor_at = moved
            self._after_move()
        elif not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key means besides moving; return whether it means anything."""
        key, chosen = Qt.Key(event.key()), self.chosen()
        if key in ZOOM_KEYS and not event.modifiers() & ~PLAIN:
            self.zoom_by(ZOOM_KEYS[key])
            return True
        if chosen is None:
            return False
        if key in ENTER and not event.modifiers() & ~PLAIN:
            self.open_chosen()
            return True
        if key == Qt.Key.Key_Delete:
            if (run := self.run_at_cursor()) is not None:
                self.remove_wanted.emit(run.absence)
            return True
        kind = kind_of(event.text()) if not event.modifiers() & ~PLAIN else ""
        if kind:
            self.add_wanted.emit(*chosen, kind)
        return bool(kind)

    def open_chosen(self) -> None:
        """Open the absence of the cursor; days that are free or several are added."""
        run, chosen = self.run_at_cursor(), self.chosen()
        if run is not None and self.cursor_at.first == self.cursor_at.last:
            absence = run.absence
            self.change_wanted.emit(absence, absence.first_on, absence.last_on)
        elif chosen is not None:
            self.add_wanted.emit(*chosen, "")

    # ---- The mouse ------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._content is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point, frame = event.position().toPoint(), self.frame_now()
        line = frame.line_at(point)
        self._stretched = self._edge_at(point)
        column, at = frame.column_at(point), self.cursor_at
        line = at.line if line < 0 or self._content.lines[line].is_heading else line
        column = at.column if point.x() < frame.names else column
        self._is_choosing = point.x() >= frame.names and self._stretched is None
        is_longer = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        anchor = at.anchor if is_longer and line == at.line else column
        self.cursor_at = Cursor(line, column, anchor)
        self._tell(is_said=False)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._stretched is not None:
            self._stretch_to(self._stretched, self.frame_now().column_at(point))
        elif self._is_choosing and event.buttons() & Qt.MouseButton.LeftButton:
            column = self.frame_now().column_at(point)
            self.cursor_at = Cursor(self.cursor_at.line, column, self.cursor_at.anchor)
            self._after_move(is_said=False)
        else:
            shape = Qt.CursorShape
            is_edge = self._edge_at(point) is not None
            self.viewport().setCursor(
                shape.SizeHorCursor if is_edge else shape.ArrowCursor
            )

    def _stretch_to(self, stretched: tuple[Run, bool], column: int) -> None:
        """Let the chosen days be those that the absence would have."""
        run, is_end = stretched
        first, last = run.first, run.last
        if is_end:
            last = max(column, first)
        else:
            first = min(column, last)
        fixed, moving = (first, last) if is_end else (last, first)
        self.cursor_at = Cursor(self.cursor_at.line, moving, fixed)
        self._after_move(is_said=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        stretched, self._stretched = self._stretched, None
        is_choosing, self._is_choosing = self._is_choosing, False
        at, chosen = self.cursor_at, self.chosen()
        if stretched is not None and chosen is not None:
            run = stretched[0]
            if (at.first, at.last) != (run.first, run.last) and at.last > at.first:
                self.change_wanted.emit(run.absence, chosen[1], chosen[2])
        elif is_choosing and at.last > at.first and chosen is not None:
            self.add_wanted.emit(*chosen, "")
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.frame_now().line_at(event.position().toPoint())
        if line == self.cursor_at.line and line >= 0:
            self._is_choosing, self._stretched = False, None
            self.open_chosen()

    def _edge_at(self, point: QPoint) -> tuple[Run, bool] | None:
        """Return the absence whose end is at a point, and whether it is its last."""
        content, frame = self._content, self.frame_now()
        if content is None or point.x() < frame.names:
            return None
        line = frame.line_at(point)
        if line < 0 or content.lines[line].is_heading:
            return None
        for run in reversed(content.grid.runs[content.lines[line].row]):
            left, right = frame.x(run.first), frame.x(run.last + 1)
            reach = min(NEAR, (right - left) // 4)
            if 0 <= right - point.x() <= reach:
                return run, True
            if 0 <= point.x() - left <= reach:
                return run, False
        return None
