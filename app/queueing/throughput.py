"""How many by when, from nothing but how much was finished in past weeks.

How to call: ``paths(weekly, weeks, seed=...)`` draws weeks of the past anew, then
``at_least(paths, share)`` and ``weeks_to(paths, amount, share)``. A second opinion: it
knows neither people nor what they hold, and needs no assumption but that weeks to come
are like those that were.
"""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

PATHS = 1000
"""Paths drawn where no other number is asked for."""


def paths(weekly: Values, weeks: int, *, seed: int, count: int = PATHS) -> Values:
    """Return what would be finished by the end of each week, on each path.

    Args:
        weekly: What was finished in each past week.
        weeks: Weeks ahead.
        seed: The same seed gives the same paths.
        count: Number of paths.
    """
    if not len(weekly) or weeks < 1:
        return np.zeros((count, max(weeks, 0)))
    random = np.random.Generator(np.random.Philox(seed))
    chosen = random.integers(0, len(weekly), size=(count, weeks))
    summed: Values = np.cumsum(weekly[chosen], axis=1)
    return summed


def at_least(found: Values, share: float) -> Values:
    """Return by week how much is finished at the least on ``share`` of the paths."""
    if not found.size:
        return np.zeros(found.shape[1])
    return np.quantile(found, 1 - share, axis=0, method="lower").astype(np.float64)


def weeks_to(found: Values, amount: float, share: float) -> int | None:
    """Return the week by whose end ``share`` of the paths have finished ``amount``.

    0 where nothing is to be finished; None where it is beyond the weeks drawn.
    """
    if amount <= 0:
        return 0
    reached = np.flatnonzero((found >= amount).mean(axis=0) >= share)
    return int(reached[0]) + 1 if len(reached) else None
