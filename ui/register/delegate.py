"""Draws the cells of the register: text, the chip of a priority, the bar of an age."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.casework.register import RegisterRow, Sort
from app.casework.request import Priority
from ui.register.column import COLUMNS, NOBODY, Sight, age_text, over_text
from ui.register.table import RegisterTable
from ui.style import Look, mixed, present_look

Index = QModelIndex | QPersistentModelIndex
PADDING = 9
TONES = {Priority.IMMEDIATE: "bad", Priority.URGENT: "watch"}
WATCH_SHARE = 0.85
"""Share of the days to target from which a wait is worth watching."""
ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Brush:
    """A painter with what every cell needs: area, look, whether it is chosen."""

    painter: QPainter
    area: QRect
    look: Look
    font: QFont

    def text(
        self, area: QRect, words: str, colour: str, flags: int, weight: int = 400
    ) -> None:
        """Write words in one line, cut if they do not fit."""
        font = self.font
        if weight != font.weight():
            font = QFont(font)
            font.setWeight(QFont.Weight(weight))
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, ELIDE, area.width())
        self.painter.drawText(area, flags, shown)

    def pill(self, area: QRectF, colour: str, radius: float) -> None:
        """Fill an area with round ends."""
        self.painter.setPen(QColor(0, 0, 0, 0))
        self.painter.setBrush(QColor(colour))
        self.painter.drawRoundedRect(area, radius, radius)


LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RegisterDelegate(QStyledItemDelegate):
    """Paints a cell with one question to the table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        table = index.model()
        words = table.data(index) if table else ""
        metrics = QFontMetrics(option.font)
        width = metrics.horizontalAdvance(str(words)) + 2 * PADDING + 2
        extra = {Sort.AGE: present_look().pixels(110), Sort.PRIORITY: 20}
        width += extra.get(COLUMNS[index.column()].sort, 0)
        return QSize(width, present_look().row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        table = index.model()
        if not isinstance(table, RegisterTable):
            return
        row, column = table.row_at(index.row()), COLUMNS[index.column()]
        area: QRect = option.rect
        state = option.state
        look = present_look()
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, area, look, is_chosen, bool(index.row() % 2))
        if row is None:
            return
        brush = Brush(painter, area, look, option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.sort is Sort.PRIORITY:
            _paint_priority(brush, row, column.show(row, table.sight))
        elif column.sort is Sort.AGE:
            _paint_age(brush, row, table.sight)
        else:
            _paint_text(brush, column.show(row, table.sight), column.is_number)
        if state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(brush)
        painter.restore()


def _paint_ground(
    painter: QPainter, area: QRect, look: Look, is_chosen: bool, is_odd: bool
) -> None:
    tokens = look.tokens
    if is_chosen:
        painter.fillRect(area, QColor(tokens.selection))
    elif is_odd:
        painter.fillRect(area, odd_ground(tokens.canvas, tokens.surface))


@cache
def odd_ground(canvas: str, surface: str) -> QColor:
    """Return the ground of every second row, between two colours of the theme."""
    return QColor(mixed(canvas, surface, 0.45))


def _paint_focus(brush: Brush) -> None:
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.setPen(QColor(brush.look.tokens.accent))
    brush.painter.drawRect(QRectF(brush.area).adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_text(brush: Brush, words: str, is_number: bool) -> None:
    area = brush.area.adjusted(PADDING, 0, -PADDING, 0)
    tokens = brush.look.tokens
    colour = tokens.muted if words == NOBODY else tokens.text
    brush.text(area, words, colour, RIGHT if is_number else LEFT)


def _paint_priority(brush: Brush, row: RegisterRow, words: str) -> None:
    tokens = brush.look.tokens
    tone = TONES.get(row.priority) if row.priority else None
    ink = getattr(tokens, tone) if tone else tokens.text
    ground = getattr(tokens, f"{tone}_tint") if tone else tokens.selected_rail
    if row.priority is Priority.ROUTINE or row.priority is None:
        ground, ink = tokens.canvas, tokens.muted
    chip = brush.area.adjusted(PADDING, 5, -6, -5)
    brush.pill(QRectF(chip), ground, 4)
    number, _, label = words.partition(" ")
    inner = chip.adjusted(8, 0, -4, 0)
    if not number.isdigit():
        brush.text(inner, words, ink, LEFT)
        return
    brush.text(inner, number, ink, LEFT, 600)
    step = brush.look.pixels(13)
    brush.text(inner.adjusted(step, 0, 0, 0), label, ink, LEFT, 600)


def _paint_age(brush: Brush, row: RegisterRow, sight: Sight) -> None:
    """Draw the wait as a bar against its target, the days, and what is over."""
    tokens, look = brush.look.tokens, brush.look
    age, target, over = (
        row.age(sight.as_at),
        row.target_days(),
        row.days_over(sight.as_at),
    )
    start = brush.area.left() + PADDING
    if row.is_waiting(sight.as_at):
        width = look.pixels(45)
        if age is not None and target is not None:
            share = 1.0 if over else min(age / max(target, 1), 1.0)
            _paint_bar(
                brush,
                QRectF(start, brush.area.center().y() - 2.5, width, 6),
                share,
                is_over=bool(over),
            )
        start += width + 9
    words = brush.area.adjusted(start - brush.area.left(), 0, -4, 0)
    said = age_text(row, sight)
    brush.text(words, said, tokens.text, LEFT)
    if over:
        used = max(QFontMetrics(brush.font).horizontalAdvance(said), look.pixels(62))
        rest = words.adjusted(used + 8, 0, 0, 0)
        brush.text(rest, over_text(row, sight), tokens.bad, LEFT, 600)


def _paint_bar(brush: Brush, area: QRectF, share: float, *, is_over: bool) -> None:
    tokens = brush.look.tokens
    tone = "bad" if is_over else ("watch" if share >= WATCH_SHARE else "good")
    brush.pill(area, tokens.hairline, 3)
    area.setWidth(max(area.width() * share, 6))
    brush.pill(area, getattr(tokens, tone), 3)
