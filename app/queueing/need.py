"""What the unit's demand asks for: target size and sustaining capacity, both units.

How to call: ``need_of(flow, targets)`` with the flow of some weeks and the days that
each of ``PRIORITIES`` is given.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.queueing.balance import FACTOR, ratio, target_size
from app.queueing.sustaining import (
    hours_demanded,
    sustaining_count,
    sustaining_hours,
    variance_rate,
)
from app.queueing.unit_flow import UnitFlow

WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What demand asks for; rates by week, times in weeks.

    Attributes:
        requests: Requests that arrive.
        hours: Hours that arrive.
        target: Mean target wait, weighted by hours; 0 without demand.
        size: Target size in requests.
        size_hours: Target size in hours.
        sustaining: Sustaining capacity in requests; None without demand.
        sustaining_hours: Sustaining capacity in hours; None without demand, or where
            nothing tells its hours.
        chance: Twice the standard error of the hours that arrive.
    """

    requests: float
    hours: float
    target: float
    size: float
    size_hours: float
    sustaining: float | None
    sustaining_hours: float | None
    chance: float


def need_of(flow: UnitFlow, targets: Sequence[float], factor: float = FACTOR) -> Need:
    """Return what the demand of some weeks asks for.

    Args:
        flow: What came and went.
        targets: Days from receipt to issue, of each of ``PRIORITIES``.
        factor: Target over mean wait.
    """
    loads = flow.loads
    weeks = [days / WEEK for days in targets]
    hours, whole = hours_demanded(loads), flow.whole
    by_hours = _weighted([load.hours_weekly for load in loads], weeks)
    by_count = _weighted([load.arrivals for load in loads], weeks)
    variance = variance_rate(loads)
    return Need(
        requests=whole.accepted.weekly,
        hours=hours,
        target=by_hours,
        size=target_size(whole.accepted.weekly, by_count, factor) or 0.0,
        size_hours=target_size(hours, by_hours, factor) or 0.0,
        sustaining=sustaining_count(
            whole.accepted.weekly,
            by_count,
            factor,
            variation_demand=math.sqrt(whole.accepted.dispersion),
            variation_capacity=math.sqrt(whole.issued.dispersion),
        ),
        sustaining_hours=sustaining_hours(hours, variance, by_hours, factor)
        if flow.knows_hours
        else None,
        chance=2 * math.sqrt(variance / flow.weeks) if flow.weeks else 0.0,
    )


def _weighted(weights: Sequence[float], values: Sequence[float]) -> float:
    """Return the mean of ``values``; 0 where all weights are 0."""
    summed = math.fsum(w * v for w, v in zip(weights, values, strict=True))
    return ratio(summed, math.fsum(weights)) or 0.0
