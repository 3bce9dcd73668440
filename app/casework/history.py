"""History: what happened to a record, when it took effect, what it was before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
"""Columns of a present row by name, as they are stored (text, numbers or None)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of one record.

    Attributes:
        subject: Table of the record, such as ``request`` or ``exhibit``.
        uid: Permanent identity of the record.
        kind: What happened: ``registered``, ``moved``, ``amended``, ``removed``.
        effective_at: Moment at which it took effect, in seconds since 1970 UTC.
            A fact known only by its day takes effect at midday UTC of that day.
        before: The changed columns as they were; None when the record is new.
        after: The changed columns as they are now; None when the record is removed.
        status: For a request the status entered, for an exhibit the state; else None.
        reason: Code or words for why, where the change needs a reason.
    """

    subject: str
    uid: str
    kind: str
    effective_at: int
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    status: str | None = None
    reason: str | None = None


def replay(events: Iterable[Event]) -> dict[tuple[str, str], Row]:
    """Return the records that the events lead to, by subject and uid.

    Events are taken in the order in which they were recorded. What this returns
    must equal the present rows; ``verify`` compares the two.
    """
    records: dict[tuple[str, str], Row] = {}
    for event in events:
        key = event.subject, event.uid
        if event.after is None:
            records.pop(key, None)
        elif event.before is None:
            records[key] = dict(event.after)
        else:
            records.setdefault(key, {}).update(event.after)
    return records
