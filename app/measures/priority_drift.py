"""Whether priorities are inflated (M25), and whether the lower ones starve (M26).

The priority of a request at a moment is the one that it was last given by then. An
override that runs out is no event: it counts until another priority is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_DAY, Ledger
from app.casework.request import Priority, Status
from app.casework.working_time import (
    day_number,
    day_of,
    end_of_day,
    ends_of_days,
    local_days,
)
from app.measures.backlog import Backlog, waiting_at
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.flow import acceptances, rows_between
from app.measures.period import Period, months
from app.measures.stays import Moments, Rows, first_entry, spells_in
from app.rules.priority_past import NO_PRIORITY, PriorityPast

LOW = (Priority.STANDARD, Priority.ROUTINE)
"""Priorities that may starve."""

GAP_DAYS = 365
"""Days over which the longest gap without a start is looked for."""

_PRIORITIES = tuple(Priority)
_SPAN = 1 << 34
"""More seconds than any moment has, to look for a request and a moment at once."""

Places = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Priorities on acceptance, and raised since, period by period (M25).

    Attributes:
        periods: The periods, the last of them up to ``as_at``.
        shares: Of each period, the share in % of requests accepted at P1 to P4; NaN
            where none was accepted at a known priority.
        accepted: Of each period, the requests accepted.
        known: Of each period, those of them whose priority is known.
        upgrades: Of each period, changes to a higher priority while outstanding.
        rates: Of each period, upgrades per 100 requests outstanding at its end; NaN
            where none was.
        figures: The shares of the last period, P1 first.
        rate: The upgrades per 100 of the last period.
    """

    periods: tuple[Period, ...]
    shares: NDArray[np.float64]
    accepted: NDArray[np.int64]
    known: NDArray[np.int64]
    upgrades: NDArray[np.int64]
    rates: NDArray[np.float64]
    figures: tuple[Figure, ...]
    rate: Figure


def month_periods(as_at: date, count: int) -> tuple[Period, ...]:
    """Return ``count`` calendar months, the last of them up to ``as_at``."""
    return _up_to(months(_months_before(as_at, count - 1), as_at), as_at)


def quarter_periods(as_at: date, count: int) -> tuple[Period, ...]:
    """Return ``count`` calendar quarters, the last of them up to ``as_at``."""
    within = (as_at.month - 1) % 3
    every = months(_months_before(as_at, 3 * (count - 1) + within), as_at)
    starts = every[::3]
    ends = [day.first - timedelta(days=1) for day in starts[1:]]
    pairs = zip(starts, [*ends, as_at], strict=True)
    return tuple(Period(start.first, end) for start, end in pairs)


def priority_at(ledger: Ledger, past: PriorityPast, moments: Moments | int) -> Places:
    """Return the priority of each request at a moment, or each at its own.

    1 to 4 stand for P1 to P4, ``NO_PRIORITY`` for none by then.
    """
    rows, there = _rows_of(ledger, past)
    limits = np.broadcast_to(np.asarray(moments, dtype=np.int64), ledger.requests)
    there &= past.moment <= limits[np.minimum(rows, max(ledger.requests - 1, 0))]
    found = np.full(ledger.requests, NO_PRIORITY, dtype=np.int8)
    found[rows[there]] = past.priority[there]  # of several the last is kept
    return found


def priority_on_acceptance(ledger: Ledger, past: PriorityPast) -> Places:
    """Return the priority of each request on acceptance.

    The one at the end of that day, as ranking is an act of its own; where there was
    none by then, the first one given later.
    """
    places = priority_at(ledger, past, _accepted_days_end(ledger))
    rows, there = _rows_of(ledger, past)
    there &= past.priority != NO_PRIORITY
    first = np.full(ledger.requests, NO_PRIORITY, dtype=np.int8)
    first[rows[there][::-1]] = past.priority[there][::-1]
    return np.where(places == NO_PRIORITY, first, places)


def drift(
    ledger: Ledger, past: PriorityPast, periods: Sequence[Period], as_at: date
) -> Drift:
    """Return the priorities on acceptance and the upgrades of each period (M25)."""
    accepted_at = acceptances(ledger)
    on_acceptance = priority_on_acceptance(ledger, past)
    raised = _upgrades(ledger, past)
    rows = [rows_between(accepted_at, one.first, one.last) for one in periods]
    counts = np.array([
        np.bincount(on_acceptance[each], minlength=5) for each in rows
    ]).reshape(len(rows), 5)  # fmt: skip
    known = counts[:, 1:].sum(axis=1)
    upgrades = np.array([
        ((end_of_day(one.before) < raised) & (raised <= end_of_day(one.last))).sum()
        for one in periods
    ], dtype=np.int64)  # fmt: skip
    waiting = [waiting_at(ledger, Backlog.B3, end_of_day(one.last)) for one in periods]
    there = np.array([len(each) for each in waiting])
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = 100 * counts[:, 1:] / known[:, np.newaxis]
        rates = np.where(there > 0, 100 * upgrades / there, np.nan)
    coverage = Coverage(used=int(known[-1]), scope=len(rows[-1]))
    return Drift(
        periods=tuple(periods),
        shares=shares,
        accepted=counts.sum(axis=1),
        known=known,
        upgrades=upgrades,
        rates=rates,
        figures=tuple(
            _share(priority, float(value), rows[-1], coverage, as_at)
            for priority, value in zip(_PRIORITIES, shares[-1], strict=True)
        ),
        rate=_rate(float(rates[-1]), waiting[-1], as_at),
    )


def starving(
    ledger: Ledger,
    past: PriorityPast,
    priority: Priority,
    *,
    target: int,
    times: float,
    as_at: date,
) -> Figure:
    """Return outstanding requests of a priority that have waited too long (M26).

    Args:
        ledger: The history.
        past: The priorities given.
        priority: Which of them, P3 or P4 as a rule.
        target: Days from receipt to issue at that priority.
        times: Times the target above which a request starves.
        as_at: The day.
    """
    rows = _outstanding(ledger, past, priority, as_at)
    received = ledger.received[rows]
    known = received != NO_DAY
    age = day_number(as_at) - received.astype(np.int64)
    found = rows[known & (age > times * target)]
    return figure(
        "M26",
        float(len(found)),
        as_at=as_at,
        coverage=Coverage(used=int(known.sum()), scope=len(rows)),
        rows=found,
        label=f"{priority} open longer than {times:g} times its target",
        note=f"The target of {priority} is {target} days from receipt.",
        times=f"{times:g}",
    )


def longest_gap(
    ledger: Ledger, past: PriorityPast, priority: Priority, as_at: date
) -> Figure:
    """Return the most days in a year without a start at a priority (M26).

    None where no request of it was outstanding or started.
    """
    starts = first_entry(ledger, (Status.IN_PROGRESS,))
    first, last = as_at - timedelta(days=GAP_DAYS), as_at
    place = _PRIORITIES.index(priority) + 1
    begun = rows_between(starts, first + timedelta(days=1), last)
    begun = begun[priority_at(ledger, past, starts)[begun] == place]
    rows = _outstanding(ledger, past, priority, as_at)
    days = np.sort(local_days(starts[begun]))
    edges = (np.array([day_number(first)]), days, np.array([day_number(last)]))
    gap = float(np.diff(np.concatenate(edges)).max())
    return figure(
        "M26",
        gap if len(begun) or len(rows) else None,
        as_at=as_at,
        coverage=Coverage(used=len(begun), scope=len(begun)),
        rows=begun,
        label=f"Longest gap without a start at {priority}",
        unit="days",
        note=f"{len(begun):,} requests started at {priority} in {GAP_DAYS} days.",
    )


def _months_before(day: date, count: int) -> date:
    first = day.replace(day=1)
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _up_to(periods: Sequence[Period], as_at: date) -> tuple[Period, ...]:
    return tuple(Period(one.first, min(one.last, as_at)) for one in periods)


def _rows_of(ledger: Ledger, past: PriorityPast) -> tuple[Rows, NDArray[np.bool_]]:
    """Return the row of each priority given, and whether the ledger has it."""
    rows = np.searchsorted(ledger.ids, past.record).astype(np.int32)
    there = rows < ledger.requests
    there[there] = ledger.ids[rows[there]] == past.record[there]
    return rows, there


def _accepted_days_end(ledger: Ledger) -> Moments:
    """Return the end of the day of each first acceptance; ``FOREVER`` if none."""
    accepted = acceptances(ledger)
    known = accepted != FOREVER
    ends = np.full(ledger.requests, FOREVER, dtype=np.int64)
    days = np.unique(local_days(accepted[known]))
    if len(days):
        last = ends_of_days([day_of(number) for number in days])
        ends[known] = last[np.searchsorted(days, local_days(accepted[known]))]
    return ends


def _upgrades(ledger: Ledger, past: PriorityPast) -> Moments:
    """Return the moments at which an outstanding request got a higher priority.

    What happens on the day of acceptance is no upgrade. Of several priorities given at
    one moment the last counts.
    """
    rows, there = _rows_of(ledger, past)
    rows, moments, places = rows[there], past.moment[there], past.priority[there]
    if len(rows) < 2:
        return moments[:0]
    superseded = (rows[1:] == rows[:-1]) & (moments[1:] == moments[:-1])
    last = np.append(~superseded, True)
    rows, moments, places = rows[last], moments[last], places[last]
    follows = rows[1:] == rows[:-1]
    higher = (places[1:] < places[:-1]) & (places[1:] != NO_PRIORITY)
    at = np.flatnonzero(follows & higher) + 1
    at = at[moments[at] > _accepted_days_end(ledger)[rows[at]]]
    at = at[_is_outstanding(ledger, rows[at], moments[at])]
    found: Moments = moments[at]
    return found


def _is_outstanding(ledger: Ledger, rows: Rows, moments: Moments) -> NDArray[np.bool_]:
    """Of each request, whether it was outstanding (B3) at its moment."""
    spells = spells_in(ledger, Backlog.B3.statuses)
    if not len(spells.request):
        return np.zeros(len(rows), dtype=bool)
    entered = spells.request.astype(np.int64) * _SPAN + spells.entered
    wanted = rows.astype(np.int64) * _SPAN + moments
    at = np.searchsorted(entered, wanted, side="right") - 1
    same = (at >= 0) & (spells.request[at] == rows)
    found: NDArray[np.bool_] = same & (moments < spells.left[at])
    return found


def _outstanding(
    ledger: Ledger, past: PriorityPast, priority: Priority, as_at: date
) -> Rows:
    rows = waiting_at(ledger, Backlog.B3, end_of_day(as_at))
    place = _PRIORITIES.index(priority) + 1
    found: Rows = rows[priority_at(ledger, past, end_of_day(as_at))[rows] == place]
    return found


def _share(
    priority: Priority, value: float, rows: Rows, coverage: Coverage, as_at: date
) -> Figure:
    return figure(
        "M25",
        None if np.isnan(value) else value,
        as_at=as_at,
        coverage=coverage,
        rows=rows,
        label=f"Accepted at {priority}",
    )


def _rate(value: float, rows: Rows, as_at: date) -> Figure:
    return figure(
        "M25",
        None if np.isnan(value) else value,
        as_at=as_at,
        coverage=Coverage(used=len(rows), scope=len(rows)),
        rows=rows,
        label="Upgrades per 100 open",
        unit="per 100",
    )
