"""Growth, operations and campaigns on top of a forecast."""

from datetime import date, timedelta

import numpy as np
import pytest

from app.casework.outlook import MOST_EXTRA, MOST_WEEKS
from app.errors import AppError
from app.forecast.adjustment import Addition, Growth, grown, with_additions
from app.forecast.ahead import forecast
from tests.weekly_counts import history, made


@pytest.fixture(scope="module")
def found():
    return forecast(history(made(120)), weeks=26, seed=5)


def test_growth_multiplies_the_mean_of_the_paths(found):
    more = grown(found, Growth(percent=10).multiplier(found.mondays))
    assert more.paths.mean() == pytest.approx(1.1 * found.paths.mean(), rel=2e-3)


def test_growth_leaves_the_range_as_wide_in_share(found):
    more = grown(found, Growth(percent=50).multiplier(found.mondays))
    before, after = found.total(26), more.total(26)
    wide = (before.high - before.low) / before.median
    assert (after.high - after.low) / after.median == pytest.approx(wide, rel=0.03)


def test_no_growth_changes_no_byte(found):
    same = grown(found, Growth(percent=0).multiplier(found.mondays))
    assert np.array_equal(same.paths, found.paths)


def test_more_growth_never_means_fewer_on_any_path(found):
    some, more = (
        grown(found, Growth(percent=percent).multiplier(found.mondays)).paths
        for percent in (10, 11)
    )
    assert np.all(more >= some)


def test_growth_builds_up_from_its_day():
    days = tuple(date(2026, 1, 5) + timedelta(weeks=at) for at in range(6))
    slow = Growth(percent=20, first=days[2], weeks=2).multiplier(days)
    assert slow == pytest.approx([1, 1, 1.1, 1.2, 1.2, 1.2])
    sudden = Growth(percent=-100, first=days[4]).multiplier(days)
    assert sudden == pytest.approx([1, 1, 1, 1, 0, 0])


@pytest.mark.parametrize("percent", [10_000, -101, float("nan"), float("inf")])
def test_growth_beyond_sense_is_refused_with_the_bounds(percent):
    with pytest.raises(AppError, match="cannot be forecast") as raised:
        Growth(percent=percent)
    assert raised.value.remedy == "Choose from -100 % to 500 %."


def test_growth_over_less_than_no_weeks_is_refused():
    with pytest.raises(AppError, match="build up"):
        Growth(percent=5, weeks=-1)


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf])
def test_a_multiplier_that_cannot_be_is_refused(found, bad):
    with pytest.raises(AppError, match="multiplied"):
        grown(found, np.full(26, bad))


def operation(found, **changes):
    values = {
        "name": "Operation Heron",
        "first": found.mondays[3],
        "last": found.mondays[4] + timedelta(days=6),
        "requests": 40.0,
    }
    return Addition(**{**values, **changes})


def test_an_operation_adds_its_requests_in_its_weeks_alone(found):
    more = with_additions(found, [operation(found)])
    added = more.paths - found.paths
    assert added.min() >= 0
    assert added[:, [0, 1, 2, *range(5, 26)]].sum() == 0
    assert added.sum(axis=1).mean() == pytest.approx(40, rel=0.03)
    assert more.notes[-1].startswith("Operation Heron adds about 40 requests")


def test_an_operation_that_may_not_take_place_adds_on_some_paths(found):
    more = with_additions(found, [operation(found, chance=25)])
    share = ((more.paths - found.paths).sum(axis=1) > 0).mean()
    assert share == pytest.approx(0.25, abs=0.05)
    assert "with a chance of 25 %" in more.notes[-1]


def test_a_weekend_alone_counts_to_its_week(found):
    saturday = found.mondays[2] + timedelta(days=5)
    one = operation(found, first=saturday, last=saturday + timedelta(days=1))
    assert one.weekly(found.mondays)[2] == 40


def test_an_operation_outside_the_weeks_ahead_is_said(found):
    day = found.mondays[-1] + timedelta(days=90)
    more = with_additions(found, [operation(found, first=day, last=day)])
    assert np.array_equal(more.paths, found.paths)
    assert "lies outside the weeks ahead" in more.notes[-1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last": date(2000, 1, 1)}, "before it begins"),
        ({"requests": -1.0}, "cannot bring"),
        ({"requests": float("nan")}, "cannot bring"),
        ({"requests": 1e9}, "cannot bring"),
        ({"chance": 101.0}, "chance of 101 %"),
    ],
)
def test_an_operation_that_cannot_be_is_refused(found, changes, words):
    with pytest.raises(AppError, match=words) as raised:
        operation(found, **changes)
    assert raised.value.remedy


def test_the_largest_operation_that_can_be_planned_can_be_forecast(found):
    most = MOST_EXTRA * MOST_WEEKS
    first = found.mondays[0]
    last = first + timedelta(days=7 * MOST_WEEKS - 1)
    one = Addition(name="Large", first=first, last=last, requests=most)
    more = with_additions(found, [one]).mean - found.mean
    assert more == pytest.approx(np.full(found.weeks, MOST_EXTRA), rel=0.01)


def test_one_request_of_an_operation_is_told_as_one(found):
    first = found.mondays[0]
    one = Addition(
        name="Small", first=first, last=first + timedelta(days=6), requests=1.0
    )
    assert "Small adds about 1 request (" in with_additions(found, [one]).notes[-1]
