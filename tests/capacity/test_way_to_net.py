"""From contract to casework of all people, of one, and by a skill."""

from datetime import date, timedelta

import numpy as np
import pytest

from app.capacity.by_week import PROTECTED, capacity_by_week
from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.capacity.gross_to_net import NOT_CURRENT, GrossToNet, gross_to_net
from app.capacity.utilisation import gross_and_net
from app.casework.working_time import weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

MONDAY = date(2026, 1, 5)
WEEKS = weeks_between(MONDAY, MONDAY + timedelta(weeks=3))
START, AS_AT = date(2020, 1, 1), MONDAY + timedelta(days=13)
TEAM = Team(
    people=tuple(Person(uid=uid, name=uid, starts_on=START) for uid in "abc"),
    patterns=tuple(full_time_pattern(uid, START) for uid in "abc"),
    skills=(
        SkillHeld(
            person="a",
            skill="MOB",
            valid_from=START,
            valid_to=MONDAY + timedelta(days=8),
        ),
        SkillHeld(person="b", skill="MOB", valid_from=START),
    ),
    absences=(
        Absence(
            person="a",
            kind="A_LEAVE",
            first_on=MONDAY,
            last_on=MONDAY + timedelta(days=1),
        ),
    ),
    abstractions=(
        Abstraction(kind="B_WELF", valid_from=START, weekly_hours=1.0),
        Abstraction(kind="B_QA", valid_from=START, share=0.1),
    ),
    sickness_allowance=0.1,
)


def way(**chosen: str) -> GrossToNet:
    return gross_to_net(capacity_by_week(TEAM, WEEKS, AS_AT), **chosen)


def assert_adds_up(found: GrossToNet) -> None:
    taken = np.sum(list(found.taken.values()), axis=0)
    assert found.gross - taken == pytest.approx(found.net, abs=1e-9)


@pytest.mark.parametrize(
    "chosen",
    [{}, {"person": "a"}, {"skill": "MOB"}, {"person": "a", "skill": "MOB"}],
)
def test_gross_less_all_that_is_named_is_net(chosen: dict[str, str]) -> None:
    found = way(**chosen)
    assert found.people
    assert_adds_up(found)


def test_of_one_person_only_that_ones_hours_are_counted() -> None:
    found = way(person="a")
    assert found.people == ("a",)
    assert found.gross.tolist() == [[35.0] * 4]
    assert found.taken["A_LEAVE"].tolist() == [[14, 0, 0, 0]]


def test_by_a_skill_the_days_on_which_it_is_not_current_come_off() -> None:
    found = way(skill="MOB")
    whole = way()
    assert found.people == ("a", "b")
    assert found.taken[NOT_CURRENT][0, 2:] == pytest.approx(whole.net[0, 2:])
    assert found.taken[NOT_CURRENT][1].sum() == 0
    current = capacity_by_week(TEAM, WEEKS, AS_AT).skills["MOB"]
    assert found.net.sum(axis=0) == pytest.approx(current.net)


def test_a_skill_that_nobody_holds_has_no_hours() -> None:
    found = way(skill="VID")
    assert (found.people, found.net.sum(), found.share) == ((), 0, 0)
    assert found.grouped == {}


def test_protected_welfare_time_stands_apart_at_the_end() -> None:
    assert list(way().taken) == ["A_LEAVE", SICKNESS_ALLOWANCE, "B_QA", "B_WELF"]
    assert list(way().grouped)[-1] == PROTECTED


def test_kinds_without_hours_are_not_shown() -> None:
    assert "A_LEAVE" not in way(person="b").taken


def test_the_figures_are_mean_weeks_with_their_meaning() -> None:
    gross, net = gross_and_net(way(), AS_AT)
    assert (gross.measure, gross.value, gross.unit) == ("M30", 105, "h/week")
    assert net.value == pytest.approx(way().net.sum() / 4)
    assert str(net.coverage) == "all 3 records"
