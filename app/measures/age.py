"""How long requests have been open: ages, bands, the oldest, over age (M03 to M06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import NO_CODE, NO_DAY, Ledger
from app.casework.request import STATUSES, wording
from app.casework.working_time import day_number, end_of_day
from app.measures.backlog import (
    Backlog,
    exhibits_waiting_at,
    waiting_at,
    with_counted_exhibits,
)
from app.measures.definition import OVER_AGE, figure
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows, status_at

PRIORITIES = ("P1", "P2", "P3", "P4", "Not decided")
"""Labels of the priorities in order of service; the last for those without one."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})
"""Names of codes, where none are known."""


class Since(Enum):
    """The day from which age is counted; the value is its wording."""

    SUBMITTED = "submission"
    ACCEPTED = "acceptance"
    RECEIVED = "the receipt of the last exhibit needed"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """Ages from ``lowest`` to ``highest`` days, both included.

    Attributes:
        label: What is shown.
        lowest: Least age in days.
        highest: Greatest age in days; None where there is no end.
    """

    label: str
    lowest: int
    highest: int | None


AGE_BANDS = (
    AgeBand(label="0 to 30 days", lowest=0, highest=30),
    AgeBand(label="31 to 60 days", lowest=31, highest=60),
    AgeBand(label="61 to 90 days", lowest=61, highest=90),
    AgeBand(label="91 to 180 days", lowest=91, highest=180),
    AgeBand(label="181 to 365 days", lowest=181, highest=365),
    AgeBand(label="Over 365 days", lowest=366, highest=None),
)
"""The bands of M04, youngest first."""

_LIMITS = np.array([band.lowest for band in AGE_BANDS[1:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The ages of the requests in a backlog.

    Attributes:
        as_at: Day at the end of which they hold.
        since: The day from which they are counted.
        definition: The backlog.
        rows: Row numbers of the requests whose age is known.
        days: Their ages in days.
        scope: Requests in the backlog, whether or not their age is known.
    """

    as_at: date
    since: Since
    definition: Backlog
    rows: Rows
    days: NDArray[np.int64]
    scope: int

    @property
    def coverage(self) -> Coverage:
        """Requests whose age is known, of those in the backlog."""
        return Coverage(used=len(self.rows), scope=self.scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeTable:
    """A backlog by age band (M04); each tuple has one figure for each of ``AGE_BANDS``.

    Attributes:
        requests: Requests in each band.
        exhibits: Open exhibits (M02) of the requests in each band.
        by_priority: Requests in each band, by label of ``PRIORITIES``.
    """

    requests: tuple[Figure, ...]
    exhibits: tuple[Figure, ...]
    by_priority: Mapping[str, tuple[Figure, ...]]


def ages(
    ledger: Ledger,
    as_at: date,
    *,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
) -> Ages:
    """Return the age of each request in a backlog at the end of ``as_at`` (M03).

    A request without the day, or whose day comes after ``as_at``, has no age.
    """
    rows = waiting_at(ledger, definition, end_of_day(as_at))
    began = _days_of(ledger, since)[rows].astype(np.int64)
    today = day_number(as_at)
    known = (began != NO_DAY) & (began <= today)
    return Ages(
        as_at=as_at,
        since=since,
        definition=definition,
        rows=rows[known],
        days=today - began[known],
        scope=len(rows),
    )


def median_age(
    ledger: Ledger,
    as_at: date,
    *,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
) -> Figure:
    """Return the median age of a backlog (M03); None where no age is known."""
    found = ages(ledger, as_at, since=since, definition=definition)
    value = float(np.median(found.days)) if len(found.days) else None
    return _figure("M03", value, found, label="Median age", which="median")


def age_bands(
    ledger: Ledger,
    as_at: date,
    *,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
) -> AgeTable:
    """Return a backlog by age band, in requests and exhibits and by priority (M04)."""
    found = ages(ledger, as_at, since=since, definition=definition)
    bands = np.searchsorted(_LIMITS, found.days, side="right")
    priorities = ledger.priority[found.rows]
    everyone = np.ones(len(bands), dtype=bool)
    return AgeTable(
        requests=_requests_in_bands(found, bands, everyone, ""),
        exhibits=_exhibits_in_bands(ledger, found, bands),
        by_priority=MappingProxyType(
            {
                label: _requests_in_bands(found, bands, priorities == place, label)
                for label, place in zip(PRIORITIES, (1, 2, 3, 4, 0), strict=True)
            }
        ),
    )


def oldest_open(
    ledger: Ledger,
    as_at: date,
    *,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
    offences: Mapping[str, str] = NO_NAMES,
) -> Figure:
    """Return the greatest age of a backlog and whose it is (M05).

    The note gives reference, priority, offence category (by its name in ``offences``,
    else its code) and status; of several equally old the one first recorded is named,
    and ``rows`` holds all.
    """
    found = ages(ledger, as_at, since=since, definition=definition)
    if not len(found.days):
        return _figure("M05", None, found, rows=found.rows)
    greatest = found.days.max()
    rows = found.rows[found.days == greatest]
    note = _portrait(ledger, int(rows[0]), as_at, offences)
    return _figure("M05", float(greatest), found, rows=rows, note=note)


def over_age(
    ledger: Ledger,
    as_at: date,
    *,
    threshold: int = OVER_AGE,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
) -> Figure:
    """Return the requests older than ``threshold`` days (M06, B4)."""
    found = ages(ledger, as_at, since=since, definition=definition)
    rows = found.rows[found.days > threshold]
    return _figure("M06", len(rows), found, rows=rows, threshold=threshold)


def over_age_share(
    ledger: Ledger,
    as_at: date,
    *,
    threshold: int = OVER_AGE,
    since: Since = Since.RECEIVED,
    definition: Backlog = Backlog.B3,
) -> Figure:
    """Return the share of requests older than ``threshold`` days, in % (M06).

    It is a share of the requests whose age is known.
    """
    found = ages(ledger, as_at, since=since, definition=definition)
    rows = found.rows[found.days > threshold]
    share = 100 * len(rows) / len(found.rows) if len(found.rows) else None
    return _figure(
        "M06",
        share,
        found,
        rows=rows,
        unit="%",
        label="Over-age share",
        note="Share of the requests whose age is known.",
        threshold=threshold,
    )


def _days_of(ledger: Ledger, since: Since) -> NDArray[np.int32]:
    columns = {
        Since.SUBMITTED: ledger.submitted,
        Since.ACCEPTED: ledger.accepted,
        Since.RECEIVED: ledger.received,
    }
    return columns[since]


def _figure(
    code: str,
    value: float | None,
    found: Ages,
    *,
    rows: Rows | None = None,
    label: str = "",
    unit: str = "",
    note: str = "",
    **choices: object,
) -> Figure:
    return figure(
        code,
        value,
        as_at=found.as_at,
        coverage=found.coverage,
        rows=found.rows if rows is None else rows,
        label=label,
        unit=unit,
        note=note,
        since=found.since,
        backlog=found.definition,
        **choices,
    )


def _requests_in_bands(
    found: Ages, bands: NDArray[np.int64], chosen: NDArray[np.bool_], prefix: str
) -> tuple[Figure, ...]:
    figures = []
    for place, band in enumerate(AGE_BANDS):
        rows = found.rows[chosen & (bands == place)]
        label = f"{prefix}, {band.label}" if prefix else band.label
        figures.append(_figure("M04", len(rows), found, rows=rows, label=label))
    return tuple(figures)


def _exhibits_in_bands(
    ledger: Ledger, found: Ages, bands: NDArray[np.int64]
) -> tuple[Figure, ...]:
    band_of = np.full(ledger.requests, NO_CODE)
    band_of[found.rows] = bands
    moment = end_of_day(found.as_at)
    ledger = with_counted_exhibits(ledger)
    owners = ledger.exhibit_request[exhibits_waiting_at(ledger, moment)]
    figures = []
    for place, band in enumerate(AGE_BANDS):
        inside = owners[band_of[owners] == place]
        figures.append(
            _figure(
                "M04",
                len(inside),
                found,
                rows=np.unique(inside),
                label=f"Exhibits, {band.label}",
                unit="exhibits",
            )
        )
    return tuple(figures)


def _portrait(
    ledger: Ledger, row: int, as_at: date, offences: Mapping[str, str]
) -> str:
    """Return a request in a few words: reference, priority, offence, status."""
    priority = PRIORITIES[int(ledger.priority[row]) - 1]
    offence = int(ledger.offence[row])
    code = "no offence" if offence == NO_CODE else ledger.codes.offence[offence]
    status = STATUSES[int(status_at(ledger, end_of_day(as_at))[row])]
    name = offences.get(code, code)
    return f"{ledger.reference[row]}, {priority}, {name}, {wording(status)}"
