"""What becomes of hours and cover if a person leaves, is away or is trained."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.capacity.by_week import capacity_by_week, coming_weeks
from app.capacity.what_if import (
    Change,
    Effect,
    IsAway,
    IsTrained,
    Leaves,
    effect_of,
    what_if,
)
from app.errors import CapacityError
from app.workforce.absence import Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
EARLY = date(2020, 1, 6)
MOB, WIN = "SK_MOB3", "SK_WIN"


def person(uid: str, **facts: Any) -> Person:
    return Person(
        **{"uid": uid, "name": f"Examiner {uid}", "starts_on": EARLY, **facts}
    )


def skill(uid: str, code: str, **facts: Any) -> SkillHeld:
    return SkillHeld(person=uid, skill=code, **{"valid_from": EARLY, **facts})


def team() -> Team:
    """Two full-time people: both know Windows, one knows phones."""
    people = person("a"), person("b")
    return Team(
        people=people,
        patterns=tuple(full_time_pattern(one.uid, EARLY) for one in people),
        skills=(skill("a", MOB), skill("a", WIN), skill("b", WIN)),
    )


def effect(change: Change, weeks: int = 13, those: Team | None = None) -> Effect:
    return effect_of(those or team(), change, MONDAY, weeks)


def test_a_leaver_takes_hours_and_cover_from_the_day_after_the_last() -> None:
    found = effect(Leaves(person="a", on=MONDAY + 3 * WEEK + 4 * DAY))
    assert found.hours.before == pytest.approx(13 * 70)
    assert found.hours.difference == pytest.approx(-10 * 35)
    assert found.hours.share == pytest.approx(-10 / 26)
    mob, win = found.skills[MOB], found.skills[WIN]
    assert (mob.cover_before, mob.cover_after) == (1, 0)
    assert (win.cover_before, win.cover_after) == (2, 1)
    assert mob.hours.after == pytest.approx(3 * 35)
    assert found.holds == found.mondays[3:]


def test_weeks_away_take_those_weeks_and_no_more() -> None:
    found = effect(IsAway(person="a", first_on=MONDAY + WEEK, weeks=4), weeks=26)
    assert found.hours.difference == pytest.approx(-4 * 35)
    assert found.skills[MOB].cover_after == 0
    assert found.holds == found.mondays[:4]
    assert len(found.mondays) == 26


def test_training_costs_hours_first_and_gives_cover_afterwards() -> None:
    change = IsTrained(
        person="b", skill=MOB, first_on=MONDAY + WEEK, weeks=3, weekly_hours=10
    )
    found = effect(change)
    assert found.hours.difference == pytest.approx(-30)
    assert found.skills[MOB].hours.difference == pytest.approx(10 * 35)
    assert (found.skills[MOB].cover_before, found.skills[MOB].cover_after) == (1, 2)
    assert found.skills[WIN].hours.difference == pytest.approx(-30)
    assert found.holds == found.mondays[3:]


def test_training_of_no_weeks_counts_at_once_and_costs_nothing() -> None:
    found = effect(IsTrained(person="b", skill=MOB, first_on=MONDAY + WEEK))
    assert found.hours.difference == pytest.approx(0)
    assert found.skills[MOB].hours.after == pytest.approx(2 * 13 * 35)


def test_a_skill_that_nobody_had_appears_with_whom_is_trained() -> None:
    found = effect(IsTrained(person="b", skill="SK_NEW", first_on=MONDAY + WEEK))
    new = found.skills["SK_NEW"]
    assert (new.hours.before, new.cover_before, new.cover_after) == (0, 0, 1)
    assert new.hours.share is None


def test_hours_are_those_of_the_whole_team_with_the_change() -> None:
    change = IsAway(person="a", first_on=MONDAY + 9 * DAY, weeks=2)
    mondays = coming_weeks(MONDAY)
    after = capacity_by_week(what_if(team(), change), mondays, MONDAY)
    assert effect(change).hours.after == pytest.approx(after.net.sum())


def test_the_team_itself_stays_as_it_was() -> None:
    those = team()
    what_if(those, Leaves(person="a", on=MONDAY))
    what_if(those, IsTrained(person="b", skill=MOB, first_on=MONDAY, weeks=1))
    assert those == team()


def test_training_comes_on_top_of_what_training_regularly_takes() -> None:
    usual = Abstraction(kind="B_TRAIN", valid_from=EARLY, weekly_hours=2)
    those = Team(
        people=team().people,
        patterns=team().patterns,
        skills=team().skills,
        abstractions=(usual,),
    )
    change = IsTrained(
        person="b", skill=MOB, first_on=MONDAY + WEEK, weeks=2, weekly_hours=5
    )
    assert effect(change, those=those).hours.difference == pytest.approx(-10)


def test_a_skill_that_lapses_later_anyway_still_loses_its_only_person_until_then() -> (
    None
):
    lapsing = skill("b", "SK_MAC", valid_to=MONDAY + 6 * WEEK)
    those = replace(team(), skills=(*team().skills, lapsing))
    found = effect(Leaves(person="b", on=MONDAY), those=those).skills["SK_MAC"]
    assert (found.cover_before, found.cover_after) == (1, 0)
    assert found.is_changed


def test_a_change_beyond_the_weeks_changes_nothing_and_says_so() -> None:
    found = effect(Leaves(person="a", on=MONDAY + 60 * WEEK))
    assert not found.is_in_sight
    assert found.hours.difference == 0
    assert not any(one.is_changed for one in found.skills.values())


def test_part_of_a_week_away_still_is_compared_in_that_week() -> None:
    found = effect(IsAway(person="a", first_on=MONDAY + WEEK + 2 * DAY, weeks=1))
    assert found.is_in_sight
    assert found.holds == found.mondays[:2]
    assert found.hours.difference == pytest.approx(-35)


def test_people_of_other_roles_change_cover_and_no_hours() -> None:
    gate = person("g", role="GATEKEEPER")
    those = Team(
        people=(*team().people, gate),
        patterns=(*team().patterns, full_time_pattern("g", EARLY)),
        skills=(*team().skills, skill("g", "SK_GATE")),
    )
    found = effect(Leaves(person="g", on=MONDAY), those=those)
    assert found.hours.difference == 0
    assert (
        found.skills["SK_GATE"].cover_before,
        found.skills["SK_GATE"].cover_after,
    ) == (1, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Leaves(person="x", on=MONDAY), "not in the team"),
        (Leaves(person="a", on=EARLY - DAY), "begins on 6 Jan 2020"),
        (IsAway(person="a", first_on=MONDAY, weeks=0), "0 weeks"),
        (IsAway(person="a", first_on=MONDAY, weeks=157), "157 weeks"),
        (IsAway(person="a", first_on=EARLY - DAY, weeks=1), "begins on"),
        (IsTrained(person="a", skill=MOB, first_on=MONDAY), "current in this skill"),
        (IsTrained(person="b", skill=MOB, first_on=MONDAY, weeks=-1), "-1 weeks"),
        (
            IsTrained(
                person="b", skill=MOB, first_on=MONDAY, weeks=2, weekly_hours=200
            ),
            "200 hours",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(change: Change, words: str) -> None:
    with pytest.raises(CapacityError, match=words) as refused:
        what_if(team(), change)
    assert refused.value.remedy


def test_somebody_who_has_left_cannot_leave_again() -> None:
    gone = Team(people=(person("a", ends_on=MONDAY - DAY),))
    with pytest.raises(CapacityError, match="has left by 2 Nov 2026"):
        what_if(gone, Leaves(person="a", on=MONDAY))
