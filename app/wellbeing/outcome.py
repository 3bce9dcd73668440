"""Whether examiners were told how their cases ended (M53)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.casework.ledger import Ledger
from app.casework.request import POSITION, Status
from app.casework.working_time import day_number, end_of_day, local_days
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows
from app.wellbeing.record import Feedback

YEAR = 365
"""Days over which closed requests are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRequest:
    """A closed request of which nobody was told the end yet.

    Attributes:
        uid: Uid.
        reference: Its number.
        examiner: Uid of who examined it; empty if that is not recorded.
        closed_on: When it was closed; None if only the moment in the history says so.
    """

    uid: str
    reference: str
    examiner: str = ""
    closed_on: date | None = None


def closed_cases(ledger: Ledger, as_at: date) -> Rows:
    """Return the rows of requests of online child abuse closed in the 365 days."""
    moment = end_of_day(as_at)
    there = (ledger.entered <= moment) & (moment < ledger.left)
    closed = np.flatnonzero(there & (ledger.status == POSITION[Status.CLOSED]))
    days = local_days(ledger.entered[closed])
    recent = closed[days > day_number(as_at) - YEAR]
    rows: Rows = ledger.request[recent]
    of_abuse: Rows = rows[ledger.online_abuse[rows] == 1]
    return of_abuse


def outcome_feedback(
    ledger: Ledger,
    feedback: Iterable[Feedback],
    row_of: Mapping[str, int],
    as_at: date,
) -> tuple[Figure, Rows]:
    """Return the share of closed cases whose end was told (M53), and the others.

    Args:
        ledger: The history.
        feedback: Who was told what.
        row_of: Row of the ledger of each request in ``feedback``, by uid.
        as_at: Day at the end of which it holds.

    Returns:
        The figure, whose rows are the closed cases; and the rows of those of which
        nobody was told yet.
    """
    rows = closed_cases(ledger, as_at)
    told = {
        row_of[one.request]
        for one in feedback
        if one.told_on <= as_at and one.request in row_of
    }
    is_told = np.isin(rows, sorted(told))
    value = 100 * float(is_told.sum()) / len(rows) if len(rows) else None
    made = figure(
        "M53",
        value,
        as_at=as_at,
        coverage=Coverage(used=len(rows), scope=len(rows)),
        rows=rows,
        note="" if len(rows) else "No such request was closed.",
    )
    return made, rows[~is_told]
