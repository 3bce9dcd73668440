"""What cannot be so is refused."""

import pytest

from app.errors import WelfareError
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Exposure, Rotation, Tolerance, WelfareContact
from tests.wellbeing.units import TODAY, ago


@pytest.mark.parametrize("hours", [0, -1, 24.5, float("nan"), float("inf")])
def test_a_day_has_from_0_to_24_hours(hours):
    with pytest.raises(WelfareError, match="in a day cannot be"):
        Exposure(person="a", done_on=TODAY, hours=hours)


@pytest.mark.parametrize("stretch", [0, -1, 3.5, float("nan")])
def test_no_stretch_is_longer_than_the_day(stretch):
    with pytest.raises(WelfareError, match="A stretch of"):
        Exposure(person="a", done_on=TODAY, hours=3, longest_stretch=stretch)


def test_nothing_ends_before_it_begins():
    with pytest.raises(WelfareError, match="before it begins"):
        Rotation(person="a", first_on=TODAY, last_on=ago(1))
    with pytest.raises(WelfareError, match="before it begins"):
        WelfareContact(person="a", kind="W_SCREEN", held_on=TODAY, valid_to=ago(1))


@pytest.mark.parametrize("hours", [-1, 169, float("nan")])
def test_a_week_has_from_0_to_168_hours(hours):
    with pytest.raises(WelfareError, match="in seven days cannot be"):
        Tolerance(person="a", valid_from=TODAY, weekly_hours=hours)


@pytest.mark.parametrize("name", WelfarePolicy.__slots__)
@pytest.mark.parametrize("value", [0, -1, 99_999])
def test_a_policy_sets_more_than_nothing_or_nothing_at_all(name, value):
    with pytest.raises(WelfareError, match="The policy cannot set"):
        WelfarePolicy(**{name: value})
    assert getattr(WelfarePolicy(), name) is None
