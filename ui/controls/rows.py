"""Rows of words in a table view: what the lists of the room share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.casework.plain_text import tab_text
from ui.style import mixed, present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
DISPLAY = Role.DisplayRole
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

SIDE = 5
"""Room at either side of a cell, in pixels."""

LEAST = 150
"""Least width of a column that takes what is left, at 100 % text."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Value]):
    """One column of a list.

    Attributes:
        title: The heading.
        show: What a cell says.
        width: Usual width at 100 % text, in pixels; 0 for what is left.
        is_number: Whether it is aligned to the right.
        tone: Which colour the words take besides saying it: good, watch, bad or "".
    """

    title: str
    show: Callable[[Value], str]
    width: int = 0
    is_number: bool = False
    tone: Callable[[Value], str] = lambda _: ""


class Rows(QAbstractTableModel, Generic[Value]):
    """A read-only list of values."""

    def __init__(self, columns: Sequence[Column[Value]] = ()) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._values: tuple[Value, ...] = ()

    @property
    def columns(self) -> tuple[Column[Value], ...]:
        """The columns, from the left."""
        return self._columns

    def show_values(
        self, values: Sequence[Value], columns: Sequence[Column[Value]] = ()
    ) -> None:
        """Replace every row, and the columns if others are given."""
        self.beginResetModel()
        self._values, self._columns = tuple(values), tuple(columns) or self._columns
        self.endResetModel()

    def value_at(self, row: int) -> Value | None:
        """Return the value in a row; None if there is no such row."""
        return self._values[row] if 0 <= row < len(self._values) else None

    def values(self) -> tuple[Value, ...]:
        """Return every value, from the top."""
        return self._values

    def words(self, row: int) -> list[str]:
        """Return what the cells of a row say."""
        return [column.show(self._values[row]) for column in self._columns]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        column, value = self._columns[index.column()], self._values[index.row()]
        if role in (DISPLAY, Role.ToolTipRole):
            return column.show(value)
        if role == Role.AccessibleTextRole:
            is_first = index.column() == 0
            return (
                ", ".join(self.words(index.row())) if is_first else column.show(value)
            )
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Role.ForegroundRole and (tone := column.tone(value)):
            return QBrush(QColor(getattr(present_look().tokens, tone)))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if self._columns[section].is_number else LEFT
        return self._columns[section].title if role == DISPLAY else None


class Roomy(QStyledItemDelegate):
    """Draws cells with the room at their sides that headings have."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        tokens = present_look().tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.selection))
        elif index.row() % 2:
            odd = mixed(tokens.canvas, tokens.surface, 0.45)
            painter.fillRect(option.rect, QColor(odd))
        option.rect = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        super().paint(painter, option, index)


class RowsView(QTableView, Generic[Value]):
    """Shows a list; a whole row is chosen at a time."""

    def __init__(self, rows: Rows[Value], name: str) -> None:
        """Make the view; ``name`` says to a screen reader what the list is of."""
        super().__init__()
        self._rows = rows
        self.setModel(rows)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegate(Roomy(self))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        """Give rows and columns the size that fits the text and the room."""
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        widths = [look.pixels(column.width) for column in self._rows.columns]
        open_ended = widths.count(0)
        room = self.viewport().width() - sum(widths)
        share = max(room // max(open_ended, 1), look.pixels(LEAST))
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width or share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def chosen(self) -> Value | None:
        """Return the value of the chosen row."""
        return self._rows.value_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            head = [column.title for column in self._rows.columns]
            every = [self._rows.words(row) for row in range(self._rows.rowCount())]
            QApplication.clipboard().setText(tab_text(head, every))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
