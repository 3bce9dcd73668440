"""The weekly backlog of twenty years, beside pandas on the same rows."""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from app.casework.ledger import FOREVER, Ledger
from app.casework.request import POSITION
from app.measures.backlog import Backlog, weekly_backlog
from app.measures.period import weekly_ends, weeks
from app.store import reading
from app.store.ledger import build_ledger

FIRST, LAST = date(2006, 10, 2), date(2026, 10, 25)


def ours(ledger: Ledger) -> list[int]:
    """Return the backlog at the end of each week by the product's own measure."""
    return [
        int(value) for value in weekly_backlog(ledger, Backlog.B3, FIRST, LAST).values
    ]


def theirs(stays: pd.DataFrame, moments: np.ndarray) -> list[int]:
    """Return the same by pandas: entries and exits counted and summed."""
    change = pd.concat(
        [pd.Series(1, index=stays["entered"]), pd.Series(-1, index=stays["left"])]
    )
    running = change.groupby(level=0).sum().sort_index().cumsum()
    return [int(value) for value in running.reindex(moments, method="ffill").fillna(0)]


def best_of(work: Callable[[], object], times: int = 7) -> float:
    """Return the shortest time of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def main(store: Path) -> dict[str, float]:
    """Return both times in milliseconds; stop if the two do not agree."""
    with reading(store) as opened:
        ledger = build_ledger(opened)
    open_ = np.isin(ledger.status, [POSITION[status] for status in Backlog.B3.statuses])
    stays = pd.DataFrame({"entered": ledger.entered[open_], "left": ledger.left[open_]})
    stays.loc[stays["left"] == FOREVER, "left"] = np.iinfo(np.int64).max
    moments = weekly_ends(weeks(FIRST, LAST), LAST)
    if ours(ledger) != theirs(stays, moments):
        sys.exit("The two series differ: the comparison is worth nothing.")
    return {
        "ours": best_of(lambda: ours(ledger)),
        "pandas": best_of(lambda: theirs(stays, moments)),
    }


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
