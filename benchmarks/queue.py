"""The queue of five thousand open requests, beside pandas on the same columns."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from app.casework.waiting import Waiting
from app.planning.queue import Queue
from app.reports.facts import limits_of_facts, read_facts
from app.reports.queue import queue_of
from app.store import Store, reading
from app.store.queue import read_open, read_queue

DAY = date(2026, 11, 1)
WEEK = date(2026, 11, 2)
_SELECT = """
    SELECT uid, reference, status, priority, score, received_on, original_target_on,
           examination_type, effort_estimated, effort_spent, examiner, hold_reason
      FROM request WHERE status IN ('ACCEPTED', 'ALLOCATED', 'IN_PROGRESS', 'ON_HOLD',
                                    'EXTERNAL', 'REVIEW', 'READY')
"""


def ours(store: Store, make: Callable[[Sequence[Waiting]], Queue]) -> list[str]:
    """Return references in order of service: read, ranked, with lines and weeks."""
    queue = make(read_queue(store))
    queue.lines(WEEK)
    return [row.waiting.reference for row in queue.ranked]


def theirs(store: Store) -> list[str]:
    """Return the same order by pandas, without dates, lines per skill or reasons."""
    frame = pd.read_sql_query(_SELECT, store.connection)
    received = pd.to_datetime(frame["received_on"])
    waited = (pd.Timestamp(DAY) - received).dt.days.clip(lower=0)
    target = (pd.to_datetime(frame["original_target_on"]) - received).dt.days.clip(
        lower=1
    )
    place = frame["priority"].str[1].astype(int)
    frame["class"] = place - ((waited / target > 2) & (place > 2))
    frame["idle"] = frame["status"] != "IN_PROGRESS"
    frame["points"] = -frame["score"].astype(float)
    order = ["class", "idle", "points", "received_on", "reference"]
    frame = frame.sort_values(order)
    hours = (frame["effort_estimated"] - frame["effort_spent"]).clip(lower=0)
    hours.groupby(frame["examination_type"]).cumsum()
    return list(frame["reference"])


def best_of(work: Callable[[], object], times: int = 9) -> float:
    """Return the shortest time of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def main(path: Path) -> dict[str, float]:
    """Return both times in milliseconds; stop if the two orders do not agree."""
    with reading(path) as store:
        facts = read_facts(store, DAY)
        limits = limits_of_facts(facts)

        def make(waiting: Sequence[Waiting]) -> Queue:
            return queue_of(facts, waiting, {}, limits)

        if ours(store, make) != theirs(store):
            sys.exit("The two orders differ: the comparison is worth nothing.")
        known = read_open(store)
        waiting = known.rows
        queue = make(waiting)
        return {
            "requests": len(waiting),
            "ours": best_of(lambda: ours(store, make)),
            "read": best_of(lambda: read_queue(store)),
            "again": best_of(lambda: make(read_open(store, known).rows).lines(WEEK)),
            "ranked": best_of(lambda: make(waiting)),
            "lines": best_of(lambda: queue.lines(WEEK)),
            "pandas": best_of(lambda: theirs(store)),
        }


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
