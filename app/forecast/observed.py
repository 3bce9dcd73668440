"""What a method sees of a series: numbers without dates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forecast.history import Flags, History

Values = NDArray[np.float64]

FURTHEST = 10.0
"""No period may expect more than this many times the largest one of the past."""

WEEKS_A_YEAR = 365.25 / 7
"""Length of a year, in weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Counts of periods one after the other.

    Attributes:
        counts: Of each period, how many arrived.
        used: Of each period, whether its count may be used.
        resets: Places of the periods from which the level is a new one.
        year: Periods in a year.
    """

    counts: Values
    used: Flags
    resets: tuple[int, ...] = ()
    year: float = WEEKS_A_YEAR

    @property
    def length(self) -> int:
        """Number of periods."""
        return len(self.counts)

    @property
    def most(self) -> float:
        """What no period ahead may expect more of."""
        return FURTHEST * (float(self.counts.max(initial=0)) + 1)

    @property
    def mean(self) -> float:
        """Mean of the counts that may be used."""
        return float(self.counts[self.used].mean()) if self.used.any() else 0.0


def observed(history: History) -> Observed:
    """Return what a method sees of a history of weeks."""
    used = history.used
    return Observed(
        counts=np.where(used, history.counts, 0).astype(np.float64),
        used=used,
        resets=history.resets,
    )


def together(parts: tuple[Observed, ...]) -> Observed:
    """Return the sum of series that end together, over the weeks that all of them know.

    The longest of them sets the length; a series counts nothing before its beginning
    and the sum is used only where all that have begun are known.
    """
    length = max(one.length for one in parts)
    counts, used = np.zeros(length), np.ones(length, dtype=bool)
    for one in parts:
        at = length - one.length
        counts[at:] += one.counts
        used[at:] &= one.used
    begins = {length - one.length for one in parts}
    resets = {length - one.length + at for one in parts for at in one.resets}
    return Observed(
        counts=counts,
        used=used,
        resets=tuple(sorted((resets | begins) - {0})),
        year=parts[0].year,
    )
