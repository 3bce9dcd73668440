"""F16, F17, F18: older, newer, foreign and empty stores; the schema; the clock."""

import re
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.conduct.intake import submit
from app.errors import StoreError
from app.measures.backlog import Backlog, open_requests
from app.store import SCHEMA_VERSION, create_store, open_store
from app.store.latest import last_saved
from app.store.ledger import build_ledger
from app.store.upgrade import copy_before_upgrade, version_of
from tests.faults.schema_text import schema_text
from tests.faults.tally import note
from tests.faults.work import FORM, NOW, STORES, TODAY, Work, fault_of, old_store

GOLDEN = sorted(
    path.name.removesuffix(".db.gz")
    for path in STORES.glob("*.db.gz")  # of every version that anybody may have
)
SCHEMA = STORES / f"schema_{SCHEMA_VERSION}.sql"
UPDATE = "python -m tests.faults.schema_text"


def test_a_new_store_has_the_schema_of_the_golden_file():
    with closing(create_store(":memory:")) as store:
        found = schema_text(store.connection)
    assert found == SCHEMA.read_text("utf-8"), f"if that is meant: {UPDATE}"


@pytest.mark.parametrize("name", GOLDEN)
def test_an_upgraded_store_has_the_schema_of_a_new_one(tmp_path, name):
    place = tmp_path / "unit.db"
    place.write_bytes(old_store(name))
    before = int(re.sub(r"\D", "", name))
    with closing(open_store(place)) as store:
        assert schema_text(store.connection) == SCHEMA.read_text("utf-8")
        Work(store).act()
    assert fault_of(place) == ""
    kept = copy_before_upgrade(place, before)
    with closing(sqlite3.connect(kept)) as copy:
        assert version_of(copy) == before
    note(fault="F17", what="schema after an upgrade", tried=1, survived=1, lost=0)


def test_triggers_and_generated_columns_are_in_the_golden_file():
    text = SCHEMA.read_text("utf-8")
    assert text.count("CREATE TRIGGER") > 50
    assert "CHECK" in text
    assert "STRICT" in text


def test_no_copy_no_upgrade(tmp_path):
    place = tmp_path / "unit.db"
    place.write_bytes(old_store("schema_12"))
    copy_before_upgrade(place, 12).mkdir()  # nothing can be written there
    with pytest.raises(StoreError, match="no copy of it could be made first"):
        open_store(place)
    assert place.read_bytes() == old_store("schema_12")
    assert not place.with_name("unit.db.owner").exists()


def make_newer(place):
    create_store(place).close()
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    return "newer version"


def make_foreign(place):
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE operation (id INTEGER)")
    return "not a Headroom store"


def make_empty(place):
    place.touch()
    return "not a Headroom store"


def make_half(place):
    """The mark of ours and nothing else: made by hand, or cut short while made."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA application_id = 0x48445231")
        connection.execute("CREATE TABLE note (text TEXT)")
    return "incomplete"


def make_folder(place):
    place.mkdir()
    return "No store is at"


MADE = (make_newer, make_foreign, make_empty, make_half, make_folder)


@pytest.mark.parametrize("is_read", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_what_is_no_store_of_this_version_is_refused_and_left(tmp_path, make, is_read):
    place = tmp_path / "unit.db"
    words = make(place)
    left = place.read_bytes() if place.is_file() else b""
    with pytest.raises(StoreError, match=words):
        open_store(place, read_only=is_read)
    assert (place.read_bytes() if place.is_file() else b"") == left
    assert {path.name for path in tmp_path.iterdir()} == {"unit.db"}
    note(fault="F16", what="foreign, newer, empty store", tried=1, survived=1, lost=0)


def test_a_store_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreError, match="No store is at"):
        open_store(tmp_path / "mistyped.db")
    assert list(tmp_path.iterdir()) == []


def test_order_is_kept_by_sequence_when_the_clock_is_set_back(fresh):
    back = NOW - timedelta(days=400)
    day = back.date()
    with closing(open_store(fresh)) as store:
        Work(store).submit()
        first = last_saved(store)
        form = replace(FORM, reference="BACK-1", submitted_on=day)
        submit(store, form, on=day, who="tester", at=back)
        last = last_saved(store)
    assert last.recorded_at < first.recorded_at
    assert last.number == first.number + 1
    assert fault_of(fresh) == ""
    note(fault="F18", what="clock set back", tried=1, survived=1, lost=0)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this machine has no tzset")
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_another_time_zone_of_the_computer_changes_nothing(fresh, monkeypatch, zone):
    before = days_and_stamps(fresh)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert days_and_stamps(fresh) == before
        with closing(open_store(fresh)) as store:
            Work(store).act()
            stamp = store.value("SELECT recorded_at FROM operation ORDER BY id DESC")
        assert stamp == "2026-03-31T12:00:00Z"
        assert fault_of(fresh) == ""
    finally:
        monkeypatch.undo()
        time.tzset()
    note(fault="F18", what="time zone changed", tried=1, survived=1, lost=0)


def days_and_stamps(place: Path):
    """Everything that a store says of time: stamps, days, and a figure of a day."""
    with closing(open_store(place, read_only=True)) as store:
        stamps = [
            tuple(row) for row in store.query("SELECT recorded_at FROM operation")
        ]
        days = [tuple(row) for row in store.query("SELECT * FROM request ORDER BY id")]
        last = last_saved(store)
        ledger = build_ledger(store)
    figure = open_requests(ledger, Backlog.B1, TODAY)
    return stamps, days, last, figure.value, figure.coverage
