"""Take an operation back, by events that say that it never was."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import orjson

from app.casework.history import holding
from app.errors import InvalidRequest
from app.store import Store
from app.store.engine import database_errors, is_constraint
from app.store.event import Operation
from app.store.past import entries_of
from app.store.record import selection

_EVENTS = """
    SELECT event.* FROM operation JOIN chain ON chain.operation = operation.id
      JOIN event ON event.id >= chain.first_event
           AND event.id < chain.first_event + chain.events
     WHERE operation.uid = :operation ORDER BY event.id DESC
"""
_EVENT = "SELECT * FROM event WHERE id = :id"
_OF_RECORD = """
    SELECT id, kind, corrects, before, after, asserts, operation FROM event
     WHERE subject = :subject AND record = :record ORDER BY id
"""
_OF_UID = """
    SELECT id, kind, corrects, before, after, asserts, operation FROM event
     WHERE subject = :subject AND uid = :uid ORDER BY id
"""  # reads every event of the table: only for a record that was ever taken away
_OPERATION_OF = """
    SELECT operation.recorded_at, operation.who
      FROM event JOIN operation ON operation.id = event.operation WHERE event.id = :id
"""
_ANSWERED = "SELECT 1 FROM event WHERE corrects = :id"
_RANKED_UNDER = """
    SELECT count(*) FROM request JOIN policy ON policy.number = request.policy
     WHERE policy.uid = :uid
"""
_LAST = """
    SELECT operation.uid, operation.kind, operation.why, operation.who,
           operation.recorded_at
      FROM event JOIN operation ON operation.id = event.operation
     WHERE event.id = (SELECT max(last) FROM (
        SELECT (SELECT max(id) FROM event
                 WHERE subject = 'request' AND record = request.id) AS last
          FROM request WHERE uid = :request {parts}))
"""
_PART = """
        UNION ALL
        SELECT (SELECT max(id) FROM event
                 WHERE subject = '{0}' AND record = {0}.id)
          FROM {0} WHERE request = :request
"""
_FINAL = ("erasure", "anchor", "safety_act")
_PARTS = ("exhibit", "examination", "note", "proceeding", "work")
_LAST_OF_ALL = _LAST.format(parts="".join(_PART.format(name) for name in _PARTS))
_REACH = """
    SELECT count(*) FROM (
        SELECT DISTINCT event.record FROM operation
          CROSS JOIN chain ON chain.operation = operation.id
          CROSS JOIN event ON event.id >= chain.first_event
               AND event.id < chain.first_event + chain.events
         WHERE operation.uid = :operation AND +event.subject = 'request' LIMIT 2)
"""


def undo_operation(operation: Operation, uid: str) -> None:
    """Take back all that the operation ``uid`` recorded, the last first.

    Each event is answered by one that takes its place and asserts nothing, so that a
    past day shows what would have been without it, and the history shows both. Taking
    back what took something back asserts it again.

    Raises:
        InvalidRequest: There is no such operation, or one of its records was changed
            since.
    """
    store = operation.store
    operation.flush()
    events = [dict(row) for row in store.query(_EVENTS, {"operation": uid})]
    if not events:
        raise InvalidRequest("There is nothing to undo.")
    if any(event["subject"] == "import_file" for event in events):
        raise InvalidRequest(
            "An import is not undone as one step.",
            remedy="Take it back under Import, with all that it brought in.",
        )
    if any(event["subject"] in _FINAL for event in events):
        raise InvalidRequest(
            "This is final: neither an erasure, nor a print, nor an act of safekeeping"
            " such as a salvage can be taken back."
        )
    for event in events:
        _refuse_changed(store, event)
    try:
        for event in events:
            _undo(operation, event)
        operation.flush()
    except database_errors() as error:
        if not is_constraint(error):
            raise
        raise InvalidRequest(
            "This cannot be undone: something recorded since rests on it, or has taken"
            " its number.",
            remedy="Undo what was recorded since first, or correct what is wrong.",
            detail=str(error),
        ) from error


def last_operation(store: Store, request: str) -> Mapping[str, Any] | None:
    """Return the last operation on a request: uid, kind, why, who, recorded_at."""
    row = store.one(_LAST_OF_ALL, {"request": request})
    return None if row is None else dict(row)


def reach_of(store: Store, operation: str) -> int:
    """Return how many requests an operation changed: 0, 1, or 2 for several."""
    return int(store.value(_REACH, {"operation": operation}))


def _refuse_changed(store: Store, event: Mapping[str, Any]) -> None:
    is_back = event["kind"] == "removed" and store.one(
        selection(event["subject"]), {"uid": event["uid"]}
    )
    if is_back or store.one(_ANSWERED, {"id": event["id"]}) is not None:
        raise InvalidRequest("This was undone or corrected already.")
    later = _stands_since(_events_of(store, event), event["operation"])
    if later is None:
        return
    by = store.one(_OPERATION_OF, {"id": later})
    raise InvalidRequest(
        f"This cannot be undone: the {event['subject']} was changed again"
        f" by {by['who']} on {by['recorded_at'][:10]}.",
        remedy="Undo that change first, or correct what is wrong.",
    )


def _refuse_used(store: Store, subject: str, uid: str) -> None:
    """Refuse to take away a policy that requests were ranked under."""
    used = subject == "policy" and store.value(_RANKED_UNDER, {"uid": uid})
    if used:
        raise InvalidRequest(
            f"This cannot be undone: requests ranked under the policy: {used}.",
            remedy="Adopt a policy with the points of the one before.",
        )


def _events_of(store: Store, event: Mapping[str, Any]) -> list[Any]:
    """Return every event of what an event is of, the first first.

    What was taken away and came back has another row id and the same uid.
    """
    found = list(store.query(_OF_RECORD, _named(event, "subject", "record")))
    numbers = {each["id"] for each in found} | {None}
    stayed = all(
        each["kind"] != "removed" and each["corrects"] in numbers for each in found
    )
    if stayed:
        return found
    return list(store.query(_OF_UID, _named(event, "subject", "uid")))


def _named(event: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: event[name] for name in names}


def _stands_since(events: Sequence[Any], operation: int) -> int | None:
    """Return the number of an event that stands since an operation, or None.

    What was undone since stands no more, and what was done again stands as it did: an
    answer leads back to what stood before the event that it answers.

    Args:
        events: Every event of one record.
        operation: Row id of the operation, which has one of them.
    """
    known = {event["id"]: event for event in events}
    before: dict[int, tuple[int, ...]] = {}
    standing: tuple[int, ...] = ()
    then, last = standing, None
    for event in events:
        number, answered = event["id"], _answered(event, last, known)
        before[number] = standing
        standing = (*standing, number) if answered is None else before[answered]
        if event["operation"] == operation:
            then = standing
        last = event
    if standing == then:
        return None
    differ = (one for one, other in zip_longest(standing, then) if one != other)
    return next(differ) or events[-1]["id"]


def _answered(event: Any, last: Any, known: Mapping[int, Any]) -> int | None:
    """Return the number of the event that an event takes back, or does again.

    Args:
        event: The event.
        last: The event before it; None for the first.
        known: Every event of the record, by number.
    """
    corrected = known.get(event["corrects"])
    if event["kind"] == "registered":
        corrected = last if last is not None and last["kind"] == "removed" else None
        is_answer = corrected and _facts(corrected["before"]) == _facts(event["after"])
    elif event["kind"] == "corrected":  # by somebody, or to what was so before that
        first = known.get(corrected["corrects"]) if corrected else None
        is_answer = first and _told(first) == _told(event)
    else:
        is_answer = event["kind"] in ("undone", "removed")
    return int(corrected["id"]) if corrected and is_answer else None


def _told(event: Any) -> dict[str, Any]:
    """Return what an event says was so."""
    return _facts(event["asserts"] or event["after"])


def _facts(text: str | None) -> dict[str, Any]:
    return {name: value for name, value in _columns(text).items() if name != "version"}


def _undo(operation: Operation, event: Mapping[str, Any]) -> None:
    subject, uid, number = event["subject"], event["uid"], event["id"]
    at = event["effective_at"]
    if event["kind"] == "removed":
        row = _columns(event["before"])
        row.pop("version", None)
        status = row.get("status" if subject == "request" else "state")
        operation.register(subject, row, effective_at=at, uid=uid, status=status)
        return
    if event["before"] is None:
        _refuse_used(operation.store, subject, uid)
        operation.remove(subject, uid, effective_at=at, corrects=number)
        return
    changes = _columns(event["before"])
    changes.pop("version", None)
    answered = operation.store.one(_EVENT, {"id": event["corrects"]})
    if answered is None:
        operation.change(
            subject,
            uid,
            changes,
            effective_at=at,
            kind="undone",
            corrects=number,
            asserts={},
        )
        return
    operation.change(
        subject,
        uid,
        changes,
        effective_at=_place(operation, event, answered),
        status=answered["status"],
        reason=answered["reason"],
        kind="corrected",
        corrects=number,
        asserts=_columns(answered["asserts"] or answered["after"]),
    )


def _place(operation: Operation, event: Any, answered: Any) -> int:
    """Return the moment at which an event comes to hold again, in its old order.

    One that shares its moment with what was recorded after it comes just before that.
    """
    at = int(answered["effective_at"])
    entries = entries_of(operation.store, event["subject"], event["record"])
    shared = [
        entry.number
        for entry in holding(entries)
        if entry.effective_at == at and entry.number != event["id"]
    ]
    return at - 1 if any(number > answered["id"] for number in shared) else at


def _columns(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {} if text is None else orjson.loads(text)
    return found
