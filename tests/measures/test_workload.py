"""Loads, old work in hand, and holds."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.casework.ledger import Codes
from app.measures.workload import ageing_work, held_share, holds, loads
from tests.measures.histories import S, ledger_of, on, request

MONDAY = on("2026-11-02")
DAY = timedelta(days=1)


def test_a_load_is_the_hours_left_over_the_hours_of_a_week():
    mondays = [MONDAY + timedelta(weeks=week) for week in range(14)]
    net = {"a": np.full(14, 20.0), "b": np.zeros(14)}
    found = loads([("a", 30.0), ("a", 20.0)], net, mondays)
    one = found["a"]
    assert (one.requests, one.hours, one.weekly, one.weeks) == (2, 50, 20, 2.5)
    assert (one.fortnight, one.free) == (40, 0)
    assert one.next_free == mondays[2]
    assert (found["b"].weeks, found["b"].free, found["b"].next_free) == (None, 0, None)


def test_who_has_nothing_in_hand_is_free_at_once():
    one = loads([], {"a": np.full(4, 20.0)}, [MONDAY] * 4)["a"]
    assert (one.requests, one.free, one.next_free, one.weeks) == (0, 40, MONDAY, 0)


def done(days, type_="MOB_L1"):
    """A request that took so many days from start to issue."""
    start = on("2026-01-05")
    moves = ((S.IN_PROGRESS, start), (S.ISSUED, start + days * DAY))
    return request(*moves, issued=start + days * DAY, type=type_)


def begun(days, type_="MOB_L1"):
    return request((S.IN_PROGRESS, MONDAY - days * DAY), type=type_)


def test_work_is_old_that_takes_longer_than_85_of_100_of_its_type():
    usual = [done(days) for days in range(1, 21)]
    other = [done(days, "COMP_TGT") for days in range(101, 121)]
    now = [begun(17), begun(18), begun(60, "COMP_TGT"), begun(200, "COMP_TGT")]
    ageing = ageing_work(ledger_of(*usual, *other, *now), MONDAY)
    assert ageing.figure.value == 2
    assert ageing.figure.rows.tolist() == [41, 43]
    assert ageing.days.tolist() == [18, 200]
    assert ageing.usual.tolist() == pytest.approx([17.15, 117.15])
    assert str(ageing.figure.coverage) == "all 4 records"


def test_an_addendum_is_as_old_as_it_was_asked_for():
    first, again = on("2026-01-05"), MONDAY - 3 * DAY
    moves = (
        (S.IN_PROGRESS, first),
        (S.ISSUED, first + 5 * DAY),
        (S.IN_PROGRESS, again),
    )
    addendum = request(*moves, issued=first + 5 * DAY)
    usual = [done(days) for days in range(1, 21)]
    assert ageing_work(ledger_of(*usual, addendum), MONDAY).figure.value == 0
    later = MONDAY + 30 * DAY
    assert ageing_work(ledger_of(*usual, addendum), later).days.tolist() == [33]


def test_a_type_with_few_results_goes_by_all_types():
    usual = [done(days) for days in range(1, 21)]
    ageing = ageing_work(ledger_of(*usual, begun(30, "COMP_TGT")), MONDAY)
    assert ageing.usual.tolist() == pytest.approx([17.15])


def test_without_results_nothing_is_called_old():
    ageing = ageing_work(ledger_of(begun(900)), MONDAY)
    assert ageing.figure.value == 0
    assert ageing.figure.coverage.used == 0


def held(days, *after):
    since = MONDAY - days * DAY
    return request((S.ACCEPTED, since - DAY), (S.ON_HOLD, since), *after)


def on_hold():
    """A ledger of four requests, three on hold: two for an answer, one for a tool."""
    ledger = ledger_of(held(5), held(30), held(9), held(8, (S.ACCEPTED, MONDAY - DAY)))
    reasons = np.array([-1, 0, -1, 0, -1, 1, -1, 0, -1], dtype=np.int16)
    codes = Codes(hold_reason=("H_INFO", "H_TOOL"))
    return replace(ledger, hold_reason=reasons, codes=codes)


SIDES = {"H_INFO": "requester", "H_TOOL": "unit"}


def test_holds_are_told_by_reason_those_outside_the_unit_first():
    first, second = holds(on_hold(), MONDAY, SIDES)
    assert (first.reason, first.side, first.figure.value) == ("H_INFO", "requester", 2)
    assert first.figure.rows.tolist() == [1, 0]
    assert (first.longest, first.median) == (30, 17.5)
    assert (second.reason, second.side, second.longest) == ("H_TOOL", "unit", 9)


def test_holds_of_a_past_day_are_those_of_that_day():
    lines = holds(on_hold(), MONDAY - 8 * DAY, SIDES)
    assert [(line.reason, line.days.tolist()) for line in lines] == [
        ("H_INFO", [22, 0]),
        ("H_TOOL", [1]),
    ]


def test_a_hold_without_a_reason_is_the_units_own():
    line = holds(ledger_of(held(5)), MONDAY, SIDES)[0]
    assert (line.reason, line.side, line.figure.coverage.used) == ("", "unit", 0)


def test_the_share_on_hold_is_days_on_hold_over_days_of_turnaround():
    received = on("2026-10-01")
    moves = (
        (S.ACCEPTED, received),
        (S.ON_HOLD, received + 2 * DAY),
        (S.ACCEPTED, received + 7 * DAY),
        (S.ISSUED, received + 20 * DAY),
    )
    ledger = ledger_of(
        request(*moves, received=received, issued=received + 20 * DAY), held(5)
    )
    share = held_share(ledger, received, MONDAY)
    assert share.value == 25
    assert share.unit == "%"
    assert held_share(ledger, MONDAY, MONDAY).value is None
