"""Negative binomial exponential smoothing: many simple readings, weighed, simulated.

Each reading is a season, a way of moving and a spread. A reading that foretold the past
well, week by week, weighs more; the weights are flattened, so that what is not known
about the readings is part of the range. Each sample path follows one reading drawn by
its weight, and its own counts are fed back to it: the level may drift, which is what
the sum over half a year hangs on.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forecast.following import Followed, follow, gains
from app.forecast.grid import CELLS, SIZES, SLOW, Cells
from app.forecast.observed import Observed, Values
from app.forecast.outlook import Paths
from app.forecast.season import Seasons

FLATTEN = 3.0
"""Divides the log likelihood before it becomes a weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """All readings of a series, weighed.

    Attributes:
        series: The past.
        followed: The past followed by each reading of season and moving.
        cells: How each of them moves.
        factors: Period x reading of season and moving, past and ahead.
        weights: Weight of each of them x each size; their sum is 1.
    """

    series: Observed
    followed: Followed
    cells: Cells
    factors: Values
    weights: Values

    def surprises(self) -> Values:
        """Return what came less what all readings together expected; NaN if unknown."""
        expected = self.followed.means @ self.weights.sum(axis=1)
        found: Values = np.where(
            self.series.used, self.series.counts - expected, np.nan
        )
        return found

    def drawn(
        self, paths: int, draw: np.random.Generator
    ) -> tuple[NDArray[np.int64], Values]:
        """Return a reading and a size for each path, each as often as it weighs.

        In no order: any part of the paths is a sample too.
        """
        steps = draw.permutation((np.arange(paths) + draw.random()) / paths)
        place = np.searchsorted(np.cumsum(self.weights.ravel()), steps)
        reading, size = np.divmod(
            np.minimum(place, self.weights.size - 1), self.weights.shape[1]
        )
        return reading, np.array(SIZES, dtype=np.float64)[size]


def fit(series: Observed, seasons: Seasons) -> Fitted:
    """Weigh all readings of a series by what they foretold."""
    moves, readings = len(CELLS.gain), len(seasons.terms)
    cells = CELLS.taken(np.tile(np.arange(moves), readings))
    factors = np.repeat(seasons.factors.T, moves, axis=1)
    followed = follow(series, factors[: series.length], cells)
    scored = series.used.copy()
    scored[: int(min(series.length, series.year) // 4)] = False
    score = _log_likelihood(series.counts[scored], followed.means[scored])
    price = 0.5 * math.log(max(2, series.length)) * np.array(seasons.terms)
    score -= np.repeat(price, moves)[:, None]
    weights = np.exp((score - score.max()) / FLATTEN)
    return Fitted(
        series=series,
        followed=followed,
        cells=cells,
        factors=factors,
        weights=weights / weights.sum(),
    )


def simulate(fitted: Fitted, size: tuple[int, int], draw: np.random.Generator) -> Paths:
    """Return sample paths, each feeding its own counts back.

    Args:
        fitted: The readings.
        size: Paths and periods.
        draw: Where random numbers come from.
    """
    reading, spread = fitted.drawn(size[0], draw)
    cells, state = fitted.cells.taken(reading), fitted.followed.state
    state = type(state)(
        level=state.level[reading],
        usual=state.usual[reading],
        trend=state.trend[reading],
    )
    factors = fitted.factors[fitted.series.length :, reading]
    gain = gains(cells, factors)
    most = fitted.series.most
    foretold = np.empty(size[0])
    paths = np.empty((size[1], size[0]), dtype=np.int32)
    for at in range(size[1]):
        factor = factors[at]
        state.foretell(cells, fitted.followed.least, foretold)
        mean = np.minimum(foretold * factor, most)
        paths[at] = draw.poisson(draw.standard_gamma(spread) * (mean / spread))
        slow = np.minimum(SLOW / fitted.series.year * factor, 1.0)
        count = paths[at] / factor
        state.learn(count, foretold, gain=gain[at], rise=cells.trend, slow=slow)
    return np.ascontiguousarray(paths.T)


def one_step(fitted: Fitted, at: int, paths: int, draw: np.random.Generator) -> Paths:
    """Return draws of one past period as it was foretold the period before."""
    reading, spread = fitted.drawn(paths, draw)
    mean = fitted.followed.means[at, reading]
    drawn: Paths = draw.poisson(draw.standard_gamma(spread) * mean / spread).astype(
        np.int32
    )
    return drawn


def _log_likelihood(counts: Values, means: Values) -> Values:
    """Return the log likelihood of each column of means with each size."""
    score = np.empty((means.shape[1], len(SIZES)))
    means = np.maximum(means, 1e-3)
    common = counts @ np.log(means)
    room = np.empty_like(means)  # asked for once: fresh memory costs more than logs
    values, times = np.unique(counts, return_counts=True)
    for place, size in enumerate(SIZES):
        ways = times @ [math.lgamma(one + size) for one in values.tolist()]
        own = ways + len(counts) * (size * math.log(size) - math.lgamma(size))
        np.log(np.add(means, size, out=room), out=room)
        score[:, place] = own + common - (counts + size) @ room
    return score
