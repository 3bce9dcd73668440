"""The page of the queue as it acts: forms, refusals, and what was done."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Slot

from app.errors import AppError
from app.planning.allocation import is_exposed_work
from app.planning.queue import Ranked
from app.reports.facts import Facts
from app.reports.report import Report
from app.wellbeing.guard import NO_CAUTIONS, Cautions
from ui.alerts import show_error
from ui.controls.caution import CautionDialog
from ui.controls.form import Form
from ui.controls.refused import RefusedDialog
from ui.queue.board import Board
from ui.session import Session

PAST = "The queue is that of the present day; go back to today to change it."
MOST_AT_ONCE = 500
"""Requests that a form looks at, one by one, at the most."""
READ_ONLY = "The store is open for reading only."


class Refused(Protocol):
    """A request for which something was refused."""

    @property
    def reference(self) -> str:
        """Its number."""

    @property
    def message(self) -> str:
        """Why, a sentence."""

    @property
    def remedy(self) -> str:
        """What to do about it."""


class Outcome(Protocol):
    """What became of something done to many requests."""

    @property
    def done(self) -> Sequence[str]:
        """References of those that it was done to."""

    @property
    def refused(self) -> Sequence[Refused]:
        """The others."""

    @property
    def operation(self) -> str:
        """Uid of the operation; empty when nothing was done."""


class ActingBoard(Board):
    """Does what it is given to do, and tells it; nothing here knows what it is."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form: Form | RefusedDialog | None = None
        self.facts: Facts | None = None

    @property
    def day(self) -> date:
        """The present day of the unit: the queue is always that of now."""
        return self.session.day

    @property
    def why_not(self) -> str:
        """Why nothing may be changed; empty if it may."""
        if self.session.read_only:
            return READ_ONLY
        return PAST if self.session.as_at < self.day else ""

    def do(
        self,
        act: Callable[..., Outcome],
        uids: Sequence[str],
        told: str,
        *,
        is_partial: bool = False,
    ) -> None:
        """Do something to many requests as one operation."""
        session = self.session
        try:
            outcome = act(
                session.store, uids,
                who=session.who, at=session.now(), only_possible=is_partial,
            )  # fmt: skip
        except AppError as error:
            self.refuse(error)
            return
        self.close_form()
        if outcome.operation:
            self.finish(
                f"{requests_text(len(outcome.done))} {told}", [outcome.operation]
            )
        elif outcome.refused:
            go_on = partial(self.do, act, uids, told, is_partial=True)
            self._tell_refused(outcome, len(uids), go_on)

    def _tell_refused(
        self, outcome: Outcome, count: int, go_on: Callable[[], None]
    ) -> None:
        """Say which of ``count`` requests refuse, and offer the others."""
        refusals = [
            (one.reference, f"{one.message} {one.remedy}".rstrip())
            for one in outcome.refused
        ]
        dialog = RefusedDialog(self, refusals, count - len(refusals))
        dialog.wanted.connect(go_on)
        self.form = dialog
        dialog.finished.connect(self._forget_form)
        dialog.open()

    def pause_for(
        self, person: str, rows: Sequence[Ranked], go_on: Callable[[], None]
    ) -> None:
        """Go on, or first say what speaks against giving exposed work to somebody."""
        reasons = self.cautions(rows).get(person, ())
        if not reasons:
            go_on()
            return
        dialog = CautionDialog(self, person, self.name_of(person), reasons)
        self.open(dialog, lambda _: go_on())

    def cautions(self, rows: Sequence[Ranked]) -> Cautions:
        """Return why to pause before giving rows to people, by uid."""
        is_exposed = self.content is not None and any(map(is_exposed_work, rows))
        if self.content is None or not is_exposed:
            return NO_CAUTIONS
        return self.content.queue.cautions

    def do_each(
        self,
        together: Callable[..., AbstractContextManager[None]],
        rows: Sequence[Ranked],
        act: Callable[..., str],
        told: str,
    ) -> None:
        """Do something to each request as it was seen, all together or not at all."""
        session, done = self.session, list[str]()
        try:
            with together(session.store):
                for row in rows:
                    about = {"who": session.who, "at": session.now(), "on": self.day}
                    seen = row.waiting.version
                    done.append(
                        act(session.store, row.waiting.uid, version=seen, **about)
                    )
        except AppError as error:
            self.refuse(error)
            return
        self.close_form()
        if done:
            self.finish(f"{requests_text(len(done))} {told}", done)

    def refuse_too_many(self, uids: Sequence[str]) -> bool:
        """Say that fewer are to be selected, where a form is asked for too many."""
        if len(uids) > MOST_AT_ONCE:
            error = AppError(
                f"{len(uids):,} requests are selected.",
                remedy=f"Select at most {MOST_AT_ONCE:,} to change them in a form.",
            )
            show_error(self, error)
        return len(uids) > MOST_AT_ONCE

    # ---- Forms and what was done ----------------------------------------------------

    def open(self, dialog: Form, save: Callable[..., None]) -> None:
        """Open a form; ``save`` takes what it says."""
        self.form = dialog
        dialog.wanted.connect(save)
        dialog.finished.connect(self._forget_form)
        dialog.open()

    @Slot(int)
    def _forget_form(self, _result: int) -> None:
        self.form = None

    def close_form(self) -> None:
        """Close the form that is open: what it said was saved."""
        if self.form is not None:
            self.form.accept()

    def refuse(self, error: AppError) -> None:
        """Say what is against it: in the form while one is open."""
        if isinstance(self.form, Form):
            self.form.show_error(error)
        else:
            show_error(self, error)

    def finish(self, words: str, operations: Sequence[str]) -> None:
        """Tell what was done in one or more operations, which Undo takes back."""
        for operation in operations[:-1]:
            self.session.remember(words, operation)
        self.tell_done(words, operations[-1])

    @Slot(object)
    def choose_pdf(self, report: Report) -> None:
        """Ask where to save a report."""
        name = f"{report.kind}-{report.as_at:%Y-%m-%d}.pdf"
        self.ask_file("Save the list", "PDF (*.pdf)", name, partial(self.write, report))

    def write(self, report: Report, path: Path) -> None:
        """Write a report to a file, or say why that cannot be."""
        from ui.printing.output import write_report

        try:
            write_report(report, path)
        except AppError as error:
            show_error(self, error)
        else:
            self.toast_wanted.emit(f"Saved {path.name}", None)

    # ---- Words ----------------------------------------------------------------------

    def days_to_limit(self) -> dict[str, int]:
        """Return days to the governing limit of those that have one, by uid."""
        ranked = self.content.queue.ranked if self.content else ()
        return {
            row.waiting.uid: (row.limit_on - self.day).days
            for row in ranked
            if row.limit_on
        }

    def terms(self, name: str) -> list[tuple[str, str]]:
        """Return the codes of a list with their labels."""
        return list(self.facts.names(name).items()) if self.facts else []

    def name_of(self, person: str) -> str:
        """Return what a person is called."""
        return self.table.sight.person(person)


def requests_text(count: int) -> str:
    """Return a count of requests in words."""
    return "1 request" if count == 1 else f"{count:,} requests"
