import sqlite3

import pytest

from app.store import reading
from app.store.ledger import build_ledger, same_ledger
from app.store.snapshot import load_snapshot, read_ledger, save_snapshot
from app.store.verify import verify
from tests.store.conftest import add


@pytest.fixture
def kept(disk_store):
    for number in range(5):
        add(disk_store, f"DF-{number}", division="D1")
    assert save_snapshot(disk_store, build_ledger(disk_store), worth=1)
    return disk_store


def test_a_snapshot_gives_the_ledger_that_was_kept(kept):
    assert same_ledger(load_snapshot(kept), build_ledger(kept))


def test_what_was_recorded_since_is_added_to_it(kept):
    add(kept, "DF-9", division="D2")
    assert same_ledger(read_ledger(kept), build_ledger(kept))
    assert read_ledger(kept).requests == 6


def test_a_snapshot_of_another_history_is_not_taken(kept):
    kept.connection.execute("UPDATE snapshot SET head = zeroblob(32)")
    assert load_snapshot(kept) is None
    assert read_ledger(kept).requests == 5


def test_a_snapshot_that_lies_is_found(kept, place):
    good = build_ledger(kept)
    good.effort[:] = 99.0
    kept.connection.execute("DELETE FROM snapshot")
    save_snapshot(kept, good, worth=1)
    assert "snapshot" in verify(kept).fault


@pytest.mark.parametrize(
    "content", ["x''", "x'00'", "zeroblob(500)", "CAST(substr(content, 9) AS BLOB)"]
)
def test_a_damaged_snapshot_is_named_and_not_used(kept, content):
    kept.connection.execute(f"UPDATE snapshot SET content = {content}")
    assert same_ledger(read_ledger(kept), build_ledger(kept))
    assert "snapshot for quick opening is damaged" in verify(kept).fault


def test_nothing_is_kept_when_it_is_not_worth_it(disk_store):
    add(disk_store, "DF-1")
    assert not save_snapshot(disk_store, build_ledger(disk_store))


def test_a_reader_keeps_no_snapshot(kept, place):
    with reading(place) as store:
        assert not save_snapshot(store, build_ledger(store), worth=1)
        with pytest.raises(sqlite3.OperationalError):
            store.connection.execute("DELETE FROM snapshot")
