"""What drives demand beside what arrived: requests per 100 crimes recorded (M10C)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.casework.outlook import DriverValue
from app.measures.arrivals import ALL, Arrivals
from app.measures.definition import figure
from app.measures.figure import Figure
from app.measures.period import Period

YEAR_MONTHS = 12
"""Months that the latest ratio is taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRow:
    """One month or quarter of a driver series.

    Attributes:
        period: The days.
        value: How many were recorded.
        year_before: How many were in the same time of the year before; None if that
            is not known.
        arrived: What arrived in the time; None where records are not complete.
    """

    period: Period
    value: float
    year_before: float | None
    arrived: float | None

    @property
    def change(self) -> float | None:
        """Change on the year before, in %; None where that was nothing."""
        if not self.year_before:
            return None
        return 100 * (self.value - self.year_before) / self.year_before

    @property
    def ratio(self) -> float | None:
        """What arrived per 100 recorded; None where nothing was recorded."""
        if self.arrived is None or not self.value:
            return None
        return 100 * self.arrived / self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstDriver:
    """A driver series beside what arrived.

    Attributes:
        name: Name of the series.
        source: Where its last value was published.
        rows: Its months or quarters, oldest first.
        latest: What arrived per 100 recorded in the last year of which both are known
            (M10C); of as many months without a hole as there are, if it is less.
        months: Months that ``latest`` is of.
        until: Last day of them; None where there are none.
    """

    name: str
    source: str
    rows: tuple[DriverRow, ...]
    latest: Figure
    months: int
    until: date | None

    @property
    def period_noun(self) -> str:
        """What a row stands for: ``month`` or ``quarter``."""
        return "quarter" if self.rows and self.rows[0].period.days > 31 else "month"


def against_driver(
    arrivals: Arrivals, values: Sequence[DriverValue], group: str = ALL
) -> AgainstDriver:
    """Return a driver series beside what arrived in a group.

    Args:
        arrivals: What arrived.
        values: The values of one series, oldest first.
        group: Code of the group; everything if it is empty.
    """
    known = {value.first_on: value.value for value in values}
    rows = tuple(
        DriverRow(
            period=(period := Period(value.first_on, value.last_on)),
            value=value.value,
            year_before=known.get(_year_before(value.first_on)),
            arrived=_arrived(arrivals, period, group),
        )
        for value in values
        if value.first_on <= arrivals.as_at
    )
    name = values[0].name if values else ""
    length = values[0].months if values else 1
    last = _last_run(rows)[-(YEAR_MONTHS // length) :]
    return AgainstDriver(
        name=name,
        source=next((one.source for one in reversed(values) if one.source), ""),
        rows=rows,
        latest=_latest(arrivals, name, last, group),
        months=length * len(last),
        until=last[-1].period.last if last else None,
    )


def _last_run(rows: Sequence[DriverRow]) -> list[DriverRow]:
    """Return the last rows one after the other of which both are known."""
    found: list[DriverRow] = []
    for row in reversed(rows):
        follows = not found or row.period.last == found[-1].period.before
        if row.arrived is None or not follows:
            if found:
                break
            continue
        found.append(row)
    return found[::-1]


def _year_before(first: date) -> date:
    return first.replace(year=first.year - 1)


def _arrived(arrivals: Arrivals, period: Period, group: str) -> float | None:
    if period.last > arrivals.as_at or arrivals.complete.why_not(period):
        return None
    return float(arrivals.weights[arrivals.within(period, group)].sum())


def _latest(
    arrivals: Arrivals, name: str, rows: Sequence[DriverRow], group: str
) -> Figure:
    recorded = sum(row.value for row in rows)
    arrived = sum(row.arrived or 0.0 for row in rows)
    inside = np.zeros(len(arrivals.rows), dtype=bool)
    for row in rows:
        inside |= arrivals.within(row.period, group)
    return figure(
        "M10C",
        100 * arrived / recorded if recorded else None,
        as_at=arrivals.as_at,
        coverage=arrivals.coverage(inside),
        rows=arrivals.rows[inside],
        arrived=arrivals.arrived,
        driver=name or "what drives it",
    )
