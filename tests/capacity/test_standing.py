from datetime import date, timedelta

import pytest

from app.capacity.by_week import capacity_by_week
from app.capacity.holding import Currency, currency_of
from app.capacity.standing import (
    pattern_on,
    standings,
)
from app.casework.working_time import monday_of, weeks_between
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

TODAY, START = date(2026, 3, 31), date(2026, 1, 5)
DAY, YEAR = timedelta(days=1), date(2027, 3, 31)


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
        (1, None, Currency.CURRENT),
        (1, TODAY + timedelta(days=91), Currency.CURRENT),
        (1, TODAY + timedelta(days=90), Currency.SOON),
        (3, TODAY, Currency.SOON),
        (3, TODAY - timedelta(days=1), Currency.LAPSED),
        (0, None, Currency.TRAINING),
    ],
)
def test_a_skill_says_how_it_stands(level, until, state):
    held = SkillHeld(
        person="a", skill="SK_WIN", level=level, valid_from=START, valid_to=until
    )
    assert currency_of(held, TODAY) is state


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


def held(level, since, until):
    return SkillHeld(
        person="a", skill="SK_WIN", level=level, valid_from=since, valid_to=until
    )


@pytest.mark.parametrize(
    ("records", "state", "until"),
    [
        ([held(1, TODAY + DAY, None)], Currency.LATER, None),
        ([held(0, START, None), held(1, START, TODAY)], Currency.SOON, TODAY),
        ([held(1, START, TODAY), held(1, TODAY + DAY, None)], Currency.CURRENT, None),
        ([held(1, START, TODAY), held(1, TODAY + 2 * DAY, None)], Currency.SOON, TODAY),
        ([held(3, START, TODAY), held(1, START, YEAR)], Currency.CURRENT, YEAR),
        ([held(1, START, TODAY), held(0, START, None)], Currency.SOON, TODAY),
        ([held(0, START, None), held(1, START, TODAY - DAY)], Currency.LAPSED,
         TODAY - DAY),
    ],
)  # fmt: skip
def test_of_several_records_of_a_skill_that_counts_by_which_one_may_work(
    records, state, until
):
    team = team_of(person("a"), skills=tuple(records))
    (one,) = standings(team, capacity(team), TODAY)[0].skills
    assert (one[1], one[0].valid_to) == (state, until)
