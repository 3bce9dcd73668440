"""What comes to the unit and what leaves it, by priority and week, from the ledger.

How to call: ``unit_flow(ledger, as_at, weeks)`` over the whole weeks that were over at
the end of a day; ``open_list(ledger, as_at, targets)`` for what is open then. The
priority of a request is the one that it has now.

Effort is the estimate, imputed where it is missing as in the work in queue (M08), so
that what arrives compares with what waits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import NO_DAY, Ledger
from app.casework.working_time import (
    day_number,
    end_of_day,
    local_day,
    local_days,
)
from app.measures.age import PRIORITIES
from app.measures.arrivals import ends_of, whole_from
from app.measures.backlog import Backlog, waiting_at
from app.measures.figure import Coverage
from app.measures.flow import acceptances, issues, rows_between
from app.measures.moment import statuses_at
from app.measures.period import Period, whole_weeks
from app.measures.stays import NO_STATUS, Moments, Rows
from app.measures.work import effort_estimates, remaining_effort
from app.queueing.sustaining import ClassLoad

Values = NDArray[np.float64]

PLACES = (1, 2, 3, 4, 0)
"""Priorities in the ledger, in the order of ``PRIORITIES``: 0 is not decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Requests by week: how many, and the hours that they bring.

    Attributes:
        rows: Row numbers of the requests.
        counts: Requests by week.
        hours: Estimated hours by week.
        mean_hours: Mean estimated hours of a request; 0 where none is known.
        variation: Coefficient of variation of the hours of a request; 0 of fewer than
            two.
    """

    rows: Rows
    counts: Values
    hours: Values
    mean_hours: float
    variation: float

    @property
    def weekly(self) -> float:
        """Mean requests a week; 0 without weeks."""
        return float(self.counts.mean()) if len(self.counts) else 0.0

    @property
    def weekly_hours(self) -> float:
        """Mean hours a week; 0 without weeks."""
        return float(self.hours.mean()) if len(self.hours) else 0.0

    @property
    def dispersion(self) -> float:
        """Variance of the weekly counts over their mean; 1 where it cannot be told."""
        if len(self.counts) < 2 or self.weekly <= 0:
            return 1.0
        return float(self.counts.var(ddof=1)) / self.weekly

    @property
    def load(self) -> ClassLoad:
        """The stream as a class for the formulas of sustaining capacity."""
        return ClassLoad(
            arrivals=self.weekly,
            hours=self.weekly_hours / self.weekly if self.weekly else 0.0,
            variation=self.variation,
            dispersion=self.dispersion,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFlow:
    """One priority: what was accepted and what was issued.

    Attributes:
        label: Its name, of ``PRIORITIES``.
        accepted: Requests first accepted.
        issued: Requests first issued.
    """

    label: str
    accepted: Stream
    issued: Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFlow:
    """What came and went over whole weeks.

    Attributes:
        as_at: Day at the end of which it is told.
        asked: Weeks asked for.
        period: The weeks in which the history is complete; None where it never is.
        classes: Of each of ``PRIORITIES``, its flow.
        whole: Everything together.
        coverage: Accepted requests with an estimate of their own.
        note: The share of estimates imputed, in words.
    """

    as_at: date
    asked: int
    period: Period | None
    classes: tuple[ClassFlow, ...]
    whole: ClassFlow
    coverage: Coverage
    note: str

    @property
    def weeks(self) -> int:
        """Weeks that the history covers."""
        return self.period.days // 7 if self.period else 0

    @property
    def knows_hours(self) -> bool:
        """Whether anything tells the hours of what came, or nothing came."""
        came = self.whole.accepted
        return self.coverage.used > 0 or came.weekly_hours > 0 or not len(came.rows)

    @property
    def loads(self) -> list[ClassLoad]:
        """The classes for the formulas of sustaining capacity."""
        return [each.accepted.load for each in self.classes]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenList:
    """What is outstanding (B3) at the end of a day, in columns of equal length.

    Attributes:
        as_at: The day.
        rows: Row numbers of the requests.
        place: Of each, its position in ``PRIORITIES``.
        ages: Of each, days since receipt of the last exhibit needed; NaN if not known.
        targets: Of each, the days within which it is to be issued.
        hours: Of each, hours left; NaN where they cannot be said.
        coverage: Requests with an estimate of their own.
        note: The share of estimates imputed, in words.
    """

    as_at: date
    rows: Rows
    place: NDArray[np.int64]
    ages: Values
    targets: Values
    hours: Values
    coverage: Coverage
    note: str

    @property
    def hours_left(self) -> float | None:
        """Hours left in all; None where those of a request cannot be said."""
        total = float(self.hours.sum())
        return total if math.isfinite(total) else None


def unit_flow(ledger: Ledger, as_at: date, weeks: int) -> UnitFlow:
    """Return what came and went in the last whole weeks that the history covers."""
    period = _covered(ledger, whole_weeks(as_at, weeks))
    estimates = effort_estimates(ledger, as_at)
    hours = np.nan_to_num(estimates.hours)
    moments = acceptances(ledger), issues(ledger)
    behind = [_rows_in(each, period) for each in moments]

    def flow(label: str, place: int | None) -> ClassFlow:
        mine = [
            rows if place is None else rows[ledger.priority[rows] == place]
            for rows in behind
        ]
        accepted, issued = (
            _stream(each, rows, hours, period)
            for each, rows in zip(moments, mine, strict=True)
        )
        return ClassFlow(label=label, accepted=accepted, issued=issued)

    return UnitFlow(
        as_at=as_at,
        asked=weeks,
        period=period,
        classes=tuple(
            flow(label, place) for label, place in zip(PRIORITIES, PLACES, strict=True)
        ),
        whole=flow("All", None),
        coverage=estimates.coverage(behind[0]),
        note=estimates.note(behind[0]),
    )


def open_list(ledger: Ledger, as_at: date, targets: Sequence[int]) -> OpenList:
    """Return what is outstanding (B3) at the end of ``as_at``.

    Args:
        ledger: The history.
        as_at: The day.
        targets: Days from receipt to issue of P1 to P4; what has no priority is held
            to the last.
    """
    rows = waiting_at(ledger, Backlog.B3, end_of_day(as_at))
    received = ledger.received[rows].astype(np.int64)
    today = day_number(as_at)
    known = (received != NO_DAY) & (received <= today)
    estimates = effort_estimates(ledger, as_at)
    return OpenList(
        as_at=as_at,
        rows=rows,
        place=places_of(ledger, rows),
        ages=np.where(known, today - received, np.nan),
        targets=targets_of(ledger, rows, targets),
        hours=remaining_effort(ledger, as_at)[rows],
        coverage=estimates.coverage(rows),
        note=estimates.note(rows),
    )


def places_of(ledger: Ledger, rows: Rows) -> NDArray[np.int64]:
    """Return the position in ``PRIORITIES`` of the priority of each of ``rows``."""
    found = ledger.priority[rows].astype(np.int64)
    return (found - 1) % len(PRIORITIES)


def targets_of(ledger: Ledger, rows: Rows, targets: Sequence[int]) -> Values:
    """Return the days within which each of ``rows`` is to be issued."""
    by_place = np.array([*targets, targets[-1]], dtype=np.float64)
    return by_place[places_of(ledger, rows)]


def within_target(
    ledger: Ledger, rows: Rows, days: NDArray[np.int64], targets: Sequence[int]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return of each of ``rows`` whether a day is in time, and whether that is known.

    In time is no later than the first target day; where none was set, as many days
    after receipt of the last exhibit as its priority is given.

    Args:
        ledger: The history.
        rows: The requests.
        days: Of each, the number of the day that is held against its target.
        targets: Days from receipt to issue of P1 to P4.
    """
    first = ledger.original_target[rows].astype(np.int64)
    received = ledger.received[rows].astype(np.int64)
    usual = received + targets_of(ledger, rows, targets).astype(np.int64)
    limit = np.where(first != NO_DAY, first, usual)
    known = (first != NO_DAY) | (received != NO_DAY)
    return known & (days <= limit), known


def _covered(ledger: Ledger, period: Period) -> Period | None:
    """Return the whole weeks of a period in which the history is complete."""
    there = statuses_at(ledger, end_of_day(period.last)) != NO_STATUS
    if not there.any():
        return None
    began = day_number(local_day(int(ledger.entered.min())))
    ends = ends_of(ledger)
    first = whole_from(began, int(ends.min()) if len(ends) else None, period.last)
    if first is None:
        return None
    late = max(first - day_number(period.first), 0)
    weeks = period.days // 7 - late // 7  # the week in which it began is covered
    return whole_weeks(period.last, weeks) if weeks > 0 else None


def _rows_in(moments: Moments, period: Period | None) -> Rows:
    if period is None:
        return np.zeros(0, dtype=np.int32)
    return rows_between(moments, period.first, period.last)


def _stream(
    moments: Moments, rows: Rows, hours: Values, period: Period | None
) -> Stream:
    weeks = period.days // 7 if period else 0
    mine = hours[rows]
    mean = float(mine.mean()) if len(mine) else 0.0
    spread = float(mine.std(ddof=1)) if len(mine) > 1 else 0.0
    begin = day_number(period.first) if period else 0
    week = (local_days(moments[rows]) - begin) // 7
    return Stream(
        rows=rows,
        counts=np.bincount(week, minlength=weeks).astype(np.float64),
        hours=np.bincount(week, weights=mine, minlength=weeks).astype(np.float64),
        mean_hours=mean,
        variation=spread / mean if mean > 0 else 0.0,
    )
