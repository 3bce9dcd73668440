from datetime import date, timedelta

import pytest

from app.capacity.by_week import capacity_by_week
from app.capacity.standing import (
    SkillState,
    pattern_on,
    skill_standings,
    skill_state,
    standings,
)
from app.casework.working_time import monday_of, weeks_between
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

TODAY, START = date(2026, 3, 31), date(2026, 1, 5)


def person(uid, **facts):
    return Person(uid=uid, name=uid, **{"starts_on": START, **facts})


def team_of(*people, **facts):
    patterns = tuple(full_time_pattern(one.uid, START) for one in people)
    return Team(people=people, patterns=patterns, **facts)


def capacity(team, weeks=3):
    last = TODAY + timedelta(weeks=weeks)
    return capacity_by_week(team, weeks_between(monday_of(TODAY), last), TODAY)


@pytest.mark.parametrize(
    ("level", "until", "state"),
    [
        (1, None, SkillState.CURRENT),
        (1, TODAY + timedelta(days=91), SkillState.CURRENT),
        (1, TODAY + timedelta(days=90), SkillState.SOON),
        (3, TODAY, SkillState.SOON),
        (3, TODAY - timedelta(days=1), SkillState.LAPSED),
        (0, None, SkillState.TRAINING),
    ],
)
def test_a_skill_says_how_it_stands(level, until, state):
    held = SkillHeld(
        person="a", skill="SK_WIN", level=level, valid_from=START, valid_to=until
    )
    assert skill_state(held, TODAY) is state


def test_a_person_has_the_hours_of_this_week_and_of_those_ahead():
    team = team_of(person("a"), person("b", role="MANAGER"))
    first, second = standings(team, capacity(team), TODAY)
    assert (first.net_week, first.net_ahead) == (35.0, 105.0)
    assert (second.is_counted, second.net_week) == (False, 0.0)


def test_the_absence_under_way_comes_before_the_next():
    days = ((1, 5), (-2, 2), (-9, -8))
    absences = tuple(
        Absence(
            person="a",
            kind="A_LEAVE",
            first_on=TODAY + timedelta(days=first),
            last_on=TODAY + timedelta(days=last),
        )
        for first, last in days
    )
    team = team_of(person("a"), absences=absences)
    (one,) = standings(team, capacity(team), TODAY)
    assert one.is_away
    assert one.absence == absences[1]


def test_a_pattern_to_come_is_shown_before_any_holds():
    pattern = full_time_pattern("a", TODAY + timedelta(days=3))
    assert pattern_on([pattern], "a", TODAY) == pattern
    assert pattern_on([pattern], "b", TODAY) is None


def test_cover_counts_people_and_the_weakest_week():
    skills = tuple(
        SkillHeld(person=uid, skill="SK_WIN", valid_from=START) for uid in ("a", "b")
    )
    away = Absence(
        person="b",
        kind="A_LEAVE",
        first_on=TODAY + timedelta(days=6),
        last_on=TODAY + timedelta(days=12),
    )
    team = team_of(person("a"), person("b"), skills=skills, absences=(away,))
    held, nobody = skill_standings(["SK_WIN", "SK_MAC"], capacity(team))
    assert (held.people, held.least) == (2, 1)
    assert (nobody.people, nobody.weekly) == (0, 0.0)
