"""Draws the cells and the names of the matrix, and the key that explains its signs."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.capacity.cover import Need
from app.capacity.holding import Currency
from ui.controls.icon import paint_icon
from ui.controls.rows import SIDE, Rows
from ui.people.cover_cells import SIGNS, CoverCells
from ui.people.cover_words import is_long
from ui.style import BASE_SIZE, font, mixed, present_look

Index = QModelIndex | QPersistentModelIndex
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
CELL = 27
"""Width of a column of the matrix at 100 % text, in pixels."""

LONGEST_NAME = 112
"""Most height that a name takes when it is turned, at 100 % text, in pixels."""

FILLS = {1: "outer_band", 2: "inner_band", 3: "accent"}
"""Ground of a skill that is current, by level; the level itself stands on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one cell looks.

    Attributes:
        sign: What stands in it: the level or a sign of how the skill stands.
        currency: How the skill stands; None for a skill that is not held.
        level: The level.
        is_away: Whether the person is away on the day.
        is_away_ahead: Whether the person will be away for long.
        is_only: Whether the skill rests on the person alone.
    """

    sign: str = ""
    currency: Currency | None = None
    level: int = 1
    is_away: bool = False
    is_away_ahead: bool = False
    is_only: bool = False


def paint_mark(painter: QPainter, area: QRectF, mark: Mark, letters: QFont) -> None:
    """Draw a cell: ground by level, sign, edge by currency, hatching while away."""
    tokens = present_look().tokens
    if mark.currency is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(area.width(), area.height()) - 5
    box = QRectF(0, 0, side + 1, side)
    box.moveCenter(area.center())
    is_able = mark.currency.may_work
    ink = _ground(painter, box, mark) if is_able else _open_ground(painter, box, mark)
    if mark.is_only:
        painter.setPen(QPen(QColor(tokens.bad), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
    written = QFont(letters)
    written.setWeight(QFont.Weight(600 if is_able else 500))
    painter.setFont(written)
    painter.setPen(QColor(getattr(tokens, ink)))
    painter.drawText(box, CENTRE, mark.sign)
    painter.restore()


def _ground(painter: QPainter, box: QRectF, mark: Mark) -> str:
    """Draw the ground of a skill that somebody may work in; return the ink on it."""
    tokens = present_look().tokens
    fill = getattr(tokens, FILLS[mark.level])
    edge = QPen(QColor(tokens.edge), 1.0)
    if mark.currency is Currency.SOON:
        edge = QPen(QColor(tokens.watch), 2.0, Qt.PenStyle.DashLine)
    painter.setPen(edge)
    painter.setBrush(QColor(tokens.surface if mark.is_away else fill))
    painter.drawRoundedRect(box, 4, 4)
    if mark.is_away:
        _hatch(painter, box)
        return "text"
    if mark.is_away_ahead:
        ink = tokens.on_accent if mark.level == max(FILLS) else tokens.text
        _notch(painter, box, ink)
    return "on_accent" if mark.level == max(FILLS) else "text"


def _open_ground(painter: QPainter, box: QRectF, mark: Mark) -> str:
    tokens = present_look().tokens
    is_lapsed = mark.currency is Currency.LAPSED
    ink = "bad" if is_lapsed else "muted"
    painter.setPen(QPen(QColor(getattr(tokens, ink)), 1.0, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    return ink


def _hatch(painter: QPainter, box: QRectF) -> None:
    """Hatch a cell of somebody who is away, with room for the sign in its middle."""
    tokens = present_look().tokens
    painter.setPen(Qt.PenStyle.NoPen)
    pattern = Qt.BrushStyle.BDiagPattern
    painter.setBrush(QBrush(QColor(tokens.edge), pattern))
    painter.drawRoundedRect(box, 4, 4)
    middle = QRectF(0, 0, box.width() * 0.5, box.height() * 0.72)
    middle.moveCenter(box.center())
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(middle, 3, 3)


def _notch(painter: QPainter, box: QRectF, ink: str) -> None:
    """Fill a corner: the person will be away for long."""
    side = box.height() * 0.34
    right, bottom = box.right() - 1, box.bottom() - 1
    corner = QPolygonF()
    for dx, dy in ((0, 0), (-side, 0), (0, -side)):
        corner.append(QRectF(right + dx, bottom + dy, 0, 0).topLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawPolygon(corner)


def mark_of(cells: CoverCells, row: int, column: int) -> Mark:
    """Return how a cell of the matrix looks."""
    holding, member = cells.holding(row, column), cells.member(column)
    if holding is None:
        return Mark()
    return Mark(
        sign=cells.sign(row, column),
        currency=holding.currency,
        level=holding.held.level,
        is_away=member.away is not None,
        is_away_ahead=any(map(is_long, member.away_next)),
        is_only=cells.is_only(row, column),
    )


def paint_ground(painter: QPainter, area: QRect, row: int, need: Need) -> None:
    """Fill the ground of a row: a skill that nobody or one covers stands out."""
    tokens = present_look().tokens
    tints = {Need.NOBODY: tokens.bad_tint, Need.ONE: tokens.watch_tint}
    if need in tints:
        painter.fillRect(area, QColor(tints[need]))
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
    elif row % 2:
        painter.fillRect(area, QColor(mixed(tokens.canvas, tokens.surface, 0.45)))


class SkillDelegate(QStyledItemDelegate):
    """Paints the skills on the same ground as their cells."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rows = index.model()
        line = rows.value_at(index.row()) if isinstance(rows, Rows) else None
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(present_look().tokens.selection))
        elif line is not None:
            paint_ground(painter, option.rect, index.row(), line.cover.need)
        option.rect = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        super().paint(painter, option, index)


class CoverDelegate(QStyledItemDelegate):
    """Paints the cells of the people."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cells, tokens = index.model(), present_look().tokens
        if not isinstance(cells, CoverCells):
            return
        area, row, column = option.rect, index.row(), index.column()
        paint_ground(painter, area, row, cells.line(row).cover.need)
        is_present = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_present:
            painter.fillRect(area, QColor(tokens.selection))
        paint_mark(painter, QRectF(area), mark_of(cells, row, column), option.font)
        if is_present:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))


class NameHeader(QHeaderView):
    """The names of the people, turned, with signs for who is away or alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        look, cells = present_look(), self.model()
        metrics = QFontMetrics(self._letters(600))
        names = [
            str(cells.headerData(at, self.orientation())) for at in range(self.count())
        ]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        most = look.pixels(LONGEST_NAME)
        return QSize(super().sizeHint().width(), min(longest, most) + look.pixels(34))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        cells, tokens = self.model(), present_look().tokens
        if not isinstance(cells, CoverCells) or section >= len(cells.members):
            return
        painter.save()
        painter.fillRect(area, QColor(tokens.surface))
        if section == self.selectionModel().currentIndex().column():
            painter.fillRect(area, QColor(tokens.selection))
        painter.setPen(QColor(tokens.edge))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        member, only = cells.member(section), cells.only(section)
        self._paint_sign(painter, area, "calendar" if member.away else "", bool(only))
        ink = "bad" if only else "muted" if member.away else "text"
        self._paint_name(painter, area, member.person.shown, ink, bool(only))
        painter.restore()

    def _paint_sign(
        self, painter: QPainter, area: QRect, name: str, is_only: bool
    ) -> None:
        side = present_look().pixels(14)
        name = name or ("warning" if is_only else "")
        if not name:
            return
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(area).center())
        place.moveBottom(area.bottom() - 5)
        paint_icon(painter, place, name, "bad" if is_only else "muted")

    def _paint_name(
        self, painter: QPainter, area: QRect, name: str, ink: str, is_bold: bool
    ) -> None:
        letters = self._letters(600 if is_bold else 500)
        below = present_look().pixels(24)
        length = area.height() - below - 6
        mode = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(letters).elidedText(name, mode, length)
        painter.setFont(letters)
        painter.setPen(QColor(getattr(present_look().tokens, ink)))
        painter.translate(area.left(), area.bottom() - below)
        painter.rotate(-90)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(0, 0, length, area.width()), flags, shown)

    def _letters(self, weight: int) -> QFont:
        return font(present_look().points(BASE_SIZE - 0.5), weight)


class KeySign(QWidget):
    """One sign of the matrix with what it means."""

    def __init__(self, mark: Mark, words: str) -> None:
        super().__init__()
        self._mark, self._words = mark, words
        self.setAccessibleName(words)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Fixed, policy.Fixed)

    def sizeHint(self) -> QSize:
        look, metrics = present_look(), QFontMetrics(self._letters())
        width = look.pixels(CELL) + metrics.horizontalAdvance(self._words) + 6
        return QSize(width, look.row_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), present_look()
        side = look.pixels(CELL)
        letters = self._letters()
        paint_mark(painter, QRectF(0, 0, side, self.height()), self._mark, letters)
        painter.setFont(letters)
        painter.setPen(QColor(look.tokens.muted))
        area = QRect(side + 2, 0, self.width() - side, self.height())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, flags, self._words)
        painter.end()

    def _letters(self) -> QFont:
        return font(present_look().points(BASE_SIZE - 1))


def key_signs() -> list[KeySign]:
    """Return every sign of the matrix with what it means."""
    level_2 = partial(Mark, sign="2", currency=Currency.CURRENT, level=2)
    return [
        KeySign(Mark(sign="1", currency=Currency.CURRENT), "competent"),
        KeySign(level_2(), "experienced"),
        KeySign(Mark(sign="3", currency=Currency.CURRENT, level=3), "leading"),
        KeySign(level_2(currency=Currency.SOON), "lapses in 90 days"),
        *(
            KeySign(Mark(sign=sign, currency=currency), currency.value)
            for currency, sign in SIGNS.items()
        ),
        KeySign(level_2(is_away=True), "away now"),
        KeySign(level_2(is_away_ahead=True), "away 2 weeks ahead"),
        KeySign(level_2(is_only=True), "the only one there"),
    ]
