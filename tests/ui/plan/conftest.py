"""What levers stand on in the tests of the room."""

from datetime import date

import pytest

from ui.plan.ground import Ground
from ui.style import Look, apply_look

MONDAY = date(2026, 4, 6)
SKILLS = {"SK_MOB3": "Mobile level 3", "SK_WIN": "Windows analysis"}


@pytest.fixture(autouse=True)
def look(qapp):
    """Begin as designed, whatever a test before made of it."""
    apply_look(qapp, Look())


@pytest.fixture
def ground():
    """A small unit on the first day of its plan."""
    return Ground(
        first_on=MONDAY,
        fte=18.6,
        people={"p1": "Examiner 1", "p2": "Examiner 2"},
        skills=SKILLS,
        profile=("SK_MOB3", "SK_WIN"),
        types={"MOB_L3": "Mobile level 3", "COMP_TGT": "Computer, targeted"},
        shares={"B_TRAIN": 0.05, "B_COURT": 0.03},
        kinds={"B_TRAIN": "Training and CPD", "B_COURT": "Court and precognition"},
        targets=(1.0, 14.0, 60.0, 120.0),
    )
