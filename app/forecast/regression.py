"""Regression of counts on terms by the negative binomial distribution.

The mean is the exponential of a sum of terms; the variance is mean + mean^2 / size. The
coefficients are found by least squares reweighted until they stand still, the size by
the likelihood, in turns.
"""

from dataclasses import dataclass

import numpy as np

from app.forecast.observed import Observed, Values

STEADIEST = 1e7
"""Size from which counts spread as a Poisson distribution does."""

ROUNDS = 100
STILL = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """What was found.

    Attributes:
        coefficients: Of each term, in the logarithm of the mean.
        errors: Their standard errors, as if the weeks did not depend on one another.
        size: Size of the distribution; ``STEADIEST`` where nothing speaks for less.
        means: Mean of each count.
    """

    coefficients: Values
    errors: Values
    size: float
    means: Values


def regress(counts: Values, terms: Values, size: float | None = None) -> Regression:
    """Return the regression of counts on terms.

    Args:
        counts: What was counted.
        terms: Count x term; a constant is a term like any other.
        size: Size of the distribution; None to find the likeliest.
    """
    level = np.log(max(float(counts.mean()), 1e-3))
    start = np.linalg.lstsq(terms, np.full(len(counts), level), rcond=None)[0]
    found, spread = start, STEADIEST if size is None else size
    for _ in range(ROUNDS):
        before = found, spread
        found = _coefficients(counts, terms, found, spread)
        if size is None:
            spread = likeliest_size(counts, _means(terms, found))
        stands = np.allclose(found, before[0], rtol=STILL, atol=STILL)
        if stands and abs(np.log(spread / before[1])) < 1e-8:
            break
    means = _means(terms, found)
    weight = means / (1 + means / spread)
    spread_of = np.linalg.pinv((terms * weight[:, None]).T @ terms)
    return Regression(
        coefficients=found,
        errors=np.sqrt(np.maximum(np.diag(spread_of), 0)),
        size=spread,
        means=means,
    )


def likeliest_size(counts: Values, means: Values) -> float:
    """Return the size under which the counts are likeliest, given their means."""
    least, most = np.log(1e-3), np.log(STEADIEST)
    beyond = np.array(
        [(counts > one).sum() for one in range(int(counts.max(initial=0)))]
    )
    if _slope(np.exp(most), counts, means, beyond) >= 0:
        return STEADIEST
    for _ in range(60):
        middle = (least + most) / 2
        if _slope(np.exp(middle), counts, means, beyond) > 0:
            least = middle
        else:
            most = middle
    return float(np.exp((least + most) / 2))


def growth_a_year(series: Observed) -> float | None:
    """Return the mean growth a year of a series in %, season taken out.

    None where there are less than two years, or nothing arrived.
    """
    if series.used.sum() < 2 * series.year or not series.mean:
        return None
    at = np.arange(series.length) / series.year
    angles = 2 * np.pi * at[:, None] * np.array([1, 2])
    terms = np.hstack(
        [np.ones((len(at), 1)), at[:, None], np.sin(angles), np.cos(angles)]
    )
    found = regress(series.counts[series.used], terms[series.used])
    return float(100 * np.expm1(found.coefficients[1]))


def _coefficients(counts: Values, terms: Values, start: Values, size: float) -> Values:
    found = start
    for _ in range(ROUNDS):
        means = _means(terms, found)
        weight = means / (1 + means / size)
        aim = np.log(means) + (counts - means) / means
        weighed = terms * weight[:, None]
        after: Values = np.linalg.lstsq(weighed.T @ terms, weighed.T @ aim, rcond=None)[
            0
        ].astype(np.float64)
        if np.allclose(after, found, rtol=STILL, atol=STILL):
            return after
        found = after
    return found


def _means(terms: Values, coefficients: Values) -> Values:
    found: Values = np.exp(np.clip(terms @ coefficients, -30, 30))
    return found


def _slope(size: float, counts: Values, means: Values, beyond: Values) -> float:
    """Return how the log likelihood changes with the size."""
    ways = (beyond / (size + np.arange(len(beyond)))).sum()
    rest = np.log1p(-means / (size + means)) + 1 - (counts + size) / (size + means)
    return float(ways + rest.sum())
