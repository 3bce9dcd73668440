"""The grid in which exhibits are typed, by keyboard alone if one likes.

Tab and Enter go to the next cell and, at the end of a row that holds something, to a
new one. Ctrl+Enter begins a new row, Delete empties cells and removes an empty row,
Ctrl+Delete removes rows, Ctrl+V pastes rows, Esc leaves the grid.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.casework.vocabulary import Term
from ui.controls.code_box import CodeBox
from ui.intake.exhibit_rows import ExhibitRows, Index
from ui.intake.spec import COLUMNS
from ui.style import present_look

Hint = QAbstractItemDelegate.EndEditHint
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ROWS_SEEN = 5


class CellDelegate(QStyledItemDelegate):
    """Edits a cell by a list where it holds a code, else by a line."""

    row_wanted = Signal()  # Ctrl+Enter while a cell is edited

    def __init__(self, rows: ExhibitRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(editor, QWidget)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ENTER
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, Hint.NoHint)
            self.row_wanted.emit()
            return True
        return super().eventFilter(editor, event)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        terms = self._rows.terms(index.column())
        column = COLUMNS[index.column()]
        made: QWidget
        if terms:
            made = CodeBox(parent)
            made.addItem("", "")
            for term in terms:
                made.addItem(term.label, term.code)
            view = made.view()
            view.setMinimumWidth(view.sizeHintForColumn(0) + 24)
        else:
            made = QLineEdit(parent)
            made.setFrame(False)
        made.setAccessibleName(column.head)
        made.setProperty("cell", "true")
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cell = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, CodeBox):
            editor.setCurrentIndex(max(editor.findData(cell), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(cell)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, CodeBox):
            model.setData(index, editor.currentData() or "")
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)


class ExhibitGrid(QTableView):
    """Shows the exhibits; see the module for its keys."""

    entered = Signal(int)  # column that the cursor came to

    def __init__(self) -> None:
        super().__init__()
        self.rows = ExhibitRows()
        self.setModel(self.rows)
        delegate = CellDelegate(self.rows, self)
        delegate.row_wanted.connect(self._new_row)
        self.setItemDelegate(delegate)
        self.setObjectName("exhibits")
        self.setAccessibleName("Exhibits")
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self.verticalHeader().setFixedWidth(look.pixels(28))
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        across.setStretchLastSection(True)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, look.pixels(column.width))
        self.setFixedHeight(look.row_height * ROWS_SEEN + look.pixels(38))
        self.setCurrentIndex(self.rows.index(0, 0))

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor into a cell."""
        index, flag = self.rows.index(row, column), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)

    def current_term(self) -> Term | None:
        """Return the code in the cell of the cursor, with its guidance."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        code = index.data(Qt.ItemDataRole.EditRole)
        terms = self.rows.terms(index.column())
        return next((term for term in terms if term.code == code), None)

    def focusNextPrevChild(self, go_on: bool) -> bool:
        if self._step(1 if go_on else -1):
            return True
        return super().focusNextPrevChild(go_on)

    def _step(self, way: int) -> bool:
        """Go to the next cell, or a new row; return whether there is one."""
        index, width = self.currentIndex(), len(COLUMNS)
        place = index.row() * width + index.column() + way
        if not index.isValid() or place < 0:
            return False
        row, column = divmod(place, width)
        if row >= self.rows.rowCount():
            if self.rows.is_blank(index.row()):
                return False
            self.rows.add_row(index.row())
        elif way > 0 and column == 1 and self.rows.is_blank(row) and self._is_last(row):
            return False  # a blank last row is no reason to stay
        self.go_to(row, column)
        return True

    def _is_last(self, row: int) -> bool:
        return row == self.rows.rowCount() - 1

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        moves = {
            Hint.EditNextItem: 1,
            Hint.EditPreviousItem: -1,
            Hint.SubmitModelCache: 1,
        }
        super().closeEditor(editor, Hint.NoHint)
        self.setFocus()
        if (way := moves.get(hint)) and not self._step(way):
            super().focusNextPrevChild(way > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_control = held == Qt.KeyboardModifier.ControlModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter comes here from the editor too
        elif event.key() in ENTER:
            self._new_row() if is_control else self._step(1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            is_row = is_control or self._is_row_chosen()
            self._remove() if is_row else self._empty()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Escape:
            super().focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _new_row(self) -> None:
        last = self.rows.rowCount() - 1
        if not self.rows.is_blank(last):
            last = self.rows.add_row(last)
        self.go_to(last)

    def _is_row_chosen(self) -> bool:
        """Tell whether a row is chosen as a whole, or one that holds nothing."""
        rows = {index.row() for index in self.selectedIndexes()}
        chosen = self.selectionModel()
        return bool(rows) and all(
            self.rows.is_blank(row) or chosen.isRowSelected(row) for row in rows
        )

    def _remove(self) -> None:
        """Remove the rows of the cells chosen."""
        chosen = {index.row() for index in self.selectedIndexes()}
        current = self.currentIndex()
        if places := chosen or {current.row()} - {-1}:
            self.rows.remove_rows([*places])
            row = min(min(places), self.rows.rowCount() - 1)
            self.go_to(row, max(current.column(), 0))

    def _empty(self) -> None:
        for index in self.selectedIndexes():
            self.rows.clear_cell(index)

    def _paste(self) -> None:
        index = self.currentIndex()
        text = QApplication.clipboard().text()
        if index.isValid() and text:
            self.rows.paste(text, index.row(), index.column())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.entered.emit(current.column())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(max(self.currentIndex().column(), 0))
