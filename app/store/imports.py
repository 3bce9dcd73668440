"""Files that were imported: every row of them, and the mappings kept by source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from app.casework.exhibit import Exhibit
from app.casework.request import Request
from app.store import Store
from app.store.event import Operation
from app.store.request import exhibit_from, request_from

_FILES = """
    SELECT import_file.*, operation.recorded_at, operation.who
      FROM import_file JOIN operation ON operation.uid = import_file.operation
"""
_ALL_FILES = f"{_FILES} ORDER BY import_file.id DESC"
_SAME_FILE = f"""{_FILES}
     WHERE sha256 = :sha256 AND import_file.kind = :kind AND undone_by IS NULL
       AND NOT EXISTS (
           SELECT 1 FROM operation AS later
            WHERE later.id > operation.id
              AND (later.kind = 'undo import'
                   OR later.kind = 'import' AND import_file.rejected > 0))
  ORDER BY import_file.id DESC
"""  # noqa: S608 - fixed words
_ONE_FILE = f"{_FILES} WHERE import_file.uid = :uid"
_ROWS = """
    SELECT line, bin, reference, reasons, cells FROM import_row
     WHERE import = :import AND bin IN (SELECT value FROM json_each(:bins))
  ORDER BY line
"""
_EVERY_ROW = """
    SELECT line, bin, reference, reasons, cells FROM import_row
     WHERE import = :import ORDER BY id
"""
_ABSENCES = "absences"
_ADD_ROW = """
    INSERT INTO import_row (import, line, bin, reference, reasons, cells)
    VALUES (?, ?, ?, ?, ?, ?)
"""
_REQUESTS = """
    SELECT * FROM request
     WHERE reference IN (SELECT value FROM json_each(:references))
"""
_EXHIBITS = """
    SELECT request.reference AS owner, exhibit.*
      FROM exhibit JOIN request ON request.uid = exhibit.request
     WHERE request.reference IN (SELECT value FROM json_each(:references))
"""
_ANY_REQUEST = "SELECT EXISTS (SELECT 1 FROM request)"
_PEOPLE = """
    SELECT uid, name FROM person
     UNION SELECT uid, alias FROM person WHERE alias IS NOT NULL
"""
_MAPPING = "SELECT uid, mapping FROM mapping WHERE source = :source"
_MADE = """
    SELECT event.subject, event.uid
      FROM operation JOIN chain ON chain.operation = operation.id
      JOIN event ON event.id >= chain.first_event
           AND event.id < chain.first_event + chain.events
     WHERE operation.uid = :operation AND event.kind = 'registered'
       AND event.subject IN ('request', 'exhibit', 'absence')
  ORDER BY event.id DESC
"""
_TOUCHED = """
    SELECT count(DISTINCT later.uid)
      FROM operation JOIN chain ON chain.operation = operation.id
      JOIN event AS made ON made.id >= chain.first_event
           AND made.id < chain.first_event + chain.events
      JOIN event AS later ON later.subject = made.subject
           AND later.record = made.record AND later.operation > operation.id
     WHERE operation.uid = :operation AND made.kind = 'registered'
       AND made.subject IN ('request', 'exhibit', 'absence')
"""
_LEANED_ON = """
    WITH import AS (
        SELECT chain.first_event AS first, chain.first_event + chain.events AS next
          FROM operation JOIN chain ON chain.operation = operation.id
         WHERE operation.uid = :operation),
    later AS (
        SELECT exhibit.request, exhibit.parent FROM import
          JOIN event ON event.id >= import.next JOIN exhibit ON exhibit.id = record
         WHERE event.subject = 'exhibit' AND event.kind = 'registered'),
    leaning AS (
        SELECT request AS uid FROM later UNION SELECT parent FROM later
         UNION SELECT request FROM examination UNION SELECT exhibit FROM examination
         UNION SELECT request FROM work UNION SELECT request FROM note
         UNION SELECT request FROM proceeding)
    SELECT count(*) FROM import
      JOIN event ON event.id >= import.first AND event.id < import.next
     WHERE event.kind = 'registered' AND event.subject IN ('request', 'exhibit')
       AND event.uid IN (SELECT uid FROM leaning)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """A file that was imported.

    Attributes:
        uid: Its permanent identity.
        name: Name of the file, without its folder.
        sha256: Digest of its bytes.
        kind: What it held, ``requests``, ``exhibits`` or ``absences``.
        columns: Names of its columns.
        rows: Rows of the file but the heading; the sum of the four bins.
        taken: Rows that were taken in.
        duplicate: Rows that were there already.
        rejected: Rows that could not be taken.
        blank: Blank rows and titles.
        recorded_at: When, UTC, such as ``2026-11-21T19:38:00Z``.
        who: Who imported it.
        operation: Uid of the operation.
        undone_by: Uid of the operation that took it back; None while it stands.
    """

    uid: str
    name: str
    sha256: str
    kind: str
    columns: tuple[str, ...]
    rows: int
    taken: int
    duplicate: int
    rejected: int
    blank: int
    recorded_at: str
    who: str
    operation: str
    undone_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One row of a file that was imported.

    Attributes:
        line: Its line in the file.
        bin: Where it ended: ``taken``, ``duplicate``, ``rejected`` or ``blank``.
        reference: What it brought in, or of what it is a duplicate; may be empty.
        reasons: Why, in sentences.
        cells: Its cells as they were in the file.
    """

    line: int
    bin: str
    reference: str
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def past_imports(store: Store) -> list[PastImport]:
    """Return every import, the latest first."""
    return [_past(row) for row in store.query(_ALL_FILES)]


def past_import(store: Store, uid: str) -> PastImport | None:
    """Return one import by its uid, or None."""
    row = store.one(_ONE_FILE, {"uid": uid})
    return None if row is None else _past(row)


def import_of(store: Store, sha256: str, kind: str) -> PastImport | None:
    """Return the import of a file by which the same file would add nothing, or None.

    Rows that were rejected may be good after another import (an exhibit whose request
    came in since), and duplicates may be missing after an undo: then there is none,
    and the file is looked at row by row again. So it is for absences always: who is
    known and who is away changes by other ways than imports.
    """
    if kind == _ABSENCES:
        return None
    row = store.one(_SAME_FILE, {"sha256": sha256, "kind": kind})
    return None if row is None else _past(row)


def imported_rows(store: Store, uid: str, bins: Sequence[str]) -> Iterator[ImportedRow]:
    """Yield the rows of an import that ended in one of ``bins``, in order of lines."""
    wanted = {"import": uid, "bins": orjson.dumps(list(bins)).decode()}
    for row in store.query(_ROWS, wanted):
        yield ImportedRow(
            line=row["line"],
            bin=row["bin"],
            reference=row["reference"] or "",
            reasons=tuple(orjson.loads(row["reasons"])),
            cells=tuple(orjson.loads(row["cells"])),
        )


def requests_by_reference(
    store: Store, references: Iterable[str]
) -> dict[str, Request]:
    """Return those of the requests with these references that the store has."""
    if not store.value(_ANY_REQUEST):
        return {}
    rows = store.query(_REQUESTS, {"references": _listed(references)})
    return {row["reference"]: request_from(row) for row in rows}


def exhibits_by_label(
    store: Store, references: Iterable[str]
) -> dict[tuple[str, str], Exhibit]:
    """Return the exhibits of these requests by reference of request and own label."""
    rows = store.query(_EXHIBITS, {"references": _listed(references)})
    return {(row["owner"], row["reference"]): exhibit_from(row) for row in rows}


def people_by_name(store: Store) -> dict[str, str]:
    """Return the uid of each person by name and alias, in small letters.

    What two people are called is not among them.
    """
    found: dict[str, str | None] = {}
    for uid, name in store.query(_PEOPLE):
        key = name.strip().casefold()
        found[key] = uid if found.get(key, uid) == uid else None
    return {name: uid for name, uid in found.items() if uid is not None}


def saved_mapping(store: Store, source: str) -> dict[str, Any] | None:
    """Return the mapping kept for a source, or None."""
    row = store.one(_MAPPING, {"source": source})
    return None if row is None else orjson.loads(row["mapping"])


def keep_mapping(
    operation: Operation, source: str, mapping: Mapping[str, Any], *, effective_at: int
) -> None:
    """Keep the mapping of a source in place of the one before."""
    text = orjson.dumps(dict(mapping), option=orjson.OPT_SORT_KEYS).decode()
    row = operation.store.one(_MAPPING, {"source": source})
    if row is None:
        kept = {"source": source, "mapping": text}
        operation.register("mapping", kept, effective_at=effective_at)
    elif row["mapping"] != text:
        operation.change(
            "mapping", row["uid"], {"mapping": text}, effective_at=effective_at
        )


def add_import(
    operation: Operation, facts: Mapping[str, Any], *, effective_at: int
) -> str:
    """Add an import to the open operation and return its uid."""
    row = {
        **facts,
        "columns": orjson.dumps(facts["columns"]).decode(),
        "mapping": orjson.dumps(facts["mapping"]).decode(),
        "operation": operation.uid,
    }
    return operation.register("import_file", row, effective_at=effective_at)


def add_rows(operation: Operation, uid: str, rows: Iterable[ImportedRow]) -> None:
    """Keep rows of an import for good; the chain covers them."""
    digest = sha256()

    def kept() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            facts = (
                *(row.line, row.bin, row.reference or None),
                orjson.dumps(row.reasons).decode(),
                orjson.dumps(row.cells).decode(),
            )
            digest.update(_row_bytes(facts))
            yield uid, *facts

    operation.store.execute_many(_ADD_ROW, kept())
    operation.cover(digest.digest())


def digest_of_rows(store: Store, uid: str) -> bytes:
    """Return the SHA-256 over all rows of an import, as ``add_rows`` took it."""
    return rows_digest(map(tuple, store.query(_EVERY_ROW, {"import": uid})))


def rows_digest(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Return the SHA-256 over rows of an import: line, bin, reference, reasons, cells.

    They are taken as they are stored, in the order in which they were added.
    """
    digest = sha256()
    for row in rows:
        digest.update(_row_bytes(row))
    return digest.digest()


def _row_bytes(facts: tuple[Any, ...]) -> bytes:
    return "\x1f".join(map(repr, facts)).encode() + b"\x1e"


def records_of(store: Store, operation: str) -> list[tuple[str, str]]:
    """Return table and uid of the records an import made, the latest first."""
    return [(row[0], row[1]) for row in store.query(_MADE, {"operation": operation})]


def changed_since(store: Store, operation: str) -> int:
    """Return how many of the records an import made were changed or added to since."""
    wanted = {"operation": operation}
    return int(store.value(_TOUCHED, wanted)) + int(store.value(_LEANED_ON, wanted))


def mark_undone(operation: Operation, uid: str, *, effective_at: int) -> None:
    """Note that the open operation takes an import back."""
    changes = {"undone_by": operation.uid}
    operation.change("import_file", uid, changes, effective_at=effective_at)


def _listed(references: Iterable[str]) -> str:
    return orjson.dumps(list(references)).decode()


def _past(row: Any) -> PastImport:
    return PastImport(
        uid=row["uid"],
        name=row["name"],
        sha256=row["sha256"],
        kind=row["kind"],
        columns=tuple(orjson.loads(row["columns"])),
        rows=row["rows"],
        taken=row["taken"],
        duplicate=row["duplicate"],
        rejected=row["rejected"],
        blank=row["blank"],
        recorded_at=row["recorded_at"],
        who=row["who"],
        operation=row["operation"],
        undone_by=row["undone_by"],
    )
