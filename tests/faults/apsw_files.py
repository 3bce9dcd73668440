"""A store on a file system made in Python: the program's own code, APSW beneath it.

Python's ``sqlite3`` cannot be given a file system of our own, APSW can. The wrapper
here looks to ``app.store`` as a connection of ``sqlite3`` does, so that what is tried
is ``open_store``, ``write``, ``verify`` and the migrations as they are:

    with on_vfs(place, vfs):            # vfs: an apsw.VFS that is registered
        store = open_store(place)       # every connection to ``place`` goes through it

Errors come out as those of ``sqlite3`` do, with ``sqlite_errorcode`` (extended).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from app.store.engine import MEMORY, Engine, forget_engine, open_with

_KINDS: dict[int, type[Exception]] = {
    apsw.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
    apsw.SQLITE_MISMATCH: sqlite3.IntegrityError,
    apsw.SQLITE_CORRUPT: sqlite3.DatabaseError,
    apsw.SQLITE_NOTADB: sqlite3.DatabaseError,
    apsw.SQLITE_INTERNAL: sqlite3.InternalError,
    apsw.SQLITE_MISUSE: sqlite3.InterfaceError,
    apsw.SQLITE_TOOBIG: sqlite3.DataError,
}


def translated(error: apsw.Error) -> Exception:
    """Return the error of ``sqlite3`` that says the same."""
    if isinstance(error, apsw.NoMemError):
        return MemoryError()
    if isinstance(error, apsw.ConnectionClosedError | apsw.CursorClosedError):
        return sqlite3.ProgrammingError("Cannot operate on a closed database.")
    code = getattr(error, "extendedresult", 0) or getattr(error, "result", 1)
    kind = _KINDS.get(code & 0xFF, sqlite3.OperationalError)
    found = kind(str(error))
    found.sqlite_errorcode = code  # type: ignore[attr-defined]
    return found


@contextmanager
def as_sqlite3() -> Iterator[None]:
    """Turn errors of APSW in the block into those of ``sqlite3``."""
    try:
        yield
    except apsw.Error as error:
        raise translated(error) from error


class Row(tuple):
    """A row of values that can be asked by name too, as ``sqlite3.Row``."""

    names: tuple[str, ...]

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return tuple.__getitem__(self, self.names.index(key))
        return tuple.__getitem__(self, key)

    def keys(self) -> tuple[str, ...]:
        """The names, by which ``dict`` takes it for a mapping."""
        return self.names


class Cursor:
    """A cursor as those of ``sqlite3`` are."""

    def __init__(self, real: apsw.Cursor) -> None:
        self.row_factory: object = Row
        self.rowcount = -1
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self._real = real
        self._rows: Iterator[Any] = iter(())

    def execute(self, sql: str, parameters: Any = ()) -> "Cursor":
        self.description = None
        self._real.exec_trace = self._look
        try:
            with as_sqlite3():
                self._rows = iter(self._real.execute(sql, parameters or None))
        finally:
            self._real.exec_trace = None  # a ring of references would keep it open
        return self

    def executemany(self, sql: str, rows: Iterable[Any]) -> "Cursor":
        with as_sqlite3():
            self._real.executemany(sql, rows)
        return self

    def _look(self, cursor: apsw.Cursor, _sql: str, _parameters: Any) -> bool:
        described = cursor.getdescription()
        self.description = tuple((name[0], *[None] * 6) for name in described) or None
        self._names = tuple(name[0] for name in described)
        return True

    @property
    def lastrowid(self) -> int:
        return self._real.connection.last_insert_rowid()

    def __iter__(self) -> "Cursor":
        return self

    def __next__(self) -> Any:
        try:  # a context manager would cost more than the row
            values = next(self._rows)
        except apsw.Error as error:
            raise translated(error) from error
        if self.row_factory is None:
            return values
        row = Row(values)
        row.names = self._names
        return row

    def fetchone(self) -> Any:
        return next(self, None)

    def fetchall(self) -> list[Any]:
        return list(self)

    def close(self) -> None:
        self._real.close()


class Connection:
    """A connection as those of ``sqlite3`` are, in autocommit mode."""

    isolation_level = None

    def __init__(self, real: apsw.Connection) -> None:
        self.real = real
        self.row_factory: object = Row

    @property
    def in_transaction(self) -> bool:
        with as_sqlite3():
            return self.real.in_transaction

    def cursor(self) -> Cursor:
        with as_sqlite3():
            return Cursor(self.real.cursor())

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        return self.cursor().executemany(sql, rows)

    def backup(
        self,
        target: "Connection",
        *,
        pages: int = -1,
        progress: Callable[[int, int, int], object] | None = None,
    ) -> None:
        with as_sqlite3(), target.real.backup("main", self.real, "main") as copying:
            while not copying.done:
                copying.step(pages)
                if progress is not None:
                    progress(0, copying.remaining, copying.page_count)

    def interrupt(self) -> None:
        self.real.interrupt()

    def close(self) -> None:
        with suppress(apsw.Error):  # that of sqlite3 says nothing of an error here
            self.real.close(True)


def engine_on(vfs: str, setting: Callable[[apsw.Connection], object] | None = None):
    """Return the engine whose files are on the file system of that name.

    Args:
        vfs: Name under which it is registered; empty for that of the machine.
        setting: What is done to each new connection, for controls.
    """
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI

    def connect(target: str) -> Connection:
        is_memory = target == MEMORY
        more = flags | apsw.SQLITE_OPEN_CREATE if is_memory else flags
        with as_sqlite3():
            real = apsw.Connection(
                target, flags=more, vfs=None if is_memory else vfs or None
            )
            if setting is not None:
                setting(real)
        return Connection(real)

    return Engine(name="APSW", connect=connect, errors=(sqlite3.Error, MemoryError))


@contextmanager
def on_vfs(place: Path, vfs: str = "", setting: Any = None) -> Iterator[None]:
    """Open the file at ``place`` through a file system of ours within the block."""
    open_with(place, engine_on(vfs, setting))
    try:
        yield
    finally:
        forget_engine(place)
