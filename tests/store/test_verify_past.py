"""Faults of ours in what was corrected are found, though the chain is whole."""

from datetime import timedelta

from app.store.event import write
from app.store.undo import undo_operation
from app.store.verify import verify
from tests.store.conftest import DAY, NOON, add

AT = int(NOON.timestamp())


def change(store, uid, facts, **about):
    with write(store, who="t", why="", kind="change", at=NOON) as operation:
        operation.change("request", uid, facts, effective_at=AT + DAY, **about)
    return operation.uid, store.value("SELECT max(id) FROM event")


def test_an_undone_change_leaves_a_sound_store(store):
    uid = add(store, "DF-1")
    operation, _ = change(store, uid, {"division": "DIV_A"})
    with write(store, who="t", why="", kind="undo", at=NOON) as answer:
        undo_operation(answer, operation)
    assert verify(store).is_sound


def test_a_request_taken_back_and_put_back_leaves_a_sound_store(store):
    add(store, "DF-1")
    done = [store.value("SELECT uid FROM operation ORDER BY id DESC")]
    for number in range(1, 4):
        at = NOON + timedelta(days=number)
        with write(store, who="t", why="", kind="undo", at=at) as answer:
            undo_operation(answer, done[-1])
        done.append(answer.uid)
        assert verify(store).is_sound
        found = store.value("SELECT count(*) FROM request")
        assert found == (0 if number % 2 else 1)


def test_a_correction_of_another_record_is_found(store):
    one, other = add(store, "DF-1"), add(store, "DF-2")
    _, event = change(store, one, {"division": "DIV_A"})
    change(store, other, {"division": "DIV_C"}, corrects=event)
    assert "does not follow from what was recorded before" in verify(store).fault


def test_a_present_that_the_history_does_not_come_to_is_found(store):
    uid = add(store, "DF-1")
    change(store, uid, {"division": "DIV_A"}, asserts={"division": "DIV_C"})
    assert verify(store).fault == (
        "The request DF-1 is not what its history comes to: its division differs."
    )
