"""People: who works here, what they can do, and the hours that they really have."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.casework.working_time import monday_of, weeks_between
from app.errors import AppError
from app.reports.chart import day_text, number_text
from app.workforce.absence import PUBLIC_HOLIDAY, VACANCY, Absence, Abstraction
from app.workforce.examiner import SkillHeld
from app.workforce.team import Team
from ui.alerts import show_error
from ui.controls.absence_dialog import AbsenceDialog, AbstractionDialog
from ui.controls.button import Chip, button
from ui.controls.card import MARGIN
from ui.controls.empty_state import EmptyState
from ui.controls.form import Form
from ui.controls.page_header import PageHeader
from ui.page import Page
from ui.people.board import Board, Sight, has_left
from ui.people.lists import Words
from ui.people.person_dialog import PersonChoices, PersonDialog, PersonDraft
from ui.session import Session

if TYPE_CHECKING:
    from app.measures.figure import Figure
    from app.store.event import Operation

BEHIND, AHEAD = 13, 13
"""Weeks of the chart before and after the week of the day."""

Act = Callable[["Operation"], object]


class PeoplePage(Page):
    """Shows the team as at the day; every change is written at once."""

    changed = Signal()  # something was written

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.team: Team | None = None
        self.words = Words(as_at=session.as_at)
        self.form: Form | None = None
        self.left = Chip("Also those who left")
        self.add_button = button("Add &person…", "plus", is_primary=True)
        self.change_button = button("&Change…", "edit")
        self.header = PageHeader(
            "People", self.left, self.change_button, self.add_button
        )
        self.board = Board(self.words)
        self._empty = EmptyState(
            "Nobody is entered yet",
            "Enter who works here and for how many hours: capacity follows from it.",
            "Add a person…",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.board.people_view)
        self._connect()

    def _connect(self) -> None:
        self.left.toggled.connect(self.refresh)
        self.add_button.clicked.connect(self.add_person)
        self.change_button.clicked.connect(self.change_person)
        self._empty.wanted.connect(self.add_person)
        self.board.change_wanted.connect(self.change_person)
        self.board.absence_wanted.connect(self.add_absence)
        self.board.abstraction_wanted.connect(self.add_abstraction)
        self.board.absence_removed.connect(self.remove_absence)
        self.board.abstraction_removed.connect(self.remove_abstraction)

    # ---- Showing --------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the team again and show it as at the day."""
        from app.capacity.by_week import capacity_by_week
        from app.store.team import read_team

        as_at = self.session.as_at
        self.team = team = read_team(self.session.store)
        self.words = self._read_words(team)
        this = monday_of(as_at)
        first, last = this - timedelta(weeks=BEHIND), this + timedelta(weeks=AHEAD)
        sight = Sight(
            team=team,
            past_and_ahead=capacity_by_week(team, weeks_between(first, last), as_at),
            ahead=capacity_by_week(team, weeks_between(this, last), as_at),
            weeks=self._weeks_of_work(),
            words=self.words,
            shows_left=self.left.isChecked(),
        )
        self.board.show_sight(sight)
        self.header.show_sentence(self._sentence(sight))
        self._stack.setCurrentWidget(self.board if team.people else self._empty)
        self._allow()

    def _weeks_of_work(self) -> "Mapping[str, Figure]":
        """Return how long what waits for each skill would take (M09)."""
        from app.capacity.by_week import capacity_by_week, coming_weeks
        from app.measures.work import weeks_of_work_by_skill

        facts, as_at = self.session.facts, self.session.as_at
        if facts is None:
            return {}
        coming = capacity_by_week(facts.team, coming_weeks(as_at), as_at)
        net = {code: float(skill.net.mean()) for code, skill in coming.skills.items()}
        return weeks_of_work_by_skill(facts.ledger, as_at, net, facts.skills())

    def _allow(self) -> None:
        is_allowed = not self.session.read_only
        self.board.allow(is_allowed)
        self.add_button.setEnabled(is_allowed)
        has_people = self.team is not None and bool(self.team.people)
        self.change_button.setEnabled(is_allowed and has_people)
        self.left.setEnabled(has_people)

    def _sentence(self, sight: Sight) -> str:
        every = [one for one in sight.people() if not has_left(one, sight.day)]
        counted = [one for one in every if one.is_counted]
        hours = sum(one.pattern.weekly_hours for one in counted if one.pattern)
        ahead = sum(one.net_ahead for one in counted)
        fte = number_text(hours / sight.words.full_time, 1)
        people = "1 person" if len(every) == 1 else f"{len(every):,} people"
        return (
            f"{people}, {len(counted):,} examining ({fte} FTE);"
            f" {number_text(sum(one.net_week for one in counted))} net hours this week,"
            f" {number_text(ahead)} over the next {AHEAD} weeks;"
            f" at {day_text(sight.day)}."
        )

    def _read_words(self, team: Team) -> Words:
        from app.store.vocabulary import vocabulary

        def labels(name: str) -> dict[str, str]:
            terms = vocabulary(self.session.store, name).terms
            return {term.code: term.label for term in terms}

        return Words(
            as_at=self.session.as_at,
            full_time=team.full_time,
            roles=labels("staff_role"),
            skills=labels("skill"),
            kinds=labels("absence_kind"),
            people=team.names,
        )

    # ---- Asking ---------------------------------------------------------------------

    @Slot()
    def add_person(self) -> None:
        """Open the form for a new person."""
        dialog = PersonDialog(self, self._choices())
        self._open(dialog, self._save_new_person)

    @Slot()
    def change_person(self) -> None:
        """Open the form for the chosen person."""
        one = self.board.people_view.chosen()
        if one is None or self.session.read_only:
            return
        held = [item for item, _ in one.skills]
        dialog = PersonDialog(self, self._choices(), one.person, one.pattern, held)
        self._open(dialog, partial(self._save_person, held))

    @Slot()
    def add_absence(self) -> None:
        """Open the form for an absence, of the chosen person to begin with."""
        kinds = self._kinds("A_", PUBLIC_HOLIDAY, VACANCY)
        chosen, today = self.board.chosen_uid(), self.session.today
        dialog = AbsenceDialog(self, self._in_post(), kinds, chosen, today)
        self._open(dialog, self._save_absence)

    @Slot()
    def add_abstraction(self) -> None:
        """Open the form for other work."""
        kinds, today = self._kinds("B_"), self.session.today
        dialog = AbstractionDialog(self, self._in_post(), kinds, "", today)
        self._open(dialog, self._save_abstraction)

    def _open(self, dialog: Form, save: Callable[..., None]) -> None:
        self.form = dialog
        dialog.wanted.connect(save)
        dialog.finished.connect(self._forget_form)
        dialog.open()

    @Slot(int)
    def _forget_form(self, _result: int) -> None:
        self.form = None

    def _choices(self) -> PersonChoices:
        return PersonChoices(
            roles=list(self.words.roles.items()),
            skills=list(self.words.skills.items()),
            full_time=self.words.full_time,
            shows_names=self.session.settings.shows_names,
            today=self.session.today,
        )

    def _in_post(self) -> list[tuple[str, str]]:
        every = self.board.people.values()
        day = self.session.today
        return [
            (one.person.uid, one.person.shown)
            for one in every
            if not has_left(one, day)
        ]

    def _kinds(self, letters: str, *without: str) -> list[tuple[str, str]]:
        return [
            (code, label)
            for code, label in self.words.kinds.items()
            if code.startswith(letters) and code not in without
        ]

    # ---- Writing --------------------------------------------------------------------

    @Slot(object)
    def _save_new_person(self, draft: PersonDraft) -> None:
        from app.store.person import add_person, add_skill, set_pattern

        def act(operation: "Operation") -> None:
            uid = add_person(operation, draft.person)
            set_pattern(operation, replace(draft.pattern, person=uid))
            for skill in draft.skills:
                add_skill(operation, replace(skill, person=uid))

        name = draft.person.name.strip()
        if self._write("add person", act, f"{name} added"):
            self._choose_called(name)

    def _save_person(self, held: Sequence[SkillHeld], draft: PersonDraft) -> None:
        from app.store import person as people

        today, kept = self.session.today, {skill.uid for skill in draft.skills}
        shown = {skill.skill: skill for skill in held}

        def act(operation: "Operation") -> None:
            people.change_person(operation, draft.person, on=today)
            if draft.is_new_pattern:
                people.set_pattern(operation, draft.pattern)
            for gone in shown.values():
                if gone.uid not in kept:
                    people.remove_skill(operation, gone.uid, on=today)
            for skill in draft.skills:
                if skill.uid:
                    people.change_skill(operation, skill, on=today)
                else:
                    people.add_skill(operation, skill)

        self._write("change person", act, f"{draft.person.name.strip()} changed")

    @Slot(object)
    def _save_absence(self, absence: Absence) -> None:
        from app.store.absence import add_absence

        name = self.words.people.get(absence.person, "")
        self._write(
            "add absence",
            lambda operation: add_absence(operation, absence),
            f"Absence of {name} added",
            lambda uid: self.remove_absence(replace(absence, uid=str(uid))),
        )

    @Slot(object)
    def remove_absence(self, absence: Absence) -> None:
        """Take an absence away; the toast offers to put it back."""
        from app.store.absence import remove_absence

        today, name = self.session.today, self.words.people.get(absence.person, "")
        self._write(
            "remove absence",
            lambda operation: remove_absence(operation, absence.uid, on=today),
            f"Absence of {name} removed",
            lambda _: self._save_absence(absence),
        )

    @Slot(object)
    def _save_abstraction(self, item: Abstraction) -> None:
        from app.store.absence import add_abstraction

        self._write(
            "add abstraction",
            lambda operation: add_abstraction(operation, item),
            "Other work added",
            lambda uid: self.remove_abstraction(replace(item, uid=str(uid))),
        )

    @Slot(object)
    def remove_abstraction(self, item: Abstraction) -> None:
        """Take other work away; the toast offers to put it back."""
        from app.store.absence import remove_abstraction

        today = self.session.today
        self._write(
            "remove abstraction",
            lambda operation: remove_abstraction(operation, item.uid, on=today),
            "Other work removed",
            lambda _: self._save_abstraction(item),
        )

    def _write(
        self,
        kind: str,
        act: Act,
        told: str,
        take_back: Callable[[object], None] | None = None,
    ) -> bool:
        """Write one operation; tell it, or say in the form what is against it."""
        from app.store.event import write

        session = self.session
        try:
            with write(
                session.store, who=session.who, why="", kind=kind, at=session.now()
            ) as operation:
                outcome = act(operation)
        except AppError as error:
            self._refuse(error)
            return False
        self._finish(told, partial(take_back, outcome) if take_back else None)
        return True

    def _refuse(self, error: AppError) -> None:
        if self.form is not None:
            self.form.show_error(error)
        else:
            show_error(self, error)

    def _finish(self, told: str, undo: Callable[[], None] | None) -> None:
        if self.form is not None:
            self.form.accept()
        self.refresh()
        self.session.refresh()
        self.changed.emit()
        self.toast_wanted.emit(told, undo)

    def _choose_called(self, name: str) -> None:
        for one in self.board.people.values():
            if one.person.name == name:
                self.board.choose(one.person.uid)
