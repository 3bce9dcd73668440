"""The tab of people: everyone in a list, narrowed down by chips and words."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget

from app.capacity.standing import PersonStanding
from app.reports.chart import day_text, number_text
from ui.controls.button import Chip, button
from ui.controls.card import GAP
from ui.controls.empty_state import EmptyState
from ui.controls.rows import Rows, RowsView
from ui.people.detail import Detail
from ui.people.lists import people_columns
from ui.people.sight import AHEAD, Sight, has_left, is_joining
from ui.people.tab import PeopleTab
from ui.people.wording import warnings_of
from ui.style import present_look

IN_POST, JOINING, LEFT = "In post", "Joining", "Left"
EXAMINING, WARNED = "Examining", "With warnings"
STATES: Mapping[str, Callable[[PersonStanding, Sight], bool]] = {
    IN_POST: lambda one, sight: one.person.is_in_post(sight.day),
    JOINING: lambda one, sight: is_joining(one, sight.day),
    LEFT: lambda one, sight: has_left(one, sight.day),
}
"""Chips of which any that is pressed lets people in; none lets everyone in."""

NARROWING: Mapping[str, Callable[[PersonStanding, Sight], bool]] = {
    EXAMINING: lambda one, _: one.is_counted,
    WARNED: lambda one, sight: bool(warnings_of(one, sight)),
}
"""Chips of which every one that is pressed must hold."""

TIPS = {
    EXAMINING: "Those whose hours are casework hours",
    WARNED: "A skill lapsed or lapsing, no hours given, or no post",
}


class PeopleBoard(PeopleTab):
    """The list of people on the left, all about the chosen one on the right."""

    add_wanted = Signal()
    change_wanted = Signal(str)  # uid of the person
    history_wanted = Signal(str)  # uid of the person
    calendar_wanted = Signal()

    title = "&People"

    def __init__(self) -> None:
        super().__init__()
        self.chips = {name: Chip(name) for name in (*STATES, *NARROWING)}
        self.words = QLineEdit()
        self.people: Rows[PersonStanding] = Rows()
        self.people_view = RowsView(self.people, "People")
        self.detail = Detail()
        self.add_button = button("Add pe&rson…", "plus", is_primary=True)
        self.change_button = button("&Change…", "edit")
        self.head_buttons = (self.change_button, self.add_button)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.empty = EmptyState(
            "Nobody is entered yet",
            "Enter who works here and for how many hours: capacity follows from it.",
            "Add a person…",
            is_primary=False,
        )
        self.nobody = EmptyState(
            "Nobody fits", "Press another chip, or empty the field above."
        )
        self._lists = QStackedWidget()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        self.words.setAccessibleName("Find people")
        self.words.setPlaceholderText("Find: name, role, post, skill")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(present_look().pixels(200))
        self.words.setMaximumWidth(present_look().pixels(260))
        bar.addWidget(self.words)
        for name, chip in self.chips.items():
            chip.setToolTip(TIPS.get(name, ""))
            bar.addWidget(chip)
        bar.addStretch(1)
        self.chips[IN_POST].setChecked(True)
        self._lists.addWidget(self.people_view)
        self._lists.addWidget(self.nobody)
        self.split.setHandleWidth(GAP)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._lists)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([760, 400])
        self._stack.addWidget(self.split)
        self._stack.addWidget(self.empty)
        self.paper.addLayout(bar)
        self.paper.addWidget(self._stack, 1)
        self.setFocusProxy(self.people_view)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(self._sift)
        self.words.textChanged.connect(self._sift)
        self.words.returnPressed.connect(self.people_view.setFocus)
        self.add_button.clicked.connect(self.add_wanted)
        self.empty.wanted.connect(self.add_wanted)
        self.change_button.clicked.connect(self._ask_change)
        self.people_view.activated.connect(self._ask_change)
        self.people_view.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.detail.history_wanted.connect(self.history_wanted)
        self.detail.calendar_wanted.connect(self.calendar_wanted)

    # ---- Showing --------------------------------------------------------------------

    def fill(self, sight: Sight) -> None:
        """Show people and counts; the chosen person stays chosen."""
        self._stack.setCurrentWidget(self.split if sight.people else self.empty)
        for name, test in STATES.items():
            self.chips[name].show_count(sum(test(one, sight) for one in sight.people))
        self._sift()
        self.add_button.setEnabled(sight.can_write)

    @Slot()
    def _sift(self) -> None:
        """Show those whom chips and words let in."""
        if (sight := self.sight) is None:
            return
        chosen, columns = self.chosen_uid(), people_columns(sight)
        let_in = [one for one in sight.people if self._is_let_in(one, sight)]
        for name, test in NARROWING.items():
            self.chips[name].show_count(sum(test(one, sight) for one in let_in))
        narrow = [
            test for name, test in NARROWING.items() if self.chips[name].isChecked()
        ]
        found = [one for one in let_in if all(test(one, sight) for test in narrow)]
        words = self.words.text().casefold().split()
        if words:
            found = [
                one
                for one in found
                if all(
                    word in " ".join(c.show(one) for c in columns).casefold()
                    for word in words
                )
            ]
        self.people.show_values(found, columns)
        self.people_view.fit()
        self._lists.setCurrentWidget(self.people_view if found else self.nobody)
        self.choose(chosen)
        if not found:
            self._show_chosen()

    def _is_let_in(self, one: PersonStanding, sight: Sight) -> bool:
        states = [test for name, test in STATES.items() if self.chips[name].isChecked()]
        return not states or any(test(one, sight) for test in states)

    @Slot(QModelIndex)
    def _show_chosen(self, _index: QModelIndex | None = None) -> None:
        sight, one = self.sight, self.people_view.chosen()
        can_write = sight is not None and sight.can_write
        self.change_button.setEnabled(one is not None and can_write)
        if sight is not None:
            self.detail.show_person(one, sight)

    def sentence(self, sight: Sight) -> str:
        """Return how many people there are, and for how many hours."""
        every = [one for one in sight.people if one.person.is_in_post(sight.day)]
        counted = [one for one in every if one.is_counted]
        hours = sum(one.pattern.weekly_hours for one in counted if one.pattern)
        ahead = sum(one.net_ahead for one in sight.people if one.is_counted)
        fte = number_text(hours / sight.words.full_time, 1)
        people = "1 person" if len(every) == 1 else f"{len(every):,} people"
        return (
            f"{people}, {len(counted):,} examining ({fte} FTE);"
            f" {number_text(sum(one.net_week for one in counted))} net hours this week,"
            f" {number_text(ahead)} over the next {AHEAD} weeks;"
            f" at {day_text(sight.day)}."
        )

    # ---- Choosing -------------------------------------------------------------------

    def chosen_uid(self) -> str:
        """Return the uid of the chosen person; empty if none is chosen."""
        one = self.people_view.chosen()
        return one.person.uid if one else ""

    def choose(self, uid: str) -> None:
        """Choose a person, the first one if there is no such person."""
        found = [one.person.uid for one in self.people.values()]
        if found:
            self.people_view.selectRow(found.index(uid) if uid in found else 0)

    def choose_called(self, shown: str) -> None:
        """Choose the person shown by a name or alias; chips let that person in."""
        for one in self.sight.people if self.sight else ():
            if one.person.shown == shown:
                self._let_in(one)
                self.choose(one.person.uid)

    def _let_in(self, one: PersonStanding) -> None:
        """Press the chip of the state of a person who would not be listed."""
        if (sight := self.sight) is None or one in self.people.values():
            return
        self.words.clear()
        for name, test in NARROWING.items():
            if not test(one, sight):
                self.chips[name].setChecked(False)
        for name, test in STATES.items():
            if test(one, sight) and not self._is_let_in(one, sight):
                self.chips[name].setChecked(True)

    def go_find(self) -> None:
        """Put the cursor into the field of words."""
        self.words.setFocus()
        self.words.selectAll()

    @Slot()
    def _ask_change(self) -> None:
        if self.change_button.isEnabled() and (uid := self.chosen_uid()):
            self.change_wanted.emit(uid)
