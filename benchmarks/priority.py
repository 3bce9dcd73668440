"""A new policy on 5,000 open requests: its preview beside pandas, and ranking anew.

The preview scores every request under both policies, orders it twice and says what
changes and by how many places. Writing an event for each is timed by itself, on disk.
"""

import random
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.conduct.priority import adopt, re_rank
from app.rules.effect import Effect, preview
from app.rules.policy import Policy
from app.rules.priority import factor_values
from app.store import Store
from app.store.event import write
from app.store.policy import read_policy
from app.store.ranking import open_requests
from app.store.request import add_request
from app.store.setting import Settings
from app.store.unit import create_unit
from benchmarks.series import best_of

REQUESTS = 5000
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
BY = {"who": "bench", "at": NOW}


def unit(path: Path) -> Store:
    """Return a store with 5,000 accepted requests whose factors were all judged."""
    path.unlink(missing_ok=True)
    store = create_unit(path, Settings(), who="bench", at=NOW)
    chance, policy = random.Random(7), read_policy(store)  # noqa: S311 - no secret
    with write(store, why="", kind="add", **BY) as operation:
        for number in range(REQUESTS):
            received = TODAY - timedelta(days=chance.randrange(400))
            request = Request(
                uid="",
                reference=f"DF-{number}",
                status=Status.ACCEPTED,
                priority=Priority.ROUTINE,
                received_on=received,
                factors={
                    code: chance.choice(list(values))
                    for code, values in policy.factors.items()
                },
            )
            add_request(operation, request, effective_at=midday(received))
    return store


def theirs(values: pd.DataFrame, old: Policy, new: Policy) -> int:
    """Return how many change priority, scored and ordered twice by pandas."""
    placed = []
    for policy in (old, new):
        columns = {code: values[code].map(policy.factors[code]) for code in values}
        points = pd.DataFrame(columns).sum(axis=1)
        bins = [-1.0, *sorted(one - 1e-9 for one in policy.thresholds), float("inf")]
        classes = pd.cut(points, bins, labels=["P4", "P3", "P2", "P1"]).astype(str)
        order = pd.DataFrame({"class": classes, "points": -points})
        order = order.sort_values(["class", "points"])
        order["place"] = range(len(order))
        placed.append(order.sort_index())
    before, after = placed
    return int((before["class"] != after["class"]).sum())


def main(path: Path) -> dict[str, float]:
    """Return the times in milliseconds; stop if the two do not agree."""
    store = unit(path)
    re_rank(store, on=TODAY, **BY)
    old, requests = read_policy(store), open_requests(store)
    new = replace(old, thresholds=(50.0, 30.0, 20.0))
    values = pd.DataFrame([factor_values(one, as_at=TODAY) for one in requests])

    def ours() -> Effect:
        return preview(requests, old, new, as_at=TODAY)

    if theirs(values, old, new) != len(ours().changed):
        sys.exit("The two do not rank alike: the comparison is worth nothing.")
    times = {
        "preview": best_of(ours),
        "pandas": best_of(lambda: theirs(values, old, new)),
    }
    adopt(store, new, on=TODAY, **BY)
    times["written"] = best_of(lambda: re_rank(store, on=TODAY, **BY), times=3)
    store.close()
    return times


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
