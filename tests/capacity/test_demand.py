"""Hours asked for by skill: shared as examinations are, and none lost."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capacity.by_week import HORIZON, capacity_by_week, coming_weeks
from app.capacity.demand import (
    ANYBODY,
    arriving_hours,
    demand_by_skill,
    ids_asked,
    look_back,
    waiting_hours,
    weeks_by_skill,
)
from app.casework.part import NO_PARTS, NOT_DONE, Parts
from app.casework.request import Status
from app.casework.working_time import day_number
from app.workforce.examiner import SkillHeld
from tests.capacity.test_capacity import EARLY_START, person, team
from tests.measures.histories import ledger_of, request

AS_AT = date(2026, 3, 29)  # a Sunday
CAME = date(2026, 3, 2)
SKILL_OF = {"MOB": "SK_MOB", "WIN": "SK_WIN", "GRADE": "SK_GRADE"}


def open_request(effort=10.0, came=CAME, **facts):
    return request((Status.ACCEPTED, came), effort=effort, **facts)


def parts_of(*rows):
    """Parts of (row id, type, hours, left, open)."""
    types = tuple(sorted({row[1] for row in rows}))
    return Parts(
        request=np.array([row[0] for row in rows], dtype=np.int64),
        type=np.array([types.index(row[1]) for row in rows], dtype=np.int64),
        hours=np.array([row[2] for row in rows], dtype=float),
        left=np.array([row[3] for row in rows], dtype=float),
        done=np.array([NOT_DONE if row[4] else day_number(AS_AT) for row in rows]),
        types=types,
    )


def demand(ledger, parts, skills=("SK_MOB", "SK_WIN")):
    held = tuple(
        SkillHeld(person="a", skill=one, valid_from=EARLY_START) for one in skills
    )
    unit = team(person(), skills=held)
    capacity = capacity_by_week(unit, coming_weeks(AS_AT), AS_AT)
    return demand_by_skill(ledger, parts, SKILL_OF, capacity, AS_AT)


def test_the_hours_of_a_request_are_shared_as_those_of_its_examinations():
    ledger = ledger_of(open_request(effort=20.0, type="MOB"))
    parts = parts_of((1, "MOB", 3, 3, True), (1, "WIN", 1, 1, True))
    found = arriving_hours(ledger, parts, SKILL_OF, AS_AT)
    assert found.hours == pytest.approx({"SK_MOB": 15, "SK_WIN": 5})
    assert str(found.coverage) == "all 1 records"


def test_a_report_counts_to_the_skill_of_the_main_type():
    ledger = ledger_of(open_request(type="MOB"))
    parts = parts_of((1, "REPORT", 4, 4, True), (1, "WIN", 6, 6, True))
    found = arriving_hours(ledger, parts, SKILL_OF, AS_AT)
    assert found.hours == pytest.approx({"SK_MOB": 4, "SK_WIN": 6})


def test_a_request_without_examinations_counts_to_its_main_type_and_coverage_says_so():
    ledger = ledger_of(open_request(type="MOB"), open_request())
    found = arriving_hours(ledger, NO_PARTS, SKILL_OF, AS_AT)
    assert found.hours == pytest.approx({"SK_MOB": 10, ANYBODY: 10})
    assert (found.coverage.used, found.coverage.scope) == (0, 2)


def test_open_work_is_shared_by_what_is_still_to_be_done():
    ledger = ledger_of(open_request(type="MOB"))
    parts = parts_of((1, "MOB", 8, 0, False), (1, "WIN", 2, 2, True))
    assert waiting_hours(ledger, parts, SKILL_OF, AS_AT).hours == {"SK_WIN": 10.0}
    came = arriving_hours(ledger, parts, SKILL_OF, AS_AT).hours
    assert came == pytest.approx({"SK_MOB": 8, "SK_WIN": 2})


def test_what_was_done_after_the_day_was_open_on_it():
    ledger = ledger_of(open_request(type="MOB"))
    parts = parts_of((1, "MOB", 5, 5, False), (1, "WIN", 5, 5, True))
    eve = AS_AT - timedelta(days=1)
    assert waiting_hours(ledger, parts, SKILL_OF, AS_AT).hours == {"SK_WIN": 10.0}
    before = waiting_hours(ledger, parts, SKILL_OF, eve).hours
    assert before == pytest.approx({"SK_MOB": 5, "SK_WIN": 5})


def test_examinations_with_no_hours_left_share_evenly():
    ledger = ledger_of(open_request(type="MOB"))
    parts = parts_of((1, "MOB", 8, 0, True), (1, "WIN", 2, 0, True))
    found = waiting_hours(ledger, parts, SKILL_OF, AS_AT).hours
    assert found == pytest.approx({"SK_MOB": 5, "SK_WIN": 5})


def test_parts_of_requests_that_the_ledger_does_not_know_are_passed_over():
    ledger = ledger_of(open_request(type="MOB"))
    parts = parts_of((99, "WIN", 5, 5, True))
    assert arriving_hours(ledger, parts, SKILL_OF, AS_AT).hours == {"SK_MOB": 10.0}


def test_only_whole_weeks_that_are_over_count_as_arriving():
    past = look_back(AS_AT)
    assert (past.days, past.last) == (7 * HORIZON, AS_AT)
    early = open_request(came=past.first - timedelta(days=1), type="MOB")
    ledger = ledger_of(early, open_request(came=past.first, type="MOB"))
    found = arriving_hours(ledger, NO_PARTS, SKILL_OF, AS_AT)
    assert found.hours == {"SK_MOB": 10.0}
    assert found.rows["SK_MOB"].tolist() == [1]
    assert look_back(AS_AT + timedelta(days=3)) == past


def test_the_requests_asked_about_are_those_that_came_or_are_open():
    past = look_back(AS_AT)
    long_ago = past.first - timedelta(days=9)
    over = request((Status.ACCEPTED, long_ago), (Status.CLOSED, past.first))
    closed = request((Status.ACCEPTED, past.first), (Status.CLOSED, past.last))
    ledger = ledger_of(over, closed, open_request(came=long_ago))
    assert ids_asked(ledger, AS_AT) == [2, 3]


def test_missing_estimates_are_those_of_the_type_and_the_note_counts_them():
    missing = open_request(effort=float("nan"), type="MOB")
    ledger = ledger_of(missing, open_request(type="MOB"))
    found = demand(ledger, NO_PARTS)
    assert found.arriving.hours == {"SK_MOB": 20.0}
    mobile = next(one for one in found.rows if one.skill == "SK_MOB")
    assert "1 of 2 requests (50%) have no estimate" in mobile.ratio.note
    unknown = demand(ledger_of(missing), NO_PARTS)
    assert unknown.asked == {}
    assert unknown.waiting.note.endswith("and none can be imputed.")


def test_ratio_and_weeks_are_of_the_hours_of_people_current_in_the_skill():
    ledger = ledger_of(open_request(effort=91.0, type="MOB"))
    mobile = demand(ledger, NO_PARTS).rows[0]
    assert mobile.skill == "SK_MOB"
    assert (mobile.asked, mobile.people) == (7.0, 1)
    assert mobile.ratio.value == pytest.approx(100 * 7 / mobile.there)
    assert mobile.weeks.value == pytest.approx(91 / mobile.there)
    assert mobile.ratio.measure == "M32S"


def test_weeks_of_work_are_the_same_wherever_they_are_told():
    ledger = ledger_of(open_request(type="MOB"), open_request(effort=5.0, type="WIN"))
    parts = parts_of((1, "MOB", 4, 4, True), (1, "GRADE", 6, 6, True))
    rows = demand(ledger, parts).rows
    net = {one.skill: one.there for one in rows if one.there}
    found = weeks_by_skill(ledger, parts, SKILL_OF, net, AS_AT)
    assert {one.skill: one.weeks.value for one in rows} == {
        code: figure.value for code, figure in found.items()
    }
    assert found["SK_GRADE"].value is None


def test_a_skill_that_nobody_holds_stands_first_without_a_ratio():
    ledger = ledger_of(open_request(type="GRADE"), open_request(type="MOB"))
    first = demand(ledger, NO_PARTS).rows[0]
    assert (first.skill, first.there, first.people) == ("SK_GRADE", 0.0, 0)
    assert first.ratio.value is None
    assert first.weeks.value is None


def test_a_skill_that_nobody_asks_for_stands_last():
    ledger = ledger_of(open_request(type="MOB"))
    assert demand(ledger, NO_PARTS).rows[-1].skill == "SK_WIN"


def test_an_empty_history_asks_for_nothing():
    found = demand(ledger_of(), NO_PARTS)
    assert found.asked == {}
    assert [one.skill for one in found.rows] == ["SK_MOB", "SK_WIN"]


PART = st.tuples(
    st.integers(1, 4),
    st.sampled_from(("MOB", "WIN", "GRADE", "REPORT")),
    st.floats(0, 50),
    st.floats(0, 50),
    st.booleans(),
)


@given(st.lists(PART, max_size=8), st.lists(st.floats(0.1, 90), min_size=4, max_size=4))
def test_no_hour_is_lost_and_none_is_counted_twice(rows, efforts):
    ledger = ledger_of(*(open_request(effort=one, type="MOB") for one in efforts))
    parts = parts_of(*rows)
    for found in (
        arriving_hours(ledger, parts, SKILL_OF, AS_AT),
        waiting_hours(ledger, parts, SKILL_OF, AS_AT),
    ):
        assert sum(found.hours.values()) == pytest.approx(sum(efforts))


def test_the_order_of_examinations_does_not_matter():
    ledger = ledger_of(open_request(type="MOB"), open_request(type="WIN"))
    rows = [(1, "MOB", 3, 3, True), (2, "WIN", 4, 4, True), (1, "WIN", 5, 5, True)]
    one = arriving_hours(ledger, parts_of(*rows), SKILL_OF, AS_AT)
    other = arriving_hours(ledger, parts_of(*rows[::-1]), SKILL_OF, AS_AT)
    assert one.hours == pytest.approx(other.hours)
    assert replace(one, hours={}, rows={}) == replace(other, hours={}, rows={})
