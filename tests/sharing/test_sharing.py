"""One works with the pen, the others look at whole generations."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from app.errors import StoreError, StoreInUse
from app.sharing.generation import (
    fetch,
    newest_commit,
    numbers,
    read_commit,
    record_name,
)
from app.sharing.opening import (
    branches_of,
    drop_copies,
    keep_aside,
    prepare_pen,
    prepare_reading,
    share_store,
)
from app.sharing.publish import KEPT, Overtaken, publish, sweep, thin
from app.sharing.working import shared_by, unpublished, working_at
from app.store import open_store, reading
from app.store.chain import last_head
from app.store.lock import holder_of
from app.store.verify import verify
from tests.sharing.conftest import NOON, change, told


def test_a_shared_store_is_a_generation_that_others_read(shared, homes):
    found = prepare_reading(shared, homes[1])
    assert found.commit.number == 1
    assert found.passed == ()
    with reading(found.path) as store:
        assert verify(store).is_sound
        assert last_head(store).hex() == found.commit.head


def test_a_folder_holds_one_shared_store(shared, homes, tmp_path):
    with (
        reading(working_at(homes[0], shared).store) as store,
        pytest.raises(StoreError, match="already"),
    ):
        share_store(store, shared, homes[1], at=NOON)


def test_one_at_a_time_has_the_pen(shared, homes, at_work):
    at_work(shared, homes[0])
    with pytest.raises(StoreInUse, match="another window"):
        prepare_pen(shared, homes[1], at=NOON)


def test_what_is_published_is_read_by_others(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    change(store, "new")
    assert unpublished(store, ready.working) == 1
    done = publish(store, ready.working, at=NOON)
    assert unpublished(store, done.working) == 0
    found = prepare_reading(shared, homes[1])
    assert found.commit.number == 2
    assert found.commit.previous == 1
    with reading(found.path) as other:
        assert told(other) == "new"


def test_without_changes_nothing_is_published(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    assert publish(store, ready.working, at=NOON).commit is None
    assert numbers(shared) == [1]


def test_a_reader_asks_only_for_what_is_newer(shared, homes, at_work):
    first = prepare_reading(shared, homes[1])
    assert prepare_reading(shared, homes[1], above=first.commit.number) is None
    ready, store = at_work(shared, homes[0])
    change(store, "new")
    publish(store, ready.working, at=NOON)
    newer = prepare_reading(shared, homes[1], above=first.commit.number)
    assert newer.commit.number == 2
    drop_copies(newer.working, but=newer.path)
    assert [path.name for path in newer.working.reading.iterdir()] == [newer.path.name]


def test_unpublished_changes_go_on_where_nobody_has_published(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    change(store, "not yet")
    store.close()
    ready.pen.release()
    again, store = at_work(shared, homes[0])
    assert again.branch is None
    assert told(store) == "not yet"
    assert publish(store, again.working, at=NOON).commit.number == 2


def test_unpublished_changes_are_kept_aside_where_somebody_has(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    change(store, "mine")
    store.close()
    ready.pen.release()
    other, theirs = at_work(shared, homes[1])
    change(theirs, "theirs")
    publish(theirs, other.working, at=NOON)
    theirs.close()
    other.pen.release()
    again, store = at_work(shared, homes[0])
    assert told(store) == "theirs"
    assert branches_of(again.working) == (again.branch,)
    assert "after generation 000001" in again.branch.name
    with reading(again.branch) as branch:
        assert told(branch) == "mine"


def test_who_slept_while_another_published_is_refused(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    change(store, "mine")
    stale = holder_of(ready.working.pen)
    other, theirs = at_work(shared, homes[1], stale=stale)
    change(theirs, "theirs")
    publish(theirs, other.working, at=NOON)
    assert not ready.pen.beat(NOON)
    with pytest.raises(Overtaken):
        publish(store, ready.working, at=NOON)
    assert numbers(shared) == [2, 1]
    assert not list(shared.glob("*.part"))
    ready.pen.release()
    assert holder_of(other.working.pen).token == other.pen.token


def test_a_generation_of_ours_that_was_not_noted_is_no_other(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    change(store, "one")
    publish(store, ready.working, at=NOON)
    ready.working.save()  # as if the program had died before the note
    change(store, "two")
    assert publish(store, ready.working, at=NOON).commit.number == 3


def test_a_broken_generation_is_passed_over_and_told(shared, homes, at_work, tmp_path):
    ready, store = at_work(shared, homes[0])
    change(store, "new")
    commit = publish(store, ready.working, at=NOON).commit
    (shared / commit.file).write_bytes(b"x" * commit.size)
    found = prepare_reading(shared, homes[1])
    assert found.commit.number == 1
    assert "Generation 2 was passed over" in found.passed[0]
    (shared / commit.file).unlink()
    assert fetch(shared, tmp_path / "copy.db").commit.number == 1


def test_after_a_broken_generation_the_next_number_is_claimed(shared, homes, at_work):
    (shared / "commit-000002.json").write_text("{", "utf-8")
    ready, store = at_work(shared, homes[0])
    change(store, "new")
    commit = publish(store, ready.working, at=NOON).commit
    assert (commit.number, commit.previous) == (3, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": "../../secret.db"},
        {"number": 7},
        {"size": "12"},
        {"sha256": ""},
        {"more": 1},
    ],
)
def test_a_record_that_is_none_is_not_taken(shared, wrong):
    path = shared / "commit-000001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | wrong))
    assert read_commit(shared, 1) is None


def test_a_history_other_than_recorded_is_passed_over(shared, homes):
    path = shared / "commit-000001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"head": "0" * 64}))
    with pytest.raises(StoreError, match="No whole store"):
        prepare_reading(shared, homes[1])


def test_a_folder_that_is_gone_is_said(shared, homes):
    with pytest.raises(StoreError, match="cannot be reached"):
        prepare_reading(shared / "gone", homes[1])


def test_an_empty_folder_is_said_and_leaves_the_pen(folder, homes):
    with pytest.raises(StoreError, match="No whole store"):
        prepare_pen(folder, homes[1], at=NOON)
    assert list(folder.iterdir()) == []


def test_another_store_in_the_same_folder_is_not_mixed_up(
    shared, homes, at_work, tmp_path
):
    ready, store = at_work(shared, homes[0])
    change(store, "of the first")
    store.close()
    ready.pen.release()
    for path in shared.iterdir():
        path.unlink()
    from app.store.setting import Settings
    from app.store.unit import create_unit

    other = create_unit(tmp_path / "b.db", Settings(), who="test", at=NOON)
    new = share_store(other, shared, homes[1], at=NOON)
    new.pen.release()
    other.close()
    again, store = at_work(shared, homes[0])
    assert told(store) != "of the first"
    assert again.branch is not None


def test_old_generations_go_and_twenty_stay(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    working = ready.working
    for number in range(KEPT + 4):
        change(store, str(number))
        working = publish(store, working, at=NOON).working
    assert thin(shared, at=NOON + timedelta(days=6)) == ()
    gone = thin(shared, at=NOON + timedelta(days=8))
    assert len(gone) == 5
    assert len(list(shared.glob("generation-*.db"))) == KEPT
    assert prepare_reading(shared, homes[1]).commit.number == KEPT + 5
    assert len(numbers(shared)) == KEPT + 5


def test_part_files_go_when_they_were_watched_for_an_hour(shared):
    part = shared / "generation-000009-0123456789abcdef.db.part"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))  # the clock of another computer says nothing
    seen = sweep(shared, {}, at=NOON)
    assert part.exists()
    seen = sweep(shared, seen, at=NOON + timedelta(minutes=50))
    part.write_bytes(b"half and more")
    seen = sweep(shared, seen, at=NOON + timedelta(minutes=70))
    assert part.exists()
    assert sweep(shared, seen, at=NOON + timedelta(minutes=140)) == {}
    assert not part.exists()


def test_the_note_is_known_by_its_files_alone(shared, homes):
    working = working_at(homes[0], shared)
    assert shared_by(working.store) == working
    assert shared_by(working.place / "other.db") is None
    assert shared_by(working.copy_of(3)).folder == shared


def test_what_is_shared_can_be_read_by_whom_the_folder_lets(folder, homes, tmp_path):
    folder.chmod(0o770)
    from app.store.setting import Settings
    from app.store.unit import create_unit

    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=NOON)
    ready = share_store(store, folder, homes[0], at=NOON)
    store.close()
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o660, path.name
    ready.pen.release()
    assert ready.working.store.stat().st_mode & 0o777 == 0o600


def test_keeping_aside_where_nothing_is_keeps_nothing(shared, homes):
    assert keep_aside(working_at(homes[1], shared), at=NOON) is None
    assert newest_commit(shared).number == 1


def test_opening_the_copy_of_a_generation_again_is_no_mishap(shared, homes):
    first = prepare_reading(shared, homes[1])
    store = open_store(first.path, read_only=True)
    again = prepare_reading(shared, homes[1])
    assert again.path == first.path
    store.close()


def test_a_file_that_is_no_store_takes_no_copys_place(shared, homes, at_work):
    ready, store = at_work(shared, homes[0])
    store.close()
    ready.pen.release()
    before = ready.working.store.read_bytes()
    content = b"no store at all " * 300
    name = "generation-000002-0123456789abcdef.db"
    (shared / name).write_bytes(content)
    commit = replace(
        read_commit(shared, 1),
        number=2,
        file=name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    (shared / record_name(2)).write_bytes(commit.content())
    (shared / read_commit(shared, 1).file).unlink()
    assert fetch(shared, ready.working.store) is None
    assert ready.working.store.read_bytes() == before


def test_the_account_of_a_domain_names_a_branch(shared, homes, at_work, monkeypatch):
    ready, store = at_work(shared, homes[0])
    store.close()
    ready.pen.release()
    monkeypatch.setattr("app.sharing.opening.account", lambda: r"UNIT/DOM:A\j.smith")
    kept = keep_aside(ready.working, at=NOON)
    assert kept.parent == ready.working.branches
    assert "changes of UNIT_DOM_A_j.smith after" in kept.name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of a name")
def test_a_pipe_in_the_shared_folder_lets_nobody_wait(shared, tmp_path):
    os.mkfifo(shared / record_name(2))
    commit = replace(
        read_commit(shared, 1), number=3, file="generation-000003-0123456789abcdef.db"
    )
    (shared / record_name(3)).write_bytes(commit.content())
    os.mkfifo(shared / commit.file)
    assert fetch(shared, tmp_path / "copy.db").commit.number == 1
