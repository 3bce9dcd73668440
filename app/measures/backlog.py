"""What waits: requests, exhibits and gigabytes by the definition of backlog (M01, M02).

Of several definitions in use none is the right one; every figure says which it takes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, Ledger
from app.casework.request import Status
from app.casework.working_time import end_of_day
from app.measures.definition import figure, sentence_of
from app.measures.figure import Coverage, Figure
from app.measures.period import Week, weekly_ends, weeks
from app.measures.series import Weekly
from app.measures.stays import Moments, Rows, mask_of, spells_in

Counts = NDArray[np.int64]


class Backlog(Enum):
    """The definitions of backlog that are sets of statuses.

    Attributes:
        code: Its identity in the domain reference.
        label: Its name.
        statuses: The statuses in which a request counts.
        sentence: What it counts, to follow "requests".
    """

    B1 = (
        "B1",
        "Awaiting assessment",
        (Status.SUBMITTED, Status.ASSESSING),
        "submitted and not yet accepted, returned or rejected",
    )
    B1_RETURNED = (
        "B1r",
        "Returned for information",
        (Status.RETURNED,),
        "sent back to the requester for information",
    )
    B2 = (
        "B2",
        "Awaiting start",
        (Status.ACCEPTED, Status.ALLOCATED),
        "accepted, examination not begun",
    )
    B3 = (
        "B3",
        "Outstanding",
        (
            Status.ACCEPTED,
            Status.ALLOCATED,
            Status.IN_PROGRESS,
            Status.ON_HOLD,
            Status.EXTERNAL,
            Status.REVIEW,
            Status.READY,
        ),
        "accepted, result not issued, in progress and on hold included",
    )

    def __init__(
        self, code: str, label: str, statuses: tuple[Status, ...], sentence: str
    ) -> None:
        self.code = code
        self.label = label
        self.statuses = statuses
        self.sentence = sentence

    def __str__(self) -> str:
        return f"the backlog {self.code} ({self.sentence})"


def backlog_at(ledger: Ledger, definition: Backlog, moments: Moments) -> Counts:
    """Return the number of requests in the backlog at each of ``moments``.

    A request counts at a moment when it had entered a status of the definition by
    then and had not yet left them. Costs one sort of the entries and one of the
    exits, whatever the number of moments.
    """
    spells = spells_in(ledger, definition.statuses)
    return _there(spells.entered, spells.left, moments)


def exhibits_at(ledger: Ledger, moments: Moments) -> Counts:
    """Return the number of open exhibits (B3d) at each of ``moments``."""
    _, entered, left = _exhibit_spells(with_counted_exhibits(ledger))
    return _there(entered, left, moments)


def waiting_at(ledger: Ledger, definition: Backlog, moment: int) -> Rows:
    """Return the rows of the requests behind the figure, for the list under it."""
    counted = mask_of(definition.statuses)[ledger.status]
    there = (ledger.entered <= moment) & (moment < ledger.left)
    return np.sort(ledger.request[counted & there])


def exhibits_waiting_at(ledger: Ledger, moment: int) -> NDArray[np.int64]:
    """Return the places (in the exhibit columns) of the open exhibits (B3d)."""
    open_request = np.zeros(ledger.requests, dtype=bool)
    open_request[waiting_at(ledger, Backlog.B3, moment)] = True
    unfinished = moment < ledger.exhibit_finished
    return np.flatnonzero(unfinished & open_request[ledger.exhibit_request])


def with_counted_exhibits(ledger: Ledger) -> Ledger:
    """Return the ledger with exhibits that are known only by their number.

    A spreadsheet often says how many exhibits a request has and no more. Where none
    is recorded one by one, as many as were agreed (or else asked for) are taken to be
    open for as long as their request is; their size is not known.
    """
    counted = ledger.exhibits.copy()
    counted[ledger.exhibit_request] = 0
    owners = np.repeat(np.arange(ledger.requests, dtype=np.int32), counted)
    if not len(owners):
        return ledger
    return replace(
        ledger,
        exhibit_ids=np.concatenate([ledger.exhibit_ids, np.full(len(owners), -1)]),
        exhibit_request=np.concatenate([ledger.exhibit_request, owners]),
        exhibit_finished=np.concatenate(
            [ledger.exhibit_finished, np.full(len(owners), FOREVER)]
        ),
        exhibit_size=np.concatenate(
            [ledger.exhibit_size, np.full(len(owners), np.nan)]
        ),
    )


def open_requests(ledger: Ledger, definition: Backlog, as_at: date) -> Figure:
    """Return the requests in the backlog at the end of ``as_at`` (M01)."""
    rows = waiting_at(ledger, definition, end_of_day(as_at))
    return figure(
        "M01",
        len(rows),
        as_at=as_at,
        coverage=Coverage(used=len(rows), scope=len(rows)),
        rows=rows,
        label=f"{definition.label} ({definition.code})",
        backlog=definition,
    )


def open_exhibits(ledger: Ledger, as_at: date) -> Figure:
    """Return the open exhibits of outstanding requests at the end of ``as_at`` (M02).

    A request of which neither exhibits nor their number are recorded is in scope and
    cannot be used.
    """
    moment = end_of_day(as_at)
    single = len(ledger.exhibit_ids)
    ledger = with_counted_exhibits(ledger)
    places = exhibits_waiting_at(ledger, moment)
    requests = waiting_at(ledger, Backlog.B3, moment)
    recorded = np.zeros(ledger.requests, dtype=bool)
    recorded[ledger.exhibit_request] = True
    used = int(recorded[requests].sum())
    return figure(
        "M02",
        len(places),
        as_at=as_at,
        coverage=Coverage(used=used, scope=len(requests)),
        rows=np.unique(ledger.exhibit_request[places]),
        note=_counted_note(int((places >= single).sum())),
    )


def _counted_note(counted: int) -> str:
    if not counted:
        return ""
    return f"{counted:,} of them are known only by the number on their request."


def data_backlog(ledger: Ledger, as_at: date) -> Figure:
    """Return the gigabytes on open exhibits at the end of ``as_at`` (B6).

    The value is None when exhibits are open and the size of none is known.
    """
    ledger = with_counted_exhibits(ledger)
    places = exhibits_waiting_at(ledger, end_of_day(as_at))
    sizes = ledger.exhibit_size[places]
    known = ~np.isnan(sizes)
    usable = bool(known.any()) or not len(places)
    return figure(
        "B6",
        float(sizes[known].sum()) if usable else None,
        as_at=as_at,
        coverage=Coverage(used=int(known.sum()), scope=len(places)),
        rows=np.unique(ledger.exhibit_request[places]),
    )


def weekly_backlog(
    ledger: Ledger, definition: Backlog, first: date, as_at: date
) -> Weekly:
    """Return the backlog at the end of each week from that of ``first`` to ``as_at``.

    The last week is taken at the end of ``as_at`` where that comes before Sunday.
    """
    span = weeks(first, as_at)
    counts = backlog_at(ledger, definition, weekly_ends(span, as_at))
    sentence = sentence_of("M01", backlog=definition)
    label = f"{definition.label} ({definition.code})"
    return _weekly("M01", label, "requests", sentence, span, as_at, counts)


def weekly_exhibits(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the open exhibits (B3d) at the end of each week, as ``weekly_backlog``."""
    span = weeks(first, as_at)
    counts = exhibits_at(ledger, weekly_ends(span, as_at))
    sentence = sentence_of("M02")
    return _weekly(
        "M02", "Open exhibits (B3d)", "exhibits", sentence, span, as_at, counts
    )


def _weekly(
    measure: str,
    label: str,
    unit: str,
    sentence: str,
    span: Sequence[Week],
    as_at: date,
    counts: Counts,
) -> Weekly:
    last = int(counts[-1]) if len(counts) else 0
    return Weekly(
        measure=measure,
        label=label,
        unit=unit,
        definition=sentence,
        as_at=as_at,
        mondays=tuple(week.first for week in span),
        values=counts.astype(np.float64),
        coverage=Coverage(used=last, scope=last),
    )


def _exhibit_spells(ledger: Ledger) -> tuple[Rows, Moments, Moments]:
    """Return of each exhibit the spells in which it was open: request, from, until.

    An exhibit finished before its request came into the backlog has none.
    """
    spells = spells_in(ledger, Backlog.B3.statuses)
    order = np.argsort(ledger.exhibit_request, kind="stable")
    owners = ledger.exhibit_request[order]
    start = np.searchsorted(owners, spells.request, side="left")
    counts = np.searchsorted(owners, spells.request, side="right") - start
    of_spell = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(of_spell)) - np.repeat(np.cumsum(counts) - counts, counts)
    exhibit = order[start[of_spell] + place]
    entered = spells.entered[of_spell]
    left = np.minimum(spells.left[of_spell], ledger.exhibit_finished[exhibit])
    real = entered < left
    return spells.request[of_spell][real], entered[real], left[real]


def _there(entered: Moments, left: Moments, moments: Moments) -> Counts:
    came = np.searchsorted(np.sort(entered), moments, side="right")
    went = np.searchsorted(np.sort(left), moments, side="right")
    return (came - went).astype(np.int64)
