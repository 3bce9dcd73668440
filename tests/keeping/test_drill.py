"""The rehearsal: the newest copy must come out the same, to the last digit."""

from contextlib import closing
from datetime import date, timedelta

import orjson
import pytest

from app.errors import StoreError
from app.keeping.copy_note import note_file
from app.keeping.drill import EVERY, is_due, record_drill, rehearse
from app.keeping.headline import differences
from app.store import open_store, reading
from app.store.safety_act import last_safety_act
from app.store.verify import verify
from tests.keeping.units import NOON, add_requests, copy_now, flip

ABOUT = {"who": "A. Jones", "why": "monthly", "at": NOON}


def test_a_good_copy_passes_and_all_its_measures_come_out_the_same(unit):
    made = copy_now(unit)
    add_requests(unit, 2)  # what happened since has nothing to do with the copy
    drill = rehearse(unit)
    assert drill.is_passed
    assert drill.found == made.note.figures
    assert len(drill.found) == 9
    assert drill.found["B5 Work in queue (h)"] == 31.5


def test_what_came_of_it_is_recorded_in_the_history(unit):
    copy_now(unit)
    drill = rehearse(unit)
    with closing(open_store(unit)) as store:
        record_drill(store, drill, **ABOUT)
        act = last_safety_act(store, "drill")
        assert verify(store).is_sound
    assert act.outcome == drill.sentence
    assert act.source == drill.copy
    assert act.detail["passed"]
    assert act.detail["found"]["B3 Outstanding (requests)"] == 3
    assert act.done_on == date(2026, 3, 31)


def test_a_measure_that_differs_in_its_last_digit_fails_it(unit):
    made = copy_now(unit)
    content = orjson.loads(note_file(made.path).read_bytes())
    content["figures"]["B5 Work in queue (h)"] = 31.500000000000004
    note_file(made.path).write_bytes(orjson.dumps(content))
    drill = rehearse(unit)
    assert not drill.is_passed
    assert drill.fault.startswith("B5 Work in queue (h) came out otherwise")


def test_a_measure_that_is_missing_differs():
    assert differences({"a": 1.0, "b": None}, {"a": 1.0}) == ("b",)
    assert differences({"a": None}, {"a": None, "c": 2.0}) == ("c",)
    assert differences({"a": None}, {"a": None}) == ()


def test_a_copy_that_rotted_fails_it_and_that_is_recorded_too(unit):
    made = copy_now(unit)
    flip(made.path)
    drill = rehearse(unit)
    assert not drill.is_passed
    with closing(open_store(unit)) as store:
        record_drill(store, drill, **ABOUT)
        assert not last_safety_act(store, "drill").detail["passed"]


def test_without_a_verified_copy_there_is_nothing_to_rehearse(unit):
    with pytest.raises(StoreError, match="no verified copy"):
        rehearse(unit)


def test_it_is_due_once_a_month(unit):
    copy_now(unit)
    with reading(unit) as store:
        assert is_due(store, NOON.date())
    with closing(open_store(unit)) as store:
        record_drill(store, rehearse(unit), **ABOUT)
        assert not is_due(store, NOON.date())
        assert not is_due(store, NOON.date() + timedelta(days=EVERY - 1))
        assert is_due(store, NOON.date() + timedelta(days=EVERY))
