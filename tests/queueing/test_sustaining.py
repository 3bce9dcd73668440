"""Sustaining capacity: the form in counts, and both forms in hours."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queueing.sustaining import (
    ClassLoad,
    hours_demanded,
    sustaining_count,
    sustaining_hours,
    sustaining_hours_first_order,
    variance_rate,
)
from tests.queueing.vectors import rows

EXACT = {"rel": 1e-9, "abs": 1e-12}


def spreads(row):
    return {
        "variation_demand": row["cv_demand"],
        "variation_capacity": row["cv_capacity"],
    }


def test_sustaining_capacity_in_counts_as_the_reference():
    for row in rows("nhsr_target_capacity"):
        found = sustaining_count(
            row["demand"], row["target_wait"], row["factor"], **spreads(row)
        )
        assert found == pytest.approx(row["target_capacity"], **EXACT)


def test_first_order_in_hours_is_the_reference_times_the_hours_of_a_request():
    for row in rows("nhsr_target_capacity"):
        found = sustaining_hours_first_order(
            7.5 * row["demand"], 7.5, row["target_wait"], row["factor"], **spreads(row)
        )
        assert found == pytest.approx(7.5 * row["target_capacity"], **EXACT)


def test_full_form_lies_below_the_first_order_and_near_it_when_waits_may_be_long():
    near = 0
    for row in rows("nhsr_target_capacity"):
        demand, factor, target = row["demand"], row["factor"], row["target_wait"]
        load = ClassLoad(
            arrivals=demand,
            hours=7.5,
            variation=row["cv_capacity"],
            dispersion=row["cv_demand"] ** 2,
        )
        full = sustaining_hours(load.hours_weekly, load.variance_rate, target, factor)
        first = 7.5 * row["target_capacity"]
        spread = (row["cv_demand"] ** 2 + row["cv_capacity"] ** 2) / 2
        assert full <= first * (1 + 1e-12)
        if factor / (target * demand) < 0.025 and spread <= 1.25:
            near += 1
            assert full == pytest.approx(first, rel=1e-3)
    assert near


def test_classes_add_up_by_hand():
    """5 of 4 h and 2 of 30 h: 80 h a week; variance 5*16*(1+1) + 2*900*(0.25+1.5)."""
    classes = [
        ClassLoad(arrivals=5, hours=4),
        ClassLoad(arrivals=2, hours=30, variation=0.5, dispersion=1.5),
    ]
    assert hours_demanded(classes) == 80
    assert variance_rate(classes) == 160 + 3150
    found = sustaining_hours(80, 3310, 12)
    assert found == pytest.approx((80 + math.sqrt(6400 + 2 * 3310 / 3)) / 2)


@given(st.floats(0, 1e4), st.floats(0, 1e6), st.floats(0.1, 104), st.floats(1, 8))
def test_at_the_capacity_found_the_mean_delay_is_the_target_over_the_factor(
    demand, variance, target, factor
):
    found = sustaining_hours(demand, variance, target, factor)
    assert found >= demand
    if found > demand * (1 + 1e-6):
        delay = variance / (2 * (found - demand)) / found
        assert delay == pytest.approx(target / factor, rel=1e-3)


def test_without_demand_nothing_is_needed_and_without_a_target_nothing_is_said():
    assert sustaining_hours(0, 0, 12) == 0
    assert sustaining_hours(80, 10, 0) is None
    assert sustaining_count(80, 0) is None
    assert sustaining_hours_first_order(80, 5, 0) is None
    assert hours_demanded([]) == variance_rate([]) == 0
