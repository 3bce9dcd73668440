"""A large copy is examined by a process of its own, with the same outcome."""

from contextlib import closing

import pytest

from app.errors import StoreError
from app.keeping import examine as examining
from app.keeping.drill import rehearse
from app.keeping.examine import Question, examine, examine_here, from_json, to_json
from app.progress import Cancelled
from app.store import open_store
from app.store.marker import damage_of
from tests.keeping.units import NOON, add_requests, break_event, copy_now, flip


@pytest.fixture
def apart(monkeypatch):
    """Let every copy count as a large one."""
    monkeypatch.setattr(examining, "APART", 0)


def question(unit, made, **about):
    end = made.note.sequence, made.note.head
    return Question(copy=made.path, of=unit, end=end, as_at=made.note.as_at, **about)


def test_a_question_is_asked_as_it_was_meant(unit):
    asked = question(unit, copy_now(unit), is_new=True)
    assert from_json(to_json(asked)) == asked
    bare = Question(copy=asked.copy, of=unit)
    assert from_json(to_json(bare)) == bare


def test_both_processes_find_the_same(unit, apart):
    made = copy_now(unit)
    for is_new in (False, True):
        asked = question(unit, made, is_new=is_new)
        assert examine(asked) == examine_here(asked)
    assert made.note.figures["B5 Work in queue (h)"] == 31.5


def test_measures_are_of_the_copy_once_the_store_has_moved_on(unit, apart):
    made = copy_now(unit)
    add_requests(unit, 2)
    found = examine(question(unit, made, is_new=True))
    assert found.figures == made.note.figures


def test_the_store_may_be_open_for_writing_meanwhile(unit, apart):
    with closing(open_store(unit)):
        assert copy_now(unit).note.verified_at == NOON
        assert rehearse(unit).is_passed


def test_what_is_wrong_is_said_by_the_other_process_too(unit, apart):
    made = copy_now(unit)
    break_event(made.path)
    assert "was changed after it was recorded" in examine(question(unit, made)).fault
    made.path.write_bytes(b"x" * 5000)
    with pytest.raises(StoreError, match="not a Headroom store"):
        examine(question(unit, made))


def test_a_store_that_fails_is_marked_from_there(unit, apart):
    break_event(unit)
    with pytest.raises(StoreError, match="failed a check"):
        copy_now(unit)
    assert damage_of(unit) is not None


def test_a_rehearsal_of_a_copy_that_rotted_fails_there_too(unit, apart):
    flip(copy_now(unit).path)
    assert not rehearse(unit).is_passed


def test_the_other_process_is_stopped_when_the_user_stops(unit, apart):
    def stop(done, total):
        raise Cancelled

    made = copy_now(unit)
    with pytest.raises(Cancelled):
        examine(question(unit, made), stop)


def test_a_process_that_dies_is_told_and_blames_no_store(unit, apart, monkeypatch):
    monkeypatch.setattr(examining, "_command", lambda: ["false"])
    with pytest.raises(StoreError, match="ended before it was done"):
        copy_now(unit)
    assert damage_of(unit) is None
    assert not [*unit.with_name("unit.db.copies").glob("*.db")]
