"""Requests, one at a time: find, read, add, move from status to status."""

from datetime import date
from typing import Any

from app.casework.exhibit import Exhibit, ExhibitState
from app.casework.request import Priority, Request, Status, check_move, wording
from app.casework.working_time import local_day
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import Operation

_BY_REFERENCE = "SELECT * FROM request WHERE reference = :reference"
_BY_UID = "SELECT * FROM request WHERE uid = :uid"
_EXHIBITS = "SELECT * FROM exhibit WHERE request = :request ORDER BY id"
_LAST_MOVES = """
    SELECT effective_at, status FROM event
     WHERE subject = 'request' AND record = :record AND status IS NOT NULL
  ORDER BY effective_at DESC, id DESC LIMIT 2
"""
DAY_OF = {
    Status.SUBMITTED: "submitted_on",
    Status.ACCEPTED: "accepted_on",
    Status.ALLOCATED: "allocated_on",
    Status.IN_PROGRESS: "started_on",
    Status.REVIEW: "completed_on",
    Status.ISSUED: "issued_on",
    Status.CLOSED: "closed_on",
    Status.REJECTED: "closed_on",
    Status.WITHDRAWN: "closed_on",
}
"""Column of the day on which a status was entered."""

_LATEST = frozenset({Status.ALLOCATED, Status.REVIEW, Status.CLOSED})
"""Statuses whose day is that of the last entry; of the others it is the first."""

DAYS = (
    *("submitted_on", "accepted_on", "received_on", "allocated_on", "started_on"),
    *("completed_on", "issued_on", "closed_on"),
    *("target_on", "original_target_on", "prosecutor_on"),
)
"""Columns that hold a day."""


def find_request(store: Store, reference: str) -> Request | None:
    """Return the request with ``reference``, or None."""
    row = store.one(_BY_REFERENCE, {"reference": reference})
    return None if row is None else request_from(row)


def read_request(store: Store, uid: str) -> Request:
    """Return the request with ``uid``.

    Raises:
        InvalidRequest: There is none.
    """
    row = store.one(_BY_UID, {"uid": uid})
    if row is None:
        raise InvalidRequest("There is no such request any more.", detail=uid)
    return request_from(row)


def exhibits_of(store: Store, request: str) -> list[Exhibit]:
    """Return the exhibits of the request with the uid ``request``."""
    return [exhibit_from(row) for row in store.query(_EXHIBITS, {"request": request})]


def add_request(operation: Operation, request: Request, *, effective_at: int) -> str:
    """Add a request as it first stood and return its uid."""
    row = {name: _plain(getattr(request, name)) for name in _COLUMNS}
    return operation.register(
        "request", row, effective_at=effective_at, status=request.status.value
    )


def move_request(
    operation: Operation,
    uid: str,
    status: Status,
    *,
    effective_at: int,
    reason: str | None = None,
    version: int | None = None,
) -> None:
    """Move a request to another status.

    Args:
        operation: The open operation.
        uid: The request.
        status: Where it goes.
        effective_at: Moment of the move, seconds since 1970 UTC.
        reason: Code of the reason, where the move needs one.
        version: The version that the user saw; None not to ask.

    Raises:
        IllegalMove: The status may not follow the present one.
        InvalidRequest: The moment lies before the move that it follows.
        ChangedMeanwhile: The request was changed from another place.
    """
    operation.flush()
    row = operation.store.one(_BY_UID, {"uid": uid})
    if row is None:
        raise InvalidRequest("There is no such request any more.", detail=uid)
    last = list(operation.store.query(_LAST_MOVES, {"record": row["id"]}))
    before = Status(row["status"])
    held_from = Status(last[1]["status"]) if len(last) > 1 else None
    check_move(before, status, held_from=held_from)
    if last and effective_at < last[0]["effective_at"]:
        raise InvalidRequest(
            f"{row['reference']} cannot become {wording(status)} before it became "
            f"{wording(before)}.",
            remedy="Give the day of that move, or a later one.",
        )
    changes: dict[str, Any] = {"status": status.value}
    changes["hold_reason"] = reason if status is Status.ON_HOLD else None
    column = DAY_OF.get(status)
    if column and (status in _LATEST or row[column] is None):
        changes[column] = local_day(effective_at).isoformat()
    operation.change(
        "request",
        uid,
        changes,
        effective_at=effective_at,
        status=status.value,
        reason=reason,
        version=version,
    )


_COLUMNS = (
    *("reference", "status", "priority", "division", "requester", "offence"),
    *("online_abuse", "custody", "examination_type", "examiner", *DAYS),
    *("exhibits_requested", "exhibits_agreed", "effort_estimated", "effort_spent"),
    *("hold_reason", "closure_reason", "summary"),
)


def _plain(value: Any) -> Any:
    """Return a value as the store keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return value.value if isinstance(value, Status | Priority) else value


def request_from(row: Any) -> Request:
    """Return the request in a row of its table."""
    facts: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    for name in DAYS:
        facts[name] = _day(row[name])
    facts["status"] = Status(row["status"])
    facts["priority"] = Priority(row["priority"]) if row["priority"] else None
    facts["online_abuse"] = (
        None if row["online_abuse"] is None else bool(row["online_abuse"])
    )
    return Request(uid=row["uid"], version=row["version"], **facts)


def exhibit_from(row: Any) -> Exhibit:
    """Return the exhibit in a row of its table."""
    return Exhibit(
        uid=row["uid"],
        version=row["version"],
        request=row["request"],
        reference=row["reference"],
        type=row["type"],
        state=ExhibitState(row["state"]),
        owner_role=row["owner_role"],
        access=row["access"],
        size=row["size"],
        received_on=_day(row["received_on"]),
        finished_on=_day(row["finished_on"]),
        parent=row["parent"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
