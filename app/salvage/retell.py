"""Tells the history behind the gap anew, event by event, in one operation.

What took effect when, and what it changed, stays; what came before a change is what
the new store holds by then.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.casework.history import Row
from app.progress import Progress, no_progress
from app.salvage.fitting import Fitting
from app.salvage.found import Found, Trace
from app.salvage.proof import Proof
from app.salvage.retell_import import cover_import
from app.salvage.unbroken import Key
from app.store.event import Operation
from app.store.record import RECORDS, amendment, removal

_STATUS = {"request": "status", "exhibit": "state"}
_NOT_FIRST = "How it began is lost: its first entry was in a damaged part."
_BETWEEN = "A change of it was in a damaged part and is not known in full."
_UNPROVEN = "The operation that recorded it is lost or could not be proven."
_EVERY = 500
ERASURE = "erasure"
"""Told in an operation of its own, since it is about what stays as it is."""


@dataclass(slots=True)
class Track:
    """What the events of a record came to.

    Attributes:
        version: Version of the last known event, as it was in the damaged file.
        is_contiguous: Whether no event of it is missing before that.
        is_placed: Whether the chain proves each of them.
    """

    version: int
    is_contiguous: bool = True
    is_placed: bool = True


class Retelling:
    """The history behind the gap, told into one open operation.

    Attributes:
        tracks: What the events of each record that is there came to.
        unknown: Events of which nothing at all is known.
        lost: Records of which only their row id is known.
    """

    def __init__(
        self, operation: Operation, found: Found, proof: Proof, fitting: Fitting
    ) -> None:
        self.tracks: dict[Key, Track] = {}
        self.unknown = 0
        self.lost: set[tuple[str, int]] = set()
        self._operation, self._found, self._proof = operation, found, proof
        self._fitting = fitting
        self._first = proof.unbroken_events
        self._numbers: dict[int, int] = {}
        self._told = 0
        self._seeking: set[Key] = set()
        self._of_record, self._uids = self._later_events()

    def tell(self, progress: Progress = no_progress) -> None:
        """Tell every event behind the gap of which anything is known."""
        last = self._proof.last_event
        for number in range(self._first + 1, last + 1):
            event = self._proof.events.get(number)
            trace = self._found.traces.get(number)
            if event is not None:
                self._tell(event)
            elif trace is not None:
                self._tell_trace(number, trace)
            else:
                self.unknown += 1
            if number % _EVERY == 0:
                progress(number, last)

    def track_unbroken(self, present: Mapping[Key, Row]) -> None:
        """Take over what the unbroken part came to."""
        for key, row in present.items():
            self.tracks[key] = Track(int(row["version"]))

    def uid_of(self, subject: str, record: int) -> str | None:
        """Return the uid of the record that had a row id, if the history says so."""
        return self._uids.get((subject, record))

    def register_row(self, key: Key, row: Row, moment: int) -> bool:
        """Add a record from a row that was read; return whether it could be."""
        status = row.get(_STATUS.get(key[0], ""))
        return self._register(key, row, moment, status, None)

    def amend(
        self,
        key: Key,
        changes: Mapping[str, Any],
        moment: int,
        asserts: Mapping[str, Any] | None = None,
    ) -> bool:
        """Change a record to what a row says; return whether that could be."""
        status = changes.get(_STATUS.get(key[0], ""))
        facts = {"effective_at": moment, "status": status, "asserts": asserts}
        return self._change(key, changes, facts)

    def secure_parents(self, key: Key, row: Row, moment: int) -> Row:
        """Return a row whose parents are all there: found, stood in for, or left."""
        row = dict(row)
        for column, parent in self._fitting.missing_parents(key[0], row):
            if self._found_parent(parent, moment):
                continue
            if self._fitting.is_needed(key[0], column):
                self._stand_in(parent, moment)
            else:
                row[column] = None
                reason = f"The {parent[0]} that its {column} names is lost."
                self._fitting.doubt(key, "history", reason)
        return row

    def _later_events(self) -> tuple[dict[Key, list[Row]], dict[tuple[str, int], str]]:
        events: dict[Key, list[Row]] = defaultdict(list)
        uids: dict[tuple[str, int], str] = {}
        for number, event in sorted(self._proof.events.items()):
            uids[event["subject"], event["record"]] = event["uid"]
            if number > self._first:
                events[event["subject"], event["uid"]].append(event)
        for subject, rows in self._found.rows.items():
            for uid, variants in rows.items():
                uids.setdefault((subject, variants[0]["id"]), uid)
        return events, uids

    def _tell(self, event: Row) -> None:
        key = event["subject"], event["uid"]
        if key[0] not in RECORDS or key[0] == ERASURE:
            return
        is_placed = self._is_proven(event)
        if not is_placed:
            self._fitting.doubt(key, "history", _UNPROVEN)
        if event["after"] is None:
            self._remove(key, event)
        elif event["before"] is None and key not in self._fitting.there:
            row = _known(key[0], event["after"])
            names = "effective_at", "status", "reason"
            if self._register(key, row, *(event[name] for name in names)):
                self._numbers[event["id"]] = self._last_number()
                self.tracks[key] = Track(1, is_placed=is_placed)
        elif key in self._fitting.there or self._begin(key, event["effective_at"]):
            self._tell_change(key, event)

    def _is_proven(self, event: Row) -> bool:
        """Return whether the chain, or the index beside its digest, bears it out.

        A page of another store has events with good digests too; that the index names
        the same event under the same number cannot come of that.
        """
        if event["id"] in self._proof.placed:
            return True
        trace = self._found.traces.get(event["id"])
        names = ("subject", "record", "effective_at", "status", "reason")
        return trace == Trace(*(event[name] for name in names))

    def _tell_change(self, key: Key, event: Row) -> None:
        after = orjson.loads(event["after"])
        track = self.tracks[key]
        version = int(after.get("version", track.version + 1))
        if version != track.version + 1:
            track.is_contiguous = False
            self._fitting.doubt(key, "history", _BETWEEN)
        facts = {name: event[name] for name in ("effective_at", "status", "reason")}
        kind = event["kind"] if event["kind"] != "registered" else "amended"
        facts |= {"kind": kind, "corrects": self._number_of(event["corrects"])}
        if event["asserts"] is not None:
            facts["asserts"] = orjson.loads(event["asserts"])
        if self._change(key, _known(key[0], event["after"]), facts):
            self._numbers[event["id"]] = self._last_number()
        track.version = version
        track.is_placed &= self._is_proven(event)

    def _tell_trace(self, number: int, trace: Trace) -> None:
        """Tell of a lost event what the index still says: when, and what status."""
        if trace.subject == ERASURE:
            return
        uid = self._uids.get((trace.subject, trace.record))
        if uid is None:
            self.lost.add((trace.subject, trace.record))
            return
        key = trace.subject, uid
        if key not in self._fitting.there:
            if self._begin(key, trace.effective_at, trace.status, trace.reason):
                self._numbers[number] = self._last_number()
            return
        self._fitting.doubt(key, "history", _BETWEEN)
        self.tracks[key].is_contiguous = False
        column = _STATUS.get(trace.subject)
        if column and trace.status is not None:
            facts = {"effective_at": trace.effective_at, "status": trace.status}
            facts |= {"reason": trace.reason}
            if self._change(key, {column: trace.status}, facts):
                self._numbers[number] = self._last_number()

    def _begin(
        self,
        key: Key,
        moment: int,
        status: str | None = None,
        reason: str | None = None,
    ) -> bool:
        """Add a record whose first event is lost, from its row and its later events."""
        variants = self._found.rows.get(key[0], {}).get(key[1], [])
        row = dict(variants[0]) if variants else {}
        for event in reversed(self._of_record.get(key, [])):
            if event["before"] is not None:
                row.update(_known(key[0], event["before"]))
        column = _STATUS.get(key[0])
        if column:
            row[column] = status or row.get(column)
            status = row[column]
        done = self._register(key, row, moment, status, reason)
        if done:
            self._fitting.doubt(key, "rows" if variants else "history", _NOT_FIRST)
            first = next(iter(self._of_record.get(key, [])), None)
            version = _version_before(first) if first else 1
            self.tracks[key] = Track(version, is_contiguous=False, is_placed=False)
        return done

    def _found_parent(self, key: Key, moment: int) -> bool:
        """Add a record that another leans on, if it was found; return whether."""
        if key in self._fitting.there:
            return True
        if key in self._seeking:  # it leans on itself
            return False
        self._seeking.add(key)
        variants = self._found.rows.get(key[0], {}).get(key[1], [])
        is_known = bool(variants or self._of_record.get(key))
        done = is_known and self._begin(key, moment)
        self._seeking.discard(key)
        return done

    def _stand_in(self, key: Key, moment: int) -> None:
        """Put something in the place of a record that others cannot be without."""
        name = f"lost {key[1][-8:]}"
        row = dict.fromkeys(("reference", "name", "label"), name)
        self._register(key, row, moment, None, None)
        self.tracks[key] = Track(1, is_contiguous=False, is_placed=False)
        self._fitting.doubt(
            key, "history", "It is lost itself: this stands in for what leans on it."
        )

    def _register(
        self,
        key: Key,
        row: Row,
        moment: int,
        status: str | None,
        reason: str | None,
    ) -> bool:
        row = self.secure_parents(key, row, moment)
        fitted = self._fitting.fitted(key, row)
        if fitted is None:
            self._fitting.refused.add(key)
            return False
        column = _STATUS.get(key[0])
        self._operation.register(
            key[0],
            fitted,
            effective_at=moment,
            uid=key[1],
            status=status or (fitted[column] if column else None),
            reason=reason,
        )
        self._told += 1
        self._fitting.there.add(key)
        self._fitting.refused.discard(key)
        if key[0] == "import_file":
            cover_import(self._operation, self._found, self._fitting, key)
        return True

    def _change(self, key: Key, changes: Mapping[str, Any], facts: Row) -> bool:
        subject, uid = key
        changes = {
            name: value
            for name, value in self.secure_parents(
                key, dict(changes), facts["effective_at"]
            ).items()
            if name in RECORDS[subject]
        }
        row = self._operation.present(subject, uid)
        after = {**changes, "version": row["version"] + 1, "uid": uid}
        if not self._fitting.takes(amendment(subject, tuple(changes)), after):
            self._fitting.doubt(key, "history", _BETWEEN)
            return False
        self._operation.change(subject, uid, changes, **facts)
        self._told += 1
        return True

    def _remove(self, key: Key, event: Row) -> None:
        if key not in self._fitting.there:
            return
        if not self._fitting.takes(removal(key[0]), {"uid": key[1]}):
            reason = "It was taken away once, but others lean on it."
            self._fitting.doubt(key, "history", reason)
            return
        facts = {name: event[name] for name in ("effective_at", "reason")}
        facts["corrects"] = self._number_of(event["corrects"])
        self._operation.remove(*key, **facts)
        self._told += 1
        self._numbers[event["id"]] = self._last_number()
        self._fitting.there.discard(key)
        self._fitting.doubts.pop(key, None)
        self.tracks.pop(key, None)

    def _number_of(self, event: int | None) -> int | None:
        """Return the number that an event has in the new store; None if it is lost."""
        if event is None or event <= self._first:
            return event
        return self._numbers.get(event)

    def _last_number(self) -> int:
        return self._first + self._told


def _known(subject: str, text: str) -> Row:
    """Return the columns of a record in what an event says."""
    told = orjson.loads(text)
    return {name: told[name] for name in told if name in RECORDS[subject]}


def _version_before(event: Row) -> int:
    told = event["before"] or '{"version": 0}'
    return int(orjson.loads(told).get("version", 0))
