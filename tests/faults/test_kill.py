"""F1, P1, P30: the program is killed at a random moment of its work.

Everything that was confirmed is there, all checks are clean, the next start takes the
claim over and can say what the last change is. The control keeps its journal in memory
and is damaged now and then, so damage would be seen.
"""

import shutil
import time
from contextlib import closing

import pytest

from app.store import SCHEMA_VERSION, open_store
from app.store.latest import last_saved
from app.store.upgrade import copy_before_upgrade, version_of
from app.store.verify import verify
from tests.faults.rounds import dice, rounds, share
from tests.faults.tally import note
from tests.faults.work import fault_of, old_store, write_rows

PARTS = 2
MOST_OF_CONTROL = 400
SPILL = ("PRAGMA cache_size = 8", "PRAGMA cache_spill = 1")
"""Pages are written in the middle of a change, not only at its end."""


def clear(place):
    for old in place.parent.glob("unit*"):
        if old.suffix != ".reserve":
            old.unlink()


def fault_after(place, confirmed):
    """Open as at the next start; return what is wrong."""
    with closing(open_store(place)) as store:
        verdict, last = verify(store), last_saved(store)
        if not verdict.is_sound:
            return verdict.fault
        if not store.was_unclean:
            return "the unclean stop was not noticed"
        if last is None or last.number != verdict.operations or not last.sentence:
            return "the last change is not named"
    return fault_of(place, confirmed)


def tally(what, tried, wrong, control=""):
    about = {"tried": tried, "survived": tried - len(wrong), "lost": len(wrong)}
    note(fault="F1", what=what, **about, control=control)
    assert wrong == []


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_confirmed_is_there_after_a_kill(workers, fresh, tmp_path, part):
    place, wrong = tmp_path / "unit.db", []
    chosen = share(rounds(30, 4000), part, PARTS)
    for seed in chosen:
        chance = dice(seed)
        if chance.random() < 0.2 or not place.exists():
            clear(place)
            shutil.copyfile(fresh, place)
        settings = SPILL if chance.random() < 0.3 else ()
        order = {"task": "work", "place": str(place), "seed": seed}
        acts, pause = chance.randrange(1, 14), chance.random() * 0.004
        confirmed = workers.kill({**order, "settings": settings}, acts, pause)
        if fault := fault_after(place, confirmed):
            wrong.append(f"{seed}: {fault}")
            clear(place)
    tally("kill -9 at work", len(chosen), wrong)


def test_a_file_is_brought_in_whole_or_not_at_all(workers, fresh, tmp_path):
    place, wrong, tried = tmp_path / "unit.db", [], rounds(10, 500)
    order = {"task": "bring_in", "place": str(place), "seed": 0}
    order["file"] = str(write_rows(tmp_path / "rows.csv", 300))
    order["settings"] = SPILL
    for seed in range(tried):
        clear(place)
        shutil.copyfile(fresh, place)
        confirmed = workers.kill(order, 1, dice(seed).random() * 0.09)
        if fault := fault_of(place, confirmed):
            wrong.append(f"{seed}: {fault}")
    tally("kill -9 in an import", tried, wrong)


def test_a_copy_is_whole_or_not_there_after_a_kill(workers, fresh, tmp_path):
    place, wrong, tried = tmp_path / "unit.db", [], rounds(10, 500)
    shutil.copyfile(fresh, place)
    copy = tmp_path / "copy.db"
    for seed in range(tried):
        chance = dice(seed)
        order = {"task": "copy", "place": str(place), "seed": seed}
        confirmed = workers.kill(order, 2, chance.random() * 0.02)
        fault = fault_after(place, confirmed) or fault_of(copy)
        if fault:
            wrong.append(f"{seed}: {fault}")
    tally("kill -9 in a copy", tried, wrong)


def test_no_upgrade_is_ever_half_done(workers, tmp_path):
    place, wrong, tried = tmp_path / "unit.db", [], rounds(20, 1000)
    old, done = old_store("schema_12"), 0
    order = {"task": "upgrade", "place": str(place)}
    whole = min(seconds_of(workers, order, place, old) for _ in range(3))
    for seed in range(tried):
        clear(place)
        place.write_bytes(old)
        workers.kill(order, 1, dice(seed).random() * whole)
        fault, version = half_done(place)
        done += version == SCHEMA_VERSION
        fault = fault or fault_of(place)
        kept = copy_before_upgrade(place, 12)
        if not fault and (not kept.exists() or fault_of(kept)):
            fault = "there is no sound copy from before"
        if fault:
            wrong.append(f"{seed}: {fault}")
    about = {"tried": tried, "survived": tried - len(wrong), "lost": len(wrong)}
    control = f"{done} were done, {tried - done} not begun"
    note(fault="P30", what="kill -9 in an upgrade", **about, control=control)
    assert wrong == []


def seconds_of(workers, order, place, old):
    """Return how long an upgrade takes here when nobody kills it."""
    clear(place)
    place.write_bytes(old)
    begun = time.perf_counter()
    workers.ask(order)
    return time.perf_counter() - begun


def half_done(place):
    """Return what is wrong with a store that a killed upgrade left, and its version."""
    from app.store.engine import PLAIN

    with closing(PLAIN.connect(f"{place.as_uri()}?mode=rw")) as connection:
        version = version_of(connection)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    is_new = "safety_act" in names
    if version not in (12, SCHEMA_VERSION) or is_new != (version == SCHEMA_VERSION):
        return f"version {version}, though the new tables are there: {is_new}", version
    return "", version


def test_the_control_with_its_journal_in_memory_is_damaged(workers, fresh, tmp_path):
    """It is killed until that shows: by chance it takes two kills or fifty."""
    place, damaged, tried = tmp_path / "unit.db", 0, 0
    settings = (*SPILL, "PRAGMA journal_mode = MEMORY")
    while not damaged and tried < MOST_OF_CONTROL:
        clear(place)
        shutil.copyfile(fresh, place)
        order = {"task": "work", "place": str(place), "seed": tried}
        chance = dice(tried)
        acts, pause = chance.randrange(1, 6), chance.random() * 0.004
        workers.kill({**order, "settings": settings}, acts, pause)
        damaged += fault_of(place).startswith("damaged")
        tried += 1
    words = f"journal in memory: damaged at kill {tried}"
    note(fault="F1", what="kill -9 at work", tried=0, survived=0, lost=0, control=words)
    assert damaged
