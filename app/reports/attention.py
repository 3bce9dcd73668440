"""What needs the manager's attention: each line with what can be done about it."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import NO_DAY, Ledger
from app.casework.request import POSITION, Status
from app.casework.working_time import day_number, end_of_day
from app.measures.age import oldest_open, over_age
from app.measures.backlog import Backlog, waiting_at
from app.measures.limits import NEAR, Limits, Risk, without_cause
from app.measures.stays import Rows, status_at
from app.reports.attention_line import Attention, Subject
from app.reports.attention_people import endings, people, skills
from app.reports.attention_skills import lapses
from app.reports.chart import number_text
from app.reports.facts import Facts, limits_of_facts
from app.reports.report import Tone
from app.rules.clock import PLANNING_AID

LONG_HOLD = 28
"""Days on hold after which the hold should be chased."""
WEEK = 7
"""Days within which the queue counts what must start."""
MANY = 0.05
"""Share of requests without an estimate that is worth a line."""


def attention(
    facts: Facts, *, rejected: int = 0, overdue: int = 0
) -> tuple[Attention, ...]:
    """Return the lines, the most serious first.

    Args:
        facts: What is known.
        rejected: Rows of imports that were rejected and not yet mended.
        overdue: Welfare contacts that are overdue: a number and no names.
    """
    lines = [
        *limits(facts),
        *skills(facts),
        *targets(facts),
        *ages(facts),
        *people(facts, overdue=overdue),
        *lapses(facts),
        *endings(facts),
        *records(facts, rejected),
    ]
    return tuple(sorted(lines, key=lambda line: line.tone is not Tone.BAD))


def targets(facts: Facts) -> Iterator[Attention]:
    """Yield what has passed its target."""
    ledger, today = facts.ledger, day_number(facts.as_at)
    rows = waiting_at(ledger, Backlog.B3, end_of_day(facts.as_at))
    late_rows = rows[within(ledger.target[rows], NO_DAY + 1, today)]
    if len(late_rows):
        yield Attention(
            title=f"{len(late_rows):,} past their target day",
            detail=f"{len(late_rows) / len(rows):.0%} of open requests",
            tone=Tone.BAD,
            subject=Subject.DATE,
            action="Review",
            rows=late_rows,
        )


def limits(facts: Facts) -> Iterator[Attention]:
    """Yield what is late for a limit of the law or of the prosecutor (M20, M21)."""
    found = limits_of_facts(facts)
    missed = without_cause(facts.ledger, found.rows_at(Risk.MISSED))
    late, soon = found.late_rows, found.soon_rows(NEAR)
    slow = found.rows_at(Risk.RED, is_started=True)
    more = "more " if len(late) else ""
    week = f"; {len(found.soon_rows(WEEK)):,} of them within {WEEK} days"
    for rows, words, also, tone in (
        (missed, "past a limit, without a cause recorded", "", Tone.BAD),
        (late, "past the latest safe start and not started", None, Tone.BAD),
        (slow, "in work and expected after the limit", None, Tone.BAD),
        (soon, f"{more}must start within {NEAR} days", week, Tone.WATCH),
    ):
        if len(rows):
            yield Attention(
                title=f"{len(rows):,} {words}",
                detail=PLANNING_AID + (nearest(found, rows) if also is None else also),
                tone=tone,
                subject=Subject.DATE,
                action="Review",
                rows=rows,
            )


def nearest(found: Limits, rows: Rows) -> str:
    """Return in how many days the first limit of some requests is, as more words."""
    left = found.left[rows]
    if np.isnan(left).all():
        return ""
    days = int(np.nanmin(left))
    words = "today" if days == 0 else f"in {days:,} day" + ("" if days == 1 else "s")
    return f"; the nearest limit is {words}"


def ages(facts: Facts) -> Iterator[Attention]:
    """Yield the over-age requests, and those long on hold."""
    ledger, as_at = facts.ledger, facts.as_at
    limit = facts.settings.over_age
    old = over_age(ledger, as_at, threshold=limit)
    if old.value:
        names = facts.names("offence_category")
        oldest = oldest_open(ledger, as_at, offences=names)
        yield Attention(
            title=f"{number_text(old.value)} open for more than {limit} days",
            detail=f"oldest {number_text(oldest.value or 0)} days, {oldest.note}",
            tone=Tone.BAD,
            subject=Subject.AGE,
            action="Review",
            rows=old.rows,
        )
    held = long_held(ledger, as_at)
    if len(held):
        yield Attention(
            title=f"{len(held):,} on hold for more than {LONG_HOLD} days",
            detail="ask what they wait for",
            tone=Tone.WATCH,
            subject=Subject.AGE,
            action="Chase",
            rows=held,
        )


def records(facts: Facts, rejected: int) -> Iterator[Attention]:
    """Yield rejected rows of imports, and open requests without an estimate."""
    if rejected:
        yield Attention(
            title=f"{rejected:,} imported rows held back",
            detail="each with its reason; correct them and bring them back",
            tone=Tone.WATCH,
            subject=Subject.RECORDS,
            action="Fix",
            room="data",
        )
    ledger = facts.ledger
    rows = waiting_at(ledger, Backlog.B3, end_of_day(facts.as_at))
    bare = rows[np.isnan(ledger.effort[rows])]
    if len(bare) > MANY * len(rows):
        yield Attention(
            title=f"{len(bare):,} open requests have no estimate",
            detail=f"{len(bare) / len(rows):.0%}: the median of their type is used",
            tone=Tone.WATCH,
            subject=Subject.RECORDS,
            action="Review",
            rows=bare,
        )


def long_held(ledger: Ledger, as_at: date) -> Rows:
    """Return the requests that had been on hold for long at the end of a day."""
    held = POSITION[Status.ON_HOLD]
    then, now = (
        status_at(ledger, end_of_day(day)) == held
        for day in (as_at - timedelta(days=LONG_HOLD), as_at)
    )
    return np.flatnonzero(then & now).astype(np.int32)


def within(days: NDArray[np.int32], first: int, end: int) -> NDArray[np.bool_]:
    """Tell which days lie from ``first`` up to but not including ``end``."""
    return (first <= days) & (days < end)
