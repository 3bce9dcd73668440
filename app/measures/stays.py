"""Spells in a set of statuses, from the stays of the ledger.

The stays of a request lie together in the ledger, oldest first; so what came before
and after a stay is its neighbour, and nothing here has to sort.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, Ledger
from app.casework.request import POSITION, STATUSES, Status

NO_STATUS = -1
"""Stands for "no status": before the first stay and after the last."""

_OVER = (Status.ISSUED, Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)

Moments = NDArray[np.int64]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """Unbroken times in a set of statuses, in columns of equal length.

    The spells of a request lie together, oldest first.

    Attributes:
        request: Row number of the request.
        entered: Moment of entry into the set.
        left: Moment of leaving it, not included; ``FOREVER`` while it lasts.
        came_from: Position of the status before it, or ``NO_STATUS``.
        went_to: Position of the status after it, or ``NO_STATUS``.
    """

    request: Rows
    entered: Moments
    left: Moments
    came_from: NDArray[np.int8]
    went_to: NDArray[np.int8]

    @property
    def is_first(self) -> NDArray[np.bool_]:
        """Of each spell, whether it is the first of its request."""
        return _differs_from_last(self.request)


def mask_of(statuses: Iterable[Status]) -> NDArray[np.bool_]:
    """Return, by position of the status, whether it is one of ``statuses``."""
    mask = np.zeros(len(STATUSES), dtype=bool)
    mask[[POSITION[status] for status in statuses]] = True
    return mask


def spells_in(ledger: Ledger, statuses: Iterable[Status]) -> Spells:
    """Return the spells of all requests in a set of statuses."""
    inside = mask_of(statuses)[ledger.status]
    begins = _differs_from_last(ledger.request)
    ends = np.append(begins[1:], True) if len(begins) else begins
    was_inside = np.append(False, inside[:-1]) if len(inside) else inside
    is_inside_next = np.append(inside[1:], False) if len(inside) else inside
    first = np.flatnonzero(inside & (begins | ~was_inside))
    last = np.flatnonzero(inside & (ends | ~is_inside_next))
    before = np.where(begins[first], NO_STATUS, ledger.status[first - 1])
    after = ledger.status[np.minimum(last + 1, len(inside) - 1)]
    return Spells(
        request=ledger.request[first],
        entered=ledger.entered[first],
        left=ledger.left[last],
        came_from=before.astype(np.int8),
        went_to=np.where(ends[last], NO_STATUS, after).astype(np.int8),
    )


def first_entry(ledger: Ledger, statuses: Iterable[Status]) -> Moments:
    """Return when each request first entered one of ``statuses``, else ``FOREVER``."""
    inside = np.flatnonzero(mask_of(statuses)[ledger.status])[::-1]
    moments = np.full(ledger.requests, FOREVER, dtype=np.int64)
    moments[ledger.request[inside]] = ledger.entered[inside]  # the first is put last
    return moments


def entry_since_opened(
    ledger: Ledger, statuses: Iterable[Status], moment: int
) -> Moments:
    """Return when each request entered one of ``statuses`` since it was last opened.

    The first entry by ``moment`` after the request last ended or had its result issued
    by then; ``FOREVER`` where there is none.
    """
    came = ledger.entered <= moment
    places = np.arange(len(came))
    over = np.flatnonzero(came & mask_of(_OVER)[ledger.status])
    last = np.full(ledger.requests, NO_STATUS, dtype=np.int64)
    last[ledger.request[over]] = over  # of several the last is kept
    since = came & mask_of(statuses)[ledger.status] & (places > last[ledger.request])
    chosen = np.flatnonzero(since)[::-1]
    moments = np.full(ledger.requests, FOREVER, dtype=np.int64)
    moments[ledger.request[chosen]] = ledger.entered[chosen]  # the first is put last
    return moments


def status_at(ledger: Ledger, moment: int) -> NDArray[np.int8]:
    """Return the position of the status that each request had, or ``NO_STATUS``."""
    there = (ledger.entered <= moment) & (moment < ledger.left)
    status = np.full(ledger.requests, NO_STATUS, dtype=np.int8)
    status[ledger.request[there]] = ledger.status[there]
    return status


def _differs_from_last(request: Rows) -> NDArray[np.bool_]:
    """Of each place, whether another request begins there."""
    differs = np.ones(len(request), dtype=bool)
    differs[1:] = request[1:] != request[:-1]
    return differs
