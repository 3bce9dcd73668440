"""In which week the hours of each request can be begun: a plan, not a promise.

The rows are served in order. Each takes its hours from the first weeks in which both
the unit and the people who are current in the skill still have some; what a row cannot
take for want of a skill is left to the rows after it. A person with several skills
lends the same hours to each, so that scarce skills look better than they are; there is
no band around the weeks.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.planning.capacity import NOTHING, CapacityByWeek

Demand = Sequence[tuple[str, float]]
"""Hours wanted, by code of the skill; empty code for work that any examiner does."""


def first_weeks(
    demands: Iterable[Demand], capacity: CapacityByWeek
) -> list[int | None]:
    """Return of each demand, in order of service, the week of its first hour.

    Weeks are places in ``capacity``; None where no hours are left for it in any, or
    nobody has the skill.
    """
    unit = capacity.net.tolist()
    pools = {code: skill.net.tolist() for code, skill in capacity.skills.items()}
    pools[""] = [float("inf")] * len(unit)
    begins = dict.fromkeys(pools, 0)
    return [_serve(demand, unit, pools, begins) for demand in demands]


def _serve(
    demand: Demand,
    unit: list[float],
    pools: Mapping[str, list[float]],
    begins: dict[str, int],
) -> int | None:
    """Take the hours of one request; ``begins`` keeps where each pool has some."""
    first: int | None = None
    for code, wanted in demand:
        if (pool := pools.get(code)) is None:
            continue
        week, left = begins[code], wanted
        while week < len(unit):
            there = min(unit[week], pool[week])
            if there <= NOTHING:
                week += 1
                continue
            first = week if first is None else min(first, week)
            used = min(there, left)
            unit[week] -= used
            pool[week] -= used
            left -= used
            if left <= NOTHING:
                break
        begins[code] = week
    return first
