"""What is said of a change that could not be saved; the faults are in tests/faults."""

import sqlite3

import pytest

from app.errors import MovedStore, ReadOnlyStore, StoreError, StoreInUse
from app.store import open_store
from app.store.event import batch, was_saved, write
from app.store.fault import explain
from app.store.saving import settle
from tests.store.conftest import NOON, add


def error_of(code):
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (error_of(sqlite3.SQLITE_FULL), StoreError, "The disk is full"),
        (error_of(sqlite3.SQLITE_IOERR_WRITE), StoreError, "The disk reported"),
        (error_of(sqlite3.SQLITE_BUSY), StoreInUse, "Another program"),
        (error_of(sqlite3.SQLITE_READONLY), ReadOnlyStore, "may not be written"),
        (error_of(sqlite3.SQLITE_READONLY_DBMOVED), MovedStore, "was moved, replaced"),
        (MemoryError(), StoreError, "no memory left"),
        (error_of(sqlite3.SQLITE_ERROR), StoreError, "refused the change"),
    ],
)
def test_each_error_has_its_sentence(error, kind, words):
    told = explain(error, "write: move request")
    assert type(told) is kind
    assert words in told.message
    assert "SQLite" not in str(told)
    assert "move request" in told.detail


def test_only_of_a_write_it_is_said_that_it_was_not_saved():
    error = error_of(sqlite3.SQLITE_IOERR_READ)
    assert "not saved" in explain(error, "write: x").message
    assert "saved" not in explain(error, "read").message


def test_where_writing_is_in_doubt_the_store_itself_is_asked(disk_store):
    add(disk_store, "DF-1")
    disk_store.uncertain = disk_store.last[1]
    assert settle(disk_store)
    assert not disk_store.uncertain
    disk_store.uncertain = "never begun"
    assert not settle(disk_store)
    add(disk_store, "DF-2")  # on the connection that was made anew
    assert disk_store.value("PRAGMA journal_mode") == "truncate"
    assert disk_store.value("PRAGMA synchronous") == 2


def test_a_change_in_doubt_that_was_not_saved_stops_nothing(disk_store):
    disk_store.uncertain = "never begun"
    add(disk_store, "DF-1")
    assert not disk_store.uncertain


def test_a_batch_in_which_nothing_was_written_is_no_error(disk_store):
    before = disk_store.last
    with batch(disk_store):
        pass
    assert disk_store.last == before


def test_the_last_operation_is_known_from_the_start(place, disk_store):
    uid = disk_store.last[1]
    assert was_saved(disk_store, uid)
    disk_store.close()
    store = open_store(place)
    assert store.last[1] == uid
    with write(store, who="t", why="", kind="x", at=NOON):
        pass  # adds nothing, so there is no such operation
    assert store.last[1] == uid
    store.close()
