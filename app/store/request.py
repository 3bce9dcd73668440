"""Requests, one at a time: find, read, add, move from status to status."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import orjson

from app.casework.exhibit import Exhibit, ExhibitState
from app.casework.request import (
    NO_FACTORS,
    Priority,
    Request,
    Status,
    check_move,
    wording,
)
from app.casework.working_time import day_words, end_of_day, local_day, midday
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import Operation
from app.store.past import change_past

NOTHING: Mapping[str, Any] = MappingProxyType({})
_BY_REFERENCE = "SELECT * FROM request WHERE reference = :reference"
_BY_UID = "SELECT * FROM request WHERE uid = :uid"
_EXHIBITS = "SELECT * FROM exhibit WHERE request = :request ORDER BY id"
_MOVES = """
    SELECT effective_at, status FROM event
     WHERE subject = 'request' AND record = :record AND status IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM event AS later WHERE later.corrects = event.id)
  ORDER BY effective_at DESC, id DESC
"""  # without those that another event took the place of
_LAST_MOVES = f"{_MOVES} LIMIT 2"
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
    *("offence_on", "override_until", "decided_on", "reopened_on", "reissued_on"),
)
"""Columns that hold a day."""

ENDED = frozenset({Status.CLOSED, Status.REJECTED, Status.WITHDRAWN})
"""Statuses in which nothing more is to be done unless it is reopened."""

_AGAIN = (Status.ISSUED, Status.IN_PROGRESS)
"""The move by which an addendum begins."""

_SENT_BACK = (Status.READY, Status.REVIEW)
"""The move by which a result is reviewed again; the work was complete before it."""


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
    """Add a request as it first stood and return its uid.

    Raises:
        InvalidRequest: There is one with its reference already.
    """
    _refuse_taken(operation.store, request.reference)
    row = {name: _plain(getattr(request, name)) for name in _COLUMNS}
    if not request.factors:
        row["factors"] = None
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
    facts: Mapping[str, Any] = NOTHING,
) -> None:
    """Move a request to another status.

    What the move needs besides a legal order is checked in ``app.conduct``.

    Args:
        operation: The open operation.
        uid: The request.
        status: Where it goes.
        effective_at: Moment of the move, seconds since 1970 UTC.
        reason: Code of the reason, where the move needs one.
        version: The version that the user saw; None not to ask.
        facts: Columns that the move changes besides those that follow from it.

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
            f"{wording(before)} on {day_words(local_day(last[0]['effective_at']))}.",
            remedy="Give the day of that move, or a later one.",
        )
    day = local_day(effective_at).isoformat()
    changes = {**_following(row, before, status, day, reason), **stored(facts)}
    request_from({**dict(row), **changes})  # refuses what cannot be
    change_past(
        operation,
        "request",
        uid,
        changes,
        effective_at=effective_at,
        status=status.value,
        reason=reason,
        version=version,
        kind="moved",
    )


def held_from(store: Store, uid: str) -> Status | None:
    """Return the status that a request on hold was held from; None if it is not."""
    row = store.one(_BY_UID, {"uid": uid})
    if row is None or row["status"] != Status.ON_HOLD:
        return None
    last = list(store.query(_LAST_MOVES, {"record": row["id"]}))
    return Status(last[1]["status"]) if len(last) > 1 else None


def moment_of(operation: Operation, uid: str, day: date) -> int:
    """Return when something on ``day`` took effect: midday, or after its last move.

    A move on the day of the one before it cannot come out before that one, and has a
    moment of its own, so that each can be corrected later.
    """
    operation.flush()
    row = operation.present("request", uid)
    moves = operation.store.query(_MOVES, {"record": row["id"]})
    moments = [int(move["effective_at"]) for move in moves]
    same = [moment + 1 for moment in moments if local_day(moment) == day]
    return min(max([midday(day), *same]), end_of_day(day))


def amend_request(
    operation: Operation,
    uid: str,
    facts: Mapping[str, Any],
    *,
    effective_at: int,
    reason: str | None = None,
    version: int | None = None,
    is_correction: bool = False,
) -> None:
    """Record facts of a request that hold from ``effective_at`` on.

    Args:
        operation: The open operation.
        uid: The request.
        facts: Attributes of ``Request`` and their values; a status is a move.
        effective_at: Since when, seconds since 1970 UTC.
        reason: Code of why, where one is needed.
        version: The version that the user saw; None not to ask.
        is_correction: Whether the history was wrong, as against there being news.

    Raises:
        InvalidRequest: The facts contradict others, or a target's first day would
            change, or the request was not there yet.
        ChangedMeanwhile: The request was changed from another place.
    """
    row = operation.present("request", uid)
    if "status" in facts:
        raise InvalidRequest(
            "A status is entered by a move.", remedy="Use a move, or undo one."
        )
    first = row["original_target_on"]
    if first is not None and "original_target_on" in facts:
        raise InvalidRequest(
            "The first target stays as it was.",
            remedy="Change the current target; both are shown side by side.",
        )
    before = request_from(row)
    after = replace(before, **facts)  # refuses what cannot be
    wanted = stored(facts)
    if after.reference != before.reference:
        _refuse_taken(operation.store, after.reference)
    change_past(
        operation,
        "request",
        uid,
        wanted,
        effective_at=effective_at,
        reason=reason,
        version=version,
        kind="corrected" if is_correction else "amended",
    )


def _following(
    row: Any, before: Status, status: Status, day: str, reason: str | None
) -> dict[str, Any]:
    """Return what a move to ``status`` changes of itself."""
    changes: dict[str, Any] = {"status": status.value}
    changes["hold_reason"] = reason if status is Status.ON_HOLD else None
    column = None if (before, status) == _SENT_BACK else DAY_OF.get(status)
    if column and (status in _LATEST or row[column] is None):
        changes[column] = day
    if status in ENDED:
        changes["closure_reason"] = reason
    if before in ENDED:
        changes |= {"closed_on": None, "closure_reason": None, "reopened_on": day}
    if (before, status) == _AGAIN:
        changes["reopened_on"] = day
    if status is Status.ISSUED and row["issued_on"] is not None:
        changes["reissued_on"] = day
    if status is Status.ACCEPTED:
        changes["examiner"] = None
    return changes


def _refuse_taken(store: Store, reference: str) -> None:
    if store.one(_BY_REFERENCE, {"reference": reference}) is not None:
        raise InvalidRequest(
            f"There is a request {reference} already.",
            remedy="Open that one, or give this one another reference.",
        )


_COLUMNS = (
    *("reference", "status", "priority", "division", "requester", "offence"),
    *("online_abuse", "custody", "examination_type", "examiner", *DAYS),
    *("exhibits_requested", "exhibits_agreed", "effort_estimated", "effort_spent"),
    *("hold_reason", "closure_reason", "summary"),
    *("case_reference", "operation_name", "legal_basis", "offence_on"),
    *("risk_band", "victim_device", "urgency", "level_requested", "level_agreed"),
    *("effort_requested", "factors", "policy", "score", "scored_priority"),
    *("override_reason", "override_until", "decided_by", "decided_on", "reviewer"),
    *("issue_channel", "provider", "missed_cause", "reopened_on", "reissued_on"),
)


def stored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the store keeps them: days as text, yes or no as 1 or 0."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Mapping):
        return orjson.dumps(dict(value), option=orjson.OPT_SORT_KEYS).decode()
    if isinstance(value, tuple):
        return orjson.dumps(value).decode()
    return value


def request_from(row: Any) -> Request:
    """Return the request in a row of its table."""
    facts: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    for name in DAYS:
        facts[name] = _day(row[name])
    facts["status"] = Status(row["status"])
    for name in ("priority", "scored_priority"):
        facts[name] = Priority(row[name]) if row[name] else None
    for name in ("online_abuse", "victim_device"):
        facts[name] = None if row[name] is None else bool(row[name])
    facts["factors"] = orjson.loads(row["factors"]) if row["factors"] else NO_FACTORS
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
        identifier=row["identifier"],
        location=row["location"],
        seal=row["seal"],
        is_agreed=None if row["is_agreed"] is None else bool(row["is_agreed"]),
        level_requested=row["level_requested"],
        level_agreed=row["level_agreed"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
