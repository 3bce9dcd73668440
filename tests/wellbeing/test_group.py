"""The exposed people together."""

from app.wellbeing.group import WEEKS, group_of
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Tolerance
from tests.wellbeing.units import TODAY, ago, contact, exposure, team, welfare

POLICY = WelfarePolicy(exposure_hours_28_days=5, exposure_stretch=1.5)


def splits(found):
    return {split.name: split.counts for split in found.splits}


def test_every_split_comes_to_all_exposed_people():
    some = welfare(
        exposure("a", 1, 6.0, longest_stretch=2.0),
        exposure("b", 1, 2.0),
        exposure("c", 1, 4.0, longest_stretch=1.0, kind="X_VIOLENT"),
        contacts=(contact("a", 3, "W_SCREEN", valid_to=ago(-9)),),
        tolerances=(Tolerance(person="b", valid_from=ago(9), weekly_hours=2),),
    )
    found = group_of(some, POLICY, team("a", "b", "c", "d"), TODAY)
    assert found.people == 3
    assert splits(found) == {
        "Hours in 28 days": (2, 1, 0),
        "Time without a break": (1, 1, 1),
        "Own limit": (0, 1, 2),
        "Psychological screening": (1, 0, 2),
    }
    assert found.unset == (
        *("Hours in 7 days", "Days running", "Rotation out", "Welfare contact"),
    )
    assert (found.hours.value, found.with_hours) == (12.0, 3)
    assert (found.with_kind, found.with_harsh) == (1, 1)


def test_a_week_holds_seven_days_up_to_the_day():
    some = welfare(exposure("a", 0), exposure("b", 6), exposure("a", 7, 5.0))
    weeks = group_of(some, POLICY, team("a", "b"), TODAY).weeks
    assert len(weeks) == WEEKS
    assert (weeks[-1].first_on, weeks[-1].hours, weeks[-1].people) == (ago(6), 4.0, 2)
    assert (weeks[-2].hours, weeks[-2].people) == (5.0, 1)


def test_people_stand_in_alphabetical_order_whatever_their_exposure():
    some = welfare(exposure("b", 1, 1.0), exposure("a", 1, 1.0), exposure("c", 1, 9.0))
    found = group_of(some, POLICY, team("c", "b", "a"), TODAY)
    assert [one.person.uid for one in found.standings] == ["a", "b", "c"]
    assert [one.person for one in found.exposures] == ["a", "b", "c"]


def test_nobody_exposed_is_a_group_of_nobody():
    found = group_of(welfare(), POLICY, team("a"), TODAY)
    assert (found.people, found.hours.value, found.currency.value) == (0, 0, None)
