"""Requests in the store that may be the one that is being typed in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.casework.request import Status
from app.rules.intake import LONGEST_LINE, plain
from app.rules.likeness import Alike, Probe, Sign
from app.store import Store

MOST = 8
"""Requests that are shown at most."""
_MOST_OF_ONE = 5
"""Requests of one case or operation that are shown at most, the latest."""

_CASES = """
    SELECT DISTINCT case_reference FROM request WHERE case_reference LIKE :pattern
"""
_OPERATIONS = """
    SELECT DISTINCT operation_name FROM request WHERE operation_name LIKE :pattern
"""
_OF_CASE = """
    SELECT * FROM request WHERE case_reference = :wanted ORDER BY id DESC LIMIT :most
"""
_OF_OPERATION = """
    SELECT * FROM request WHERE operation_name = :wanted ORDER BY id DESC LIMIT :most
"""
_NAMED = "SELECT * FROM request WHERE reference = :wanted LIMIT :most"
_REFERENCES = "SELECT reference FROM request WHERE reference LIKE :pattern"
_EXHIBITS_OF_CASE = """
    SELECT request.*, exhibit.reference AS label
      FROM request JOIN exhibit ON exhibit.request = request.uid
     WHERE request.case_reference = :wanted ORDER BY request.id DESC
"""
_OF_DEVICE = """
    SELECT request.*, exhibit.reference AS label
      FROM exhibit JOIN request ON request.uid = exhibit.request
     WHERE exhibit.identifier = :wanted ORDER BY request.id DESC LIMIT :most
"""


def find_alike(store: Store, probe: Probe) -> tuple[Alike, ...]:
    """Return the requests like what is being typed, the surest first.

    Case, spaces and dashes do not matter. Each request comes once, with its surest
    sign.
    """
    found: dict[str, Alike] = {}
    for each in sorted(_all_alike(store, probe), key=lambda one: one.sign):
        found.setdefault(each.uid, each)
    return tuple(found.values())[:MOST]


def _all_alike(store: Store, probe: Probe) -> Iterator[Alike]:
    for identifier in dict.fromkeys(filter(None, probe.identifiers)):
        for row in _rows(store, _OF_DEVICE, identifier):
            yield _alike(row, Sign.IDENTIFIER, f"there exhibit {row['label']}")
    for text in _same(store, _CASES, probe.case_reference):
        yield from _alike_exhibits(store, text, probe)
    for typed, texts, requests, sign in (
        (probe.reference, _REFERENCES, _NAMED, Sign.REFERENCE),
        (probe.case_reference, _CASES, _OF_CASE, Sign.CASE),
        (probe.operation_name, _OPERATIONS, _OF_OPERATION, Sign.OPERATION),
    ):
        for text in _same(store, texts, typed):
            for row in _rows(store, requests, text):
                yield _alike(row, sign, text)


def _alike_exhibits(store: Store, case: str, probe: Probe) -> Iterator[Alike]:
    wanted = {plain(label) for label in probe.exhibits} - {""}
    if not wanted:
        return
    labels: dict[str, list[str]] = {}
    rows: dict[str, Any] = {}
    for row in store.query(_EXHIBITS_OF_CASE, {"wanted": case}):
        if plain(row["label"]) in wanted:
            labels.setdefault(row["uid"], []).append(row["label"])
            rows[row["uid"]] = row
    for uid, found in labels.items():
        yield _alike(rows[uid], Sign.EXHIBIT, ", ".join(dict.fromkeys(found)))


def _same(store: Store, sql: str, typed: str) -> list[str]:
    """Return the texts of the store that are ``typed`` but for case and dashes."""
    wanted = plain(typed)
    if not wanted or len(wanted) > LONGEST_LINE:
        return []
    pattern = "%".join(("", *wanted, ""))  # finds them all, and some others
    rows = store.query(sql, {"pattern": pattern})
    return [row[0] for row in rows if plain(row[0]) == wanted]


def _rows(store: Store, sql: str, wanted: str) -> Iterator[Any]:
    return store.query(sql, {"wanted": wanted, "most": _MOST_OF_ONE})


def _alike(row: Any, sign: Sign, detail: str) -> Alike:
    day = row["submitted_on"] or row["received_on"]
    return Alike(
        uid=row["uid"],
        reference=row["reference"],
        status=Status(row["status"]),
        day=date.fromisoformat(day) if day else None,
        sign=sign,
        detail=detail,
    )
