"""Lines and their errors against statsmodels, whose numbers were taken once."""

from itertools import groupby

import numpy as np
import pytest

from app.forecast.intervention import lines
from app.forecast.robust_errors import (
    covariance,
    fitted,
    plain_covariance,
    student_95,
    usual_lag,
)
from tests.queueing.vectors import rows

PARTS = {"level": (1, 0), "slope": (0, 1)}


def series(case):
    found = rows("interrupted_series")
    return np.array([row["value"] for row in found if row["case"] == case])


def weights_of(change, columns, first_after):
    since = columns[first_after:, 2:]
    parts = {**PARTS, "mean": since.mean(axis=0), "latest": since[-1]}
    return np.concatenate((np.zeros(2), parts[change]))


def test_changes_errors_and_intervals_as_statsmodels():
    for case, expected in groupby(
        rows("interrupted_changes"), key=lambda row: row["case"]
    ):
        values = series(case)
        for row in expected:
            first = int(row["first_after"])
            columns = lines(len(values), first)
            fit = fitted(columns, values)
            weights = weights_of(row["change"], columns, first)
            value = weights @ fit.coefficients
            error = np.sqrt(weights @ covariance(fit, int(row["lag"])) @ weights)
            assert value == pytest.approx(row["value"], rel=1e-8, abs=1e-9)
            assert error == pytest.approx(row["error"], rel=1e-8)
            reach = student_95(fit.freedom) * error
            assert value - reach == pytest.approx(row["lower"], rel=1e-4, abs=1e-4)
            assert value + reach == pytest.approx(row["upper"], rel=1e-4, abs=1e-4)


def test_quantiles_as_tabulated():
    """The values of SciPy 1.x, which are those of every printed table."""
    table = {5: 2.570582, 8: 2.306004, 13: 2.160369, 30: 2.042272, 100: 1.983972}
    for freedom, expected in table.items():
        assert student_95(freedom) == pytest.approx(expected, abs=5e-4)
    assert student_95(0) > student_95(5)


def test_weeks_without_a_value_keep_their_place_in_time():
    """Residuals two weeks apart are not taken for neighbours."""
    values = np.array([1.0, 3, 2, 5, 4, 6, 8, 7, 9, 12])
    columns = np.column_stack((np.ones(10), np.arange(10.0)))
    gap = values.copy()
    gap[4] = np.nan
    fit = fitted(columns, gap)
    assert fit.weeks == 9
    by_hand = np.delete(columns, 4, axis=0), np.delete(values, 4)
    expected = np.linalg.lstsq(*by_hand, rcond=None)[0]
    assert fit.coefficients == pytest.approx(expected)
    scores = columns * np.where(np.isnan(gap), 0, gap - columns @ expected)[:, None]
    middle = scores.T @ scores
    shared = scores[1:].T @ scores[:-1]
    middle += (shared + shared.T) / 2
    assert covariance(fit, 1) == pytest.approx(
        9 / 7 * fit.inverse @ middle @ fit.inverse
    )


def test_errors_of_weeks_that_share_nothing_by_hand():
    """The error of a mean is the deviation over the root of the number."""
    values = np.array([2.0, 4, 6, 8])
    fit = fitted(np.ones((4, 1)), values)
    error = np.sqrt(plain_covariance(fit)[0, 0])
    assert error == pytest.approx(values.std(ddof=1) / 2)


def test_the_lag_grows_slowly_with_the_number_of_weeks():
    assert [usual_lag(weeks) for weeks in (1, 20, 104, 260)] == [1, 2, 4, 4]
