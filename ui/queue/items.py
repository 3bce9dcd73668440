"""Lists of two lines each for the side panel: a title, a figure, and the reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.queue.table import CARRIED, carried_uids
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
SIDE, LINE = 10, 17
"""Room at either side, and height of a line at 100 % text, in pixels."""
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
ONE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list.

    Attributes:
        key: What it stands for, a uid; empty for a heading.
        title: Its first line.
        aside: What stands at the right of the first line.
        words: What follows, on up to two lines.
        note: What stands under that, muted, on one line.
        tone: Tone of the words: "bad", "watch", "good" or "" for none.
        share: Length of the bar under the first line, 0 to 1; None for no bar.
        is_dimmed: Whether it can hardly be meant.
    """

    key: str
    title: str
    aside: str = ""
    words: str = ""
    note: str = ""
    tone: str = ""
    share: float | None = None
    is_dimmed: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one line, for those who hear it."""
        return ", ".join(filter(None, (self.title, self.aside, self.words, self.note)))


class Items(QAbstractListModel):
    """The entries of a list."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The entries, from the top."""
        return self._items

    def show_items(self, items: Sequence[Item]) -> None:
        """Replace every entry."""
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        item = self._items[index.row()]
        if role == Role.DisplayRole:
            return item.title
        if role == Role.AccessibleTextRole:
            return item.spoken
        if role == Role.ToolTipRole:
            return "\n".join(
                filter(None, (item.title, item.aside, item.words, item.note))
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self._items[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class ItemDelegate(QStyledItemDelegate):
    """Paints an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item, look = _item(index), present_look()
        line = look.pixels(LINE)
        if not item.key:
            return QSize(10, line + 14)
        lines = _lines(item, option.font, _width(option)) + bool(item.note)
        bar = 8 if item.share is not None else 0
        return QSize(10, line * (1 + lines) + bar + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        item, tokens = _item(index), present_look().tokens
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.key and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.selection))
        inner = area.adjusted(SIDE, 6, -SIDE, -4)
        write = partial(_write, painter, option.font)
        if not item.key:
            write(inner, item.title, "muted", ONE, 600)
            write(inner, item.aside, "muted", END, 400)
        else:
            _paint_item(painter, inner, item, write)
            painter.setPen(QColor(tokens.hairline))
            painter.drawLine(
                area.left() + SIDE, area.bottom(), area.right() - SIDE, area.bottom()
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()


class ItemList(QListView):
    """A list of entries; says which is wanted by Enter or a double click."""

    wanted = Signal(str)  # key of the entry
    chosen = Signal()  # another entry is the present one

    def __init__(self, name: str) -> None:
        super().__init__()
        self._items = Items()
        self.setModel(self._items)
        self.setItemDelegate(ItemDelegate(self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._want)
        self.selectionModel().currentChanged.connect(self.chosen)

    def show_items(self, items: Sequence[Item], *, is_new: bool = False) -> None:
        """Replace every entry.

        Args:
            items: The entries.
            is_new: Whether the first is chosen; otherwise the one chosen stays so if
                it is still there.
        """
        if tuple(items) == self._items.items and not is_new:
            return
        key = "" if is_new else self.key()
        self._items.show_items(items)
        keys = [item.key for item in items]
        first = next((row for row, one in enumerate(keys) if one), -1)
        row = keys.index(key) if key in keys and key else first
        self.setCurrentIndex(self._items.index(row))

    def items(self) -> tuple[Item, ...]:
        """Return the entries, from the top."""
        return self._items.items

    def key(self) -> str:
        """Return the key of the present entry; empty for none."""
        row = self.currentIndex().row()
        return self._items.items[row].key if 0 <= row < len(self._items.items) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _want(self) -> None:
        if key := self.key():
            self.wanted.emit(key)


class PeopleList(ItemList):
    """People onto whom requests can be dragged."""

    dropped = Signal(list, str)  # uids of the requests, uid of the person

    def __init__(self) -> None:
        super().__init__("People who could take the selected requests")
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._consider(event):
            return
        row = self.indexAt(event.position().toPoint()).row()
        self.dropped.emit(carried_uids(event.mimeData()), self.items()[row].key)

    def _consider(self, event: QDropEvent) -> bool:
        """Take a drag over a person; the person under it is marked."""
        index = self.indexAt(event.position().toPoint())
        is_ours = event.mimeData().hasFormat(CARRIED) and self.isEnabled()
        if not is_ours or (index.isValid() and not self.items()[index.row()].key):
            event.ignore()
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()


def _paint_item(
    painter: QPainter, inner: QRect, item: Item, write: Callable[..., int]
) -> None:
    line = present_look().pixels(LINE)
    first = QRect(inner.left(), inner.top(), inner.width(), line)
    ink = "muted" if item.is_dimmed else "text"
    taken = write(first, item.aside, ink, END, 400)
    write(first.adjusted(0, 0, -taken - 8, 0), item.title, ink, ONE, 600)
    top = first.bottom() + 1
    if item.share is not None:
        _paint_bar(painter, QRectF(inner.left(), top + 2, inner.width(), 4), item)
        top += 8
    lines = _lines(item, painter.font(), inner.width() + 2 * SIDE)
    rest = QRect(inner.left(), top, inner.width(), line * lines + 2)
    write(rest, item.words, item.tone or "muted", WRAP, 400)
    note = QRect(inner.left(), rest.bottom() - 1, inner.width(), line)
    write(note, item.note, "muted", ONE, 400)


def _paint_bar(painter: QPainter, area: QRectF, item: Item) -> None:
    tokens, share = present_look().tokens, item.share or 0.0
    tone = "bad" if share > 1 else ("watch" if share > WATCH else "good")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.hairline))
    painter.drawRoundedRect(area, 2, 2)
    area.setWidth(max(area.width() * min(share, 1.0), 4))
    painter.setBrush(QColor(getattr(tokens, tone)))
    painter.drawRoundedRect(area, 2, 2)


WATCH = 0.85
"""Share of the hours there are from which a load is worth watching."""


def _write(
    painter: QPainter,
    font: QFont,
    area: QRect,
    words: str,
    ink: str,
    flags: int,
    weight: int,
) -> int:
    """Write words, cut if they do not fit, and return how wide they are."""
    shown = QFont(font)
    shown.setWeight(QFont.Weight(weight))
    metrics = QFontMetrics(shown)
    room = area.width() * (2 if flags == WRAP else 1)
    if flags == WRAP:
        room -= 6 * metrics.averageCharWidth()
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.setFont(shown)
    painter.setPen(QColor(getattr(present_look().tokens, ink)))
    painter.drawText(area, flags, text)
    return metrics.horizontalAdvance(text)


def _lines(item: Item, font: QFont, width: int) -> int:
    """Return how many lines the words take: none, one or two."""
    wide = QFontMetrics(font).horizontalAdvance(item.words)
    return 0 if not wide else (1 if wide <= width - 2 * SIDE else 2)


def _width(option: QStyleOptionViewItem) -> int:
    view = option.widget
    return view.viewport().width() if isinstance(view, QListView) else 240


def _item(index: Index) -> Item:
    model = index.model()
    if not isinstance(model, Items):
        return Item(key="", title="")
    return model.items[index.row()]
