"""What happened to a person or a post: every event of all records that name it.

Wellbeing is left out on purpose: exposure, contacts, rotation, tolerance and feedback
are shown in their own room alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.casework.history import Entry
from app.store import Store
from app.store.past import entry_from

PARTS = ("pattern", "skill", "absence", "abstraction", "posting")
"""Tables of which a record names a person, apart from those of wellbeing."""

_EVENTS = """
    WITH wanted (subject, uid) AS (
        SELECT :subject, :uid
         UNION
        SELECT subject, uid FROM event
         WHERE subject IN ({subjects}) AND :uid IN (
               json_extract(after, '$.{column}'), json_extract(before, '$.{column}')))
    SELECT event.subject, event.uid, event.id, event.kind, status, reason, before,
           after, effective_at, corrects, asserts, recorded_at, who, why,
           operation.kind AS act, operation.uid AS operation
      FROM event JOIN operation ON operation.id = event.operation
     WHERE event.subject IN ({subjects}, :subject)
       AND (event.subject, event.uid) IN (SELECT subject, uid FROM wanted)
  ORDER BY event.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of a record.

    Attributes:
        subject: Table of the record, such as ``skill``.
        uid: The record.
        entry: The event.
    """

    subject: str
    uid: str
    entry: Entry


def past_of_person(store: Store, uid: str) -> tuple[Happening, ...]:
    """Return what happened to a person, as it was recorded.

    That is every event of the person, the working patterns, skills, absences, other
    work and posts held, those of records taken away since too.
    """
    return _past(store, "person", uid, PARTS, "person")


def past_of_post(store: Store, uid: str) -> tuple[Happening, ...]:
    """Return what happened to a post and to who held it, as it was recorded."""
    return _past(store, "post", uid, ("posting",), "post")


def _past(
    store: Store, subject: str, uid: str, parts: Iterable[str], column: str
) -> tuple[Happening, ...]:
    names = ", ".join(f"'{part}'" for part in parts)
    query = _EVENTS.format(subjects=names, column=column)  # names of ours alone
    rows = store.query(query, {"subject": subject, "uid": uid})
    return tuple(
        Happening(subject=row["subject"], uid=row["uid"], entry=entry_from(row))
        for row in rows
    )
