"""The few counts that the rail and the status bar share, made once for each change."""

from dataclasses import dataclass, replace
from datetime import date

from app.measures.age import over_age
from app.measures.backlog import Backlog, open_requests
from app.reports.chart import day_text
from app.store import Store
from app.store.imports import PastImport, past_imports
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What rail and status bar show.

    Attributes:
        outstanding: Requests in the outstanding backlog (B3).
        recorded: Requests ever recorded.
        over_age: Requests over the unit's age limit.
        at_gate: Requests that await assessment (B1).
        rejected: Rows of the last import that were rejected.
        last_import: The last import in a few words; empty if there was none.
    """

    outstanding: int
    recorded: int
    over_age: int
    at_gate: int = 0
    rejected: int = 0
    last_import: str = ""

    @property
    def sentence(self) -> str:
        """The counts for the status bar."""
        return f"{self.outstanding:,} open, {self.recorded:,} in all"


def count_all(session: Session) -> Counts:
    """Return the counts as at the session's day; the ledger must have been read."""
    ledger, as_at = session.ledger, session.as_at
    if ledger is None:
        return Counts(outstanding=0, recorded=0, over_age=0)
    old = over_age(ledger, as_at, threshold=session.settings.over_age)
    last = last_import(session.store)
    return Counts(
        outstanding=int(open_requests(ledger, Backlog.B3, as_at).value or 0),
        recorded=ledger.requests,
        over_age=int(old.value or 0),
        at_gate=int(open_requests(ledger, Backlog.B1, as_at).value or 0),
        rejected=last.rejected if last else 0,
        last_import=import_sentence(last) if last else "",
    )


def contacts_due(session: Session) -> int:
    """Return how many exposed people's welfare contact is overdue; never whose."""
    if (facts := session.facts) is None:
        return 0
    from app.store.welfare import read_contacts, read_guard
    from app.wellbeing.currency import welfare_of
    from app.wellbeing.welfare import exposed_people

    as_at, policy = facts.as_at, facts.settings.welfare_policy
    welfare = replace(
        read_guard(session.store, as_at),
        contacts=read_contacts(session.store),
        screenings=frozenset(
            term.code
            for term in facts.words["welfare_kind"].terms
            if term.value("is_screening") == "yes"
        ),
    )
    exposed = exposed_people(welfare, facts.team, as_at)
    contacts = [welfare_of(welfare, policy, one, as_at).contact for one in exposed]
    return sum(one.is_judged and not one.is_current for one in contacts)


def last_import(store: Store) -> PastImport | None:
    """Return the last import that still stands, or None."""
    standing = (each for each in past_imports(store) if each.undone_by is None)
    return next(standing, None)


def import_sentence(last: PastImport) -> str:
    """Return an import in a few words for the status bar."""
    day = date.fromisoformat(last.recorded_at[:10])
    return f"Last import {day_text(day)}, {last.taken:,} rows"
