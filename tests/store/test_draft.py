import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import ReadOnlyStore
from app.store import open_store
from app.store.draft import (
    discard_draft,
    new_draft_name,
    read_drafts,
    save_draft,
    spoilt_draft,
)
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify

NOON = datetime(2026, 3, 31, 12, 41, tzinfo=UTC)
TYPING = """
import sys
from datetime import UTC, datetime
from app.store import open_store
from app.store.draft import save_draft
store = open_store(sys.argv[1])
at = datetime(2026, 3, 31, 12, 41, tzinfo=UTC)
save_draft(store, "one", {"summary": "Recover the chats"}, at=at)
print("saved", flush=True)
sys.stdin.read()
"""


def test_a_draft_is_saved_in_place_of_what_was_saved_before(store):
    save_draft(store, "one", {"summary": "Rec"}, at=NOON)
    save_draft(store, "one", {"summary": "Recover"}, at=NOON + timedelta(seconds=1))
    (draft,) = read_drafts(store)
    assert draft.content == {"summary": "Recover"}
    assert draft.saved_at == NOON + timedelta(seconds=1)


def test_several_drafts_are_kept_the_latest_first(store):
    names = [new_draft_name(store, NOON) for _ in range(2)]
    save_draft(store, names[0], {}, at=NOON)
    save_draft(store, names[1], {}, at=NOON + timedelta(minutes=1))
    assert [draft.name for draft in read_drafts(store)] == names[::-1]
    discard_draft(store, names[1])
    assert [draft.name for draft in read_drafts(store)] == names[:1]


@pytest.mark.parametrize("text", ["\0", "\ud800", "“”", "x" * 100_000])
def test_whatever_was_typed_comes_back(store, text):
    save_draft(store, "one", {"summary": text}, at=NOON)
    assert read_drafts(store)[0].content["summary"] == text


def test_a_draft_is_found_again_after_the_program_was_killed(disk_store, place):
    disk_store.close()
    command = [sys.executable, "-c", TYPING, str(place)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as typing:
        assert typing.stdout.readline() == "saved\n"
        typing.kill()
    store = open_store(place)
    (draft,) = read_drafts(store)
    assert draft.content == {"summary": "Recover the chats"}
    assert verify(store).is_sound
    store.close()


def test_no_draft_is_kept_in_a_store_open_for_reading(disk_store, place):
    disk_store.close()
    store = open_store(place, read_only=True)
    with pytest.raises(ReadOnlyStore):
        save_draft(store, "one", {}, at=NOON)
    with pytest.raises(ReadOnlyStore):
        discard_draft(store, "one")
    store.close()


def test_a_draft_that_cannot_be_read_is_left_out(store):
    store.execute("INSERT INTO draft VALUES (1, 'odd', '2026-03-31', '[')")
    store.execute("INSERT INTO draft VALUES (2, 'list', '2026-03-31', '[]')")
    assert read_drafts(store) == []


def test_a_draft_of_another_store_is_noticed(store, tmp_path):
    """As when a disk writes a page of one file into another."""
    save_draft(store, "d", {"summary": "phones"}, at=NOON)
    assert not spoilt_draft(store)
    other = create_unit(tmp_path / "other.db", Settings(), who="t", at=NOON)
    save_draft(other, "d", {"summary": "other phones"}, at=NOON)
    row = dict(other.one("SELECT name, saved_at, content FROM draft"))
    other.close()
    store.execute(
        "UPDATE draft SET saved_at = :saved_at, content = :content WHERE name = :name",
        row,
    )
    assert spoilt_draft(store)
