"""What a decision at the gate needs from the store, and its notice on paper."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFileDialog

from app.casework.register import CaseFile
from app.casework.vocabulary import Vocabulary
from app.conduct.gate import decide, lapse, receive_reply, take_up
from app.conduct.norm import adopt, change
from app.errors import AppError
from app.measures.effort import Proposal, completions, proposals
from app.measures.gate import GateOutcomes, gate_outcomes
from app.measures.period import Period, whole_weeks
from app.rules.effort import Norm
from app.rules.gate import Decision, Verdict
from app.rules.likeness import probe_of
from app.rules.own_hours import Class
from app.store.gate import read_gate_history
from app.store.likeness import find_alike
from app.store.norm import read_completed, read_norms, read_unbegun
from app.store.request import read_request
from app.store.setting import MARKINGS
from app.store.team import read_team
from ui.alerts import show_error
from ui.page import Page
from ui.session import Session

if TYPE_CHECKING:
    from app.reports.report import Report

GATEKEEPING = "SK_GATE"
"""The skill of those who decide."""
WEEKS = 13
"""Weeks over which the work of the gate is shown."""
NO_IDS = np.zeros(0, dtype=np.int64)

DONE: Mapping[Verdict, str] = {
    Verdict.ACCEPT: "accepted",
    Verdict.RETURN: "returned",
    Verdict.REJECT: "rejected",
    Verdict.DIVERT: "diverted to the frontline",
}
"""What was done, by verdict."""


class GateView(Protocol):
    """The panel of the gate, as far as it is worked with here."""

    decided: SignalInstance
    take_up_wanted: SignalInstance
    reply_wanted: SignalInstance
    lapse_wanted: SignalInstance

    def tell_decided(self) -> None:
        """Forget what was typed: it was saved."""

    def show_error(self, error: AppError) -> None:
        """Say what stands against a decision."""


class GateActs(QObject):
    """Does to a request at the gate what the panel wants done."""

    decided = Signal(str)  # uid of the request that was decided

    def __init__(self, page: Page, panel: GateView) -> None:
        super().__init__(page)
        self._page, self._panel = page, panel
        panel.decided.connect(self._decide)
        panel.take_up_wanted.connect(self._take_up)
        panel.reply_wanted.connect(self._receive_reply)
        panel.lapse_wanted.connect(self._lapse)

    def _do(self, act: Callable[..., str], done: str, uid: str, **facts: Any) -> bool:
        """Do something to a request and say so; return whether it was done."""
        session = self._page.session
        try:
            reference = read_request(session.store, uid).reference
            operation = act(
                session.store, uid, who=session.who, at=session.now(), **facts
            )
        except AppError as error:
            self._panel.show_error(error)
            return False
        self._page.tell_done(f"{reference} {done}", operation)
        return True

    @Slot(str, int, object)
    def _decide(self, uid: str, version: int, decision: Decision) -> None:
        done = DONE[decision.verdict]
        if self._do(decide, done, uid, decision=decision, version=version):
            self._panel.tell_decided()
            self.decided.emit(uid)

    @Slot(str, int)
    def _take_up(self, uid: str, version: int) -> None:
        today = self._page.session.day
        self._do(take_up, "taken up", uid, on=today, version=version)

    @Slot(str, int, str)
    def _receive_reply(self, uid: str, version: int, words: str) -> None:
        facts = {"on": self._page.session.day, "words": words, "version": version}
        self._do(receive_reply, "came back", uid, **facts)

    @Slot(str, int)
    def _lapse(self, uid: str, version: int) -> None:
        today = self._page.session.day
        if self._do(lapse, "lapsed", uid, on=today, version=version):
            self.decided.emit(uid)


def deciders(session: Session) -> tuple[str, ...]:
    """Return the names of the people who may decide today."""
    team = session.facts.team if session.facts else read_team(session.store)
    able = {
        held.person
        for held in team.skills
        if held.skill == GATEKEEPING and held.is_current(session.day)
    }
    return tuple(one.shown for one in team.people if one.uid in able)


def others_alike(session: Session, case: CaseFile) -> tuple[str, ...]:
    """Return the references of other requests that may be the same."""
    found = find_alike(session.store, probe_of(case))
    return tuple(one.reference for one in found if one.uid != case.request.uid)


class NormsView(Protocol):
    """The dialog of the norms of effort, as far as it is worked with here."""

    save_wanted: SignalInstance
    adopt_wanted: SignalInstance

    def show_state(
        self,
        norms: Sequence[Norm],
        proposals: Sequence[Proposal],
        finished: Mapping[Class, int],
    ) -> None:
        """Show what the store holds."""

    def show_error(self, error: AppError) -> None:
        """Say what stands against a change."""

    def open(self) -> None:
        """Open the dialog."""


def work_on_norms(page: Page, dialog: NormsView) -> None:
    """Open the norms, and save or adopt what is wanted of them."""
    dialog.save_wanted.connect(partial(_change_norms, page, dialog))
    dialog.adopt_wanted.connect(partial(_adopt_norms, page, dialog))
    _show_norms(page, dialog)
    dialog.open()


def _show_norms(page: Page, dialog: NormsView) -> None:
    store = page.session.store
    norms, completed = read_norms(store), read_completed(store)
    found = proposals(norms, completed, read_unbegun(store))
    dialog.show_state(norms, found, completions(completed))


def _change_norms(page: Page, dialog: NormsView, norms: Sequence[Norm]) -> None:
    act = partial(change, page.session.store, norms)
    _write_norms(page, dialog, act, "Norms changed")


def _adopt_norms(
    page: Page, dialog: NormsView, norms: Sequence[Norm], re_estimates: bool
) -> None:
    act = partial(adopt, page.session.store, norms, re_estimates=re_estimates)
    _write_norms(page, dialog, act, "Norms from own hours adopted")


def _write_norms(
    page: Page, dialog: NormsView, act: Callable[..., str], done: str
) -> None:
    try:
        operation = act(who=page.session.who, at=page.session.now())
    except AppError as error:
        dialog.show_error(error)
        return
    _show_norms(page, dialog)
    page.tell_done(done, operation)


class OutcomesView(Protocol):
    """The dialog of what the gate did, as far as it is worked with here."""

    rows_wanted: SignalInstance

    def open(self) -> None:
        """Open the dialog."""


def show_outcomes(
    page: Page,
    make: Callable[[Page, GateOutcomes, Mapping[str, Vocabulary], Period], Any],
    words: Mapping[str, Vocabulary],
) -> None:
    """Show what the gate did in the last whole weeks; ``make`` makes the dialog."""
    session = page.session
    period = whole_weeks(session.as_at, WEEKS)
    history = read_gate_history(session.store, period.first, period.last)
    ids = session.ledger.ids if session.ledger else NO_IDS
    found = gate_outcomes(history, session.as_at, ids)
    dialog: OutcomesView = make(page, found, words, period)
    dialog.rows_wanted.connect(page.rows_wanted)
    dialog.open()


def preview_notice(page: Page, uid: str) -> None:
    """Show the notice about a request as it prints, or say why there is none."""
    from app.reports.notice import notice
    from ui.printing.preview import PreviewDialog

    session = page.session
    made_at = session.now().astimezone()
    try:
        report = notice(session.store, uid, made_at=made_at, made_by=session.who)
    except AppError as error:
        show_error(page, error)
        return
    own = report.marking
    higher = MARKINGS[MARKINGS.index(own) :] if own in MARKINGS else (own,)
    dialog = PreviewDialog(page, report, higher)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.save_wanted.connect(partial(_ask_where, page))
    dialog.open()


def _ask_where(page: Page, report: "Report") -> None:
    name = f"{report.kind}-{report.as_at:%Y-%m-%d}.pdf"
    dialog = QFileDialog(page, f"Save {report.title}", name, "PDF file (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(partial(_write, page, report))
    dialog.open()


def _write(page: Page, report: "Report", name: str) -> None:
    from ui.printing.output import write_report

    try:
        write_report(report, Path(name))
    except AppError as error:
        show_error(page, error)
    else:
        page.toast_wanted.emit(f"Saved {Path(name).name}", None)
