"""The past of a series, and what it refuses."""

from datetime import date

import numpy as np
import pytest

from app.errors import AppError
from app.forecast.history import History
from tests.weekly_counts import history, mondays


def test_each_week_needs_one_count():
    with pytest.raises(AppError, match="3 weeks and 2 counts"):
        History(mondays=mondays(3), counts=np.array([1, 2]))


def test_weeks_follow_one_another():
    days = (*mondays(2), date(2021, 2, 1))
    with pytest.raises(AppError, match="2021-02-01 does not follow"):
        History(mondays=days, counts=np.array([1, 2, 3]))


def test_a_week_begins_on_a_monday():
    with pytest.raises(AppError, match="does not follow"):
        History(mondays=(date(2021, 1, 5),), counts=np.array([1]))


@pytest.mark.parametrize("bad", [-1, np.nan, np.inf, 1e9])
def test_a_count_that_cannot_be_is_refused_unless_its_week_is_a_gap(bad):
    with pytest.raises(AppError, match="count") as raised:
        history([3, bad, 4])
    assert raised.value.remedy
    held = history([3, bad, 4], gaps=[mondays(2)[1]])
    assert held.used.tolist() == [True, False, True]


def test_a_change_in_the_middle_of_a_week_counts_from_the_next():
    held = history([1] * 10, change_points=[date(2021, 1, 20), date(2021, 2, 1)])
    assert held.resets == (3, 4)


def test_changes_outside_the_history_reset_nothing():
    held = history([1] * 4, change_points=[date(2020, 1, 6), date(2022, 1, 3)])
    assert held.resets == ()


def test_what_was_known_after_some_weeks_ends_there():
    held = history([1, 2, 3, 4])
    assert held.until(3).counts.tolist() == [1, 2, 3]
    assert held.latest(2).counts.tolist() == [3, 4]
    assert held.latest(2).next_monday == held.next_monday
