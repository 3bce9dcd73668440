"""Driver series, planned operations and change points, by acts that can be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.casework.outlook import (
    NO_OUTLOOK,
    ChangePoint,
    DriverValue,
    ExtraUnit,
    OperationPlan,
)
from app.conduct.amend import undo
from app.errors import ChangedMeanwhile, InvalidRequest
from app.staffing import demand as acts
from app.store.demand import read_outlook
from app.store.verify import verify

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = date(2026, 3, 31)
WHO = {"on": TODAY, "who": "test", "at": NOON}
SPRING, SUMMER = date(2025, 4, 1), date(2025, 7, 1)
IMAGES = "Indecent images, recorded"
PLAN = OperationPlan(
    name="Operation Alder",
    first_on=date(2026, 5, 4),
    weeks=5,
    extra=8.0,
    unit=ExtraUnit.EXHIBITS,
    offence="IIOC",
    note="Warrants in three divisions",
)
CHANGE = ChangePoint(day=date(2025, 10, 6), words="Kiosks opened to all divisions")


def value(first_on=SPRING, count=210.0, name=IMAGES):
    return DriverValue(name=name, first_on=first_on, value=count, source="Bulletin 3")


def bare(held):
    return replace(held, uid="", version=1)


def operations(store):
    return store.value("SELECT count(*) FROM operation")


def test_a_series_comes_back_as_entered_and_a_later_number_takes_its_place(store):
    acts.set_driver(store, (value(), value(SUMMER, 0.0)), **WHO)
    found = read_outlook(store)
    assert [bare(one) for one in found.series(IMAGES)] == [value(), value(SUMMER, 0.0)]
    acts.set_driver(store, (value(count=215.0, name=IMAGES.upper()),), **WHO)
    found = read_outlook(store)
    assert found.names == (IMAGES,)
    assert [one.value for one in found.drivers] == [215.0, 0.0]
    assert verify(store).is_sound


def test_a_series_is_taken_away_whole_and_comes_back_by_undo(store):
    acts.set_driver(store, (value(), value(SUMMER), value(name="Other")), **WHO)
    operation = acts.remove_driver(store, IMAGES, **WHO)
    assert read_outlook(store).names == ("Other",)
    undo(store, operation, who="test", at=NOON)
    assert len(read_outlook(store).series(IMAGES)) == 2
    assert verify(store).is_sound


def test_months_among_quarters_are_refused_and_nothing_changes(store):
    acts.set_driver(store, (value(),), **WHO)
    before = operations(store)
    month = replace(value(SUMMER), months=1)
    with pytest.raises(InvalidRequest, match="by month and by quarter"):
        acts.set_driver(store, (month,), **WHO)
    assert operations(store) == before


def test_an_operation_is_planned_changed_and_given_up(store):
    acts.add_plan(store, PLAN, **WHO)
    (held,) = read_outlook(store).operations
    assert bare(held) == PLAN
    acts.change_plan(store, replace(held, weeks=6), **WHO)
    with pytest.raises(ChangedMeanwhile):
        acts.change_plan(store, replace(held, weeks=7), **WHO)
    (held,) = read_outlook(store).operations
    operation = acts.remove_plan(store, held, **WHO)
    assert read_outlook(store) == NO_OUTLOOK
    undo(store, operation, who="test", at=NOON)
    assert read_outlook(store).operations[0].weeks == 6
    assert verify(store).is_sound


def test_a_change_point_is_marked_once_a_day(store):
    acts.mark_change(store, CHANGE, **WHO)
    (held,) = read_outlook(store).changes
    with pytest.raises(InvalidRequest, match="6 Oct 2025 already: Kiosks opened"):
        acts.mark_change(store, replace(CHANGE, words="Another"), **WHO)
    acts.amend_change(store, replace(held, day=date(2025, 10, 13)), **WHO)
    (held,) = read_outlook(store).changes
    assert held.day == date(2025, 10, 13)
    acts.remove_change(store, held, **WHO)
    assert read_outlook(store) == NO_OUTLOOK
    assert verify(store).is_sound
