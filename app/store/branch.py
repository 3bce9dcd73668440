"""Two states of one store: where their histories part, and what each has of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.store import Store
from app.store.chain import GENESIS
from app.store.record import RECORDS

_HEAD = "SELECT head FROM chain WHERE operation = :sequence"
_LAST = "SELECT coalesce(max(operation), 0) FROM chain"
_AFTER = """
    SELECT id, uid, recorded_at, who, why, kind FROM operation
     WHERE id > :sequence ORDER BY id
"""
_COUNTS = """
    SELECT subject, count(DISTINCT uid) AS number FROM event
     WHERE operation > :sequence GROUP BY subject ORDER BY number DESC, subject
"""
_REQUESTS = """
    SELECT DISTINCT uid FROM event
     WHERE operation > :sequence AND subject = 'request'
"""
_REQUEST = "SELECT * FROM request WHERE uid = :uid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One operation of a history.

    Attributes:
        sequence: Its number.
        uid: Its permanent identity.
        recorded_at: When it was recorded, UTC.
        who: Who did it.
        why: Why, in words; may be empty.
        kind: What was done, such as ``move request``.
    """

    sequence: int
    uid: str
    recorded_at: datetime
    who: str
    why: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One request that is not the same in two states of a store.

    Attributes:
        reference: Its reference.
        columns: Names of what differs; empty where one state does not have it.
        here: What of these is in the first state; None where it is not there.
        there: What of these is in the second state; None where it is not there.
    """

    reference: str
    columns: tuple[str, ...] = ()
    here: Mapping[str, object] | None
    there: Mapping[str, object] | None


def last_sequence(store: Store) -> int:
    """Return the number of the last operation; 0 for none."""
    return int(store.value(_LAST))


def head_at(store: Store, sequence: int) -> bytes | None:
    """Return the head after an operation; None if there is no such operation."""
    if sequence == 0:
        return GENESIS
    found = store.value(_HEAD, {"sequence": sequence})
    return None if found is None else bytes(found)


def common_sequence(here: Store, there: Store) -> int:
    """Return the number of the last operation that two states have in common.

    Each head depends on all before it, so heads are equal up to there and differ after.
    """
    low, high = 0, min(last_sequence(here), last_sequence(there))
    while low < high:
        middle = (low + high + 1) // 2
        if head_at(here, middle) == head_at(there, middle):
            low = middle
        else:
            high = middle - 1
    return low


def operations_after(store: Store, sequence: int) -> tuple[Recorded, ...]:
    """Return the operations after one, oldest first."""
    return tuple(
        Recorded(
            sequence=row["id"],
            uid=row["uid"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            who=row["who"],
            why=row["why"],
            kind=row["kind"],
        )
        for row in store.query(_AFTER, {"sequence": sequence})
    )


def records_after(store: Store, sequence: int) -> dict[str, int]:
    """Return how many records of each table operations after one touched."""
    rows = store.query(_COUNTS, {"sequence": sequence})
    return {row["subject"]: row["number"] for row in rows}


def differing_requests(here: Store, there: Store, common: int) -> tuple[Differing, ...]:
    """Return the requests that differ between two states, by reference.

    Args:
        here: One state.
        there: The other.
        common: Number of the last operation that they have in common.
    """
    after = {"sequence": common}
    touched = {
        row["uid"] for one in (here, there) for row in one.query(_REQUESTS, after)
    }
    found = (_compared(here, there, uid) for uid in touched)
    return tuple(
        sorted((one for one in found if one is not None), key=lambda one: one.reference)
    )


def _compared(here: Store, there: Store, uid: str) -> Differing | None:
    mine, other = (one.one(_REQUEST, {"uid": uid}) for one in (here, there))
    if mine is None or other is None:
        present = mine if mine is not None else other
        if present is None:
            return None
        alone = {"status": present["status"]}
        return Differing(
            reference=present["reference"],
            here=None if mine is None else alone,
            there=None if other is None else alone,
        )
    columns = tuple(name for name in RECORDS["request"] if mine[name] != other[name])
    if not columns:
        return None
    return Differing(
        reference=mine["reference"],
        columns=columns,
        here={name: mine[name] for name in columns},
        there={name: other[name] for name in columns},
    )
