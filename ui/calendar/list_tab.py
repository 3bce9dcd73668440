"""A list with what can be done about it: what the tabs of the room are made of."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView

Value = TypeVar("Value")


class ListTab(QWidget, Generic[Value]):
    """A list, filters over it and buttons under it."""

    add_wanted = Signal()
    opened = Signal(object)  # the value to change or go to
    removed = Signal(object)  # the value to take away

    def __init__(self, name: str, *filters: QWidget) -> None:
        """Make an empty list.

        Args:
            name: What the list is of, for a screen reader.
            filters: What stands over it.
        """
        super().__init__()
        self.rows: Rows[Value] = Rows()
        self.view = RowsView(self.rows, name)
        self.said = caption()
        self.buttons = QHBoxLayout()
        self.acting: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 0)
        top = QHBoxLayout()
        for one in filters:
            top.addWidget(one)
        top.addWidget(self.said, 1)
        self._layout.addLayout(top)
        self._layout.addWidget(self.view, 1)
        self._layout.addLayout(self.buttons)
        self.buttons.addStretch(1)
        self.view.activated.connect(self.open_chosen)
        self.setFocusProxy(self.view)

    def offer(self, text: str, icon_name: str) -> QPushButton:
        """Add a button that writes, and return it."""
        made = button(text, icon_name)
        self.buttons.insertWidget(self.buttons.count() - 1, made)
        self.acting.append(made)
        return made

    def offer_usual(self, add: str) -> None:
        """Add the buttons to add, change and remove."""
        self.offer(add, "plus").clicked.connect(self.add_wanted)
        self.offer("Cha&nge…", "edit").clicked.connect(self.open_chosen)
        self.offer("&Remove", "bin").clicked.connect(self._remove)

    def show_values(
        self, values: list[Value], columns: tuple[Column[Value], ...], said: str
    ) -> None:
        """Show a list, and how much of it there is in words."""
        chosen = self.view.currentIndex().row()
        self.rows.show_values(values, columns)
        self.view.fit()
        if values:
            self.view.selectRow(min(max(chosen, 0), len(values) - 1))
        self.said.setText(said)

    def allow(self, is_allowed: bool) -> None:
        """Let the buttons be pressed, or not in a store that is only read."""
        for one in self.acting:
            one.setEnabled(is_allowed)

    @Slot()
    def open_chosen(self) -> None:
        """Open what is chosen."""
        if (one := self.view.chosen()) is not None:
            self.opened.emit(one)

    @Slot()
    def _remove(self) -> None:
        if (one := self.view.chosen()) is not None:
            self.removed.emit(one)
