"""F7, F8: the store may not be written, or is taken away while it is open.

Writes stop, the user is told why, nothing is written into a file that took its place,
and the form keeps what was typed (a dialog stays open when saving is refused).
"""

import os
import shutil
from contextlib import closing

import pytest

from app.errors import DamagedStore, MovedStore, ReadOnlyStore, StoreError
from app.store import open_store, partner
from tests.faults.tally import note
from tests.faults.work import Work, fault_of, new_store
from tests.rights import without_rights


@pytest.fixture
def work(fresh):
    store = open_store(fresh)
    work = Work(store)
    work.act()
    yield work
    store.close()


def delete(place, other):
    place.unlink()


def rename(place, other):
    place.rename(place.with_name("elsewhere.db"))


def replace(place, other):
    """Put another store in its place, as a sync program does."""
    shutil.copyfile(other, place.with_name("new.db"))
    place.with_name("new.db").replace(place)


def overwrite(place, other):
    """Copy another store over it, into the same file."""
    shutil.copyfile(other, place)


def overwrite_with_an_older_copy(place, other):
    """Copy an earlier state of the same store over it."""
    shutil.copyfile(place.parent.parent / "earlier.db", place)


def overwrite_with_something(place, other):
    place.write_bytes(b"no store at all " * 4096)


def empty(place, other):
    os.truncate(place, 0)


def cut(place, other):
    os.truncate(place, place.stat().st_size // 2)


HOW = {
    delete: MovedStore,
    rename: MovedStore,
    replace: MovedStore,
    overwrite: MovedStore,
    overwrite_with_an_older_copy: MovedStore,
    overwrite_with_something: StoreError,
    empty: MovedStore,
    cut: DamagedStore,
}


@pytest.mark.parametrize("how", HOW, ids=lambda how: how.__name__)
def test_writes_stop_when_the_store_is_taken_away(fresh, tmp_path, how):
    other = new_store(tmp_path / "other.db", acts=2)
    shutil.copyfile(fresh, tmp_path / "earlier.db")
    store = open_store(fresh)
    work = Work(store)
    work.act()
    how(fresh, other)
    left = fresh.read_bytes() if fresh.exists() else None
    for _ in range(2):  # and stay so
        with pytest.raises(HOW[how]) as told:
            work.amend()
    store.close()
    assert (fresh.read_bytes() if fresh.exists() else None) == left
    if HOW[how] is MovedStore:
        assert "moved, replaced or emptied while it was open" in told.value.message
        assert "still in front of you" in told.value.message
    note(fault="F8", what="taken away while open", tried=1, survived=1, lost=0)


def test_the_store_that_was_moved_holds_all_that_was_confirmed(fresh, work):
    confirmed = work.confirmed
    moved = fresh.with_name("elsewhere.db")
    fresh.rename(moved)
    with pytest.raises(MovedStore):
        work.amend()
    work.store.close()
    assert fault_of(moved, [confirmed]) == ""


def test_the_journal_of_another_store_in_its_place_is_left_alone(fresh, work):
    """Closing takes our own empty journal away, not that of whoever is there now."""
    fresh.rename(fresh.with_name("elsewhere.db"))
    fresh.write_bytes(b"another")
    journal = fresh.with_name("unit.db-journal")
    journal.write_bytes(b"its journal")
    work.store.close()
    assert journal.read_bytes() == b"its journal"


def test_what_another_connection_wrote_is_no_other_file(work):
    with closing(partner(work.store)) as second:
        Work(second, "SECOND").act()
    work.act()


def denied(fresh, folder):
    place = folder / "unit.db"
    shutil.copyfile(fresh, place)
    return place


@pytest.mark.parametrize(
    ("of_file", "of_folder", "words"),
    [(0o444, 0o755, "is read only"), (0o666, 0o555, "Nothing can be written in")],
    ids=["file", "folder"],
)
def test_what_may_not_be_written_is_opened_for_reading(
    fresh, open_folder, of_file, of_folder, words
):
    place = denied(fresh, open_folder)
    place.chmod(of_file)
    open_folder.chmod(of_folder)
    with without_rights():
        with pytest.raises(ReadOnlyStore, match=words):
            open_store(place)
        with closing(open_store(place, read_only=True)) as store:
            assert store.value("SELECT count(*) FROM request") > 0
            with pytest.raises(ReadOnlyStore, match="for reading only"):
                Work(store).submit()
    note(fault="F7", what="no right to write", tried=1, survived=1, lost=0)


def test_the_store_of_somebody_else_is_refused_with_the_reason(fresh, open_folder):
    place = denied(fresh, open_folder)
    place.chmod(0o600)
    with without_rights():
        for is_read in (False, True):
            with pytest.raises(StoreError, match="belongs to somebody else"):
                open_store(place, read_only=is_read)
    note(fault="F7", what="no right to write", tried=1, survived=1, lost=0)


def test_a_right_taken_away_while_it_is_open_is_told(open_folder, fresh):
    """The journal can be made no more: nothing is saved and it is said."""
    place = denied(fresh, open_folder)
    open_folder.chmod(0o777)
    place.chmod(0o666)
    with without_rights():
        store = open_store(place)
    open_folder.chmod(0o555)
    place.with_name("unit.db-journal").unlink(missing_ok=True)
    with without_rights(), pytest.raises(StoreError, match="not saved"):
        Work(store).submit()
    open_folder.chmod(0o777)
    with without_rights():
        Work(store).submit()
        store.close()
    assert fault_of(place) == ""
