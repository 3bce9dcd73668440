"""The history played event by event: does each follow from what was recorded before?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from app.casework.history import Row
from app.progress import Progress, no_progress
from app.store import Store
from app.store.chain import GENESIS, digest_of, link
from app.store.imports import digest_of_rows

_OPERATIONS = """
    SELECT operation.id, uid, recorded_at, who, why, kind,
           chain.first_event, chain.events, chain.head
      FROM operation LEFT JOIN chain ON chain.operation = operation.id
  ORDER BY operation.id
"""
_EVENTS = """
    SELECT id, operation, digest, record, subject, uid, kind, effective_at, status,
           reason, before, after, corrects, asserts
      FROM event ORDER BY id
"""  # in this order: digests are taken of the columns from ``subject`` on
_FROM = 4  # the place of ``subject``
_CORRECTED = """
    SELECT id FROM event WHERE id = :id AND subject = :subject AND uid = :uid
"""
_LAST_EVENT = "SELECT coalesce(max(id), 0) FROM event"
_ERASURES = "SELECT place, row, was, digest FROM erasure ORDER BY id"

BEAT = 1000
"""Events between two calls of progress."""

MARK = "[erased "
"""What stands, with a digest behind it, where something was erased."""

ERASE = "erase value"
"""The kind of the operation by which a value is lawfully erased."""


class Wrong(Exception):  # noqa: N818 - ends the check at the first fault
    """The first thing found wrong, a sentence."""


@dataclass(frozen=True, slots=True)
class _Erased:
    """What an erasure says of a place: its digest in the chain, and of what is left."""

    was: bytes
    left: bytes


class History:
    """The history of a store, played from its first operation.

    Attributes:
        operations: Operations played.
        events: Events played.
        present: What the events lead to: columns by uid, by table.
    """

    def __init__(self, store: Store) -> None:
        self.operations = self.events = 0
        self.present: dict[str, dict[str, Row]] = defaultdict(dict)
        self._store = store
        self._given: dict[str, set[int]] = defaultdict(set)  # row ids, each given once
        self._head, self._total = GENESIS, 0
        self._progress: Progress = no_progress
        self._erased = _read_erased(store)

    def play(self, progress: Progress) -> None:
        """Play all of it; ``progress`` is told events done, and of how many.

        Raises:
            Wrong: Something in it is not as it was recorded.
        """
        cursor = self._store.connection.cursor()
        cursor.row_factory = None
        rows = iter(cursor.execute(_EVENTS))
        self._progress = progress
        self._total = self._store.value(_LAST_EVENT)
        for operation in self._store.connection.execute(_OPERATIONS).fetchall():
            self._play(operation, rows)
        for event in rows:
            raise Wrong(f"Event {event[0]} belongs to no operation of the chain.")

    def _play(self, operation: Any, rows: Iterator[tuple[Any, ...]]) -> None:
        number = self.operations + 1
        if operation["id"] != number:
            raise Wrong(f"Operation {number} is missing from the history.")
        if operation["head"] is None or operation["first_event"] != self.events + 1:
            raise Wrong(f"Operation {number} is not part of the chain.")
        about, count = dict(operation), operation["events"]
        digests = self._follow(rows, about)
        head = link(self._head, about, digests, count)
        stored = bytes(operation["head"])
        place, texts = ("operation", number), (operation["why"],)
        if stored != head and self._is_other(stored, head, place, texts):
            raise Wrong(
                f"Operation {number} ({operation['kind']}) was changed after it was"
                f" recorded on {operation['recorded_at'][:10]}."
            )
        self._head = stored
        self.operations, self.events = number, self.events + count

    def _follow(
        self, rows: Iterator[tuple[Any, ...]], operation: Mapping[str, Any]
    ) -> bytes:
        """Check the events of an operation and play them; return their digest."""
        digests, covered, operation_id = sha256(), b"", operation["id"]
        first, is_erasing = operation["first_event"], operation["kind"] == ERASE
        for number in range(first, first + operation["events"]):
            event = next(rows, None)
            if event is None or event[0] != number:
                raise Wrong(f"Event {number} is missing from the history.")
            subject, kind, stored = event[4], event[6], event[2]
            digest = digest_of(*event[_FROM:])
            place, texts = ("event", number), (*event[9:12], event[13])
            if event[1] != operation_id or (
                digest != stored and self._is_other(stored, digest, place, texts)
            ):
                raise Wrong(
                    f"Event {number} ({subject} {kind}) was changed after it was"
                    " recorded."
                )
            digests.update(stored)
            self._take(event)
            if number % BEAT == 0:
                self._progress(number, self._total)
            if subject == "erasure":
                _check_erasure(event, first, is_erasing=is_erasing)
            elif subject == "import_file" and kind == "registered":
                covered += self._rows_of(event)
        digests.update(covered)
        return digests.digest()

    def _is_other(
        self,
        stored: bytes,
        found: bytes,
        place: tuple[str, int],
        texts: Sequence[str | None],
    ) -> bool:
        """Return whether a digest other than stored is not as an erasure left it.

        An erasure leaves its mark where it took something out of ``texts``.
        """
        erased = self._erased.get(place)
        is_marked = any(MARK in (text or "") for text in texts)
        is_left = erased is not None and (erased.was, erased.left) == (stored, found)
        return not (is_left and is_marked)

    def _rows_of(self, event: tuple[Any, ...]) -> bytes:
        """Return the digest of an import's rows, as they were when it was recorded."""
        found = digest_of_rows(self._store, event[5])
        erased = self._erased.get(("import_file", event[3]))
        return erased.was if erased and erased.left == found else found

    def _take(self, event: tuple[Any, ...]) -> None:
        """Let an event change what the history leads to, if it follows from it."""
        subject, uid, before, after = event[4], event[5], event[10], event[11]
        known = self.present[subject]
        row = known.get(uid)
        if event[12] is not None:
            self._check_correction(event)
        if before is None:
            self._give(event, row)
        elif row is None or row["id"] != event[3]:
            raise _unfounded(event)
        if after is None:
            known.pop(uid, None)
        elif before is None or row is None:
            made = orjson.loads(after)
            made["id"] = event[3]
            known[uid] = made
        else:
            _change(event, row)

    def _give(self, event: tuple[Any, ...], row: Row | None) -> None:
        """Refuse a new record that is there already, or has the row of another."""
        given = self._given[event[4]]
        if row is not None or event[3] in given:
            raise _unfounded(event)
        given.add(event[3])

    def _check_correction(self, event: tuple[Any, ...]) -> None:
        """Refuse a correction of anything but an earlier event of the same record."""
        wanted = {"id": event[12], "subject": event[4], "uid": event[5]}
        if event[12] >= event[0] or self._store.one(_CORRECTED, wanted) is None:
            raise _unfounded(event)


def _change(event: tuple[Any, ...], row: Row) -> None:
    for name, value in orjson.loads(event[10]).items():
        if row.get(name) != value:
            raise _unfounded(event)
    row.update(orjson.loads(event[11]))


def _read_erased(store: Store) -> dict[tuple[str, int], _Erased]:
    """Return the last erasure of each place, by table and row id."""
    try:
        return {
            (row["place"], row["row"]): _Erased(
                bytes.fromhex(row["was"]), bytes.fromhex(row["digest"])
            )
            for row in store.query(_ERASURES)
        }
    except (ValueError, TypeError) as error:
        raise Wrong("The record of an erasure cannot be read.") from error


def _check_erasure(event: tuple[Any, ...], first: int, *, is_erasing: bool) -> None:
    """Refuse an erasure outside its operation, or of what is not older than it."""
    facts = orjson.loads(event[11] or "{}")
    is_early = facts.get("place") != "event" or facts.get("row", first) < first
    if not (is_erasing and event[6] == "registered" and is_early):
        raise _unfounded(event)


def _unfounded(event: tuple[Any, ...]) -> Wrong:
    return Wrong(
        f"Event {event[0]} ({event[4]} {event[6]}) does not follow from what was"
        " recorded before it."
    )
