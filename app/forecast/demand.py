"""From what arrived to a history that is forecast, and what is planned on top of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from app.casework.outlook import ChangePoint, ExtraUnit, OperationPlan
from app.casework.working_time import monday_of, weeks_between
from app.forecast.history import WEEK, History
from app.forecast.outlook import Forecast
from app.forecast.stream import stream
from app.measures.arrivals import ALL, Arrivals
from app.measures.period import Period

SUNDAY = timedelta(days=6)


def history_of(
    arrivals: Arrivals, changes: Sequence[ChangePoint] = (), group: str = ALL
) -> History:
    """Return the weekly counts of what arrived, from complete records.

    It begins with the first whole week of them and ends with the last week that is
    over; weeks that a gap touches are marked.

    Args:
        arrivals: What arrived, in requests.
        changes: Change points that the user marked; those after the end count later.
        group: Code of the group; everything if it is empty.
    """
    first, complete = arrivals.complete.first, arrivals.complete
    last = monday_of(arrivals.as_at + timedelta(days=1)) - WEEK
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


def extra_by_week(
    operations: Sequence[OperationPlan],
    mondays: Sequence[date],
    exhibits_per_request: float,
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the requests that planned operations bring in each week, by operation.

    Args:
        operations: What is planned.
        mondays: The weeks.
        exhibits_per_request: How many exhibits a request has, for those counted in
            exhibits; at least 1 is taken.
    """
    extra = np.zeros((len(operations), len(mondays)))
    for place, one in enumerate(operations):
        share = 1.0
        if one.unit is ExtraUnit.EXHIBITS:
            share = 1 / max(exhibits_per_request, 1.0)
        extra[place] = [share * one.in_week(monday) for monday in mondays]
    return extra


def with_operations(
    forecast: Forecast,
    operations: Sequence[OperationPlan],
    exhibits_per_request: float,
) -> Forecast:
    """Return the forecast with what planned operations bring on top of it.

    Each path gets a number of its own, as chance would have it; the paths of the
    forecast itself stay as they were, so that with and without can be compared.
    """
    extra = extra_by_week(operations, forecast.mondays, exhibits_per_request)
    paths = forecast.paths.copy()
    for one, expected in zip(operations, extra, strict=True):
        if expected.any():
            draw = stream(forecast.seed, "operation", one.uid or one.name)
            paths += draw.poisson(expected, size=paths.shape).astype(np.int32)
    return replace(forecast, paths=paths)


def mean_exhibits(counts: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> float:
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
