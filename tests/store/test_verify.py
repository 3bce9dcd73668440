import sqlite3

import pytest

from app.store import reading
from app.store.verify import verify
from tests.store.conftest import add

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
    with reading(place) as store:
        return verify(store).fault


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
