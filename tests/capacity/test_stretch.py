"""The weeks that can be chosen, and what their hours rest on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capacity.stretch import Basis, Stretch, basis_of, basis_words, stretches

WEDNESDAY, SUNDAY = date(2026, 3, 25), date(2026, 3, 29)


def called(key: str, as_at: date) -> Stretch:
    return next(one for one in stretches(as_at) if one.key == key)


def test_the_coming_weeks_begin_after_the_week_of_the_day() -> None:
    assert called("next 1", WEDNESDAY).mondays == (date(2026, 3, 30),)
    assert called("next 1", SUNDAY).mondays == (date(2026, 3, 30),)


def test_the_past_weeks_are_those_that_were_over() -> None:
    assert called("last 4", WEDNESDAY).last == date(2026, 3, 22)
    assert called("last 4", SUNDAY).last == SUNDAY
    assert len(called("last 52", SUNDAY).mondays) == 52


def test_a_financial_year_has_the_weeks_whose_thursday_lies_in_it() -> None:
    this = called("this financial year", SUNDAY)
    assert this.title == "This financial year, 2025/26"
    assert (this.mondays[0], this.last) == (date(2025, 3, 31), date(2026, 3, 29))
    later = called("this financial year", date(2026, 4, 1))
    assert later.title == "This financial year, 2026/27"
    assert later.mondays[0] == date(2026, 3, 30)


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_whatever_the_day_financial_years_follow_on_and_weeks_have_no_gap(
    as_at: date,
) -> None:
    every = stretches(as_at)
    assert len({one.key for one in every}) == len(every)
    for one in every:
        steps = zip(one.mondays, one.mondays[1:], strict=False)
        assert all(after - before == timedelta(weeks=1) for before, after in steps)
    last, this, coming = (
        called(f"{which} financial year", as_at) for which in ("last", "this", "next")
    )
    assert last.last + timedelta(days=1) == this.mondays[0]
    assert this.last + timedelta(days=1) == coming.mondays[0]


@pytest.mark.parametrize(
    ("monday", "basis"),
    [
        (date(2026, 3, 16), Basis.RECORDED),
        (date(2026, 3, 23), Basis.BOTH),
        (date(2026, 3, 30), Basis.PLANNED),
    ],
)
def test_a_week_is_recorded_planned_or_both(monday: date, basis: Basis) -> None:
    assert basis_of(monday, WEDNESDAY) is basis


def test_a_week_that_ends_with_the_day_is_recorded() -> None:
    assert basis_of(date(2026, 3, 23), SUNDAY) is Basis.RECORDED


def test_what_the_hours_rest_on_is_said() -> None:
    past, ahead = called("last 4", SUNDAY), called("next 13", SUNDAY)
    both = called("next financial year", date(2026, 6, 1))
    assert basis_words(past, SUNDAY, 0.035) == "as recorded"
    planned = "as planned, less an allowance of 3.5% for sickness"
    assert basis_words(ahead, SUNDAY, 0.035) == planned
    said = basis_words(both, date(2027, 5, 31), 0.04)
    assert said == (
        "as recorded to 31 May 2027, then as planned, less an allowance of 4% for"
        " sickness"
    )
