"""Other work on given days takes the place of what regularly goes to its kind."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capacity.by_week import CapacityByWeek, capacity_by_week
from app.casework.working_time import Holidays, weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.team import Team

MONDAY, LATER = date(2026, 1, 5), date(2099, 1, 1)
WEEKS = weeks_between(MONDAY, MONDAY + timedelta(weeks=3))
START = date(2020, 1, 1)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def dated(first: int, last: int, kind: str = "B_COURT", **facts: Any) -> Absence:
    days = {"first_on": day(first), "last_on": day(last)}
    return Absence(**{"person": "a", "kind": kind, **days, **facts})


def regular(kind: str = "B_COURT", **facts: Any) -> Abstraction:
    return Abstraction(kind=kind, valid_from=START, **facts)


def capacity(
    absences: Sequence[Absence], *regularly: Abstraction, **facts: Any
) -> CapacityByWeek:
    people = tuple(Person(uid=uid, name=uid, starts_on=START) for uid in "ab")
    team = Team(
        people=people,
        patterns=tuple(full_time_pattern(uid, START) for uid in "ab"),
        absences=tuple(absences),
        abstractions=regularly,
        **facts,
    )
    return capacity_by_week(team, WEEKS, LATER)


def taken(found: CapacityByWeek, kind: str, person: int = 0) -> list[float]:
    return [round(float(hours), 9) for hours in found.taken_by_person[kind][person]]


def test_a_whole_day_in_court_takes_the_place_of_the_usual_hours_of_its_week() -> None:
    found = capacity([dated(9, 9)], regular(weekly_hours=2.0))
    assert taken(found, "B_COURT") == [2, 7, 2, 2]


def test_the_usual_hours_of_everybody_else_stay() -> None:
    found = capacity([dated(9, 9)], regular(weekly_hours=2.0))
    assert taken(found, "B_COURT", person=1) == [2, 2, 2, 2]


def test_hours_of_a_day_take_the_place_too_even_when_they_are_fewer() -> None:
    found = capacity([dated(9, 10, hours_per_day=0.5)], regular(weekly_hours=2.0))
    assert taken(found, "B_COURT") == [2, 1, 2, 2]


def test_days_on_both_sides_of_a_weekend_replace_the_hours_of_both_weeks() -> None:
    found = capacity([dated(4, 7)], regular(weekly_hours=2.0))
    assert taken(found, "B_COURT") == [7, 7, 2, 2]


def test_a_usual_share_is_replaced_as_hours_are() -> None:
    found = capacity([dated(9, 9, "B_SCENE")], regular("B_SCENE", share=0.1))
    assert taken(found, "B_SCENE") == [3.5, 7, 3.5, 3.5]


def test_other_kinds_go_on_from_what_is_left() -> None:
    found = capacity(
        [dated(9, 9)],
        regular("B_TRAIN", weekly_hours=3.0),
        regular("B_COURT", weekly_hours=2.0),
        regular("B_QA", share=0.1),
    )
    assert taken(found, "B_TRAIN") == [3, 3, 3, 3]
    assert taken(found, "B_QA") == [3, 2.5, 3, 3]


def test_several_kinds_on_given_days_replace_each_its_own() -> None:
    found = capacity(
        [dated(9, 9), dated(8, 8, "B_TRAIN"), dated(15, 15, "B_TRAIN")],
        regular("B_TRAIN", weekly_hours=3.0),
        regular("B_COURT", weekly_hours=2.0),
    )
    assert taken(found, "B_COURT") == [2, 7, 2, 2]
    assert taken(found, "B_TRAIN") == [3, 7, 7, 3]


def test_two_whole_days_of_other_work_on_one_day_are_not_taken_twice() -> None:
    found = capacity([dated(9, 9), dated(9, 9, "B_TRAIN")])
    both = taken(found, "B_COURT")[1] + taken(found, "B_TRAIN")[1]
    assert both == 7


def test_leave_comes_before_other_work_on_the_same_day() -> None:
    found = capacity([dated(9, 9), dated(9, 9, "A_LEAVE")])
    assert (taken(found, "A_LEAVE")[1], taken(found, "B_COURT")[1]) == (7, 0)


def test_other_work_on_a_public_holiday_takes_no_hours_that_day() -> None:
    holidays = Holidays("here", frozenset({day(9)}))
    found = capacity([dated(9, 10)], holidays=holidays)
    assert taken(found, "B_COURT")[1] == 7


def test_the_allowance_for_sickness_comes_off_before_other_work() -> None:
    people = (Person(uid="a", name="a", starts_on=START),)
    team = Team(
        people=people,
        patterns=(full_time_pattern("a", START),),
        absences=(dated(9, 9),),
        sickness_allowance=0.1,
    )
    found = capacity_by_week(team, WEEKS, date(2025, 1, 1))
    assert taken(found, "B_COURT")[1] == pytest.approx(6.3)


DAYS = st.integers(0, 27)
KINDS = st.sampled_from(["B_COURT", "B_TRAIN", "B_QA"])


@st.composite
def dated_work(draw: st.DrawFn) -> Absence:
    first = draw(DAYS)
    hours = draw(st.one_of(st.none(), st.floats(0.5, 7)))
    return dated(
        first, first + draw(st.integers(0, 5)), draw(KINDS), hours_per_day=hours
    )


@settings(deadline=None)
@given(st.lists(dated_work(), max_size=5), KINDS, st.floats(0.01, 0.5))
def test_in_its_week_only_what_is_dated_counts_of_a_kind(
    items: list[Absence], kind: str, share: float
) -> None:
    alone = capacity(items)
    with_usual = capacity(items, regular(kind, share=share))
    for week, monday in enumerate(WEEKS):
        sunday = monday + timedelta(days=6)
        is_dated = any(
            item.kind == kind and item.first_on <= sunday and item.last_on >= monday
            for item in items
        )
        found = taken(with_usual, kind)[week]
        if is_dated:
            assert found == taken(alone, kind)[week]
        else:
            assert found == pytest.approx(share * alone.net_by_person[0, week])
