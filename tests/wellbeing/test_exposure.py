"""Exposure of one person: hours, patterns, limits (M50, M51)."""

import pytest

from app.wellbeing.exposure import STANDS_IN, Reached, exposure_of
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Tolerance
from app.wellbeing.welfare import exposed_people
from tests.wellbeing.units import TODAY, ago, exposure, person, team, welfare

NONE = WelfarePolicy()


def of(found, policy=NONE):
    return exposure_of(found, policy, "a", TODAY)


def test_hours_are_of_the_last_7_and_28_days_with_the_day_itself():
    found = of(welfare(*(exposure("a", days) for days in (0, 6, 7, 27, 28, -1))))
    assert (found.week.value, found.window.value) == (4.0, 8.0)
    assert found.window.definition.startswith("Hours logged on harmful material in the")
    assert (found.week.unit, found.week.as_at) == ("h", TODAY)


def test_exposure_of_others_is_not_counted():
    assert of(welfare(exposure("b", 0))).window.value == 0


def test_days_running_end_on_the_day_or_the_day_before():
    assert of(welfare(*(exposure("a", n) for n in (1, 2, 3)))).running.value == 3
    assert of(welfare(*(exposure("a", n) for n in (0, 1, 3)))).running.value == 2
    assert of(welfare(*(exposure("a", n) for n in (2, 3)))).running.value == 0


def test_a_day_off_ends_a_run_and_the_longest_is_kept():
    found = of(welfare(*(exposure("a", n) for n in (1, 4, 5, 6, 9))))
    assert (found.running.value, found.longest_run.value) == (1, 3)


def test_the_share_of_violent_or_first_generation_material_is_of_hours_with_a_kind():
    found = of(
        welfare(
            exposure("a", 1, 3.0, kind="X_IMAGE"),
            exposure("a", 2, 1.0, kind="X_VIOLENT"),
            exposure("a", 3, 9.0),
        )
    )
    assert found.harsh.value == 25.0
    assert (found.harsh.coverage.used, found.harsh.coverage.scope) == (2, 3)


def test_without_a_kind_or_a_stretch_on_record_neither_is_known():
    found = of(welfare(exposure("a", 1)))
    assert (found.harsh.value, found.stretch.value) == (None, None)
    assert found.harsh.coverage.used == 0


def test_the_longest_stretch_is_that_of_any_day():
    some = (exposure("a", n, 4.0, longest_stretch=h) for n, h in ((1, 1.5), (2, 2.5)))
    assert of(welfare(*some)).stretch.value == 2.5


def test_without_local_policy_no_limit_is_reached():
    found = of(welfare(*(exposure("a", n, 24.0) for n in range(28))))
    assert found.reached == ()


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        ({"exposure_hours_7_days": 6}, Reached.WEEK),
        ({"exposure_hours_28_days": 6}, Reached.WINDOW),
        ({"exposure_days_in_row": 3}, Reached.RUN),
        ({"exposure_stretch": 1.5}, Reached.STRETCH),
    ],
)
def test_each_limit_of_local_policy_is_reached_by_itself(policy, kind):
    some = [exposure("a", n, 2.0, longest_stretch=2.0) for n in (0, 1, 2)]
    assert of(welfare(*some), WelfarePolicy(**policy)).reached == (kind,)
    higher = {
        name: value + 0.5 if value < 2 else value + 1 for name, value in policy.items()
    }
    assert of(welfare(*some), WelfarePolicy(**higher)).reached == ()


def test_the_own_limit_is_the_last_that_was_said_by_the_day():
    said = [
        Tolerance(person="a", valid_from=ago(days), weekly_hours=hours)
        for days, hours in ((90, 10), (30, 4), (-5, 1))
    ]
    found = of(welfare(exposure("a", 1, 4.0), tolerances=tuple(said)))
    assert found.own_limit == 4
    assert found.reached == (Reached.OWN,)


def test_who_said_that_they_can_bear_nothing_is_at_the_own_limit_without_exposure():
    said = (Tolerance(person="a", valid_from=ago(1), weekly_hours=0),)
    assert of(welfare(tolerances=said)).reached == (Reached.OWN,)


def test_it_is_said_where_hours_of_work_stand_in_for_the_log():
    assert of(welfare(exposure("a", 1), logged_from=None)).window.note == STANDS_IN
    assert of(welfare(exposure("a", 1), logged_from=ago(3))).window.note == STANDS_IN
    assert of(welfare(exposure("a", 1), logged_from=ago(27))).window.note == ""


def test_exposed_are_those_with_exposure_and_those_current_in_grading():
    found = team("b", "a", "c", "d", skills=[("c", "SK_GRADE"), ("d", "SK_MOB2")])
    some = welfare(exposure("b", 27), exposure("a", 28))
    assert [one.uid for one in exposed_people(some, found, TODAY)] == ["b", "c"]


def test_who_has_left_is_not_exposed_any_more():
    found = team("a")
    gone = found.people[0].__class__(
        uid="z", name="Aged", starts_on=ago(900), ends_on=ago(1)
    )
    both = team().__class__(people=(*found.people, gone))
    some = welfare(exposure("z", 5), exposure("a", 5))
    assert [one.uid for one in exposed_people(some, both, TODAY)] == ["a"]
    assert exposed_people(some, both, ago(1)) == (gone, person("a"))
