"""F14, P22: a hostile or broken file is refused or rejected, and that is all."""

import sqlite3
import sys
import time
from datetime import UTC, date, datetime

import pytest

from app.errors import ImportFileError, StoreError
from app.intake.importer import import_file
from app.spreadsheet.reader import read_table
from app.spreadsheet.table import Limits
from app.store import SCHEMA_VERSION, open_store
from app.store.setting import Settings
from app.store.unit import create_unit
from tests.faults.hostile import EVERY, READ, REFUSED, SLOW, forge
from tests.faults.rounds import is_long
from tests.faults.tally import note

AS_AT = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
UNTIL = date(2028, 3, 31)
GIGABYTE = 1 << 20  # in the kilobytes that the system counts in
CHOSEN = [name for name in EVERY if is_long() or not name.endswith(SLOW)]


def is_read(name):
    what = name.partition(": ")[2]
    return what in READ or (name.startswith("calendar") and what not in REFUSED)


def counted(store):
    tables = [row[0] for row in store.query("SELECT name FROM sqlite_schema")]
    return store.connection.total_changes, len(tables)


@pytest.mark.parametrize("name", CHOSEN)
def test_a_hostile_file_is_refused_or_read_without_harm(tmp_path, store, name):
    path = EVERY[name](tmp_path)
    before, began = counted(store), time.monotonic()
    if is_read(name):
        read_table(path, until=UNTIL)
    else:
        with pytest.raises(ImportFileError) as refused:
            import_file(store, path, as_at=AS_AT, who="test", at=AT)
        assert refused.value.message.endswith(".")
        assert "Traceback" not in str(refused.value)
    assert counted(store) == before
    assert list(tmp_path.glob("core*")) == []
    note(
        fault="F14",
        what=f"hostile {name.partition(':')[0]}s",
        tried=1,
        survived=1,
        lost=0,
    )
    assert time.monotonic() - began < 2 * Limits().seconds + 30
    if sys.platform != "win32":
        import resource

        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        assert most <= GIGABYTE


def test_the_limits_of_the_reading_process_are_those_promised():
    assert Limits().memory <= 1 << 30
    assert Limits().seconds <= 30


def test_an_error_of_the_spreadsheet_rejects_its_row(tmp_path, store):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{a}</v></c>{b}</row>'
        for n, a, b in (
            (1, "Ref", '<c r="B1" t="str"><v>Received</v></c>'),
            (2, "A", '<c r="B2" t="str"><v>2026-03-01</v></c>'),
            (3, "B", '<c t="e" r="B3"><f>VLOOKUP(1,2)</f><v>#N/A</v></c>'),
            (4, "C", '<c r="B4" t="e"/><c r="C4"><v>7</v></c>'),
            (5, "D", '<c r="B5" t="e"><v>#DIV/0!</v></c>'),
        )
    )
    done = import_file(store, forge(tmp_path, rows), as_at=AS_AT, who="test", at=AT)
    assert done.sentence == "4 rows: 1 taken, 0 duplicate, 3 rejected, 0 blank."
    said = [str(problem) for problem in done.problems]
    assert said[0].startswith("Received '#N/A': is an error of the spreadsheet program")
    assert "#DIV/0!" in said[-1]


# ---- Databases that claim to be stores ---------------------------------------------

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
HOSTILE_SQL = {
    "a view in place of a table": (
        "DROP TABLE commentary",
        f"CREATE VIEW commentary AS {ENDLESS} SELECT x AS id FROM n",
    ),
    "a view more": (f"CREATE VIEW more AS {ENDLESS} SELECT x FROM n",),
    "a trigger that never ends": (
        "CREATE TRIGGER t BEFORE INSERT ON operation BEGIN SELECT RAISE(ABORT, 'x')"
        f" FROM ({ENDLESS} SELECT x FROM n) WHERE x < 0; END",
    ),
    "a trigger that changes": (
        "CREATE TRIGGER t AFTER INSERT ON operation BEGIN DELETE FROM request; END",
    ),
    "a guard that asks without an end": (
        "CREATE TRIGGER t BEFORE INSERT ON operation"
        " WHEN (SELECT max(id) FROM operation) IS"
        f" ({ENDLESS} SELECT x FROM n LIMIT 1 OFFSET 999999999999)"
        " BEGIN SELECT RAISE(ABORT, 'x'); END",
    ),
    "a guard that loads": (
        "CREATE TRIGGER t BEFORE INSERT ON operation WHEN"
        " (SELECT load_extension('x') FROM request)"
        " BEGIN SELECT RAISE(ABORT, 'x'); END",
    ),
    "a computed column": ("CREATE TABLE t (a, b GENERATED ALWAYS AS (a + 1) VIRTUAL)",),
    "a virtual table": ("CREATE VIRTUAL TABLE t USING fts5(x)",),
}


@pytest.fixture
def unit(tmp_path):
    path = tmp_path / "unit.db"
    create_unit(path, Settings(), who="test", at=AT).close()
    return path


@pytest.mark.parametrize("name", HOSTILE_SQL)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_with_sql_that_is_not_ours_is_not_opened(unit, name, read_only):
    database = sqlite3.connect(unit)
    for sql in HOSTILE_SQL[name]:
        database.execute(sql)
    database.commit()
    database.close()
    content = unit.read_bytes()
    with pytest.raises(StoreError, match="holds what no version of Headroom made"):
        open_store(unit, read_only=read_only)
    note(fault="F14", what="hostile stores", tried=1, survived=1, lost=0)
    assert unit.read_bytes() == content
    assert [path.name for path in unit.parent.iterdir()] == [unit.name]


def test_control_the_same_unit_without_it_is_opened(unit):
    open_store(unit).close()
    open_store(unit, read_only=True).close()


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("mark", [0, 0x48445231])
def test_a_foreign_database_is_never_opened_as_a_store(tmp_path, mark, version):
    path = tmp_path / "foreign.db"
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id = {mark}")
    database.execute(f"PRAGMA user_version = {version}")
    for table in ("operation", "event"):
        database.execute(f"CREATE TABLE {table} (id)")
    database.execute(f"CREATE VIEW request AS {ENDLESS} SELECT x AS id FROM n")
    database.commit()
    database.close()
    content = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreError):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == content
