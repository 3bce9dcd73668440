"""From what arrived to a history that is forecast, and what is planned on top of it."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.outlook import (
    QUARTER,
    ChangePoint,
    DriverValue,
    ExtraUnit,
    OperationPlan,
)
from app.casework.working_time import monday_of, weeks_between
from app.forecast.adjustment import Addition
from app.forecast.driver import Driver
from app.forecast.history import WEEK, History
from app.measures.arrivals import ALL, Arrivals
from app.measures.period import Period

SUNDAY = timedelta(days=6)


def history_of(
    arrivals: Arrivals, changes: Sequence[ChangePoint] = (), group: str = ALL
) -> History:
    """Return the weekly counts of what arrived, from complete records.

    It begins with the first whole week of them and ends with the last week that is
    over, or that of the last arrival where nothing is recorded since; weeks that a gap
    touches are marked.

    Args:
        arrivals: What arrived, in requests.
        changes: Change points that the user marked; those after the end count later.
        group: Code of the group; everything if it is empty.
    """
    first, complete = arrivals.complete.first, arrivals.complete
    last = monday_of(complete.last + timedelta(days=1)) - WEEK
    if first is None or (start := _whole_from(first)) > last:
        return History(mondays=(), counts=np.zeros(0, dtype=np.int64))
    mondays = weeks_between(start, last)
    weeks = [Period(monday, monday + SUNDAY) for monday in mondays]
    sums = arrivals.sums(weeks)
    counts = sums.sum(axis=0) if group == ALL else sums[arrivals.groups.index(group)]
    return History(
        mondays=tuple(mondays),
        counts=np.rint(counts).astype(np.int64),
        gaps=frozenset(week.first for week in weeks if complete.why_not(week)),
        change_points=tuple(
            one.monday for one in changes if start < one.monday <= last
        ),
    )


def additions_of(
    operations: Sequence[OperationPlan], exhibits_per_request: float
) -> tuple[Addition, ...]:
    """Return planned operations as additions to a forecast, in requests.

    Args:
        operations: What is planned.
        exhibits_per_request: How many exhibits a request has, for those counted in
            exhibits; at least 1 is taken.
    """
    share = 1 / max(exhibits_per_request, 1.0)
    return tuple(
        Addition(
            name=one.name,
            first=one.first_on,
            last=one.last_on,
            requests=one.total * (share if one.unit is ExtraUnit.EXHIBITS else 1.0),
        )
        for one in operations
    )


def driver_of(values: Sequence[DriverValue]) -> Driver | None:
    """Return a series as a driver to try; None for months, or where a value is 0."""
    if not values or any(not one.value or one.months != QUARTER for one in values):
        return None
    return Driver(
        name=values[0].name,
        quarters=tuple(one.first_on for one in values),
        values=tuple(one.value for one in values),
    )


def mean_exhibits(counts: NDArray[np.int32]) -> float:
    """Return the mean exhibits of the requests that say how many they have; 1 if none.

    Args:
        counts: Of each request, its exhibits; 0 where that is not known.
    """
    known = counts[counts > 0]
    return float(known.mean()) if len(known) else 1.0


def _whole_from(first: date) -> date:
    """Return the Monday of the first week that is whole."""
    monday = monday_of(first)
    return monday if monday == first else monday + WEEK
