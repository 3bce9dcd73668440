"""Exposure and welfare recorded, each as one operation."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.conduct.amend import undo
from app.errors import AppError, WelfareError
from app.staffing import welfare as acts
from app.store import reading
from app.store.event import write
from app.store.person import add_person
from app.store.setting import Settings, read_settings
from app.store.unit import create_unit
from app.store.verify import verify
from app.store.welfare import read_contacts, read_rotations, read_welfare
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)
from app.workforce.examiner import Person
from tests.store.conftest import add

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
JOINED = date(2025, 1, 6)
DAY = timedelta(days=1)
KINDS = "SELECT DISTINCT kind, why FROM operation WHERE kind = 'wellbeing'"


@pytest.fixture
def person(store):
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        return add_person(
            operation, Person(uid="", name="Examiner 1", starts_on=JOINED)
        )


def carry_out(store, act, value):
    return act(store, value, on=TODAY, who="test", at=NOON)


def events(store):
    return store.value("SELECT count(*) FROM event")


def exposure(person, **facts):
    return Exposure(**{"person": person, "done_on": TODAY, "hours": 3.0, **facts})


def contact(person, **facts):
    usual = {"person": person, "kind": "W_CONTACT", "held_on": TODAY}
    return WelfareContact(**{**usual, **facts})


def test_each_act_is_one_operation_that_can_be_undone(store, person):
    before = read_welfare(store), read_settings(store)
    request = add(store, "DF-1")
    for act, value in (
        (acts.log_exposure, exposure(person)),
        (acts.record_contact, contact(person)),
        (acts.begin_rotation, Rotation(person=person, first_on=TODAY)),
        (
            acts.say_tolerance,
            Tolerance(person=person, valid_from=TODAY, weekly_hours=8),
        ),
        (
            acts.tell_outcomes,
            (Feedback(request=request, person=person, told_on=TODAY),),
        ),
        (acts.set_policy, WelfarePolicy(welfare_contact_days=90)),
    ):
        operation = carry_out(store, act, value)
        undo(store, operation, who="test", at=NOON)
        assert (read_welfare(store), read_settings(store)) == before
    assert verify(store).is_sound


def test_the_history_says_that_something_was_done_and_not_what(store, person):
    carry_out(store, acts.record_contact, contact(person))
    carry_out(store, acts.log_exposure, exposure(person))
    assert [tuple(row) for row in store.query(KINDS)] == [("wellbeing", "")]


@pytest.mark.parametrize(
    ("act", "value", "words"),
    [
        (
            acts.log_exposure,
            lambda who: exposure(who, done_on=TODAY + DAY),
            "lie ahead",
        ),
        (
            acts.log_exposure,
            lambda who: exposure(who, done_on=JOINED - DAY),
            "not in post",
        ),
        (
            acts.record_contact,
            lambda who: contact(who, held_on=TODAY + DAY),
            "lie ahead",
        ),
        (
            acts.record_contact,
            lambda who: contact(who, held_on=JOINED - DAY),
            "not in post",
        ),
        (
            acts.begin_rotation,
            lambda who: Rotation(person=who, first_on=JOINED - DAY),
            "not in post",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_the_store_as_it_was(
    store, person, act, value, words
):
    before = events(store)
    with pytest.raises(WelfareError, match=words):
        carry_out(store, act, value(person))
    assert events(store) == before


def test_a_day_has_24_hours_over_all_that_is_logged(store, person):
    carry_out(store, acts.log_exposure, exposure(person, hours=20))
    before = events(store)
    with pytest.raises(WelfareError, match="would have 25 hours"):
        carry_out(store, acts.log_exposure, exposure(person, hours=5))
    assert events(store) == before
    carry_out(store, acts.log_exposure, exposure(person, hours=4))


def test_nobody_is_rotated_out_twice_on_a_day(store, person):
    carry_out(store, acts.begin_rotation, Rotation(person=person, first_on=TODAY))
    with pytest.raises(WelfareError, match="rotated out already"):
        carry_out(
            store,
            acts.begin_rotation,
            Rotation(person=person, first_on=TODAY + 9 * DAY),
        )
    (now,) = read_rotations(store)
    carry_out(
        store,
        acts.change_rotation,
        Rotation(
            uid=now.uid, version=now.version, person=person,
            first_on=TODAY, last_on=TODAY + DAY,
        ),
    )  # fmt: skip
    carry_out(
        store, acts.begin_rotation, Rotation(person=person, first_on=TODAY + 9 * DAY)
    )
    assert len(read_rotations(store)) == 2


def test_a_rotation_cannot_be_drawn_out_over_another(store, person):
    for first, last in ((0, 3), (9, 12)):
        days = {"first_on": TODAY + first * DAY, "last_on": TODAY + last * DAY}
        carry_out(store, acts.begin_rotation, Rotation(person=person, **days))
    one, _ = read_rotations(store)
    longer = Rotation(
        uid=one.uid, version=one.version, person=person, first_on=one.first_on
    )
    with pytest.raises(WelfareError, match="rotated out already"):
        carry_out(store, acts.change_rotation, longer)


def test_a_booked_contact_becomes_one_that_was_held(store, person):
    booked = contact(person, held_on=TODAY, is_kept=False)
    carry_out(store, acts.record_contact, booked)
    (one,) = read_contacts(store)
    held = contact(person, uid=one.uid, version=one.version, is_kept=True)
    carry_out(store, acts.change_contact, held)
    assert [each.is_kept for each in read_contacts(store)] == [True]


def test_that_somebody_was_told_is_recorded_once(store, person):
    told = (Feedback(request=add(store, "DF-1"), person=person, told_on=TODAY),)
    carry_out(store, acts.tell_outcomes, told)
    with pytest.raises(WelfareError, match="on record already"):
        carry_out(store, acts.tell_outcomes, told)


def test_what_was_entered_in_error_is_taken_away(store, person):
    carry_out(store, acts.log_exposure, exposure(person))
    (one,) = read_welfare(store).exposures
    carry_out(store, acts.remove_record, ("exposure", one.uid))
    assert read_welfare(store).exposures == ()


def test_a_policy_can_be_left_out_again_part_by_part(store):
    both = WelfarePolicy(welfare_contact_days=90, exposure_hours_7_days=10)
    carry_out(store, acts.set_policy, both)
    carry_out(store, acts.set_policy, WelfarePolicy(welfare_contact_days=60))
    settings = read_settings(store)
    assert settings.welfare_policy == WelfarePolicy(welfare_contact_days=60)
    carry_out(store, acts.set_policy, WelfarePolicy(welfare_contact_days=60))
    assert verify(store).is_sound


def test_a_read_only_store_takes_nothing(tmp_path):
    place = tmp_path / "unit.db"
    create_unit(place, Settings(), who="test", at=NOON).close()
    with reading(place) as store, pytest.raises(AppError, match="reading only"):
        carry_out(store, acts.set_policy, WelfarePolicy(welfare_contact_days=90))
