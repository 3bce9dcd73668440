"""Days, weeks and moments: clock changes, leap days, and holidays that are known."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.working_time import (
    LOCAL,
    NO_HOLIDAYS,
    Holidays,
    day_number,
    day_of,
    end_of_day,
    ends_of_days,
    is_working_day,
    local_day,
    local_days,
    midday,
    monday_of,
    parse_holidays,
    weeks_between,
    working_days_between,
)
from app.errors import VocabularyError

SHIPPED = Path(__file__).parents[2] / "resources" / "holidays"
DAYS = st.dates(date(1971, 1, 1), date(2099, 12, 1))
BOTH = [
    date(2018, 1, 1),
    date(2018, 3, 30),
    date(2018, 5, 28),
    date(2019, 4, 19),
    date(2020, 5, 8),
    date(2020, 12, 28),
    date(2021, 12, 27),
    date(2021, 12, 28),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2022, 12, 27),
    date(2023, 1, 2),
    date(2023, 5, 8),
    date(2024, 3, 29),
    date(2025, 4, 18),
    date(2026, 4, 3),
    date(2026, 12, 28),
    date(2027, 12, 27),
    date(2028, 1, 3),
    date(2032, 12, 27),
    date(2033, 12, 27),
]
SCOTTISH = [
    date(2018, 1, 2),
    date(2018, 8, 6),
    date(2019, 12, 2),
    date(2020, 1, 2),
    date(2021, 1, 4),
    date(2021, 11, 30),
    date(2022, 1, 4),
    date(2022, 8, 1),
    date(2023, 1, 3),
    date(2024, 12, 2),
    date(2025, 12, 1),
    date(2026, 6, 15),
    date(2026, 11, 30),
    date(2028, 1, 4),
]
ENGLISH = [
    date(2018, 4, 2),
    date(2018, 8, 27),
    date(2019, 4, 22),
    date(2021, 8, 30),
    date(2022, 8, 29),
    date(2024, 4, 1),
    date(2025, 4, 21),
    date(2026, 8, 31),
]
NEITHER = [
    date(2020, 5, 4),
    date(2022, 5, 30),
    date(2022, 12, 29),
    date(2021, 1, 5),
    date(2023, 5, 15),
    date(2026, 12, 29),
    date(2026, 6, 22),
]


def shipped(region: str) -> Holidays:
    text = (SHIPPED / f"{region}.csv").read_text(encoding="utf-8")
    return parse_holidays(region, text)


SCOTLAND, ENGLAND = shipped("scotland"), shipped("england_and_wales")


def moment(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("day", BOTH)
def test_known_holidays_of_both_are_shipped_for_both(day: date) -> None:
    assert day in SCOTLAND
    assert day in ENGLAND


@pytest.mark.parametrize("day", SCOTTISH)
def test_known_holidays_of_scotland_are_shipped_for_scotland_alone(day: date) -> None:
    assert day in SCOTLAND
    assert day not in ENGLAND


@pytest.mark.parametrize("day", ENGLISH)
def test_known_holidays_of_england_are_shipped_for_england_alone(day: date) -> None:
    assert day in ENGLAND
    assert day not in SCOTLAND


@pytest.mark.parametrize("day", NEITHER)
def test_days_that_were_moved_or_never_free_are_working_days(day: date) -> None:
    assert is_working_day(day, SCOTLAND)
    assert is_working_day(day, ENGLAND)


@pytest.mark.parametrize(("holidays", "usual"), [(SCOTLAND, 9), (ENGLAND, 8)])
def test_every_year_has_its_holidays_and_those_proclaimed(
    holidays: Holidays, usual: int
) -> None:
    proclaimed = {2022: 2, 2023: 1}
    if holidays is SCOTLAND:
        proclaimed[2026] = 1
    for year in range(2018, 2036):
        count = sum(day.year == year for day in holidays.days)
        assert count == usual + proclaimed.get(year, 0)


@pytest.mark.parametrize("holidays", [SCOTLAND, ENGLAND])
def test_no_holiday_falls_on_a_weekend(holidays: Holidays) -> None:
    assert all(day.weekday() < 5 for day in holidays.days)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "do not begin with the columns"),
        ("date,name\n", "do not begin with the columns"),
        ("day,name,source\n29/02/2025,x,y\n", "Line 2 of the public holidays of here"),
        ("day,name,source\n2025-02-29,x,y\n", "Line 2 of the public holidays of here"),
    ],
)
def test_a_faulty_holiday_file_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=sentence):
        parse_holidays("here", text)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    christmas_eve, new_year = date(2025, 12, 24), date(2026, 1, 5)
    assert working_days_between(christmas_eve, new_year, NO_HOLIDAYS) == 8
    assert working_days_between(christmas_eve, new_year, ENGLAND) == 5
    assert working_days_between(christmas_eve, new_year, SCOTLAND) == 4


def test_from_a_day_to_itself_are_no_working_days() -> None:
    assert working_days_between(date(2026, 3, 31), date(2026, 3, 31), SCOTLAND) == 0


def test_working_days_backwards_are_negative() -> None:
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 6), NO_HOLIDAYS) == -1


@given(DAYS, st.integers(0, 400))
def test_working_days_are_those_counted_one_by_one(first: date, more: int) -> None:
    days = [first + timedelta(days=day) for day in range(1, more + 1)]
    counted = sum(is_working_day(day, SCOTLAND) for day in days)
    last = first + timedelta(days=more)
    assert working_days_between(first, last, SCOTLAND) == counted


def test_a_week_runs_from_monday_to_sunday() -> None:
    sunday, monday = date(2026, 3, 29), date(2026, 3, 30)
    assert monday_of(sunday) == date(2026, 3, 23)
    assert monday_of(monday) == monday
    assert weeks_between(sunday, monday) == [date(2026, 3, 23), monday]
    assert weeks_between(monday, sunday) == []


def test_weeks_go_over_a_leap_day() -> None:
    weeks = weeks_between(date(2028, 2, 28), date(2028, 3, 6))
    assert weeks == [date(2028, 2, 28), date(2028, 3, 6)]


def test_day_numbers_count_from_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(2024, 2, 29)) + 1 == day_number(date(2024, 3, 1))


@given(DAYS)
def test_a_day_comes_back_from_its_number(day: date) -> None:
    assert day_of(day_number(day)) == day


def test_a_winter_day_ends_at_midnight_utc_and_a_summer_day_an_hour_before() -> None:
    assert end_of_day(date(2026, 1, 15)) == moment(2026, 1, 16, 0) - 1
    assert end_of_day(date(2026, 7, 15)) == moment(2026, 7, 15, 23) - 1


def test_the_day_the_clocks_go_forward_has_23_hours() -> None:
    before, day = date(2026, 3, 28), date(2026, 3, 29)
    assert end_of_day(day) - end_of_day(before) == 23 * 3600


def test_the_day_the_clocks_go_back_has_25_hours() -> None:
    before, day = date(2026, 10, 24), date(2026, 10, 25)
    assert end_of_day(day) - end_of_day(before) == 25 * 3600


def test_around_the_clock_changes_a_moment_lies_in_the_right_day() -> None:
    moments = np.array(
        [
            moment(2026, 3, 28, 23, 59),
            moment(2026, 3, 29, 0, 59),
            moment(2026, 3, 29, 22, 59),
            moment(2026, 3, 29, 23),
            moment(2026, 10, 24, 22, 59),
            moment(2026, 10, 24, 23),
            moment(2026, 10, 25, 23, 59),
            moment(2026, 10, 26, 0),
        ]
    )
    expected = ["03-28", "03-29", "03-29", "03-30", "10-24", "10-25", "10-25", "10-26"]
    assert [f"{day_of(day):%m-%d}" for day in local_days(moments)] == expected


@given(st.integers(moment(1971, 1, 1, 0), moment(2099, 12, 1, 0)))
def test_the_local_day_is_that_of_the_time_zone(instant: int) -> None:
    day = datetime.fromtimestamp(instant, LOCAL).date()
    assert local_day(instant) == day
    assert day_of(int(local_days(np.array([instant]))[0])) == day


@given(DAYS)
def test_a_day_ends_with_its_last_second_and_holds_its_midday(day: date) -> None:
    end = end_of_day(day)
    assert ends_of_days([day])[0] == end
    assert local_day(midday(day)) == day
    assert list(local_days(np.array([end, end + 1]))) == [
        day_number(day),
        day_number(day) + 1,
    ]
