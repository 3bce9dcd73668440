"""Check a store: its file, its chain, its history against its present."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from app.casework.history import Row, as_it_was
from app.errors import StoreError
from app.progress import Progress, no_progress
from app.store import Store
from app.store.chain import GENESIS, digest_of, fingerprint, link
from app.store.engine import database_errors
from app.store.imports import digest_of_rows
from app.store.ledger import build_ledger, extend_ledger, same_ledger
from app.store.past import entries_of
from app.store.record import RECORDS, everything
from app.store.snapshot import is_snapshot_damaged, load_snapshot

_OPERATIONS = """
    SELECT operation.id, uid, recorded_at, who, why, kind,
           chain.first_event, chain.events, chain.head
      FROM operation LEFT JOIN chain ON chain.operation = operation.id
  ORDER BY operation.id
"""
_EVENTS = """
    SELECT id, operation, subject, uid, record, kind, effective_at, status, reason,
           before, after, digest, corrects, asserts
      FROM event ORDER BY id
"""
_CORRECTED = """
    SELECT uid, id FROM event WHERE id = :id AND subject = :subject AND uid = :uid
"""
_WITH_CORRECTIONS = """
    SELECT * FROM request WHERE id IN (
        SELECT record FROM event
         WHERE subject = 'request' AND (corrects IS NOT NULL OR asserts IS NOT NULL))
"""
_AT_LAST = 1 << 60
"""A moment after every other."""
_STRAY_ROWS = """
    SELECT import_row.line FROM import_row
      LEFT JOIN import_file ON import_file.uid = import_row.import
     WHERE import_file.uid IS NULL
"""
_SUMS = """
    SELECT import_file.name, import_file.rows, count(import_row.id) AS kept
      FROM import_file LEFT JOIN import_row ON import_row.import = import_file.uid
  GROUP BY import_file.uid HAVING kept <> import_file.rows
"""


_UNREADABLE: tuple[type[Exception], ...] = (
    *(StoreError, UnicodeDecodeError, orjson.JSONDecodeError),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of a store found.

    Attributes:
        operations: Operations checked.
        events: Events checked.
        records: Present rows compared with the history.
        fingerprint: Sequence number and short head, as printed on paper.
        fault: The first thing that is wrong, a sentence; empty when all is well.
    """

    operations: int
    events: int
    records: int
    fingerprint: str
    fault: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong was found."""
        return not self.fault


class _Wrong(Exception):  # noqa: N818 - ends the check at the first fault
    """The first thing found wrong."""


@dataclass(slots=True)
class _Count:
    operations: int = 0
    events: int = 0
    records: int = 0


def verify(store: Store, progress: Progress = no_progress) -> Verdict:
    """Check the file, the chain of the history, and the present against it.

    Stops at the first thing that is wrong and names it. Reads everything and changes
    nothing.
    """
    count = _Count()
    fault = ""
    try:
        _check_file(store)
        present = _check_history(store, count, progress)
        _check_present(store, present, count)
        _check_past(store)
        _check_imports(store)
        _check_snapshot(store)
    except _Wrong as wrong:
        fault = str(wrong)
    except (*database_errors(), *_UNREADABLE) as error:
        fault = (
            f"The file is damaged: part of it cannot be read ({type(error).__name__})."
        )
    return Verdict(
        operations=count.operations,
        events=count.events,
        records=count.records,
        fingerprint=_fingerprint(store),
        fault=fault,
    )


def _fingerprint(store: Store) -> str:
    try:
        return fingerprint(store)
    except (StoreError, UnicodeDecodeError):
        return "unreadable"


def _check_file(store: Store) -> None:
    for row in store.connection.execute("PRAGMA quick_check(1)"):
        if row[0] != "ok":
            raise _Wrong(f"The file is damaged: {row[0]}.")
    for row in store.connection.execute("PRAGMA foreign_key_check"):
        raise _Wrong(f"A row of {row[0]} refers to a {row[2]} that is not there.")


def _check_history(
    store: Store, count: _Count, progress: Progress
) -> dict[tuple[str, str], Row]:
    """Follow the chain from the first operation; return what the events lead to."""
    past = _Past(store)
    events = iter(store.connection.execute(_EVENTS))
    operations = store.connection.execute(_OPERATIONS).fetchall()
    head, expected, next_event = GENESIS, 1, 1
    for number, operation in enumerate(operations):
        if operation["id"] != expected:
            raise _Wrong(f"Operation {expected} is missing from the history.")
        if operation["head"] is None or operation["first_event"] != next_event:
            raise _Wrong(f"Operation {expected} is not part of the chain.")
        digests = past.follow(events, operation)
        head = link(head, dict(operation), digests, operation["events"])
        if head != operation["head"]:
            raise _Wrong(
                f"Operation {expected} ({operation['kind']}) was changed after it "
                f"was recorded on {operation['recorded_at'][:10]}."
            )
        expected += 1
        next_event += operation["events"]
        count.operations += 1
        count.events += operation["events"]
        progress(number + 1, len(operations))
    for event in events:
        raise _Wrong(f"Event {event['id']} belongs to no operation of the chain.")
    return past.present


class _Past:
    """The history played event by event, and what it leads to."""

    def __init__(self, store: Store) -> None:
        self.present: dict[tuple[str, str], Row] = {}
        self._store = store
        self._given: set[tuple[str, int]] = set()  # row ids, each given once for ever

    def follow(self, events: Iterator[Any], operation: Any) -> bytes:
        """Check the events of one operation and play them; return their digest."""
        digests, covered = sha256(), b""
        for number in range(operation["first_event"], _end(operation)):
            event = next(events, None)
            if event is None or event["id"] != number:
                raise _Wrong(f"Event {number} is missing from the history.")
            digest = _digest(event)
            if digest != event["digest"] or event["operation"] != operation["id"]:
                raise _Wrong(
                    f"Event {number} ({event['subject']} {event['kind']}) "
                    "was changed after it was recorded."
                )
            digests.update(digest)
            self._play(event)
            if event["subject"] == "import_file" and event["kind"] == "registered":
                covered += digest_of_rows(self._store, event["uid"])
        digests.update(covered)
        return digests.digest()

    def _play(self, event: Any) -> None:
        key = event["subject"], event["uid"]
        self._check_row_id(event)
        if event["corrects"] is not None:
            self._check_correction(event)
        if event["after"] is None:
            self.present.pop(key, None)
        elif event["before"] is None:
            self.present[key] = orjson.loads(event["after"])
            self.present[key]["id"] = event["record"]
        else:
            before, record = orjson.loads(event["before"]), self.present.get(key, {})
            if any(record.get(name) != value for name, value in before.items()):
                raise _unfounded(event)
            record.update(orjson.loads(event["after"]))

    def _check_correction(self, event: Any) -> None:
        """Refuse a correction of anything but an earlier event of the same record."""
        wanted = {name: event[name] for name in ("subject", "uid")}
        found = self._store.one(_CORRECTED, {**wanted, "id": event["corrects"]})
        if found is None or found["id"] >= event["id"]:
            raise _unfounded(event)

    def _check_row_id(self, event: Any) -> None:
        """Refuse an event that was moved to the row of another record."""
        known = self.present.get((event["subject"], event["uid"]))
        row_id = event["subject"], event["record"]
        if event["before"] is None and (known or row_id in self._given):
            raise _unfounded(event)
        if event["before"] is not None and (known or {}).get("id") != event["record"]:
            raise _unfounded(event)
        self._given.add(row_id)


def _digest(event: Any) -> bytes:
    words = (event[name] for name in ("subject", "uid", "kind", "effective_at"))
    names = ("status", "reason", "before", "after", "corrects", "asserts")
    more = (event[name] for name in names)
    return digest_of(*words, *more)


def _unfounded(event: Any) -> _Wrong:
    return _Wrong(
        f"Event {event['id']} ({event['subject']} {event['kind']}) does not "
        "follow from what was recorded before it."
    )


def _end(operation: Any) -> int:
    return int(operation["first_event"] + operation["events"])


def _check_present(
    store: Store, present: dict[tuple[str, str], Row], count: _Count
) -> None:
    for subject in RECORDS:
        for row in store.connection.execute(everything(subject)):
            _compare(subject, dict(row), present.pop((subject, row["uid"]), None))
            count.records += 1
    for subject, uid in present:
        raise _Wrong(f"A {subject} of the history is missing now ({uid}).")


def _check_past(store: Store) -> None:
    """Check that what is so of a corrected request is what its history comes to."""
    for row in store.connection.execute(_WITH_CORRECTIONS):
        entries = entries_of(store, "request", row["id"])
        folded = as_it_was(entries, _AT_LAST)
        for column in RECORDS["request"]:
            if row[column] != folded.get(column):
                raise _Wrong(
                    f"The request {row['reference']} is not what its history comes"
                    f" to: its {column.replace('_', ' ')} differs."
                )


def _compare(subject: str, row: Row, expected: Row | None) -> None:
    name = row.get("reference") or row.get("name") or row["uid"]
    if expected is None:
        raise _Wrong(f"The {subject} {name} has no history.")
    for column, value in row.items():
        if column != "uid" and value != expected.get(column):
            raise _Wrong(
                f"The {subject} {name} was changed outside the history: "
                f"its {column.replace('_', ' ')} is not what was recorded."
            )


def _check_imports(store: Store) -> None:
    for row in store.connection.execute(_STRAY_ROWS):
        raise _Wrong(f"Line {row['line']} of an import belongs to no file.")
    for row in store.connection.execute(_SUMS):
        raise _Wrong(
            f"The import of {row['name']} kept {row['kept']} of its {row['rows']} rows."
        )


def _check_snapshot(store: Store) -> None:
    if is_snapshot_damaged(store):
        raise _Wrong("The snapshot for quick opening is damaged; it is not used.")
    known = load_snapshot(store)
    if known and not same_ledger(extend_ledger(known, store), build_ledger(store)):
        raise _Wrong("The snapshot for quick opening differs from the history.")
