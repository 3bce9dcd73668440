"""A program that works on a store until it is killed.

    python -m tests.faults.worker

reads orders from its standard input, one line of JSON each, and gives each to a child
of its own, so that a kill costs no start of Python. It answers in lines:

    began 1234          the child and its number
    confirmed <uid>     a change was saved, and the user told so
    unsaved <message>   a change was not saved, and the user told so
    crashed <error>     what no user should see
    ended <status>      the child is dead: 0 when it came to its end by itself

An order names the store (``place``), the ``task`` (a function below), statements for
the connection (``settings``), a ``seed`` and what else a task needs.
"""

import json
import os
import resource
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.reports.file import write_file
from app.store import Store, migrations_safety, open_store
from app.store.copy import copy_store
from tests.faults.work import Work

_LONG = 10_000
"""More acts than any child lives to do."""


def say(words: str) -> None:
    """Answer at once and in one piece."""
    os.write(1, f"{words}\n".encode())


def work(store: Store, order: dict[str, Any]) -> None:
    """Submit, amend, move, undo, several at once."""
    doing = Work(store, f"K{order['seed']}")
    for _ in range(_LONG):
        say(f"confirmed {doing.act()}")


def bring_in(store: Store, order: dict[str, Any]) -> None:
    """Bring a file of requests in."""
    doing = Work(store)
    say(f"confirmed {doing.act()}")
    say(f"confirmed {doing.bring_in(Path(order['file']))}")


def copy(store: Store, order: dict[str, Any]) -> None:
    """Copy the store again and again, while it is written."""
    doing = Work(store, f"C{order['seed']}")
    target = Path(order["place"]).with_name("copy.db")
    for _ in range(_LONG):
        say(f"confirmed {doing.act()}")
        copy_store(store, target)


def narrow(order: dict[str, Any]) -> None:
    """Open the store and work with little memory for SQLite."""
    heap = sqlite3.connect(":memory:")
    heap.execute(f"PRAGMA hard_heap_limit = {order['limit']}")
    with attempt(), closing(open_store(order["place"])) as store:
        say("opened")
        _single_acts(Work(store, f"N{order['seed']}"), 2)


def fill(store: Store, order: dict[str, Any]) -> None:
    """Work until the disk is full, then go on as the user is told to, then export."""
    if limit := order.get("limit"):
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    say("short" if store.is_short else "long")
    doing = Work(store, "FULL")
    while _single_acts(doing, 1):
        pass
    if order.get("limit"):  # somebody gives more quota
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    say("again")
    _single_acts(doing, order["further"])
    with attempt():
        rows = store.query("SELECT reference, status, requester FROM request")
        text = "\n".join(",".join(map(str, row)) for row in rows)
        write_file(Path(order["place"]).with_name("export.csv"), text.encode())
        say("exported")


def _single_acts(doing: Work, rounds: int) -> bool:
    """Do acts of one operation each; return whether all were saved."""
    is_saved = True
    for _ in range(rounds):
        for act in (doing.submit, doing.amend, doing.move):
            doing.number += 1
            with attempt() as tried:
                act()
                say(f"confirmed {doing.confirmed}")
                tried.append(act)
            is_saved = is_saved and bool(tried)
            if not tried:
                break
    return is_saved


@contextmanager
def attempt() -> Iterator[list[Any]]:
    """Tell what goes wrong in the block, as the window would."""
    try:
        yield []
    except AppError as error:
        say(f"unsaved {error}")
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        say(f"crashed {type(error).__name__}: {error}")


def do(order: dict[str, Any]) -> None:
    """Do what was ordered, until the end or until killed."""
    if order["task"] == "narrow":
        narrow(order)
        return
    if order["task"] == "upgrade":
        say("confirmed ")  # it begins: nothing was promised yet
        open_store(order["place"]).close()
        return
    tasks: dict[str, Callable[..., None]]
    tasks = {"work": work, "bring_in": bring_in, "copy": copy, "fill": fill}
    with closing(open_store(order["place"])) as store:
        for statement in order.get("settings", ()):
            store.connection.execute(statement)
        tasks[order["task"]](store, order)


def main() -> None:
    """Take orders until there are no more."""
    assert migrations_safety.migrations  # loaded once, not by every child
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            do(json.loads(line))
            os._exit(0)
        say(f"began {child}")
        say(f"ended {os.waitpid(child, 0)[1]}")


if __name__ == "__main__":
    main()
