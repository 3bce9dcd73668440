"""Capacity and its utilisation as figures (M30, M31, M32)."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek
from app.capacity.gross_to_net import GrossToNet
from app.errors import CapacityError
from app.measures.definition import figure, sentence_of
from app.measures.figure import Coverage, Figure
from app.measures.series import Weekly


def gross_capacity(capacity: CapacityByWeek, as_at: date) -> Figure:
    """Return the mean contracted hours a week over the weeks of ``capacity`` (M30)."""
    return _mean("M30", capacity, capacity.gross, as_at)


def net_capacity(capacity: CapacityByWeek, as_at: date) -> Figure:
    """Return the mean net casework hours a week over the weeks (M31)."""
    return _mean("M31", capacity, capacity.net, as_at)


def gross_and_net(way: GrossToNet, as_at: date) -> tuple[Figure, Figure]:
    """Return the mean contracted and net hours a week of some people (M30, M31)."""
    working = int((way.net > 0).any(axis=1).sum())
    known = Coverage(used=working, scope=len(way.people))
    first, weeks = way.mondays[0], len(way.mondays)
    values = (("M30", way.gross), ("M31", way.net))
    gross, net = (
        figure(
            code,
            float(hours.sum()) / weeks,
            as_at=as_at,
            coverage=known,
            note=f"{weeks} weeks from {first}. A record is a person.",
        )
        for code, hours in values
    )
    return gross, net


def weekly_gross(capacity: CapacityByWeek, as_at: date) -> Weekly:
    """Return the contracted hours of each week (M30)."""
    return _weekly("M30", capacity, capacity.gross, as_at)


def weekly_net_capacity(capacity: CapacityByWeek, as_at: date) -> Weekly:
    """Return the net casework hours of each week (M31)."""
    return _weekly("M31", capacity, capacity.net, as_at)


def utilisation(arriving: Weekly, capacity: CapacityByWeek) -> Figure:
    """Return arriving effort in % of net capacity over whole weeks (M32).

    Args:
        arriving: Effort of the requests accepted by week, in hours (M10).
        capacity: Capacity of at least these weeks.

    A week that is not over counts on neither side. The value is None when there is no
    capacity, or no whole week.

    Raises:
        CapacityError: The capacity of one of the weeks is not there.
    """
    whole = arriving.mondays[: len(arriving.mondays) - arriving.is_partial]
    demand = float(arriving.values[: len(whole)].sum())
    net = float(_net_of(capacity, whole).sum())
    return figure(
        "M32",
        100 * demand / net if net > 0 else None,
        as_at=arriving.as_at,
        coverage=arriving.coverage,
        note=f"{len(whole)} whole weeks. {arriving.note}".rstrip(),
    )


def _net_of(capacity: CapacityByWeek, mondays: Sequence[date]) -> NDArray[np.float64]:
    places = {monday: place for place, monday in enumerate(capacity.mondays)}
    if missing := [monday for monday in mondays if monday not in places]:
        raise CapacityError(f"The capacity of the week of {missing[0]} is not known.")
    return capacity.net[[places[monday] for monday in mondays]]


def _mean(
    code: str, capacity: CapacityByWeek, hours: NDArray[np.float64], as_at: date
) -> Figure:
    return figure(
        code,
        float(hours.mean()) if len(hours) else None,
        as_at=as_at,
        coverage=_people(capacity),
        note=f"{len(hours)} weeks from {capacity.mondays[0]}." if len(hours) else "",
    )


def _weekly(
    code: str, capacity: CapacityByWeek, hours: NDArray[np.float64], as_at: date
) -> Weekly:
    return Weekly(
        measure=code,
        label="Gross capacity" if code == "M30" else "Net capacity",
        unit="h",
        definition=sentence_of(code),
        as_at=as_at,
        mondays=capacity.mondays,
        values=hours,
        coverage=_people(capacity),
    )


def _people(capacity: CapacityByWeek) -> Coverage:
    """Return how many of the people have hours in any of the weeks."""
    working = int((capacity.net_by_person > 0).any(axis=1).sum())
    return Coverage(used=working, scope=len(capacity.people))
