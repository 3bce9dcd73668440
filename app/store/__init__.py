"""The store: one SQLite file. The only part of the product that holds SQL.

Creating never overwrites and opening never creates: a mistyped path must not become
an empty store that looks like a unit without a backlog.
"""

import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import ReadOnlyStore, StoreError
from app.store.engine import (
    MEMORY,
    PLAIN,
    Engine,
    database_errors,
    engine_of,
    refuse_locked,
)
from app.store.fault import explain, explained
from app.store.lock import Owner, claim

APPLICATION_ID = 0x48445231
"""What SQLite's ``application_id`` holds in every store (the letters HDR1)."""

SCHEMA_VERSION = 19
"""Number of migrations of this version; SQLite's ``user_version`` of the store."""

_PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "temp_store": 2,  # memory
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
    "cache_size": -32768,  # 32 MiB
}

_FORGET_CLOCK = """
    UPDATE _sqlite_migrations SET applied_at = '1970-01-01 00:00:00.000000+00:00'
"""
"""Takes the clock out of a new store; its first operation says when it was made."""

Parameters = Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Store:
    """An open store: one connection, for one thread.

    Attributes:
        connection: The connection, in autocommit mode; ``write`` opens transactions.
        path: The file; None when in memory.
        read_only: Whether nothing may be written through it.
        owner: The claim to be the only writer; None when read only or in memory.
        entropy: Where uids take their random part from.
        engine: The database library that the connection is of.
    """

    connection: Any
    path: Path | None = None
    read_only: bool = False
    owner: Owner | None = None
    entropy: random.Random = field(default_factory=random.SystemRandom)
    engine: Engine = PLAIN

    def query(self, sql: str, parameters: Parameters | None = None) -> Iterator[Any]:
        """Yield the rows (``sqlite3.Row``) of a statement with named parameters."""
        try:
            yield from self.connection.execute(sql, parameters or {})
        except database_errors() as error:
            raise explain(error, "read") from error

    def columns(
        self, sql: str, parameters: Parameters | None = None
    ) -> list[tuple[Any, ...]]:
        """Return the result of a statement by columns; quick for very many rows."""
        try:
            cursor = self.connection.cursor()
            cursor.row_factory = None
            rows = cursor.execute(sql, parameters or {}).fetchall()
            return list(zip(*rows, strict=True)) or [()] * len(cursor.description)
        except database_errors() as error:
            raise explain(error, "read") from error

    def one(self, sql: str, parameters: Parameters | None = None) -> Any:
        """Return the first row of a statement, or None."""
        return next(iter(self.query(sql, parameters)), None)

    def value(self, sql: str, parameters: Parameters | None = None) -> Any:
        """Return the first column of the first row, or None."""
        row = self.one(sql, parameters)
        return None if row is None else row[0]

    def execute(self, sql: str, parameters: Parameters | None = None) -> None:
        """Run one writing statement inside the operation that is open."""
        self.connection.execute(sql, parameters or {})

    def execute_many(
        self, sql: str, rows: Iterable[Sequence[Any] | Parameters]
    ) -> None:
        """Run one writing statement for many rows inside the open operation."""
        self.connection.executemany(sql, rows)

    def close(self) -> None:
        """Close the connection and give up the claim to write."""
        if self.owner is not None:  # takes the empty journal away
            with suppress(*database_errors()):
                self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()
        if self.owner is not None:
            self.owner.release()
            self.owner = None

    def discard(self) -> None:
        """Close a store that was just made and take its file away again."""
        self.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def create_store(path: Path | str, *, entropy: random.Random | None = None) -> Store:
    """Create an empty store at ``path``, where there must be no file yet.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    if str(path) == MEMORY:
        return _prepared(Store(_connect(MEMORY), entropy=_entropy(entropy)))
    place = Path(path).absolute()
    _make_file(place)
    try:
        engine = engine_of(place)
        connection = _connect(_uri(place, "rw"), engine)
        claimed = claim(place)
        return _prepared(
            Store(connection, place, False, claimed, _entropy(entropy), engine)
        )
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def open_store(path: Path | str, *, read_only: bool = False) -> Store:
    """Open the store at ``path`` and bring its schema up to date.

    Raises:
        StoreError: No store is there, it is not one of ours, it is damaged, or it
            was written by a newer version of the program.
        StoreInUse: It is to be written and another window has it.
        ReadOnlyStore: It is to be written and cannot be.
    """
    place = Path(path).absolute()
    if not place.is_file():
        raise StoreError(
            f"No store is at {place.name}.",
            remedy="Check the name and the folder, or create a new store.",
            detail=str(place),
        )
    if not read_only:
        _refuse_read_only(place)
        return _opened(place, read_only=False)
    try:
        return _opened(place, read_only=True)
    except ReadOnlyStore:  # a program stopped in the middle of a change
        _take_back(place)
        return _opened(place, read_only=True)


def _opened(place: Path, *, read_only: bool) -> Store:
    engine = engine_of(place)
    refuse_locked(place, engine)
    owner = None if read_only else claim(place)
    try:
        connection = _connect(_uri(place, "ro" if read_only else "rw"), engine)
        store = Store(connection, place, read_only, owner, engine=engine)
        _recognise(store)
        with explained("open"):
            if read_only:
                _refuse_earlier(store)
            else:
                _migrate(store)
            _set_pragmas(store)
    except BaseException:
        if owner is not None:
            owner.release()
        raise
    return store


def _take_back(place: Path) -> None:
    """Take back the change that was left half done; SQLite does it on opening."""
    try:
        _refuse_read_only(place)
        _opened(place, read_only=False).close()
    except ReadOnlyStore as error:
        raise ReadOnlyStore(
            f"A change of {place.name} was left half done and must be taken back"
            " before it can be read.",
            remedy="Open it once where it may be written.",
            detail=error.detail,
        ) from error


def another(store: Store) -> Store:
    """Return a second, reading connection to the same file, for another thread."""
    if store.path is None:
        copy = Store(_connect(MEMORY, store.engine), read_only=True)
        store.connection.backup(copy.connection)
        return copy
    return open_store(store.path, read_only=True)


def partner(store: Store) -> Store:
    """Return a second writing connection under the claim of ``store``.

    For work in another thread, which must call this itself: a connection belongs to
    the thread that makes it. Closing it leaves the claim with ``store``.

    Raises:
        ReadOnlyStore: ``store`` may not be written.
        StoreError: The store is in memory, so has no second connection.
    """
    if store.read_only:
        raise ReadOnlyStore(
            "The store is open for reading only; nothing was changed.",
            remedy="Close the window that has it open for writing, then open it again.",
        )
    if store.path is None:
        raise StoreError("A store in memory has one connection only.")
    connection = _connect(_uri(store.path, "rw"), store.engine)
    second = Store(connection, store.path, entropy=store.entropy, engine=store.engine)
    _set_pragmas(second)
    return second


@contextmanager
def reading(path: Path | str) -> Iterator[Store]:
    """Open the store at ``path`` for reading and close it at the end."""
    store = open_store(path, read_only=True)
    try:
        yield store
    finally:
        store.close()


def _entropy(given: random.Random | None) -> random.Random:
    return random.SystemRandom() if given is None else given


def _make_file(place: Path) -> None:
    try:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StoreError(
            f"A file called {place.name} is there already; it was left as it is.",
            remedy="Choose another name, or open the store that is there.",
            detail=str(place),
        ) from error
    except OSError as error:
        raise StoreError(
            f"The store {place.name} cannot be created in that folder.",
            remedy="Choose a folder that exists, has space and may be written.",
            detail=f"{place}: {error}",
        ) from error


def _refuse_read_only(place: Path) -> None:
    try:
        with place.open("r+b"):
            pass
    except OSError as error:
        raise ReadOnlyStore(
            f"The store {place.name} is read only: it may not be written.",
            remedy="Open it for reading, or ask for the right to write there.",
            detail=f"{place}: {error}",
        ) from error


def _uri(place: Path, mode: str) -> str:
    return f"{place.as_uri()}?mode={mode}"


def _connect(target: str, engine: Engine = PLAIN) -> Any:
    try:
        return engine.connect(target)
    except database_errors() as error:
        raise explain(error, "open") from error


def _prepared(store: Store) -> Store:
    try:
        store.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(store)
        _set_pragmas(store)
        store.connection.execute(_FORGET_CLOCK)
    except database_errors() as error:
        store.close()
        raise explain(error, "create") from error
    return store


def _recognise(store: Store) -> None:
    """Refuse a file that is no store of ours or is from a newer version."""
    try:
        mark = store.connection.execute("PRAGMA application_id").fetchone()[0]
        version = store.connection.execute("PRAGMA user_version").fetchone()[0]
        tables = store.connection.execute(
            "SELECT count(*) FROM sqlite_schema"
            " WHERE name IN ('operation', 'event', 'request')"
        ).fetchone()[0]
    except database_errors() as error:
        store.connection.close()
        raise explain(error, "open") from error
    if mark == APPLICATION_ID and version <= SCHEMA_VERSION and tables == 3:
        return
    store.connection.close()
    raise _unrecognised(mark, version)


def _refuse_earlier(store: Store) -> None:
    """Refuse to read a store that must be brought up to date by writing it."""
    if store.connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
        raise StoreError(
            "This store was last used with an earlier version of Headroom and must be"
            " brought up to date before it can be read.",
            remedy="Open it once where it may be written; keep a copy if you like.",
        )


def _unrecognised(mark: int, version: int) -> StoreError:
    if mark != APPLICATION_ID:
        return StoreError(
            "This file is not a Headroom store.",
            remedy="Choose another file; a spreadsheet is brought in with Import.",
        )
    if version > SCHEMA_VERSION:
        return StoreError(
            "This store was written by a newer version of Headroom.",
            remedy="Install that version, or open a copy made before the upgrade.",
        )
    return StoreError(
        "This store is incomplete: parts of it are missing.",
        remedy="Open a backup copy; this file was left as it is.",
    )


def _migrate(store: Store) -> None:
    version = store.connection.execute("PRAGMA user_version").fetchone()[0]
    if version == SCHEMA_VERSION:
        return
    from sqlite_utils import Database

    from app.store import migrations_safety  # brings those before it

    migrations_safety.migrations.apply(
        Database(store.connection, execute_plugins=False)
    )
    store.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _set_pragmas(store: Store) -> None:
    """Set every pragma and read it back."""
    connection = store.connection
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise StoreError(
                "The database library of this computer lacks a safety setting.",
                remedy="Install the version of Headroom that brings its own.",
                detail=f"{name} is {found}, not {value}",
            )
    if store.path is not None and not store.read_only:
        _set_journal(connection)


def _set_journal(connection: Any) -> None:
    found = connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0]
    connection.execute("PRAGMA mmap_size = 0")
    if found != "truncate":
        raise StoreError(
            "The store could not be switched to its safe way of writing.",
            remedy="Close other programs that have it open and try again.",
            detail=f"journal_mode is {found}",
        )
