"""The events of a record, and changes of what was so at an earlier moment."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from app.casework.history import Entry, at_last, holding
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import Operation
from app.store.record import selection

_OF_RECORD = """
    SELECT event.id, event.kind, status, reason, before, after, effective_at, corrects,
           asserts, recorded_at, who, why, operation.kind AS act,
           operation.uid AS operation
      FROM event JOIN operation ON operation.id = event.operation
     WHERE subject = :subject AND record = :record
  ORDER BY event.effective_at, event.id
"""

_LAST_MOMENT = """
    SELECT max(effective_at) FROM event
     WHERE subject = :subject AND record = :record
       AND NOT EXISTS (SELECT 1 FROM event AS later WHERE later.corrects = event.id)
"""


def entries_of(store: Store, subject: str, record: int) -> tuple[Entry, ...]:
    """Return the events of the record with the row id ``record``, as they took effect.

    Events that another took the place of are among them.
    """
    wanted = {"subject": subject, "record": record}
    return tuple(entry_from(row) for row in store.query(_OF_RECORD, wanted))


def entries_with(store: Store, subject: str, uid: str) -> tuple[Entry, ...]:
    """Return the events of the record with ``uid``; none if it is not there."""
    row = store.one(selection(subject), {"uid": uid})
    return () if row is None else entries_of(store, subject, row["id"])


def change_past(
    operation: Operation,
    subject: str,
    uid: str,
    facts: Mapping[str, Any],
    *,
    effective_at: int,
    reason: str | None = None,
    version: int | None = None,
    status: str | None = None,
    kind: str = "amended",
    corrects: int | None = None,
) -> None:
    """Record what was so from ``effective_at`` on, which may be long ago.

    What took effect later and said otherwise goes on to hold: the present only takes
    what is still so, the history keeps the rest as an assertion.

    Args:
        operation: The open operation.
        subject: Table of the record.
        uid: The record.
        facts: Columns and what they were from then on.
        effective_at: Since when, seconds since 1970 UTC.
        reason: Code of why, where one is needed.
        version: The version that the user saw; None not to ask.
        status: The status that is entered then, if one is.
        kind: ``amended`` for news, ``corrected`` where the history was wrong.
        corrects: Number of the event whose place this one takes.

    Raises:
        InvalidRequest: The record was not there yet at that moment.
        ChangedMeanwhile: The record was changed from another place.
    """
    operation.flush()  # what the operation itself recorded counts
    row = operation.present(subject, uid)
    entries = holding(entries_of(operation.store, subject, row["id"]))
    standing = [entry for entry in entries if entry.number != corrects]
    if corrects != entries[0].number:
        _refuse_early(entries, effective_at)
    now = {
        name: value
        for name, value in at_last(standing, facts, effective_at).items()
        if value == facts[name] or value != row[name]
    }
    operation.change(
        subject,
        uid,
        now,
        effective_at=effective_at,
        status=status,
        reason=reason,
        version=version,
        kind=kind,
        corrects=corrects,
        asserts=None if now == facts else facts,
    )


def _refuse_early(entries: Sequence[Entry], moment: int) -> None:
    if moment < entries[0].effective_at:
        raise InvalidRequest(
            "That day is before the record began.",
            remedy="Correct the day on which it began first.",
        )


def change_since(
    operation: Operation, subject: str, uid: str, facts: Mapping[str, Any], moment: int
) -> None:
    """Record what was so from ``moment`` on, or from when the record began if later.

    What took effect later and said otherwise goes on to hold, as for ``change_past``.
    """
    operation.flush()
    record = operation.present(subject, uid)["id"]
    first = holding(entries_of(operation.store, subject, record))[0].effective_at
    change_past(operation, subject, uid, facts, effective_at=max(moment, first))


def not_before_last(operation: Operation, subject: str, uid: str, moment: int) -> int:
    """Return ``moment``, or that of the record's last event if it took effect later.

    For a change of what is so now, which an earlier event cannot be overtaken by.
    """
    record = operation.present(subject, uid)["id"]
    wanted = {"subject": subject, "record": record}
    return max(moment, int(operation.store.value(_LAST_MOMENT, wanted)))


def entry_from(row: Any) -> Entry:
    """Return the event of a row with its operation (who, why, act)."""
    return Entry(
        number=row["id"],
        kind=row["kind"],
        status=row["status"],
        reason=row["reason"],
        before=_columns(row["before"]),
        after=_columns(row["after"]),
        effective_at=row["effective_at"],
        recorded_at=row["recorded_at"],
        who=row["who"],
        why=row["why"],
        act=row["act"],
        operation=row["operation"],
        corrects=row["corrects"],
        asserts=None if row["asserts"] is None else orjson.loads(row["asserts"]),
    )


def _columns(text: str | None) -> Mapping[str, Any]:
    found: dict[str, Any] = {} if text is None else orjson.loads(text)
    return found
