"""A change saved with the disk synchronised, beside a plain UPDATE and its commit.

The peer does one ``UPDATE`` of a copy of the table in the same journal mode and nothing
else: no events, no chain, no check of what is legal.
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

from app.conduct.amend import amend, undo
from app.store import open_store

RUNS = 25
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
_SOME = "SELECT uid FROM request WHERE status = 'ACCEPTED' ORDER BY id LIMIT 50"


def main(store: Path) -> dict[str, float]:
    """Return milliseconds of a change, of taking it back, and of the plain update."""
    copy = store.with_name("saving.db")
    copyfile(store, copy)
    try:
        uids, saved, undone = ours(copy)
        plain = theirs(copy, uids)
    finally:
        copy.unlink()
    return {"saved": saved, "undone": undone, "plain": plain}


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
