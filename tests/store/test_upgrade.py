"""A store of an earlier version is brought up to date and loses nothing."""

import gzip
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.errors import StoreError
from app.store import SCHEMA_VERSION, open_store
from app.store.imports import past_imports
from app.store.request import find_request
from app.store.setting import read_settings
from app.store.team import read_team
from app.store.unit import complete_unit
from app.store.upgrade import copy_before_upgrade
from app.store.verify import verify
from app.store.vocabulary import vocabularies

STORES = Path(__file__).parent.parent / "stores"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(params=sorted(path.name for path in STORES.glob("*.db.gz")))
def old(request, tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((STORES / request.param).read_bytes()))
    store = open_store(path)
    yield store
    store.close()


def test_what_was_recorded_is_there_and_its_history_sound(old):
    request = find_request(old, "OLD-2")
    assert request.accepted_on == date(2026, 2, 4)
    assert request.case_reference is None
    assert old.value("PRAGMA user_version") == SCHEMA_VERSION
    assert verify(old).is_sound


def test_it_is_not_read_before_it_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((STORES / "schema_8.db.gz").read_bytes()))
    with pytest.raises(StoreError, match="must be brought up to date"):
        open_store(path, read_only=True)
    open_store(path).close()
    open_store(path, read_only=True).close()


def test_what_it_lacks_is_added_once_and_recorded(old):
    assert complete_unit(old, who="test", at=NOW)
    assert "legal_basis" in vocabularies(old)
    assert len(read_settings(old).identifier_salt) == 32
    assert not complete_unit(old, who="test", at=NOW)
    assert verify(old).is_sound


def test_people_and_files_of_an_earlier_store_are_kept(tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((STORES / "schema_12.db.gz").read_bytes()))
    store = open_store(path)
    team, (file,) = read_team(store), past_imports(store)
    assert [person.shown for person in team.people] == ["Examiner 1"]
    assert (file.kind, file.taken, file.rejected) == ("requests", 1, 1)
    assert [absence.kind for absence in team.absences] == ["A_LEAVE"]
    with pytest.raises(sqlite3.IntegrityError, match="no operation is open"):
        store.execute("UPDATE import_file SET name = 'x'")
    store.close()


def test_a_copy_before_an_upgrade_takes_no_other_copys_place(tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((STORES / "schema_18.db.gz").read_bytes()))
    kept = copy_before_upgrade(path, 18)
    kept.write_bytes(b"another store, or one whose key nobody has here")
    open_store(path).close()
    assert kept.read_bytes().startswith(b"another store")
    second = copy_before_upgrade(path, 18, 2)
    assert second.is_file()
    before = sorted(tmp_path.iterdir())
    path.write_bytes(second.read_bytes())  # the same again needs no third copy
    open_store(path).close()
    assert sorted(tmp_path.iterdir()) == before
