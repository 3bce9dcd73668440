import sqlite3
from hashlib import sha256

import orjson
import pytest

from app.errors import StoreError, StoreInUse
from app.store import open_store, reading
from app.store.event import write
from app.store.imports import ImportedRow, add_import, add_rows
from app.store.snapshot import _COLUMNS
from app.store.verify import verify
from tests.store.conftest import NOON, add

TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"


def tamper(place, *acts):
    """Change the file with another program, as somebody with the file can."""
    other = sqlite3.connect(place)
    for (name,) in other.execute(TRIGGERS).fetchall():
        other.execute(f"DROP TRIGGER {name}")
    for act in acts:
        other.execute(act)
    other.commit()
    other.close()


@pytest.fixture
def written(disk_store, place):
    for number in range(1, 6):
        add(disk_store, f"DF-{number}")
    disk_store.close()
    return place


def fault(place):
    try:
        with reading(place) as store:
            return verify(store).fault
    except StoreError as error:  # damaged so that it cannot even be opened
        return error.message


def test_an_untouched_store_is_sound(written):
    with reading(written) as store:
        verdict = verify(store)
    assert verdict.is_sound
    assert verdict.operations == 6
    assert verdict.fingerprint.startswith("6-")


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (
            "UPDATE request SET priority = 'P1' WHERE reference = 'DF-3'",
            "The request DF-3 was changed outside the history: its priority",
        ),
        ("DELETE FROM request WHERE reference = 'DF-3'", "is missing now"),
        (
            "INSERT INTO request (uid, version, reference, status) "
            "VALUES ('u', 1, 'DF-9', 'DRAFT')",
            "The request DF-9 has no history",
        ),
        (
            "UPDATE event SET effective_at = 1 WHERE id = (SELECT max(id) FROM event)",
            "was changed after it was recorded",
        ),
        ("DELETE FROM event WHERE id = 3", "Event 3 is missing"),
        (
            "UPDATE operation SET who = 'nobody' WHERE id = 2",
            "Operation 2 (add request)",
        ),
        (
            "UPDATE event SET uid = 'x' WHERE id = (SELECT max(id) FROM event)",
            "was changed after it was recorded",
        ),
        (
            "DELETE FROM chain WHERE operation = 6",
            "Operation 6 is not part of the chain",
        ),
    ],
)
def test_the_first_thing_wrong_is_found_and_named(written, act, sentence):
    tamper(written, act)
    assert sentence in fault(written)


def test_two_swapped_events_are_found(written):
    ids = "(SELECT max(id) FROM event)"
    tamper(
        written,
        f"UPDATE event SET id = -1 WHERE id = {ids}",
        f"UPDATE event SET id = {ids} + 1 WHERE id = {ids}",
        f"UPDATE event SET id = {ids} - 1 WHERE id = -1",
    )
    assert fault(written)


def test_overwritten_pages_are_found_or_change_nothing(written):
    whole = bytearray(written.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = b"\x55" * 4096
    written.write_bytes(whole)
    assert fault(written)


@pytest.fixture
def imported(disk_store, place):
    with write(disk_store, who="test", why="", kind="import", at=NOON) as operation:
        facts = dict.fromkeys(("name", "source"), "x") | {"sha256": "0" * 64}
        facts |= {"kind": "requests", "columns": ["Ref"], "mapping": {}}
        counts = {"rows": 2, "taken": 0, "duplicate": 0, "rejected": 2, "blank": 0}
        uid = add_import(operation, facts | counts, effective_at=0)
        add_rows(operation, uid, [row(2, "DF-1"), row(3, "DF-2")])
    disk_store.close()
    return place


def row(line, cell):
    return ImportedRow(
        line=line, bin="rejected", reference="", reasons=("bad",), cells=(cell,)
    )


def test_an_import_as_it_was_kept_is_sound(imported):
    assert fault(imported) == ""


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE import_row SET cells = '[\"DF-9\"]' WHERE line = 3",
        "UPDATE import_row SET reasons = '[]' WHERE line = 2",
        "UPDATE import_row SET bin = 'blank' WHERE line = 2",
    ],
)
def test_a_changed_row_of_an_imported_file_is_found(imported, act):
    tamper(imported, act)
    assert "Operation 2 (import) was changed after it was recorded" in fault(imported)


def test_a_row_of_no_imported_file_is_found(imported):
    tamper(
        imported, "INSERT INTO import_row VALUES (9, 'x', 7, 'blank', '', '[]', '[]')"
    )
    assert fault(imported) == "Line 7 of an import belongs to no file."


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE event SET record = 1 WHERE subject = 'request' AND record = 5",
        "UPDATE event SET record = 9 WHERE subject = 'request' AND record = 5",
        "UPDATE request SET id = 9 WHERE id = 5",
        "UPDATE setting SET value = '1' WHERE uid = 'over_age'",
        "UPDATE term SET label = 'x' WHERE id = 1",
    ],
)
def test_whatever_is_moved_or_changed_is_found(written, act):
    tamper(written, act)
    assert fault(written)


def test_two_swapped_operations_are_found(written):
    swaps = [(5, -5), (6, 5), (-5, 6)]
    tamper(
        written,
        *(f"UPDATE operation SET id = {to} WHERE id = {from_}" for from_, to in swaps),
    )
    assert fault(written).startswith("Operation 5 (add request) was changed")


def test_a_history_cut_off_at_its_end_is_found_by_what_it_led_to(written):
    last = "(SELECT first_event FROM chain WHERE operation = 6)"
    tamper(
        written,
        f"DELETE FROM event WHERE id >= {last}",
        "DELETE FROM chain WHERE operation = 6",
        "DELETE FROM operation WHERE id = 6",
    )
    assert "The request DF-5 has no history" in fault(written)


def test_a_store_without_its_guards_is_found_though_nothing_else_was_changed(written):
    tamper(written)
    assert fault(written) == (
        "What keeps other programs from changing the history was taken out."
    )


TOO_LONG = orjson.dumps(
    {"sequence": 1, "codes": {}, "columns": dict.fromkeys(_COLUMNS, ("<i8", 99))}
)


@pytest.mark.parametrize("content", [b"{}", b"[]\n", bytes(64), TOO_LONG + b"\n"])
def test_a_snapshot_that_only_seems_whole_is_found(written, content):
    whole = content + sha256(content).digest()
    tamper(
        written,
        "INSERT INTO snapshot SELECT 1, operation, head,"
        f" x'{whole.hex()}' FROM chain WHERE operation = 6",
    )
    assert fault(written)


@pytest.mark.parametrize("part", range(0, 1001, 100))
def test_what_is_saved_during_a_check_neither_waits_nor_looks_like_damage(
    written, part
):
    writer = open_store(written)
    writer.connection.execute("PRAGMA busy_timeout = 0")
    saved = []

    def save(done, _total):
        if done >= part and not saved:
            uid = writer.value("SELECT uid FROM request WHERE reference = 'DF-3'")
            with write(writer, who="t", why="", kind="amend", at=NOON) as operation:
                operation.change("request", uid, {"summary": "New"}, effective_at=1)
            saved.append(uid)

    with reading(written) as store:
        assert verify(store, save).fault == ""
    assert saved
    writer.close()


def test_a_store_that_is_being_written_is_not_called_damaged(written, monkeypatch):
    monkeypatch.setattr("app.store.copy.WAITS", 1)
    other = sqlite3.connect(written, isolation_level=None)
    with reading(written) as store:
        store.connection.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreInUse):
            verify(store)
        other.execute("ROLLBACK")
        assert verify(store).is_sound
    other.close()
