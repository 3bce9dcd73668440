"""Copies, their full check and the rehearsal, in a process of its own.

``python -m benchmarks.keeping STORE [UNIT]`` prints as JSON what copies of STORE take,
in seconds: a copy taken, checked by SQLite and synchronised (peer: the file copied by
the system and synchronised, which proves nothing and harms a store in use); the same
with the full check of its history; the rehearsal; the longest time for which the thread
of a window with a clock of 5 ms stood still meanwhile. Then, in milliseconds, a change
of one request of UNIT by itself, while a copy is made, and while 10,000 futures are
played.
"""

import gc
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.conduct.amend import amend
from app.demo.build import make_demo
from app.keeping.drill import rehearse
from app.keeping.make import keep_copy
from app.progress import Progress, no_progress
from app.store import Store, open_store, reading
from app.store.copy import copy_store
from benchmarks.plan import DEMO

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAVES = 200
ROUNDS = 2
_SOME = "SELECT uid FROM request WHERE status = 'ACCEPTED' ORDER BY id LIMIT 50"


def main(store: Path, unit: Path = DEMO) -> dict[str, float]:
    """Return what copies of ``store`` take, and changes of ``unit`` meanwhile."""
    if not unit.exists():
        make_demo(unit).close()
    with own(unit) as path:
        found = saving(path)
    with own(store) as path:
        found |= {"size_mb": path.stat().st_size / 1e6}
        found["taken"] = least(lambda: take(path))
        found["plain"] = least(lambda: plain(path))
        found["proved"], found["pause"], found["idle_pause"] = beside_window(path)
        found["drill"] = least(lambda: rehearse(path), rounds=1)
    return found


@contextmanager
def own(store: Path) -> Iterator[Path]:
    """Give a copy of a store that may be changed, brought up to date."""
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        path = Path(folder) / "unit.db"
        shutil.copyfile(store, path)
        open_store(path).close()
        yield path


def least(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least seconds of some rounds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def take(path: Path) -> None:
    """Take a copy as the program does: checked by SQLite, synchronised, read back."""
    with reading(path) as store:
        copy_store(store, path.with_name("taken.db"))


def plain(path: Path) -> None:
    """Copy the file and synchronise it, as another program would."""
    target = path.with_name("plain.db")
    shutil.copyfile(path, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def keep(path: Path, progress: Progress) -> None:
    """Make a copy with its full check, through a connection of its own."""
    with reading(path) as store:
        keep_copy(store, reason="asked", at=datetime.now(UTC), progress=progress)


def beside_window(path: Path) -> tuple[float, float, float]:
    """Return seconds of a proved copy, the longest pause meanwhile, and without it."""
    from functools import partial

    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    from ui.job import Job

    gc.disable()  # as in the window: see ui/collector.py
    application = QApplication.instance() or QApplication([])
    label, loop, job = QLabel("0"), QEventLoop(), Job(application)
    label.show()
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        label.setText(str(len(gaps)))
        label.repaint()
        last = time.perf_counter()

    clock = QTimer(interval=5)
    clock.timeout.connect(tick)
    clock.start()
    QTimer.singleShot(3000, loop.quit)
    loop.exec()
    idle = max(gaps[10:])
    gaps.clear()
    job.failed.connect(fail)
    job.finished.connect(loop.quit)
    begun = time.perf_counter()
    job.start(partial(keep, path))
    loop.exec()
    gc.enable()
    return time.perf_counter() - begun, max(gaps), idle


def fail(error: Exception) -> None:
    """End with what went wrong."""
    raise SystemExit(str(error))


def saving(path: Path) -> dict[str, float]:
    """Return milliseconds that a change takes by itself and beside other work."""
    with closing(open_store(path)) as store:
        uids = [str(row[0]) for row in store.query(_SOME)]
        change(store, uids, 20)  # warms the caches
        alone = change(store, uids, SAVES)
        copying = beside(lambda: keep(path, no_progress), store, uids)
        simulating = beside(lambda: simulate(path), store, uids)
    return {
        **figures("save", alone),
        **figures("save_copying", copying),
        **figures("save_simulating", simulating),
    }


def figures(name: str, times: list[float]) -> dict[str, float]:
    """Return the median and the slowest of a hundred, in milliseconds."""
    ordered = sorted(times)
    slow = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return {f"{name}_p50": statistics.median(ordered) * 1e3, f"{name}_p99": slow * 1e3}


def beside(work: Callable[[], object], store: Store, uids: list[str]) -> list[float]:
    """Return the times of changes that are made while a thread works."""
    thread = threading.Thread(target=work)
    thread.start()
    times: list[float] = []
    while thread.is_alive():
        times += change(store, uids, 1)
        time.sleep(0.02)  # a person, not a flood
    thread.join()
    return times


def change(store: Store, uids: list[str], count: int) -> list[float]:
    """Make some changes and return the seconds that each took."""
    about: dict[str, Any] = {"who": "benchmark", "at": AT}
    times = []
    for number in range(count):
        facts = {"division": f"DIV_{time.perf_counter_ns() % 1000}"}
        begun = time.perf_counter()
        amend(store, uids[number % len(uids)], facts, on=AT.date(), **about)
        times.append(time.perf_counter() - begun)
    return times


def simulate(path: Path) -> None:
    """Play 10,000 futures of 104 weeks, as the Plan page does."""
    from app.reports.facts import read_facts
    from app.reports.simulation_facts import situation_of
    from app.scenario.run import run
    from app.scenario.scenario import BASE
    from app.scenario.study import study_of

    with reading(path) as store:
        situation = situation_of(store, read_facts(store, AT.date()))
    run(study_of(situation, seed=1, weeks=104), BASE, replications=10_000)


if __name__ == "__main__":
    print(json.dumps(main(*map(Path, sys.argv[1:]))))
