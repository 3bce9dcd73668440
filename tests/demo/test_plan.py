"""The plan of the demonstration unit, from its store to its fans."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.casework.waiting import Stage
from app.demo.profile import DEMO_AS_AT
from app.reports.facts import read_facts
from app.reports.queue import queue_of
from app.reports.simulation_facts import situation_of
from app.scenario.comparison import difference
from app.scenario.levers import Joins
from app.scenario.run import run
from app.scenario.scenario import BASE, Scenario
from app.scenario.study import study_of
from app.store.queue import read_queue

RUNS, WEEKS = 40, 104
SKILLS = ("SK_MOB1", "SK_MOB2", "SK_WIN")
"""What nearly all of the unit's examiners are current in."""


@pytest.fixture(scope="module")
def facts(demo):
    return read_facts(demo, DEMO_AS_AT)


@pytest.fixture(scope="module")
def situation(demo, facts):
    return situation_of(demo, facts)


@pytest.fixture(scope="module")
def outcomes(situation):
    """The unit of 18.6 FTE as it is, and with the people that make it 20 and 21."""
    study = study_of(situation, seed=1, weeks=WEEKS)
    found = {18.6: run(study, replace(BASE, weeks=WEEKS), replications=RUNS)}
    first = situation.start
    for fte in (20.0, 21.0):
        more = Joins(fte=fte - 18.6, skills=SKILLS, first_on=first)
        scenario = Scenario(name=f"{fte:g} FTE", levers=(more,), weeks=WEEKS)
        found[fte] = run(study, scenario, replications=RUNS)
    return found


def test_the_open_queue_stands_in_the_order_of_the_queue_page(demo, facts, situation):
    queue = queue_of(facts, read_queue(demo))
    assert [row.uid for row in situation.open_rows] == [
        ranked.waiting.uid for ranked in queue.ranked
    ]
    assert {row.stage for row in situation.open_rows} == set(Stage)


def test_what_is_gathered_agrees_with_the_unit(situation):
    weekly = {
        name: one.counts[-52:].mean() for name, one in situation.past.arrivals.items()
    }
    assert sum(weekly.values()) == pytest.approx(15, rel=0.1)
    assert weekly["P3"] > weekly["P2"] > weekly["P1"]
    assert situation.donors.count > 500
    assert situation.past.hours[""].mean() == pytest.approx(30, rel=0.15)
    assert 0.1 < situation.past.held < 0.5
    assert 3 < situation.past.finishing_days < 15
    assert situation.start == DEMO_AS_AT + timedelta(days=1)


def test_reading_again_gives_the_same_fingerprint(demo, facts, situation):
    assert situation_of(demo, facts).fingerprint() == situation.fingerprint()


def test_a_later_day_has_another_fingerprint(demo, situation):
    later = read_facts(demo, DEMO_AS_AT + timedelta(days=7))
    assert situation_of(demo, later).fingerprint() != situation.fingerprint()


def test_a_few_people_decide_between_growth_and_holding(outcomes):
    ends = {fte: found.open_requests[""].at(50)[-1] for fte, found in outcomes.items()}
    assert ends[18.6] > ends[20.0] > ends[21.0]
    assert ends[18.6] > 1.2 * outcomes[18.6].start_requests
    for less, more in ((18.6, 20.0), (20.0, 21.0)):
        gap = difference(outcomes[less], outcomes[more])
        assert gap.requests_high[51] < 0
        assert gap.requests_high[-1] < gap.requests_high[51]


def test_hours_left_at_the_start_are_about_those_of_the_reference(outcomes):
    assert outcomes[18.6].start_hours == pytest.approx(13_334, rel=0.2)
    assert outcomes[18.6].cost.productive / WEEKS == pytest.approx(395, rel=0.1)


def test_the_next_due_requests_have_days_and_chances(outcomes):
    base = outcomes[18.6]
    assert len(base.expected) == base.start_requests
    told = [one for one in base.expected if one.breach is not None]
    assert all(0 <= one.breach <= 1 for one in told)
    assert all(one.p50 <= one.p85 for one in told if one.p85 is not None)
    assert base.misses.total > 0
