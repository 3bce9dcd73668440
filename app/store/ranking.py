"""The open requests as ranking needs them."""

from collections.abc import Sequence

import orjson

from app.casework.request import Request, Status
from app.store import Store
from app.store.request import request_from

RANKED = (
    *(Status.SUBMITTED, Status.ASSESSING, Status.RETURNED, Status.ACCEPTED),
    *(Status.ALLOCATED, Status.IN_PROGRESS, Status.ON_HOLD, Status.EXTERNAL),
    *(Status.REVIEW, Status.READY),
)
"""Statuses in which a request has a place in the order of service."""

_OPEN = """
    SELECT * FROM request
     WHERE status IN (SELECT value FROM json_each(:statuses))
       AND (:uids IS NULL OR uid IN (SELECT value FROM json_each(:uids)))
  ORDER BY id
"""
_WITH_PROCEEDINGS = "SELECT DISTINCT request FROM proceeding"
_LAST_EFFECTS = """
    SELECT request.uid, max(event.effective_at)
      FROM request JOIN event ON event.record = request.id
     WHERE event.subject = 'request'
       AND request.uid IN (SELECT value FROM json_each(:uids))
  GROUP BY request.uid
"""


def open_requests(store: Store, uids: Sequence[str] | None = None) -> list[Request]:
    """Return the requests that have a place in the order of service.

    Args:
        store: Where to read.
        uids: Only these; None for all.
    """
    wanted = {"statuses": _json(RANKED), "uids": None if uids is None else _json(uids)}
    return [request_from(row) for row in store.query(_OPEN, wanted)]


def last_effects(store: Store, uids: Sequence[str]) -> dict[str, int]:
    """Return when something last took effect on each request, seconds since 1970."""
    rows = store.query(_LAST_EFFECTS, {"uids": _json(uids)})
    return {row[0]: row[1] for row in rows}


def with_proceedings(store: Store) -> frozenset[str]:
    """Return the uids of the requests that have proceedings."""
    return frozenset(row[0] for row in store.query(_WITH_PROCEEDINGS))


def _json(values: Sequence[str]) -> str:
    return orjson.dumps([str(value) for value in values]).decode()
