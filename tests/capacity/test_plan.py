"""The plan beside what happened: differences by kind, and one sentence."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.capacity.plan import PlanAndActual, plan_and_actual, plan_words
from app.casework.working_time import weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.team import Team

MONDAY = date(2026, 1, 5)
WEEKS = weeks_between(MONDAY, MONDAY + timedelta(weeks=3))
START, AS_AT = date(2020, 1, 1), MONDAY + timedelta(weeks=4)
KNOWN = Team(
    people=tuple(Person(uid=uid, name=uid, starts_on=START) for uid in "ab"),
    patterns=tuple(full_time_pattern(uid, START) for uid in "ab"),
    sickness_allowance=0.1,
)


def away(first: int, last: int, kind: str, **facts: Any) -> Absence:
    days = [MONDAY + timedelta(days=number) for number in (first, last)]
    return Absence(person="a", kind=kind, first_on=days[0], last_on=days[1], **facts)


def compared(known: Team = KNOWN, **changes: Any) -> PlanAndActual:
    return plan_and_actual(known, replace(known, **changes), WEEKS, AS_AT)


def test_the_allowance_is_planned_and_never_actual() -> None:
    found = compared()
    assert found.known_on == date(2026, 1, 4)
    (sickness,) = found.by_group()
    assert (sickness.group, sickness.actual) == ("Sickness", 0)
    assert sickness.planned == pytest.approx(28)
    assert found.planned_net == pytest.approx(252)
    assert found.actual_net == pytest.approx(280)


def test_sickness_is_compared_with_the_allowance_for_it() -> None:
    found = compared(absences=(away(0, 4, "A_SICK_S"), away(7, 9, "A_SICK_L")))
    (sickness,) = found.by_group()
    assert sickness.change == pytest.approx(56 - 28)
    kinds = {one.kind: one.change for one in found.by_kind()}
    assert kinds == pytest.approx(
        {SICKNESS_ALLOWANCE: -28, "A_SICK_S": 35, "A_SICK_L": 21}
    )


def test_the_differences_come_to_the_difference_of_net_hours() -> None:
    known = replace(
        KNOWN,
        absences=(away(0, 1, "A_LEAVE"), away(7, 7, "B_COURT")),
        abstractions=(
            Abstraction(kind="B_QA", valid_from=START, share=0.1),
            Abstraction(kind="B_NEW", valid_from=START, weekly_hours=1.0),
        ),
    )
    left = replace(known.people[1], ends_on=MONDAY + timedelta(days=10))
    found = plan_and_actual(
        known,
        replace(
            known,
            people=(known.people[0], left),
            absences=(away(0, 3, "A_LEAVE"), away(14, 15, "A_SICK_S")),
        ),
        WEEKS,
        AS_AT,
    )
    taken = sum(one.change for one in found.by_group())
    change = found.actual_net - found.planned_net
    assert found.contracted.change - taken == pytest.approx(change)
    assert sum(one.change for one in found.by_kind()) == pytest.approx(taken)


def test_one_sentence_says_how_it_came_out_and_why() -> None:
    changes = {
        "absences": (away(0, 11, "A_SICK_S"), away(14, 14, "A_LEAVE")),
        "people": (
            KNOWN.people[0],
            replace(KNOWN.people[1], ends_on=MONDAY + timedelta(days=20)),
        ),
    }
    assert plan_words(compared(**changes)) == (
        "Over the 4 weeks from 5 Jan 2026, 168 of 252 planned net hours were there"
        " (67%): 42 h more sickness than allowed for, 35 h less contracted than"
        " planned, 7 h more leave than planned."
    )


def test_a_plan_that_came_true_gives_no_reasons() -> None:
    known = replace(KNOWN, sickness_allowance=0.0)
    found = plan_and_actual(known, known, WEEKS[:1], AS_AT)
    assert plan_words(found) == (
        "Over the week from 5 Jan 2026, 70 of 70 planned net hours were there (100%),"
        " as planned."
    )


def test_protected_welfare_time_is_never_told_as_a_reason() -> None:
    known = replace(KNOWN, sickness_allowance=0.0)
    more = Abstraction(kind="B_WELF", valid_from=START, weekly_hours=2.0)
    found = compared(known, abstractions=(more,))
    assert found.by_group()[0].change == pytest.approx(16)
    assert plan_words(found).endswith("were there (94%).")


def test_where_nothing_was_known_there_is_no_plan() -> None:
    found = plan_and_actual(Team(people=()), KNOWN, WEEKS, AS_AT)
    assert not found.has_plan
    assert found.share == 0
    assert plan_words(found) == (
        "Nothing was recorded by 4 Jan 2026 about the 4 weeks from 5 Jan 2026, so"
        " there is no plan to compare with."
    )
