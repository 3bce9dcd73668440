"""Whether work lies evenly on people, and which moves would even it out."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from app.casework.request import Status
from app.measures.figure import Coverage
from app.measures.workload import loads
from app.planning.fair_load import (
    Balance,
    balance_of,
    load_figure,
    loads_after,
    suggestions,
    team_loads,
)
from app.planning.queue import Queue, rank_queue
from app.workforce.absence import Absence
from app.workforce.team import Team
from tests.planning.queues import MONDAY, NAMES, capacity, guide, request
from tests.planning.test_allocation import person, skill

WEEKLY = 20.0
"""Net hours a week of each person, where a test says nothing else."""


def task(number, examiner, hours=10.0, **facts):
    """Return a request that is allocated and not begun."""
    usual = {"status": Status.ALLOCATED, "effort_estimated": hours}
    return request(number, examiner=examiner, **{**usual, **facts})


def queue(team, *rows, weekly=None, **facts):
    """Return a queue of a day on which everybody has so many hours a week."""
    uids = tuple(one.uid for one in team.counted)
    each = {**dict.fromkeys(uids, WEEKLY), **(weekly or {})}
    net = np.array([[each[uid]] * 20 for uid in uids])
    ahead = replace(capacity([0.0] * 20), people=uids, net_by_person=net)
    ranked = rank_queue(rows, guide())
    held = [
        (row.waiting.examiner, row.hours or 0.0)
        for row in ranked
        if row.waiting.examiner
    ]
    by_person = dict(zip(uids, net, strict=True))
    return Queue(
        as_at=MONDAY,
        ranked=ranked,
        capacity=ahead,
        coverage=Coverage(used=1, scope=1),
        loads=loads(held, by_person, ahead.mondays),
        names=NAMES,
        **facts,
    )


def unit(*uids, **facts):
    """Return a team of people who are all current in mobile work."""
    usual = {"skills": tuple(skill(uid) for uid in uids)}
    return Team(people=tuple(map(person, uids)), **{**usual, **facts})


def moves(team, *rows, **facts):
    found = suggestions(queue(team, *rows, **facts), team)
    return [(one.giver, one.taker, one.references) for one in found]


def reference(number):
    return f"DF-2026-{number:04d}"


def test_the_balance_is_hours_left_over_net_hours():
    team = unit("a", "b", "c")
    rows = task(1, "a", 60), task(2, "b", 20)
    found = balance_of(
        team_loads(queue(team, *rows, weekly={"b": 10.0, "c": 0.0}), team)
    )
    assert (found.people, found.lowest, found.highest) == (2, 2.0, 3.0)
    assert found.mean == pytest.approx(80 / 30)
    squares = (20 * (3 - 8 / 3) ** 2 + 10 * (2 - 8 / 3) ** 2) / 30
    assert found.spread == pytest.approx(squares**0.5)


def test_nobody_with_hours_has_no_balance():
    assert balance_of(()) == Balance()


def test_people_come_by_name_whatever_they_have_in_hand():
    team = unit("c", "a", "b")
    found = team_loads(queue(team, task(1, "b", 90)), team)
    assert [one.person for one in found] == ["a", "b", "c"]


def test_who_has_left_and_who_examines_nothing_is_not_in_the_comparison():
    people = (
        person("a"),
        person("b", ends_on=MONDAY - timedelta(days=1)),
        person("c", role="MANAGER"),
    )
    team = Team(people=people)
    assert [one.person for one in team_loads(queue(team), team)] == ["a"]


def test_a_load_is_a_figure_with_its_definition():
    team = unit("a")
    made = queue(team, task(1, "a", 60))
    found = load_figure(made.loads["a"], made)
    assert (found.measure, found.value, found.unit) == ("M54", 3.0, "weeks")


def test_work_goes_from_the_most_to_the_least_loaded():
    team = unit("a", "b", "c")
    rows = task(1, "a", 40), task(2, "a", 40), task(3, "a", 40), task(4, "b", 20)
    assert moves(team, *rows)[0][:2] == ("a", "c")


def test_each_move_is_reckoned_after_those_before_it_and_makes_it_more_even():
    team = unit("a", "b", "c")
    rows = [task(number, "a", 20) for number in range(1, 7)]
    made = queue(team, *rows)
    found = suggestions(made, team)
    assert [one.taker for one in found] == ["b", "c", "b", "c"]
    for before, after in pairwise(found):
        assert before.spread[1] == after.spread[0]
    assert all(one.spread[1] < one.spread[0] for one in found)
    assert found[0].giver_weeks == (6.0, 5.0)
    assert found[-1].taker_weeks == (1.0, 2.0)


def test_the_largest_step_towards_evenness_comes_first():
    team = unit("a", "b")
    rows = task(1, "a", 10), task(2, "a", 50), task(3, "a", 40)
    assert moves(team, *rows)[0] == ("a", "b", (reference(2),))


def test_it_stops_when_no_move_helps():
    team = unit("a", "b")
    assert moves(team, task(1, "a", 20), task(2, "b", 20)) == []
    assert moves(team, task(1, "a", 20)) == []  # it would only change places
    assert moves(team) == []


def test_no_more_are_suggested_than_asked_for():
    team = unit("a", "b")
    rows = [task(number, "a", 12) for number in range(1, 13)]
    assert len(suggestions(queue(team, *rows), team, most=2)) == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"status": Status.IN_PROGRESS},
        {"status": Status.ON_HOLD},
        {"status": Status.REVIEW},
        {"started_on": MONDAY - timedelta(days=5)},
    ],
)
def test_what_is_begun_or_waits_stays_where_it_is(facts):
    team = unit("a", "b")
    assert moves(team, task(1, "a", 40, **facts), task(2, "a", 40, **facts)) == []


def test_a_case_stays_together():
    team = unit("a", "b")
    rows = (
        task(1, "a", 20, case_reference="CR-1"),
        task(2, "a", 20, case_reference="CR-1", operation_name="Larch"),
        task(3, "a", 10, operation_name="Larch"),
        task(4, "a", 60),
    )
    for _, _, found in moves(team, *rows):
        assert len(found) in (1, 3)
    lots = {reference(number) for number in (1, 2, 3)}
    assert any(lots == {*found} for _, _, found in moves(team, *rows))


def test_a_case_of_which_something_is_begun_stays():
    team = unit("a", "b")
    rows = (
        task(1, "a", 40, case_reference="CR-1"),
        task(2, "a", 40, case_reference="CR-1", status=Status.IN_PROGRESS),
    )
    assert moves(team, *rows) == []


def test_only_who_is_current_there_and_may_take_it_gets_it():
    skills = (
        *(skill(uid) for uid in ("a", "away", "gone")),
        skill("lapsed", valid_to=MONDAY - timedelta(days=1)),
        skill("trainee", level=0),
    )
    people = ("a", "away", "lapsed", "trainee", "none")
    leave = Absence(
        person="away", kind="A_LEAVE", first_on=MONDAY, last_on=MONDAY + timedelta(9)
    )
    team = Team(
        people=(*map(person, people), person("gone", ends_on=MONDAY - timedelta(1))),
        skills=skills,
        absences=(leave,),
    )
    assert moves(team, task(1, "a", 40), task(2, "a", 40)) == []


def test_nobody_without_hours_gets_work_and_all_that_can_go_goes_from_them_first():
    team = unit("a", "b", "c")
    rows = task(1, "a", 10), task(2, "b", 30), task(3, "b", 30)
    found = suggestions(queue(team, *rows, weekly={"a": 0.0}), team)
    assert (found[0].giver, found[0].taker) == ("a", "c")
    assert found[0].giver_weeks == (None, None)
    assert all(one.taker != "a" for one in found)


def test_the_guard_on_exposure_keeps_exposed_work_away_and_no_other():
    team = unit("a", "b")
    exposed = [task(number, "a", 20, online_abuse=True) for number in (1, 2)]
    plain = [task(number, "a", 20) for number in (1, 2)]
    cautions = {"b": ("policy on exposure reached",)}
    assert moves(team, *exposed, cautions=cautions) == []
    assert len(moves(team, *plain, cautions=cautions)) == 1


def test_each_suggestion_says_what_speaks_for_it():
    team = unit("a", "b")
    rows = (
        task(1, "a", 20, operation_name="Larch"),
        task(2, "a", 60, status=Status.IN_PROGRESS),
        task(3, "b", 5, operation_name="Larch"),
    )
    (one,) = suggestions(queue(team, *rows), team)
    assert one.why[0] == f"has {reference(3)} of the same operation"
    assert "current in Mobile" in one.why


def test_loads_after_some_moves_are_those_of_the_queue_with_them():
    team = unit("a", "b", "c")
    rows = [task(number, "a", 20) for number in range(1, 7)]
    made = queue(team, *rows)
    found = suggestions(made, team)
    assert loads_after(made, ()) == made.loads
    after = loads_after(made, found[:1])
    assert (after["a"].requests, after["a"].hours) == (5, 100)
    assert (after["b"].requests, after["b"].weeks) == (1, 1.0)
    assert after["b"].next_free == MONDAY + timedelta(weeks=1)
    assert made.loads["b"].requests == 0
