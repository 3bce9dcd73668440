from dataclasses import replace

import pytest

from app.scenario.assumptions import assumptions_of
from app.scenario.frame import frame_of
from app.scenario.scenario import BASE
from app.scenario.study import study_of
from tests.scenario.units import unit

WEEKS = 8


def told(ratio):
    situation = unit(16.0)
    past = replace(situation.past, ratio=ratio)
    study = study_of(replace(situation, past=past), seed=1, weeks=WEEKS, paths=4)
    return " ".join(assumptions_of(frame_of(study, replace(BASE, weeks=WEEKS))))


@pytest.mark.parametrize(
    ("ratio", "words"), [(1.09, "took 9% more hours"), (0.8, "took 20% fewer hours")]
)
def test_how_far_estimates_are_off_is_said(ratio, words):
    assert f"Completed requests {words} than estimated" in told(ratio)


def test_estimates_that_hold_are_not_remarked_on():
    assert "than estimated" not in told(1.0)
