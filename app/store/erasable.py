"""Where a text stands in a store: in records, history, files brought in and drafts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from app.errors import InvalidRequest
from app.store import Store
from app.store.erased_text import LEAST, Eraser

FREE: dict[str, tuple[str, ...]] = {
    "person": ("name", "alias", "account"),
    "skill": ("evidence",),
    "absence": ("note",),
    "post": ("label", "note"),
    "holiday": ("name",),
    "equipment": ("label", "note"),
    "provider": ("name", "note"),
    "request": (
        *("reference", "requester", "summary", "case_reference", "operation_name"),
        *("legal_basis", "override_reason", "decided_by"),
    ),
    "exhibit": ("reference", "identifier", "location", "seal"),
    "proceeding": ("accused", "charge", "limit_source"),
    "note": ("text",),
    "sending": ("note",),
    "driver": ("name", "source"),
    "operation_plan": ("name", "note"),
    "change_point": ("words",),
    "anchor": ("document",),
    "erasure": ("basis",),
    "safety_act": ("source", "outcome", "detail"),
    "salvaged": ("detail",),
    "scenario": ("name", "content", "summary"),
    "policy": ("content",),
    "norm": ("source",),
    "setting": ("value",),
    "term": ("label", "guidance", "extras"),
    "commentary": ("text",),
    "import_file": ("name", "source", "columns", "mapping"),
    "mapping": ("mapping",),
}
"""The columns in which people write, by table; codes, days and uids are not erased."""

_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "event": ("reason", "before", "after", "asserts"),
    "operation": ("why",),
    "import_row": ("reference", "reasons", "cells"),
    "draft": ("content",),
}
_JSON_OF_EVENT = ("before", "after", "asserts")
_MAPPED = ("import_file", "mapping")
"""Tables that hold words of files without their signs: each row is looked at."""

_WORDS = {
    "operation": "reasons given with what was done",
    "import_row": "rows of files brought in",
    "draft": "drafts",
}
_PARTS_OF = """
    SELECT 'request', id FROM request WHERE uid = :uid
     UNION SELECT 'exhibit', id FROM exhibit WHERE request = :uid
     UNION SELECT 'note', id FROM note WHERE request = :uid
     UNION SELECT 'proceeding', id FROM proceeding WHERE request = :uid
     UNION SELECT 'sending', id FROM sending WHERE request = :uid
"""
_OPERATIONS_OF = """
    SELECT DISTINCT event.operation FROM request
      JOIN event ON event.subject = 'request' AND event.record = request.id
     WHERE request.uid = :uid
"""
_EVER = """
    SELECT before, after, asserts FROM event WHERE subject = :subject AND uid = :uid
  ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands.

    Attributes:
        words: What holds it, such as ``request: summary, in the history``.
        count: How often it stands there.
    """

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """One row that holds a text.

    Attributes:
        table: Its table.
        row: Its row id.
        columns: The columns that hold the text, without it.
        places: Where it stands, in words, as often as it does.
    """

    table: str
    row: int
    columns: dict[str, Any]
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One request and what belongs to it: outside it a text stays as it is.

    Attributes:
        records: Table and row id of the request and of its parts.
        reference: Its reference, as rows of files brought in name it.
        operations: Row ids of the operations that recorded something of it.
    """

    records: frozenset[tuple[str, int]]
    reference: str
    operations: frozenset[int]

    def holds(self, table: str, row: Any) -> bool:
        """Return whether a row belongs to the request."""
        if table == "event":
            return (row["subject"], row["record"]) in self.records
        if table == "operation":
            return row["id"] in self.operations
        if table == "import_row":
            return bool(row["reference"] == self.reference)
        return (table, row["id"]) in self.records


def scope_of(store: Store, uid: str) -> Scope:
    """Return what belongs to the request with ``uid``."""
    rows = [(row[0], row[1]) for row in store.query(_PARTS_OF, {"uid": uid})]
    reference = store.value(
        "SELECT reference FROM request WHERE uid = :uid", {"uid": uid}
    )
    operations = store.query(_OPERATIONS_OF, {"uid": uid})
    return Scope(
        records=frozenset(rows),
        reference=str(reference),
        operations=frozenset(row[0] for row in operations),
    )


def values_ever(store: Store, subject: str, uid: str, column: str) -> list[str]:
    """Return every text that a column of a record holds or ever held, oldest first.

    Raises:
        InvalidRequest: People do not write in that column.
    """
    if column not in FREE.get(subject, ()):
        raise InvalidRequest(
            f"The {column} of a {subject} is no text that can be erased.",
            remedy=f"Choose one of: {', '.join(FREE.get(subject, ())) or 'none'}.",
        )
    found: dict[str, None] = {}
    for row in store.query(_EVER, {"subject": subject, "uid": uid}):
        for text in row:
            value = orjson.loads(text).get(column) if text else None
            if isinstance(value, str) and value.strip():
                found[value] = None
    return list(found)


def find_texts(
    store: Store, texts: Sequence[str], scope: Scope | None = None
) -> tuple[Place, ...]:
    """Return where texts stand in the store, and how often; nothing is changed.

    Args:
        store: The store.
        texts: What is looked for, as words, in any case of their letters.
        scope: The request within which it is looked for; None for everywhere.

    Raises:
        InvalidRequest: A text is too short to be looked for everywhere.
    """
    refuse_short(texts, scope)
    found: Counter[str] = Counter()
    for text in texts:
        for change in changes_without(store, Eraser(text, store.entropy), scope):
            found.update(change.places)
    return places_of(found)


def refuse_short(texts: Sequence[str], scope: Scope | None = None) -> None:
    """Refuse texts that would be found in too much else."""
    if not texts:
        raise InvalidRequest("There is nothing to erase.")
    for text in texts:
        if len(text.strip()) < (LEAST if scope is None else 1):
            raise InvalidRequest(
                f"“{text.strip()}” is too short to be erased: it stands in much else.",
                remedy=f"Give a text of {LEAST} characters or more, or erase it in one"
                " request only.",
            )


def places_of(found: Counter[str]) -> tuple[Place, ...]:
    """Return where texts stood, from how often each place was come to."""
    return tuple(Place(words=words, count=found[words]) for words in sorted(found))


def changes_without(
    store: Store, eraser: Eraser, scope: Scope | None = None
) -> Iterator[Change]:
    """Yield every row that holds the text, with its columns without it."""
    for table, columns in {**_ELSEWHERE, **FREE}.items():
        for row in store.query(_candidates(table, columns), {"like": eraser.like}):
            if scope is not None and not scope.holds(table, row):
                continue
            change = Change(table, row["id"], {})
            allowed = FREE.get(row["subject"], ()) if table == "event" else ()
            for column in columns:
                if row[column] is not None:
                    _look_at(change, eraser, (column, row[column]), allowed)
            if change.columns:
                if table == "event":
                    _name_history(change, row["subject"])
                yield change


def _name_history(change: Change, subject: str) -> None:
    named = subject.replace("_", " ")
    change.places[:] = [f"{named}: {name}, in the history" for name in change.places]


def _candidates(table: str, columns: Sequence[str]) -> str:
    more = ("subject", "record") if table == "event" else ()
    names = ", ".join((*columns, *more))
    wanted = " OR ".join(rf"{column} LIKE :like ESCAPE '\'" for column in columns)
    if table in _MAPPED:
        wanted = "1"
    elif table == "event":
        wanted += f" OR subject IN {_MAPPED}"
    return f"SELECT id, {names} FROM {table} WHERE {wanted}"  # noqa: S608 - fixed names


def _look_at(
    change: Change, eraser: Eraser, held: tuple[str, Any], allowed: Sequence[str]
) -> None:
    """Note a column without the text, and where the text stood, as often as it did."""
    column, value = held
    if change.table == "event" and column in _JSON_OF_EVENT:
        facts = orjson.loads(value)
        named = {name: facts[name] for name in allowed if name in facts}
        cleaned = {name: _noted(change, eraser, name, named[name]) for name in named}
        if cleaned != named:
            change.columns[column] = orjson.dumps({**facts, **cleaned}).decode()
        return
    cleaned_text = _noted(change, eraser, column, value)
    if cleaned_text != value:
        change.columns[column] = cleaned_text


def _noted(change: Change, eraser: Eraser, name: str, value: Any) -> Any:
    before = eraser.count
    cleaned = eraser.clean(value)
    told = name.replace("_", " ")
    if change.table != "event":
        words = f"{change.table.replace('_', ' ')}: {told}"
        told = _WORDS.get(change.table, words)
    change.places.extend([told] * (eraser.count - before))
    return cleaned
