import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from app.errors import DamagedStore, ReadOnlyStore, StoreError, StoreInUse
from app.store import another, create_store, open_store, reading
from app.store.event import write
from app.store.lock import holder
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.rights import without_rights
from tests.store.conftest import NOON, add


def test_creating_never_overwrites(place):
    place.write_text("the only copy")
    with pytest.raises(StoreError, match="there already"):
        create_store(place)
    assert place.read_text() == "the only copy"


def test_opening_never_creates(place):
    with pytest.raises(StoreError, match=r"No store is at unit\.db"):
        open_store(place)
    assert not place.exists()


def test_a_store_cannot_be_created_where_there_is_no_folder(tmp_path):
    with pytest.raises(StoreError, match="cannot be created"):
        create_store(tmp_path / "nowhere" / "unit.db")


@pytest.mark.parametrize("content", [b"", b"reference,received\n", b"\x00" * 4096])
def test_a_file_that_is_no_store_is_refused_and_left_alone(place, content):
    place.write_bytes(content)
    with pytest.raises(StoreError, match="not a Headroom store"):
        open_store(place)
    assert place.read_bytes() == content
    assert not place.with_name("unit.db.owner").exists()


def test_another_programs_database_is_refused(place):
    other = sqlite3.connect(place)
    other.execute("CREATE TABLE request (id INTEGER)")
    other.close()
    with pytest.raises(StoreError, match="not a Headroom store"):
        open_store(place)


def test_a_store_of_a_newer_version_is_refused(place, disk_store):
    disk_store.connection.execute("PRAGMA user_version = 99")
    disk_store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(place)


def test_a_store_that_was_cut_short_is_refused(place, disk_store):
    disk_store.close()
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreError, match=r"damaged or was cut short|incomplete"):
        open_store(place)
    assert place.read_bytes() == whole[: len(whole) // 3]


def test_a_store_in_use_is_refused_and_can_be_read(place, disk_store):
    with pytest.raises(StoreInUse, match="another window"):
        open_store(place)
    with reading(place) as second:
        assert second.value("SELECT count(*) FROM setting") > 0
    assert holder(place)


def test_a_claim_left_behind_by_a_dead_program_is_taken_over(place):
    code = (
        "import os, sys; from app.store import open_store;"
        "open_store(sys.argv[1]); os._exit(9)"
    )
    create_unit(place, Settings(), who="test", at=NOON).close()
    subprocess.run([sys.executable, "-c", code, str(place)], check=False)
    assert holder(place)
    open_store(place).close()
    assert not holder(place)


def test_a_read_only_store_is_named_so(open_folder):
    place = open_folder / "unit.db"
    create_unit(place, Settings(), who="test", at=NOON).close()
    place.chmod(0o444)
    with without_rights(), pytest.raises(ReadOnlyStore, match="read only"):
        open_store(place)
    with without_rights(), reading(place) as store:
        assert store.value("SELECT count(*) FROM term") > 0


def test_a_folder_that_may_not_be_written_is_named_so(open_folder):
    place = open_folder / "unit.db"
    create_unit(place, Settings(), who="test", at=NOON).close()
    place.chmod(0o666)
    open_folder.chmod(0o555)
    with without_rights(), pytest.raises(ReadOnlyStore, match="Nothing can be written"):
        open_store(place)


def test_reading_refuses_to_write(place, disk_store):
    second = another(disk_store)
    with pytest.raises(ReadOnlyStore, match="for reading only"):
        add(second, "DF-1")
    second.close()


def test_safety_settings_hold_on_every_connection(place, disk_store):
    second = another(disk_store)
    for store in (disk_store, second):
        for name, value in {
            "foreign_keys": 1,
            "synchronous": 2,
            "secure_delete": 1,
            "trusted_schema": 0,
            "mmap_size": 0,
        }.items():
            assert store.value(f"PRAGMA {name}") == value, name
    assert disk_store.value("PRAGMA journal_mode") == "truncate"
    second.close()


def test_only_the_owner_can_read_the_file(place, disk_store):
    add(disk_store, "DF-1")
    assert place.stat().st_mode & 0o077 == 0


def test_a_full_disk_is_said_and_leaves_the_store_as_it_was(disk_store):
    add(disk_store, "DF-1")
    pages = disk_store.value("PRAGMA page_count")
    disk_store.value(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(StoreError, match="disk is full"),
        write(disk_store, who="t", why="", kind="x", at=NOON) as operation,
    ):
        for number in range(5000):
            row = {"reference": f"BIG-{number}", "status": "SUBMITTED"}
            operation.register("request", row, effective_at=0, status="SUBMITTED")
    assert disk_store.value("SELECT count(*) FROM request") == 1
    assert disk_store.value("SELECT count(*) FROM operation") == 2


def test_a_store_that_is_closed_is_one_file(place, disk_store):
    add(disk_store, "DF-1")
    disk_store.close()
    assert [path.name for path in place.parent.iterdir()] == ["unit.db"]


def test_a_store_that_is_discarded_leaves_nothing(place, disk_store):
    add(disk_store, "DF-1")
    disk_store.discard()
    assert not list(place.parent.iterdir())


@pytest.fixture
def half_done(place, disk_store, tmp_path):
    """Return a store whose program stopped in the middle of a change."""
    left = tmp_path / "left" / "unit.db"
    left.parent.mkdir()
    disk_store.connection.execute("PRAGMA cache_size = 1")  # writes before the end
    words = {"who": "test", "why": "", "kind": "test", "at": NOON}
    with suppress(KeyError), write(disk_store, **words) as operation:
        for number in range(300):
            row = {"value": "1" * 300}
            operation.register("setting", row, uid=f"n{number}", effective_at=0)
        operation.flush()
        for ending in ("", "-journal"):
            shutil.copy(f"{place}{ending}", f"{left}{ending}")
        raise KeyError
    return left


def test_a_change_left_half_done_is_taken_back_by_a_reader_too(half_done):
    with reading(half_done) as store:
        verdict = verify(store)
    assert verdict.is_sound
    assert verdict.operations == 1


def test_a_change_left_half_done_that_cannot_be_taken_back_is_named_so(
    half_done, open_folder
):
    for ending in ("", "-journal"):
        copy = shutil.copy(f"{half_done}{ending}", open_folder)
        Path(copy).chmod(0o444)
    with without_rights(), pytest.raises(ReadOnlyStore, match="left half done"):
        open_store(open_folder / "unit.db", read_only=True)


def test_a_store_that_could_not_be_made_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_about):
        raise StoreError("It cannot be made.")

    path = tmp_path / "unit.db"
    with monkeypatch.context() as patched:
        patched.setattr("app.store.make_schema", fail)
        with pytest.raises(StoreError, match="cannot be made"):
            create_store(path)
    assert list(tmp_path.iterdir()) == []
    create_store(path).close()


def test_a_name_from_which_no_name_of_a_copy_can_be_made_is_refused(tmp_path):
    with pytest.raises(StoreError, match="name is too long"):
        create_store(tmp_path / f"{'ü' * 120}.db")
    assert list(tmp_path.iterdir()) == []


def test_a_layout_that_is_no_text_any_more_is_told_as_damage(place, disk_store):
    disk_store.close()
    content = place.read_bytes()
    entry = b"indexrequest_statusrequest"
    name = content.index(entry)
    rest = content[name + len(entry) :].replace(b"CREATE INDEX", b"XREATE INDEX", 1)
    spoilt = content[:name] + b"index" + b"\xfe" * 14 + b"request" + rest
    place.write_bytes(spoilt)
    with pytest.raises(DamagedStore, match="damaged"):
        open_store(place)
    assert place.read_bytes() == spoilt
