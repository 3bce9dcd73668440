import hashlib
import json
import os
import sqlite3
import stat
import zipfile

import pytest

from app.errors import OutputError
from app.leaving.export import export_all
from app.leaving.tables import IN_WORDS
from app.leaving.wellbeing import TABLES
from app.leaving.words import known_words
from app.progress import Cancelled
from app.store import Store, reading
from app.store.plain import LEFT_OUT_TABLES, PLAIN_TABLES, columns_of, rows_of
from tests.faults.tally import note
from tests.leaving.independent import records

HISTORY = ("operation", "event", "chain", "import_row")


@pytest.fixture
def store(unit):
    with reading(unit) as store:
        yield store


def test_the_store_of_these_tests_has_a_record_in_every_table(store):
    empty = [t for t in PLAIN_TABLES if not any(rows_of(store, t))]
    assert empty == ["draft"]


def everything(database, table):
    return database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def content(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).digest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_program_gets_every_record_and_event_back(
    store, unit, tmp_path, read_outside
):
    exported = export_all(store, tmp_path / "plain", with_wellbeing=True)
    found, rebuilt = read_outside(tmp_path / "plain")
    original = sqlite3.connect(unit)
    same = {
        table: everything(rebuilt, table) == everything(original, table)
        for table in (*PLAIN_TABLES, *HISTORY)
    }
    rows = sum(found["counts"].values())
    note(
        fault="P33",
        what="records, events and rows back from plain files",
        tried=rows,
        survived=rows if all(same.values()) else 0,
        lost=0 if all(same.values()) else rows,
    )
    assert all(same.values()), same
    assert found["head"] == exported.head == found["manifest"]["head"]
    assert (found["events"], found["left_out"]) == (exported.events, 0)
    assert found["same"] == exported.records
    assert found["counts"]["import_row"] == 81
    schema = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%sqlite%'"
    made, given = (dict(base.execute(schema)) for base in (rebuilt, original))
    assert {name: sql.strip() for name, sql in given.items()} == made


def test_control_a_value_changed_in_the_files_is_noticed(store, tmp_path, read_outside):
    """Without this a reader that compares nothing would pass."""
    export_all(store, tmp_path / "plain", with_wellbeing=True)
    place = tmp_path / "plain" / "history" / "events.csv"
    text = place.read_bytes()
    place.write_bytes(text.replace("Ünit".encode(), b"Unit!", 1))
    manifest = tmp_path / "plain" / "manifest.json"
    listed = json.loads(manifest.read_bytes())
    for file in listed["files"]:
        if file["path"] == "history/events.csv":
            file["sha256"] = hashlib.sha256(place.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(listed))
    with pytest.raises(AssertionError, match="event_digest"):
        read_outside(tmp_path / "plain")


def test_what_was_erased_is_in_no_file_and_the_chain_holds(
    store, tmp_path, read_outside
):
    places = {row[0] for row in store.query("SELECT DISTINCT place FROM erasure")}
    assert places == {"event", "import_file", "operation"}
    export_all(store, tmp_path / "plain", with_wellbeing=True)
    for path in (tmp_path / "plain").rglob("*"):
        assert path.is_dir() or b"Mxyzptlk" not in path.read_bytes(), path
    read_outside(tmp_path / "plain")


def test_wellbeing_is_left_out_and_the_chain_can_still_be_computed(
    store, tmp_path, read_outside
):
    exported = export_all(store, tmp_path / "plain")
    found, rebuilt = read_outside(tmp_path / "plain")
    assert found["head"] == exported.head
    assert found["left_out"] == exported.left_out >= 7
    assert found["manifest"]["wellbeing"] == "left out"
    for table in TABLES:
        assert not (tmp_path / "plain" / "tables" / f"{table}.csv").exists()
        assert everything(rebuilt, table) == []
    told = "SELECT count(*) FROM absence WHERE bars_exposure IS NOT NULL"
    assert store.value(told) > 0
    assert rebuilt.execute(told).fetchone() == (0,)
    about = {row[0] for row in rebuilt.execute("SELECT DISTINCT subject FROM event")}
    assert not about & TABLES
    text = (tmp_path / "plain" / "history" / "events.jsonl").read_text("utf-8")
    assert "bars_exposure" not in text
    assert "welfare_lock" not in text
    said = (tmp_path / "plain" / "README.txt").read_text("utf-8")
    assert "WELLBEING IS LEFT OUT" in said
    assert f"{exported.left_out} events" in " ".join(said.split())


def test_the_same_state_gives_the_same_bytes(store, tmp_path):
    for name in ("one", "two"):
        export_all(store, tmp_path / name)
        export_all(store, tmp_path / name / ".." / f"{name}.zip")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            archive.extractall(tmp_path / "unpacked")
        assert content(tmp_path / "unpacked" / name) == content(tmp_path / "one")
    again = tmp_path / "again" / "one.zip"
    again.parent.mkdir()
    export_all(store, again)
    assert again.read_bytes() == (tmp_path / "one.zip").read_bytes()


def test_only_the_user_can_read_what_is_written(store, tmp_path):
    umask = os.umask(0)
    try:
        export_all(store, tmp_path / "plain")
        export_all(store, tmp_path / "plain.zip")
    finally:
        os.umask(umask)
    for path in (tmp_path / "plain", *(tmp_path / "plain").rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "plain.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["plain", "plain.zip"])
def test_a_user_who_cancels_leaves_nothing_behind(store, tmp_path, name):
    seen = []

    def cancel(done, total):
        seen.append(done / total)
        if done > 0.8 * total:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_all(store, tmp_path / name, progress=cancel)
    assert list(tmp_path.iterdir()) == []
    assert seen == sorted(seen)


def test_what_is_there_already_is_left_as_it_was(store, tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="called plain already"):
        export_all(store, tmp_path / "plain")
    assert [p.name for p in (tmp_path / "plain").iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_refused(store, tmp_path):
    with pytest.raises(OutputError, match="its folder does not exist"):
        export_all(store, tmp_path / "gone" / "plain.zip")
    assert list(tmp_path.iterdir()) == []


def test_every_table_and_column_has_its_words(store):
    words = known_words()
    assert set(words.tables) == set(PLAIN_TABLES)
    for table in PLAIN_TABLES:
        for column, _ in columns_of(store, table):
            assert words.about(table, column), (table, column)
    columns = {f"{t}.{c}" for t in PLAIN_TABLES for c, _ in columns_of(store, t)}
    assert words.codes.keys() | words.links.keys() <= columns
    lists = {row[0] for row in store.query("SELECT DISTINCT list FROM term")}
    own = {"requesting_division"}  # each unit has its own; none comes with the program
    assert set(words.codes.values()) <= lists | own
    names = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    there = {row[0] for row in store.query(names)}
    assert there == {*PLAIN_TABLES, *HISTORY, *LEFT_OUT_TABLES}


def test_codes_and_uids_are_said_in_words_too(store, tmp_path):
    export_all(store, tmp_path / "plain")
    request = next(records(tmp_path / "plain" / "tables" / "request.csv"))
    label = "SELECT label FROM term WHERE uid = 'request_status/ACCEPTED'"
    assert request["status"] == "ACCEPTED"
    assert request[f"status{IN_WORDS}"] == store.value(label)
    assert request[f"examiner{IN_WORDS}"] == "Mme Éclair"


def test_the_readme_names_every_file_and_column(store, tmp_path):
    export_all(store, tmp_path / "plain", with_wellbeing=True)
    said = (tmp_path / "plain" / "README.txt").read_text("utf-8")
    for path in (tmp_path / "plain").rglob("*.csv"):
        name = path.relative_to(tmp_path / "plain").as_posix()
        assert f"\n{name}" in said
        first = next(records(path), {})
        for column in first:
            is_told = column.endswith(IN_WORDS) and name.startswith("tables/")
            assert is_told or f"\n  {column}" in said, (name, column)
    assert max(map(len, said.splitlines())) <= 100


def test_a_store_in_memory_is_exported_too(store, tmp_path):
    memory = Store(sqlite3.connect(":memory:", isolation_level=None))
    memory.connection.row_factory = sqlite3.Row
    store.connection.backup(memory.connection)
    for place, from_ in (("memory", memory), ("disk", store)):
        export_all(from_, tmp_path / place)
    assert content(tmp_path / "memory") == content(tmp_path / "disk")
    memory.close()
