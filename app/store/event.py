"""The one way to write: an operation, its events, the present rows and the chain."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from app.casework.history import Row
from app.errors import ReadOnlyStore, StoreError
from app.store import Store
from app.store.chain import digest_of, last_head, link
from app.store.engine import database_errors
from app.store.record import (
    DEFAULTS,
    IN_ORDER,
    RECORDS,
    amendment,
    as_json,
    insertion,
    not_kept,
    refuse_changed,
    removal,
    selection,
)
from app.store.saving import (
    commit,
    explain_unsaved,
    refuse_doubt,
    refuse_other_file,
    roll_back,
    was_saved,
)
from app.store.uid import Uids

__all__ = ["Operation", "Step", "batch", "was_saved", "write"]

_ADD_OPERATION = """
    INSERT INTO operation (id, uid, recorded_at, who, why, kind)
    VALUES (:id, :uid, :recorded_at, :who, :why, :kind)
"""
_ADD_EVENT = """
    INSERT INTO event (id, operation, subject, uid, record, kind, effective_at, status,
                       reason, before, after, digest, corrects, asserts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_CHAIN = """
    INSERT INTO chain (operation, first_event, events, head)
    VALUES (:operation, :first_event, :events, :head)
"""
_THE_OPERATION = "SELECT uid, recorded_at, who, why, kind FROM operation WHERE id = :id"
_HIGHEST = """
    SELECT coalesce(max(record), 0) FROM event WHERE subject = :subject
"""  # of all that ever was: the id of a removed record is not given again
_LAST = "SELECT id, uid FROM operation ORDER BY id DESC LIMIT 1"
_NEXT_OPERATION = "SELECT coalesce(max(id), 0) + 1 FROM operation"
_NEXT_EVENT = "SELECT coalesce(max(id), 0) + 1 FROM event"
BATCH = 5000
"""Events after which a long operation hands its rows to SQLite, to bound memory."""

_TEMPLATES: dict[str, Row] = {
    subject: {**dict.fromkeys(columns), **DEFAULTS.get(subject, {})}
    for subject, columns in RECORDS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A past change of a record that is registered with its history.

    Attributes:
        effective_at: Moment at which it took effect, seconds since 1970 UTC.
        changes: The columns that it changed, with their new values.
        status: The status (or state) entered; None for a change of other facts.
        reason: Code for why, where there is one.
    """

    effective_at: int
    changes: Mapping[str, Any]
    status: str | None = None
    reason: str | None = None


@dataclass(slots=True, eq=False)
class Operation:
    """An operation that is open: all that is added to it is saved, or nothing.

    Attributes:
        store: The store that it writes.
        number: Its row id.
        uid: Its permanent identity, by which its outcome can be asked later.
        recorded_at: Moment of recording, with time zone.
        uids: Where the uids of new records come from.
    """

    store: Store
    number: int
    uid: str
    recorded_at: datetime
    uids: Uids
    _next_event: int
    _digests: Any = field(default_factory=sha256)
    _events: list[tuple[Any, ...]] = field(default_factory=list)
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _count: int = 0
    _covered: bytes = b""

    def register(
        self,
        subject: str,
        row: Mapping[str, Any],
        *,
        effective_at: int,
        uid: str | None = None,
        status: str | None = None,
        reason: str | None = None,
        steps: Sequence[Step] = (),
    ) -> str:
        """Add a new record, with what happened to it since, and return its uid.

        Args:
            subject: Table of the record.
            row: Its columns as they first were; what is missing is empty.
            effective_at: Moment at which it took effect, seconds since 1970 UTC.
            uid: Its identity where it has a natural one (a setting's name).
            status: For a request its first status, for an exhibit its state.
            reason: Why, where a reason is needed.
            steps: Later changes already known, oldest first.
        """
        uid = uid or self.uids.next()
        record = self._next_id(subject)
        full: Row = {
            **_TEMPLATES[subject],
            **row,
            "id": record,
            "uid": uid,
            "version": 1,
        }
        self._rows.setdefault(subject, []).append(full)
        key = subject, uid, record
        first = {name: value for name, value in row.items() if value is not None}
        first = {**DEFAULTS.get(subject, {}), **first, "version": 1}
        self._note(key, "registered", effective_at, status, reason, None, first)
        for step in steps:
            after = {**step.changes, "version": full["version"] + 1}
            before = {name: full[name] for name in after}
            full.update(after)
            kind = "moved" if step.status else "amended"
            self._note(
                key, kind, step.effective_at, step.status, step.reason, before, after
            )
        if len(self._events) >= BATCH:
            self.flush()
        return uid

    def change(
        self,
        subject: str,
        uid: str,
        changes: Mapping[str, Any],
        *,
        effective_at: int,
        status: str | None = None,
        reason: str | None = None,
        version: int | None = None,
        kind: str = "",
        corrects: int | None = None,
        asserts: Mapping[str, Any] | None = None,
    ) -> None:
        """Change columns of a record.

        Args:
            subject: Table of the record.
            uid: The record.
            changes: Columns and their new values.
            effective_at: Moment at which it took effect, seconds since 1970 UTC.
            status: The status or state that the change enters, if it enters one.
            reason: Why, where a reason is needed.
            version: The version that the change was made from; when the record has
                another by now, somebody else changed it.
            kind: What sort of change; empty for ``moved`` or ``amended``.
            corrects: Number of the event whose place this one takes.
            asserts: What was so from ``effective_at`` on, where that is not what is
                so now (``changes``).

        Raises:
            ChangedMeanwhile: It was changed from another place.
            StoreError: There is no such record.
        """
        row = self.present(subject, uid)
        refuse_changed(row["version"], version)
        after = {**changes, "version": row["version"] + 1}
        before = {name: row[name] for name in after}
        self.store.execute(amendment(subject, tuple(changes)), {**after, "uid": uid})
        kind = kind or ("moved" if status else "amended")
        key = subject, uid, row["id"]
        told = None if asserts is None else orjson.dumps(dict(asserts)).decode()
        self._note(
            key, kind, effective_at, status, reason, before, after, corrects, told
        )

    def remove(
        self,
        subject: str,
        uid: str,
        *,
        effective_at: int,
        reason: str | None = None,
        corrects: int | None = None,
    ) -> None:
        """Take a record away from the present; the history keeps all that it was."""
        row = self.present(subject, uid)
        before = {name: row[name] for name in ("version", *RECORDS[subject])}
        before = {name: value for name, value in before.items() if value is not None}
        self.store.execute(removal(subject), {"uid": uid})
        key = subject, uid, row["id"]
        self._note(key, "removed", effective_at, None, reason, before, None, corrects)

    def flush(self) -> None:
        """Write what was added so far; it is saved only when the operation ends."""
        for subject in RECORDS:
            if rows := self._rows.pop(subject, None):
                self.store.execute_many(
                    insertion(subject), map(IN_ORDER[subject], rows)
                )
        self.store.execute_many(_ADD_EVENT, self._events)
        self._events.clear()

    def cover(self, digest: bytes) -> None:
        """Take what is no event, such as the rows of a file, into the chain."""
        self._covered += digest

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added to it."""
        return not self._count and not self._covered

    def finish(self) -> bytes:
        """Write what is left and the link of the chain; return the new head."""
        self.flush()
        self._digests.update(self._covered)
        about = dict(self.store.one(_THE_OPERATION, {"id": self.number}))
        digest = self._digests.digest()
        head = link(last_head(self.store), about, digest, self._count)
        self.store.execute(
            _ADD_CHAIN,
            {
                "operation": self.number,
                "first_event": self._next_event - self._count,
                "events": self._count,
                "head": head,
            },
        )
        return head

    def present(self, subject: str, uid: str) -> Any:
        """Return the present row of a record, with what was added just now.

        Raises:
            StoreError: There is no such record.
        """
        if self._rows or len(self._events) >= BATCH:
            self.flush()
        row = self.store.one(selection(subject), {"uid": uid})
        if row is None:
            raise StoreError(f"There is no such {subject} any more.", detail=uid)
        return row

    def _next_id(self, subject: str) -> int:
        if subject not in self._ids:
            self._ids[subject] = self.store.value(_HIGHEST, {"subject": subject})
        self._ids[subject] += 1
        return self._ids[subject]

    def _note(
        self,
        key: tuple[str, str, int],
        kind: str,
        effective_at: int,
        status: str | None,
        reason: str | None,
        before: Row | None,
        after: Row | None,
        corrects: int | None = None,
        asserts: str | None = None,
    ) -> None:
        subject, uid, record = key
        was, now = as_json(before), as_json(after, is_new=True)
        about = subject, uid, kind, effective_at, status, reason
        digest = digest_of(*about, was, now, corrects, asserts)
        self._digests.update(digest)
        self._events.append(
            (
                *(self._next_event, self.number, subject, uid, record, kind),
                *(effective_at, status, reason, was, now, digest, corrects, asserts),
            )
        )
        self._next_event += 1
        self._count += 1


@contextmanager
def write(
    store: Store, *, who: str, why: str, kind: str, at: datetime
) -> Iterator[Operation]:
    """Open an operation; what is added to it is saved when the block ends.

    Everything or nothing: an error in the block leaves the store as it was, and so does
    a block that adds nothing: then there is no such operation. When the commit itself
    reports an error the operation is looked up again, so that "not saved" is only said
    when it is true (``app.store.saving``).

    Args:
        store: Where to write.
        who: Who does it: the account or the name given.
        why: Why, in words; may be empty where the kind says it all.
        kind: What is done, such as ``import`` or ``move request``.
        at: Moment of recording, with time zone.

    Raises:
        ReadOnlyStore: The store is open for reading only.
        UncertainSave: It is not known yet whether it was saved.
        StoreError: It could not be saved; the sentence says why.
    """
    if store.read_only:
        raise ReadOnlyStore(
            "The store is open for reading only; nothing was changed.",
            remedy="Close the window that has it open for writing, then open it again.",
        )
    refuse_doubt(store)  # whose connection is in no transaction
    nested = store.connection.in_transaction
    try:
        if not nested:
            store.connection.execute("BEGIN IMMEDIATE")
            refuse_other_file(store)
        operation = _begin(store, who=who, why=why, kind=kind, at=at)
        yield operation
        operation.finish()
        if not nested:
            _end(store, operation)
    except database_errors() as error:
        roll_back(store)
        raise explain_unsaved(store, error, f"write: {kind}") from error
    except (UnicodeEncodeError, orjson.JSONEncodeError) as error:
        roll_back(store)
        raise not_kept(str(error)) from error
    except BaseException:
        roll_back(store)
        raise


@contextmanager
def batch(store: Store) -> Iterator[None]:
    """Save all the operations written in the block together, or none of them."""
    refuse_doubt(store)
    try:
        store.connection.execute("BEGIN IMMEDIATE")
        refuse_other_file(store)
        yield
        if last := store.one(_LAST):
            commit(store, last["id"], last["uid"])
    except database_errors() as error:
        raise explain_unsaved(store, error, "write: batch") from error
    finally:
        roll_back(store)


def _begin(store: Store, *, who: str, why: str, kind: str, at: datetime) -> Operation:
    if (owner := store.owner or store.under) is not None:
        owner.prove()
    uids = Uids(at, store.entropy)
    operation = Operation(
        store=store,
        number=store.value(_NEXT_OPERATION),
        uid=uids.next(),
        recorded_at=at,
        uids=uids,
        _next_event=store.value(_NEXT_EVENT),
    )
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {"who": who, "why": why, "kind": kind, "recorded_at": stamp}
    as_json(words, is_new=True)
    store.execute(
        _ADD_OPERATION, {"id": operation.number, "uid": operation.uid, **words}
    )
    return operation


def _end(store: Store, operation: Operation) -> None:
    if operation.is_empty:
        roll_back(store)
    else:
        commit(store, operation.number, operation.uid)
