"""How long requests of the unit take from receipt to issue, open ones included.

How to call: ``stays(ledger, as_at, weeks)`` for everything received in some weeks, then
``stays.of(place)`` for one of ``PRIORITIES``.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_DAY, Ledger
from app.casework.request import Status
from app.casework.working_time import day_number, end_of_day, local_days
from app.measures.flow import issues
from app.measures.period import whole_weeks
from app.measures.stays import Moments, Rows, mask_of
from app.queueing.survival import Survival, survival
from app.queueing.unit_flow import places_of

WEEKS = 104
"""Weeks of receipt that are looked at."""

_LEFT = (Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Requests received in some weeks, in columns of equal length.

    Attributes:
        rows: Row numbers of the requests.
        place: Of each, the position of its priority in ``PRIORITIES``.
        days: Of each, days from receipt to issue, or for as long as it was watched.
        is_issued: Of each, whether its result was issued by the end of the day.
    """

    rows: Rows
    place: NDArray[np.int64]
    days: NDArray[np.float64]
    is_issued: NDArray[np.bool_]

    def of(self, place: int | None = None) -> Survival:
        """Return how long those of one priority take, or all."""
        mine = slice(None) if place is None else self.place == place
        return survival(self.days[mine], self.is_issued[mine])


def stays(ledger: Ledger, as_at: date, weeks: int = WEEKS) -> Stays:
    """Return the requests whose last exhibit was received in some weeks.

    Those that left without a result were watched until they did, those that are open
    until the end of ``as_at``.
    """
    received = ledger.received.astype(np.int64)
    today, first = day_number(as_at), day_number(whole_weeks(as_at, weeks).first)
    chosen = (received != NO_DAY) & (received >= first) & (received <= today)
    moments = issues(ledger)
    is_issued = moments <= end_of_day(as_at)
    ended = np.minimum(np.where(is_issued, moments, FOREVER), _gone(ledger, as_at))
    day = np.full(ledger.requests, today, dtype=np.int64)
    day[ended < FOREVER] = local_days(ended[ended < FOREVER])
    chosen &= day >= received
    rows = np.flatnonzero(chosen).astype(np.int32)
    return Stays(
        rows=rows,
        place=places_of(ledger, rows),
        days=(day - received)[rows].astype(np.float64),
        is_issued=is_issued[rows],
    )


def _gone(ledger: Ledger, as_at: date) -> Moments:
    """Return when each request left for good by the end of a day, else ``FOREVER``."""
    moment = end_of_day(as_at)
    there = (ledger.entered <= moment) & (moment < ledger.left)
    there &= mask_of(_LEFT)[ledger.status]
    gone = np.full(ledger.requests, FOREVER, dtype=np.int64)
    gone[ledger.request[there]] = ledger.entered[there]
    return gone
