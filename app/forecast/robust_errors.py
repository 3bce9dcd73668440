"""Straight lines through a series, with errors that allow for what weeks share.

How to call: ``fitted(columns, values)`` and then ``covariance(fit)``. Weeks without a
value (NaN) are left out, and yet keep their place in time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Least squares over the weeks with a value.

    Attributes:
        columns: Weeks by coefficients; rows of weeks without a value are 0.
        coefficients: What each column counts for.
        residuals: Of each week, what is left; 0 where there is no value.
        weeks: Weeks with a value.
    """

    columns: Values
    coefficients: Values
    residuals: Values
    weeks: int

    @property
    def freedom(self) -> int:
        """Weeks beyond the number of coefficients."""
        return self.weeks - len(self.coefficients)

    @property
    def inverse(self) -> Values:
        """Inverse of the columns' products."""
        products = self.columns.T @ self.columns
        return np.asarray(np.linalg.pinv(products), dtype=np.float64)


def fitted(columns: Values, values: Values) -> Fit:
    """Return the least-squares fit of ``values`` by ``columns``.

    Args:
        columns: Weeks by coefficients.
        values: Of each week, its value; NaN where there is none.
    """
    known = ~np.isnan(values)
    used = np.where(known[:, None], columns, 0.0)
    seen = np.where(known, values, 0.0)
    coefficients = np.linalg.lstsq(used, seen, rcond=None)[0]
    return Fit(
        columns=used,
        coefficients=coefficients,
        residuals=seen - used @ coefficients,
        weeks=int(known.sum()),
    )


def usual_lag(weeks: int) -> int:
    """Return over how many weeks residuals are taken to resemble each other."""
    return int(4 * (weeks / 100) ** (2 / 9))


def covariance(fit: Fit, lag: int | None = None) -> Values:
    """Return the covariance of the coefficients by Newey and West.

    Bartlett weights, with the correction for few weeks (weeks over freedom).

    Args:
        fit: The fit.
        lag: Weeks that resemble each other; by the number of weeks if None.
    """
    lag = usual_lag(fit.weeks) if lag is None else lag
    scores = fit.columns * fit.residuals[:, None]
    middle = scores.T @ scores
    for back in range(1, min(lag, len(scores) - 1) + 1):
        shared = scores[back:].T @ scores[:-back]
        middle += (1 - back / (lag + 1)) * (shared + shared.T)
    few = fit.weeks / fit.freedom if fit.freedom > 0 else 1.0
    return few * fit.inverse @ middle @ fit.inverse


def plain_covariance(fit: Fit) -> Values:
    """Return the covariance of the coefficients if weeks shared nothing."""
    square = float(fit.residuals @ fit.residuals) / max(fit.freedom, 1)
    return square * fit.inverse


def student_95(freedom: int) -> float:
    """Return how many standard errors a 95 % interval reaches either side.

    The quantile 0.975 of Student's distribution by its expansion around the normal
    one; right to three digits after the point from five degrees of freedom on.
    """
    z, n = 1.959963984540054, float(max(freedom, 1))
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n ** (place + 1) for place, term in enumerate(terms))
