"""Who may do what on a day, and which skill rests on one person."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.capacity.by_week import capacity_by_week, coming_weeks
from app.capacity.cover import (
    CoverMatrix,
    Member,
    Need,
    SkillCover,
    cover_matrix,
)
from app.capacity.day_grid import day_grid, holders_by_day
from app.capacity.demand import demand_by_skill
from app.capacity.holding import Currency, currency_of
from app.capacity.last_holder import thin_skills
from app.casework.part import NO_PARTS
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team
from tests.measures.histories import ledger_of

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
EARLY = date(2020, 1, 6)
MOB = "SK_MOB3"


def person(uid: str, **facts: Any) -> Person:
    return Person(**{"uid": uid, "name": uid.upper(), "starts_on": EARLY, **facts})


def skill(uid: str, code: str = MOB, **facts: Any) -> SkillHeld:
    return SkillHeld(**{"person": uid, "skill": code, "valid_from": EARLY, **facts})


def away(uid: str, first: int, last: int, **facts: Any) -> Absence:
    facts = {"kind": "A_LEAVE", **facts}
    return Absence(
        person=uid, first_on=TODAY + first * DAY, last_on=TODAY + last * DAY, **facts
    )


def team(*people: Person, **facts: Any) -> Team:
    patterns = tuple(full_time_pattern(one.uid, EARLY) for one in people)
    return Team(people=people, patterns=patterns, **facts)


def matrix(those: Team, *codes: str) -> CoverMatrix:
    return cover_matrix(those, codes or (MOB,), TODAY)


def cover(those: Team) -> SkillCover:
    return matrix(those).skills[0]


def member(those: Team) -> Member:
    return matrix(those).members[0]


@pytest.mark.parametrize(
    ("facts", "currency"),
    [
        ({}, Currency.CURRENT),
        ({"valid_to": TODAY + 91 * DAY}, Currency.CURRENT),
        ({"valid_to": TODAY + 90 * DAY}, Currency.SOON),
        ({"valid_to": TODAY}, Currency.SOON),
        ({"valid_to": TODAY - DAY}, Currency.LAPSED),
        ({"valid_from": TODAY + DAY}, Currency.LATER),
        ({"level": 0}, Currency.TRAINING),
        ({"level": 0, "valid_to": TODAY - DAY}, Currency.TRAINING),
    ],
)
def test_how_a_skill_stands_on_a_day(facts: dict[str, Any], currency: Currency) -> None:
    assert currency_of(skill("a", **facts), TODAY) is currency


def test_cover_counts_those_who_are_current_and_there() -> None:
    people = [person(uid) for uid in ("a", "b", "c", "d", "e")]
    skills = (
        skill("a"),
        skill("b", level=0),
        skill("c", valid_to=TODAY - DAY),
        skill("d"),
        skill("e", valid_to=TODAY + DAY),
    )
    found = cover(team(*people, skills=skills, absences=(away("d", -3, 3),)))
    assert found.now == ("a", "e")
    assert found.away == ("d",)
    assert found.figure.value == 2
    assert "single point of failure" in found.figure.definition
    assert str(found.figure.coverage) == "all 5 records"


def test_whole_days_of_other_work_count_as_away_as_in_the_calendar() -> None:
    court = away("b", 0, 0, kind="B_COURT")
    those = team(
        person("a"), person("b"), skills=(skill("a"), skill("b")), absences=(court,)
    )
    found = cover(those)
    assert (found.now, found.away) == (("a",), ("b",))
    grid = day_grid(those, TODAY, TODAY)
    there = holders_by_day(those, grid)[MOB] & grid.is_worked & ~grid.away
    assert there[:, grid.column(TODAY)].tolist() == [True, False]


def test_part_of_a_day_leaves_somebody_there() -> None:
    absences = (
        away("a", 0, 0, hours_per_day=3.0),
        away("a", 0, 0, kind="B_COURT", hours_per_day=2.0),
        away("a", 0, 9, kind="A_PHASED", share_kept=0.5),
    )
    those = team(person("a"), skills=(skill("a"),), absences=absences)
    assert member(those).is_there(TODAY)
    assert cover(those).now == ("a",)


def test_the_only_holder_on_long_leave_leaves_nobody_and_it_is_the_first_need() -> None:
    a, b = person("a"), person("b")
    skills = (skill("a"), skill("a", "SK_WIN"), skill("b", "SK_WIN"))
    those = team(a, b, skills=skills, absences=(away("a", -7, 200, kind="A_MAT"),))
    found = matrix(those, "SK_WIN", MOB, "SK_CHIP")
    needs = {one.skill: one.need for one in found.skills}
    assert needs == {
        "SK_WIN": Need.ONE,
        MOB: Need.NOBODY,
        "SK_CHIP": Need.UNKNOWN,
    }
    assert [one.skill for one in found.by_need()] == [MOB, "SK_WIN", "SK_CHIP"]
    assert found.only("b") == ("SK_WIN",)
    assert found.only("a") == ()


def test_the_least_cover_ahead_and_its_first_week_are_told() -> None:
    those = team(
        person("a"),
        person("b"),
        skills=(skill("a"), skill("b")),
        absences=(away("a", 14, 27),),
    )
    found = cover(those)
    assert (found.least, found.least_in) == (1, TODAY + 14 * DAY)
    assert len(found.now) == 2
    assert found.need is Need.THIN_AHEAD


def test_enough_is_two_or_more_in_every_week() -> None:
    people = [person(uid) for uid in "abc"]
    found = cover(team(*people, skills=tuple(skill(uid) for uid in "abc")))
    assert found.need is Need.ENOUGH
    assert found.least == 3


def test_net_hours_are_those_of_the_capacity_of_the_skill() -> None:
    those = team(person("a"), skills=(skill("a", valid_to=TODAY + 30 * DAY),))
    capacity = capacity_by_week(those, coming_weeks(TODAY), TODAY)
    assert cover(those).weekly == pytest.approx(capacity.skills[MOB].net.mean())


def test_people_of_other_roles_cover_skills_without_casework_hours() -> None:
    those = team(person("a", role="GATEKEEPER"), skills=(skill("a"),))
    found = cover(those)
    assert found.now == ("a",)
    assert found.least == 1
    assert found.weekly == 0
    assert not member(those).is_counted


def test_who_has_left_is_not_shown_and_who_begins_soon_is_no_cover_yet() -> None:
    people = (
        person("gone", ends_on=TODAY - DAY),
        person("last", ends_on=TODAY),
        person("soon", starts_on=TODAY + 20 * DAY),
        person("late", starts_on=TODAY + 300 * DAY),
    )
    skills = tuple(skill(one.uid) for one in people)
    found = matrix(team(*people, skills=skills))
    assert [one.person.uid for one in found.members] == ["last", "soon"]
    assert found.skills[0].now == ("last",)


def test_of_two_records_of_a_skill_the_current_one_counts() -> None:
    skills = (
        skill("a", level=3, valid_to=TODAY - DAY),
        skill("a", level=1, valid_from=TODAY),
        skill("a", level=0),
    )
    holding = member(team(person("a"), skills=skills)).holdings[MOB]
    assert (holding.held.level, holding.currency) == (1, Currency.CURRENT)


def test_absences_ahead_are_those_of_whole_days_within_the_weeks() -> None:
    absences = (
        away("a", 40, 44),
        away("a", 10, 12),
        away("a", 5, 5, hours_per_day=2.0),
        away("a", 200, 210),
        away("a", -2, 1),
    )
    one = member(team(person("a"), absences=absences))
    assert [item.first_on for item in one.away_next] == [
        TODAY + 10 * DAY,
        TODAY + 40 * DAY,
    ]
    assert one.away is not None
    assert one.away.last_on == TODAY + DAY


def test_a_team_of_nobody_has_no_cover() -> None:
    found = matrix(Team(people=()))
    assert found.members == ()
    assert found.skills[0].need is Need.UNKNOWN
    assert found.skills[0].least_in is None


def test_wherever_cover_is_told_people_of_every_role_count() -> None:
    those = team(
        person("a", role="GATEKEEPER"),
        person("b"),
        skills=(skill("a"), skill("b"), skill("a", "SK_GATE")),
    )
    capacity = capacity_by_week(those, coming_weeks(TODAY), TODAY)
    mob, gate = capacity.skills[MOB], capacity.skills["SK_GATE"]
    assert (mob.cover.tolist(), mob.holders.tolist()) == ([2] * 13, [2] * 13)
    assert (gate.cover.tolist(), gate.net.sum(), gate.rows) == ([1] * 13, 0.0, ())
    assert mob.net.sum() == capacity.net.sum()
    assert capacity.people == ("b",)
    assert thin_skills(capacity, ()) == {"SK_GATE": 1}
    found = {one.skill: one for one in matrix(those).skills}
    assert found[MOB].least == mob.cover.min()
    asked = demand_by_skill(ledger_of(), NO_PARTS, {}, capacity, TODAY)
    assert {one.skill: (one.people, one.cover) for one in asked.rows} == {
        MOB: (2, 2),
        "SK_GATE": (1, 1),
    }
