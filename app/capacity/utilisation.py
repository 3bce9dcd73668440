"""Capacity and its utilisation as figures (M30, M31, M32)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import HORIZON, CapacityByWeek
from app.capacity.gross_to_net import GrossToNet
from app.errors import CapacityError
from app.measures.definition import MEASURES, figure, sentence_of
from app.measures.figure import Coverage, Figure
from app.measures.series import Weekly

LONG_QUEUE, GROWTH = 85.0, 100.0
"""Utilisation in % above which the queue is long, and above which it grows."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UtilisationByWeek:
    """Utilisation week by week, over whole weeks.

    Attributes:
        weekly: Arriving effort in % of net capacity; NaN where there is none.
        arriving: The effort that arrived, in hours a week.
        net: Net capacity, in hours a week.
        means: Of each week, the utilisation over the 13 weeks that end with it.
        latest: Utilisation over the last 13 weeks (M32).
    """

    weekly: Weekly
    arriving: NDArray[np.float64]
    net: NDArray[np.float64]
    means: NDArray[np.float64]
    latest: Figure

    def above(self, level: float, weeks: int = HORIZON) -> int:
        """Return in how many of the last weeks utilisation was above a level."""
        return int((self.weekly.values[-weeks:] > level).sum())


def utilisation_by_week(
    arriving: Weekly, capacity: CapacityByWeek, weeks: int
) -> UtilisationByWeek:
    """Return the utilisation of the last whole weeks, and its 13-week mean.

    Args:
        arriving: Effort of the requests accepted by week, in hours (M10); of at least
            12 weeks more than ``weeks``, so that the first has a mean.
        capacity: Capacity of at least these weeks.
        weeks: How many weeks.

    Raises:
        CapacityError: The capacity of one of the weeks is not there.
    """
    whole = arriving.mondays[: len(arriving.mondays) - arriving.is_partial]
    came, net = arriving.values[: len(whole)], _net_of(capacity, whole)
    sums = (np.convolve(hours, np.ones(HORIZON))[: len(whole)] for hours in (came, net))
    shown = slice(max(len(whole) - weeks, 0), len(whole))
    last = slice(max(len(whole) - HORIZON, 0), len(whole))
    return UtilisationByWeek(
        weekly=replace(
            arriving,
            measure="M32",
            label=MEASURES["M32"].label,
            unit="%",
            definition=sentence_of("M32"),
            mondays=whole[shown],
            values=_percent(came, net)[shown],
        ),
        arriving=came[shown],
        net=net[shown],
        means=_percent(*sums)[shown],
        latest=utilisation(
            replace(arriving, mondays=whole[last], values=came[last]), capacity
        ),
    )


def utilisation_words(found: UtilisationByWeek) -> str:
    """Say what the utilisation of the last 13 weeks comes to."""
    value = found.latest.value
    if value is None:
        return "There is no week with net hours, so utilisation cannot be said."
    came, net = found.arriving[-HORIZON:].sum(), found.net[-HORIZON:].sum()
    weeks = len(found.net[-HORIZON:])
    more = abs(came - net) / weeks
    told = (
        f"Over the last {weeks} weeks {came:,.0f} h arrived against {net:,.0f} net"
        f" hours: {value:.0f}%."
    )
    if value > GROWTH:
        return (
            f"{told} Sustained above {GROWTH:.0f}% the backlog grows, now by"
            f" {more:,.0f} h a week."
        )
    if value > LONG_QUEUE:
        return (
            f"{told} Above {LONG_QUEUE:.0f}% the work can be done, but the queue is"
            " long: work does not arrive evenly."
        )
    return f"{told} Below {LONG_QUEUE:.0f}% there is room for weeks with more."


def _percent(
    part: NDArray[np.float64], whole: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return ``part`` in % of ``whole``, and NaN where the whole is nothing."""
    found: NDArray[np.float64] = np.full(len(whole), np.nan)
    np.divide(100 * part, whole, out=found, where=whole > 0)
    return found


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
