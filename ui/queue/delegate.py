"""Draws the cells of the queue: chips, waits against their target, and the lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.casework.request import Priority
from app.planning.queue import Ranked
from ui.controls.icon import paint_icon
from ui.queue.column import COLUMNS, Field
from ui.queue.line import Line, band_height
from ui.queue.table import QueueTable
from ui.queue.wording import (
    NOBODY,
    age_text,
    is_overridden,
    over_text,
    priority_text,
)
from ui.style import Look, mixed, present_look

Index = QModelIndex | QPersistentModelIndex
PADDING = 9
TONES = {Priority.IMMEDIATE: "bad", Priority.URGENT: "watch"}
WATCH_SHARE = 0.85
"""Share of the days to target from which a wait is worth watching."""
ELIDE = Qt.TextElideMode.ElideRight
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
SMALL = 13
"""Side of a small sign inside a row at 100 % text, in pixels."""


@dataclass(frozen=True, slots=True)
class Brush:
    """A painter with what every cell needs.

    Attributes:
        painter: Draws.
        area: The cell without the room of a line above it.
        look: Colours and sizes.
        font: Letters.
    """

    painter: QPainter
    area: QRect
    look: Look
    font: QFont

    def text(
        self, area: QRect, words: str, ink: str, flags: int = LEFT, weight: int = 400
    ) -> None:
        """Write words in one line in the colour of a token, cut if they do not fit."""
        font = self.font
        if weight != font.weight():
            font = QFont(font)
            font.setWeight(QFont.Weight(weight))
        self.painter.setFont(font)
        self.painter.setPen(QColor(getattr(self.look.tokens, ink)))
        shown = QFontMetrics(font).elidedText(words, ELIDE, area.width())
        self.painter.drawText(area, flags, shown)

    def pill(self, area: QRectF, ink: str, radius: float) -> None:
        """Fill an area with round ends in the colour of a token."""
        self.painter.setPen(QColor(0, 0, 0, 0))
        self.painter.setBrush(QColor(getattr(self.look.tokens, ink)))
        self.painter.drawRoundedRect(area, radius, radius)

    def sign(self, right: int, name: str, ink: str) -> int:
        """Draw a small sign that ends at ``right``; return where it begins."""
        side = self.look.pixels(SMALL)
        top = self.area.center().y() - side / 2 + 0.5
        paint_icon(self.painter, QRectF(right - side, top, side, side), name, ink)
        return right - side


class QueueDelegate(QStyledItemDelegate):
    """Paints a cell; a row with a line above it keeps room for its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = index.data()
        metrics = QFontMetrics(option.font)
        width = metrics.horizontalAdvance(str(words)) + 2 * PADDING + 2
        if COLUMNS[index.column()].field is Field.WAITING:
            width += present_look().pixels(54)
        return QSize(width, present_look().row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        table = index.model()
        if not isinstance(table, QueueTable):
            return
        place, look = index.row(), present_look()
        area: QRect = option.rect
        if place in table.lines:
            area = area.adjusted(0, band_height(), 0, 0)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, area, look, is_chosen, bool(place % 2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, area, look, option.font)
        field = COLUMNS[index.column()].field
        if (paint := _PAINTERS.get(field)) is not None:
            paint(brush, table.rows[place], table)
        else:
            words = table.cell(place, index.column())
            is_number = COLUMNS[index.column()].is_number
            _paint_text(brush, words, is_number=is_number)
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(brush)
        painter.restore()


def paint_lines(
    painter: QPainter, area: QRect, lines: Sequence[Line], font: QFont
) -> None:
    """Draw the lines above one row with their words side by side."""
    look = present_look()
    is_whole = any(line.is_whole for line in lines)
    painter.fillRect(area, QColor(look.tokens.surface))
    y = area.bottom() - 1
    ink = QColor(look.tokens.accent if is_whole else look.tokens.edge)
    pen = QPen(ink, 2.0 if is_whole else 1.0)
    if not is_whole:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(area.left(), y, area.right(), y)
    left = area.left() + PADDING
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() - 1.0, 1.0))
    for line in sorted(lines, key=lambda one: not one.is_whole):
        left = _paint_words(painter, area, line, small, left) + PADDING


def picture_of_drag(count: int, font: QFont, ratio: float) -> QPixmap:
    """Return what is seen under the pointer while requests are dragged."""
    look, words = present_look(), "1 request" if count == 1 else f"{count:,} requests"
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(words) + 3 * PADDING
    picture = QPixmap(round(width * ratio), round((metrics.height() + 10) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRect(0, 0, width, metrics.height() + 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tokens.accent))
    painter.drawRoundedRect(area, 6, 6)
    painter.setPen(QColor(look.tokens.on_accent))
    painter.setFont(font)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    return picture


def _paint_words(
    painter: QPainter, area: QRect, line: Line, font: QFont, left: int
) -> int:
    """Write what a line says on a tab that stands on it; return where it ends."""
    tokens = present_look().tokens
    shown = QFont(font)
    shown.setWeight(QFont.Weight(600 if line.is_whole else 500))
    metrics = QFontMetrics(shown)
    room = area.right() - left - 2 * PADDING
    if room < metrics.averageCharWidth() * 8:
        return area.right()
    words = metrics.elidedText(line.text, ELIDE, room)
    width = metrics.horizontalAdvance(words) + 2 * PADDING
    tab = QRect(left, area.top() + 2, width, area.height() - 3)
    painter.setPen(QPen(QColor(tokens.accent if line.is_whole else tokens.edge), 1))
    painter.setBrush(QColor(tokens.accent if line.is_whole else tokens.surface))
    painter.drawRoundedRect(tab.adjusted(0, 0, -1, -1), 4, 4)
    painter.setPen(QColor(tokens.on_accent if line.is_whole else tokens.text))
    painter.setFont(shown)
    painter.drawText(tab, int(Qt.AlignmentFlag.AlignCenter), words)
    return left + width


def _paint_ground(
    painter: QPainter, area: QRect, look: Look, is_chosen: bool, is_odd: bool
) -> None:
    tokens = look.tokens
    if is_chosen:
        painter.fillRect(area, QColor(tokens.selection))
    elif is_odd:
        painter.fillRect(area, _odd_ground(tokens.canvas, tokens.surface))


@cache
def _odd_ground(canvas: str, surface: str) -> QColor:
    return QColor(mixed(canvas, surface, 0.45))


def _paint_focus(brush: Brush) -> None:
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.setPen(QColor(brush.look.tokens.accent))
    brush.painter.drawRect(QRectF(brush.area).adjusted(0.5, 0.5, -0.5, -0.5))


def _inside(brush: Brush) -> QRect:
    return brush.area.adjusted(PADDING, 0, -PADDING, 0)


def _paint_text(brush: Brush, words: str, *, is_number: bool = False) -> None:
    ink = "muted" if words == NOBODY else "text"
    brush.text(_inside(brush), words, ink, RIGHT if is_number else LEFT)


def _paint_rank(brush: Brush, row: Ranked, table: QueueTable) -> None:
    """Write the rank; a sign and a bar mark what cannot start or must."""
    area = _inside(brush)
    tone = "watch" if row.obstacle else ("bad" if row.must_start else "")
    if tone:
        tall = brush.area.adjusted(1, 3, 0, -3)
        bar = QRectF(tall.left(), tall.top(), 3, tall.height())
        brush.pill(bar, tone, 1.5)
    if row.obstacle is not None and row.waiting.uid in table.blocked:
        brush.sign(brush.area.left() + 5 + brush.look.pixels(SMALL), "warning", "watch")
    brush.text(area.adjusted(-PADDING, 0, 4, 0), f"{row.rank:,}", "text", RIGHT)


def _paint_priority(brush: Brush, row: Ranked, table: QueueTable) -> None:
    tokens = brush.look.tokens
    tone = TONES.get(row.priority) if row.priority else None
    ink, ground = tone or "text", f"{tone}_tint" if tone else "selected_rail"
    if row.priority is Priority.ROUTINE or row.priority is None:
        ground, ink = "canvas", "muted"
    chip = brush.area.adjusted(PADDING, 5, -6, -5)
    brush.pill(QRectF(chip), ground, 4)
    if tokens.canvas == tokens.surface:  # high contrast: an edge in place of a ground
        brush.painter.setBrush(Qt.BrushStyle.NoBrush)
        brush.painter.setPen(QColor(getattr(tokens, ink)))
        brush.painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    inner = chip.adjusted(8, 0, -4, 0)
    if is_overridden(row):
        inner.setRight(brush.sign(inner.right(), "edit", ink) - 2)
    elif row.is_raised:
        inner.setRight(brush.sign(inner.right(), "up", ink) - 2)
    words = priority_text(row, table.sight)
    number, _, label = words.partition(" ")
    if not number.isdigit():
        brush.text(inner, words, ink)
        return
    brush.text(inner, number, ink, LEFT, 600)
    step = brush.look.pixels(13)
    brush.text(inner.adjusted(step, 0, 0, 0), label, ink, LEFT, 600)


def _paint_waiting(brush: Brush, row: Ranked, _table: QueueTable) -> None:
    """Draw the wait as a bar against its target, the days, and what is over."""
    look, target, over = brush.look, row.waiting.target_days(), row.over_by
    start, width = brush.area.left() + PADDING, look.pixels(24)
    if target is not None:
        share = 1.0 if over else min(row.days_waiting / max(target, 1), 1.0)
        line = QRectF(start, brush.area.center().y() - 2.5, width, 6)
        _paint_bar(brush, line, share, is_over=bool(over))
    start += width + 9
    words = brush.area.adjusted(start - brush.area.left(), 0, -4, 0)
    said = age_text(row)
    brush.text(words, said, "text")
    if over:
        used = max(QFontMetrics(brush.font).horizontalAdvance(said), look.pixels(58))
        rest, said = words.adjusted(used + 7, 0, 0, 0), over_text(row)
        bold = QFont(brush.font)
        bold.setWeight(QFont.Weight.DemiBold)
        if QFontMetrics(bold).horizontalAdvance(said) > rest.width():
            said = said.removesuffix(" over")
        brush.text(rest, said, "bad", LEFT, 600)


def _paint_bar(brush: Brush, area: QRectF, share: float, *, is_over: bool) -> None:
    tone = "bad" if is_over else ("watch" if share >= WATCH_SHARE else "good")
    brush.pill(area, "hairline", 3)
    area.setWidth(max(area.width() * share, 6))
    brush.pill(area, tone, 3)


def _paint_start(brush: Brush, row: Ranked, table: QueueTable) -> None:
    """Write the expected start; what stands against it stands out."""
    words = COLUMNS[_PLACE_OF_START].show(row, table.sight)
    area = _inside(brush)
    if row.obstacle is not None:
        brush.text(area, words, "watch", LEFT, 500)
    elif row.must_start:
        brush.text(area, words, "bad", LEFT, 600)
    else:
        brush.text(area, words, "text" if row.starts_in else "muted")


_PLACE_OF_START = [column.field for column in COLUMNS].index(Field.START)
_PAINTERS: Mapping[Field, Callable[[Brush, Ranked, QueueTable], None]] = {
    Field.RANK: _paint_rank,
    Field.PRIORITY: _paint_priority,
    Field.WAITING: _paint_waiting,
    Field.START: _paint_start,
}
