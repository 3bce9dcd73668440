"""The scenarios at the left: chosen, added, copied, renamed, removed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from app.errors import AppError, ScenarioError
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.form import Form
from ui.controls.icon import icon
from ui.style import present_look

SHOWN = 5
"""Scenarios in sight at once; the others are scrolled to."""
KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the list.

    Attributes:
        key: What tells it from the others.
        name: What it is called.
        state: What else to know, such as "data have changed"; empty for nothing.
        is_base: Whether it is the base, which stays as it is.
    """

    key: str
    name: str
    state: str = ""
    is_base: bool = False

    @property
    def words(self) -> str:
        """The line as it is shown."""
        return f"{self.name} ({self.state})" if self.state else self.name


class ScenarioList(Card):
    """Lists the base first; Del removes, F2 renames."""

    chosen = Signal(str)  # key
    copy_wanted = Signal(str)
    rename_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view = _Names()
        self.view.setAccessibleName("Scenarios")
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.view.setHorizontalScrollBarPolicy(off)
        self._items: tuple[Item, ...] = ()
        self.copy_button = button("Copy")
        self.copy_button.setToolTip("A new scenario that begins as the chosen one")
        self.rename_button = button("Rename…")
        self.rename_button.setToolTip("Give the chosen scenario another name (F2)")
        self.remove_button = _slim_icon("bin", "Remove the chosen scenario (Del)")
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for made in (self.copy_button, self.rename_button, self.remove_button):
            made.setProperty("slim", "true")
            foot.addWidget(made)
        foot.addStretch(1)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)
        self._can_write = True
        self.view.currentRowChanged.connect(self._choose)
        self.view.rename_wanted.connect(self._rename)
        self.view.remove_wanted.connect(self._remove)
        self.copy_button.clicked.connect(self._copy)
        self.rename_button.clicked.connect(self._rename)
        self.remove_button.clicked.connect(self._remove)

    def allow(self, *, is_allowed: bool) -> None:
        """Let scenarios be changed, or not in a store open for reading only."""
        self._can_write = is_allowed
        self._fit_buttons()

    def show_items(self, items: Sequence[Item], key: str) -> None:
        """Replace the lines; the one of ``key`` is chosen, without telling."""
        with QSignalBlocker(self.view):
            if [one.key for one in items] != [one.key for one in self._items]:
                self.view.clear()
                self.view.addItems([one.words for one in items])
            for place, one in enumerate(items):
                line = self.view.item(place)
                line.setText(one.words)
                line.setToolTip(one.words)
                line.setData(KEY, one.key)
            keys = [one.key for one in items]
            self.view.setCurrentRow(keys.index(key) if key in keys else 0)
        self._items = tuple(items)
        self.view.setMinimumHeight(present_look().row_height * min(SHOWN, 3))
        self._fit_buttons()

    def present(self) -> Item | None:
        """Return the line chosen."""
        place = self.view.currentRow()
        return self._items[place] if 0 <= place < len(self._items) else None

    def choose(self, key: str) -> None:
        """Choose a line by its key, and tell."""
        for place, one in enumerate(self._items):
            if one.key == key:
                self.view.setCurrentRow(place)

    def _fit_buttons(self) -> None:
        item = self.present()
        is_own = item is not None and not item.is_base and self._can_write
        self.copy_button.setEnabled(item is not None and self._can_write)
        self.rename_button.setEnabled(is_own)
        self.remove_button.setEnabled(is_own)

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self._fit_buttons()
        if (item := self.present()) is not None:
            self.chosen.emit(item.key)

    @Slot()
    def _copy(self) -> None:
        if (item := self.present()) is not None:
            self.copy_wanted.emit(item.key)

    @Slot()
    def _rename(self) -> None:
        item = self.present()
        if item is not None and self.rename_button.isEnabled():
            self.rename_wanted.emit(item.key)

    @Slot()
    def _remove(self) -> None:
        item = self.present()
        if item is not None and self.remove_button.isEnabled():
            self.remove_wanted.emit(item.key)


class _Names(QListWidget):
    rename_wanted = Signal()
    remove_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class NameForm(Form):
    """Asks for the name of a scenario; ``wanted`` has it."""

    def __init__(self, parent: QWidget, title: str, name: str, save: str) -> None:
        super().__init__(parent, title, save)
        self.name = QLineEdit(name)
        self.name.setMaxLength(80)
        self.name.selectAll()
        self.add_field("name", "&Name", self.name)
        self.close_up()
        self.resize(present_look().pixels(420), self.sizeHint().height())
        self.name.setFocus()

    def value(self) -> str:
        """Return the name.

        Raises:
            ScenarioError: There is none.
        """
        name = " ".join(self.name.text().split())
        if not name:
            raise ScenarioError("A scenario needs a name.", remedy="Type a name.")
        return name

    def place_of(self, error: AppError) -> str:
        del error
        return "name"


def _slim_icon(icon_name: str, tip: str) -> QPushButton:
    made = button("")
    made.setIcon(icon(icon_name))
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition(" (")[0])
    return made
