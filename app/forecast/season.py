"""How the year goes up and down: factors by period, shrunk towards none.

The logarithm of each count over the mean of the year around it is explained by pairs of
waves (one a year, two a year, three a year) and, where the unit's holidays are known,
by the short weeks. Ridge regression draws every term towards nothing: a wave has to
earn its height by several years of weeks.
"""

from dataclasses import dataclass

import numpy as np

from app.forecast.observed import Observed, Values

PAIRS = (0, 1, 2, 3)
"""Pairs of waves that are weighed against one another."""

LEAST_YEARS = 1.2
"""Years of counts needed before any season is looked for: 63 weeks."""

SHRINK = 10.0
"""How many weeks of no season each wave starts with."""

SHRINK_DAYS = 4.0
"""The same of each kind of short week, of which a year has few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seasons:
    """Several readings of the season, to be weighed.

    Attributes:
        factors: Reading x period, of the past and of what lies ahead; the mean over
            the last year of the past is 1.
        terms: Number of terms in each reading, for which it pays.
    """

    factors: Values
    terms: tuple[int, ...]


def seasons(series: Observed, ahead: int, short_weeks: Values | None = None) -> Seasons:
    """Return the readings of the season of a series.

    Args:
        series: The past.
        ahead: Periods to go on after its end.
        short_weeks: Period x kind of short week, past and ahead; None for none.
    """
    length = series.length + ahead
    if series.used.sum() < LEAST_YEARS * series.year:
        return Seasons(factors=np.ones((1, length)), terms=(0,))
    if short_weeks is None:
        short_weeks = np.empty((length, 0))
    ratio, waves = _log_ratio(series), _waves(length, series.year)
    last = slice(max(0, series.length - round(series.year)), series.length)
    factors = np.ones((len(PAIRS), length))
    for at, pairs in enumerate(PAIRS):
        terms = np.hstack([waves[:, : 2 * pairs], short_weeks])
        shrink = np.full(terms.shape[1], SHRINK)
        shrink[2 * pairs :] = SHRINK_DAYS
        past = terms[: series.length][series.used]
        height = np.linalg.solve(past.T @ past + np.diag(shrink), past.T @ ratio)
        factor = np.exp(np.clip(terms @ height, -5, 4))
        factors[at] = factor / factor[last].mean()
    return Seasons(factors=factors, terms=tuple(2 * pairs for pairs in PAIRS))


def pooled(whole: Seasons, periods: int, year: float) -> Seasons:
    """Return the season of a whole for a part of it that has fewer periods.

    Args:
        whole: Readings of the season of all classes together.
        periods: Periods of the part, past and ahead.
        year: Periods in a year.
    """
    factors = whole.factors[:, -periods:]
    last = factors[:, : round(year)].mean(axis=1, keepdims=True)
    terms = tuple(one // 2 for one in whole.terms)  # the others pay their share
    return Seasons(factors=factors / last, terms=terms)


def _waves(length: int, year: float) -> Values:
    angle = 2 * np.pi * np.arange(length)[:, None] / year * np.arange(1, PAIRS[-1] + 1)
    found = np.empty((length, 2 * PAIRS[-1]))
    found[:, ::2], found[:, 1::2] = np.sin(angle), np.cos(angle)
    return found


def _log_ratio(series: Observed) -> Values:
    """Return the log of each used count over the mean of the year around it."""
    counts = _without_steps(series)
    around = _mean_around(counts, series.used, round(series.year))
    found = np.log((counts + 0.5) / (around + 0.5))[series.used]
    centred: Values = found - found.mean()
    return centred


def _without_steps(series: Observed) -> Values:
    """Return the counts with each marked step taken out: brought to the last level."""
    counts, year = series.counts.copy(), round(series.year)
    for at in series.resets:
        before = slice(max(0, at - year), at)
        after = slice(at, at + year)
        old = (counts[before] * series.used[before]).sum() + 0.5
        new = (counts[after] * series.used[after]).sum() + 0.5
        weeks = (series.used[before].sum() + 0.5) / (series.used[after].sum() + 0.5)
        counts[:at] *= new / old * weeks
    return counts


def _mean_around(counts: Values, used: np.ndarray, width: int) -> Values:
    """Return the mean over ``width`` periods around each; at the ends, of the end."""
    length = len(counts)
    first = np.clip(np.arange(length) - width // 2, 0, max(0, length - width))
    end = np.minimum(first + width, length)
    sums = np.concatenate([[0.0], np.cumsum(np.where(used, counts, 0.0))])
    weeks = np.concatenate([[0], np.cumsum(used)])
    found: Values = (sums[end] - sums[first]) / np.maximum(weeks[end] - weeks[first], 1)
    return found
