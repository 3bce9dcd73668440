"""Before and after: hand-made series, chance alone, and what cannot be answered."""

import numpy as np
import pytest

from app.forecast.intervention import LEAST, intervention, why_not


def test_a_step_and_a_slope_without_noise_come_out_exactly():
    """10 and half more each week; from week 20 on 4 more, and 1.5 each week."""
    weeks = np.arange(40.0)
    values = 10 + 0.5 * weeks + np.where(weeks >= 20, 4 + 1.0 * (weeks - 20), 0)
    found = intervention(values, 20)
    assert found.level.value == pytest.approx(4)
    assert found.slope.value == pytest.approx(1)
    assert found.mean.value == pytest.approx(4 + 9.5)
    assert found.latest.value == pytest.approx(4 + 19)
    assert found.level.is_clear
    assert found.level.lower == pytest.approx(4, abs=1e-6)
    assert found.line == pytest.approx(values)
    assert found.expected == pytest.approx(10 + 0.5 * weeks)
    assert (found.before, found.after, found.gaps) == (20, 20, 0)
    assert found.is_short


@pytest.mark.parametrize("value", [0.0, 7.0])
def test_a_series_that_never_changes_has_no_change(value):
    found = intervention(np.full(60, value), 30)
    for change in (found.level, found.slope, found.mean, found.latest):
        assert (change.value, change.lower, change.upper) == (0, 0, 0)
        assert not change.is_clear
    assert not found.is_short


def test_a_line_that_goes_on_has_no_change():
    found = intervention(1000 + 3.7 * np.arange(52.0), 26)
    assert not found.level.is_clear
    assert not found.slope.is_clear


def test_chance_alone_is_called_clear_about_one_time_in_twenty():
    random = np.random.Generator(np.random.Philox(7))
    clear = 0
    for _ in range(400):
        values = random.poisson(12, 78).astype(float)
        clear += intervention(values, 52).mean.is_clear
    assert clear <= 400 * 0.09


def test_a_rise_by_a_quarter_is_found():
    random = np.random.Generator(np.random.Philox(8))
    expected = np.where(np.arange(104) < 52, 16.0, 20.0)
    found = [
        intervention(random.poisson(expected).astype(float), 52) for _ in range(100)
    ]
    inside = sum(each.mean.lower <= 4 <= each.mean.upper for each in found)
    assert np.mean([each.mean.value for each in found]) == pytest.approx(4, abs=0.6)
    assert inside >= 88


def test_gaps_are_left_out_and_counted():
    weeks = np.arange(40.0)
    values = np.where(weeks >= 20, 9.0, 4.0)
    values[[3, 19, 25]] = np.nan
    found = intervention(values, 20)
    assert found.level.value == pytest.approx(5)
    assert (found.before, found.after, found.gaps) == (18, 19, 3)


@pytest.mark.parametrize("first_after", [-5, 0, LEAST - 1, 13, 20, 99])
def test_too_few_weeks_on_a_side_are_told_and_not_guessed(first_after):
    values = np.arange(20.0)
    assert intervention(values, first_after) is None
    assert "at least 8" in why_not(values, first_after)


def test_no_weeks_or_none_with_a_value_are_told():
    assert intervention(np.zeros(0), 0) is None
    assert why_not(np.zeros(0), 0).startswith("There are no weeks")
    assert intervention(np.full(40, np.nan), 20) is None


def test_no_week_and_one_week_are_told_as_they_are():
    values = np.arange(20.0)
    assert why_not(values, 0).startswith("There are no weeks with a value before")
    assert why_not(values, 19).startswith("There is 1 week with a value after")
    assert why_not(values, 10) == ""
