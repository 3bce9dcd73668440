#!/usr/bin/env python3
"""Measures how long the frozen program takes to start, beside the source.

    python3 packaging/measure.py build/packaging/frozen/headroom/headroom [--rounds 5]

Cold means that the kernel was told to forget its files (root alone may; otherwise only
warm starts are measured). Both are measured in turns, so that a busy minute falls on
both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import python_of
from ground import ROOT, say
from smoke import bare_environment

DROP = Path("/proc/sys/vm/drop_caches")
LONGEST = 60


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    words = parser.parse_args()
    source = [str(python_of(ROOT / ".venv")), "-m", "app"]
    ways = {"source": source, "frozen": [str(words.program.resolve())]}
    with tempfile.TemporaryDirectory(prefix="headroom-measure-") as home:
        store = Path(home) / "demo.db"
        environment = bare_environment(Path(home)) | {"PYTHONPATH": str(ROOT)}
        make = [*ways["frozen"], "demo", str(store)]
        subprocess.run(make, env=environment, check=True)  # noqa: S603 - our program
        say(f"{'':32}{'source':>9}{'frozen':>9}{'ratio':>8}")
        for kind in ("cold", "warm") if os.geteuid() == 0 else ("warm",):
            for name, measure in (("backlog", backlog), ("window painted", painted)):
                times = {way: [] for way in ways}
                for _ in range(words.rounds):
                    for way, command in ways.items():
                        prepare(kind)
                        times[way].append(measure(command, store, environment))
                tell(f"{kind}, {name}", times)
    return 0


def prepare(kind: str) -> None:
    """Let the kernel forget what it has read of files, for a cold start."""
    if kind == "cold":
        os.sync()
        DROP.write_text("3")


def backlog(command: list[str], store: Path, environment: dict[str, str]) -> float:
    """Return the seconds that printing the backlog takes."""
    began = time.monotonic()
    subprocess.run(  # noqa: S603 - our program
        [*command, "backlog", str(store)],
        env=environment,
        capture_output=True,
        check=True,
    )
    return time.monotonic() - began


def painted(command: list[str], store: Path, environment: dict[str, str]) -> float:
    """Return the seconds from the start to the first paint of the window."""
    walk = store.with_name("walk.txt")
    walk.unlink(missing_ok=True)
    settings = {**environment, "HEADROOM_WALK": str(walk)}
    began = time.monotonic()
    program = subprocess.Popen(  # noqa: S603 - our program
        [*command, "open"], env=settings, stderr=subprocess.DEVNULL
    )
    try:
        while time.monotonic() - began < LONGEST:
            if walk.is_file():
                return time.monotonic() - began
            time.sleep(0.002)
    finally:
        program.kill()
        program.wait()
    return float("nan")


def tell(name: str, times: dict[str, list[float]]) -> None:
    """Print medians and their ratio."""
    source, frozen = (statistics.median(times[way]) for way in ("source", "frozen"))
    say(f"{name:32}{source:8.2f}s{frozen:8.2f}s{frozen / source:8.2f}")


if __name__ == "__main__":
    sys.exit(main())
