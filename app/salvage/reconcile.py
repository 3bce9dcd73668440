"""Compares what the history tells with the present rows that were read."""

from collections.abc import Iterator
from typing import Any

from app.casework.history import Row, as_it_was
from app.salvage.fitting import Fitting
from app.salvage.found import Found
from app.salvage.proof import Proof
from app.salvage.retell import ERASURE, Retelling, Track
from app.salvage.unbroken import Key
from app.store.event import Operation
from app.store.past import entries_of
from app.store.record import RECORDS, everything

_AT_LAST = 1 << 60
_FEW = 3
"""Damaged pages from which on all trace of the last changes may be lost."""

_NO_HISTORY = "Its history is lost: only what was so at last was read."
_LATER = "A later change of it is known only by what was so at last."
_DIFFERS = "What was read of it differs from what is left of its history."
_NOT_READ = "Its present row was not read, and a last change of it may be lost."


class Reconciling:
    """Brings the rows that were read and the history that was told together.

    Attributes:
        ignored: Rows that were read of which the history knows nothing.
    """

    def __init__(
        self,
        operation: Operation,
        found: Found,
        proof: Proof,
        *,
        fitting: Fitting,
        retelling: Retelling,
    ) -> None:
        self.ignored = 0
        self._operation, self._found, self._proof = operation, found, proof
        self._fitting, self._retelling = fitting, retelling
        self._now = int(operation.recorded_at.timestamp())
        self._is_open = (
            retelling.unknown > 0
            or found.missing > 0
            or found.doubted >= _FEW
            or not proof.last
        )
        self._may_know_more = self._is_open or not proof.is_whole
        self._removed = {
            (event["subject"], event["record"])
            for event in proof.events.values()
            if event["after"] is None
        }

    def reconcile(self) -> None:
        """Take in what only the rows say, and doubt what they cannot bear out."""
        present = dict(self._present())
        for subject in RECORDS:
            for uid, variants in self._found.rows.get(subject, {}).items():
                if subject == ERASURE:
                    continue
                key = subject, uid
                if key in present and key in self._retelling.tracks:
                    self._compare(key, present.pop(key), variants)
                elif key not in self._fitting.there:
                    self._take_in(key, variants[0])
        for key in present:
            track = self._retelling.tracks.get(key)
            if track is None or self._is_open or not track.is_contiguous:
                self._fitting.doubt(key, "history", _NOT_READ)
        self._settle_past()

    def _present(self) -> Iterator[tuple[Key, Row]]:
        self._operation.flush()
        for subject in RECORDS:
            for row in self._operation.store.query(everything(subject)):
                yield (subject, row["uid"]), dict(row)

    def _compare(self, key: Key, told: Row, variants: list[Row]) -> None:
        track = self._retelling.tracks[key]
        changes = [_changes(key[0], told, row) for row in variants]
        for row, differing in zip(variants, changes, strict=True):
            if not differing and row["version"] == track.version:
                return
        row = max(variants, key=lambda each: int(each["version"]))
        differing = _changes(key[0], told, row)
        is_later = self._is_later(row, track)
        if is_later or not track.is_contiguous:
            self._follow_row(key, differing, _LATER if is_later else _DIFFERS)
        elif self._is_open:
            self._fitting.doubt(key, "history", _DIFFERS)

    def _is_later(self, row: Row, track: Track) -> bool:
        """Return whether a row knows of changes that the history may well have lost."""
        ahead = int(row["version"]) - track.version
        return self._may_know_more and 0 < ahead <= self._proof.last_event + 1000

    def _follow_row(self, key: Key, differing: Row, reason: str) -> None:
        self._fitting.doubt(key, "both", reason)
        if differing:
            self._retelling.amend(key, differing, self._now)

    def _take_in(self, key: Key, row: Row) -> None:
        """Add a record of which only its row was read, where there may be such.

        A row in the place of another record is that record with its uid spoilt.
        """
        subject, record = key[0], row["id"]
        is_another = self._retelling.uid_of(subject, record) != key[1]
        was_removed = (subject, record) in self._removed
        if was_removed or is_another or not self._may_know_more:
            self.ignored += 1
        elif self._retelling.register_row(key, row, self._now):
            self._fitting.doubt(key, "rows", _NO_HISTORY)

    def _settle_past(self) -> None:
        """Say again of each doubtful request with corrections what is so of it now."""
        self._operation.flush()
        store = self._operation.store
        for key in [each for each in self._fitting.doubts if each[0] == "request"]:
            if key not in self._fitting.there:
                continue
            row = dict(self._operation.present(*key))
            entries = entries_of(store, "request", row["id"])
            if all(e.corrects is None and e.asserts is None for e in entries):
                continue
            folded = as_it_was(entries, _AT_LAST)
            facts = {name: row[name] for name in RECORDS["request"]}
            if any(folded.get(name) != value for name, value in facts.items()):
                last = max(entry.effective_at for entry in entries)
                self._retelling.amend(key, {}, max(self._now, last), facts)


def _changes(subject: str, told: Row, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in RECORDS[subject] if row[name] != told[name]}
