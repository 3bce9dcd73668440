"""Demand against capacity: against the reference, and where there is no answer."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queueing.balance import (
    clearance_time,
    demand_allowing_for_chance,
    finite,
    intensity,
    pressure,
    relief_capacity,
    relief_people,
    target_mean_wait,
    target_size,
    time_to_level,
    usual_target_days,
    weeks_in_words,
)
from tests.queueing.vectors import rows

EXACT = {"rel": 1e-9, "abs": 1e-12}


def test_intensity_as_the_reference():
    for row in rows("nhsr_queue_load"):
        found = intensity(row["demand"], row["capacity"])
        assert found == pytest.approx(row["queue_load"], **EXACT)


def test_target_mean_wait_as_the_reference():
    for row in rows("nhsr_target_mean_wait"):
        found = target_mean_wait(row["target_wait"], row["factor"])
        assert found == pytest.approx(row["target_mean_wait"], **EXACT)


def test_target_size_as_the_reference():
    for row in rows("nhsr_target_queue_size"):
        found = target_size(row["demand"], row["target_wait"], row["factor"])
        assert found == pytest.approx(row["target_queue_size"], **EXACT)


def test_relief_capacity_as_the_reference_with_and_without_the_allowance():
    found = rows("nhsr_relief_capacity")
    assert any(row["num_referrals"] for row in found)
    for row in found:
        relief = relief_capacity(
            row["demand"],
            row["queue_size"],
            row["target_queue_size"],
            weeks=row["time_to_target"],
            arrivals=int(row["num_referrals"]),
            variation=row["cv_demand"],
        )
        assert relief == pytest.approx(row["relief_capacity"], **EXACT)


def test_pressure_as_the_reference():
    for row in rows("nhsr_pressure"):
        found = pressure(row["mean_wait"], row["target_wait"])
        assert found == pytest.approx(row["pressure"], **EXACT)


def test_usual_targets_as_the_reference():
    for row in rows("nhsr_priority_to_target"):
        assert usual_target_days(int(row["priority"])) == row["target_days"]


def test_the_published_example():
    """Demand 30, capacity 27, 1,200 waiting, 52 weeks aimed at, mean wait 63."""
    assert intensity(30, 27) == pytest.approx(1.11111111)
    assert target_size(30, 52) == 390
    assert relief_capacity(30, 1200, 390) == pytest.approx(61.153846)
    assert relief_capacity(33, 800, 200, weeks=30) == 53
    assert relief_capacity(35, 250, 100, weeks=15) == 45
    assert pressure(63, 52) == pytest.approx(2.42307692)


def test_an_allowance_that_would_be_more_than_all_is_left_out():
    assert demand_allowing_for_chance(30, 4, 1.0) == 30
    assert demand_allowing_for_chance(30, 0, 1.0) == 30


def test_relief_in_people_is_what_is_missing_over_what_one_gives():
    assert relief_people(560, 500, 30) == 2
    assert relief_people(560, 500, 0) is None


def test_without_capacity_or_time_there_is_no_answer_and_nothing_infinite():
    assert intensity(10, 0) is None
    assert target_size(10, 26, 0) is None
    assert relief_capacity(10, 50, 20, weeks=0) is None
    assert pressure(3, 0) is None
    assert clearance_time(100, 0) is None
    assert finite(math.inf) is None
    assert finite(math.nan) is None


def test_a_list_comes_down_by_what_capacity_exceeds_demand():
    assert time_to_level(200, 80, 30, 36) == 20
    assert time_to_level(80, 80, 30, 10) == 0
    assert time_to_level(200, 80, 30, 30) is None
    assert time_to_level(200, 80, 31, 30) is None


def test_a_list_that_never_gets_there_is_told_in_words():
    assert weeks_in_words(None) == "never at this level"
    assert weeks_in_words(0) == "there now"
    assert weeks_in_words(0.3) == "within a week"
    assert weeks_in_words(1) == "1 week"
    assert weeks_in_words(19.2) == "20 weeks"


amounts = st.floats(0, 1e6)


@given(amounts, amounts, amounts, amounts)
def test_no_answer_is_ever_infinite_or_not_a_number(a, b, c, d):
    found = [
        intensity(a, b),
        target_mean_wait(a, b),
        target_size(a, b, c),
        relief_capacity(a, b, c, weeks=d, arrivals=int(b), variation=c),
        pressure(a, b),
        clearance_time(a, b),
        time_to_level(a, b, c, d),
        relief_people(a, b, c),
    ]
    assert all(value is None or math.isfinite(value) for value in found)
