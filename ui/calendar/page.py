"""Calendar: who is away when, what that leaves, and everything done about it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.capacity.by_week import capacity_by_week
from app.capacity.conflict import (
    AHEAD,
    conflicts_ahead,
    conflicts_of,
    engaged_on,
    overlaps_of,
)
from app.capacity.day_grid import day_grid
from app.casework.working_time import weeks_between
from app.reports.wording import days_text
from app.staffing import absence as acts
from app.staffing.act import Act
from app.store.team import public_holidays, read_team
from app.store.vocabulary import vocabulary
from app.workforce.absence import OTHER_WORK, PART_KINDS, Absence, Abstraction
from app.workforce.team import Team
from ui.calendar.board import Board
from ui.calendar.content import Words, content_of
from ui.calendar.holidays import HolidayDialog, HolidayRow, holiday_rows
from ui.calendar.letters import NOT_ENTERED
from ui.calendar.wording import conflict_text, weekday_text
from ui.controls.absence_dialog import AbsenceChoices, AbsenceDialog, AbsenceDraft
from ui.controls.abstraction_dialog import AbstractionDialog
from ui.controls.button import button
from ui.controls.card import MARGIN
from ui.controls.empty_state import EmptyState
from ui.controls.form import Form
from ui.controls.page_header import PageHeader
from ui.page import Page, Value
from ui.session import Session

BEFORE, AFTER = 4, 3
"""Years before and after that of the day of the page that can be scrolled to."""

USUAL_KIND = "A_LEAVE"
"""Kind that is proposed before any was entered."""


class CalendarPage(Page):
    """Shows the days of everyone; what is entered is written at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.team = Team(people=())
        self.words = Words(as_at=session.as_at)
        self.board = Board()
        self._region, self._last_kind = "", USUAL_KIND
        self.import_button = button("&Import absences…", "import")
        self.add_button = button("&Add absence…", "plus", is_primary=True)
        self.header = PageHeader("Calendar", self.import_button, self.add_button)
        self._empty = EmptyState(
            "Nobody is entered yet",
            "Enter the people of the unit first: their days are shown here then.",
            "Go to People",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(6)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.board.view)
        self._connect()

    def _connect(self) -> None:
        board = self.board
        self.add_button.clicked.connect(self.add_chosen)
        self.import_button.clicked.connect(self._begin_import)
        self._empty.wanted.connect(lambda: self.room_wanted.emit("people"))
        board.view.add_wanted.connect(self.add_absence)
        board.view.change_wanted.connect(self.change_absence)
        board.view.remove_wanted.connect(self.remove_absence)
        board.shown_wanted.connect(self._show_calendar)
        board.filtered.connect(self._show_absences)
        board.region_wanted.connect(self._show_holidays)
        board.absences.add_wanted.connect(self.add_chosen)
        board.absences.opened.connect(self.change_absence)
        board.absences.removed.connect(self.remove_absence)
        board.other_work.add_wanted.connect(self.add_other_work)
        board.other_work.opened.connect(self.change_other_work)
        board.other_work.removed.connect(self.remove_other_work)
        board.add_holiday.clicked.connect(self.add_holiday)
        board.switch_holiday.clicked.connect(self.switch_holiday)
        board.holidays.opened.connect(self.switch_holiday)

    @Slot()
    def _begin_import(self) -> None:
        self.room_wanted.emit("import/absences")

    # ---- Showing --------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the team again and show it as at the day."""
        self.team = read_team(self.session.store)
        self.words = self._read_words(self.team)
        is_allowed, has_people = not self.session.read_only, bool(self.team.people)
        self._stack.setCurrentWidget(self.board if has_people else self._empty)
        self.board.allow(is_allowed)
        for one in (self.add_button, self.import_button):
            one.setEnabled(is_allowed and has_people)
        if not has_people:
            self.header.show_sentence("")
            return
        self._show_calendar()
        self._show_lists()

    def _read_words(self, team: Team) -> Words:
        def labels(name: str) -> dict[str, str]:
            terms = vocabulary(self.session.store, name).terms
            return {term.code: term.label for term in terms}

        return Words(
            as_at=self.session.as_at,
            roles=labels("staff_role"),
            skills=labels("skill"),
            kinds=labels("absence_kind"),
            people=team.names,
        )

    @Slot()
    def _show_calendar(self) -> None:
        team, year = self.team, self.session.as_at.year
        begun = min((person.starts_on.year for person in team.people), default=year)
        first = date(max(begun, year - BEFORE), 1, 1)
        last = date(year + AFTER, 12, 31)
        weeks = weeks_between(first, last)
        grid = day_grid(team, first, last)
        capacity = capacity_by_week(team, weeks, self.session.as_at)
        shown = self.board.shown
        content = content_of(team, grid, capacity, self.words, shown)
        self.board.show_content(content)

    def _show_lists(self) -> None:
        day = self.session.as_at
        ahead = list(conflicts_ahead(self.team, day))
        self.board.show_conflicts(ahead, self.words, AHEAD)
        self._show_absences()
        standing = [
            item
            for item in self.team.abstractions
            if (item.valid_to is None or item.valid_to >= day) and self._is_here(item)
        ]
        self.board.show_other_work(standing, self.words)
        self._show_holidays(self._region)
        self.header.show_sentence(self._sentence(len(ahead)))

    def _is_here(self, item: Abstraction) -> bool:
        """Return whether other work is of everyone or of somebody who has not left."""
        for person in self.team.people:
            if person.uid == item.person:
                return person.ends_on is None or person.ends_on >= self.session.as_at
        return True

    @Slot()
    def _show_absences(self) -> None:
        self.board.show_absences(self.team.absences, self.words)

    @Slot(str)
    def _show_holidays(self, region: str) -> None:
        own = self.session.settings.region
        self._region = region or own
        place = self.board.region.findData(self._region)
        self.board.region.setCurrentIndex(place)
        is_own = self._region == own
        rows = holiday_rows(
            public_holidays(self._region),
            self.team.holidays if is_own else None,
            date(self.session.as_at.year, 1, 1),
        )
        self.board.show_holidays(rows, is_own=is_own)

    def _sentence(self, conflicts: int) -> str:
        content = self.board.view.content
        if content is None:
            return ""
        day, grid = self.session.as_at, content.grid
        week = slice(grid.column(day), grid.column(day) + 7)
        away = int(grid.away[:, week].any(axis=1).sum())
        noun = "conflict" if conflicts == 1 else "conflicts"
        return (
            f"{away:,} people are away on a day of work in the week from"
            f" {weekday_text(day)}; {conflicts:,} {noun} with cover of a skill in the"
            f" next {AHEAD} weeks."
        )

    # ---- Absences -------------------------------------------------------------------

    @Slot()
    def add_chosen(self) -> None:
        """Open the form for the days that are chosen in the calendar."""
        day = self.session.day
        uid, first, last = self.board.view.chosen() or ("", day, day)
        self.add_absence(uid, first, last, "")

    @Slot(str, object, object, str)
    def add_absence(self, uid: str, first: date, last: date, kind: str) -> None:
        """Open the form for a new absence; the last kind if none is given."""
        draft = AbsenceDraft(
            person=uid, kind=kind or self._last_kind, first_on=first, last_on=last
        )
        self._open_absence(draft, self._save_new)

    @Slot(object)
    def change_absence(
        self, absence: Absence, first: date | None = None, last: date | None = None
    ) -> None:
        """Open the form for an absence, with other days if they are given."""
        begin = replace(
            absence,
            first_on=first or absence.first_on,
            last_on=last or absence.last_on,
        )
        self._open_absence(begin, self._save_changed)

    def _open_absence(
        self, begin: AbsenceDraft | Absence, save: Callable[..., object]
    ) -> None:
        if self.session.read_only:
            return
        uid = begin.uid if isinstance(begin, Absence) else ""
        choices = AbsenceChoices(
            people=self._people(begin.person),
            kinds=self._kinds(""),
            warn=partial(self._warnings, instead_of=uid),
        )
        self._open(AbsenceDialog(self, choices, begin), save)

    def _open(self, dialog: Form, save: Callable[..., object]) -> None:
        if self.session.read_only:
            dialog.deleteLater()
            return
        dialog.finished.connect(self._take_focus)
        self.open_form(dialog, save)

    @Slot()
    def _take_focus(self) -> None:
        """Let the keys go on where they were."""
        (self.board.currentWidget() or self.board).setFocus()

    def _people(self, uid: str) -> list[tuple[str, str]]:
        """Return those who have not left, and the person concerned."""
        day = self.session.as_at
        return [
            (one.uid, one.shown)
            for one in self.team.people
            if one.ends_on is None or one.ends_on >= day or one.uid == uid
        ]

    def _kinds(self, letters: str) -> list[tuple[str, str]]:
        return [
            (code, label)
            for code, label in self.words.kinds.items()
            if code.startswith(letters) and code not in NOT_ENTERED
        ]

    def _warnings(
        self, absences: Sequence[Absence], *, instead_of: str = ""
    ) -> list[str]:
        """Return what absences would lead to, in sentences."""
        said = [
            f"Away already {days_text(other.first_on, other.last_on)}"
            f" ({self.words.kind(other)}): the days may not overlap."
            for other in overlaps_of(self.team, absences, instead_of=instead_of)
        ]
        if said:
            return said
        said = [
            f"{self.words.kind(other)} is entered for"
            f" {days_text(other.first_on, other.last_on)}: who goes instead?"
            for other in engaged_on(self.team, absences)
        ]
        absent = [absence.person for absence in absences]
        found = conflicts_of(self.team, absences, instead_of=instead_of)
        return said + [conflict_text(one, self.words, absent) for one in found]

    @Slot(object)
    def _save_new(self, absences: Sequence[Absence]) -> None:
        words = f"{self._called(absences[0])} added"
        if self.carry_out(acts.add_absences, absences, words):
            kind = absences[0].kind  # a part of the hours is rarely meant again
            self._last_kind = USUAL_KIND if kind in PART_KINDS else kind

    @Slot(object)
    def _save_changed(self, absences: Sequence[Absence]) -> None:
        words = f"{self._called(absences[0])} changed"
        self.carry_out(acts.change_absence, absences[0], words)

    @Slot(object)
    def remove_absence(self, absence: Absence) -> None:
        """Take an absence away; the toast and Ctrl+Z put it back."""
        if not self.session.read_only:
            words = f"{self._called(absence)} removed"
            self.carry_out(acts.remove_absences, (absence,), words)

    def _called(self, absence: Absence) -> str:
        name = self.words.people.get(absence.person, "")
        return f"{self.words.kind(absence)} of {name}"

    def carry_out(self, act: Act[Value], value: Value, words: str) -> bool:
        """Do one act, and show what came of it at once."""
        is_done = super().carry_out(act, value, words)
        if is_done:
            self.refresh()
        return is_done

    # ---- Other work -----------------------------------------------------------------

    @Slot()
    def add_other_work(self) -> None:
        """Open the form for time that regularly goes to other work."""
        self._open_other_work(None)

    @Slot(object)
    def change_other_work(self, item: Abstraction) -> None:
        """Open the form for regular other work."""
        self._open_other_work(item)

    def _open_other_work(self, item: Abstraction | None) -> None:
        people = self._people((item.person if item else None) or "")
        kinds, day = self._kinds(OTHER_WORK), self.session.day
        dialog = AbstractionDialog(self, people, kinds, day, item)
        act = acts.change_abstraction if item else acts.add_abstraction
        words = f"Regular other work {'changed' if item else 'added'}"
        self._open(dialog, lambda value: self.carry_out(act, value, words))

    @Slot(object)
    def remove_other_work(self, item: Abstraction) -> None:
        """Take regular other work away; the toast and Ctrl+Z put it back."""
        self.carry_out(acts.remove_abstraction, item, "Regular other work removed")

    # ---- Public holidays ------------------------------------------------------------

    @Slot()
    def add_holiday(self) -> None:
        """Open the form for a holiday of the unit's own."""
        taken = sorted(self.team.holidays.days)
        self._open(HolidayDialog(self, self.session.day, taken), self._save_holiday)

    @Slot()
    def switch_holiday(self) -> None:
        """Take the chosen holiday out, or put it back."""
        row = self.board.holidays.view.chosen()
        is_own = self._region == self.session.settings.region
        if row is not None and is_own and not self.session.read_only:
            self._save_holiday(replace(row, is_free=not row.is_free))

    @Slot(object)
    def _save_holiday(self, row: HolidayRow) -> None:
        change = acts.HolidayChange(day=row.day, name=row.name, is_free=row.is_free)
        verb = "is a public holiday" if row.is_free else "is a day of work"
        self.carry_out(acts.set_holiday, change, f"{weekday_text(row.day)} {verb}")

    def go_find(self) -> None:
        """Put the cursor where the user chooses whom to show."""
        self.board.setCurrentIndex(0)
        self.board.bar.shown.setFocus()
