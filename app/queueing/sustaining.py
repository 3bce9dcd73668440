"""The capacity that keeps waits where they are aimed at, in counts and in hours.

How to call: ``sustaining_count`` for one list in counts (the reference's "target
capacity"); ``sustaining_hours`` for classes of different effort, in hours.

Some capacity above demand is needed because both vary: a list served at exactly the
rate at which it grows gets ever longer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.queueing.balance import FACTOR, finite


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLoad:
    """Arrivals of one class of requests and the work that each brings.

    Attributes:
        arrivals: Requests a week.
        hours: Mean examiner hours of a request.
        variation: Coefficient of variation of those hours.
        dispersion: Variance over mean of the weekly arrivals; 1 for a Poisson stream.
    """

    arrivals: float
    hours: float
    variation: float = 1.0
    dispersion: float = 1.0

    @property
    def hours_weekly(self) -> float:
        """Hours of work that arrive in a week."""
        return self.arrivals * self.hours

    @property
    def variance_rate(self) -> float:
        """Variance of the hours that arrive, by week."""
        return self.hours_weekly * self.hours * (self.variation**2 + self.dispersion)


def hours_demanded(classes: Sequence[ClassLoad]) -> float:
    """Return the hours that arrive in a week over all classes."""
    return math.fsum(each.hours_weekly for each in classes)


def variance_rate(classes: Sequence[ClassLoad]) -> float:
    """Return the variance of the hours that arrive, by week, over all classes."""
    return math.fsum(each.variance_rate for each in classes)


def sustaining_count(
    demand: float,
    target: float,
    factor: float = FACTOR,
    *,
    variation_demand: float = 1.0,
    variation_capacity: float = 1.0,
) -> float | None:
    """Return the capacity in requests a week at which waits stay near the target.

    The heavy-traffic form of Kingman and Marchal, as the reference has it.

    Args:
        demand: Arrivals a week.
        target: Longest wait aimed at, in weeks.
        factor: Target over mean wait.
        variation_demand: Coefficient of variation of the gaps between arrivals.
        variation_capacity: The same of the gaps between completions.
    """
    if target <= 0:
        return None
    spread = (variation_demand**2 + variation_capacity**2) / 2
    return finite(demand + spread * factor / target)


def sustaining_hours_first_order(
    demand: float,
    hours: float,
    target: float,
    factor: float = FACTOR,
    *,
    variation_demand: float = 1.0,
    variation_capacity: float = 1.0,
) -> float | None:
    """Return the sustaining capacity in hours a week, for one class, roughly.

    It is the form in counts times the hours of a request, and lies above the full form
    of ``sustaining_hours``.

    Args:
        demand: Hours that arrive in a week.
        hours: Mean hours of a request.
        target: Longest wait aimed at, in weeks.
        factor: Target over mean wait.
        variation_demand: Coefficient of variation of the gaps between arrivals.
        variation_capacity: Coefficient of variation of the hours of a request.
    """
    if target <= 0:
        return None
    spread = (variation_demand**2 + variation_capacity**2) / 2
    return finite(demand + hours * spread * factor / target)


def sustaining_hours(
    demand: float, variance: float, target: float, factor: float = FACTOR
) -> float | None:
    """Return the hours a week at which the mean delay is the target over ``factor``.

    Work that arrives at a mean rate with a variance, drained at a constant rate ``H``,
    leaves a mean of ``variance / (2 (H - demand))`` hours waiting, a delay of that over
    ``H``. This solves for ``H``.

    Args:
        demand: Hours that arrive in a week (``hours_demanded``).
        variance: Their variance, by week (``variance_rate``).
        target: Longest wait aimed at, in weeks.
        factor: Target over mean wait.
    """
    if target <= 0:
        return None
    root = math.hypot(demand, math.sqrt(2 * variance * factor / target))
    return finite((demand + root) / 2)
