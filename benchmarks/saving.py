"""A change saved with the disk synchronised, beside a plain UPDATE and its commit.

The peer does one ``UPDATE`` of a copy of the table in the same journal mode and nothing
else: no events, no chain, no check of what is legal. Of many changes the slowest in a
hundred is told too, and again with a disk whose every sync takes 10 ms.
"""

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import apsw

from app.conduct.amend import amend, undo
from app.store import open_store
from tests.faults.apsw_files import on_vfs

RUNS = 25
MANY, FEW = 2000, 200
"""Changes of which the slowest in a hundred is told; fewer where a sync is slow."""
SYNC = 0.010
"""Seconds that a sync takes on an old disk."""
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
_SOME = "SELECT uid FROM request WHERE status = 'ACCEPTED' ORDER BY id LIMIT 50"


def main(store: Path) -> dict[str, float]:
    """Return milliseconds of a change, of taking it back, and of the plain update.

    ``p99`` is of many changes, ``p99_slow`` with slow syncs.
    """
    copy = store.with_name("saving.db")
    copyfile(store, copy)
    try:
        uids, saved, undone = ours(copy)
        plain = theirs(copy, uids)
        p99, p99_slow = slowest(copy, uids, MANY), with_slow_syncs(copy, uids)
    finally:
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
    found = {"saved": saved, "undone": undone, "plain": plain}
    return {**found, "p99": p99, "p99_slow": p99_slow}


def ours(path: Path) -> tuple[list[str], float, float]:
    """Return the requests changed, and the times of a change and of its undo."""
    about = {"who": "benchmark", "at": AT}
    saved, undone = [], []
    with closing(open_store(path)) as store:
        uids = [str(row[0]) for row in store.query(_SOME)]
        for number in range(RUNS):
            uid, facts = uids[number % len(uids)], {"division": f"DIV_{number}"}
            begun = time.perf_counter()
            done = amend(store, uid, facts, on=AT.date(), **about)
            saved.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            undo(store, done, **about)
            undone.append(time.perf_counter() - begun)
    return uids, median(saved), median(undone)


def theirs(path: Path, uids: list[str]) -> float:
    """Return the time of a plain update that is committed and synchronised."""
    peer = path.with_name("saving-peer.db")
    peer.unlink(missing_ok=True)
    connection = sqlite3.connect(peer, isolation_level=None)
    connection.execute("ATTACH ? AS store", (str(path),))
    connection.execute("CREATE TABLE request AS SELECT * FROM store.request")
    connection.execute("CREATE UNIQUE INDEX request_uid ON request (uid)")
    connection.execute("DETACH store")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = 2")

    def change(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE request SET division = ?, version = version + 1 WHERE uid = ?",
            (f"DIV_{number}", uids[number % len(uids)]),
        )
        connection.execute("COMMIT")

    with closing(connection):
        found = median([timed(change, number) for number in range(RUNS)])
    peer.unlink()
    return found


def slowest(path: Path, uids: list[str], changes: int) -> float:
    """Return the milliseconds that all but one change in a hundred are saved in."""
    with closing(open_store(path)) as store:

        def change(number: int) -> None:
            uid = uids[number % len(uids)]
            facts = {"division": f"DIV_{number}"}
            amend(store, uid, facts, on=AT.date(), who="benchmark", at=AT)

        times = sorted(timed(change, number) for number in range(changes))
    return times[changes * 99 // 100] * 1000


class SlowDisk(apsw.VFS):
    """The machine's own files, each sync of which takes its time."""

    def __init__(self) -> None:
        super().__init__("slow", "")

    def xOpen(self, name, flags):  # type: ignore[no-untyped-def]
        """Open a file."""
        return SlowFile(name, flags)


class SlowFile(apsw.VFSFile):
    """A file of such a disk."""

    def __init__(self, name, flags) -> None:  # type: ignore[no-untyped-def]
        super().__init__("", name, flags)

    def xSync(self, flags: int) -> None:
        """Bring what was written to the disk, slowly."""
        time.sleep(SYNC)
        super().xSync(flags)


def with_slow_syncs(path: Path, uids: list[str]) -> float:
    """Return the same with syncs of 10 ms, through APSW."""
    disk = SlowDisk()
    try:
        with on_vfs(path, "slow"):
            return slowest(path, uids, FEW)
    finally:
        disk.unregister()


def timed(act: Callable[[int], None], number: int) -> float:
    """Return the seconds that an act takes."""
    begun = time.perf_counter()
    act(number)
    return time.perf_counter() - begun


def median(seconds: list[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(seconds) * 1000


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
