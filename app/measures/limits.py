"""Days to the limit, the latest safe start and the statutory risk (M19 to M21).

A planning aid, not legal advice: the limits follow from rules and from what is
recorded of proceedings, and a day that the prosecutor gave takes their place.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_CODE, NO_DAY, Ledger
from app.casework.request import POSITION, Status
from app.casework.working_time import day_number, end_of_day, local_days
from app.measures.backlog import Backlog
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.limit_days import TYPED, LimitDays
from app.measures.stays import (
    Moments,
    Rows,
    entry_since_opened,
    first_entry,
    mask_of,
    status_at,
)

NEAR = 14
"""Days before the latest safe start from which a request is at some risk."""

ENOUGH = 10
"""Completed examinations of a kind from which its own 80th percentile is taken."""

Days = NDArray[np.int32]
Chosen = NDArray[np.bool_]

_OPEN = (*Backlog.B1.statuses, Status.RETURNED, *Backlog.B3.statuses)
_WORKED = (Status.IN_PROGRESS, Status.EXTERNAL, Status.REVIEW, Status.READY)


class Risk(IntEnum):
    """How a request stands to its limit; higher is worse."""

    NONE = 0
    CLEAR = 1
    AMBER = 2
    RED = 3
    MISSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How every request stands to its limits, in columns by row of the ledger.

    Days are numbers of days since 1970-01-01, ``NO_DAY`` where there is none.

    Attributes:
        as_at: Day at the end of which they hold.
        is_open: Whether the request was open: submitted, and no result issued.
        is_started: Whether work on it had begun.
        day: The limit that governs: the earliest that had not passed.
        rule: Position of its rule; ``TYPED`` for a day that the prosecutor gave, and
            where there is no limit.
        safe_start: Latest day on which work can begin and the result still be in time.
        duration: Days that four in five examinations of its kind took from start to
            issue; 0 where none was completed.
        is_own: Whether ``duration`` is that of its kind, as against the whole unit's.
        forecast: Of a request that was started, the day by which it can be expected.
        missed: The latest day that passed without a result.
        risk: The ``Risk``.
    """

    as_at: date
    is_open: Chosen
    is_started: Chosen
    day: Days
    rule: NDArray[np.int16]
    safe_start: Days
    duration: Days
    is_own: Chosen
    forecast: Days
    missed: Days
    risk: NDArray[np.int8]

    @property
    def left(self) -> NDArray[np.float64]:
        """Days to the limit of each request (M19); NaN where none runs."""
        days = self.day.astype(np.float64) - day_number(self.as_at)
        return np.where(self.day == NO_DAY, np.nan, days)

    def rows_at(self, risk: Risk, *, is_started: bool | None = None) -> Rows:
        """Return the requests at a risk: all, or those started, or those not."""
        found = self.risk == risk
        if is_started is not None:
            found &= self.is_started == is_started
        return np.flatnonzero(found).astype(np.int32)

    @property
    def late_rows(self) -> Rows:
        """Requests not begun whose latest safe start has passed, the limit has not.

        One whose earlier limit was missed is among them: the next one can be kept.
        """
        waits = self.is_open & ~self.is_started & (self.day != NO_DAY)
        late = waits & (self.safe_start < day_number(self.as_at))
        return np.flatnonzero(late).astype(np.int32)

    def soon_rows(self, days: int) -> Rows:
        """Return what must start from today on within some days to be safe (M20)."""
        waits = self.is_open & ~self.is_started & (self.day != NO_DAY)
        left = self.safe_start.astype(np.int64) - day_number(self.as_at)
        soon = waits & (left >= 0) & (left <= days)
        return np.flatnonzero(soon).astype(np.int32)


def limits_at(
    ledger: Ledger, limits: LimitDays, as_at: date, *, preparation: int
) -> Limits:
    """Return how every request stood to its limits at the end of ``as_at``.

    What is known of proceedings is as it is now.

    Args:
        ledger: The history.
        limits: The limits of all proceedings.
        as_at: The day.
        preparation: Days that the prosecutor needs between a result and the limit.
    """
    today = day_number(as_at)
    begun = entry_since_opened(ledger, _WORKED, end_of_day(as_at))
    status = status_at(ledger, end_of_day(as_at))
    is_open = _is_open(status)
    held = (status == POSITION[Status.ON_HOLD]) & (begun != FOREVER)
    is_started = is_open & (held | mask_of(_WORKED)[status])
    day, rule, missed = _governing(ledger, limits, is_open, today)
    first = first_entry(ledger, _WORKED)
    duration, is_own = _durations(ledger, first, np.flatnonzero(day != NO_DAY), as_at)
    safe = np.where(day == NO_DAY, NO_DAY, day - preparation - duration)
    started = is_started & (begun != FOREVER)
    ends = np.where(started, local_days(np.where(started, begun, 0)) + duration, today)
    found = Limits(
        as_at=as_at,
        is_open=is_open,
        is_started=is_started,
        day=day,
        rule=rule,
        safe_start=safe.astype(np.int32),
        duration=duration,
        is_own=is_own,
        forecast=np.where(is_started, np.maximum(ends, today), NO_DAY).astype(np.int32),
        missed=missed,
        risk=np.zeros(ledger.requests, dtype=np.int8),
    )
    return replace(found, risk=_risks(found, today))


def _risks(limits: Limits, today: int) -> NDArray[np.int8]:
    """Return the risk of each request (M21).

    Not started: red after the latest safe start, amber in the ``NEAR`` days before it.
    Started: red if it is expected after the limit, amber in the ``NEAR`` days before.
    """
    edge = np.where(limits.is_started, limits.day, limits.safe_start)
    reached = np.where(limits.is_started, limits.forecast, today)
    has_limit = limits.is_open & (limits.day != NO_DAY)
    conditions = (
        limits.missed != NO_DAY,
        has_limit & (reached > edge),
        has_limit & (reached.astype(np.int64) + NEAR >= edge),
        has_limit,
    )
    worst = (Risk.MISSED, Risk.RED, Risk.AMBER, Risk.CLEAR)
    return np.select(conditions, worst, Risk.NONE).astype(np.int8)


def _governing(
    ledger: Ledger, limits: LimitDays, is_open: Chosen, today: int
) -> tuple[Days, NDArray[np.int16], Days]:
    """Return the limit that governs each request, its rule, and the day it missed.

    A day that the prosecutor gave is missed when it has passed. A limit of a rule is
    missed when it was the last: while a later one runs, the earlier is taken to have
    been met or extended.
    """
    rows = np.searchsorted(ledger.ids, limits.ids)
    known = rows < ledger.requests
    known[known] = ledger.ids[rows[known]] == limits.ids[known]
    known[known] = is_open[rows[known]]
    rows, ended = rows[known], limits.ended[known]
    rule, last = limits.rule[known], limits.day[known]
    given = np.where(rule == TYPED, NO_DAY, ledger.prosecutor[rows])
    gone = (ended != NO_DAY) & (ended <= today)
    runs = ~gone & (np.maximum(limits.aside[known], given) < today)
    asked = np.flatnonzero(is_open & (ledger.prosecutor != NO_DAY))
    rows = np.concatenate([rows[runs], asked])
    last = np.concatenate([last[runs], ledger.prosecutor[asked]])
    rule = np.concatenate([rule[runs], np.full(len(asked), TYPED, dtype=np.int16)])
    ahead = last >= today
    day, governs = _earliest(ledger.requests, rows[ahead], last[ahead], rule[ahead])
    counts = ~ahead & ((rule == TYPED) | (day[rows] == NO_DAY))
    missed = np.full(ledger.requests, NO_DAY, dtype=np.int32)
    np.maximum.at(missed, rows[counts], last[counts])
    in_time = (ledger.issued != NO_DAY) & (ledger.issued <= missed)  # then reopened
    return day, governs, np.where(in_time, NO_DAY, missed).astype(np.int32)


def _earliest(
    count: int, rows: NDArray[np.int64], last: Days, rule: NDArray[np.int16]
) -> tuple[Days, NDArray[np.int16]]:
    """Return for each of ``count`` requests the earliest of its days, and its rule."""
    order = np.argsort(
        -last.astype(np.int64), kind="stable"
    )  # the earliest is put last
    day = np.full(count, NO_DAY, dtype=np.int32)
    governs = np.full(count, TYPED, dtype=np.int16)
    day[rows[order]] = last[order]
    governs[rows[order]] = rule[order]
    return day, governs


def _durations(
    ledger: Ledger, begun: Moments, wanted: NDArray[np.int64], as_at: date
) -> tuple[Days, Chosen]:
    """Return the days from start to issue to reckon with, and whether of its kind.

    The 80th percentile of the requests of the same examination type and level issued
    by ``as_at``; of the same type, or of the whole unit, where there are too few.
    """
    rows = np.flatnonzero((ledger.issued != NO_DAY) & (begun != FOREVER))
    took = ledger.issued[rows] - local_days(begun[rows])
    usable = (took >= 0) & (ledger.issued[rows] <= day_number(as_at))
    rows, took = rows[usable], took[usable]
    days = np.full(ledger.requests, _p80(took), dtype=np.int32)
    is_own = np.zeros(ledger.requests, dtype=bool)
    kinds = ledger.examination_type.astype(np.int32)
    levels = kinds * 1000 + ledger.level  # levels are few
    for keys, named in ((kinds, kinds != NO_CODE), (levels, ledger.level != NO_CODE)):
        for key in np.unique(keys[wanted][named[wanted]]):
            own = took[keys[rows] == key]
            if len(own) >= ENOUGH:
                same = wanted[keys[wanted] == key]
                days[same], is_own[same] = _p80(own), True
    return days, is_own


def _p80(days: NDArray[np.int64]) -> int:
    return int(np.ceil(np.percentile(days, 80))) if len(days) else 0


def days_to_limit(limits: Limits) -> Figure:
    """Return the fewest days to the limit of any open request (M19)."""
    rows = np.flatnonzero(limits.day != NO_DAY).astype(np.int32)
    left = limits.left[rows]
    return figure(
        "M19",
        float(left.min()) if len(rows) else None,
        as_at=limits.as_at,
        coverage=Coverage(used=len(rows), scope=int(limits.is_open.sum())),
        rows=rows[left == left.min()] if len(rows) else rows,
        which="fewest",
    )


def must_start(limits: Limits, *, days: int = NEAR) -> Figure:
    """Return the requests that must be started within some days to be safe (M20).

    Those whose latest safe start has passed are among them.
    """
    waiting = limits.is_open & ~limits.is_started & (limits.day != NO_DAY)
    soon = limits.safe_start <= day_number(limits.as_at) + days
    rows = np.flatnonzero(waiting & soon).astype(np.int32)
    return figure(
        "M20",
        len(rows),
        as_at=limits.as_at,
        coverage=_limited(limits),
        rows=rows,
        label=f"To start within {days} days",
        unit="requests",
        note=_duration_note(limits, rows),
    )


def statutory_risk(limits: Limits) -> dict[Risk, Figure]:
    """Return the open requests at each risk (M21), the worst first."""
    return {
        risk: figure(
            "M21",
            len(rows := limits.rows_at(risk)),
            as_at=limits.as_at,
            coverage=_limited(limits),
            rows=rows,
            label=f"{name} (M21)",
            note=_duration_note(limits, rows),
        )
        for risk, name in _RISK_NAMES.items()
    }


_RISK_NAMES = {
    Risk.MISSED: "Limit missed",
    Risk.RED: "At risk, red",
    Risk.AMBER: "At risk, amber",
}


def missed_dates(ledger: Ledger, first: date, as_at: date) -> Figure:
    """Return the prosecutor's days of a period that were missed (M21).

    A day is missed when the result was issued after it, or not by the end of
    ``as_at``. The note says how many have a cause recorded.
    """
    today = day_number(as_at)
    due = (ledger.prosecutor >= day_number(first)) & (ledger.prosecutor < today)
    is_issued = (ledger.issued != NO_DAY) & (ledger.issued <= today)
    due &= is_issued | _is_open(status_at(ledger, end_of_day(as_at)))
    in_time = is_issued & (ledger.issued <= ledger.prosecutor)
    rows = np.flatnonzero(due & ~in_time).astype(np.int32)
    told = int((ledger.missed_cause[rows] != NO_CODE).sum())
    return figure(
        "M21",
        len(rows),
        as_at=as_at,
        coverage=Coverage(used=int(due.sum()), scope=int(due.sum())),
        rows=rows,
        label="Prosecutor's days missed",
        note=f"{told:,} of them have a cause recorded.",
    )


def without_cause(ledger: Ledger, rows: Rows) -> Rows:
    """Return those of ``rows`` for which no cause of a missed day is recorded."""
    found: Rows = rows[ledger.missed_cause[rows] == NO_CODE]
    return found


def _is_open(status: NDArray[np.int8]) -> Chosen:
    is_open: Chosen = mask_of(_OPEN)[status] & (status >= 0)
    return is_open


def _limited(limits: Limits) -> Coverage:
    known = int(((limits.risk != Risk.NONE) & limits.is_open).sum())
    return Coverage(used=known, scope=int(limits.is_open.sum()))


def _duration_note(limits: Limits, rows: Rows) -> str:
    unlike = int((~limits.is_own[rows] & (limits.day[rows] != NO_DAY)).sum())
    if not unlike:
        return ""
    return (
        f"For {unlike:,} of {len(rows):,} the duration is the whole unit's: fewer than"
        f" {ENOUGH} of their examination type were completed."
    )
