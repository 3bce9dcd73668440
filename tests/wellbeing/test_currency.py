"""What of welfare counts still, and what is due (M52)."""

import pytest

from app.wellbeing.currency import welfare_currency, welfare_of
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Rotation
from tests.wellbeing.units import TODAY, ago, contact, exposure, person, welfare

POLICY = WelfarePolicy(welfare_contact_days=90, screening_days=365, rotation_days=180)


def of(found, policy=POLICY, uid="a"):
    return welfare_of(found, policy, person(uid), TODAY)


def test_a_contact_counts_as_long_as_policy_says():
    assert of(welfare(contacts=(contact("a", 90),))).contact.is_current
    late = of(welfare(contacts=(contact("a", 91),))).contact
    assert not late.is_current
    assert (late.last_on, late.due_on) == (ago(91), ago(1))


def test_a_contact_not_kept_was_not_held():
    found = of(welfare(contacts=(contact("a", 100), contact("a", 3, is_kept=False))))
    assert found.contact.last_on == ago(100)
    assert not found.contact.is_current
    assert found.not_kept == 1


def test_a_screening_counts_to_its_own_day_before_policy():
    held = contact("a", 10, "W_SCREEN", valid_to=ago(2))
    found = of(welfare(contacts=(held,)))
    assert not found.screening.is_current
    assert found.screening.due_on == ago(2)


def test_the_last_screening_decides_even_if_one_before_was_for_longer():
    both = (
        contact("a", 200, "W_START", valid_to=ago(-300)),
        contact("a", 60, "W_SCREEN", valid_to=ago(1)),
    )
    assert not of(welfare(contacts=both)).screening.is_current


def test_a_contact_is_no_screening_and_the_other_way_round():
    found = of(welfare(contacts=(contact("a", 1),)))
    assert found.contact.is_current
    assert found.screening.last_on is None
    assert not found.is_current


def test_what_is_booked_is_not_held():
    found = of(welfare(contacts=(contact("a", -7, is_kept=False),)))
    assert found.contact.booked_on == ago(-7)
    assert (found.contact.last_on, found.not_kept) == (None, 0)


def test_without_local_policy_nothing_is_due_and_no_number_is_made_up():
    found = of(welfare(contacts=(contact("a", 900),)), WelfarePolicy())
    assert (found.contact.is_judged, found.contact.due_on) == (False, None)
    figure = welfare_currency([found], TODAY)
    assert figure.value is None
    assert figure.note == "No local policy set."


def test_currency_is_the_share_of_exposed_people_with_both():
    both = [contact("a", 5), contact("a", 5, "W_SCREEN"), contact("b", 5)]
    found = welfare(contacts=tuple(both))
    figure = welfare_currency([of(found, uid=uid) for uid in ("a", "b")], TODAY)
    assert (figure.value, figure.coverage.used, figure.unit) == (50.0, 2, "%")


def test_with_one_part_set_that_part_decides():
    found = welfare(contacts=(contact("a", 5),))
    one = of(found, WelfarePolicy(welfare_contact_days=90))
    assert one.is_current
    assert not one.screening.is_judged


def test_nobody_exposed_is_no_share():
    assert welfare_currency([], TODAY).value is None


def rotated(*pairs):
    return tuple(
        Rotation(person="a", first_on=ago(a), last_on=None if b is None else ago(b))
        for a, b in pairs
    )


def test_the_next_rotation_is_due_so_many_days_after_the_last_ended():
    found = of(welfare(rotations=rotated((300, 250), (120, 100)))).rotation
    assert (found.last_on, found.due_on) == (ago(100), ago(-80))
    assert found.is_current
    assert not of(welfare(rotations=rotated((300, 250)))).rotation.is_current


def test_who_was_never_rotated_out_is_due_from_the_first_exposure():
    found = of(welfare(exposure("a", 200), exposure("a", 2))).rotation
    assert (found.last_on, found.due_on) == (None, ago(20))
    assert not found.is_current


def test_who_was_never_exposed_is_not_due_to_be_rotated_out():
    found = of(welfare()).rotation
    assert (found.due_on, found.is_judged, found.is_current) == (None, False, False)


@pytest.mark.parametrize("last", [None, 0, -5])
def test_who_is_out_now_is_not_due(last):
    found = of(welfare(exposure("a", 400), rotations=rotated((10, last)))).rotation
    assert found.is_out
    assert found.is_current
    assert found.due_on is None
    assert found.until == (None if last is None else ago(last))
