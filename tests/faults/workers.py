"""Programs that work on a store, and the hand that kills them."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Workers:
    """The program of ``tests.faults.worker``, and the hand that kills it."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def ask(self, order: dict) -> list[str]:
        """Let a child do what is ordered to its end; return what it said."""
        self._send(order)
        said = []
        for line in self._program.stdout:
            said.append(line.strip())
            if line.startswith("ended"):
                return said
        raise AssertionError("the worker is gone")

    def kill(self, order: dict, acts: int, pause: float) -> list[str]:
        """Let a child work, kill it, and return what it had confirmed.

        Args:
            order: What it shall do.
            acts: How many changes it may confirm before.
            pause: Seconds to wait after that.
        """
        self._send(order)
        confirmed, child, is_killed = [], 0, False
        for line in self._program.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "ended":
                return [uid for uid in confirmed if uid]
            if word == "began":
                child = int(rest)
            else:
                confirmed.append(rest)
            if child and len(confirmed) >= acts and not is_killed:
                time.sleep(pause)
                with suppress(ProcessLookupError):  # it had done it all by then
                    os.kill(child, signal.SIGKILL)
                is_killed = True
        raise AssertionError("the worker is gone")

    def _send(self, order: dict) -> None:
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()

    def close(self) -> None:
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()
