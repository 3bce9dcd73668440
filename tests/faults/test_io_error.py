"""F3, F4, P3: the k-th call to the disk fails, once or from then on for good.

Nothing is damaged, and what the user is told is true: saved, not saved, or not known
yet, and then what is told as soon as the disk can be read again. The control tells "not
saved" whenever the commit reports an error, which is a lie every now and then.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import AppError, UncertainSave
from app.store import open_store, saving
from app.store.doubt import keep_doubt
from tests.faults.apsw_files import on_vfs
from tests.faults.faulty import KINDS, Faulty
from tests.faults.rounds import dice, is_long, rounds, share
from tests.faults.tally import note
from tests.faults.work import (
    Work,
    fault_of,
    new_store,
    old_store,
    state_of,
    write_rows,
)

PARTS = 3
FAULTS = rounds(480, 100_000)
"""How many faults to try at most: the long run tries every one that there is."""


@dataclass(frozen=True)
class Fault:
    act: str
    number: int | str
    kind: str
    is_lasting: bool


@dataclass(frozen=True)
class Told:
    """What the user was told of a change, and how it was."""

    told: str
    later: bool | None
    is_there: bool
    fault: str

    @property
    def is_true(self) -> bool:
        if self.fault:
            return False
        if self.told == "unknown":
            return self.later == self.is_there
        return self.is_there == (self.told == "saved")


@dataclass
class Bench:
    """A store that is made anew for each fault."""

    folder: Path
    fresh: Path
    vfs: Faulty

    @property
    def place(self) -> Path:
        return self.folder / "unit.db"

    def renew(self, fresh: bytes | None = None) -> None:
        for old in self.folder.glob("unit.db-journal"):
            old.unlink()
        if fresh is None:
            shutil.copyfile(self.fresh, self.place)
        else:
            self.place.write_bytes(fresh)

    def try_fault(self, fault: Fault) -> Told:
        self.renew()
        with on_vfs(self.place, "faulty"):
            store = open_store(self.place)
            requests = store.query("SELECT uid FROM request ORDER BY id")
            work = Work(store, "NEW", 100, [row["uid"] for row in requests])
            before, later = store.last[0], None
            self.vfs.arm(fault.number, fault.kind, fault.is_lasting)
            told = self._told(work, fault.act)
            self.vfs.is_armed = False
            if told == "unknown":  # the disk can be read again
                later = saving.settle(store)
            store.close()
        found, last = state_of(self.place)
        return Told(told, later, last > before, found)

    def _told(self, work: Work, act: str) -> str:
        try:
            if act == "bring_in":
                work.bring_in(self.folder / "rows.csv")
            else:
                getattr(work, act)()
        except UncertainSave:
            return "unknown"
        except AppError:
            return "not saved"
        return "saved"

    def every_fault(self, acts: tuple[str, ...]) -> Iterator[Fault]:
        """Every call of each act, failing in each way."""
        for act in acts:
            self.try_fault(Fault(act, 0, "error", False))
            for number in range(1, len(self.vfs.calls) + 1):
                for kind in KINDS:
                    yield Fault(act, number, kind, False)
                    yield Fault(act, number, kind, True)


@pytest.fixture
def bench(tmp_path, monkeypatch):
    # APSW complains of an error while it puts a statement away, sqlite3 does not
    monkeypatch.setattr(sys, "unraisablehook", lambda about: None)
    folder = tmp_path / "bench"
    folder.mkdir()
    write_rows(folder / "rows.csv", 40)
    vfs = Faulty("faulty")
    yield Bench(folder, new_store(tmp_path / "fresh.db"), vfs)
    vfs.unregister()


def some(faults, part):
    """A part of them all, or of as many as are wanted, the same ones every time."""
    every = list(faults)
    if len(every) > FAULTS:
        every = dice(1).sample(every, FAULTS)
    return [every[place] for place in share(len(every), part, PARTS)]


def report(what, outcomes, control=""):
    wrong = [each for each in outcomes if not each[1].is_true]
    tried = len(outcomes)
    about = {"tried": tried, "survived": tried - len(wrong), "lost": len(wrong)}
    note(fault="F3", what=what, **about, control=control)
    assert wrong == []


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_told_of_a_change_is_true_when_the_disk_fails(bench, part):
    acts = ("submit", "amend", "move", "many", "bring_in")
    chosen = some(bench.every_fault(acts), part)
    report("k-th call fails", [(one, bench.try_fault(one)) for one in chosen])


def test_the_control_that_does_not_look_it_up_tells_lies(bench, monkeypatch):
    monkeypatch.setattr(saving, "settle", lambda store: False)
    bench.try_fault(Fault("amend", 0, "error", False))
    last = len(bench.vfs.calls)
    tried = [
        bench.try_fault(Fault("amend", number, "late", False))
        for number in range(last - 12, last + 1)
    ]
    lies = [one for one in tried if one.told == "not saved" and one.is_there]
    assert lies
    words = f"without a look {len(lies)} of {len(tried)} lied"
    note(fault="F3", what="k-th call fails", tried=0, survived=0, lost=0, control=words)


def test_a_commit_that_fails_and_happened_is_told_as_saved(bench):
    """F4: the truncation of the journal is done, and reports an error."""
    once = bench.try_fault(Fault("submit", "truncate", "late", False))
    assert (once.told, once.is_there) == ("saved", True)
    lasting = bench.try_fault(Fault("submit", "truncate", "late", True))
    assert (lasting.told, lasting.later) == ("unknown", True)
    batch = bench.try_fault(Fault("many", 1, "error", False))
    assert (batch.told, batch.is_there) == ("not saved", False)
    note(fault="F4", what="COMMIT errs, yet happened", tried=3, survived=3, lost=0)


def test_nothing_is_entered_twice_while_a_change_is_in_doubt(bench):
    bench.renew()
    asked = []
    with on_vfs(bench.place, "faulty"):
        store = open_store(bench.place)
        store.on_uncertain = lambda: asked.append(store.uncertain)
        work = Work(store, "NEW")
        work.submit()
        work.amend()
        bench.vfs.arm("truncate", "late", True)
        with pytest.raises(UncertainSave, match="not known yet whether it was saved"):
            work.amend()
        assert asked == [store.uncertain]
        with pytest.raises(UncertainSave):  # the disk is still not there
            work.amend()
        bench.vfs.disarm()
        with pytest.raises(AppError, match="was saved after all; this one was not"):
            work.amend()
        work.amend()
        store.close()
    assert fault_of(bench.place) == ""


def test_a_change_in_doubt_is_looked_up_at_the_next_start(bench):
    """The program ends before the disk can be read again."""
    bench.renew()
    with on_vfs(bench.place, "faulty"):
        store = open_store(bench.place)
        work = Work(store, "NEW")
        work.submit()
        bench.vfs.arm("truncate", "late", True)
        with pytest.raises(UncertainSave):
            work.amend()
        store.close()
        bench.vfs.disarm()
    with closing(open_store(bench.place)) as store:
        assert store.remark == "The change that was in doubt was saved."
    keep_doubt(bench.place, "no such operation")
    with closing(open_store(bench.place)) as store:
        assert "was not saved: please enter it again" in store.remark
    with closing(open_store(bench.place)) as store:  # it is said once
        assert store.remark == ""


def test_an_upgrade_is_whole_or_not_begun_when_the_disk_fails(bench):
    before = old_store("schema_12")
    vfs, every = bench.vfs, []

    def upgrade(number, kind, is_lasting):
        bench.renew(before)
        vfs.arm(number, kind, is_lasting)
        with on_vfs(bench.place, "faulty"), suppress(AppError):
            open_store(bench.place, before_upgrade=lambda store: None).close()
        vfs.is_armed = False

    upgrade(0, "error", False)
    calls = len(vfs.calls)
    every = [(k, kind) for k in range(1, calls + 1) for kind in KINDS]
    chosen = dice(2).sample(every, rounds(60, min(len(every), 3000)))
    bad = []
    for number, kind in chosen:
        upgrade(number, kind, is_long() and number % 2 == 0)
        bad += [found] if (found := fault_of(bench.place)) else []
    about = {"tried": len(chosen), "survived": len(chosen) - len(bad), "lost": len(bad)}
    note(fault="F3", what="k-th call of an upgrade fails", **about)
    assert bad == []
