"""Classes that rise and fall together, so that the range of their sum is wide enough.

Each class is drawn for itself; what moves all of them would cancel out in the sum. How
much they have moved together is read off the surprises of the past, added up over 13
weeks. The paths of each class are then put in an order in which high paths of one tend
to meet high paths of the others, as much as that; no path is changed.
"""

from collections.abc import Mapping

import numpy as np

from app.forecast.observed import Values
from app.forecast.outlook import Paths
from app.forecast.stream import stream

BLOCK = 13
"""Weeks over which surprises are added up."""

LEAST_WEEKS = 4 * BLOCK
"""Weeks that two classes must share before anything is read off them."""

DOUBT = 4
"""Blocks of no step at all that the estimate starts with."""

MOST = 0.9


def shared_step(surprises: Mapping[str, Values]) -> float:
    """Return how much classes move together, from 0 (not at all) to ``MOST``.

    Args:
        surprises: By class, what came less what was expected the week before, up to
            the last week; NaN where a count is not known.
    """
    long = [one for one in surprises.values() if len(one) >= LEAST_WEEKS]
    if len(long) < 2:
        return 0.0
    weeks = min(len(one) for one in long)
    weekly = np.nan_to_num(np.array([one[-weeks:] for one in long]))
    running = np.cumsum(weekly, axis=1)
    sums = running[:, BLOCK:] - running[:, :-BLOCK]
    apart = sums.var(axis=1)
    pairs = np.sqrt(apart).sum() ** 2 - apart.sum()
    if pairs <= 0:
        return 0.0
    found = (sums.sum(axis=0).var() - apart.sum()) / pairs
    blocks = weeks / BLOCK
    return float(np.clip(found * blocks / (blocks + DOUBT), 0, MOST))


def in_step(paths: Mapping[str, Paths], step: float, seed: int) -> dict[str, Paths]:
    """Return the paths of each class in an order in which they move together.

    Args:
        paths: Paths of each class, as many of each.
        step: How much they move together, from 0 to 1.
        seed: Seed of the forecast.
    """
    if not step:
        return dict(paths)
    count = len(next(iter(paths.values())))
    all_of_them = stream(seed, "step").standard_normal(count)
    found = {}
    for name, own in paths.items():
        alone = stream(seed, name, "step").standard_normal(count)
        height = np.sqrt(step) * all_of_them + np.sqrt(1 - step) * alone
        place = np.argsort(np.argsort(height, kind="stable"), kind="stable")
        by_height = np.argsort(own.sum(axis=1), kind="stable")
        found[name] = own[by_height[place]]
    return found
