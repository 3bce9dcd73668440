"""Charts of what waits: its course by week, and its age by priority."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from app.casework.ledger import Ledger
from app.casework.working_time import local_day, monday_of
from app.measures.age import AGE_BANDS, AgeTable, age_bands
from app.measures.backlog import Backlog, weekly_backlog
from app.reports.chart import (
    AGE_ROLES,
    Kind,
    Role,
    Segment,
    Series,
    StackedBars,
    TimeChart,
    number_text,
)

PAST = 104
"""Weeks of history shown."""

PRIORITY_NAMES = {
    "P1": "P1 Immediate",
    "P2": "P2 Urgent",
    "P3": "P3 Standard",
    "P4": "P4 Routine",
}
"""Names of the bars; a priority that was never decided keeps its own words."""


def backlog_history(ledger: Ledger, as_at: date, *, past: int = PAST) -> TimeChart:
    """Return the outstanding requests (B3) by week, and those awaiting start (B2)."""
    first = monday_of(as_at) - timedelta(weeks=past)
    everything = weekly_backlog(ledger, Backlog.B3, first, as_at)
    awaiting = weekly_backlog(ledger, Backlog.B2, first, as_at)
    values = tuple(map(float, everything.values))
    waiting = tuple(map(float, awaiting.values))
    return TimeChart(
        title="Backlog",
        unit="Open requests at the end of each week",
        days=everything.mondays,
        series=(
            Series(
                name="Awaiting start (B2)",
                kind=Kind.LINE,
                role=Role.NEUTRAL,
                values=waiting,
                label=number_text(waiting[-1]),
            ),
            Series(
                name="Outstanding (B3)",
                kind=Kind.LINE,
                role=Role.BACKLOG,
                values=values,
                label=number_text(values[-1]),
            ),
        ),
        description=course_sentence(values),
    )


def whole_history(ledger: Ledger, as_at: date) -> TimeChart:
    """Return the backlog by week from the first request on, as ``backlog_history``."""
    earliest = local_day(int(ledger.entered.min())) if len(ledger.entered) else as_at
    weeks = max((as_at - earliest).days // 7, 1)
    return backlog_history(ledger, as_at, past=weeks)


def course_sentence(values: Sequence[float]) -> str:
    """Say where the backlog stands, and how that compares with a year before."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return "Nothing is known of the backlog."
    now = f"{number_text(known[-1])} requests are outstanding"
    if len(known) <= 52:
        return f"{now}."
    change = known[-1] - known[-53]
    word = "more" if change >= 0 else "fewer"
    return f"{now}, {number_text(abs(change))} {word} than a year before."


def open_by_priority_and_age(ledger: Ledger, as_at: date) -> StackedBars:
    """Return the outstanding requests by priority and by age since receipt (M04)."""
    return bars_of(age_bands(ledger, as_at))


def bars_of(table: AgeTable) -> StackedBars:
    """Return an age table as bars; a priority that no request has is left out."""
    counts = {
        name: tuple(float(figure.value or 0) for figure in figures)
        for name, figures in table.by_priority.items()
    }
    shown = [name for name in counts if name in PRIORITY_NAMES or any(counts[name])]
    segments = tuple(
        Segment(
            name=band.label if place == 0 else band.label.removesuffix(" days"),
            role=role,
            values=tuple(counts[name][place] for name in shown),
        )
        for place, (band, role) in enumerate(zip(AGE_BANDS, AGE_ROLES, strict=True))
    )
    cover = table.requests[0].coverage
    note = (
        ""
        if cover.used == cover.scope
        else f"Age known of {cover.used:,} of {cover.scope:,}"
    )
    return StackedBars(
        title="Open requests by priority and age",
        unit="Outstanding requests by days since receipt",
        categories=tuple(PRIORITY_NAMES.get(name, name) for name in shown),
        segments=segments,
        description=age_sentence(segments, shown),
        coverage=note,
    )


def age_sentence(segments: Sequence[Segment], shown: Sequence[str]) -> str:
    """Say how many are old, and how many of those come first in order."""
    total = sum(sum(part.values) for part in segments)
    old = sum(sum(part.values) for part in segments[3:])
    urgent = sum(
        part.values[place]
        for part in segments[3:]
        for place, name in enumerate(shown)
        if name in ("P1", "P2")
    )
    return (
        f"{number_text(old)} of {number_text(total)} outstanding requests are older"
        f" than 90 days, {number_text(urgent)} of them P1 or P2."
    )
