"""Going back to a copy: shown first, recorded, nothing lost, whatever interrupts it."""

import errno
import os
import signal
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest

from app.errors import DamagedStore, InvalidRequest, StoreError, StoreInUse
from app.keeping.difference import compare
from app.keeping.listing import list_copies
from app.keeping.private_file import digest_of_file
from app.keeping.restore import restore
from app.progress import Cancelled
from app.store import open_store, reading
from app.store.branch import common_sequence, operations_after
from app.store.chain import fingerprint
from app.store.erase import erase_texts
from app.store.event import write
from app.store.half_done import journal_of
from app.store.marker import damage_of, mark_damaged
from app.store.request import find_request
from app.store.safety_act import last_safety_act
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.faults.rounds import rounds
from tests.faults.tally import note
from tests.keeping.units import (
    NOON,
    add_requests,
    break_event,
    copy_now,
    flip,
    references,
)

LATER = NOON + timedelta(hours=1)
ABOUT = {"who": "A. Jones", "why": "an import went wrong", "at": LATER}
LEFT = ("restoring", "part", "journal")


@pytest.fixture
def copy(unit):
    """A copy of the unit, which then gets two requests more."""
    made = copy_now(unit)
    add_requests(unit, 2, who="J. Smith", why="late post")
    return made.path


def sound(path):
    with reading(path) as store:
        return verify(store).is_sound


def test_that_what_was_erased_since_comes_back_is_said(unit, copy):
    with closing(open_store(unit)) as store:
        with write(store, who="t", why="", kind="amend request", at=LATER) as operation:
            uid = find_request(store, "DF-4").uid
            facts = {"summary": "Bluebell Cottage"}
            operation.change("request", uid, facts, effective_at=1)
        on = LATER.date()
        erase_texts(store, ["Bluebell"], basis="D 1", on=on, who="t", at=LATER)
    assert "lawfully erased since, once: they come back" in compare(unit, copy).sentence


def test_what_would_be_lost_is_shown_with_who_and_why(unit, copy):
    found = compare(unit, copy)
    assert [(one.who, one.why, one.kind) for one in found.lost] == [
        ("J. Smith", "late post", "add request")
    ] * 2
    assert found.gained == ()
    assert (found.copy.sequence, found.common, found.now.sequence) == (4, 4, 6)
    assert found.records == {"request": 2}
    assert [one.reference for one in found.requests] == ["DF-4", "DF-5"]
    assert all(one.there is None for one in found.requests)
    assert found.sentence == (
        "2 changes recorded since would be left behind, touching 2 requests."
    )


def test_a_request_that_differs_is_shown_column_by_column(unit, copy):
    from app.store.event import write

    with closing(open_store(unit)) as store:
        uid = store.value("SELECT uid FROM request WHERE reference = 'DF-1'")
        with write(store, who="x", why="", kind="amend", at=NOON) as operation:
            operation.change("request", uid, {"division": "D1"}, effective_at=1)
    (first, *_) = compare(unit, copy).requests
    assert (first.reference, first.columns) == ("DF-1", ("division",))
    assert (first.here, first.there) == ({"division": "D1"}, {"division": None})


def test_a_copy_that_holds_the_same_is_said_to(unit):
    made = copy_now(unit)
    assert compare(unit, made.path).sentence == (
        "The copy holds exactly what the store holds."
    )


def test_a_restore_brings_the_copy_back_and_keeps_the_store_as_it_was(unit, copy):
    before = digest_of_file(unit)
    done = restore(unit, copy, **ABOUT)
    assert references(unit) == {"DF-1", "DF-2", "DF-3"}
    assert done.aside.name == "unit before restore 20260331T130000Z.db"
    assert digest_of_file(done.aside) == before
    assert done.aside.stat().st_mode & 0o077 == 0
    assert unit.stat().st_mode & 0o077 == 0
    assert references(done.aside) == {f"DF-{number}" for number in range(1, 6)}
    assert sound(unit)
    assert sound(done.aside)
    assert copy.exists()


def test_the_restore_stands_in_the_history_with_what_was_left_behind(unit, copy):
    with reading(unit) as store:
        head = store.value("SELECT hex(head) FROM chain WHERE operation = 6").lower()
    done = restore(unit, copy, **ABOUT)
    with reading(unit) as store:
        (operation,) = operations_after(store, 4)
        assert operation.uid == done.operation
        assert (operation.kind, operation.who, operation.why) == (
            "restore",
            "A. Jones",
            "an import went wrong",
        )
        act = last_safety_act(store, "restore")
    assert act.source == copy.name
    assert act.detail["aside"] == done.aside.name
    assert act.detail["copy_sequence"] == act.detail["common_sequence"] == 4
    assert (act.detail["aside_sequence"], act.detail["aside_head"]) == (6, head)
    assert act.detail["left_behind"] == 2
    assert [one["who"] for one in act.detail["operations"]] == ["J. Smith"] * 2


def test_heads_after_a_restore_show_the_fork(unit, copy):
    done = restore(unit, copy, **ABOUT)
    add_requests(unit, 1)
    with reading(unit) as store, reading(done.aside) as aside:
        assert common_sequence(store, aside) == 4
        assert fingerprint(store).split("-")[0] == fingerprint(aside).split("-")[0]
        assert fingerprint(store) != fingerprint(aside)


def test_the_store_kept_aside_can_be_gone_back_to(unit, copy):
    done = restore(unit, copy, **ABOUT)
    add_requests(unit, 1, why="after the restore")
    found = compare(unit, done.aside)
    assert [one.why for one in found.lost] == [ABOUT["why"], "after the restore"]
    assert len(found.gained) == 2
    assert "The copy holds 2 changes that the store does not have." in found.sentence
    restore(unit, done.aside, **ABOUT)
    assert references(unit) == {f"DF-{number}" for number in range(1, 6)}
    assert sound(unit)


def test_two_restores_in_one_second_keep_two_files(unit, copy):
    first = restore(unit, copy, **ABOUT)
    second = restore(unit, copy, **ABOUT)
    assert first.aside != second.aside
    assert first.aside.exists()


def test_without_a_reason_nothing_is_restored(unit, copy):
    with pytest.raises(InvalidRequest, match="reason"):
        restore(unit, copy, who="x", why="  ", at=LATER)
    assert len(references(unit)) == 5


def test_a_store_that_a_window_has_open_is_not_replaced(unit, copy):
    with closing(open_store(unit)), pytest.raises(StoreInUse):
        restore(unit, copy, **ABOUT)
    assert len(references(unit)) == 5


@pytest.mark.parametrize("harm", [flip, break_event, lambda path: path.write_text("")])
def test_a_copy_that_fails_its_check_changes_nothing(unit, copy, harm):
    before = digest_of_file(unit)
    harm(copy)
    with pytest.raises(StoreError):
        restore(unit, copy, **ABOUT)
    assert digest_of_file(unit) == before
    assert left_over(unit) == []


def test_a_copy_without_a_note_is_checked_all_the_same(unit, copy):
    copy.with_name(f"{copy.name}.json").unlink()
    break_event(copy)
    with pytest.raises(DamagedStore, match="did not pass its check"):
        restore(unit, copy, **ABOUT)


def test_a_copy_of_another_unit_is_refused(unit, tmp_path):
    other = tmp_path / "other.db"
    later = NOON + timedelta(days=1)
    create_unit(other, Settings(unit="Another"), who="test", at=later).close()
    with pytest.raises(StoreError, match="no copy of this store"):
        restore(unit, other, **ABOUT)
    assert len(references(unit)) == 3


def test_a_file_that_is_not_there_is_refused(unit):
    with pytest.raises(StoreError, match="No copy is at"):
        restore(unit, unit.with_name("nothing.db"), **ABOUT)


def test_a_damaged_store_is_kept_aside_and_its_mark_goes(unit, copy):
    unit.write_bytes(b"rubbish" * 1000)
    mark_damaged(unit, "Not a store any more.", at=NOON)
    done = restore(unit, copy, **ABOUT)
    assert done.difference.now is None
    assert done.aside.read_bytes() == b"rubbish" * 1000
    assert references(unit) == {"DF-1", "DF-2", "DF-3"}
    assert damage_of(unit) is None


def test_a_store_that_vanished_comes_back(unit, copy):
    unit.unlink()
    done = restore(unit, copy, **ABOUT)
    assert done.aside is None
    assert references(unit) == {"DF-1", "DF-2", "DF-3"}


def test_the_journal_of_a_damaged_store_is_never_played_into_the_restored_one(
    unit, copy
):
    unit.write_bytes(b"rubbish" * 1000)
    journal = unit.with_name(f"{unit.name}-journal")
    content = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x01" * 4096
    journal.write_bytes(content)
    done = restore(unit, copy, **ABOUT)
    assert not journal.exists()
    assert done.aside.read_bytes() == b"rubbish" * 1000
    assert journal_of(done.aside).read_bytes() == content
    assert sound(unit)


def test_a_change_left_half_done_is_taken_back_first(unit, copy):
    half_done(unit)
    assert unit.with_name(f"{unit.name}-journal").stat().st_size > 0
    done = restore(unit, copy, **ABOUT)
    assert not unit.with_name(f"{unit.name}-journal").exists()
    assert references(done.aside) == {f"DF-{number}" for number in range(1, 6)}
    assert sound(done.aside)


def test_stopped_in_the_middle_nothing_has_changed(unit, copy):
    before = digest_of_file(unit)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        restore(unit, copy, **ABOUT, progress=stop)
    assert digest_of_file(unit) == before
    assert left_over(unit) == []


def test_a_copy_of_an_earlier_version_is_brought_up_to_date_on_the_way(tmp_path):
    import gzip
    from pathlib import Path

    stores = Path(__file__).parent.parent / "stores"
    unit, copy = tmp_path / "unit.db", tmp_path / "copy.db"
    content = gzip.decompress((stores / "schema_18.db.gz").read_bytes())
    unit.write_bytes(content)
    copy.write_bytes(content)
    open_store(unit, before_upgrade=lambda store: None).close()
    restore(unit, copy, **ABOUT)
    assert copy.read_bytes() == content
    assert sound(unit)


def left_over(unit):
    """Return what a restore left beside the store that should not be there."""
    return [
        path.name
        for path in unit.parent.iterdir()
        if path.name.endswith(LEFT) or ".restoring" in path.name
    ]


def half_done(unit):
    """Let a program die in the middle of a change of the store."""
    script = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE half (x)")
connection.executemany("INSERT INTO half VALUES (?)", [("x" * 500,)] * 4000)
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", script, str(unit)], check=False)


KILLED = """
import os, random, sys, threading, time
from datetime import datetime
from pathlib import Path
from app.keeping.restore import restore

unit, copy, step, at = sys.argv[1:]
count = 0

def watch(name, about):
    global count
    if name in WATCHED and os.path.dirname(unit) in str(about):
        count += 1
        if count == int(step):
            os.kill(os.getpid(), 9)

WATCHED = {"open", "os.rename", "os.remove", "sqlite3.connect", "os.chmod"}
sys.addaudithook(watch)
if int(step) < 0:  # at any moment, in the middle of what SQLite writes too
    moment = random.Random(int(step)).uniform(0, 0.12)
    threading.Timer(moment, os.kill, (os.getpid(), 9)).start()
restore(Path(unit), Path(copy), who="x", why="trial", at=datetime.fromisoformat(at))
print("whole", flush=True)
os._exit(0)
"""
MOMENTS = rounds(16, 1000)
STRIDE = rounds(5, 1)


def killed(unit, copy, step):
    """Kill a restore at a step, or at a moment; return whether it was whole before."""
    words = (unit, copy, str(step), LATER.isoformat())
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stdout == "whole\n":
        return True
    assert done.returncode == -signal.SIGKILL, done.stderr
    return False


def look(unit, content):
    """Check what a killed restore left, and put the store back; tell what was found."""
    for path in unit.parent.glob("unit.db.owner*"):  # the pen has tests of its own
        path.unlink()
    found = unit.read_bytes() == content
    if not found:
        with reading(unit) as store:
            assert last_safety_act(store, "restore") is not None
            assert verify(store).is_sound
        assert references(unit) == {"DF-1", "DF-2", "DF-3"}
        unit.write_bytes(content)
    for path in unit.parent.glob("unit before restore*.db"):
        assert path.read_bytes() == content
        path.unlink()
    return "old" if found else "restored"


def test_killed_at_every_step_there_is_the_old_store_or_the_restored_one(unit, copy):
    """Each file opened, renamed or removed is a step at which it may die."""
    content, found, step = unit.read_bytes(), [], STRIDE
    while not killed(unit, copy, step):
        found.append(look(unit, content))
        step += STRIDE
    tried = len(found)
    note(fault="F1", what="kill in a restore", tried=tried, survived=tried, lost=0)
    assert set(found) == {"old", "restored"}
    assert sound(unit)
    assert left_over(unit) == []


def test_a_restore_that_simply_wrote_over_the_store_would_be_caught(unit, copy):
    content = unit.read_bytes()
    unit.write_bytes(copy.read_bytes()[: len(content) // 2])  # killed half-way
    with pytest.raises((StoreError, AssertionError)):
        look(unit, content)


def test_killed_at_any_moment_there_is_the_old_store_or_the_restored_one(unit, copy):
    content, kills = unit.read_bytes(), 0
    for moment in range(1, MOMENTS + 1):
        kills += not killed(unit, copy, -moment)
        look(unit, content)
    note(fault="F1", what="kill in a restore", tried=kills, survived=kills, lost=0)
    assert kills > 0
    restore(unit, copy, **ABOUT)
    assert sound(unit)
    assert left_over(unit) == []


def test_a_restore_finds_its_copy_in_the_list(unit, copy):
    assert [one.path for one in list_copies(unit)] == [copy]


def refuse_to_sync(_folder):
    raise OSError(errno.EIO, "the disk reports an error")


def test_an_error_after_the_copy_took_its_place_keeps_the_store_as_it_was(
    unit, copy, monkeypatch
):
    monkeypatch.setattr("app.keeping.restore.sync_folder", refuse_to_sync)
    before = digest_of_file(unit)
    done = restore(unit, copy, **ABOUT)
    assert digest_of_file(done.aside) == before
    assert references(unit) == {"DF-1", "DF-2", "DF-3"}


def test_a_folder_that_cannot_be_synced_is_no_reason_to_stop(unit, copy, monkeypatch):
    true = os.fsync

    def sync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        true(handle)

    monkeypatch.setattr(os, "fsync", sync)
    assert restore(unit, copy, **ABOUT).aside is not None
