"""A table in which each row asks for one choice: columns, words and dates alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.data.row_table import (
    ALIGNMENT,
    DISPLAY,
    PADDED,
    RIGHT,
    ROOT,
    SPOKEN,
    TOOL_TIP,
    Index,
)
from ui.style import present_look

EDIT = Qt.ItemDataRole.EditRole
INK = Qt.ItemDataRole.ForegroundRole
MOST_OF_WIDTH = 0.75
"""Share of the width that the columns of fixed width may take."""

EDIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: what it is about, and the choice made.

    Attributes:
        key: By which the caller knows it.
        cells: What is shown before the choice; numbers stand on the right.
        choices: Code and words of each choice, in order.
        chosen: Code of the choice made.
        tone: good, watch, bad or plain: how the choice is shown.
        note: What is shown after the choice.
        tip: Guidance, for the tool tip.
    """

    key: Any
    cells: tuple[str | int, ...]
    choices: Sequence[tuple[str, str]] = ()
    chosen: str = ""
    tone: str = "plain"
    note: str = ""
    tip: str = ""

    @property
    def words(self) -> str:
        """The words of the choice made."""
        return next((text for code, text in self.choices if code == self.chosen), "")


class ChoiceTable(QAbstractTableModel):
    """Lines with a choice each; tells of a choice and leaves the rest to the step."""

    chosen = Signal(object, str)  # key of the line, code

    def __init__(self, head: Sequence[str], place: int) -> None:
        """Make an empty table.

        Args:
            head: The headings.
            place: Column of the choice; what follows it is the note.
        """
        super().__init__()
        self._head = tuple(head)
        self.place = place
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines; those of the same keys are changed where they stand."""
        if [line.key for line in lines] == [line.key for line in self._lines]:
            self._lines = list(lines)
            if lines:
                last = self.index(len(lines) - 1, len(self._head) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line of a row."""
        return self._lines[row]

    def row_of(self, key: object) -> int:
        """Return the row of a line."""
        return [line.key for line in self._lines].index(key)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == DISPLAY:
            cell = self._cell(line, column)
            return f"{cell:,}" if isinstance(cell, int) else cell
        if role == EDIT and column == self.place:
            return line.chosen
        if role == ALIGNMENT:
            return RIGHT if isinstance(self._cell(line, column), int) else None
        if role == TOOL_TIP:
            return line.tip or (line.note if column > self.place else None)
        if role == INK and column > self.place:
            return QColor(_ink(line.tone))
        if role == SPOKEN and column == 0:
            said = [str(cell) for cell in line.cells] + [line.words, line.note]
            return ", ".join(part for part in said if part)
        return None

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        line = self._lines[index.row()]
        is_known = value in [code for code, _ in line.choices]
        if role != EDIT or index.column() != self.place or not is_known:
            return False
        if value != line.chosen:
            self._lines[index.row()] = replace(line, chosen=value)
            self.dataChanged.emit(index, index)
            self.chosen.emit(line.key, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        line = self._lines[index.row()]
        if index.column() == self.place and len(line.choices) > 1:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT and self._lines:
            first = self._cell(self._lines[0], section)
            return RIGHT if isinstance(first, int) else None
        return self._head[section] if role == DISPLAY else None

    def _cell(self, line: Line, column: int) -> str | int:
        if column == self.place:
            return line.words
        if column > self.place:
            return line.note
        return line.cells[column]


def _ink(tone: str) -> str:
    tokens = present_look().tokens
    inks = {"good": tokens.good, "watch": tokens.watch, "bad": tokens.bad}
    return inks.get(tone, tokens.muted)


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a choice like the field that it becomes when it is edited."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            super().paint(painter, option, index)
            return
        tokens = present_look().tokens
        area = QRectF(option.rect).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(area, 5, 5)
        side = present_look().pixels(4)
        painter.setPen(QPen(QColor(tokens.muted), 1.6))
        right, middle = area.right() - 10, area.center().y()
        painter.drawPolyline(
            [
                QPointF(right - 2 * side, middle - side / 2),
                QPointF(right - side, middle + side / 2),
                QPointF(right, middle - side / 2),
            ]
        )
        words = area.adjusted(8, 0, -3 * side - 12, 0)
        painter.setPen(QColor(tokens.text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, flags, shown)
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        field = QComboBox(parent)
        field.setAccessibleName("Choice")
        model = index.model()
        if isinstance(model, ChoiceTable):
            for code, words in model.line(index.row()).choices:
                field.addItem(words, code)
        field.activated.connect(partial(self._take, field))
        field.setMaxVisibleItems(16)
        return field

    def setEditorData(
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(EDIT))))
            editor.showPopup()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), EDIT)

    def _take(self, field: QComboBox, _position: int) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)


class ChoiceView(QTableView):
    """Shows a ``ChoiceTable``: up and down to a line, Enter or Space to choose."""

    def __init__(self, table: ChoiceTable, name: str) -> None:
        super().__init__()
        self._table = table
        self._widths: tuple[int, ...] = ()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Up and down to a line, Enter to choose.")
        self.setModel(table)
        self._delegate = ChoiceDelegate(self)
        self.setItemDelegateForColumn(table.place, self._delegate)
        self._delegate.closeEditor.connect(self._take_back_focus)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(PADDED)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.SelectedClicked)
        self.clicked.connect(self.edit_line)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(present_look().row_height + 3)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def fit_columns(self, widths: Sequence[int]) -> None:
        """Set the widths of the columns, at 100 % text; 0 takes what is left."""
        self._widths = tuple(widths)
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            mode = header.ResizeMode
            wish = mode.Interactive if width else mode.Stretch
            header.setSectionResizeMode(column, wish)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give the columns their widths, less of each where there is no room."""
        wanted = sum(present_look().pixels(width) for width in self._widths)
        room = int(self.viewport().width() * MOST_OF_WIDTH)
        share = min(1.0, room / max(wanted, 1))
        for column, width in enumerate(self._widths):
            if width:
                pixels = present_look().pixels(width * share)
                self.horizontalHeader().resizeSection(column, pixels)

    def edit_line(self, index: QModelIndex) -> None:
        """Open the choice of a line."""
        if index.column() == self._table.place and self._is_open(index):
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() in EDIT_KEYS and here.isValid():
            self.edit_line(self._table.index(here.row(), self._table.place))
            return
        super().keyPressEvent(event)

    @Slot()
    def _take_back_focus(self) -> None:
        """Go on with the keys here: a list that closed may have kept them."""
        self.setFocus()

    def _is_open(self, index: QModelIndex) -> bool:
        return bool(self._table.flags(index) & Qt.ItemFlag.ItemIsEditable)
