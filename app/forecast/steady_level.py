"""A level and nothing more: for short histories and for what hardly ever arrives.

The rate of arrivals has a gamma distribution; each week adds its count and what was
known before counts for a little less (``KEEP``). Which keep is right is weighed by
how well each would have foretold the next week.
"""

import math

import numpy as np
from numpy.typing import NDArray

from app.forecast.observed import Observed
from app.forecast.outlook import Paths

KEEP = (1.0, 0.99, 0.97, 0.9, 0.8, 0.6)
"""Share of what is known that still holds a week later."""

FLATTEN = 3.0
"""Divides the log likelihood before it becomes a weight: little is known here."""

START = 0.5
"""Weight of not knowing anything: half an arrival (Jeffreys' prior)."""


def steady_paths(
    series: Observed, size: tuple[int, int], draw: np.random.Generator
) -> Paths:
    """Return sample paths of a rate that moves slowly.

    Args:
        series: The history.
        size: Paths and weeks.
        draw: Where random numbers come from.
    """
    keep = np.array(KEEP)
    shape, rate, score = _followed(series, keep)
    weight = np.exp((score - score.max()) / FLATTEN)
    cell = draw.choice(len(keep), size=size[0], p=weight / weight.sum())
    shape, rate, keep = shape[cell], rate[cell], keep[cell]
    paths = np.empty(size, dtype=np.int32)
    for week in range(size[1]):
        mean = np.minimum(draw.standard_gamma(shape) / rate, series.most)
        paths[:, week] = draw.poisson(mean)
        shape, rate = keep * (shape + paths[:, week]), keep * (rate + 1.0)
    return paths


def _followed(
    series: Observed, keep: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return shape and rate after the history, and the log likelihood, by keep."""
    shape, rate = np.full(len(keep), START), np.zeros(len(keep))
    score = np.zeros(len(keep))
    for at, is_used in enumerate(series.used.tolist()):
        count = int(series.counts[at])
        if at in series.resets:  # what was before counts as one week
            shape, rate = shape / np.maximum(rate, 1), np.minimum(rate, 1)
        if not is_used:
            continue
        if rate[0] > 0:
            score += _log_chance(count, shape, rate)
        shape, rate = keep * (shape + count), keep * (rate + 1.0)
    return shape, rate, score


def _log_chance(
    count: int, shape: NDArray[np.float64], rate: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the log chance of a count, of a negative binomial distribution."""
    ways = [math.lgamma(count + one) - math.lgamma(one) for one in shape.tolist()]
    found: NDArray[np.float64] = (
        np.array(ways)
        - math.lgamma(count + 1)
        + shape * np.log(rate / (rate + 1))
        - count * np.log1p(rate)
    )
    return found
