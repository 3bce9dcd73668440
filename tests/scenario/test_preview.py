"""V15: the preview comes within two per cent or six requests of the answer."""

from dataclasses import replace

import numpy as np
import pytest

from app.scenario.levers import Grows, Joins
from app.scenario.preview import preview
from app.scenario.run import run
from app.scenario.scenario import Scenario
from app.scenario.study import study_of
from tests.scenario.units import START, team_of, unit

WEEKS, RUNS = 104, 60
ONE = ("SK_MOB",)


@pytest.fixture(scope="module")
def study():
    situation = unit(17)
    donors = replace(situation.donors, skill_sets=(ONE, ONE))
    rows = tuple(replace(row, needs=ONE) for row in situation.open_rows)
    team = team_of(17, skills=ONE)
    single = replace(situation, donors=donors, open_rows=rows, team=team)
    return study_of(single, seed=2, weeks=WEEKS, paths=RUNS)


@pytest.mark.parametrize(
    "levers",
    [
        (),
        (Grows(step=0.15, first_on=START),),
        (Joins(fte=1, skills=ONE, first_on=START),),
    ],
    ids=["as it is", "more demand", "one more"],
)
def test_the_preview_is_near_the_answer_with_a_single_skill(study, levers):
    scenario = Scenario(name="S", levers=levers, weeks=WEEKS)
    exact = run(study, scenario, replications=RUNS)
    quick = preview(study, scenario, replications=RUNS)
    assert not quick.is_rough
    for week in (26, 52, 104):
        middle = exact.open_requests[""].at(50)[week - 1]
        allowed = max(0.02 * middle, 6)
        assert abs(quick.requests.at(50)[week - 1] - middle) <= allowed
        hours = exact.open_hours[""].at(50)[week - 1]
        allowed = max(0.04 * hours, 250)
        assert abs(quick.hours.at(50)[week - 1] - hours) <= allowed


def test_where_few_hold_a_skill_that_is_asked_for_the_preview_says_it_is_rough():
    team = team_of(17, skills=ONE)
    only = replace(team.skills[0], skill="SK_WIN")
    situation = unit(17, team=replace(team, skills=(*team.skills, only)))
    found = preview(
        study_of(situation, seed=2, weeks=26, paths=8),
        Scenario(name="S", weeks=26),
        replications=8,
    )
    assert found.is_rough
    assert np.isfinite(found.requests.rows).all()
