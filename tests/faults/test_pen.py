"""F11: of several who want the pen one has it; who slept neither loses nor harms."""

import os
import shutil
import signal
import time
from collections import Counter

import pytest

from app.sharing.opening import prepare_pen, prepare_reading, share_store
from app.sharing.working import PEN
from app.store import open_store, reading
from app.store.lock import holder_of
from app.store.merge import Verdict, merge, plan_merge
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.faults.racers import race
from tests.faults.rounds import dice, is_long, rounds
from tests.faults.sharer import NOW, Sharers, await_words, said
from tests.faults.tally import note

pytestmark = pytest.mark.timeout(1200)

LONG = float(os.environ.get("HEADROOM_FAULT_SECONDS", "240"))
"""Seconds that one part of the long set may take."""

RACES = [
    # mode, racers, quick, long, what
    ("claim", 2, 110, 100_000, "races for a free pen, 2 programs"),
    ("claim", 6, 40, 20_000, "races for a free pen, 6 programs"),
    ("take", 6, 30, 10_000, "takeovers of one stale pen, 6 programs"),
    ("dead", 6, 30, 10_000, "takeovers from a dead program, 6 programs"),
]


@pytest.mark.parametrize(("mode", "racers", "quick", "long", "what"), RACES)
def test_exactly_one_gets_the_pen(tmp_path, mode, racers, quick, long, what):
    done, winners = race(
        mode, tmp_path, racers=racers, rounds=rounds(quick, long), seconds=LONG
    )
    found = Counter(winners)
    note(fault="F11", what=what, tried=done, survived=found[1], lost=done - found[1])
    assert found == {1: done}
    assert done == quick or is_long()
    assert [path.name for path in tmp_path.iterdir()] == ["memory"]


def test_a_pen_given_back_and_claimed_again_is_never_in_two_hands(tmp_path):
    done, doubles = race(
        "churn", tmp_path, racers=4, rounds=rounds(40, 10_000), seconds=LONG
    )
    tried, lost = done * 4 * 3, sum(doubles)
    what = "claims that meet a release, 4 programs"
    note(fault="F11", what=what, tried=tried, survived=tried - lost, lost=lost)
    assert lost == 0


@pytest.mark.parametrize(
    ("mode", "racers", "fault"),
    [("check", 2, "look, then create"), ("replace", 6, "delete, then create")],
)
def test_control_a_lock_that_looks_first_lets_two_in(tmp_path, mode, racers, fault):
    done, winners = race(mode, tmp_path, racers=racers, rounds=150, seconds=20)
    wrong = sum(count > 1 for count in winners)
    note(
        fault="F11",
        what=f"control: {fault}",
        tried=0,
        survived=0,
        lost=0,
        control=f"double winners in {wrong} of {done}",
    )
    assert wrong > 0


@pytest.fixture(scope="module")
def sharers():
    made = Sharers()
    yield made
    made.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A shared folder with one generation."""
    place = tmp_path_factory.mktemp("template")
    (place / "share").mkdir()
    store = create_unit(place / "unit.db", Settings(), who="test", at=NOW)
    share_store(store, place / "share", place / "home", at=NOW).pen.release()
    store.close()
    return place / "share"


def sleep_and_wake(sharers, place, chance, *, pointer=False):
    """Freeze an owner at work, let another take over, and wake the first."""
    folder = place / "share"
    order = {
        "task": "work",
        "folder": str(folder),
        "every": 2,
        "pause": 0.001,
        "pointer": pointer,
    }
    first = {"host": "WS-17", "name": "A", "home": str(place / "a"), "acts": 400}
    first["log"] = str(place / "a.log")
    second = {"host": "WS-18", "name": "B", "home": str(place / "b"), "acts": 4}
    second["log"] = str(place / "b.log")
    child = sharers.begin(order | first)
    await_words(place / "a.log", "saved", chance.randint(1, 5))
    time.sleep(chance.random() * 0.03)
    os.kill(child, signal.SIGSTOP)
    other = sharers.begin(order | second | {"takes_over": True})
    await_words(place / "b.log", "finished")
    sharers.reap(other)
    os.kill(child, signal.SIGCONT)
    word = "saved" if pointer else "branch"
    await_words(place / "a.log", word, 1 if not pointer else 20)
    sharers.kill(child)
    return folder


def references(store):
    return {row[0] for row in store.query("SELECT reference FROM request")}


def lost_and_damaged(place, folder):
    """Return what nobody has any more of what was confirmed, and what is damaged."""
    confirmed = {*said(place / "a.log", "saved"), *said(place / "b.log", "saved")}
    wrong = []
    newest = prepare_reading(folder, place / "c")
    with reading(newest.path) as store:
        published = references(store)
        wrong += [verify(store).fault] if not verify(store).is_sound else []
    kept = set()
    for path in said(place / "a.log", "branch"):
        with reading(path) as store:
            kept = references(store)
            wrong += [verify(store).fault] if not verify(store).is_sound else []
    theirs = set(said(place / "b.log", "saved"))
    return confirmed - published - kept, theirs - published, wrong


def test_a_frozen_owner_that_wakes_harms_nothing_and_loses_nothing(
    sharers, template, tmp_path
):
    tried = survived = 0
    chance, ends = dice(11), time.monotonic() + 2 * LONG
    problems = []
    while tried < rounds(6, 1000) and time.monotonic() < ends:
        place = tmp_path / str(tried)
        shutil.copytree(template, place / "share")
        folder = sleep_and_wake(sharers, place, chance)
        lost, overwritten, wrong = lost_and_damaged(place, folder)
        is_whole = not lost and not overwritten and not wrong
        if is_whole and tried % 3 == 0:
            is_whole = brought_in(place, folder)
        tried, survived = tried + 1, survived + is_whole
        problems += [] if is_whole else [(lost, overwritten, wrong)]
        shutil.rmtree(place)
    note(
        fault="F11",
        what="owner frozen while it works, taken over, woken",
        tried=tried,
        survived=survived,
        lost=tried - survived,
    )
    assert problems == []


def brought_in(place, folder):
    """Bring the branch in where the pen is now; return whether all is there."""
    branch = said(place / "a.log", "branch")[0]
    ready = prepare_pen(folder, place / "b", at=NOW)
    store = open_store(ready.working.store)
    with reading(branch) as other:
        plan = plan_merge(store, other, at=NOW)
    merge(store, plan, source="branch", who="test", at=NOW)
    everything = {*said(place / "a.log", "saved"), *said(place / "b.log", "saved")}
    is_there = everything <= references(store) and verify(store).is_sound
    with reading(branch) as other:
        again = plan_merge(store, other, at=NOW).count(Verdict.TAKEN)
    store.close()
    ready.pen.release()
    return is_there and again == 0


def test_control_without_the_claim_the_woken_owner_overwrites(
    sharers, template, tmp_path
):
    chance, overwritten = dice(12), 0
    for turn in range(3):
        place = tmp_path / str(turn)
        shutil.copytree(template, place / "share")
        folder = sleep_and_wake(sharers, place, chance, pointer=True)
        overwritten += bool(lost_and_damaged(place, folder)[1])
    note(
        fault="F11",
        what="control: a pointer instead of a claim",
        tried=0,
        survived=0,
        lost=0,
        control=f"changes of the new owner lost in {overwritten} of 3",
    )
    assert overwritten > 0


def test_a_program_killed_with_the_pen_does_not_block_its_own_computer(
    sharers, template, tmp_path
):
    shutil.copytree(template, tmp_path / "share")
    order = {
        "task": "work",
        "folder": str(tmp_path / "share"),
        "every": 2,
        "host": "WS-17",
        "name": "A",
        "home": str(tmp_path / "a"),
        "acts": 400,
        "pause": 0.01,
        "log": str(tmp_path / "a.log"),
    }
    child = sharers.begin(order)
    await_words(tmp_path / "a.log", "saved", 3)
    sharers.kill(child)
    assert holder_of(tmp_path / "share" / PEN) is not None
    child = sharers.begin(order | {"acts": 2, "name": "A2"})
    await_words(tmp_path / "a.log", "finished")
    assert sharers.reap(child) == 0
