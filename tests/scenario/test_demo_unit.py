"""The unit of the domain reference, 6.4: one or two people decide."""

from dataclasses import replace

import numpy as np
import pytest

from app.scenario.comparison import difference
from app.scenario.levers import Grows
from app.scenario.run import run
from app.scenario.scenario import BASE
from app.scenario.study import study_of
from tests.scenario.units import MIX, START, unit

YEARS = 4
WEEKS = 52 * YEARS
RUNS = 60
TOLD = {18.6: 351, 19.5: 222, 20.0: 145, 21.0: 80}
"""Open requests after four years of the reference's single runs, by FTE."""


def steady(fte):
    """Return the end of four years with the reference's own rates of arrival."""
    rates = 13 * 1.05 ** (np.arange(WEEKS + 52) / 52)
    draw = np.random.default_rng(8)
    futures = tuple(
        draw.poisson(rates * share, (RUNS, len(rates))).astype(np.int32)
        for share in MIX
    )
    study = study_of(unit(fte), seed=1, weeks=WEEKS, paths=2)
    scenario = replace(BASE, weeks=WEEKS)
    return run(replace(study, futures=futures), scenario, replications=RUNS)


@pytest.fixture(scope="module")
def outcomes():
    return {fte: steady(fte) for fte in TOLD}


@pytest.mark.parametrize("fte", TOLD)
def test_what_the_reference_tells_of_its_single_runs_lies_in_our_fan(outcomes, fte):
    fan = outcomes[fte].open_requests[""]
    assert fan.at(10)[-1] <= TOLD[fte] <= fan.at(90)[-1]


def test_the_fans_separate_as_told(outcomes):
    ends = {
        fte: {p: found.open_requests[""].at(p)[-1] for p in (10, 50, 90)}
        for fte, found in outcomes.items()
    }
    middles = [ends[fte][50] for fte in sorted(ends)]
    assert middles == sorted(middles, reverse=True)
    assert ends[21.0][90] < ends[18.6][10]  # growth or recovery
    assert middles[0] > 1.7 * outcomes[18.6].start_requests
    assert ends[20.0][50] < outcomes[20.0].start_requests  # the steady preset holds
    gap = difference(outcomes[18.6], outcomes[20.0])
    assert gap.requests_high[-1] < -100


def test_the_steady_preset_stays_level_where_the_forecast_sees_no_growth():
    study = study_of(unit(20.0), seed=1, weeks=104)
    found = run(study, replace(BASE, weeks=104), replications=RUNS)
    assert found.open_requests[""].at(50)[-1] < found.start_requests
    grown = replace(BASE, weeks=104, levers=(Grows(yearly=0.1, first_on=START),))
    more = run(study, grown, replications=RUNS)
    assert difference(found, more).requests_low[-1] > 0
