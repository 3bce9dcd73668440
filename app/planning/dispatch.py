"""In which week the hours of each request can be begun: a plan, not a promise.

The rows are served in order. Each takes its hours from the first weeks in which both
the unit and the people who are current in the skill still have some; what a row cannot
take for want of a skill is left to the rows after it. A person with several skills
lends the same hours to each, so that scarce skills look better than they are; there is
no band around the weeks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from app.capacity.by_week import NOTHING, CapacityByWeek

Demand = Sequence[tuple[str, float]]
"""Hours wanted, by code of the skill; empty code for work that any examiner does."""


def first_weeks(
    demands: Iterable[Demand], capacity: CapacityByWeek
) -> list[int | None]:
    """Return of each demand, in order of service, the week in which it begins.

    That is the week of the first hour of the first skill that it has hours for. Weeks
    are places in ``capacity``; None where no hours are left in any of them.
    """
    unit = capacity.net.tolist()
    pools = {code: Pool(skill.net.tolist()) for code, skill in capacity.skills.items()}
    pools[""] = Pool([inf] * len(unit))
    return [_serve(demand, unit, pools) for demand in demands]


@dataclass(slots=True)
class Pool:
    """Hours of one skill: by week, and the first week that may still have some."""

    hours: list[float]
    begin: int = 0


def _serve(demand: Demand, unit: list[float], pools: Mapping[str, Pool]) -> int | None:
    weeks = [
        (wanted > 0, _take(wanted, unit, pools[code]) if code in pools else None)
        for code, wanted in demand
    ]
    return next((week for has_hours, week in weeks if has_hours), weeks[0][1])


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
