"""List statistics against the reference, its defects undone where it has them."""

from datetime import date

import pytest

from app.queueing.waiting_list import (
    Span,
    capacity_of,
    demand_of,
    sizes_by_day,
    statistics_of,
    waiting_list,
)
from tests.queueing.vectors import day, rows, the_list

EXACT = {"rel": 1e-9, "abs": 1e-12}


def of(*pairs):
    """Return a list of items by the days of January 2024 on which they came and went.

    None stands for still waiting.
    """
    return waiting_list(
        [date(2024, 1, came) for came, _ in pairs],
        [went and date(2024, 1, went) for _, went in pairs],
    )


def january(first, last):
    return Span(day(f"2024-01-{first:02}"), day(f"2024-01-{last:02}"))


def span_of(row):
    if row["start_date"] is None:
        return None
    return Span(day(row["start_date"]), day(row["end_date"]))


def test_statistics_as_the_reference_but_for_its_defects():
    """Undone here: D1 (days against weeks), D4 (gaps for referrals), D6 (relief)."""
    for row in rows("nhsr_wl_stats"):
        items = the_list(row["list_id"])
        found = statistics_of(items, row["target_wait"], span_of(row))
        assert found.demand.count + 1 == row["count_demand"]  # D4
        assert 7 * found.pressure == pytest.approx(row["pressure"], **EXACT)  # D1
        assert found.is_too_big == (row["queue_too_big"] == "TRUE")
        assert (found.intensity >= 1) == (row["load_too_big"] == "TRUE")
        values = {
            "mean_demand": found.demand.weekly,
            "mean_capacity": found.capacity.weekly,
            "load": found.intensity,
            "queue_size": found.size,
            "target_queue_size": found.target_size,
            "mean_wait": found.mean_age,
            "cv_arrival": found.demand.variation,
            "cv_removal": found.capacity.variation,
            "target_capacity": found.sustaining,
            "relief_capacity": found.relief,
        }
        hidden = {"target_capacity", "relief_capacity"}  # D6: one of them is not shown
        for name, value in values.items():
            if row[name] is not None or name not in hidden:
                assert value == pytest.approx(row[name], **EXACT), name


def test_demand_as_the_reference():
    for row in rows("nhsr_wl_referral_stats"):
        items = the_list(row["list_id"])
        span = january(1, 10) if row["list_id"] == "ex2" else items.span()
        found = demand_of(items, span)
        assert found.weekly == pytest.approx(row["demand_weekly"], **EXACT)
        assert found.daily == pytest.approx(row["demand_daily"], **EXACT)
        assert found.variation == pytest.approx(row["demand_cov"], **EXACT)
        assert found.count + 1 == row["demand_count"]  # D4


def test_capacity_as_the_reference():
    for row in rows("nhsr_wl_removal_stats"):
        found = capacity_of(the_list(row["list_id"]))
        assert found.weekly == pytest.approx(row["capacity_weekly"], **EXACT)
        assert found.daily == pytest.approx(row["capacity_daily"], **EXACT)
        assert found.variation == pytest.approx(row["capacity_cov"], **EXACT)
        assert found.count == row["removal_count"]


def test_sizes_by_day_as_the_reference():
    sizes = {}
    for row in rows("nhsr_wl_queue_size"):
        sizes.setdefault(row["list_id"], {})[day(row["date"])] = row["queue_size"]
    for name, expected in sizes.items():
        items = the_list(name)
        span = Span(min(items.arrived.min(), *expected), max(expected))
        found = sizes_by_day(items, span)
        for number, size in expected.items():
            assert found[number - span.first] == size


def test_what_left_before_the_span_is_not_kept_for_ever():
    """D2 of the reference."""
    assert sizes_by_day(of((1, 2), (6, None)), january(5, 7)).tolist() == [0, 1, 1]


def test_a_span_may_end_before_the_last_arrival():
    """D3 of the reference."""
    assert sizes_by_day(of((1, None), (9, None)), january(1, 3)).tolist() == [1, 1, 1]


def test_what_comes_after_the_span_does_not_wait_in_it():
    """D5 of the reference: an item that comes later and is removed later."""
    found = statistics_of(of((1, None), (8, 20)), 4, january(1, 7))
    assert found.size == 1
    assert found.mean_age == 6


def test_a_day_before_arrival_counts_as_the_day_of_arrival():
    assert sizes_by_day(of((5, 2), (6, None)), january(1, 7)).tolist() == [
        *([0] * 5),
        *(1, 1),
    ]


def test_an_idle_time_is_not_taken_for_lack_of_capacity():
    """Emptied on the 6th, next arrivals on the 20th, departures on the 22nd and 23rd.

    Their gaps run from the 19th, the last day on which nothing waited: 3 and 1 days.
    The departure that emptied the list follows that day at once: 0 days.
    """
    found = capacity_of(of((1, 6), (20, 22), (20, 23), (20, None)))
    assert found.count == 3
    assert found.weekly == pytest.approx(7 / ((0 + 3 + 1) / 3))


def test_a_list_on_which_nothing_was_has_no_statistics():
    nothing = of()
    assert nothing.span() is None
    assert statistics_of(nothing, 4) is None
    assert capacity_of(nothing).weekly is None
    assert sizes_by_day(nothing, january(1, 3)).tolist() == [0, 0, 0]


def test_one_item_or_one_day_gives_no_rate_and_nothing_infinite():
    found = statistics_of(of((3, None)), 4)
    assert found.size == 1
    assert found.demand.weekly is None
    assert found.intensity is None
    assert found.capacity.count == 0
    assert found.sustaining is None
    assert found.relief is None
    all_at_once = statistics_of(of((3, 3), (3, 3)), 4)
    assert all_at_once.mean_age is None
    assert all_at_once.pressure is None
    assert all_at_once.capacity.weekly is None
