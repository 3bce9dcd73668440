"""People one by one: behind the passphrase, in alphabetical order, never ranked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.workforce.examiner import Person
from ui.controls.button import button
from ui.controls.card import GAP, MARGIN, Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption
from ui.style import present_look
from ui.wellbeing.lock_forms import LockPanel
from ui.wellbeing.person_panel import PersonPanel
from ui.wellbeing.sight import PersonSight

UID = Qt.ItemDataRole.UserRole
LIST_WIDTH = 154
"""Width of the list of people at 100 % text, in pixels."""


class PeopleTab(QWidget):
    """Asks for the passphrase; then shows exposed people one at a time."""

    chosen = Signal(str)  # uid of a person
    contact_wanted = Signal()
    rotation_wanted = Signal()
    outcomes_wanted = Signal()
    exposure_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lock = LockPanel()
        self.people = QListWidget()
        self.people.setAccessibleName("Exposed people, in alphabetical order")
        self.contact_button = button("&Contact…", "plus")
        self.rotation_button = button("Ro&tation…", "plus")
        self.outcome_button = button("Te&ll outcomes…", "check")
        self.exposure_button = button("Expos&ure…", "plus")
        self.panel = PersonPanel(
            self.exposure_button,
            self.contact_button,
            self.rotation_button,
            self.outcome_button,
            changes=("welfare_contact", "rotation"),
        )
        self._open = QWidget()
        self._nobody = EmptyState(
            "Nobody is exposed",
            "Whoever has exposure within 28 days, or is current in grading, is here.",
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        names = Card("Exposed people")
        names.body.addWidget(self.people, 1)
        names.body.addWidget(caption("In alphabetical order. Nobody is ranked."))
        self._names = names
        across = QHBoxLayout(self._open)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(names)
        across.addWidget(self.panel, 1)
        for part in (self.lock, self._open, self._nobody):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN // 2, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.people.currentItemChanged.connect(self._choose)
        self.contact_button.clicked.connect(self.contact_wanted)
        self.rotation_button.clicked.connect(self.rotation_wanted)
        self.outcome_button.clicked.connect(self.outcomes_wanted)
        self.exposure_button.clicked.connect(self.exposure_wanted)

    @property
    def is_open(self) -> bool:
        """Whether people are shown one by one."""
        return self._stack.currentWidget() is not self.lock

    def person(self) -> str:
        """Return the uid of the person shown; empty for nobody."""
        item = self.people.currentItem()
        return str(item.data(UID)) if item else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._names.setFixedWidth(present_look().pixels(LIST_WIDTH))

    def show_people(self, people: Sequence[Person]) -> None:
        """Show the list, in alphabetical order; who was chosen stays chosen."""
        self._fit()
        chosen, ordered = self.person(), sorted(people, key=_by_name)
        self.people.blockSignals(True)
        self.people.clear()
        for one in ordered:
            item = QListWidgetItem(one.shown)
            item.setData(UID, one.uid)
            self.people.addItem(item)
        uids = [one.uid for one in ordered]
        if ordered:
            self.people.setCurrentRow(uids.index(chosen) if chosen in uids else 0)
        self.people.blockSignals(False)
        self._stack.setCurrentWidget(self._open if ordered else self._nobody)

    def show_sight(self, sight: PersonSight) -> None:
        """Show the person chosen."""
        self.panel.show_sight(sight)

    def close_up(self) -> None:
        """Forget everybody and ask for the passphrase again."""
        self._stack.setCurrentWidget(self.lock)
        self.people.blockSignals(True)
        self.people.clear()
        self.people.blockSignals(False)
        self.panel.show_sight(None)
        self.lock.forget()

    def allow(self, *, is_allowed: bool) -> None:
        """Let things be recorded, or not."""
        self.panel.allow(is_allowed=is_allowed)
        for one in (
            self.contact_button,
            self.rotation_button,
            self.outcome_button,
            self.exposure_button,
        ):
            one.setEnabled(is_allowed)

    @Slot()
    def _choose(self) -> None:
        if uid := self.person():
            self.chosen.emit(uid)


def _by_name(person: Person) -> str:
    return person.shown.casefold()
