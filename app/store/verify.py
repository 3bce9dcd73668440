"""Check a store: its file, its chain, its history against its present."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from app.casework.history import Row, as_it_was
from app.errors import StoreError
from app.progress import Progress, no_progress
from app.store import Store
from app.store.beside import fault_beside
from app.store.chain import fingerprint
from app.store.copy import back_up
from app.store.engine import MEMORY, database_errors
from app.store.fault import explain, explained
from app.store.ledger import build_ledger, extend_ledger, same_ledger
from app.store.past import entries_of
from app.store.pragmas import set_pragmas
from app.store.record import RECORDS, everything
from app.store.replay import History, Wrong
from app.store.snapshot import is_snapshot_damaged, load_snapshot

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


_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM}
_UNREADABLE: tuple[type[Exception], ...] = (
    *(StoreError, UnicodeDecodeError, orjson.JSONDecodeError),
    *(AttributeError, KeyError, TypeError),  # a value that is not there any more
    *(ValueError, IndexError, OverflowError),  # or is none that can be
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a check.

    Attributes:
        name: What is checked.
        found: What was found, a sentence; empty where it was not come to.
        is_sound: Whether nothing wrong was found.
    """

    name: str
    found: str = ""
    is_sound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of a store found.

    Attributes:
        operations: Operations checked.
        events: Events checked.
        records: Present rows compared with the history.
        fingerprint: Sequence number and short head, as printed on paper.
        fault: The first thing that is wrong, a sentence; empty when all is well.
        steps: The steps of the check; those after a fault were not come to.
    """

    operations: int
    events: int
    records: int
    fingerprint: str
    fault: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong was found."""
        return not self.fault


STEPS = (
    *("The file", "The chain", "The records", "Corrections"),
    *("Imports", "Quick opening", "The layout"),
)
"""What a check goes through, in order."""

PARTS = 1_000
"""Steps into which the progress of a check is divided."""
_HISTORY, _PRESENT = 0.6, 0.9  # how far it is after the chain, and after the present


def verify(store: Store, progress: Progress = no_progress) -> Verdict:
    """Check the file, the chain of the history, and the present against it.

    Stops at the first thing that is wrong and names it. Reads everything and changes
    nothing. Of a store that another connection may write meanwhile one state is taken
    into memory first: what is saved during the check must neither wait for it nor
    look like a change outside the history.

    Raises:
        StoreError: The store is being written just now, or memory ran out.
    """
    if store.path is None or not store.read_only:
        return _verified(store, progress)
    with _one_state(store, progress) as state:
        return _verified(state, progress)


@contextmanager
def _one_state(store: Store, progress: Progress) -> Iterator[Store]:
    memory = Store(store.engine.connect(MEMORY), engine=store.engine)
    try:
        with explained("check"):
            set_pragmas(memory.connection)
        try:
            back_up(store, memory.connection, lambda _done, _all: progress(0, PARTS))
            memory.value("SELECT count(*) FROM sqlite_schema")
        except _troubles() as error:
            _refuse_passing(error)
            yield store  # it is damaged, and is looked at where it lies
        else:
            yield memory
    finally:
        memory.connection.close()


def _troubles() -> tuple[type[Exception], ...]:
    return (*database_errors(), StoreError)


def _refuse_passing(error: Exception) -> None:
    """Refuse to call a store damaged for what says nothing about it."""
    cause = error
    if isinstance(error, StoreError) and isinstance(error.__cause__, Exception):
        cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _PASSING or isinstance(cause, MemoryError):
        raise explain(cause, "check") from error


def _verified(store: Store, progress: Progress) -> Verdict:
    check = _Check(store, progress)
    fault = ""
    try:
        for step in (
            *(check.file, check.history, check.present, check.past),
            *(check.imports, check.snapshot, check.beside),
        ):
            check.found.append(step())
    except Wrong as wrong:
        fault = str(wrong)
    except (*database_errors(), *_UNREADABLE) as error:
        _refuse_passing(error)
        fault = (
            f"The file is damaged: part of it cannot be read ({type(error).__name__})."
        )
    return Verdict(
        operations=check.operations,
        events=check.events,
        records=check.records,
        fingerprint=_fingerprint(store),
        fault=fault,
        steps=_steps(check.found, fault),
    )


def _steps(found: list[str], fault: str) -> tuple[Step, ...]:
    told = [(sentence, True) for sentence in found]
    if fault:
        told.append((fault, False))
    told += [("", False)] * (len(STEPS) - len(told))
    return tuple(
        Step(name=name, found=sentence, is_sound=is_sound)
        for name, (sentence, is_sound) in zip(STEPS, told, strict=True)
    )


def _fingerprint(store: Store) -> str:
    try:
        return fingerprint(store)
    except _UNREADABLE:
        return "unreadable"


class _Check:
    """The steps of a check; each returns what it found or raises ``Wrong``."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self.operations = self.events = self.records = 0
        self.found: list[str] = []
        self._store, self._progress = store, progress
        self._expected: dict[str, dict[str, Row]] = {}

    def file(self) -> str:
        connection = self._store.connection
        self._progress(0, PARTS)
        for row in connection.execute("PRAGMA integrity_check(1)"):
            if row[0] != "ok":
                raise Wrong(f"The file is damaged: {row[0]}.")
        self._progress(int(PARTS * 0.05), PARTS)
        for row in connection.execute("PRAGMA foreign_key_check"):
            raise Wrong(f"A row of {row[0]} refers to a {row[2]} that is not there.")
        pages = self._store.value("PRAGMA page_count")
        return f"{pages:,} pages read, no reference lost."

    def history(self) -> str:
        history = History(self._store)
        try:
            history.play(self._follow)
        finally:
            self.operations, self.events = history.operations, history.events
        self._expected = history.present
        return f"{self.operations:,} operations, {self.events:,} events as recorded."

    def _follow(self, done: int, total: int) -> None:
        part = 0.05 + (_HISTORY - 0.05) * done / max(total, 1)
        self._progress(int(PARTS * part), PARTS)

    def present(self) -> str:
        for number, subject in enumerate(RECORDS):
            part = _HISTORY + (_PRESENT - _HISTORY) * number / len(RECORDS)
            self._progress(int(PARTS * part), PARTS)
            self.records += _compare_all(
                self._store, subject, self._expected.pop(subject, {})
            )
        for subject, rows in self._expected.items():
            for uid in rows:
                raise Wrong(f"A {subject} of the history is missing now ({uid}).")
        return f"{self.records:,} records are what their history comes to."

    def past(self) -> str:
        self._progress(int(PARTS * _PRESENT), PARTS)
        corrected = _check_past(self._store)
        return f"{corrected:,} corrected requests come out as corrected."

    def imports(self) -> str:
        self._progress(int(PARTS * 0.95), PARTS)
        return f"All {_check_imports(self._store):,} rows of files brought in are kept."

    def snapshot(self) -> str:
        self._progress(int(PARTS * 0.97), PARTS)
        return _check_snapshot(self._store)

    def beside(self) -> str:
        self._progress(int(PARTS * 0.99), PARTS)
        if fault := fault_beside(self._store):
            raise Wrong(fault)
        self._progress(PARTS, PARTS)
        return "Tables and drafts are as this version makes them."


def _compare_all(store: Store, subject: str, expected: dict[str, Row]) -> int:
    """Compare every row of a table with what the history leads to; count them."""
    cursor = store.connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(everything(subject))
    names = tuple(column[0] for column in rows.description)
    place, count = names.index("uid"), 0
    for values in rows:
        wanted = expected.pop(values[place], None)
        row = {
            name: value
            for name, value in zip(names, values, strict=True)
            if value is not None
        }
        uid = row.pop("uid")
        if row != wanted:  # empty columns may be left out on either side
            _compare(subject, uid, dict(zip(names, values, strict=True)), wanted)
        count += 1
    for uid in expected:
        raise Wrong(f"A {subject} of the history is missing now ({uid}).")
    return count


def _check_past(store: Store) -> int:
    """Check that what is so of corrected requests is what their history comes to."""
    count = 0
    for row in store.connection.execute(_WITH_CORRECTIONS):
        count += 1
        entries = entries_of(store, "request", row["id"])
        folded = as_it_was(entries, _AT_LAST)
        for column in RECORDS["request"]:
            if row[column] != folded.get(column):
                raise Wrong(
                    f"The request {row['reference']} is not what its history comes"
                    f" to: its {column.replace('_', ' ')} differs."
                )
    return count


def _compare(subject: str, uid: Any, row: Row, expected: Row | None) -> None:
    name = row.get("reference") or row.get("name") or uid
    if expected is None:
        raise Wrong(f"The {subject} {name} has no history.")
    for column, value in row.items():
        if column != "uid" and value != expected.get(column):
            raise Wrong(
                f"The {subject} {name} was changed outside the history: "
                f"its {column.replace('_', ' ')} is not what was recorded."
            )


def _check_imports(store: Store) -> int:
    for row in store.connection.execute(_STRAY_ROWS):
        raise Wrong(f"Line {row['line']} of an import belongs to no file.")
    for row in store.connection.execute(_SUMS):
        raise Wrong(
            f"The import of {row['name']} kept {row['kept']} of its {row['rows']} rows."
        )
    return int(store.value("SELECT count(*) FROM import_row"))


def _check_snapshot(store: Store) -> str:
    if is_snapshot_damaged(store):
        raise Wrong("The snapshot for quick opening is damaged; it is not used.")
    known = load_snapshot(store)
    if known and not same_ledger(extend_ledger(known, store), build_ledger(store)):
        raise Wrong("The snapshot for quick opening differs from the history.")
    return (
        "The figures kept for it are those of the history."
        if known
        else "No figures are kept for it at present."
    )
