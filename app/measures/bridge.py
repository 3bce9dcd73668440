"""The backlog bridge: from what was open to what is open, nothing left over (M07)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, Ledger
from app.casework.request import Status
from app.casework.working_time import end_of_day
from app.errors import AppError
from app.measures.backlog import Backlog, waiting_at
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows, Spells, mask_of, spells_in

_EXITS = {
    "issued": (Status.ISSUED,),
    "withdrawn": (Status.WITHDRAWN,),
    "rejected": (Status.REJECTED,),
    "reassessed": (
        Status.DRAFT,
        Status.SUBMITTED,
        Status.ASSESSING,
        Status.RETURNED,
    ),
    "closed": (Status.CLOSED,),
}
"""Where an exit from the backlog may lead: every status that is not in it."""

_LABELS = {
    "opening": "Open at the start",
    "accepted": "Accepted",
    "reopened": "Reopened or accepted again",
    "issued": "Issued",
    "withdrawn": "Withdrawn",
    "rejected": "Rejected after acceptance",
    "reassessed": "Back in assessment",
    "closed": "Closed without a result",
    "closing": "Open at the end",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How the outstanding backlog (B3) came from one number to another.

    Each is a figure in requests; a request that came and went twice counts twice.

    Attributes:
        first: Day at the end of which it begins.
        last: Day at the end of which it ends.
        opening: Open at the end of ``first``.
        accepted: Entries for the first time.
        reopened: Later entries: an addendum after issue, a request reopened, or one
            accepted again after it went back to assessment.
        issued: Exits to the issue of a result, addenda included.
        withdrawn: Exits to withdrawn.
        rejected: Exits to rejected.
        reassessed: Exits back to assessment or to the requester.
        closed: Exits to closed without an issue between.
        closing: Open at the end of ``last``, counted on its own.
    """

    first: date
    last: date
    opening: Figure
    accepted: Figure
    reopened: Figure
    issued: Figure
    withdrawn: Figure
    rejected: Figure
    reassessed: Figure
    closed: Figure
    closing: Figure

    @property
    def entries(self) -> tuple[Figure, ...]:
        """What came in, in the order of telling."""
        return self.accepted, self.reopened

    @property
    def exits(self) -> tuple[Figure, ...]:
        """What went out, in the order of telling."""
        return (
            self.issued,
            self.withdrawn,
            self.rejected,
            self.reassessed,
            self.closed,
        )

    @property
    def difference(self) -> int:
        """Opening and entries less exits and closing; 0 when it reconciles."""
        came = sum(_count(each) for each in (self.opening, *self.entries))
        went = sum(_count(each) for each in (self.closing, *self.exits))
        return came - went

    @property
    def reconciles(self) -> bool:
        """Whether nothing is left over."""
        return self.difference == 0


def backlog_bridge(ledger: Ledger, first: date, last: date) -> Bridge:
    """Return the bridge from the end of ``first`` to the end of ``last`` (M07).

    For a month, ``first`` is the last day of the month before. The opening and the
    closing backlog are counted apart from the entries and exits between them.

    Raises:
        AppError: ``last`` comes before ``first``.
    """
    if last < first:
        raise AppError(
            f"The bridge from {first} to {last} ends before it begins.",
            remedy="Choose an end that is not before the start.",
        )
    start, end = end_of_day(first), end_of_day(last)
    rows = {
        "opening": waiting_at(ledger, Backlog.B3, start),
        "closing": waiting_at(ledger, Backlog.B3, end),
        **_movements(spells_in(ledger, Backlog.B3.statuses), start, end),
    }
    figures = {name: _figure(name, found, last) for name, found in rows.items()}
    return Bridge(first=first, last=last, **figures)


def _movements(spells: Spells, start: int, end: int) -> dict[str, Rows]:
    """Return the rows of the requests behind each kind of entry and exit."""
    came = (start < spells.entered) & (spells.entered <= end)
    went = (start < spells.left) & (spells.left <= end) & (spells.left < FOREVER)
    is_first = spells.is_first
    return {
        "accepted": spells.request[came & is_first],
        "reopened": spells.request[came & ~is_first],
        **{
            name: spells.request[went & _led_to(spells, statuses)]
            for name, statuses in _EXITS.items()
        },
    }


def _led_to(spells: Spells, statuses: tuple[Status, ...]) -> NDArray[np.bool_]:
    return mask_of(statuses)[spells.went_to]


def _figure(name: str, rows: Rows, as_at: date) -> Figure:
    count = len(rows)
    return figure(
        "M07",
        count,
        as_at=as_at,
        coverage=Coverage(used=count, scope=count),
        rows=np.sort(rows),
        label=_LABELS[name],
    )


def _count(each: Figure) -> int:
    return int(each.value or 0)
