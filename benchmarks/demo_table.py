"""The demo unit beside the table of the domain reference, section 6.4."""

import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from app.casework.ledger import NO_DAY, Ledger
from app.casework.working_time import day_number
from app.demo.build import make_demo
from app.demo.profile import DEMO_AS_AT, START
from app.measures.backlog import Backlog, open_exhibits, open_requests
from app.measures.flow import accepted_in, issued_in
from app.measures.work import work_in_queue
from app.store.ledger import build_ledger

WEEKS = (
    (0, 149, 4133),
    (52, 247, 6428),
    (104, 293, 7681),
    (130, 269, 7673),
    (156, 311, 9450),
    (207, 448, 13334),
)
"""Week, open requests (B3) and hours of work left; week 0 is the start."""

LAST_YEAR = DEMO_AS_AT - timedelta(weeks=52) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is, what the table says, what the demo unit has."""

    name: str
    expected: float
    found: float

    @property
    def difference(self) -> float:
        """By what share the demo unit is above the table."""
        return self.found / self.expected - 1


def day_of_week(week: int) -> date:
    """Return the Sunday at whose end a week of the table is taken."""
    return START + timedelta(days=week * 7 + 6 if week else -1)


def compare(ledger: Ledger) -> list[Line]:
    """Return the figures that must be within a tenth of the table."""
    lines = []
    for week, requests, hours in WEEKS:
        day = day_of_week(week)
        open_ = open_requests(ledger, Backlog.B3, day).value
        left = work_in_queue(ledger, day).value
        lines += [
            Line(f"Open requests, week {week}", requests, open_ or 0),
            Line(f"Hours of work, week {week}", hours, left or 0),
        ]
    devices = open_exhibits(ledger, DEMO_AS_AT).value or 0
    issued = issued_in(ledger, LAST_YEAR, DEMO_AS_AT).value or 0
    accepted = (accepted_in(ledger, LAST_YEAR, DEMO_AS_AT).value or 0) / 52
    return [
        *lines,
        Line("Open devices", 1231, devices),
        Line("Issued in the last year", 658, issued),
        Line("Accepted a week in the last year", 15, accepted),
    ]


def turnaround(ledger: Ledger) -> tuple[float, float, float]:
    """Return the shares issued within 90 days, within a year and later, last year."""
    known = (ledger.issued != NO_DAY) & (ledger.received != NO_DAY)
    inside = known & (ledger.issued >= day_number(LAST_YEAR))
    days = (ledger.issued - ledger.received)[inside]
    soon, later = float((days <= 90).mean()), float((days > 365).mean())
    return soon, 1 - soon - later, later


def urgent_median(ledger: Ledger) -> float:
    """Return the median turnaround of the urgent requests (P2), in days."""
    known = (ledger.issued != NO_DAY) & (ledger.received != NO_DAY)
    urgent = known & (ledger.priority == 2)
    return float(np.median((ledger.issued - ledger.received)[urgent]))


def main() -> None:
    """Make the demo unit and print the comparison."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        store = make_demo(Path(folder) / "demo.db")
        print(f"Made in {time.process_time() - begun:.1f} s of processor time.")
        ledger = build_ledger(store)
        store.close()
    for line in compare(ledger):
        print(
            f"{line.name:34} {line.expected:>8,.0f} {line.found:>8,.0f}"
            f" {line.difference:+6.1%}"
        )
    shares = " / ".join(f"{share:.0%}" for share in turnaround(ledger))
    print(f"Turnaround of the last year (27 % / 64 % / 9 %): {shares}")
    print(f"Median turnaround of P2 (15 to 25 days): {urgent_median(ledger):.0f}")


if __name__ == "__main__":
    sys.exit(main())
