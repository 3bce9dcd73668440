"""What a list of arrivals and departures says: rates, spreads, its size by day.

How to call: make a ``WaitingList`` of days, then ``sizes_by_day``, ``demand_of``,
``capacity_of`` or ``statistics_of``, each over a ``Span`` of days. Days are numbers
of days since 1970-01-01; times of waiting are days, rates by week, targets weeks.

Rates are taken from the gaps between days. On few arrivals, or where the span begins
and ends with an arrival, they are a cross-check; the counts by week of
``app.queueing.unit_flow`` are what is shown first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.working_time import day_number
from app.queueing.balance import (
    finite,
    intensity,
    pressure,
    ratio,
    relief_capacity,
    target_size,
)
from app.queueing.sustaining import sustaining_count

Days = NDArray[np.int64]

STILL_WAITING = int(np.iinfo(np.int64).max // 2)
"""The day number on which what still waits is taken to leave."""

TOO_BIG = 2.0
"""A list is too big at more than this many times its target size."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days one after the other, as numbers.

    Attributes:
        first: First day.
        last: Last day, included.
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingList:
    """When each item came and when it left, in columns of equal length.

    Attributes:
        arrived: Of each item, the day of arrival.
        left: Of each item, the day of leaving, on whose end it no longer waits;
            ``STILL_WAITING`` while it does. A day before arrival counts as that day.
    """

    arrived: Days
    left: Days

    def span(self) -> Span | None:
        """Return the days from the first to the last arrival; None if none came."""
        if not len(self.arrived):
            return None
        return Span(int(self.arrived.min()), int(self.arrived.max()))

    def waiting_on(self, day: int) -> NDArray[np.bool_]:
        """Return of each item whether it waits at the end of ``day``."""
        waits: NDArray[np.bool_] = (self.arrived <= day) & (self.left > day)
        return waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often something happens, from the gaps between its days.

    Attributes:
        count: How often it happened.
        weekly: Times a week; None if it never did, or only ever at once.
        variation: Coefficient of variation of the gaps; None without a rate.
    """

    count: int
    weekly: float | None
    variation: float | None

    @property
    def daily(self) -> float | None:
        """Times a day."""
        return None if self.weekly is None else self.weekly / WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStatistics:
    """What a list says about itself at the end of a span.

    Attributes:
        demand: Arrivals in the span.
        capacity: Departures of the list.
        size: Items that wait at the end of the last day.
        mean_age: Their mean age in days; None if none waits.
        intensity: Demand over capacity.
        target_size: Size that goes with the target.
        is_too_big: Whether the list is more than twice as long.
        sustaining: Capacity a week that keeps waits near the target.
        relief: Capacity a week that brings the list to its target in 26 weeks.
        pressure: Twice the mean age over the target.
    """

    demand: Rate
    capacity: Rate
    size: int
    mean_age: float | None
    intensity: float | None
    target_size: float | None
    is_too_big: bool
    sustaining: float | None
    relief: float | None
    pressure: float | None


def waiting_list(arrived: Sequence[date], left: Sequence[date | None]) -> WaitingList:
    """Return the list of items by the days on which they came and left."""
    return WaitingList(
        arrived=np.array([day_number(day) for day in arrived], dtype=np.int64),
        left=np.array(
            [STILL_WAITING if day is None else day_number(day) for day in left],
            dtype=np.int64,
        ),
    )


def sizes_by_day(items: WaitingList, span: Span) -> NDArray[np.int64]:
    """Return how many items wait at the end of each day of ``span``.

    What left before the span is not counted, what came before it is; the span may lie
    anywhere.
    """
    days = np.arange(span.first, span.last + 1)
    left = np.sort(np.maximum(items.left, items.arrived))
    came = np.searchsorted(np.sort(items.arrived), days, side="right")
    went = np.searchsorted(left, days, side="right")
    return (came - went).astype(np.int64)


def demand_of(items: WaitingList, span: Span) -> Rate:
    """Return how often items come, from the gaps in ``span`` and at its ends."""
    inside = (span.first <= items.arrived) & (items.arrived <= span.last)
    days = np.sort(items.arrived[inside])
    gaps = np.diff(np.concatenate(([span.first], days, [span.last])))
    return _rate(len(days), gaps)


def capacity_of(items: WaitingList, first: int | None = None) -> Rate:
    """Return how often items leave while there are some to leave.

    A day on which nothing waits begins a new gap, so that idle time is not taken for
    lack of capacity. Every departure of the list counts, also one after the last
    arrival.

    Args:
        items: The list.
        first: Day from which the first gap runs; that of the first arrival if None.
    """
    whole = items.span()
    if whole is None:
        return Rate(count=0, weekly=None, variation=None)
    left = np.sort(items.left[items.left < STILL_WAITING])
    days = np.arange(whole.first, whole.last + 1)
    empty = days[sizes_by_day(items, whole) == 0]
    stops = np.unique(np.concatenate((empty, left)))
    before = np.searchsorted(stops, left)
    begin = whole.first if first is None else first
    last = np.where(before > 0, stops[before - 1] if len(stops) else begin, begin)
    # one of several in a day, or the one that emptied the list, follows at once: so
    # the reference has it, whose order puts an empty day before its departures
    at_once = np.isin(left, empty)
    at_once[1:] |= left[1:] == left[:-1]
    since = np.where(at_once, left, last)
    return _rate(len(left), left - since)


def statistics_of(
    items: WaitingList, target: float, span: Span | None = None
) -> ListStatistics | None:
    """Return what a list says about itself; None if nothing was ever on it.

    Args:
        items: The list.
        target: Longest wait aimed at, in weeks.
        span: Days looked at; from the first to the last arrival if None.
    """
    span = span or items.span()
    if span is None:
        return None
    demand, capacity = demand_of(items, span), capacity_of(items, span.first)
    ages = span.last - items.arrived[items.waiting_on(span.last)]
    size, mean_age = len(ages), float(ages.mean()) if len(ages) else None
    weekly = demand.weekly
    aim = None if weekly is None else target_size(weekly, target)
    return ListStatistics(
        demand=demand,
        capacity=capacity,
        size=size,
        mean_age=mean_age,
        intensity=intensity(weekly or 0.0, capacity.weekly or 0.0),
        target_size=aim,
        is_too_big=aim is not None and size > TOO_BIG * aim,
        sustaining=_sustaining(demand, capacity, target),
        relief=None
        if weekly is None or aim is None
        else relief_capacity(weekly, size, aim),
        pressure=None if mean_age is None else pressure(mean_age, WEEK * target),
    )


def _sustaining(demand: Rate, capacity: Rate, target: float) -> float | None:
    if demand.weekly is None or demand.variation is None or capacity.variation is None:
        return None
    return sustaining_count(
        demand.weekly,
        target,
        variation_demand=demand.variation,
        variation_capacity=capacity.variation,
    )


def _rate(count: int, gaps: Days) -> Rate:
    """Return the rate of ``count`` happenings from the gaps between them."""
    mean = float(gaps.mean()) if count and len(gaps) else 0.0
    weekly = ratio(WEEK, mean)
    if weekly is None:
        return Rate(count=count, weekly=None, variation=None)
    spread = float(gaps.std(ddof=1)) if len(gaps) > 1 else 0.0
    return Rate(count=count, weekly=weekly, variation=finite(spread / mean))
