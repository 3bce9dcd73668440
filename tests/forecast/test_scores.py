"""What a forecast is scored by, against values worked out by hand."""

import numpy as np
import pytest

from app.forecast.naive import seasonal_naive
from app.forecast.scores import QUANTILES, mean_step, quantile_loss, score
from app.forecast.stream import stream
from tests.weekly_counts import history, made

ALL = np.ones(2, dtype=bool)


def test_a_forecast_without_error_scores_nothing():
    paths = np.array([[3, 5]] * 50, dtype=np.int32)
    found = score(paths, np.array([3.0, 5.0]), step=2.0, sums=(2,), known=ALL)
    assert (found.mase, found.sql, found.cql) == (0, 0, 0)
    assert (found.inside, found.inside_sums) == (1, 1)


def test_a_median_two_off_is_one_step_of_two():
    paths = np.array([[3, 5]] * 50, dtype=np.int32)
    found = score(paths, np.array([5.0, 7.0]), step=2.0, sums=(2,), known=ALL)
    assert found.mase == 1
    assert found.sql == pytest.approx(2 * np.mean(QUANTILES) * 2 / 2)
    assert found.cql == pytest.approx(found.sql)
    assert (found.inside, found.inside_sums) == (0, 0)


def test_being_over_costs_the_low_quantiles_most():
    loss = quantile_loss(np.full((7, 1), 10.0), np.array([0.0]))
    assert loss == pytest.approx(2 * np.mean([10 * (1 - q) for q in QUANTILES]))


def test_a_sum_that_is_not_known_is_not_scored():
    known = np.array([True, False])
    paths = np.array([[3, 5]] * 50, dtype=np.int32)
    found = score(paths, np.array([3.0, 0.0]), step=1.0, sums=(2, 9), known=known)
    assert np.isnan(found.cql)
    assert np.isnan(found.inside_sums)
    assert found.mase == 0


def test_steps_over_a_gap_do_not_count():
    counts, used = np.array([1.0, 99, 3, 5]), np.array([True, False, True, True])
    assert mean_step(counts, used) == 2
    assert mean_step(counts[:1], used[:1]) == 0


def test_the_naive_forecast_is_the_same_week_a_year_before():
    past = history(made(150))
    found = seasonal_naive(past, 10, 4_001, stream(1, "naive"))
    assert np.abs(np.median(found, axis=0) - past.counts[-52:-42]).max() <= 2
    assert found.min() >= 0


def test_a_short_history_repeats_its_last_week():
    found = seasonal_naive(history([7]), 5, 3, stream(1, "naive"))
    assert found.tolist() == [[7] * 5] * 3
