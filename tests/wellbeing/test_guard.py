"""The soft guard: what it says, and what it keeps to itself."""

import pytest

from app.wellbeing.guard import cautions
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Rotation, Tolerance
from app.workforce.absence import Absence
from tests.wellbeing.units import TODAY, ago, exposure, welfare

POLICY = WelfarePolicy(
    exposure_hours_7_days=12, exposure_hours_28_days=40, exposure_days_in_row=5
)


def said(found, absences=(), policy=POLICY):
    return cautions(found, policy, absences, ("a", "b"), TODAY)


def test_who_is_within_everything_has_no_reason_to_pause():
    assert said(welfare(exposure("a", 1, 11.9))) == {}


@pytest.mark.parametrize(
    ("days", "hours", "words"),
    [
        ((0, 2), 6.0, "exposure policy reached (7 days)"),
        ((8, 15, 22, 27), 10.0, "exposure policy reached (28 days)"),
        ((1, 2, 3, 4, 5), 1.0, "exposure policy reached (days running)"),
    ],
)
def test_each_limit_says_which_it_is_and_no_hours(days, hours, words):
    found = said(welfare(*(exposure("a", n, hours) for n in days)))
    assert found == {"a": (words,)}


def test_of_the_own_limit_nothing_but_that_is_said():
    own = (Tolerance(person="a", valid_from=ago(9), weekly_hours=3),)
    found = said(welfare(exposure("a", 1, 3.0), tolerances=own))
    assert found == {"a": ("own limit reached",)}


def test_a_rotation_says_until_when():
    out = Rotation(person="a", first_on=ago(3), last_on=ago(-3))
    open_ = Rotation(person="b", first_on=ago(3))
    assert said(welfare(rotations=(out, open_))) == {
        "a": ("on rotation until 3 Apr 2026",),
        "b": ("on rotation until further notice",),
    }
    over = Rotation(person="a", first_on=ago(3), last_on=ago(1))
    assert said(welfare(rotations=(over,))) == {}


def test_restricted_duties_say_so_where_they_bar_exposure():
    facts = {"person": "a", "kind": "A_RESTRICT", "share_kept": 1.0}
    days = {"first_on": ago(3), "last_on": ago(-3)}
    barred = Absence(**facts, **days, bars_exposure=True)
    assert said(welfare(), (barred,)) == {"a": ("restricted duties without exposure",)}
    assert said(welfare(), (Absence(**facts, **days),)) == {}


def test_without_local_policy_the_guard_makes_no_limit_up():
    found = welfare(*(exposure("a", n, 12.0) for n in range(28)))
    assert said(found, policy=WelfarePolicy()) == {}
