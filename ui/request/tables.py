"""The tabs that are a table with its actions: exhibits, work, holds, notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter

from app.casework.course import days_by_side, holds_of, stays_of, told
from app.casework.examination import Examination
from app.casework.exhibit import DONE_STATES, Exhibit
from app.casework.history import Entry
from app.reports.chart import day_text, number_text
from app.reports.history_words import reason_text
from app.reports.wording import counted
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.request.exhibit_lines import by_parent, custody_line, exhibit_line
from ui.request.lines import Line, Lines, LinesView
from ui.request.sight import CaseSight
from ui.request.tab import Tab, allow
from ui.request.work_dialogs import work_text

SIDE_WORDS = {
    "requester": "the requester",
    "prosecutor": "the prosecutor",
    "technical": "technical",
    "unit": "the unit",
    "external": "others outside",
}


class ExhibitsTab(Tab):
    """The exhibits, taken-out media under what they were in, with their custody."""

    add_wanted = Signal()
    change_wanted = Signal(object)  # the exhibit
    move_wanted = Signal(object)  # the exhibit
    custody_wanted = Signal(object)  # the exhibit whose history is to be shown

    def __init__(self) -> None:
        super().__init__()
        head = (
            *("Reference", "Type", "Owner", "Access", "State", "Where", "Seal"),
            *("Size, GB", "Agreed"),
        )
        widths = (120, 0, 140, 120, 130, 110, 84, 84, 94)
        self.view = LinesView(Lines(head, (7,)), "Exhibits", widths)
        custody = (*("Day", "What", "Recorded", "Who"), "Words")
        self.custody = LinesView(
            Lines(custody), "Custody of the exhibit", (104, 0, 176, 118, 180)
        )
        self.add_button = button("&Add…", "plus")
        self.change_button = button("Change…", "edit")
        self.move_button = button("&Record a move…")
        self.add_bar(self.change_button, self.move_button, self.add_button)
        self._card = Card("Custody")
        self._card.body.addWidget(self.custody)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setHandleWidth(GAP)
        parts.addWidget(self.view)
        parts.addWidget(self._card)
        parts.setSizes([300, 160])
        self.paper.addWidget(parts, 1)
        self.add_button.clicked.connect(self.add_wanted)
        self.change_button.clicked.connect(self._ask_change)
        self.view.opened.connect(self._ask_change)
        self.move_button.clicked.connect(self._ask_move)
        self.view.chosen.connect(self._show_choice)

    def fill(self, sight: CaseSight) -> None:
        exhibits = sight.case.exhibits
        self.view.show_lines([exhibit_line(one, sight) for one in by_parent(exhibits)])
        done = sum(one.state in DONE_STATES for one in exhibits)
        agreed = sum(one.is_agreed is True for one in exhibits)
        self.said.setText(
            f"{counted(len(exhibits), 'exhibit')}: {agreed:,} in the agreed scope,"
            f" {done:,} with an outcome."
        )
        self._show_choice()

    def show_custody(self, entries: Sequence[Entry]) -> None:
        """Show where the chosen exhibit was."""
        if self.sight is not None:
            self.custody.show_lines(
                [custody_line(one, self.sight) for one in told(entries)]
            )

    @Slot()
    def _show_choice(self) -> None:
        one: Exhibit | None = self.view.value()
        can = self.sight is not None and self.sight.can_write
        allow(
            (self.change_button, self.move_button), is_allowed=can and one is not None
        )
        self.add_button.setEnabled(can)
        self._card.heading.setText(f"Custody of {one.reference}" if one else "Custody")
        if one is None:
            self.custody.show_lines(())
        else:
            self.custody_wanted.emit(one)

    @Slot()
    def _ask_change(self) -> None:
        if (one := self.view.value()) and self.change_button.isEnabled():
            self.change_wanted.emit(one)

    @Slot()
    def _ask_move(self) -> None:
        if one := self.view.value():
            self.move_wanted.emit(one)


class ExaminationsTab(Tab):
    """The pieces of work and the hours logged on them."""

    add_wanted = Signal()
    change_wanted = Signal(object)  # the examination
    finish_wanted = Signal(object)  # the examination
    hours_wanted = Signal(object)  # the examination, or None

    def __init__(self) -> None:
        super().__init__()
        head = (
            *("Type", "Exhibit", "Level", "Estimated, h", "Spent, h", "Examiner"),
            *("Method", "In scope", "Begun", "Finished"),
        )
        widths = (0, 100, 64, 96, 76, 120, 100, 72, 100, 100)
        self.view = LinesView(Lines(head, (3, 4)), "Examinations", widths)
        log = ("Day", "Who", "Hours", "On")
        self.log = LinesView(Lines(log, (2,)), "Hours logged", (110, 150, 80, 0))
        self.add_button = button("&Add…", "plus")
        self.change_button = button("Change…", "edit")
        self.finish_button = button("Finish wor&k…", "check")
        self.hours_button = button("Log hou&rs…", "clock")
        self.add_bar(
            self.change_button, self.finish_button, self.add_button, self.hours_button
        )
        card = Card("Hours logged")
        card.body.addWidget(self.log)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setHandleWidth(GAP)
        parts.addWidget(self.view)
        parts.addWidget(card)
        parts.setSizes([260, 200])
        self.paper.addWidget(parts, 1)
        self.add_button.clicked.connect(self.add_wanted)
        self.change_button.clicked.connect(self._ask_change)
        self.view.opened.connect(self._ask_change)
        self.finish_button.clicked.connect(self._ask_finish)
        self.hours_button.clicked.connect(self._ask_hours)
        self.view.chosen.connect(self._show_choice)

    def fill(self, sight: CaseSight) -> None:
        case, request = sight.case, sight.request
        self.view.show_lines([_work(one, sight) for one in case.examinations])
        pieces = {one.uid: work_text(one, sight) for one in case.examinations}
        self.log.show_lines(
            [
                Line(
                    cells=(
                        day_text(one.done_on),
                        sight.names.person(one.person),
                        number_text(one.hours, 1),
                        pieces.get(one.examination or "", ""),
                    )
                )
                for one in case.hours
            ]
        )
        open_ = sum(one.done_on is None for one in case.examinations)
        estimate = _hours(request.effort_estimated) or "no estimate"
        spent = number_text(request.effort_spent, 1)
        pieces_said = counted(len(case.examinations), "examination")
        self.said.setText(
            f"{pieces_said}, {open_:,} not finished; {spent} h spent of {estimate}"
            f"{' h' if request.effort_estimated is not None else ''}."
        )
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        one: Examination | None = self.view.value()
        can = self.sight is not None and self.sight.can_write
        self.change_button.setEnabled(can and one is not None)
        is_open = one is not None and one.done_on is None
        self.finish_button.setEnabled(can and is_open)
        allow((self.add_button, self.hours_button), is_allowed=can)

    @Slot()
    def _ask_change(self) -> None:
        if (one := self.view.value()) and self.change_button.isEnabled():
            self.change_wanted.emit(one)

    @Slot()
    def _ask_finish(self) -> None:
        if one := self.view.value():
            self.finish_wanted.emit(one)

    @Slot()
    def _ask_hours(self) -> None:
        self.hours_wanted.emit(self.view.value())


class HoldsTab(Tab):
    """The times on hold, with the side that had to act."""

    def __init__(self) -> None:
        super().__init__()
        head = ("Reason", "Who must act", "From", "To", "Days")
        self.view = LinesView(
            Lines(head, (4,)), "Times on hold", (0, 160, 130, 160, 80)
        )
        self.add_bar()
        self.paper.addWidget(self.view, 1)

    def fill(self, sight: CaseSight) -> None:
        holds, sides = holds_of(stays_of(sight.case.entries)), sight.sides()
        self.view.show_lines(
            [
                Line(
                    cells=(
                        reason_text(hold.reason, sight.names) or "not recorded",
                        SIDE_WORDS.get(sides.get(hold.reason or "", "unit"), ""),
                        day_text(hold.entered_on),
                        day_text(hold.left_on) if hold.left_on else "open",
                        f"{hold.days(sight.as_at):,}",
                    ),
                    tone="" if hold.left_on else "watch",
                )
                for hold in reversed(holds)
            ]
        )
        totals = days_by_side(holds, sides, sight.as_at)
        parts = (f"{SIDE_WORDS[name]} {days:,} days" for name, days in totals.items())
        total = f"{sum(totals.values()):,} days: {'; '.join(parts)}"
        said = f"{counted(len(holds), 'hold')}, {total}." if holds else NEVER_HELD
        self.said.setText(said)


NEVER_HELD = "It was never on hold."


class NotesTab(Tab):
    """The notes, the latest first."""

    add_wanted = Signal()
    change_wanted = Signal(object)  # the note

    def __init__(self) -> None:
        super().__init__()
        self.view = LinesView(Lines(("Day", "Note")), "Notes", (120, 0))
        self.add_button = button("&Add…", "plus")
        self.change_button = button("&Read or change…", "edit")
        self.add_bar(self.change_button, self.add_button)
        self.paper.addWidget(self.view, 1)
        self.add_button.clicked.connect(self.add_wanted)
        self.change_button.clicked.connect(self._ask_change)
        self.view.opened.connect(self._ask_change)

    def fill(self, sight: CaseSight) -> None:
        notes = sight.case.notes
        self.view.show_lines(
            [
                Line(cells=(day_text(one.written_on), one.text), value=one)
                for one in notes
            ]
        )
        said = f"{counted(len(notes), 'note')}." if notes else NO_NOTES
        self.said.setText(said)
        self.add_button.setEnabled(sight.can_write)
        self.change_button.setEnabled(sight.can_write and bool(notes))

    @Slot()
    def _ask_change(self) -> None:
        if (one := self.view.value()) and self.change_button.isEnabled():
            self.change_wanted.emit(one)


NO_NOTES = "No note yet. Names of people and passcodes do not belong in one."


def _work(one: Examination, sight: CaseSight) -> Line:
    exhibits = {each.uid: each.reference for each in sight.case.exhibits}
    scope = {None: "", True: "yes", False: "no"}[one.in_scope]
    return Line(
        cells=(
            sight.names.label("examination_type", one.type),
            exhibits.get(one.exhibit or "", ""),
            one.level or "",
            _hours(one.effort_estimated),
            number_text(one.effort_spent, 1),
            sight.names.person(one.examiner) if one.examiner else "",
            one.method or "",
            scope,
            day_text(one.started_on) if one.started_on else "",
            day_text(one.done_on) if one.done_on else "",
        ),
        value=one,
        tone="watch" if one.in_scope is False else "",
    )


def _hours(hours: float | None) -> str:
    return "" if hours is None else number_text(hours, 1)
