"""Slots handed out first come, first served, against the reference."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.queueing.slots import fill_slots, slot_days
from app.queueing.waiting_list import STILL_WAITING
from tests.queueing.vectors import day, rows


def days(texts):
    return np.array([day(text) for text in texts], dtype=np.int64)


def test_schedules_as_the_reference():
    cases = groupby(rows("nhsr_wl_schedule"), key=lambda row: row["case"])
    for _, case in cases:
        kinds = {"item": [], "slot": []}
        for row in case:
            kinds[row["kind"]].append(row)
        items, slots = kinds["item"], sorted(kinds["slot"], key=lambda r: r["date"])
        found = fill_slots(
            days(row["date"] for row in items), days(row["date"] for row in slots)
        )
        expected = [
            day(row["value"]) if row["value"] else STILL_WAITING for row in items
        ]
        assert found.day.tolist() == expected
        assert found.is_used.tolist() == [row["value"] == 1 for row in slots]


def test_days_of_slots_as_the_reference():
    """The file holds some of the days of each case."""
    cases = groupby(
        rows("nhsr_sim_schedule"),
        key=lambda row: (row["daily_capacity"], row["n_rows"]),
    )
    for (daily, count), case in cases:
        case = list(case)
        found = slot_days(day(case[0]["start"]), int(count), daily).tolist()
        expected = days(row["date"] for row in case).tolist()
        assert set(expected) <= set(found)
        assert found[0] == expected[0]
        for number in set(expected):
            assert expected.count(number) <= found.count(number)


def test_a_slot_on_the_day_of_arrival_is_too_early():
    found = fill_slots(np.array([5, 5]), np.array([5, 6]))
    assert found.day.tolist() == [6, STILL_WAITING]
    assert found.is_used.tolist() == [False, True]


def test_without_slots_or_arrivals_nothing_is_handed_out():
    nothing = np.zeros(0, dtype=np.int64)
    assert fill_slots(np.array([5]), nothing).day.tolist() == [STILL_WAITING]
    assert fill_slots(nothing, np.array([5])).is_used.tolist() == [False]
    assert slot_days(0, 20, 0).tolist() == []
    assert slot_days(0, 0, 1).tolist() == []


@given(
    st.lists(st.integers(0, 40), max_size=30), st.lists(st.integers(0, 40), max_size=30)
)
def test_slots_go_out_as_one_would_do_it_by_hand(arrived, slots):
    free = sorted(slots)
    expected = {}
    for place in sorted(range(len(arrived)), key=lambda place: arrived[place]):
        later = [slot for slot in free if slot > arrived[place]]
        expected[place] = later[0] if later else STILL_WAITING
        if later:
            free = later[1:]
    found = fill_slots(np.array(arrived, dtype=int), np.array(slots, dtype=int))
    assert found.day.tolist() == [expected[place] for place in range(len(arrived))]
