"""Published figures beside what arrived."""

from datetime import date, timedelta

import pytest

from app.casework.outlook import DriverValue
from app.casework.request import Status
from app.measures.arrivals import arrivals_of
from app.measures.driver import against_driver
from tests.measures.histories import ledger_of, request

S = Status
AS_AT = date(2026, 8, 31)


def arrivals(per_day=1):
    first = date(2025, 1, 1)
    days = [first + timedelta(days=at) for at in range((AS_AT - first).days + 1)]
    moves = [((S.ACCEPTED, day), (S.WITHDRAWN, day)) for day in days] * per_day
    return arrivals_of(ledger_of(*(request(*one) for one in moves)), AS_AT)


def series(*values, first=date(2025, 1, 1), months=3):
    found, day = [], first
    for value in values:
        found.append(
            DriverValue(name="Images", first_on=day, months=months, value=value)
        )
        day = (day + timedelta(days=31 * months)).replace(day=1)
    return found


def test_requests_stand_beside_what_was_recorded_in_the_same_time():
    found = against_driver(arrivals(), series(90, 182, 92, 0, 99))
    assert [row.arrived for row in found.rows] == [90, 91, 92, 92, 90]
    assert [row.ratio for row in found.rows[:3]] == [100.0, 50.0, 100.0]
    assert found.rows[3].ratio is None
    assert [row.change for row in found.rows] == [None, None, None, None, 10.0]


def test_the_latest_ratio_is_that_of_the_last_year_and_has_its_requests():
    found = against_driver(arrivals(), series(1, 91, 92, 92, 90, 100, 100))
    assert found.until == date(2026, 6, 30)
    assert found.months == 12
    assert found.latest.value == pytest.approx(100 * 365 / 374)
    assert len(found.latest.rows) == 365
    assert found.latest.unit == "per 100"


def test_a_quarter_that_is_not_over_or_not_complete_has_no_requests():
    values = series(5, 5, first=date(2024, 10, 1)) + series(5, first=date(2026, 7, 1))
    found = against_driver(arrivals(), values)
    assert [row.arrived for row in found.rows] == [None, 90, None]


def test_nothing_recorded_has_no_ratio():
    found = against_driver(arrivals(), series(0, 0, 0, 0))
    assert found.latest.value is None
    assert against_driver(arrivals(), []).rows == ()
    assert against_driver(arrivals(), []).latest.value is None


def test_a_series_before_all_records_has_no_time_in_common():
    found = against_driver(arrivals(), series(5, 6, first=date(2020, 1, 1)))
    assert (found.until, found.months, found.latest.value) == (None, 0, None)


def test_months_are_as_good_as_quarters():
    found = against_driver(arrivals(), series(31, 14, months=1))
    assert [row.ratio for row in found.rows] == [100.0, 200.0]
    assert found.period_noun == "month"


def test_a_hole_in_a_series_ends_the_year_that_the_ratio_is_of():
    values = series(5, 5, 5, 100, 100, 100)
    found = against_driver(arrivals(), values[:2] + values[3:])
    assert (found.months, found.until) == (9, date(2026, 6, 30))
    assert found.latest.value == pytest.approx(100 * (92 + 90 + 91) / 300)
    late = against_driver(arrivals(), values[:2] + values[5:])
    assert late.months == 3
