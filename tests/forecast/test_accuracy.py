"""Forecasts of police series, held against what came and against naive ones (V16)."""

import numpy as np
import pytest

from app.forecast.ahead import forecast
from app.forecast.naive import seasonal_naive
from app.forecast.scores import mean_step, score
from app.forecast.stream import stream
from tests.weekly_counts import history, police_series

ORIGINS, AHEAD, SUMS = (52, 39, 26), 26, (13, 26)


def scores_of(make):
    found = []
    for counts in police_series().values():
        for origin in ORIGINS:
            end = len(counts) - origin
            past, came = history(counts[:end]), counts[end : end + AHEAD].astype(float)
            step = mean_step(past.counts.astype(float), past.used)
            known = np.ones(AHEAD, dtype=bool)
            found.append(score(make(past), came, step=step, sums=SUMS, known=known))
    names = ("mase", "sql", "cql", "inside", "inside_sums")
    return {name: np.mean([getattr(one, name) for one in found]) for name in names}


@pytest.fixture(scope="module")
def ours():
    return scores_of(lambda past: forecast(past, weeks=AHEAD).paths)


@pytest.fixture(scope="module")
def naive():
    return scores_of(lambda past: seasonal_naive(past, AHEAD, 1_000, stream(1, "n")))


def test_errors_are_clearly_smaller_than_those_of_the_year_before(ours, naive):
    assert ours["mase"] < 0.8 * naive["mase"]
    assert ours["sql"] < 0.75 * naive["sql"]
    assert ours["cql"] < 0.75 * naive["cql"]


def test_errors_stay_where_they_were_measured_on_these_series(ours):
    assert ours["mase"] < 0.85  # 0.839, 0.472, 0.236 when it was built
    assert ours["sql"] < 0.48
    assert ours["cql"] < 0.245


def test_the_range_of_80_in_100_holds_about_80(ours):
    assert 0.75 < ours["inside"] < 0.88
    assert 0.70 < ours["inside_sums"] < 0.92
