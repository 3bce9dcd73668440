"""Scenarios share their draws, so that a difference is told from chance (V13)."""

from dataclasses import replace

import pytest

from app.scenario.levers import Joins
from app.scenario.run import run
from app.scenario.scenario import BASE, Scenario
from app.scenario.study import study_of
from tests.scenario.units import SKILLS, START, unit

RUNS, WEEKS = 60, 52
HALF = replace(BASE, weeks=WEEKS)
MORE = Scenario(
    name="One more",
    levers=(Joins(fte=1.0, skills=SKILLS, first_on=START),),
    weeks=WEEKS,
)


@pytest.fixture(scope="module")
def studies():
    return [study_of(unit(16.0), seed=seed, weeks=WEEKS, paths=RUNS) for seed in (1, 2)]


def ends(study, scenario):
    """Return the open requests at the last week end, by replication."""
    return (
        run(study, scenario, replications=RUNS).paths.open_requests[:, -1].astype(float)
    )


def test_one_examiner_more_differs_far_less_by_chance_than_with_other_draws(studies):
    one, other = studies
    base = ends(one, HALF)
    paired = (ends(one, MORE) - base).var(ddof=1)
    apart = (ends(other, MORE) - base).var(ddof=1)
    assert apart / paired >= 40
