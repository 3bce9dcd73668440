"""Does what the tab Check asks for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.errors import AppError
from app.progress import Progress
from app.reports.chart import day_text
from app.reports.head_words import LENGTH, head_of, read_head
from app.store import Store
from app.store.about_file import about_file
from app.store.anchor import (
    Anchor,
    ClockStep,
    Match,
    clock_steps,
    match_head,
    read_anchors,
    since_print,
)
from app.store.chain import fingerprint
from app.store.erase import count_erasures
from app.store.verify import Step, Verdict, verify
from ui.alerts import show_error
from ui.background_check import tell_damage
from ui.job import Job
from ui.last_check import found_of, keep_found, last_found
from ui.page import Page
from ui.safety.check_sight import CheckSight, HeadRow, StepRow
from ui.safety.check_tab import CheckTab
from ui.store_work import reading_work


class CheckDesk(QObject):
    """Between the tab and the store."""

    def __init__(self, page: Page, tab: CheckTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        self._is_looking = False
        self.looker, self.job = Job(self), Job(self)
        self.looker.succeeded.connect(tab.show_sight)
        self.looker.finished.connect(self._end_look)
        self.job.progressed.connect(tab.show_progress)
        self.job.succeeded.connect(self._show_verdict)
        self.job.finished.connect(self._end_check)
        for job in (self.looker, self.job):
            job.failed.connect(self._show_failure)
        tab.wanted.connect(self.refresh)
        tab.check_wanted.connect(self.check)
        tab.stop_wanted.connect(self.job.cancel)
        tab.compare_wanted.connect(self.compare)
        page.session.leaving.connect(self._stop)

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date."""
        session = self._page.session
        path = session.path
        self._tab.show_found(last_found(path) if path is not None else None)
        if path is None:
            self._tab.show_sight(sight_of(session.store, facts_of(session.store)))
        elif not self._is_looking:
            self._is_looking = True
            facts = facts_of(session.store)  # of the connection that writes
            self.looker.start(reading_work(session, partial(_look, facts)))

    @Slot()
    def _end_look(self) -> None:
        self._is_looking = False

    @Slot()
    def _stop(self) -> None:
        for job in (self.looker, self.job):
            job.cancel()

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self._page, error)

    # ---- The check ------------------------------------------------------------------

    @Slot()
    def check(self) -> None:
        """Check the store from the first entry of its history."""
        session = self._page.session
        if session.path is None:
            self._show_verdict(verify(session.store))
            return
        self._tab.show_progress(0)
        self.job.start(reading_work(session, verify))

    @Slot(object)
    def _show_verdict(self, verdict: Verdict) -> None:
        session = self._page.session
        found = found_of(verdict, session.now())
        self._tab.show_found(found)
        self._tab.show_steps([_step_row(step) for step in verdict.steps])
        if session.path is not None:
            keep_found(session.path, found)
        if not verdict.is_sound:
            tell_damage(session, verdict.fault)

    @Slot()
    def _end_check(self) -> None:
        self._tab.show_progress(None)
        self.refresh()

    # ---- Heads ----------------------------------------------------------------------

    @Slot(str)
    def compare(self, typed: str) -> None:
        """Say whether a head that was printed matches."""
        try:
            head = read_head(typed)
            found = match_head(self._page.session.store, head.sequence, head.short)
        except AppError as error:
            found = Match(is_match=False, words=f"{error.message} {error.remedy}")
        self._tab.show_answer(found.words, is_match=found.is_match)


def facts_of(store: Store) -> str:
    """Return what the file is and how it is written, in one line."""
    return " · ".join(f"{name} {value}" for name, value in about_file(store))


def _look(facts: str, store: Store, _progress: Progress) -> CheckSight:
    return sight_of(store, facts)


def sight_of(store: Store, facts: str) -> CheckSight:
    """Return what is known of a store without checking it."""
    printed = fingerprint(store)
    head = head_of(printed)
    since = since_print(store)
    return CheckSight(
        present=printed,
        aloud=head.words if head else "",
        since=since[:1].upper() + since[1:],
        heads=tuple(_head_row(anchor) for anchor in read_anchors(store)),
        facts=facts,
        clock=_clock_words(clock_steps(store)),
        erased=_erased_words(count_erasures(store)),
    )


def _head_row(anchor: Anchor) -> HeadRow:
    return HeadRow(
        printed=day_text(anchor.printed_on),
        head=f"{anchor.sequence}-{anchor.head[:LENGTH]}",
        result="Matches" if anchor.is_match else "Does not match",
        document=anchor.document,
    )


def _step_row(step: Step) -> StepRow:
    result = "Sound" if step.is_sound else "Wrong" if step.found else "Not come to"
    return StepRow(name=step.name, result=result, found=step.found)


def _clock_words(steps: Sequence[ClockStep]) -> str:
    if not steps:
        return ""
    times = "once" if len(steps) == 1 else f"{len(steps):,} times"
    last = steps[0]
    return (
        f"The clock of the computer went backwards {times}, last before operation"
        f" {last.operation:,} ({last.kind}): {last.before} to {last.recorded_at}. The"
        " order of the history is by number and is not touched."
    )


def _erased_words(count: int) -> str:
    if not count:
        return ""
    times = "once" if count == 1 else f"{count:,} times"
    return f"Values were lawfully erased {times}; the history shows when and why."
