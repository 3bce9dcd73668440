"""What the harnesses of faults came to, and the table of it.

A harness says at its end what it tried and what came of it:

    from tests.faults.tally import note

    note(
        fault="F1",                   # number in the reliability reference, or "P30"
        what="kill -9 while saving",  # few words: one row of the table
        tried=50, survived=50, lost=0,
        control="damaged 31 of 50",   # what the control showed; "" where it is a test
    )

That adds one line of JSON to the file named by ``HEADROOM_FAULT_TALLY`` and does
nothing where that is not set, so a harness calls it always, and before it asserts.
Several processes may add at once. Rows with the same fault and words are added up. The
seconds are those since the test began (``conftest.py`` beside this).

    python -m tests.faults.tally FILE

prints the table; ``python3 dev.py faults [--long]`` runs the harnesses and prints it.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

_COLUMNS = ("fault", "what", "tried", "survived", "lost", "seconds", "control")
_SUMS = ("tried", "survived", "lost", "seconds")
_began = time.monotonic()


def start() -> None:
    """Count the seconds of a test from now on."""
    global _began
    _began = time.monotonic()


def note(
    *,
    fault: str,
    what: str,
    tried: int,
    survived: int,
    lost: int,
    control: str = "",
) -> None:
    """Add a row to the tally, if one is kept.

    Args:
        fault: Number in the list of faults (``F1``) or of promises (``P30``).
        what: What was tried, in few words.
        tried: How often the fault was tried.
        survived: How often everything was as promised.
        lost: How often a confirmed change was lost or the store was damaged, or what
            was told was untrue.
        control: What the control showed, in words.
    """
    place = os.environ.get("HEADROOM_FAULT_TALLY")
    if not place:
        return
    row = {
        "fault": fault,
        "what": what,
        "tried": tried,
        "survived": survived,
        "lost": lost,
        "control": control,
        "seconds": round(time.monotonic() - _began, 1),
    }
    line = json.dumps(row).encode() + b"\n"
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line)  # in one piece: other processes add to it too
    finally:
        os.close(handle)


def rows(place: Path) -> list[dict[str, Any]]:
    """Return the rows of a tally: each fault once, in the order of the list."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for line in place.read_text("utf-8").splitlines():
        row = json.loads(line)
        same = found.setdefault((row["fault"], row["what"]), row)
        if same is not row:
            for name in _SUMS:
                same[name] += row[name]
            same["control"] = same["control"] or row["control"]
    return sorted(found.values(), key=_order)


def table(found: list[dict[str, Any]]) -> str:
    """Return the rows as lines of text under a head."""
    cells = [_COLUMNS, *(tuple(_cell(row[name]) for name in _COLUMNS) for row in found)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        each = zip(_COLUMNS, row, widths, strict=True)
        padded = (
            text.rjust(width) if name in _SUMS else text.ljust(width)
            for name, text, width in each
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _order(row: dict[str, Any]) -> tuple[str, int, str]:
    fault = row["fault"]
    number = "".join(filter(str.isdigit, fault))
    return fault[:1], int(number or 0), row["what"]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def main(arguments: list[str]) -> int:
    """Print the table of the file named; 1 when anything was lost."""
    found = rows(Path(arguments[0]))
    sys.stdout.write(table(found) + "\n")
    return int(any(row["lost"] for row in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
