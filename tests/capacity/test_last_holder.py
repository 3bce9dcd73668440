"""Who was the last to hold a skill, and why nobody is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.capacity.last_holder import Loss, last_holders
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

SUNDAY = date(2026, 3, 1)
START = date(2020, 1, 6)
DAY = timedelta(days=1)
SKILL = "SK_MOB3"


def team(*names, absences=(), skills=None):
    held = [SkillHeld(person=one, skill=SKILL, valid_from=START) for one in names]
    return Team(
        people=tuple(Person(uid=one, name=one, starts_on=START) for one in names),
        patterns=tuple(full_time_pattern(one, START) for one in names),
        skills=tuple(held if skills is None else skills),
        absences=tuple(absences),
    )


def away(person, first, days, kind="A_MAT"):
    last = first + (days - 1) * DAY
    return Absence(person=person, kind=kind, first_on=first, last_on=last)


def found(unit, weeks=8):
    return [
        (one.person, one.loss, one.since, one.until)
        for one in last_holders(unit, SUNDAY, weeks)
    ]


def test_skill_of_two_people_is_not_lost_when_one_goes():
    assert found(team("a", "b", absences=[away("a", SUNDAY, 90)])) == []


def test_only_holder_on_long_leave_is_told_with_its_days():
    leave = away("a", SUNDAY - 5 * DAY, 90)
    assert found(team("a", absences=[leave])) == [
        ("a", Loss.AWAY, leave.first_on, leave.last_on)
    ]


def test_leave_that_begins_within_the_weeks_is_told_ahead():
    leave = away("a", SUNDAY + 20 * DAY, 90)
    assert found(team("a", absences=[leave])) == [
        ("a", Loss.AWAY, leave.first_on, leave.last_on)
    ]
    assert found(team("a", absences=[leave]), weeks=2) == []


def test_week_of_leave_is_no_loss():
    assert found(team("a", absences=[away("a", SUNDAY + 8 * DAY, 7)])) == []


def test_of_several_the_one_who_had_it_last_is_told():
    unit = team("a", "b", absences=[away("b", SUNDAY + 9 * DAY, 90)])
    gone = replace(unit.people[0], ends_on=SUNDAY - 300 * DAY)
    unit = replace(unit, people=(gone, unit.people[1]))
    assert [one[:2] for one in found(unit)] == [("b", Loss.AWAY)]


def test_skill_that_lapses_and_a_person_who_leaves_are_losses_without_an_end():
    last = SUNDAY + 10 * DAY
    held = SkillHeld(person="a", skill=SKILL, valid_from=START, valid_to=last)
    assert found(team("a", skills=[held])) == [("a", Loss.LAPSED, last + DAY, None)]
    unit = team("a")
    unit = replace(unit, people=(replace(unit.people[0], ends_on=last),))
    assert found(unit) == [("a", Loss.LEFT, last + DAY, None)]


def test_skill_that_was_renewed_has_not_lapsed_while_its_holder_is_away():
    lapsed = SUNDAY - 20 * DAY
    skills = [
        SkillHeld(person="a", skill=SKILL, valid_from=START, valid_to=lapsed),
        SkillHeld(person="a", skill=SKILL, valid_from=lapsed + DAY),
    ]
    leave = away("a", SUNDAY - 40 * DAY, 120)
    assert found(team("a", skills=skills, absences=[leave])) == [
        ("a", Loss.AWAY, leave.first_on, leave.last_on)
    ]


def test_who_is_in_training_is_named_once():
    unit = team("a", "b", absences=[away("a", SUNDAY, 90)])
    training = replace(unit.skills[1], level=0)
    again = replace(training, valid_from=START + 90 * DAY)
    one = last_holders(
        replace(unit, skills=(unit.skills[0], training, again)), SUNDAY, 8
    )
    assert one[0].in_training == ("b",)


@pytest.mark.parametrize("level", [0])
def test_who_is_in_training_is_named_and_does_not_count(level):
    unit = team("a", "b", absences=[away("a", SUNDAY, 90)])
    skills = (unit.skills[0], replace(unit.skills[1], level=level))
    one = last_holders(replace(unit, skills=skills), SUNDAY, 8)[0]
    assert (one.person, one.in_training) == ("a", ("b",))


def test_skill_that_nobody_ever_had_is_not_told():
    held = SkillHeld(person="a", skill="SK_CHIP", level=0, valid_from=START)
    assert found(team("a", skills=[held])) == []


def test_team_without_people_or_hours_has_nothing_to_lose():
    assert found(Team(people=())) == []
    assert last_holders(replace(team("a"), patterns=()), SUNDAY, 8) == ()
