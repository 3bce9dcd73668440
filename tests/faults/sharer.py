"""A program whose children share a store from workstations of their own.

    python -m tests.faults.sharer

reads orders, one line of JSON each: ``{"reap": 1234}`` waits for a child, everything
else begins one, which plays the workstation ``host`` with the folder ``home`` and does
its ``task``. What a child has done it writes line by line to the file ``log``:

    working                it has the pen
    saved <reference>      a change was saved, and the user told so
    published <number>     a generation is there
    branch <path>          it was overtaken, and kept its own aside
    read <number> <operations>   a generation was read and found sound
    invalid <words>        what no reader should see
    finished               it gave the pen back
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.casework.request import Request, Status
from app.errors import AppError, PenTaken
from app.sharing import publish as publishing
from app.sharing.opening import keep_aside, prepare_pen, prepare_reading
from app.sharing.publish import Overtaken, publish
from app.sharing.working import PEN
from app.store import Store, migrations_safety, open_store, pen_file, reading
from app.store.branch import last_sequence
from app.store.chain import last_head
from app.store.event import write
from app.store.lock import holder_of
from app.store.request import add_request
from app.store.verify import verify

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
LONGEST = 60.0


class Sharers:
    """The program, and the hand that stops, wakes and kills its children."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sharer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def begin(self, order: dict[str, Any]) -> int:
        """Begin a child and return its number."""
        return int(self._ask(order))

    def reap(self, child: int) -> int:
        """Wait for the end of a child and return its status."""
        return int(self._ask({"reap": child}))

    def kill(self, child: int) -> None:
        """Kill a child and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        self.reap(child)

    def close(self) -> None:
        """End the program."""
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()

    def _ask(self, order: dict[str, Any]) -> str:
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()
        return self._program.stdout.readline()


def said(log: Path, word: str) -> list[str]:
    """Return what a child has written of one kind."""
    if not log.exists():
        return []
    lines = (line.partition(" ") for line in log.read_text("utf-8").splitlines())
    return [rest for first, _, rest in lines if first == word]


def await_words(log: Path, word: str, number: int = 1) -> None:
    """Wait until a child has written something often enough."""
    ends = time.monotonic() + LONGEST
    while len(said(log, word)) < number:
        assert time.monotonic() < ends, log.read_text() if log.exists() else "no log"
        time.sleep(0.002)


def work(order: dict[str, Any], log: int) -> None:
    """Work with the pen: save and publish until done, or until overtaken."""
    folder, home = Path(order["folder"]), Path(order["home"])
    stale = holder_of(folder / PEN) if order.get("takes_over") else None
    ready = prepare_pen(folder, home, at=NOW, stale=stale)
    store, working = open_store(ready.working.store), ready.working
    tell(log, "working")
    pen = None if order.get("pointer") else ready.pen
    try:
        for number in range(1, order["acts"] + 1):
            tell(log, f"saved {save(store, order, number)}")
            if number % order["every"] == 0:
                done = publish(store, working, at=NOW, pen=pen)
                working = done.working
                tell(log, f"published {working.number}")
            time.sleep(order.get("pause", 0))
    except (Overtaken, PenTaken):
        store.close()
        tell(log, f"branch {keep_aside(working, at=NOW)}")
        return
    store.close()
    ready.pen.release()
    tell(log, "finished")


def save(store: Store, order: dict[str, Any], number: int) -> str:
    """Save one request and return its reference."""
    reference = f"{order['name']}-{number}"
    with write(store, who=order["host"], why="", kind="add", at=NOW) as operation:
        request = Request(uid="", reference=reference, status=Status.SUBMITTED)
        add_request(operation, request, effective_at=int(NOW.timestamp()))
    return reference


def read(order: dict[str, Any], log: int) -> None:
    """Read every generation that comes up, and look whether it is whole."""
    folder, home = Path(order["folder"]), Path(order["home"])
    number = sequence = 0
    while not Path(order["stop"]).exists():
        try:
            found = prepare_reading(folder, home, above=number)
        except AppError as error:
            tell(log, f"invalid {error}")
            return
        if found is None:
            time.sleep(0.002)
            continue
        with reading(found.path) as store:
            is_right = (
                verify(store).is_sound
                and last_head(store).hex() == found.commit.head
                and last_sequence(store) >= sequence
                and found.commit.number > number
            )
            sequence = last_sequence(store)
        number = found.commit.number
        tell(log, f"read {number} {sequence}" if is_right else f"invalid {number}")


def use_a_pointer() -> None:
    """CONTROL: publish by a record that is replaced, as by a file with a fixed name."""

    def replace(folder: Path, commit: Any) -> None:
        target = folder / publishing.record_name(commit.number)
        part = target.with_suffix(".new")
        part.write_bytes(commit.content())
        part.replace(target)

    publishing._claim = replace
    publishing._refuse_overtaken = lambda working, found: None
    publishing._own_claim = lambda store, working: working


def tell(log: int, words: str) -> None:
    """Write a line in one piece."""
    os.write(log, f"{words}\n".encode())


def do(order: dict[str, Any]) -> None:
    """Do as ordered, as one workstation."""
    host = order["host"]
    pen_file.computer = lambda: host
    publishing.computer = lambda: host
    if order.get("pointer"):
        use_a_pointer()
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    {"work": work, "read": read}[order["task"]](order, log)


def main() -> None:
    """Take orders until there are no more."""
    assert migrations_safety.migrations  # loaded once, not by every child
    for line in sys.stdin:
        order = json.loads(line)
        if "reap" in order:
            answer = os.waitpid(order["reap"], 0)[1]
        else:
            answer = os.fork()
            if answer == 0:
                try:
                    do(order)
                finally:
                    os._exit(0)
        os.write(1, f"{answer}\n".encode())


if __name__ == "__main__":
    main()
