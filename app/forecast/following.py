"""A series followed period by period, by every way of the grid at once.

What is foretold is a level times the season. After each count the level takes up a
share of the surprise. Where the season is low a count tells less, and moves the level
less. After a change point marked by the user the level is found anew: the weeks since
are averaged with what was before, which counts as two.
"""

from dataclasses import dataclass

import numpy as np

from app.forecast.grid import SLOW, Cells
from app.forecast.observed import Observed, Values

LEAST_SHARE = 0.03
"""A level never falls under this share of the mean of the series."""

BEFORE = 2.0
"""Weeks that the level before a change point counts for."""


@dataclass(slots=True, kw_only=True)
class State:
    """Where a level stands, by cell; overwritten by each step.

    Attributes:
        level: The level, without season.
        usual: What it returns to.
        trend: What it gains a period.
    """

    level: Values
    usual: Values
    trend: Values

    def foretell(self, cells: Cells, least: float, into: Values) -> None:
        """Write the level of the next period into ``into``."""
        np.subtract(self.level, self.usual, out=into)
        into *= cells.stay
        into += self.usual
        self.trend *= cells.hold
        into += self.trend
        np.maximum(into, least, out=into)

    def learn(
        self,
        count: Values,
        foretold: Values,
        *,
        gain: Values,
        rise: Values,
        slow: Values,
    ) -> None:
        """Take up a count (without season) that came where ``foretold`` was expected.

        Args:
            count: The count divided by the season.
            foretold: The level that was expected.
            gain: Share of the surprise for the level.
            rise: Share of that for the trend.
            slow: Share of the surprise for the usual level.
        """
        surprise = count - foretold
        surprise *= gain
        np.add(foretold, surprise, out=self.level)
        surprise *= rise
        self.trend += surprise
        np.subtract(count, self.usual, out=surprise)
        surprise *= slow
        self.usual += surprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A series followed to its end.

    Attributes:
        means: Count expected one step ahead, period x cell.
        state: Where each cell stands after the last period.
        least: What no level falls under.
    """

    means: Values
    state: State
    least: float


def gains(cells: Cells, factors: Values) -> Values:
    """Return the share of a surprise taken up, given the factor of the season."""
    found: Values = cells.gain / (cells.gain + (1 - cells.gain) / factors)
    return found


def follow(series: Observed, factors: Values, cells: Cells) -> Followed:
    """Follow a series.

    Args:
        series: The past.
        factors: Of each period and cell, the factor of the season.
        cells: How each cell moves.
    """
    least = max(0.02, LEAST_SHARE * series.mean)
    since = _weeks_since(series)
    gain = np.maximum(gains(cells, factors), 1 / since[:, None])
    slow = np.maximum(SLOW / series.year, 1 / since)[:, None] * factors
    np.minimum(slow, 1.0, out=slow)
    level = _first_level(series, factors, least)
    state = State(level=level, usual=level.copy(), trend=np.zeros_like(level))
    plain = series.counts[:, None] / factors
    means = np.empty_like(factors)
    for at, is_used in enumerate(series.used.tolist()):
        if at in series.resets:
            state.trend[:] = 0
        foretold = means[at]
        state.foretell(cells, least, foretold)
        if is_used:
            state.learn(
                plain[at], foretold, gain=gain[at], rise=cells.trend, slow=slow[at]
            )
        else:
            state.level[:] = foretold
    means *= factors
    return Followed(means=means, state=state, least=least)


def _weeks_since(series: Observed) -> Values:
    """Return, of each period, how many weeks its level rests on."""
    since = np.arange(series.length, dtype=np.float64) + _opening(series)
    for at in series.resets:
        since[at:] = np.arange(series.length - at) + BEFORE
    return since


def _opening(series: Observed) -> int:
    return int(min(series.length, max(4, series.year / 4)))


def _first_level(series: Observed, factors: Values, least: float) -> Values:
    known = np.flatnonzero(series.used)[: _opening(series)]
    mean = float(series.counts[known].sum()) / factors[known].sum(axis=0)
    found: Values = np.maximum(mean, least).astype(np.float64)
    return found
