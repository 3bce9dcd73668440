"""In which week the hours of each request can be begun: a plan, not a promise.

The rows are served in order. Each takes its hours from the first weeks in which both
the unit and the people who are current in the skill still have some; what a row cannot
take for want of a skill is left to the rows after it. A person with several skills
lends the same hours to each, so that scarce skills look better than they are; there is
no band around the weeks.

Work that needs equipment takes from the limits of the same weeks, too, so much of each
for every hour of examination; in a week whose limit is spent it takes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from app.capacity.bounds import NO_BOUNDS, Bounds, Places
from app.capacity.by_week import NOTHING, CapacityByWeek

Demand = Sequence[tuple[str, float]]
"""Hours wanted, by code of the skill; empty code for work that any examiner does."""

Claims = Mapping[str, Mapping[Places, float]]
"""What a demand takes of equipment, by code of the skill.

For the places in ``Bounds.inside`` of pieces that stand for one another, how much of
them an hour of people takes, in their unit; more than nothing.
"""

NO_CLAIMS: Claims = {}

Begun = tuple[int | None, Places | None]
"""The week of the first hours, and what was spent in an earlier one."""


class Starts(NamedTuple):
    """When demands begin.

    Attributes:
        weeks: Of each demand, the place of its week in the capacity; None where no
            hours are left.
        lacked: By the place of a demand, the places in ``Bounds.inside`` of what was
            spent in an earlier week in which people had hours.
    """

    weeks: list[int | None]
    lacked: dict[int, Places]


def first_weeks(
    demands: Iterable[tuple[Demand, Claims]],
    capacity: CapacityByWeek,
    bounds: Bounds = NO_BOUNDS,
) -> Starts:
    """Return of each demand, in order of service, the week in which it begins.

    That is the week of the first hour of the first skill that it has hours for.

    Args:
        demands: Each with what it takes of equipment.
        capacity: Hours of people by week.
        bounds: Limits of the same weeks.
    """
    unit = capacity.net.tolist()
    pools = {code: Pool(skill.net.tolist()) for code, skill in capacity.skills.items()}
    pools[""] = Pool([inf] * len(unit))
    benches = benches_of(bounds)
    starts = Starts([], {})
    for demand, claims in demands:
        if not claims:
            starts.weeks.append(_serve(demand, unit, pools))
            continue
        week, lacked = _serve_with(demand, claims, unit, pools, benches)
        if lacked is not None:
            starts.lacked[len(starts.weeks)] = lacked
        starts.weeks.append(week)
    return starts


@dataclass(slots=True)
class Pool:
    """Hours of one skill: by week, and the first week that may still have some."""

    hours: list[float]
    begin: int = 0


class Bench:
    """What is left of pieces that stand for one another, by week.

    Attributes:
        places: Of the pieces in ``Bounds.inside``.
        left: How much they have together.
        begin: The first week that may still have some.
        pieces: Of each piece what it has, with all that draw on it; empty where there
            is but one and nobody else does.
    """

    __slots__ = ("begin", "left", "pieces", "places")

    def __init__(self, places: Places, left: list[float]) -> None:
        self.places = places
        self.left = left
        self.begin = 0
        self.pieces: list[tuple[list[float], list[Bench]]] = []

    def use(self, amount: float, week: int) -> None:
        """Take an amount that is there."""
        if not self.pieces:
            self.left[week] -= amount
        for hours, benches in self.pieces:
            used = min(amount, hours[week])
            hours[week] -= used
            amount -= used
            for bench in benches:
                bench.left[week] -= used


def benches_of(bounds: Bounds) -> dict[Places, Bench]:
    """Return what equipment has, by the places of what can stand for one another."""
    pieces = [list(bound.weekly) for bound in bounds.inside]
    every = sorted({places for kinds in bounds.of_type.values() for places in kinds})
    found = {
        places: Bench(
            places,
            [sum(week) for week in zip(*(pieces[one] for one in places), strict=True)],
        )
        for places in every
    }
    for places, bench in found.items():
        draw = {one: [found[each] for each in every if one in each] for one in places}
        if len(places) > 1 or len(draw[places[0]]) > 1:
            bench.pieces = [(pieces[one], draw[one]) for one in places]
    return found


def _serve(demand: Demand, unit: list[float], pools: Mapping[str, Pool]) -> int | None:
    weeks = [
        (wanted > 0, _take(wanted, unit, pools[code]) if code in pools else None)
        for code, wanted in demand
    ]
    return next((week for has_hours, week in weeks if has_hours), weeks[0][1])


def _serve_with(
    demand: Demand,
    claims: Claims,
    unit: list[float],
    pools: Mapping[str, Pool],
    benches: Mapping[Places, Bench],
) -> Begun:
    """Return the week in which a demand begins, and what made it wait so long."""
    start: Begun
    found: Begun | None = None
    for code, wanted in demand:
        if code not in pools:
            start = None, None
        elif code not in claims:
            start = _take(wanted, unit, pools[code]), None
        else:
            takes = [(benches[places], rate) for places, rate in claims[code].items()]
            start = _take_with(wanted, unit, pools[code], takes)
        if wanted > 0 and found is None:
            found = start
    return found or (None, None)


def _take(wanted: float, unit: list[float], pool: Pool) -> int | None:
    """Take hours from the first weeks that have some; return the first of them."""
    first, left, week = None, wanted, pool.begin
    while week < len(unit):
        there = min(unit[week], pool.hours[week])
        if there > NOTHING:
            first = week if first is None else first
            used = min(there, left)
            unit[week] -= used
            pool.hours[week] -= used
            left -= used
            if left <= NOTHING:
                break
        else:
            week += 1
    pool.begin = week
    return first


def _take_with(
    wanted: float,
    unit: list[float],
    pool: Pool,
    takes: Sequence[tuple[Bench, float]],
) -> Begun:
    """Take hours of people and of equipment from the first weeks that have both.

    The weeks of people are not closed by it: others may need no equipment.
    """
    first, left, hours, week = None, wanted, pool.hours, _first_open(pool, takes)
    while week < len(unit):
        there = unit[week] if unit[week] < hours[week] else hours[week]
        for bench, rate in takes:
            if bench.left[week] < there * rate:
                there = bench.left[week] / rate
        if there > NOTHING:
            first = week if first is None else first
            used = there if there < left else left
            unit[week] -= used
            hours[week] -= used
            for bench, rate in takes:
                bench.use(used * rate, week)
            left -= used
            if left <= NOTHING:
                break
        else:
            week += 1
    if first == pool.begin:
        return first, None
    return first, _lacked(first, unit, pool, takes)


def _first_open(pool: Pool, takes: Sequence[tuple[Bench, float]]) -> int:
    """Return the first week in which people and every piece may have something."""
    week = pool.begin
    for bench, _ in takes:
        left = bench.left
        while bench.begin < len(left) and left[bench.begin] <= NOTHING:
            bench.begin += 1
        week = max(week, bench.begin)
    return week


def _lacked(
    first: int | None,
    unit: list[float],
    pool: Pool,
    takes: Sequence[tuple[Bench, float]],
) -> Places | None:
    """Return what had nothing left in a week before ``first`` when people had."""
    end = len(unit) if first is None else first
    for week in range(pool.begin, end):
        if unit[week] > NOTHING and pool.hours[week] > NOTHING:
            for bench, _ in takes:
                if bench.left[week] <= NOTHING:
                    return bench.places
    return None
