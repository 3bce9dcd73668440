"""A program that works on a store until it is killed.

    python -m tests.faults.worker

reads orders from its standard input, one line of JSON each, and gives each to a child
of its own, so that a kill costs no start of Python. It answers in lines:

    began 1234          the child and its number
    confirmed <uid>     a change was saved, and the user told so
    ended               the child is dead

An order names the store (``place``), the ``task`` (a function below), statements for
the connection (``settings``) and a ``seed``.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

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


def do(order: dict[str, Any]) -> None:
    """Do what was ordered, until the end or until killed."""
    if order["task"] == "upgrade":
        say("confirmed ")  # it begins: nothing was promised yet
        open_store(order["place"]).close()
        return
    tasks: dict[str, Callable[..., None]]
    tasks = {"work": work, "bring_in": bring_in, "copy": copy}
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
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()
