"""The shipped public holidays against lists that were written down by hand."""

from datetime import date

import pytest

from app.store.team import public_holidays

SCOTLAND = {
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
    2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
    2029: "01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26",
}
ENGLAND_AND_WALES = {
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
}
REGIONS = {"scotland": SCOTLAND, "england_and_wales": ENGLAND_AND_WALES}


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029])
@pytest.mark.parametrize("region", REGIONS)
def test_the_holidays_of_a_year_are_these(region, year):
    found = sorted(day for day in public_holidays(region).days if day.year == year)
    assert " ".join(f"{day:%m-%d}" for day in found) == REGIONS[region][year]


@pytest.mark.parametrize("region", REGIONS)
def test_every_holiday_is_on_a_day_of_work_and_has_a_name(region):
    holidays = public_holidays(region)
    assert [day for day in holidays.days if day.weekday() > 4] == []
    assert set(holidays.names) == holidays.days
    assert all(holidays.names.values())


@pytest.mark.parametrize("region", REGIONS)
def test_at_least_the_next_three_years_are_shipped(region):
    years = {day.year for day in public_holidays(region).days}
    assert set(range(2018, date(2026, 11, 21).year + 4)) <= years


def test_a_holiday_on_a_weekend_is_taken_on_the_next_day_of_work():
    names = public_holidays("scotland").names
    assert names[date(2026, 12, 28)] == "Boxing Day (substitute day)"
    assert names[date(2027, 1, 4)] == "2nd January (substitute day)"
    assert names[date(2025, 12, 1)] == "St Andrew's Day (substitute day)"
