"""The panel beside the queue: people, the request, and what is to be chased."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.label import caption
from ui.queue.items import Item, ItemList, PeopleList
from ui.queue.request_panel import RequestPanel
from ui.style import present_look

LEAST = 300
"""Least width of the panel at 100 % text, in pixels."""


class ItemTab(QWidget):
    """A list with a sentence above it and its buttons below."""

    def __init__(self, items: ItemList, *buttons: QWidget) -> None:
        super().__init__()
        self.items = items
        self._words = caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._words)
        layout.addWidget(items, 1)
        row = QHBoxLayout()
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        layout.addLayout(row)

    def show_items(
        self, words: str, items: Sequence[Item], *, is_new: bool = False
    ) -> None:
        """Show entries and the sentence about them; of new ones the first is chosen."""
        self._words.setText(words)
        self.items.show_items(items, is_new=is_new)
        self.items.setVisible(bool(items))

    def words(self) -> str:
        """Return the sentence above the list."""
        return self._words.text()


class Side(QTabWidget):
    """Says upwards what is wanted of a person or of a request in its lists."""

    allocation_wanted = Signal(str)  # uid of the person, for the selected requests
    dropped = Signal(list, str)  # uids of the requests, uid of the person
    request_chosen = Signal(str)  # uid: show it in the queue
    request_opened = Signal()  # the page of the request that the cursor is on
    chase_wanted = Signal(str)  # uid of a request on hold

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName("About the queue")
        self.setUsesScrollButtons(True)
        self.people = PeopleList()
        self.must = ItemList("Requests that must start")
        self.holds = ItemList("Requests on hold, by side")
        self.ageing = ItemList("Work in hand that takes long")
        self.request = RequestPanel()
        self.give = button("Give to &this person", "people")
        self.chase = button("Record a cha&se…", "clock")
        self.people_tab = ItemTab(self.people, self.give)
        self.must_tab = ItemTab(self.must)
        self.holds_tab = ItemTab(self.holds, self.chase)
        self.ageing_tab = ItemTab(self.ageing)
        for tab, title in (
            (self.people_tab, "Pe&ople"),
            (self.request, "Re&quest"),
            (self.must_tab, "&Must start"),
            (self.holds_tab, "Hol&ds"),
            (self.ageing_tab, "Age&ing"),
        ):
            self.addTab(tab, title)
        self._connect()
        self._fit_text()

    def _connect(self) -> None:
        self.people.wanted.connect(self.allocation_wanted)
        self.people.dropped.connect(self.dropped)
        self.give.clicked.connect(self._give)
        self.request.opened.connect(self.request_opened)
        self.chase.clicked.connect(self._chase)
        for items in (self.must, self.holds, self.ageing):
            items.wanted.connect(self.request_chosen)

    def allow(self, is_allowed: bool, why: str) -> None:
        """Let people be given work and holds be chased; else say why not."""
        for one in (self.give, self.chase):
            one.setEnabled(is_allowed)
            one.setToolTip(why)
        self.people.setAcceptDrops(is_allowed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def _fit_text(self) -> None:
        self.setMinimumWidth(present_look().pixels(LEAST))

    def _give(self) -> None:
        if key := self.people.key():
            self.allocation_wanted.emit(key)

    def _chase(self) -> None:
        if key := self.holds.key():
            self.chase_wanted.emit(key)
