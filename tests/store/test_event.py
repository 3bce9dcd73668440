import sqlite3
from datetime import timedelta

import pytest

from app.casework.request import Status
from app.errors import ChangedMeanwhile, IllegalMove, InvalidRequest, StoreError
from app.store.chain import fingerprint
from app.store.event import Step, batch, was_saved, write
from app.store.request import find_request, move_request
from app.store.verify import verify
from tests.store.conftest import DAY, NOON, add

SECONDS = int(NOON.timestamp())


def move(store, uid, status, *, days=0, reason=None, version=None):
    at = NOON + timedelta(days=days)
    with write(store, who="test", why="", kind="move request", at=at) as operation:
        move_request(
            operation,
            uid,
            status,
            effective_at=SECONDS + days * DAY,
            reason=reason,
            version=version,
        )


def test_a_change_and_its_history_are_saved_together(disk_store):
    uid = add(disk_store, "DF-1")
    move(disk_store, uid, Status.ASSESSING, days=1)
    move(disk_store, uid, Status.ACCEPTED, days=2)
    request = find_request(disk_store, "DF-1")
    assert (request.status, request.version) == (Status.ACCEPTED, 3)
    assert request.accepted_on.isoformat() == "2026-04-02"
    steps = [
        row[0]
        for row in disk_store.query(
            "SELECT status FROM event WHERE uid = :uid ORDER BY id", {"uid": uid}
        )
    ]
    assert steps == ["SUBMITTED", "ASSESSING", "ACCEPTED"]
    assert verify(disk_store).is_sound


def test_an_illegal_move_is_refused_with_what_is_allowed(disk_store):
    uid = add(disk_store, "DF-1")
    with pytest.raises(IllegalMove) as refusal:
        move(disk_store, uid, Status.ISSUED)
    assert str(refusal.value) == (
        "A request that is submitted cannot become issued. "
        "It may become: assessing, withdrawn."
    )
    assert find_request(disk_store, "DF-1").version == 1


def test_a_hold_ends_where_it_began(disk_store):
    uid = add(disk_store, "DF-1")
    for days, status in enumerate((Status.ASSESSING, Status.ACCEPTED, Status.ON_HOLD)):
        move(disk_store, uid, status, days=days, reason="H_INFO")
    assert find_request(disk_store, "DF-1").hold_reason == "H_INFO"
    with pytest.raises(IllegalMove, match="It may become: accepted"):
        move(disk_store, uid, Status.ALLOCATED, days=9)
    move(disk_store, uid, Status.ACCEPTED, days=9)
    assert find_request(disk_store, "DF-1").hold_reason is None


def test_a_move_before_the_one_it_follows_is_refused(disk_store):
    uid = add(disk_store, "DF-1")
    with pytest.raises(InvalidRequest, match="before it became submitted"):
        move(disk_store, uid, Status.ASSESSING, days=-1)


def test_the_later_of_two_changes_from_the_same_version_is_told(disk_store):
    uid = add(disk_store, "DF-1")
    move(disk_store, uid, Status.ASSESSING, version=1)
    with pytest.raises(ChangedMeanwhile, match="another window"):
        move(disk_store, uid, Status.ACCEPTED, version=1)


def test_an_error_in_the_middle_leaves_the_store_as_it_was(disk_store):
    before = fingerprint(disk_store)
    with (
        pytest.raises(ZeroDivisionError),
        write(disk_store, who="t", why="", kind="x", at=NOON) as operation,
    ):
        row = {"reference": "DF-1", "status": "SUBMITTED"}
        operation.register("request", row, effective_at=0, status="SUBMITTED")
        operation.flush()
        1 / 0  # noqa: B018
    assert fingerprint(disk_store) == before
    assert find_request(disk_store, "DF-1") is None


def test_a_reference_that_exists_is_refused(disk_store):
    add(disk_store, "DF-1")
    with pytest.raises(InvalidRequest, match="There is a request DF-1 already"):
        add(disk_store, "DF-1")


@pytest.mark.parametrize("day", ["2025-02-29", "31/01/2024", "2024-1-5", "2024-02-30"])
def test_the_store_itself_refuses_an_impossible_day(disk_store, day):
    with (
        pytest.raises(StoreError),
        write(disk_store, who="t", why="", kind="x", at=NOON) as operation,
    ):
        row = {"reference": "DF-1", "status": "SUBMITTED", "received_on": day}
        operation.register("request", row, effective_at=0, status="SUBMITTED")


@pytest.mark.parametrize("table", ["operation", "event", "chain"])
def test_history_refuses_update_and_delete(disk_store, table):
    for act in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
        with pytest.raises(sqlite3.IntegrityError, match="history is permanent"):
            disk_store.connection.execute(act)


def test_no_record_changes_without_an_operation(disk_store):
    add(disk_store, "DF-1")
    for act in (
        "UPDATE request SET priority = 'P1'",
        "DELETE FROM request",
        "INSERT INTO setting (uid, version, value) VALUES ('x', 1, '1')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="no operation is open"):
            disk_store.connection.execute(act)


def test_operations_of_a_batch_are_saved_together(disk_store):
    with pytest.raises(ZeroDivisionError), batch(disk_store):
        add(disk_store, "DF-1")
        add(disk_store, "DF-2")
        1 / 0  # noqa: B018
    assert disk_store.value("SELECT count(*) FROM request") == 0
    with batch(disk_store):
        add(disk_store, "DF-1")
        add(disk_store, "DF-2")
    assert verify(disk_store).is_sound


def test_a_request_with_its_past_replays_to_its_present(disk_store):
    with write(disk_store, who="t", why="", kind="import", at=NOON) as operation:
        operation.register(
            "request",
            {"reference": "DF-1", "status": "SUBMITTED"},
            effective_at=0,
            status="SUBMITTED",
            steps=[
                Step(
                    effective_at=DAY, changes={"status": "ACCEPTED"}, status="ACCEPTED"
                ),
                Step(effective_at=2 * DAY, changes={"priority": "P1"}),
            ],
        )
    request = find_request(disk_store, "DF-1")
    assert (request.status.value, request.priority, request.version) == (
        "ACCEPTED",
        "P1",
        3,
    )
    assert verify(disk_store).is_sound


def test_uids_of_one_operation_sort_in_the_order_given(disk_store):
    with write(disk_store, who="t", why="", kind="x", at=NOON) as operation:
        uids = [operation.uids.next() for _ in range(1000)]
    assert uids == sorted(set(uids))
    assert all(len(uid) == 36 and uid[14] == "7" for uid in uids)


def test_an_operation_that_adds_nothing_is_not_recorded(disk_store):
    before = fingerprint(disk_store)
    with write(disk_store, who="test", why="", kind="nothing", at=NOON) as operation:
        pass
    assert not was_saved(disk_store, operation.uid)
    assert fingerprint(disk_store) == before
    add(disk_store, "DF-1")
    assert verify(disk_store).is_sound


@pytest.mark.parametrize("text", ["cut\0here", "half \ud800"])
def test_a_character_that_cannot_be_kept_is_refused_in_any_text(disk_store, text):
    before = fingerprint(disk_store)
    person = {"name": text, "role": "EXAMINER", "starts_on": "2026-01-05"}
    for name, why in ((text, ""), ("Examiner 1", text)):
        with (
            pytest.raises(InvalidRequest, match="a character that cannot be kept"),
            write(disk_store, who="test", why=why, kind="test", at=NOON) as operation,
        ):
            operation.register("person", {**person, "name": name}, effective_at=0)
    assert fingerprint(disk_store) == before
