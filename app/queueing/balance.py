"""Demand against capacity, and how long a list may be: the rules of waiting lists.

How to call: every function takes plain numbers and gives a number, or None where
there is none to give (no capacity, a list that never gets there); no result is ever
infinite. Amounts may be requests or examiner hours, as long as all are the same; rates
are by week and times in weeks.

The rules are those of Fong and others (2022), "Understanding Waiting Lists Pressures",
and were checked against NHSRwaitinglist 0.1.2 (``tests/vectors``).
"""

import math

FACTOR = 4.0
"""Target wait over mean wait: with exponential waits 1.8 % are then over target."""

STRICT_FACTOR = 6.0
"""The same where no more than 0.2 % may be over target."""

RELIEF_WEEKS = 26.0
"""Weeks in which a list that is too long is brought to its target size."""


def finite(value: float) -> float | None:
    """Return ``value``, or None if it is infinite or not a number."""
    return value if math.isfinite(value) else None


def ratio(above: float, below: float) -> float | None:
    """Return ``above`` over ``below``; None if ``below`` is not positive."""
    return finite(above / below) if below > 0 else None


def intensity(demand: float, capacity: float) -> float | None:
    """Return demand over capacity; at 1 and above a list can only grow."""
    return ratio(demand, capacity)


def target_mean_wait(target: float, factor: float = FACTOR) -> float | None:
    """Return the mean wait at which nearly all waits stay within ``target``."""
    return ratio(target, factor)


def target_size(demand: float, target: float, factor: float = FACTOR) -> float | None:
    """Return the list size that goes with the target mean wait (Little's law).

    Args:
        demand: Arrivals a week.
        target: Longest wait aimed at, in weeks.
        factor: Target over mean wait.
    """
    return ratio(demand * target, factor)


def demand_allowing_for_chance(demand: float, arrivals: int, variation: float) -> float:
    """Return demand with an allowance for having been measured on few arrivals.

    Twice the relative standard error of the mean rate, as the reference takes it;
    ``demand`` itself where nothing was counted or the allowance has no meaning.

    Args:
        demand: Arrivals a week.
        arrivals: On how many arrivals the rate rests; 0 for no allowance.
        variation: Coefficient of variation of the gaps between arrivals.
    """
    if arrivals <= 0:
        return demand
    share = 2 * demand * variation / math.sqrt(arrivals)
    return demand / (1 - share) if share < 1 else demand


def relief_capacity(
    demand: float,
    size: float,
    target: float,
    *,
    weeks: float = RELIEF_WEEKS,
    arrivals: int = 0,
    variation: float = 0.0,
) -> float | None:
    """Return the capacity a week that brings a list to its target size in time.

    It may be below zero where the list is short; that is left to who tells it.

    Args:
        demand: Arrivals a week.
        size: Size of the list now.
        target: Size aimed at.
        weeks: Weeks in which it is to be reached.
        arrivals: On how many arrivals ``demand`` rests; 0 for no allowance.
        variation: Coefficient of variation of the gaps between arrivals.
    """
    if weeks <= 0:
        return None
    expected = demand_allowing_for_chance(demand, arrivals, variation)
    return finite(expected + (size - target) / weeks)


def relief_people(relief: float, capacity: float, of_one: float) -> float | None:
    """Return how many more full-time people relief takes; below zero for fewer.

    Args:
        relief: Hours a week that bring the list to its target size.
        capacity: Hours a week that there are.
        of_one: Productive hours a week of one full-time person.
    """
    return ratio(relief - capacity, of_one)


def pressure(mean_wait: float, target: float) -> float | None:
    """Return twice the mean wait over the target; above 1 the target is missed.

    Both in the same unit.
    """
    return ratio(2 * mean_wait, target)


def clearance_time(size: float, capacity: float) -> float | None:
    """Return the weeks that a list would take if nothing new came."""
    return ratio(size, capacity)


def time_to_level(
    size: float, level: float, demand: float, capacity: float
) -> float | None:
    """Return the weeks until a list has come down to ``level``; 0 if it is there.

    None if it never gets there because capacity does not exceed demand.
    """
    if size <= level:
        return 0.0
    return ratio(size - level, capacity - demand)


def weeks_in_words(weeks: float | None) -> str:
    """Return a time to a level in words; "never at this level" where there is none.

    "This level" is that of capacity against demand.
    """
    if weeks is None:
        return "never at this level"
    if weeks <= 0:
        return "there now"
    if weeks < 1:
        return "within a week"
    whole = math.ceil(weeks)
    return "1 week" if whole == 1 else f"{whole:,} weeks"


_TARGET_DAYS = {1: 7, 2: 28, 3: 84}


def usual_target_days(priority: int) -> int:
    """Return the target of a priority where a unit has set none, in days."""
    return _TARGET_DAYS.get(priority, 365)
