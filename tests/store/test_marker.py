"""The mark beside a store that was found damaged."""

from datetime import UTC, datetime

import pytest

from app.errors import OutputError
from app.store.marker import damage_of, mark_damaged, marker_file, unmark_damaged

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def test_what_was_found_is_read_back(tmp_path):
    store = tmp_path / "unit.db"
    assert damage_of(store) is None
    mark_damaged(store, "Page 37 is damaged.", at=NOW, kept_as="unit-damaged.db")
    damage = damage_of(store)
    assert (damage.found, damage.found_at) == ("Page 37 is damaged.", NOW)
    assert damage.kept_as == "unit-damaged.db"
    assert marker_file(store).stat().st_mode & 0o077 == 0


def test_a_mark_is_taken_away_when_a_good_file_lies_there(tmp_path):
    store = tmp_path / "unit.db"
    mark_damaged(store, "Page 37 is damaged.", at=NOW)
    unmark_damaged(store)
    unmark_damaged(store)
    assert damage_of(store) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"found": 1}', b"\xff\xfe"])
def test_a_mark_that_cannot_be_read_is_a_mark_all_the_same(tmp_path, content):
    store = tmp_path / "unit.db"
    marker_file(store).write_bytes(content)
    assert damage_of(store).found_at is None


def test_a_mark_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(OutputError, match="mark of damage"):
        mark_damaged(tmp_path / "nowhere" / "unit.db", "Bad.", at=NOW)
