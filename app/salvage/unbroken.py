"""Puts the unbroken part of a history into a new store, exactly as it was."""

from typing import Any

import orjson

from app.casework.history import Row
from app.salvage.found import Found
from app.salvage.proof import Proof, is_import
from app.store import Store
from app.store.record import DEFAULTS, IN_ORDER, RECORDS, insertion

Key = tuple[str, str]
"""A record: its table and its uid."""

_OPERATION = "INSERT INTO operation VALUES (:id, :uid, :recorded_at, :who, :why, :kind)"
_EVENT = """
    INSERT INTO event (id, operation, subject, uid, record, kind, effective_at, status,
                       reason, before, after, digest, corrects, asserts)
    VALUES (:id, :operation, :subject, :uid, :record, :kind, :effective_at, :status,
            :reason, :before, :after, :digest, :corrects, :asserts)
"""
_CHAIN = "INSERT INTO chain VALUES (?, ?, ?, ?)"
_IMPORT_ROW = """
    INSERT INTO import_row (import, line, bin, reference, reasons, cells)
    VALUES (?, ?, ?, ?, ?, ?)
"""


def put_unbroken(store: Store, found: Found, proof: Proof) -> dict[Key, Row]:
    """Put the operations up to the first gap into ``store``; return where they lead.

    Runs inside a transaction that is open.
    """
    player = _Player()
    last = proof.unbroken_events
    events = [player.play(proof, number) for number in range(1, last + 1)]
    numbers = range(1, proof.unbroken + 1)
    store.execute_many(_OPERATION, (proof.operations[number] for number in numbers))
    store.execute_many(_EVENT, events)
    for subject in RECORDS:
        rows = [row for key, row in player.present.items() if key[0] == subject]
        rows.sort(key=lambda row: row["id"])
        store.execute_many(insertion(subject), map(IN_ORDER[subject], rows))
    for event in events:
        if is_import(event):
            put_import_rows(store, _rows_of(found, event["uid"]))
    links = ((n, *proof.layout[n], proof.heads[n]) for n in numbers)
    store.execute_many(_CHAIN, links)
    return player.present


def erasures_before_the_gap(proof: Proof) -> list[Row]:
    """Return the erasures that were recorded behind the gap of what lies before it.

    Without them what they left would look as if it had been changed.
    """
    last = proof.unbroken_events
    bounds = {"event": last, "operation": proof.unbroken, "import_file": 1 << 62}
    found = []
    for number, event in sorted(proof.events.items()):
        if number > last and event["subject"] == "erasure" and event["after"]:
            facts = orjson.loads(event["after"])
            facts.pop("version", None)
            if facts["row"] <= bounds.get(facts["place"], 0):
                found.append(facts)
    return found


def put_import_rows(store: Store, rows: list[tuple[Any, ...]]) -> None:
    """Add rows of an import: its uid, line, bin, reference, reasons, cells."""
    store.execute_many(_IMPORT_ROW, rows)


def _rows_of(found: Found, uid: str) -> list[tuple[Any, ...]]:
    every = sorted(found.import_rows.items())
    return [values[0][1:] for _, values in every if values[0][1] == uid]


class _Player:
    """Plays events one after the other; what they lead to is ``present``."""

    def __init__(self) -> None:
        self.present: dict[Key, Row] = {}
        self._highest: dict[str, int] = {}
        self._until = 0
        self._operation = 0

    def play(self, proof: Proof, number: int) -> Row:
        """Play an event and return it with the numbers that no digest covers."""
        while number > self._until:
            self._operation += 1
            first, count = proof.layout[self._operation]
            self._until = first + count - 1
        event = {**proof.events[number], "operation": self._operation}
        key = event["subject"], event["uid"]
        event["record"] = self._row_id(key, event)
        after = event["after"]
        if after is None:
            self.present.pop(key, None)
        elif event["before"] is None:
            empty = dict.fromkeys(RECORDS[key[0]]) | DEFAULTS.get(key[0], {})
            row = {**empty, **orjson.loads(after)}
            self.present[key] = {**row, "id": event["record"], "uid": key[1]}
        else:
            self.present[key].update(orjson.loads(after))
        return event

    def _row_id(self, key: Key, event: Row) -> int:
        """Return the row id of the record of an event, which only grows by table."""
        if event["before"] is not None and key in self.present:
            return int(self.present[key]["id"])
        highest = self._highest.get(key[0], 0)
        told = int(event["record"])
        is_likely = highest < told <= highest + 1000
        self._highest[key[0]] = told if is_likely else highest + 1
        return self._highest[key[0]]
