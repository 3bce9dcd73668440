"""How long results took: from the last exhibit received to the issue (M14)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import NO_DAY, Ledger
from app.casework.working_time import local_days
from app.measures.age import PRIORITIES
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.flow import issues, rows_between
from app.measures.stays import Rows
from app.measures.work import NO_TYPE


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnaround:
    """Gross turnaround of the requests issued in a period, in calendar days.

    There is no mean: a few long cases would make it say what happened to nobody.

    Attributes:
        median: Half took no longer.
        p80: Four in five took no longer.
        p90: Nine in ten took no longer.
        longest: The longest; its rows are the requests that took so long.
    """

    median: Figure
    p80: Figure
    p90: Figure
    longest: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order of telling."""
        return self.median, self.p80, self.p90, self.longest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issued:
    """Requests issued in a period and the days they took; -1 where that is unknown."""

    rows: Rows
    days: NDArray[np.int64]


def turnaround(ledger: Ledger, first: date, as_at: date) -> Turnaround:
    """Return the turnaround of the requests issued from ``first`` to ``as_at`` (M14).

    A request whose receipt is not known, or comes after its issue, is in scope and
    cannot be used.
    """
    issued = _issued(ledger, first, as_at)
    return _turnaround(issued, np.ones(len(issued.rows), dtype=bool), as_at)


def turnaround_by_priority(
    ledger: Ledger, first: date, as_at: date
) -> dict[str, Turnaround]:
    """Return turnaround (M14) by label of ``PRIORITIES``; all of them, in order."""
    issued = _issued(ledger, first, as_at)
    priorities = ledger.priority[issued.rows]
    return {
        label: _turnaround(issued, priorities == place, as_at, label)
        for label, place in zip(PRIORITIES, (1, 2, 3, 4, 0), strict=True)
    }


def turnaround_by_type(
    ledger: Ledger, first: date, as_at: date
) -> dict[str, Turnaround]:
    """Return turnaround (M14) by code of the examination type, those issued only."""
    issued = _issued(ledger, first, as_at)
    types = ledger.examination_type[issued.rows]
    names = (*ledger.codes.examination_type, NO_TYPE)  # not known is position -1
    return {
        names[place]: _turnaround(issued, types == place, as_at, names[place])
        for place in np.unique(types).tolist()
    }


def _issued(ledger: Ledger, first: date, as_at: date) -> _Issued:
    moments = issues(ledger)
    rows = rows_between(moments, first, as_at)
    received = ledger.received[rows].astype(np.int64)
    days = local_days(moments[rows]) - received
    usable = (received != NO_DAY) & (days >= 0)
    return _Issued(rows=rows, days=np.where(usable, days, -1))


def _turnaround(
    issued: _Issued, chosen: NDArray[np.bool_], as_at: date, label: str = ""
) -> Turnaround:
    usable = chosen & (issued.days >= 0)
    rows, days = issued.rows[usable], issued.days[usable]
    coverage = Coverage(used=len(rows), scope=int(chosen.sum()))

    def one(which: str, percent: float, behind: Rows) -> Figure:
        return figure(
            "M14",
            float(np.percentile(days, percent)) if len(days) else None,
            as_at=as_at,
            coverage=coverage,
            rows=behind,
            label=", ".join(filter(None, ("Turnaround", label, which))),
            which=which,
        )

    slowest = rows[days == days.max()] if len(days) else rows
    return Turnaround(
        median=one("median", 50, rows),
        p80=one("80th percentile", 80, rows),
        p90=one("90th percentile", 90, rows),
        longest=one("longest", 100, slowest),
    )
