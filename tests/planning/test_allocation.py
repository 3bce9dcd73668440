"""Who could take a request, and why or why not."""

from datetime import date, timedelta

import pytest

from app.measures.figure import Coverage
from app.measures.workload import Load
from app.planning.allocation import candidates
from app.planning.queue import Queue, rank_queue
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld
from app.workforce.team import Team
from tests.planning.queues import MONDAY, NAMES, capacity, guide, request

DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 6)


def person(uid, **facts):
    return Person(
        **{"uid": uid, "name": f"Examiner {uid}", "starts_on": LONG_AGO, **facts}
    )


def skill(uid, code="SK_MOB2", **facts):
    return SkillHeld(person=uid, skill=code, **{"valid_from": LONG_AGO, **facts})


def queue(*rows, loads=(), **facts):
    return Queue(
        as_at=MONDAY,
        ranked=rank_queue(rows, guide()),
        capacity=capacity([35]),
        coverage=Coverage(used=1, scope=1),
        loads={load.person: load for load in loads},
        names=NAMES,
        **facts,
    )


def free(uid, **facts):
    """Return the load of somebody who has nothing to do for a fortnight."""
    return Load(**{"person": uid, "fortnight": 60.0, "weekly": 30.0, **facts})


def asked(team, *rows, **facts):
    """Return who could take the first of the rows, by uid."""
    found = queue(*rows, **facts)
    wanted = [row for row in found.ranked if row.waiting.id == 1]
    return {one.person.uid: one for one in candidates(wanted, found, team)}


def test_somebody_current_and_free_can_have_it_and_it_is_said_why():
    team = Team(people=(person("a"),), skills=(skill("a", valid_to=date(2027, 5, 3)),))
    one = asked(team, request(1), loads=[free("a")])["a"]
    assert one.is_possible
    assert one.remarks == ()
    assert one.words == "current in Mobile to 3 May 2027; 60 h free in two weeks"


@pytest.mark.parametrize(
    ("skills", "words"),
    [
        ((), "no Mobile"),
        ((skill("a", level=0),), "in training for Mobile"),
        ((skill("a", valid_to=MONDAY - DAY),), "Mobile lapsed on 1 Nov 2026"),
        ((skill("a", valid_from=MONDAY + DAY),), "Mobile from 3 Nov 2026"),
    ],
)
def test_without_the_current_skill_it_cannot_be(skills, words):
    team = Team(people=(person("a"),), skills=skills)
    one = asked(team, request(1), loads=[free("a")])["a"]
    assert not one.is_possible
    assert one.refusals == (words,)


def test_who_is_away_or_has_left_or_is_to_come_cannot_have_it():
    people = (
        person("away"),
        person("left", ends_on=MONDAY - DAY),
        person("new", starts_on=MONDAY + DAY),
        person("part"),
    )
    leave = Absence(
        person="away", kind="A_LEAVE", first_on=MONDAY, last_on=MONDAY + 4 * DAY
    )
    hours = Absence(
        person="part",
        kind="A_LEAVE",
        first_on=MONDAY,
        last_on=MONDAY,
        hours_per_day=2.0,
    )
    skills = tuple(skill(one.uid) for one in people)
    team = Team(people=people, skills=skills, absences=(leave, hours))
    found = asked(team, request(1))
    assert found["away"].refusals == ("away until 6 Nov 2026",)
    assert found["away"].is_away
    assert found["left"].refusals == ("left on 1 Nov 2026",)
    assert found["new"].refusals == ("begins on 3 Nov 2026",)
    assert found["part"].is_possible


def test_who_has_the_skill_and_is_away_comes_before_those_who_lack_it():
    people = tuple(person(uid) for uid in ("a", "b", "c", "d"))
    leave = Absence(person="d", kind="A_MAT", first_on=MONDAY, last_on=MONDAY + 9 * DAY)
    lapsed = skill("c", valid_to=MONDAY - DAY)
    team = Team(people=people, skills=(skill("d"), lapsed), absences=(leave,))
    found = asked(team, request(1), loads=[free("a", hours=9.0), free("b")])
    assert list(found) == ["d", "c", "b", "a"]


def test_an_absence_ahead_and_a_skill_that_lapses_soon_are_remarks():
    leave = Absence(
        person="a", kind="A_LEAVE", first_on=MONDAY + 7 * DAY, last_on=MONDAY + 9 * DAY
    )
    team = Team(
        people=(person("a"),),
        skills=(skill("a", valid_to=MONDAY + 30 * DAY),),
        absences=(leave,),
    )
    one = asked(team, request(1), loads=[free("a")])["a"]
    assert one.is_possible
    assert one.remarks == (
        "away 9 Nov 2026 to 11 Nov 2026",
        "Mobile lapses on 2 Dec 2026",
    )


def test_the_policy_on_exposure_gives_pause_and_forbids_nothing():
    team = Team(people=(person("a"), person("b")), skills=(skill("a"), skill("b")))
    loads = [free("a"), free("b", hours=20.0)]
    said = {"a": ("exposure policy reached (28 days)",)}
    abuse = request(1, online_abuse=True)
    found = asked(team, abuse, loads=loads, cautions=said)
    assert list(found) == ["b", "a"]
    assert found["a"].is_possible
    assert found["a"].remarks == said["a"]
    assert found["b"].remarks == ()
    other = asked(team, request(1), loads=loads, cautions=said)
    assert list(other) == ["a", "b"]


def test_who_has_another_request_of_the_case_comes_before_who_has_less_to_do():
    team = Team(people=(person("a"), person("b")), skills=(skill("a"), skill("b")))
    loads = [free("a"), free("b", hours=50.0)]
    mine = request(2, examiner="b", case_reference="CR-7")
    found = asked(team, request(1, case_reference="CR-7"), mine, loads=loads)
    assert list(found) == ["b", "a"]
    assert "has DF-2026-0002 of the same case" in found["b"].merits


def test_too_few_hours_and_a_heavy_load_are_said():
    people = tuple(person(uid) for uid in "abc")
    team = Team(people=people, skills=tuple(skill(uid) for uid in "abc"))
    loads = [
        free("a", hours=55.0),
        free("b", hours=300.0, next_free=MONDAY + 70 * DAY),
        Load(person="c"),
    ]
    found = asked(team, request(1), loads=loads)
    assert found["a"].remarks == ("5 h free in two weeks, 10 h wanted",)
    assert found["b"].remarks == ("10.0 weeks of work in hand",)
    assert "free from w/c 11 Jan 2027" in found["b"].merits
    assert found["c"].remarks == ("no casework hours in the weeks ahead",)
    assert list(found) == ["a", "b", "c"]


def test_a_skill_for_a_part_of_the_work_is_a_remark():
    one = request(1, work=(("MOB_L2", 6.0), ("GRADE", 2.0)), needs=("MOB_L2",))
    team = Team(people=(person("a"),), skills=(skill("a"),))
    found = asked(team, one, loads=[free("a")])["a"]
    assert found.is_possible
    assert found.remarks == ("for a part: no SK_GRADE",)


def test_people_whose_hours_are_not_casework_are_no_candidates():
    team = Team(people=(person("a", role="MANAGER"),), skills=(skill("a"),))
    assert asked(team, request(1)) == {}
