"""Wellbeing: who carries exposure, and is welfare contact current? Restricted.

Without the passphrase the page shows the group, small numbers hidden, and to an
examiner what is on record of themselves. With it, people one by one. It closes again
when the page is left, after some minutes of nothing, and with the button Lock.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from app.errors import AppError, WelfareError
from ui.alerts import show_error
from ui.job import Job
from ui.session import Session
from ui.store_work import reading_work, writing_work
from ui.wellbeing.board import Board, Seen
from ui.wellbeing.dialogs import (
    ContactDialog,
    ExposureDialog,
    OutcomeDialog,
    RotationDialog,
    ToleranceDialog,
)
from ui.wellbeing.lock_forms import NewPassphrase, PassphraseDialog
from ui.wellbeing.policy_dialog import PolicyDialog
from ui.wellbeing.sight import Entry, Words

if TYPE_CHECKING:
    from app.progress import Progress
    from app.store import Store
    from app.wellbeing.policy import WelfarePolicy
    from app.wellbeing.record import Exposure, Rotation, WelfareContact

DAYS_READ = 400
"""Days of exposure that are read."""


class WellbeingPage(Board):
    """Reads exposure and welfare; every change is written at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._checking, self._setting = Job(self), Job(self)
        self._connect()

    def _connect(self) -> None:
        self.policy_button.clicked.connect(self.change_policy)
        self.phrase_button.clicked.connect(self.set_passphrase)
        self.log_button.clicked.connect(self.log_own)
        self.own.limit_wanted.connect(self.say_limit)
        people = self.people
        people.contact_wanted.connect(self.add_contact)
        people.rotation_wanted.connect(self.add_rotation)
        people.outcomes_wanted.connect(self.tell_outcomes)
        people.exposure_wanted.connect(self.log_theirs)
        people.panel.change_wanted.connect(self._change)
        for panel in (people.panel, self.own):
            panel.remove_wanted.connect(self._remove)
        people.lock.tried.connect(self._check)
        people.lock.setting_wanted.connect(self.set_passphrase)
        self._checking.succeeded.connect(self._take_answer)
        self._checking.failed.connect(self._fail_check)
        self._setting.succeeded.connect(self._take_set)
        self._setting.failed.connect(self._fail_set)

    # ---- Showing --------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read exposure and welfare again and show what may be shown."""
        facts = self.session.facts
        if facts is None:
            self.header.show_sentence("Reading the records…")
            return
        from app.reports.wellbeing_note import group_figures
        from app.store.welfare import read_welfare, request_names, told_requests

        store = self.session.store
        welfare = read_welfare(store, facts.as_at - timedelta(days=DAYS_READ))
        words = Words(
            kinds=facts.words["exposure_kind"],
            contacts=facts.words["welfare_kind"],
            requests=request_names(store),
        )
        figures = group_figures(facts, welfare, told_requests(store))
        self.show_seen(Seen(facts=facts, welfare=welfare, figures=figures, words=words))

    # ---- The lock -------------------------------------------------------------------

    @Slot(str)
    def _check(self, typed: str) -> None:
        self._checking.start(reading_work(self.session, partial(_is_right, typed)))

    @Slot(object)
    def _take_answer(self, is_right: bool) -> None:
        self.people.lock.tell(is_right=is_right)
        if is_right and self.isVisible():
            self.unlock()

    @Slot(Exception)
    def _fail_check(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.people.lock.fail(error)
        else:
            self.people.lock.fail(AppError("The passphrase could not be checked."))
            show_error(self, error)

    @Slot()
    def set_passphrase(self) -> None:
        """Ask for a new passphrase."""
        is_set = bool(self.session.settings.welfare_lock)
        self.open_form(PassphraseDialog(self, is_set=is_set), self._set)

    def _set(self, typed: NewPassphrase) -> None:
        if isinstance(self.opened, PassphraseDialog):
            self.opened.wait(is_busy=True)
        session = self.session
        work = partial(_keep, typed, session.who, session.now())
        self._setting.start(writing_work(session, work))

    @Slot(object)
    def _take_set(self, _: object) -> None:
        if self.opened is not None:
            self.opened.accept()
        self.toast_wanted.emit("Passphrase set", None)
        self.session.refresh()
        if self.isVisible() and not self.people.is_open:
            self.unlock()

    @Slot(Exception)
    def _fail_set(self, error: Exception) -> None:
        if isinstance(self.opened, PassphraseDialog):
            self.opened.wait(is_busy=False)
        if self.opened is not None and isinstance(error, AppError):
            self.opened.show_error(error)
        else:
            show_error(self, error)

    # ---- Recording ------------------------------------------------------------------

    def _kinds(self, name: str) -> list[tuple[str, str]]:
        if self.seen is None:
            return []
        terms = self.seen.facts.words[name].valid_on(self.session.day)
        return [(term.code, term.label) for term in terms]

    @Slot()
    def log_own(self) -> None:
        """Ask for exposure of the user."""
        if (person := self.own_person()) is not None:
            self._ask_exposure(person.uid)

    @Slot()
    def log_theirs(self) -> None:
        """Ask for exposure of the person chosen."""
        if uid := self.people.person():
            self._ask_exposure(uid)

    def _ask_exposure(self, uid: str) -> None:
        kinds, today = self._kinds("exposure_kind"), self.session.day
        self.open_form(ExposureDialog(self, uid, kinds, today), self._log)

    def _log(self, exposure: "Exposure") -> None:
        from app.staffing.welfare import log_exposure
        from app.store.request import find_request

        reference = exposure.request
        found = find_request(self.session.store, reference) if reference else None
        if reference and found is None and self.opened is not None:
            error = WelfareError(
                f"There is no request {reference[:60]}.",
                remedy="Correct the reference, or leave it empty.",
            )
            self.opened.show_error(error)
            return
        made = replace(exposure, request=found.uid if found else "")
        self.carry_out(log_exposure, made, "Exposure logged")

    @Slot()
    def say_limit(self) -> None:
        """Ask what the user can bear."""
        person = self.own_person()
        if person is None or self.seen is None:
            return
        now = self.seen.welfare.own_limit(person.uid, self.session.day)
        dialog = ToleranceDialog(self, person.uid, self.session.day, now)
        from app.staffing.welfare import say_tolerance

        save = partial(self.carry_out, say_tolerance, words="Own limit recorded")
        self.open_form(dialog, save)

    @Slot()
    def add_contact(self) -> None:
        """Ask for a contact or screening of the person chosen."""
        from app.staffing.welfare import record_contact

        kinds, today = self._kinds("welfare_kind"), self.session.day
        dialog = ContactDialog(self, self.people.person(), kinds, today)
        save = partial(self.carry_out, record_contact, words="Welfare entry recorded")
        self.open_form(dialog, save)

    @Slot()
    def add_rotation(self) -> None:
        """Ask for a rotation of the person chosen."""
        from app.staffing.welfare import begin_rotation

        dialog = RotationDialog(self, self.people.person(), self.session.day)
        save = partial(self.carry_out, begin_rotation, words="Rotation recorded")
        self.open_form(dialog, save)

    @Slot()
    def tell_outcomes(self) -> None:
        """Ask of which closed cases examiners were told the end."""
        from app.staffing.welfare import tell_outcomes
        from app.store.welfare import closed_requests

        if self.seen is None:
            return
        facts, store = self.seen.facts, self.session.store
        ids = facts.ledger.ids[self.seen.figures.untold].tolist()
        cases, names = closed_requests(store, ids), facts.team.names
        dialog = OutcomeDialog(
            self, cases, names, self.people.person(), self.session.day
        )
        save = partial(self.carry_out, tell_outcomes, words="Outcomes recorded")
        self.open_form(dialog, save)

    @Slot()
    def change_policy(self) -> None:
        """Ask for local policy."""
        from app.staffing.welfare import set_policy

        policy: WelfarePolicy = self.session.settings.welfare_policy
        save = partial(self.carry_out, set_policy, words="Local policy saved")
        self.open_form(PolicyDialog(self, policy), save)

    @Slot(object)
    def _change(self, entry: Entry) -> None:
        """Ask how an entry is to be changed."""
        from app.staffing import welfare as acts

        person, today = self.people.person(), self.session.day
        if entry.subject == "rotation":
            rotation: Rotation = entry.value  # type: ignore[assignment]
            save = partial(
                self.carry_out, acts.change_rotation, words="Rotation changed"
            )
            self.open_form(RotationDialog(self, person, today, rotation), save)
        elif entry.subject == "welfare_contact":
            contact: WelfareContact = entry.value  # type: ignore[assignment]
            kinds = self._kinds("welfare_kind")
            dialog = ContactDialog(self, person, kinds, today, contact)
            told = "Welfare entry changed"
            self.open_form(
                dialog, partial(self.carry_out, acts.change_contact, words=told)
            )

    @Slot(object)
    def _remove(self, entry: Entry) -> None:
        from app.staffing.welfare import remove_record

        what = (entry.subject, entry.uid)
        self.carry_out(remove_record, what, "Wellbeing entry removed")

    # ---- Paper ----------------------------------------------------------------------

    @Slot()
    def print_page(self) -> None:
        """Open the preview of the wellbeing note, from which it is printed."""
        from app.reports.wellbeing_note import note_of
        from app.store.setting import MARKINGS
        from ui.printing.preview import PreviewDialog

        if self.seen is None:
            return
        session, seen = self.session, self.seen
        report = note_of(
            seen.facts, seen.figures, made_at=session.now(), made_by=session.who
        )
        own = report.marking
        higher = MARKINGS[MARKINGS.index(own) :] if own in MARKINGS else (own,)
        dialog = PreviewDialog(self, report, higher)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self.choose_pdf)
        dialog.open()

    def stop_work(self) -> None:
        self.lock()
        self._checking.cancel()


def _is_right(typed: str, store: "Store", _: "Progress") -> bool:
    from app.staffing.welfare_lock import check_passphrase

    return check_passphrase(store, typed)


def _keep(
    typed: NewPassphrase, who: str, at: datetime, store: "Store", _: "Progress"
) -> None:
    from app.staffing.welfare_lock import set_passphrase

    set_passphrase(store, typed.new, old=typed.old, who=who, at=at)
