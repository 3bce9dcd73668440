"""The page of wellbeing as it is laid out: what it shows, opens and closes."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout

from app.errors import AppError
from app.reports.chart import day_text
from ui.alerts import show_error
from ui.controls.button import button
from ui.controls.card import MARGIN
from ui.controls.idle import Idle
from ui.controls.page_header import PageHeader
from ui.controls.scrolled import scrolled
from ui.page import Page
from ui.session import Session
from ui.wellbeing.group_tab import GroupTab
from ui.wellbeing.own_tab import OwnTab
from ui.wellbeing.people_tab import PeopleTab
from ui.wellbeing.sight import PersonSight, Words, own_people, person_sight

if TYPE_CHECKING:
    from app.reports.facts import Facts
    from app.reports.report import Report
    from app.reports.wellbeing_note import GroupFigures
    from app.wellbeing.welfare import Welfare
    from app.workforce.examiner import Person

IDLE = 5 * 60 * 1000
"""Milliseconds of nothing after which the view by person closes."""

PAST = "Wellbeing is recorded on the present day; go back to today to record."
READ_ONLY = "The store is open for reading only."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the page was shown last.

    Attributes:
        facts: What the store holds.
        welfare: What it holds of exposure and welfare.
        figures: The group.
        words: What the codes are called.
    """

    facts: "Facts"
    welfare: "Welfare"
    figures: "GroupFigures"
    words: Words

    def sight_of(self, person: "Person") -> PersonSight:
        """Return what is shown of one person."""
        policy = self.facts.settings.welfare_policy
        return person_sight(self.welfare, policy, person, self.facts.as_at, self.words)


class Board(Page):
    """Shows the group and the user's own; people one by one only while it is open."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.seen: Seen | None = None
        self.note_button = button("&Print note…", "reports")
        self.policy_button = button("Local polic&y…", "edit")
        self.phrase_button = button("Pa&ssphrase…", "edit")
        self.lock_button = button("Loc&k", "close")
        self.log_button = button("Log e&xposure…", "plus", is_primary=True)
        self._manager = self.policy_button, self.phrase_button, self.lock_button
        self.header = PageHeader(
            "Wellbeing", *self._manager, self.note_button, self.log_button
        )
        self.group, self.own, self.people = GroupTab(), OwnTab(session.who), PeopleTab()
        self.tabs = QTabWidget()
        self.idle = Idle(self, IDLE)
        self._build()
        self.note_button.clicked.connect(self.print_page)
        self.lock_button.clicked.connect(self._lock_now)
        self.idle.passed.connect(self.lock)
        self.group.untold_wanted.connect(self._show_untold)
        self.people.chosen.connect(self._show_person)
        self.lock()

    def _build(self) -> None:
        self.tabs.setAccessibleName("Views of wellbeing")
        for tab, title in (
            (self.group, "&Group"),
            (self.own, "My &own"),
            (self.people, "&By person"),
        ):
            self.tabs.addTab(scrolled(tab), title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    @property
    def why_not(self) -> str:
        """Why nothing may be recorded; empty if it may."""
        if self.session.read_only:
            return READ_ONLY
        return PAST if self.session.as_at < self.session.day else ""

    def show_seen(self, seen: Seen) -> None:
        """Show what was read, as far as it may be shown now."""
        self.seen = seen
        self.group.show_figures(seen.figures)
        self._show_own()
        if self.people.is_open:
            self._show_people()
        self.header.show_sentence(_sentence(seen.figures))
        self._allow()

    def _allow(self) -> None:
        is_allowed = not self.why_not
        self.own.allow(is_allowed=is_allowed)
        self.people.allow(is_allowed=is_allowed)
        is_known = self.own_person() is not None
        self.log_button.setVisible(is_known)
        for one in (self.log_button, self.policy_button, self.phrase_button):
            one.setEnabled(is_allowed)
            one.setToolTip(self.why_not)
        is_set = bool(self.session.settings.welfare_lock)
        self.people.lock.show_state(is_set=is_set, may_set=is_allowed)

    def own_person(self) -> "Person | None":
        """Return the person whose account is that of the user, if it is one alone."""
        if self.seen is None:
            return None
        facts, account = self.seen.facts, self.session.who
        found = own_people(facts.team, account, facts.as_at)
        return found[0] if len(found) == 1 else None

    def _show_own(self) -> None:
        person, seen = self.own_person(), self.seen
        if seen is None or person is None:
            self.own.show_sight(None)
        else:
            self.own.show_sight(seen.sight_of(person))

    def _show_people(self) -> None:
        if self.seen is not None:
            standings = self.seen.figures.group.standings
            self.people.show_people([one.person for one in standings])
            self._show_person(self.people.person())

    @Slot(str)
    def _show_person(self, uid: str) -> None:
        if self.seen is None or not self.people.is_open:
            return
        everyone = self.seen.facts.team.people
        found = next((one for one in everyone if one.uid == uid), None)
        if found is not None:
            self.people.show_sight(self.seen.sight_of(found))

    @Slot()
    def _show_untold(self) -> None:
        if self.seen is not None:
            title = "Closed cases of child abuse of which nobody was told"
            self.rows_wanted.emit(self.seen.figures.untold, title)

    @Slot()
    def lock(self) -> None:
        """Close the view by person and forget what it showed."""
        self.idle.stop()
        self.people.close_up()
        if self.opened is not None:
            self.opened.reject()
        for one in self._manager:
            one.setVisible(False)

    @Slot()
    def _lock_now(self) -> None:
        """Lock, with the keys where the passphrase is typed, not on the next button."""
        self.lock()
        self.people.lock.setFocus()

    def unlock(self) -> None:
        """Open the view by person until the page is left or nothing happens."""
        self.idle.start()
        self._show_people()
        for one in self._manager:
            one.setVisible(True)
        self.people.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self.lock()
        super().hideEvent(event)

    @Slot(object)
    def choose_pdf(self, report: "Report") -> None:
        """Ask where to save the note."""
        name = f"{report.kind}-{report.as_at:%Y-%m-%d}.pdf"
        dialog = QFileDialog(self, "Save the note", name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._write, report))
        dialog.open()

    def _write(self, report: "Report", name: str) -> None:
        from ui.printing.output import write_report

        try:
            write_report(report, Path(name))
        except AppError as error:
            show_error(self, error)
        else:
            self.toast_wanted.emit(f"Saved {Path(name).name}", None)


def _sentence(figures: "GroupFigures") -> str:
    from app.reports.wellbeing_note import headlines

    people = headlines(figures).figures[0].value
    note = figures.group.hours.note
    words = f"Restricted. Exposed people: {people}; at {day_text(figures.group.as_at)}."
    return f"{words} {note}".rstrip()
