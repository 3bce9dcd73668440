"""Weeks, months, and the month to compare with."""

from datetime import date

import pytest

from app.casework.working_time import end_of_day
from app.errors import AppError
from app.measures.period import (
    Period,
    comparison_month,
    month_before,
    month_of,
    month_to,
    months,
    weekly_ends,
    weeks,
    whole_weeks,
)


def test_weeks_run_from_monday_to_sunday_over_the_new_year():
    found = weeks(date(2024, 12, 31), date(2025, 1, 6))
    assert found == [
        Period(date(2024, 12, 30), date(2025, 1, 5)),
        Period(date(2025, 1, 6), date(2025, 1, 12)),
    ]


def test_the_last_week_ends_with_the_day_asked_for():
    found = weekly_ends(weeks(date(2025, 1, 1), date(2025, 1, 8)), date(2025, 1, 8))
    assert found.tolist() == [
        end_of_day(date(2025, 1, 5)),
        end_of_day(date(2025, 1, 8)),
    ]


@pytest.mark.parametrize(
    ("day", "last"), [(date(2025, 1, 11), 5), (date(2025, 1, 12), 12)]
)
def test_whole_weeks_end_with_the_last_sunday_that_is_over(day, last):
    found = whole_weeks(day, 13)
    assert found.last == date(2025, 1, last)
    assert found.days == 13 * 7
    assert found.first.weekday() == 0


def test_months_have_their_days_in_leap_years_too():
    assert month_of(date(2024, 2, 10)) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2024, 12, 31)).first == date(2024, 12, 1)
    assert month_before(date(2024, 3, 31)).last == date(2024, 2, 29)
    assert month_before(date(2024, 1, 1)).first == date(2023, 12, 1)
    assert month_before(date(2024, 3, 31)).before == date(2024, 1, 31)
    assert len(months(date(2023, 11, 30), date(2024, 2, 1))) == 4


@pytest.mark.parametrize(
    ("as_at", "first", "last"),
    [
        (date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 3, 30), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 3, 10), date(2024, 2, 1), date(2024, 2, 10)),
    ],
)
def test_a_month_is_compared_with_as_many_days_of_the_month_before(as_at, first, last):
    assert comparison_month(as_at) == Period(first, last)
    assert month_to(as_at) == Period(as_at.replace(day=1), as_at)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(AppError, match="ends before it begins"):
        Period(date(2024, 3, 2), date(2024, 3, 1))
