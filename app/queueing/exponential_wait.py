"""Shares of waits within a target, if waits are spread exponentially.

How to call: plain numbers, times in one unit (weeks or days), shares from 0 to 1;
None where there is no answer.

The exponential rule holds for one stable list served in no particular order. Under
first come, first served the spread is smaller; under strict priority the lowest
priority fares worse.
"""

import math

from app.queueing.balance import finite, ratio


def rate_for(share: float, target: float) -> float | None:
    """Return the exponential rate at which ``share`` of waits is within ``target``."""
    if not 0 <= share < 1 or target <= 0:
        return None
    return finite(-math.log1p(-share) / target)


def mean_wait_for(share: float, target: float) -> float | None:
    """Return the mean wait at which ``share`` of waits is within ``target``.

    None for a share of 0, which every mean gives that is long enough.
    """
    rate = rate_for(share, target)
    return None if rate is None else ratio(1.0, rate)


def size_for(demand: float, share: float, target: float) -> float | None:
    """Return the list size at which ``share`` of waits is within ``target``.

    Args:
        demand: Arrivals, by the unit of ``target``.
        share: Share of waits that is to be within target.
        target: Longest wait aimed at.
    """
    rate = rate_for(share, target)
    return None if rate is None else ratio(demand, rate)


def share_within(mean_wait: float, target: float) -> float | None:
    """Return the share of waits within ``target`` if their mean is ``mean_wait``."""
    if mean_wait < 0 or target < 0:
        return None
    if mean_wait == 0:
        return 1.0
    return -math.expm1(-target / mean_wait)
