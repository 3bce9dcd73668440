"""A forecast: sample paths, and what is read off them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

Paths = NDArray[np.int32]
"""Counts, paths x weeks."""

SHARES = (50, 80, 90)
"""Per cent of the paths that the bands shown hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The range that holds ``share`` per cent of the paths, the same on both sides.

    Attributes:
        share: Per cent of the paths, 50, 80 or 90.
        low: Lower end by week.
        high: Upper end by week.
    """

    share: int
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What arrives in the first weeks together.

    Attributes:
        weeks: How many weeks are added up.
        share: Per cent of the paths between ``low`` and ``high``.
        low: Lower end of the range of the sum.
        median: The sum that half of the paths stay under.
        high: Upper end.
    """

    weeks: int
    share: int
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may arrive in the weeks ahead.

    Attributes:
        mondays: The weeks ahead by their Mondays.
        paths: Counts that may arrive, paths x weeks; each path is one possible future
            as a whole, so that sums over weeks keep their range.
        seed: What the paths were drawn from; the same seed gives the same bytes.
        method: How it was made, in words to print below a chart.
        recent: Mean a week of the last weeks of the history (at most 52).
        recent_weeks: How many weeks ``recent`` is the mean of.
        notes: Sentences that the reader must know: gaps, marks, a short history.
    """

    mondays: tuple[date, ...]
    paths: Paths
    seed: int
    method: str
    recent: float
    recent_weeks: int
    notes: tuple[str, ...] = ()

    @property
    def weeks(self) -> int:
        """Number of weeks ahead."""
        return len(self.mondays)

    @property
    def median(self) -> NDArray[np.float64]:
        """Of each week, the count that half of the paths stay under."""
        found: NDArray[np.float64] = np.median(self.paths, axis=0)
        return found

    @property
    def mean(self) -> NDArray[np.float64]:
        """Of each week, the mean of the paths."""
        found: NDArray[np.float64] = self.paths.mean(axis=0)
        return found

    @property
    def bands(self) -> tuple[Band, ...]:
        """The ranges that hold 50, 80 and 90 % of the paths."""
        return tuple(self.band(share) for share in SHARES)

    def first_weeks(self, weeks: int) -> "Forecast":
        """Return the forecast of the first ``weeks`` weeks alone."""
        return replace(self, mondays=self.mondays[:weeks], paths=self.paths[:, :weeks])

    def band(self, share: int) -> Band:
        """Return the range by week that holds ``share`` per cent of the paths."""
        low, high = np.percentile(self.paths, _ends(share), axis=0)
        return Band(share=share, low=low, high=high)

    def total(self, weeks: int, share: int = 80) -> Total:
        """Return what arrives in the first ``weeks`` weeks together, with its range."""
        sums = self.paths[:, :weeks].sum(axis=1)
        low, median, high = np.percentile(sums, [50 - share / 2, 50, 50 + share / 2])
        return Total(
            weeks=min(weeks, self.weeks),
            share=share,
            low=float(low),
            median=float(median),
            high=float(high),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassForecasts:
    """Forecasts of several classes, and of all together.

    Attributes:
        classes: Each class by its name.
        total: Sum of the classes path by path: path 7 is the same future in each.
    """

    classes: Mapping[str, Forecast]
    total: Forecast


def _ends(share: int) -> list[float]:
    return [50 - share / 2, 50 + share / 2]
