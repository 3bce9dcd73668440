"""The ways in which a level may move, laid out to be weighed against one another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forecast.observed import Values

GAINS = (0.0, 0.02, 0.05, 0.1, 0.18, 0.3, 0.45, 0.65, 0.9)
"""Share of a surprise that the level takes up."""

TRENDS = ((0.05, 0.9), (0.2, 0.9))
"""Share of that which becomes trend, and share of a trend that holds a week later."""

RETURNS = (0.95, 0.6)
"""Share of the distance to the usual level that is left a week later."""

SLOW = 3.0
"""The usual level is the mean of about the last third of a year."""

SIZES = (0.3, 0.6, 1.2, 2.5, 5, 10, 20, 40, 80, 200, 1_000, 10_000, 300_000)
"""Sizes of the negative binomial distribution; the larger, the steadier the counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One way of moving in each place.

    Attributes:
        gain: Share of a surprise that the level takes up.
        trend: Share of that which the trend takes up.
        hold: Share of the trend that holds a period later.
        stay: Share of the distance to the usual level that is left a period later.
    """

    gain: Values
    trend: Values
    hold: Values
    stay: Values

    def taken(self, places: NDArray[np.int64]) -> "Cells":
        """Return the cells at some places, each as often as it is named."""
        return Cells(
            gain=self.gain[places],
            trend=self.trend[places],
            hold=self.hold[places],
            stay=self.stay[places],
        )


def _cells() -> Cells:
    ways = [(0.0, 1.0, 1.0)]
    ways += [(trend, hold, 1.0) for trend, hold in TRENDS]
    ways += [(0.0, 1.0, stay) for stay in RETURNS]
    rows = [(0.0, *ways[0])] + [(gain, *way) for gain in GAINS[1:] for way in ways]
    gain, trend, hold, stay = np.array(rows).T
    return Cells(gain=gain, trend=trend, hold=hold, stay=stay)


CELLS = _cells()
"""All 41 ways: none that moves, and each gain with and without trend and return."""
