"""Negative binomial regression beside statsmodels (V17)."""

import csv
from pathlib import Path

import numpy as np
import pytest

from app.forecast.observed import WEEKS_A_YEAR, Observed
from app.forecast.regression import STEADIEST, growth_a_year, regress
from tests.weekly_counts import police_series

VECTORS = Path(__file__).parent.parent / "vectors"
NAMES = ("constant", "trend_a_year", "sin1", "cos1", "sin2", "cos2")


def expected():
    path = VECTORS / "negative_binomial_regression.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def waves(weeks):
    at = np.arange(weeks) / WEEKS_A_YEAR
    pairs = [turn(2 * np.pi * k * at) for k in (1, 2) for turn in (np.sin, np.cos)]
    return np.column_stack([np.ones(weeks), at, *pairs])


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["series"])
def test_coefficients_and_size_are_those_of_statsmodels(row):
    counts = police_series()[row["series"]].astype(float)
    found = regress(counts, waves(len(counts)))
    wanted = np.array([float(row[name]) for name in NAMES])
    assert found.coefficients == pytest.approx(wanted, rel=1e-3, abs=1e-6)
    assert 1 / found.size == pytest.approx(float(row["alpha"]), rel=1e-3)


def test_counts_that_spread_no_more_than_by_chance_have_the_steadiest_size():
    found = regress(np.full(100, 20.0), np.ones((100, 1)))
    assert found.size == STEADIEST
    assert found.means == pytest.approx(np.full(100, 20.0))


def test_counts_of_nothing_give_numbers():
    found = regress(np.zeros(60), waves(60))
    assert np.all(np.isfinite(found.coefficients))
    assert np.all(np.isfinite(found.errors))


def test_growth_of_a_tenth_a_year_is_found():
    means = 40 * 1.1 ** (np.arange(260) / WEEKS_A_YEAR)
    counts = np.random.default_rng(3).poisson(means).astype(float)
    used = np.ones(260, dtype=bool)
    found = growth_a_year(Observed(counts=counts, used=used))
    assert found == pytest.approx(10, abs=2)


def test_growth_is_not_told_from_less_than_two_years():
    assert growth_a_year(Observed(counts=np.ones(100), used=np.ones(100, bool))) is None
    assert (
        growth_a_year(Observed(counts=np.zeros(150), used=np.ones(150, bool))) is None
    )
