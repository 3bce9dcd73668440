"""Values of what is known of coming demand refuse what cannot be."""

import math
from datetime import date

import pytest

from app.casework.outlook import ChangePoint, DriverValue, OperationPlan, Outlook
from app.errors import InvalidRequest

APRIL = date(2026, 4, 1)


def driver(**facts):
    return DriverValue(**{"name": "Images", "first_on": APRIL, "value": 1.0} | facts)


def plan(**facts):
    usual = {"name": "Alder", "first_on": date(2026, 5, 6), "weeks": 2, "extra": 7.0}
    return OperationPlan(**usual | facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 121}, "at most 120 letters"),
        ({"name": "two\nlines"}, "one line"),
        ({"first_on": date(2026, 5, 1)}, "No quarter begins on 2026-05-01"),
        ({"first_on": date(2026, 5, 2), "months": 1}, "No month begins"),
        ({"months": 12}, "a month or a quarter"),
        ({"value": -1.0}, "not a number of records"),
        ({"value": math.nan}, "not a number of records"),
        ({"value": math.inf}, "not a number of records"),
    ],
)
def test_a_value_of_a_driver_refuses(facts, words):
    with pytest.raises(InvalidRequest, match=words):
        driver(**facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": ""}, "needs a name"),
        ({"weeks": 0}, "cannot last 0 weeks"),
        ({"weeks": 261}, "cannot last 261 weeks"),
        ({"extra": 0.0}, "brings 0 requests a week"),
        ({"extra": math.nan}, "brings nan requests a week"),
        ({"extra": 1e9}, "brings 1e"),
    ],
)
def test_a_planned_operation_refuses(facts, words):
    with pytest.raises(InvalidRequest, match=words):
        plan(**facts)


def test_a_change_point_needs_words():
    with pytest.raises(InvalidRequest, match="some words on what changed"):
        ChangePoint(day=APRIL, words="  ")


def test_a_quarter_ends_with_its_last_month():
    assert driver().last_on == date(2026, 6, 30)
    assert driver(months=1).last_on == date(2026, 4, 30)
    assert driver(first_on=date(2027, 10, 1)).last_on == date(2027, 12, 31)


def test_an_operation_shares_its_additions_with_the_weeks_that_it_touches():
    one = plan()  # a Wednesday, for fourteen days
    mondays = [date(2026, 4, 27), date(2026, 5, 4), date(2026, 5, 11)]
    assert [one.in_week(day) for day in mondays] == [0.0, 5.0, 7.0]
    assert one.in_week(date(2026, 5, 18)) == 2.0
    assert one.in_week(date(2026, 5, 25)) == 0.0
    assert one.total == 14.0


def test_series_are_found_by_name_and_told_once():
    found = Outlook(drivers=(driver(), driver(name="Other"), driver(name="Other")))
    assert found.names == ("Images", "Other")
    assert len(found.series("Other")) == 2
