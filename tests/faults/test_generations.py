"""F12: a reader sees whole generations only, whatever the share remembers or loses."""

import json
import os
import shutil
import time

import pytest

from app.sharing import generation
from app.sharing.generation import fetch, numbers, read_commit, record_name
from app.sharing.opening import share_store
from app.sharing.publish import publish
from app.sharing.working import working_at
from app.store import open_store, reading
from app.store.chain import last_head
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.faults.rounds import dice, rounds
from tests.faults.sharer import NOW, Sharers, await_words, said, save
from tests.faults.tally import note

pytestmark = pytest.mark.timeout(1200)

LONG = float(os.environ.get("HEADROOM_FAULT_SECONDS", "300"))
"""Seconds that one part of the long set may take."""
GENERATIONS = 5


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A shared folder with five generations."""
    place = tmp_path_factory.mktemp("template")
    folder = place / "share"
    folder.mkdir()
    store = create_unit(place / "unit.db", Settings(), who="test", at=NOW)
    ready = share_store(store, folder, place / "home", at=NOW)
    store.close()
    store, working = open_store(ready.working.store), ready.working
    for number in range(2, GENERATIONS + 1):
        save(store, {"name": "DF", "host": "test"}, number)
        working = publish(store, working, at=NOW).working
    store.close()
    ready.pen.release()
    return folder


@pytest.fixture
def folder(template, tmp_path):
    shutil.copytree(template, tmp_path / "share")
    return tmp_path / "share"


# ---- Killed while publishing --------------------------------------------------------


def test_readers_see_whole_generations_while_the_publisher_is_killed(
    template, tmp_path
):
    shutil.copytree(template, tmp_path / "share")
    sharers, chance = Sharers(), dice(21)
    order = {"folder": str(tmp_path / "share")}
    reader = {
        **order,
        "task": "read",
        "host": "WS-18",
        "home": str(tmp_path / "b"),
        "log": str(tmp_path / "b.log"),
        "stop": str(tmp_path / "stop"),
    }
    watching = sharers.begin(reader)
    tried, ends = 0, time.monotonic() + LONG
    while tried < rounds(60, 5000) and time.monotonic() < ends:
        log = tmp_path / f"a{tried}.log"
        child = sharers.begin(
            {
                **order,
                "task": "work",
                "host": "WS-17",
                "home": str(tmp_path / "a"),
                "name": f"A{tried}",
                "acts": 1000,
                "every": 1,
                "log": str(log),
            }
        )
        await_words(log, "saved")
        time.sleep(chance.random() * 0.1)
        sharers.kill(child)
        tried += 1
    (tmp_path / "stop").touch()
    sharers.reap(watching)
    sharers.close()
    seen, invalid = (said(tmp_path / "b.log", word) for word in ("read", "invalid"))
    confirmed = {
        reference
        for path in tmp_path.glob("a*.log")
        for reference in said(path, "saved")
    }
    with reading(working_at(tmp_path / "a", tmp_path / "share").store) as store:
        kept = {row[0] for row in store.query("SELECT reference FROM request")}
        is_sound = verify(store).is_sound
    lost = len(invalid) + len(confirmed - kept)
    note(
        fault="F11",
        what=f"publisher killed, readers polling ({len(seen):,} generations read)",
        tried=tried,
        survived=tried - lost,
        lost=lost,
    )
    assert invalid == []
    assert confirmed <= kept
    assert is_sound
    assert len(seen) > 1


# ---- What the share remembers wrongly -----------------------------------------------


def hide_file(folder, number, chance):
    (folder / read_commit(folder, number).file).unlink()


def cut_file(folder, number, chance):
    path = folder / read_commit(folder, number).file
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def flip_bit(folder, number, chance):
    path = folder / read_commit(folder, number).file
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def old_content(folder, number, chance):
    older = read_commit(folder, chance.randint(1, number - 1))
    shutil.copyfile(folder / older.file, folder / read_commit(folder, number).file)


def half_record(folder, number, chance):
    path = folder / record_name(number)
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content) - 1)])


def old_record(folder, number, chance):
    older = folder / record_name(chance.randint(1, number - 1))
    shutil.copyfile(older, folder / record_name(number))


def no_record(folder, number, chance):
    (folder / record_name(number)).unlink()


def empty_file(folder, number, chance):
    (folder / read_commit(folder, number).file).write_bytes(b"")


WRONGS = (hide_file, cut_file, flip_bit, old_content, half_record, old_record)
WRONGS = (*WRONGS, no_record, empty_file)


def heads(folder):
    """Return what each generation must look like."""
    found = (read_commit(folder, number) for number in numbers(folder))
    return {commit.number: commit.head for commit in found}


def spoil(folder, chance):
    """Make some of the highest generations wrong; return which."""
    spoilt = set()
    for number in range(GENERATIONS, GENERATIONS - chance.randint(1, 3), -1):
        chance.choice(WRONGS)(folder, number, chance)
        spoilt.add(number)
    return spoilt


def test_the_highest_generation_that_is_whole_is_read(template, tmp_path):
    chance, right = dice(22), heads(template)
    tried, survived, ends = 0, 0, time.monotonic() + LONG
    while tried < rounds(60, 5000) and time.monotonic() < ends:
        folder, target = tmp_path / "share", tmp_path / "copy.db"
        shutil.copytree(template, folder)
        spoilt = spoil(folder, chance)
        found = fetch(folder, target)
        with reading(target) as store:
            survived += (
                found.commit.number == GENERATIONS - len(spoilt)
                and last_head(store).hex() == right[found.commit.number]
                and verify(store).is_sound
            )
        shutil.rmtree(folder)
        tried += 1
    note(
        fault="F12",
        what="files and records wrong in the highest generations",
        tried=tried,
        survived=survived,
        lost=tried - survived,
    )
    assert survived == tried


def test_control_without_looking_at_the_digest_a_wrong_state_is_read(folder, tmp_path):
    chance, right, wrong = dice(23), heads(folder), 0
    for _ in range(10):
        old_content(folder, GENERATIONS, chance)
        commit = read_commit(folder, GENERATIONS)
        target = tmp_path / "copy.db"
        shutil.copyfile(folder / commit.file, target)
        with reading(target) as store:
            wrong += last_head(store).hex() != right[GENERATIONS]
    note(
        fault="F12",
        what="control: the file opened by its name alone",
        tried=0,
        survived=0,
        lost=0,
        control=f"another state read in {wrong} of 10",
    )
    assert wrong > 0


def test_an_old_listing_shows_an_older_whole_generation(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "numbers", lambda _folder: [3, 2, 1])
    assert fetch(folder, tmp_path / "copy.db").commit.number == 3


def test_a_listing_that_names_what_is_gone_shows_what_is_there(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(generation, "numbers", lambda _folder: [9, 8, 5, 4])
    found = fetch(folder, tmp_path / "copy.db")
    assert found.commit.number == 5
    assert len(found.passed) == 2


def test_an_old_listing_never_leads_a_reader_back(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "numbers", lambda _folder: [3, 2, 1])
    assert fetch(folder, tmp_path / "copy.db", above=5) is None


def test_an_old_listing_does_not_give_a_number_twice(folder, tmp_path, monkeypatch):
    from app.sharing import publish as publishing
    from app.sharing.opening import prepare_pen

    ready = prepare_pen(folder, tmp_path / "a", at=NOW)
    store = open_store(ready.working.store)
    save(store, {"name": "B", "host": "test"}, 1)
    taken = json.loads((folder / record_name(5)).read_text()) | {"number": 6}
    (folder / record_name(6)).write_text(json.dumps(taken))
    monkeypatch.setattr(publishing, "numbers", lambda _folder: [5, 4, 3, 2, 1])
    monkeypatch.setattr(publishing, "newest_commit", lambda _folder: None)
    with pytest.raises(publishing.Overtaken):
        publish(store, ready.working, at=NOW)
    assert json.loads((folder / record_name(6)).read_text()) == taken
    store.close()
    ready.pen.release()
