"""What do we need: smallest amounts, proved one step below and beyond the day."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from app.casework.request import Priority
from app.errors import ScenarioError
from app.progress import Cancelled
from app.scenario.goal import BEYOND, Goal, Means, WaitGoal
from app.scenario.levers import Joins
from app.scenario.requirement import requirement_of
from app.scenario.run import run
from app.scenario.scenario import Scenario
from app.scenario.study import study_of
from tests.scenario.units import SKILLS, START, unit

RUNS = 24
SOON = START + timedelta(weeks=4)
BY = START + timedelta(weeks=40, days=-1)
MORE = Joins(fte=1, skills=SKILLS, first_on=SOON)
BRACKETS = [
    (backlog, weeks) for backlog in range(50, 150, 20) for weeks in (24, 32, 40, 52)
]
"""Twenty goals of V14: open requests, and in how many weeks."""
if "HEADROOM_LONG" not in os.environ:
    BRACKETS = BRACKETS[::5]
ALL = Means(
    profiles=(MORE,),
    outsourcing_from=SOON,
    demand_from=SOON,
    most_fte=12,
    item_cost=400,
    fte_cost=50_000,
)


@pytest.fixture(scope="module")
def study():
    return study_of(unit(18.6), seed=3, weeks=104, paths=RUNS)


def needed(study, goal, means=ALL, **more):
    return requirement_of(study, goal, means, replications=RUNS, **more)


@pytest.fixture(scope="module")
def found(study):
    return needed(study, Goal(by=BY, backlog=90, certainty=0.8))


def test_each_way_is_enough_and_a_step_less_is_not(found):
    assert found.certainty < 0.8
    assert len(found.ways) == 3
    for way in (*found.ways, *found.combinations):
        assert way.reaches
        assert way.below < 0.8 <= way.certainty


def test_a_way_played_by_itself_reaches_the_goal_as_told(study, found):
    way = next(way for way in found.ways if way.unit == "FTE")
    week = 39
    for weeks, told in ((40, way.certainty), (40 + BEYOND, way.later)):
        scenario = Scenario(name="S", levers=way.levers, weeks=weeks)
        open_requests = run(study, scenario, replications=RUNS).paths.open_requests
        assert (open_requests[:, weeks - 1] <= 90).mean() == told
    fewer = replace(way.levers[0], fte=way.amounts[0] - 0.5)
    scenario = Scenario(name="S", levers=(fewer,), weeks=40)
    open_requests = run(study, scenario, replications=RUNS).paths.open_requests
    assert (open_requests[:, week] <= 90).mean() == way.below


def test_the_cheapest_way_comes_first_and_all_are_in_the_sentence(found):
    assert all(way.words in found.sentence for way in found.ways)
    assert "80% certainty" in found.sentence
    assert "with nothing added" in found.sentence
    efforts = [way.effort for way in found.ways]
    assert efforts == sorted(efforts)
    assert len(found.combinations) == 2


@pytest.mark.parametrize(("backlog", "weeks"), BRACKETS)
def test_v14_the_answer_and_one_step_below_bracket_the_certainty(study, backlog, weeks):
    goal = Goal(by=START + timedelta(weeks=weeks), backlog=backlog, certainty=0.7)
    found = needed(study, goal, Means(profiles=(MORE,), most_fte=40))
    if found.certainty >= 0.7:
        assert "nothing has to be added" in found.sentence
        return
    (way,) = found.ways
    assert way.below < 0.7 <= way.certainty
    assert way.is_monotone


def test_a_goal_on_waits_is_reached_by_what_is_told(study):
    wait = WaitGoal(priority=Priority.STANDARD, days=30, share=0.8)
    goal = Goal(by=BY, waits=(wait,), certainty=0.7)
    found = needed(study, goal, Means(profiles=(MORE,)))
    if found.certainty < 0.7:
        (way,) = found.ways
        assert way.below < 0.7 <= way.certainty
    assert "80% of P3 finished within 30 days by" in found.sentence


def test_where_nothing_reaches_it_that_is_said_with_what_can_be_had(study):
    goal = Goal(by=START + timedelta(weeks=8), backlog=5, certainty=0.9)
    few = Means(profiles=(MORE,), most_fte=1, demand_from=SOON, most_reduction=0.05)
    found = needed(study, goal, few)
    assert not any(way.reaches for way in found.ways)
    assert found.combinations == ()
    assert "nothing that was looked at is enough" in found.sentence
    assert "open requests can be had as surely" in found.sentence


def test_of_ways_that_never_reach_it_the_one_with_the_least_backlog_is_told(study):
    goal = Goal(by=START + timedelta(weeks=20), backlog=0, certainty=0.8)
    means = Means(profiles=(MORE,), most_fte=12, demand_from=SOON, most_reduction=0.05)
    found = needed(study, goal, means)
    assert [way.certainty for way in found.ways] == [0, 0]
    assert [way.unit for way in found.ways] == ["FTE", "share of demand"]
    assert "12 FTE of Examiner reach it in 0 of 100" in found.sentence


def test_a_goal_that_is_reached_already_needs_nothing(study):
    found = needed(study, Goal(by=BY, backlog=100_000))
    assert (found.ways, found.combinations) == ((), ())
    assert "nothing has to be added" in found.sentence


def test_means_without_any_prices_are_compared_by_hours(study):
    goal = Goal(by=BY, backlog=90)
    found = needed(study, goal, Means(profiles=(MORE,), demand_from=SOON))
    assert {way.cost for way in found.ways} == {None}


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal(by=START, backlog=90), "before anything can be done"),
        (Goal(by=START + timedelta(weeks=300), backlog=90), "further ahead"),
        (
            Goal(
                by=START + timedelta(weeks=8),
                waits=(WaitGoal(priority=Priority.STANDARD, days=60),),
            ),
            "cannot be told by",
        ),
    ],
)
def test_a_day_that_nothing_can_be_told_of_is_refused(study, goal, words):
    with pytest.raises(ScenarioError, match=words) as refusal:
        needed(study, goal)
    assert "Choose a" in refusal.value.remedy


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Goal(by=BY), "Nothing is asked for"),
        (lambda: Goal(by=BY, backlog=-1), "-1 requests"),
        (lambda: Goal(by=BY, backlog=9, certainty=1.5), "certainty"),
        (lambda: WaitGoal(priority=Priority.URGENT, days=0), "within"),
        (
            lambda: Goal(
                by=BY, waits=(WaitGoal(priority=Priority.URGENT, days=9),) * 2
            ),
            "asked for twice",
        ),
        (lambda: Means(most_fte=0), "0 FTE"),
    ],
)
def test_goals_and_means_that_cannot_be_are_refused(make, words):
    with pytest.raises(ScenarioError, match=words):
        make()


def test_a_search_can_be_stopped(study):
    told = []

    def stop(done, total):
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        needed(study, Goal(by=BY, backlog=90), progress=stop)
    assert all(done <= total for done, total in told)
