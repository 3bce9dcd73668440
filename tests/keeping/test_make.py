"""Copies are made, proved, put in two places, and never harm one another."""

import os
from collections import namedtuple
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest

from app.errors import DamagedStore, OutputError, StoreError
from app.keeping.copy_note import note_file, read_note, write_note
from app.keeping.examine import Question, from_json, to_json
from app.keeping.listing import BESIDE, SECOND, list_copies, newest_verified
from app.keeping.make import is_changed, keep_before, keep_copy, thin
from app.keeping.place import choose_second, is_same_disk, places_of
from app.keeping.recheck import check_copy
from app.keeping.state import age_words, state_of
from app.store import open_store, reading
from app.store.chain import last_head
from app.store.copy import copy_store
from app.store.doubt import doubt_file, keep_doubt
from app.store.engine import key_file
from app.store.marker import damage_of, mark_damaged, marker_file
from app.store.reserve import keep_reserve, reserve_file
from app.store.setting import Settings, change_settings, read_settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.keeping.units import (
    NOON,
    add_requests,
    break_event,
    copy_now,
    flip,
    references,
)

HISTORY = "ab12cd34" * 8
LATER = NOON + timedelta(minutes=10)


def test_a_copy_holds_what_the_store_holds_and_is_proved(unit):
    made = copy_now(unit)
    assert made.path.name == "unit-20260331T120000Z-000004.db"
    assert made.path.parent == unit.with_name("unit.db.copies")
    assert references(made.path) == references(unit)
    with reading(unit) as store:
        assert made.note.head == last_head(store).hex()
    assert made.note.verified_at == NOON
    assert made.note.figures["B3 Outstanding (requests)"] == 3
    assert (made.places, made.missing) == (1, "")


def test_only_the_user_can_read_copies_and_what_is_known_of_them(unit, second):
    choose_second(unit, second, history=HISTORY)
    copy_now(unit)
    for folder in places_of(unit).all:
        assert folder.stat().st_mode & 0o077 == 0
        for path in folder.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path.name


def test_the_newest_copy_is_an_ordinary_file_that_may_be_copied(unit, tmp_path):
    made = copy_now(unit)
    taken = tmp_path / "taken away.db"
    taken.write_bytes(made.path.read_bytes())  # by any program, while work goes on
    names = {path.name for path in made.path.parent.iterdir()}
    assert names == {made.path.name, note_file(made.path).name}  # no journal beside it
    assert references(taken) == references(unit)


def test_what_is_known_of_a_copy_is_read_back(unit):
    made = copy_now(unit)
    assert read_note(made.path) == made.note


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"store": 1}', b"\xff\xfe", b'"text"', b"1e999"],
)
def test_a_note_that_makes_no_sense_is_none_and_the_copy_stays_listed(unit, content):
    made = copy_now(unit)
    note_file(made.path).write_bytes(content)
    assert read_note(made.path) is None
    (copy,) = list_copies(unit)
    assert not copy.is_verified


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("made_at", "yesterday"),
        ("made_at", "2026-03-31T12:00:00"),
        ("sequence", "many"),
        ("figures", 7),
        ("figures", {"B3": "x"}),
        ("as_at", "2026-02-30"),
        ("verified_at", 5),
    ],
)
def test_a_note_with_a_wrong_part_is_none(unit, name, value):
    made = copy_now(unit)
    content = orjson.loads(note_file(made.path).read_bytes())
    note_file(made.path).write_bytes(orjson.dumps(content | {name: value}))
    assert read_note(made.path) is None


def test_a_copy_lies_in_two_places_and_each_is_whole(unit, second):
    choose_second(unit, second, history=HISTORY)
    made = copy_now(unit)
    assert made.places == 2
    copies = list_copies(unit)
    assert [copy.place for copy in copies] == [BESIDE, SECOND]
    for copy in copies:
        assert copy.is_verified
        assert not check_copy(copy.path, of=unit, at=LATER).fault


def test_a_second_place_that_is_away_is_told_and_not_fatal(unit, second):
    choose_second(unit, second, history=HISTORY)
    away = second.with_name("away")
    second.rename(away)
    made = copy_now(unit)
    assert made.places == 1
    assert "second place cannot be reached" in made.missing
    away.rename(second)
    assert copy_now(unit, at=LATER).places == 2


def test_no_second_place_may_be_the_folder_of_the_store(unit, second):
    with pytest.raises(OutputError, match="folder of the store itself"):
        choose_second(unit, unit.parent, history=HISTORY)
    with pytest.raises(OutputError, match="cannot be reached"):
        choose_second(unit, second / "nowhere", history=HISTORY)
    assert places_of(unit).second is None


def test_two_stores_of_one_name_do_not_share_a_second_place(unit, second, tmp_path):
    other = tmp_path / "elsewhere" / "unit.db"
    other.parent.mkdir()
    one = choose_second(unit, second, history="11111111")
    two = choose_second(other, second, history="22222222")
    assert one.second != two.second


def test_a_second_place_can_be_given_up(unit, second):
    choose_second(unit, second, history=HISTORY)
    choose_second(unit, None, history=HISTORY)
    assert places_of(unit).second is None
    assert copy_now(unit).places == 1


def test_a_second_place_on_the_same_disk_is_known(unit, second):
    assert is_same_disk(choose_second(unit, second, history=HISTORY))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"folder": 3}', b"\xff"])
def test_a_choice_that_cannot_be_read_is_no_choice(unit, second, content):
    choose_second(unit, second, history=HISTORY)
    (places_of(unit).beside / "second-folder.json").write_bytes(content)
    assert places_of(unit).second is None


def test_no_copy_takes_the_name_of_another(unit):
    first = copy_now(unit)
    again = copy_now(unit)
    assert first.path != again.path
    assert len(list_copies(unit)) == 2


def test_changed_means_that_the_newest_copy_lacks_something(unit):
    with reading(unit) as store:
        assert is_changed(store)
    copy_now(unit)
    with reading(unit) as store:
        assert not is_changed(store)
    add_requests(unit)
    with reading(unit) as store:
        assert is_changed(store)


def test_before_an_import_a_copy_is_made_unless_there_is_one(unit):
    with reading(unit) as store:
        made = keep_before(store, "import", NOON)
        assert made.path.name.endswith("-before-import.db")
        assert keep_before(store, "import", LATER) is None
    assert list_copies(unit)[0].reason == "import"


def test_a_store_in_memory_has_no_copies(store):
    assert keep_before(store, "import", NOON) is None
    assert not is_changed(store)
    with pytest.raises(StoreError, match="in memory"):
        keep_copy(store, reason="asked", at=NOON)


def test_without_room_for_three_no_copy_is_begun(unit, monkeypatch):
    usage = namedtuple("usage", "total used free")
    size = unit.stat().st_size
    monkeypatch.setattr(
        "app.store.space.shutil.disk_usage", lambda _: usage(9, 9, 3 * size - 1)
    )
    with pytest.raises(StoreError, match="three times the store"):
        copy_now(unit)
    assert list_copies(unit) == ()


def test_a_store_that_fails_its_check_is_marked_and_its_copies_stay(unit):
    good = [copy_now(unit, at=NOON - timedelta(days=300 + n)) for n in range(3)]
    held = {made.path.name for made in good} & {
        copy.path.name for copy in list_copies(unit)
    }
    break_event(unit)
    with pytest.raises(DamagedStore, match="failed a check"):
        copy_now(unit)
    assert damage_of(unit) is not None
    copies = list_copies(unit)
    assert held <= {copy.path.name for copy in copies}
    assert not copies[0].is_verified
    assert copies[0].note.fault
    assert newest_verified(copies).path.name in held
    assert thin(unit, NOON + timedelta(days=900)) == ()


def test_a_store_that_passes_again_is_no_longer_marked(unit):
    mark_damaged(unit, "A disk that stuttered.", at=NOON)
    copy_now(unit)
    assert damage_of(unit) is None


def test_thinning_takes_old_copies_away_with_what_is_known_of_them(unit, second):
    choose_second(unit, second, history=HISTORY)
    old = copy_now(unit, at=NOON - timedelta(days=10, hours=2))
    newer = copy_now(unit, at=NOON - timedelta(days=10))
    copy_now(unit)
    for folder in places_of(unit).all:
        names = {path.name for path in folder.iterdir()}
        assert old.path.name not in names
        assert note_file(old.path).name not in names
        assert newer.path.name in names


def test_what_a_dead_program_left_is_swept_and_another_windows_copy_is_not(unit):
    made = copy_now(unit)
    old, young = (made.path.with_name(f"{n}.db.part") for n in ("old", "young"))
    for path, age in ((old, 7200), (young, 60)):
        path.write_bytes(b"half")
        stamp = LATER.timestamp() - age
        os.utime(path, (stamp, stamp))
    copy_now(unit, at=LATER)
    assert not old.exists()
    assert young.exists()


def test_a_copy_that_rotted_is_found_by_its_check(unit):
    made = copy_now(unit)
    flip(made.path)
    checked = check_copy(made.path, of=unit, at=LATER)
    assert checked.fault
    (copy,) = list_copies(unit)
    assert not copy.is_verified
    assert copy.note.fault == checked.fault
    assert copy.note.verified_at == NOON


def test_a_copy_whose_note_claims_too_much_is_found_by_its_check(unit):
    made = copy_now(unit)
    content = orjson.loads(note_file(made.path).read_bytes())
    note_file(made.path).write_bytes(orjson.dumps(content | {"head": "00" * 32}))
    checked = check_copy(made.path, of=unit, at=LATER)
    assert "does not end where it did" in checked.fault


def test_a_copy_of_another_length_than_noted_is_not_called_verified(unit):
    made = copy_now(unit)
    with made.path.open("ab") as file:
        file.write(b"x")
    (copy,) = list_copies(unit)
    assert not copy.is_verified


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\x00" * 99])
def test_a_file_that_is_no_store_fails_its_check(unit, content):
    made = copy_now(unit)
    made.path.write_bytes(content)
    assert check_copy(made.path, of=unit, at=LATER).fault


def test_a_copy_that_is_gone_fails_its_check(unit):
    made = copy_now(unit)
    made.path.unlink()
    assert check_copy(made.path, of=unit, at=LATER).fault


def test_the_key_of_a_copy_goes_with_it(unit, second):
    choose_second(unit, second, history=HISTORY)
    old = copy_now(unit, at=NOON - timedelta(days=10, hours=2))
    for folder in places_of(unit).all:
        key_file(folder / old.path.name).write_bytes(b"key")
    copy_now(unit, at=NOON - timedelta(days=10))
    copy_now(unit)
    assert not any(
        key_file(folder / old.path.name).exists() for folder in places_of(unit).all
    )


def test_a_copy_comes_to_its_end_however_much_is_written_meanwhile(unit, monkeypatch):
    monkeypatch.setattr("app.store.copy.PAGES", 8)
    writer, number = open_store(unit), 0

    def write_again(done, total):
        """Change the store between two steps of the copy, without an end."""
        nonlocal number
        number += 1
        settings = replace(read_settings(writer), over_age=30 + number % 60)
        change_settings(writer, settings, who="x", at=NOON)

    with closing(writer), reading(unit) as store:
        copied = copy_store(store, unit.with_name("copy.db"), progress=write_again)
    assert number > 4
    with reading(copied.path) as copy:
        assert verify(copy).is_sound


def test_a_copy_dated_by_a_clock_that_was_ahead_does_not_hide_the_present_one(unit):
    copy_now(unit, at=NOON + timedelta(days=400))
    add_requests(unit)
    made = copy_now(unit, at=LATER)
    with reading(unit) as store:
        assert not is_changed(store)
        state = state_of(store)
    assert state.fingerprint == f"{made.note.sequence}-{made.note.head[:16]}"
    assert not state.is_due(LATER)


def test_an_age_before_it_was_made_is_not_called_just_now():
    assert age_words(timedelta(seconds=-30)) == "just now"
    assert age_words(timedelta(days=-400)) == "by a clock ahead of this one"


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_store_and_a_folder_with_names_that_are_no_text_have_copies(tmp_path):
    unit = tmp_path / os.fsdecode(b"unit \xff.db")
    create_unit(unit, Settings(), who="test", at=NOON).close()
    second = tmp_path / os.fsdecode(b"usb \xfe")
    second.mkdir()
    choose_second(unit, second, history=HISTORY)
    assert places_of(unit).second.parent == second
    made = copy_now(unit)
    assert made.places == 2
    asked = Question(copy=made.path, of=unit, as_at=date(2026, 3, 31))
    assert from_json(to_json(asked)) == asked


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_that_lies_in_the_way_is_taken_away_not_followed(unit, tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    made = copy_now(unit)
    part = note_file(made.path).with_name(f"{note_file(made.path).name}.part")
    for place in (
        part,
        reserve_file(unit),
        doubt_file(unit),
        marker_file(unit).with_name(f"{marker_file(unit).name}.part"),
    ):
        place.unlink(missing_ok=True)
        place.symlink_to(precious)
    write_note(made.path, made.note)
    keep_reserve(unit)
    keep_doubt(unit, "u")
    mark_damaged(unit, "It is damaged.", at=NOON)
    assert precious.read_text() == "mine"
    assert read_note(made.path) == made.note
    assert damage_of(unit) is not None


@pytest.mark.skipif(os.name == "nt", reason="paths are limited otherwise there")
def test_a_store_that_got_too_long_a_name_is_told_that_no_copy_can_be_written(unit):
    other = unit.rename(unit.with_name("u" * 230 + ".db"))
    with pytest.raises(OutputError, match="cannot be written"):
        copy_now(other)


def test_damage_found_while_a_copy_is_made_stays_marked(unit):
    def find_damage(_done, _total):
        if damage_of(unit) is None:
            mark_damaged(unit, "A page cannot be read.", at=LATER)

    with reading(unit) as store:
        keep_copy(store, reason="asked", at=NOON, progress=find_damage)
    assert damage_of(unit).found == "A page cannot be read."


def test_damage_is_told_also_where_it_cannot_be_marked(unit):
    break_event(unit)
    marker_file(unit).with_name(f"{marker_file(unit).name}.part").mkdir()
    with pytest.raises(DamagedStore, match="failed a check"):
        copy_now(unit)
