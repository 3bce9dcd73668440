"""The days of everyone as they are drawn: layout, scrolling, zoom, and painting."""

from collections.abc import Set
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from app.capacity.day_grid import Mark
from ui.calendar.canvas import USUAL, Canvas
from ui.calendar.content import Content
from ui.calendar.cursor import Cursor
from ui.calendar.frame import LEAST_CELL, NOWHERE, YEAR, ZOOMS, Frame, turned
from ui.calendar.paint_days import paint_days
from ui.calendar.paint_edges import (
    INDENT,
    paint_as_at,
    paint_corner,
    paint_cursor,
    paint_head,
    paint_names,
)
from ui.calendar.paint_foot import foot_words, paint_foot
from ui.calendar.wording import cell_text, count_text, weekday_text
from ui.style import present_look

BEFORE = 61
"""Days before the day of the page that are in sight at first."""


class Pane(QAbstractScrollArea):
    """Shows the days of everyone with a cursor; only what is in sight is drawn."""

    zoom_changed = Signal(int)  # days that fill the width
    sight_moved = Signal()  # other days are in sight

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.cursor_at = Cursor()
        self._content: Content | None = None
        self._frame = NOWHERE
        self._zoom = YEAR
        self._sought: Set[Mark] = frozenset()

    # ---- What is shown --------------------------------------------------------------

    @property
    def content(self) -> Content | None:
        """What is shown; None for nothing yet."""
        return self._content

    @property
    def zoom(self) -> int:
        """How many days fill the width."""
        return self._zoom

    def show_content(self, content: Content) -> None:
        """Show other content; the day at the left and the cursor stay."""
        before, self._content = self._content, content
        grid, as_at = content.grid, content.words.as_at
        if before is None or before.grid.first != grid.first:
            self.cursor_at = Cursor(column=grid.column(as_at))
        uid = self.uid_of(before) if before else ""
        self.cursor_at = self.cursor_at.within(content, uid)
        self._lay_out()
        if before is None:
            self.show_from(grid.column(as_at) - BEFORE)

    def uid_of(self, content: Content) -> str:
        """Return whose line the cursor is on in ``content``; empty for nobody's."""
        at = self.cursor_at.line
        return content.uid(at) if 0 <= at < len(content.lines) else ""

    def seek(self, marks: Set[Mark]) -> None:
        """Let some marks stand out; none of them for all."""
        self._sought = marks
        self.viewport().update()

    def show_zoom(self, days: int, around: QPoint | None = None) -> None:
        """Let ``days`` fill the width; the day at a point or the cursor stays there."""
        if self._content is None or days == self._zoom:
            self._zoom = days
            return
        point = around or QPoint(self._frame.x(self.cursor_at.column), 0)
        if not self._frame.names <= point.x() <= self._frame.width:
            point = self._frame.body.center()
        column, place = self._frame.column_at(point), point.x() - self._frame.names
        self._zoom = days
        self._lay_out()
        self.horizontalScrollBar().setValue(round(column * self._frame.cell - place))
        self.zoom_changed.emit(days)

    def show_from(self, column: int) -> None:
        """Let a day be the first one in sight."""
        self.horizontalScrollBar().setValue(round(column * self._frame.cell))

    def days_in_sight(self) -> tuple[date | None, date | None]:
        """Return the first and the last day in sight; None while nothing is shown."""
        if self._content is None:
            return None, None
        columns, grid = self._frame.columns, self._content.grid
        first = min(round(self._frame.left / self._frame.cell), columns.stop - 1)
        return grid.day(first), grid.day(columns.stop - 1)

    # ---- Layout ---------------------------------------------------------------------

    def frame_now(self) -> Frame:
        """Return where everything lies at present."""
        return self._frame

    def _lay_out(self) -> None:
        """Measure anew; the day at the left stays there."""
        content = self._content
        if content is None:
            return
        canvas, look = Canvas(QPainter(), present_look()), present_look()
        texts = [line.text for line in content.lines if not line.is_heading]
        widest = max((canvas.width(text, USUAL, 600) for text in texts), default=0)
        labels = [canvas.width(text, USUAL, 600) for text in foot_words(content)]
        width, height = self.viewport().width(), self.viewport().height()
        names = min(max(widest, *labels) + 2 * INDENT, max(width // 3, 60))
        row = look.pixels(19 if look.is_compact else 22)
        before = self._frame
        kept = before.left / before.cell
        cell = max((width - names) / self._zoom, LEAST_CELL)
        self._frame = Frame(
            width=width, height=height, names=names, head=look.pixels(42),
            foot=min(look.pixels(72), max(height // 5, 44)), row=row, cell=cell,
            left=0, top=0, days=content.grid.days, lines=len(content.lines),
        )  # fmt: skip
        self._set_bars(self._frame, kept)

    def _set_bars(self, frame: Frame, first: float) -> None:
        across, down, body = (
            self.horizontalScrollBar(),
            self.verticalScrollBar(),
            frame.body,
        )
        across.setRange(0, max(round(frame.days * frame.cell) - body.width(), 0))
        across.setPageStep(max(body.width(), 1))
        across.setSingleStep(max(round(frame.cell * 7), 1))
        down.setRange(0, max(frame.lines * frame.row - body.height(), 0))
        down.setPageStep(max(body.height(), 1))
        down.setSingleStep(frame.row)
        across.setValue(round(first * frame.cell))
        self._follow_bars()

    def _follow_bars(self) -> None:
        self._frame = turned(
            self._frame,
            left=self.horizontalScrollBar().value(),
            top=self.verticalScrollBar().value(),
        )
        self.viewport().update()

    def scrollContentsBy(self, _right: int, _down: int) -> None:
        self._follow_bars()
        self.sight_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    # ---- Painting -------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        content, frame = self._content, self._frame
        if content is None:
            return
        painter, at = QPainter(self.viewport()), self.cursor_at
        canvas = Canvas(painter, present_look())
        as_at = content.grid.column(content.words.as_at)
        paint_days(canvas, frame, content, self._sought)
        paint_head(canvas, frame, content, at.column)
        paint_names(canvas, frame, content, at.line)
        paint_corner(canvas, frame, f"{weekday_text(content.grid.day(at.column))}")
        paint_foot(canvas, frame, content)
        paint_as_at(canvas, frame, as_at)
        if at.line in frame.rows:
            area = frame.area(at.line, at.first, at.last)
            paint_cursor(canvas, frame, area, has_focus=self.hasFocus())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ---- Looking closer -------------------------------------------------------------

    def zoom_by(self, step: int, around: QPoint | None = None) -> None:
        """Go some zooms nearer, or farther for less than 0."""
        place = ZOOMS.index(self._zoom) + step
        self.show_zoom(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)], around)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if turn > 0 else -1, event.position().toPoint())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn * bar.singleStep() // 60)
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def text_at(self, point: QPoint) -> str:
        """Return what a tool tip says at a point of the viewport."""
        content, frame = self._content, self._frame
        if content is None or point.x() < frame.names:
            return ""
        column, line = frame.column_at(point), frame.line_at(point)
        day = content.grid.day(column)
        if point.y() < frame.head:
            name = content.team.holidays.names.get(day, "")
            return f"{weekday_text(day)}{f': {name}' if name else ''}"
        if line < 0 or content.lines[line].is_heading:
            return count_text(content, column)
        return cell_text(content, content.lines[line].row, column)
