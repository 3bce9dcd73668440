"""F6, P4: the disk is full, at every free size; so is a quota.

The program does not die, the store is sound and holds what was confirmed, the user
reads what is safe, and the reserve lets at least fifty further changes be saved and a
list exported.
"""

import os
import shutil

import pytest

from app.errors import StoreError
from app.store import open_store, reserve
from app.store.reserve import SIZE, drop_reserve, keep_reserve, reserve_file
from tests.faults.rounds import rounds
from tests.faults.small_disks import KINDS, small_disk
from tests.faults.tally import note
from tests.faults.work import Work, fault_of

FURTHER = 20
"""Rounds of three changes each that must fit into the reserve."""

SIZES = {"tmpfs": rounds(4, 40), "ext4": rounds(2, 40), "quota": rounds(4, 40)}


def fill_up(folder, left):
    """Fill a disk until ``left`` bytes are free."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        room = shutil.disk_usage(folder).free - left
        for _ in range(max(0, room) >> 12):
            file.write(bytes(4096))
        file.flush()
        os.fsync(file.fileno())


def clear(folder):
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()


def told(said, first):
    return [each.partition(" ")[2] for each in said if each.startswith(first)]


def fault_when_full(workers, fresh, folder, left):
    clear(folder)
    place = folder / "unit.db"
    shutil.copyfile(fresh, place)
    open_store(place).close()  # makes the reserve
    if not reserve_file(place).exists():
        return "there is no reserve"
    fill_up(folder, left)
    order = {"task": "fill", "place": str(place), "seed": left, "further": FURTHER}
    said = workers.ask(order)
    if said[-1] != "ended 0" or told(said, "crashed"):
        return f"not told: {said[-3:]}"
    again = said.index("again")
    first, then = said[:again], said[again:]
    refused = told(first, "unsaved")
    (folder / "filler").unlink()
    if "short" in first and left < 70_000:  # it was given up so that it could be opened
        few = len(told(first, "confirmed")) < 50
        return "few changes" if few else fault_of(place, told(said, "confirmed"))
    if not any("is safe. Room for some more changes" in each for each in refused):
        return f"what is told: {refused}"
    if len(told(then, "confirmed")) < 50 or told(then, "unsaved"):
        return f"after the reserve was given up: {then}"
    if "exported" not in said:
        return "no export"
    return fault_of(place, told(said, "confirmed"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_kills_nothing_and_costs_nothing(workers, fresh, tmp_path, kind):
    sizes = SIZES[kind]
    with small_disk(kind, tmp_path) as folder:
        found = {
            left: fault_when_full(workers, fresh, folder, left)
            for left in (300_000 * step // sizes for step in range(sizes))
        }
    wrong = {left: fault for left, fault in found.items() if fault}
    about = {"tried": sizes, "survived": sizes - len(wrong), "lost": len(wrong)}
    note(fault="F6", what=f"{kind} full at each size", **about)
    assert wrong == {}


def test_a_quota_kills_nothing_and_costs_nothing(workers, fresh, tmp_path):
    """A limit on the size of a file, which SQLite reports as an error of the disk."""
    place, wrong, sizes = tmp_path / "unit.db", {}, SIZES["quota"]
    for step in range(sizes):
        shutil.copyfile(fresh, place)
        limit = place.stat().st_size + step * 40_000 // sizes
        order = {"task": "fill", "place": str(place), "seed": step, "further": 17}
        said = workers.ask({**order, "limit": limit})
        again = said.index("again")
        is_odd = said[-1] != "ended 0" or told(said, "crashed")
        if is_odd or told(said[again:], "unsaved") or "exported" not in said:
            wrong[limit] = said
        elif not all("not saved" in each for each in told(said, "unsaved")):
            wrong[limit] = told(said, "unsaved")
        elif fault := fault_of(place, told(said, "confirmed")):
            wrong[limit] = fault
    about = {"tried": sizes, "survived": sizes - len(wrong), "lost": len(wrong)}
    note(fault="F6", what="quota at each size", **about)
    assert wrong == {}


def test_the_reserve_is_private_and_has_real_blocks(fresh):
    open_store(fresh).close()
    found = reserve_file(fresh).stat()
    assert found.st_size == SIZE
    assert found.st_mode & 0o777 == 0o600
    assert found.st_blocks * 512 >= SIZE


def test_the_reserve_is_not_what_fills_a_disk(fresh, monkeypatch):
    drop_reserve(fresh)
    free = shutil.disk_usage(fresh.parent)._replace(free=3 * SIZE)
    monkeypatch.setattr(reserve.shutil, "disk_usage", lambda folder: free)
    assert not keep_reserve(fresh)
    assert not reserve_file(fresh).exists()


def test_the_reserve_is_made_again_once_there_is_room(fresh):
    store = open_store(fresh)
    pages = store.value("PRAGMA page_count")
    store.value(f"PRAGMA max_page_count = {pages}")  # SQLite takes it for a full disk
    work = Work(store)
    with pytest.raises(StoreError, match=r"Your last saved change .* is safe") as full:
        for _ in range(200):
            work.submit()
            work.number += 1
    assert "Room for some more changes was set free" in full.value.remedy
    assert not reserve_file(fresh).exists()
    store.value("PRAGMA max_page_count = 100000")
    work.submit()
    assert reserve_file(fresh).exists()
    store.close()
