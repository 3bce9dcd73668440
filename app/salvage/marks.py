"""Records that came back from a damaged store and are to be checked by somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.salvage.outcome import records_named
from app.store import Store
from app.store.event import write
from app.store.record import RECORDS

_OPEN = """
    SELECT uid, subject, record, source, detail FROM salvaged
     WHERE checked_on IS NULL ORDER BY id
"""
_ONE = "SELECT * FROM {} WHERE uid = :uid"
_NAMES = ("reference", "name", "label", "day", "code")
_SOURCES = {
    "rows": "The records",
    "history": "The history",
    "both": "Records and history",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A record that is to be checked.

    Attributes:
        uid: Identity of the mark.
        subject: What sort of record it is, in words.
        name: Its number or name; of what belongs to a request, that of the request.
        source: Where it came back from, in words.
        detail: What is doubtful about it, in sentences.
    """

    uid: str
    subject: str
    name: str
    source: str
    detail: str


def count_marks(store: Store) -> int:
    """Return how many records are still to be checked."""
    counted = "SELECT count(*) FROM salvaged WHERE checked_on IS NULL"
    return int(store.value(counted))


def read_marks(store: Store, most: int = 1000) -> tuple[Mark, ...]:
    """Return the records that are still to be checked, ``most`` of them at most."""
    found = []
    for row in store.query(f"{_OPEN} LIMIT {int(most)}"):
        mark = Mark(
            uid=row["uid"],
            subject=records_named(row["subject"]),
            name=_name_of(store, row["subject"], row["record"]),
            source=_SOURCES[row["source"]],
            detail=row["detail"],
        )
        found.append(mark)
    return tuple(found)


def check_off(
    store: Store,
    value: Sequence[str],
    *,
    on: date,
    who: str,
    at: datetime,
    why: str = "",
) -> str:
    """Note that salvaged records were checked; return the uid of the operation.

    Args:
        store: Where to write.
        value: Uids of the marks.
        on: The day.
        who: Who checked them.
        at: Moment of recording, with time zone.
        why: What came of it, in words.
    """
    moment = int(at.timestamp())
    changes = {"checked_on": on.isoformat()}
    with write(store, who=who, why=why, kind="check salvaged", at=at) as operation:
        for uid in value:
            operation.change("salvaged", uid, changes, effective_at=moment)
    return operation.uid


def _name_of(store: Store, subject: str, uid: str) -> str:
    if subject not in RECORDS:
        return uid
    row = store.one(_ONE.format(subject), {"uid": uid})
    if row is None:
        return "taken away since"
    held = set(row.keys())
    if subject == "person":  # shown by a setting, here never by name
        return str(row["alias"] or uid[-8:])
    owner = row["request"] if "request" in held else None
    if owner is not None:
        request = store.one(_ONE.format("request"), {"uid": owner})
        own = row["reference"] if "reference" in held else ""
        number = request["reference"] if request is not None else ""
        return f"{number} {own}".strip()
    return next((str(row[each]) for each in _NAMES if each in held and row[each]), uid)
