"""Find a command by typing a part of its name (Ctrl+K), and the list of all keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.commands import keys_text, plain_text

WHAT = "Type a part of a command, or the reference of a request"
ACTION = Qt.ItemDataRole.UserRole + 1


def command_table(actions: Sequence[QAction]) -> QStandardItemModel:
    """Return the commands with their keys, in two columns."""
    model = QStandardItemModel(0, 2)
    model.setHorizontalHeaderLabels(["Command", "Keys"])
    for action in actions:
        name, keys = QStandardItem(plain_text(action)), QStandardItem(keys_text(action))
        for item in (name, keys):
            item.setEditable(False)
        name.setData(action, ACTION)
        model.appendRow([name, keys])
    return model


def command_view(name: str) -> QTableView:
    """Return a quiet table for commands."""
    view = QTableView()
    view.setAccessibleName(name)
    view.verticalHeader().hide()
    view.setShowGrid(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return view


class CommandPalette(QDialog):
    """Type a part of a command, go to it with the arrow keys, run it with Enter.

    The reference of a request is as good: what has a digit in it may be one.
    """

    reference_wanted = Signal(str)  # reference of the request to open

    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Commands")
        self._field = QLineEdit(placeholderText=WHAT)
        self._field.setAccessibleName("Find a command")
        self._source = command_table([one for one in actions if one.isEnabled()])
        self._reference = QStandardItem()
        self._source.appendRow([self._reference, QStandardItem()])
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._source)
        case = Qt.CaseSensitivity.CaseInsensitive
        self._found.setFilterCaseSensitivity(case)
        self._view = command_view("Commands found")
        self._view.horizontalHeader().hide()
        self._view.setModel(self._found)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.doubleClicked.connect(self.run)
        self._field.textChanged.connect(self._find)
        self._field.returnPressed.connect(self.run)
        self._field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self._field)
        layout.addWidget(self._view)
        self._view.selectRow(0)
        self.resize(460, 380)

    def _find(self, text: str) -> None:
        is_one = any(letter.isdigit() for letter in text)
        self._reference.setText(f"Open request {text.strip()}" if is_one else "")
        self._found.setFilterFixedString(text.strip())
        self._view.selectRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = steps.get(Qt.Key(event.key()))
            if step:
                row = self._view.currentIndex().row() + step
                last = self._found.rowCount() - 1
                self._view.selectRow(min(max(row, 0), last))
                return True
        return super().eventFilter(watched, event)

    def run(self) -> None:
        """Close and run the command that is marked."""
        index = self._view.currentIndex()
        if not index.isValid():
            return
        action = self._found.index(index.row(), 0).data(ACTION)
        self.accept()
        if action is None:
            self.reference_wanted.emit(self._field.text().strip())
        else:
            action.trigger()


class KeyList(QDialog):
    """All commands with their keys, as one table."""

    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        view = command_view("Commands and their keys")
        model = command_table([one for one in actions if one.shortcuts()])
        for words, keys in IN_CHARTS:
            model.appendRow([QStandardItem(words), QStandardItem(keys)])
        model.setParent(view)
        view.setModel(model)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(view)
        layout.addWidget(buttons)
        self.resize(560, 520)


IN_CHARTS = (
    ("Chart: next and previous value", "Right, Left"),
    ("Chart: show as table", "Ctrl+T"),
    ("Chart: copy picture and numbers", "Ctrl+C"),
    ("Figure: open the requests behind it", "Enter"),
)
