"""Values become rows of the store and come back as they were."""

from datetime import UTC, date, datetime

import pytest

from app.errors import ChangedMeanwhile, StoreError
from app.store.event import write
from app.store.person import add_person
from app.store.rows import (
    amend_value,
    from_row,
    register_value,
    to_row,
    values_of,
)
from app.store.verify import verify
from app.wellbeing.record import Exposure, Rotation, Tolerance, WelfareContact
from app.workforce.equipment import Equipment, LimitUnit, Provider
from app.workforce.examiner import Person
from app.workforce.post import Post, Posting

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY, LATER = date(2026, 3, 31), date(2026, 12, 31)


def values(person, post):
    return {
        "post": Post(label="E-02", weekly_hours=17.5, valid_from=DAY, note="frozen"),
        "posting": Posting(person=person, post=post, valid_from=DAY, valid_to=LATER),
        "equipment": Equipment(
            label="Bench",
            kind="Q_BENCH",
            quantity=3,
            weekly_limit=30.0,
            unit=LimitUnit.HOURS,
            types=("MOB_L1", "MOB_L2"),
            valid_from=DAY,
        ),
        "provider": Provider(
            name="Provider A", types=("MOB_L3",), monthly_items=4.0, valid_from=DAY
        ),
        "exposure": Exposure(
            person=person, done_on=DAY, kind="X_IMAGE", hours=2.5, longest_stretch=1.0
        ),
        "welfare_contact": WelfareContact(
            person=person, kind="W_CONTACT", held_on=DAY, is_kept=False
        ),
        "rotation": Rotation(person=person, first_on=DAY),
        "tolerance": Tolerance(person=person, valid_from=DAY, weekly_hours=4.0),
    }


@pytest.fixture
def held(store):
    """A store with one value of each sort, and those values."""
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        one = Person(uid="", name="Alder", alias="Examiner 1", starts_on=DAY)
        person = add_person(operation, one)
        first = Post(label="E-01", valid_from=DAY)
        post = register_value(operation, "post", first, DAY)
        told = values(person, post)
        for subject, value in told.items():
            register_value(operation, subject, value, DAY)
    return store, told


def test_each_sort_of_value_comes_back_as_it_was(held):
    store, told = held
    for subject, value in told.items():
        found = values_of(store, type(value), subject)[-1]
        assert to_row(found) == to_row(value)
        assert (found.uid != "", found.version) == (True, 1)
    assert verify(store).is_sound


def test_what_a_reader_adds_is_no_column():
    person = Person(uid="x", name=" Alder ", starts_on=DAY, is_named=False)
    row = to_row(person)
    assert "is_named" not in row
    assert (row["name"], row["alias"], row["ends_on"]) == ("Alder", None, None)
    again = from_row(Person, {**row, "uid": "x", "version": 1}, is_named=True)
    assert again.is_named


def amend(store, subject, value):
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        return amend_value(operation, subject, value, LATER)


def test_only_what_differs_is_recorded(held):
    store, _ = held
    post = values_of(store, Post, "post", order="label")[0]
    assert not amend(store, "post", post)
    changed = Post(**{**as_facts(post), "note": "on hold"})
    assert amend(store, "post", changed)
    with pytest.raises(ChangedMeanwhile):
        amend(store, "post", Post(**{**as_facts(post), "note": "again"}))


def as_facts(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_a_record_that_is_gone_cannot_be_changed(held):
    store, _ = held
    gone = Post(uid="gone", label="E-09", valid_from=DAY)
    with pytest.raises(StoreError, match="no such post"):
        amend(store, "post", gone)


def test_no_order_comes_from_outside(held):
    store, _ = held
    with pytest.raises(KeyError):
        values_of(store, Post, "post", order="label; DROP TABLE post")
