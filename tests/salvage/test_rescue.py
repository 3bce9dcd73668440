"""A new store of what is left of a damaged one."""

import sqlite3
from datetime import date

import orjson
import pytest

from app.errors import InvalidRequest, StoreError
from app.progress import Cancelled
from app.salvage.outcome import told
from app.salvage.rescue import salvage
from app.store import open_store, reading
from app.store.chain import fingerprint
from app.store.draft import read_drafts
from app.store.engine import key_file
from app.store.erase import erase_texts
from app.store.event import write
from app.store.safety_act import last_safety_act
from app.store.undo import undo_operation
from app.store.verify import verify
from tests.salvage.conftest import NOW, PAGE, replace_once


def rescued(place, **more):
    new = place.with_name("new.db")
    return salvage(place, new, who="test", at=NOW, **more)


def leaf_pages(place, table):
    """Return the leaf pages of a table, by SQLite's own account."""
    with sqlite3.connect(place) as file:
        root = file.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()[0]
    from app.salvage.gather import _tree
    from app.salvage.pages import TABLE_LEAF, Pages

    pages = Pages(place.read_bytes())
    return sorted(n for n in _tree(pages, root) if pages.kind(n) == TABLE_LEAF)


def zero(place, *numbers):
    content = bytearray(place.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    place.write_bytes(content)


def dump(place, *tables):
    with reading(place) as store:
        return {
            table: [tuple(row) for row in store.query(f"SELECT * FROM {table}")]
            for table in tables
        }


HISTORY = ("operation", "event", "chain", "import_row")


def test_a_sound_store_comes_back_with_its_history_as_it_was(place):
    with reading(place) as store:
        operations, state = verify(store).operations, fingerprint(store)
        names = {draft.name for draft in read_drafts(store)}
    before = dump(place, *HISTORY)
    outcome = rescued(place)
    assert outcome.is_proven
    assert outcome.kept == operations
    after = dump(outcome.path, *HISTORY)
    for table in HISTORY:
        assert after[table][: len(before[table])] == before[table]
    with reading(outcome.path) as store:
        assert verify(store).is_sound
        head = store.value(
            "SELECT lower(hex(head)) FROM chain WHERE operation = :id",
            {"id": operations},
        )
        assert state == f"{operations}-{head[:16]}"
        assert {draft.name for draft in read_drafts(store)} == names
        assert last_safety_act(store, "salvage").source == "unit.db"


def test_rows_that_are_lost_come_back_from_the_history_without_a_doubt(place):
    zero(place, *leaf_pages(place, "request"))
    outcome = rescued(place)
    assert outcome.is_proven
    assert next(t for t in outcome.tables if t.subject == "request").whole == 30


def test_one_changed_byte_of_the_history_is_put_right_with_proof(place):
    replace_once(place, b"Call 17", b"Call 1?")
    replace_once(place, b"AWAITING_DEVICE", b"AWAITING_DEVOCE")
    outcome = rescued(place)
    assert outcome.mended >= 1
    assert outcome.is_proven


def test_behind_a_gap_what_is_provable_is_told_again_with_its_own_moments(place):
    with reading(place) as store:
        moments = {
            tuple(row)
            for row in store.query(
                "SELECT uid, effective_at, status, reason FROM event"
                " WHERE subject = 'request' AND status IS NOT NULL"
            )
        }
    pages = leaf_pages(place, "event")
    zero(place, pages[-6])
    outcome = rescued(place)
    assert not outcome.is_proven
    assert outcome.lost >= 1
    assert outcome.retold >= 1
    with reading(outcome.path) as store:
        kept = {
            tuple(row)
            for row in store.query(
                "SELECT uid, effective_at, status, reason FROM event"
                " WHERE subject = 'request' AND status IS NOT NULL"
            )
        }
        assert moments <= kept  # the index still tells what the page held
        kind, why = store.one(
            "SELECT kind, why FROM operation ORDER BY id DESC LIMIT 1"
        )
        assert (kind, why) == ("salvage", "Salvaged from unit.db")
        detail = last_safety_act(store, "salvage").detail
        assert detail["kept"] == outcome.kept
        assert ["test", "Call 39"] in [row[3:5] for row in detail["operations"]]
        marks = store.value("SELECT count(*) FROM salvaged")
        assert marks == outcome.doubtful > 0


def test_without_its_chain_the_history_is_kept_and_said_not_to_be_proven(place):
    with reading(place) as store:
        operations = verify(store).operations
    with sqlite3.connect(place) as file:
        file.execute("DELETE FROM snapshot")  # it tells a head, too
    zero(place, *leaf_pages(place, "chain"))
    outcome = rescued(place)
    assert (outcome.kept, outcome.believed) == (operations, operations)
    assert outcome.doubtful == 0
    assert not outcome.is_proven


def test_a_head_that_a_snapshot_tells_proves_a_history_without_its_chain(place):
    with reading(place) as store:
        sequence = store.value("SELECT operation FROM snapshot")
    zero(place, *leaf_pages(place, "chain"))
    outcome = rescued(place)
    assert outcome.kept - outcome.believed == sequence


def test_what_was_salvaged_is_not_undone_as_one_step(place):
    outcome = rescued(place)
    store = open_store(outcome.path)
    uid = store.value("SELECT uid FROM operation WHERE kind = 'salvage'")
    with (
        pytest.raises(InvalidRequest, match="final"),
        write(store, who="test", why="", kind="undo", at=NOW) as operation,
    ):
        undo_operation(operation, uid)
    store.close()


def test_what_was_erased_stays_erased_and_the_rest_is_proven(place):
    store = open_store(place)
    text = store.value("SELECT summary FROM request WHERE summary LIKE 'Two tab%'")
    about = {"basis": "Decision 12", "on": date(2026, 11, 29), "who": "test", "at": NOW}
    erase_texts(store, [text], **about)
    store.close()
    outcome = rescued(place)
    assert outcome.is_proven
    assert text.encode() not in outcome.path.read_bytes()


def test_an_erasure_behind_the_gap_still_explains_what_lies_before_it(place):
    store = open_store(place)
    text = store.value("SELECT summary FROM request WHERE summary LIKE 'Two tab%'")
    with write(store, who="test", why="", kind="test", at=NOW) as operation:
        facts = {
            "request": store.value("SELECT uid FROM request"),
            "text": "Gap " * 900,
        }
        operation.register(
            "note", {**facts, "written_on": "2026-11-29"}, effective_at=0
        )
    about = {"basis": "Decision 12", "on": date(2026, 11, 29), "who": "test", "at": NOW}
    erase_texts(store, [text], **about)
    store.close()
    content = place.read_bytes()
    assert content.count(b"Gap Gap Gap Gap") > 1  # the record and its event
    place.write_bytes(content.replace(b"Gap Gap Gap Gap", b"Gap!Gap!Gap!Gap!"[:15]))
    outcome = rescued(place)
    assert outcome.retold == 1  # the erasure itself
    with reading(outcome.path) as new:
        assert verify(new).is_sound
        assert new.value("SELECT count(*) FROM erasure") > 0


def test_rows_of_an_import_that_are_lost_are_stood_in_for(place):
    zero(place, leaf_pages(place, "import_row")[-1])
    outcome = rescued(place)
    assert not outcome.is_proven
    with reading(outcome.path) as store:
        assert verify(store).is_sound
        rows = [
            orjson.loads(row[0])
            for row in store.query("SELECT reasons FROM import_row")
        ]
    assert len(rows) == 40
    assert any("lost" in reasons[0] for reasons in rows)


def test_a_change_left_half_done_is_taken_back_first(place, tmp_path):
    whole = place.read_bytes()
    other = tmp_path / "half.db"
    other.write_bytes(whole)
    file = sqlite3.connect(other, isolation_level=None)
    file.executescript("PRAGMA cache_size = 2; PRAGMA recursive_triggers = 0;")
    for name in ("draft", "snapshot"):
        file.execute("BEGIN") if name == "draft" else None
        file.execute(f"DELETE FROM {name}")
    file.execute("CREATE TABLE filler AS SELECT randomblob(90000) AS filling")
    half = other.read_bytes()
    journal = other.with_name("half.db-journal").read_bytes()
    file.close()
    assert half != whole
    place.write_bytes(half)
    place.with_name("unit.db-journal").write_bytes(journal)
    outcome = rescued(place)
    assert outcome.is_proven
    with reading(outcome.path) as store:
        assert len(read_drafts(store)) == 6


def test_nothing_of_ours_is_said_and_no_store_is_made(tmp_path):
    place = tmp_path / "unit.db"
    place.write_bytes(b"Reference,Received\n" * 2000)
    with pytest.raises(StoreError, match="Nothing of a Headroom store"):
        rescued(place)
    assert [path.name for path in tmp_path.iterdir()] == ["unit.db"]


def test_no_file_is_written_over(place):
    new = place.with_name("new.db")
    new.write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        rescued(place)
    assert new.read_text() == "mine"


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError, match="No file"):
        rescued(tmp_path / "unit.db")


def test_a_protected_store_is_not_salvaged(place):
    key_file(place).write_text("{}")
    content = bytearray(place.read_bytes())
    content[:16] = bytes(range(16))
    place.write_bytes(content)
    with pytest.raises(StoreError, match="protected"):
        rescued(place)


def test_stopping_leaves_no_new_store(place):
    def stop(done, _total):
        if done > 60:
            raise Cancelled

    zero(place, leaf_pages(place, "event")[2])
    with pytest.raises(Cancelled):
        rescued(place, progress=stop)
    assert sorted(path.name for path in place.parent.iterdir()) == ["unit.db"]


def test_the_report_names_every_sort_of_record_with_its_counts(place):
    lines = told(rescued(place))
    assert lines[0].startswith("All ")
    assert any(line.split() == ["Requests", "30", "0", "0"] for line in lines)
    assert lines[-1] == "New store: new.db. The damaged file is as it was."
