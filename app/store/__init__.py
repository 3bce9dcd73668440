"""The store: one SQLite file. The only part of the product that holds SQL.

Creating never overwrites and opening never creates: a mistyped path must not become
an empty store that looks like a unit without a backlog.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.errors import ReadOnlyStore, StoreError
from app.store.doubt import end_doubt, kept_doubt, words_of
from app.store.engine import (
    MEMORY,
    PLAIN,
    Engine,
    database_errors,
    engine_of,
    refuse_locked,
)
from app.store.fault import explain, explained, moved
from app.store.lock import Owner, claim, owner_file
from app.store.place import file_of, make_file, refuse_absent, refuse_read_only
from app.store.pragmas import set_journal, set_pragmas
from app.store.recognise import recognise, refuse_earlier
from app.store.reserve import claim_on_full, drop_reserve, keep_reserve
from app.store.upgrade import (
    bring_up_to_date,
    keep_before_upgrade,
    make_schema,
    version_of,
)

APPLICATION_ID = 0x48445231
"""What SQLite's ``application_id`` holds in every store (the letters HDR1)."""

SCHEMA_VERSION = 19
"""Number of migrations of this version; SQLite's ``user_version`` of the store."""

_LAST = "SELECT id, uid FROM operation ORDER BY id DESC LIMIT 1"
_HAS_OPERATION = "SELECT 1 FROM operation WHERE uid = :uid"

Parameters = Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Store:
    """An open store: one connection, for one thread.

    Attributes:
        connection: The connection, in autocommit mode; ``write`` opens transactions.
        path: The file; None when in memory.
        read_only: Whether nothing may be written through it.
        owner: The claim to be the only writer; None when read only or in memory.
        under: The claim of another connection under which this one writes.
        entropy: Where uids take their random part from.
        engine: The database library that the connection is of.
        last: Number and uid of the last operation known to be in it, by which a file
            that was put in its place is known; None before the first.
        uncertain: Uid of an operation of which it is not known yet whether it was
            saved; empty if there is none (``app.store.saving``).
        is_short: Whether the reserve was spent on a full disk and not made again.
        was_unclean: Whether the program that had it before died with it open.
        on_uncertain: Called when ``uncertain`` is set, so that the window asks again.
        file: Device and number of the file that was opened.
        remark: What is to be said of it at opening, such as why it is read only.
    """

    connection: Any
    path: Path | None = None
    read_only: bool = False
    owner: Owner | None = None
    entropy: random.Random = field(default_factory=random.SystemRandom)
    engine: Engine = PLAIN
    last: tuple[int, str] | None = None
    uncertain: str = ""
    is_short: bool = False
    was_unclean: bool = False
    on_uncertain: Callable[[], None] | None = None
    file: tuple[int, int] | None = None
    remark: str = ""
    under: Owner | None = None

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
        if self.owner is not None and not self.is_moved():
            with suppress(*database_errors()):  # takes the empty journal away
                self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()
        if self.owner is not None:
            self.owner.release()
            self.owner = None

    def discard(self) -> None:
        """Close a store that was just made and take its file away again."""
        self.close()
        if self.path is not None:
            drop_reserve(self.path)
            self.path.unlink(missing_ok=True)

    def is_moved(self) -> bool:
        """Whether the file of its path is not the one that was opened."""
        return self.path is not None and file_of(self.path) != self.file


def create_store(path: Path | str, *, entropy: random.Random | None = None) -> Store:
    """Create an empty store at ``path``, where there must be no file yet.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    if str(path) == MEMORY:
        return _prepared(Store(_connect(MEMORY), entropy=_entropy(entropy)))
    place = Path(path).absolute()
    make_file(place)
    claimed: Owner | None = None
    try:
        engine = engine_of(place)
        connection = _connect(_uri(place, "rw"), engine)
        claimed = claim(place)
        store = Store(connection, place, False, claimed, _entropy(entropy), engine)
        store.file = file_of(place)
        return _prepared(store)
    except BaseException:
        place.unlink(missing_ok=True)
        if claimed is not None:
            claimed.release()
        raise


def open_store(
    path: Path | str,
    *,
    read_only: bool = False,
    before_upgrade: Callable[[Store], object] = keep_before_upgrade,
) -> Store:
    """Open the store at ``path`` and bring its schema up to date.

    A store of an earlier version is first handed to ``before_upgrade``, which makes a
    checked copy of it or raises; then nothing is changed.

    Raises:
        StoreError: No store is there, it is not one of ours, it is damaged, or it
            was written by a newer version of the program.
        StoreInUse: It is to be written and another window has it.
        ReadOnlyStore: It is to be written and cannot be.
    """
    place = Path(path).absolute()
    refuse_absent(place)
    if not read_only:
        refuse_read_only(place)
        return _opened(place, read_only=False, before_upgrade=before_upgrade)
    try:
        return _opened(place, read_only=True)
    except ReadOnlyStore:  # a program stopped in the middle of a change
        _take_back(place)
        return _opened(place, read_only=True)


def _opened(
    place: Path,
    *,
    read_only: bool,
    before_upgrade: Callable[[Store], object] = keep_before_upgrade,
) -> Store:
    engine = engine_of(place)
    refuse_locked(place, engine)
    was_left = owner_file(place).exists()
    owner = None if read_only else claim_on_full(place)
    connection: Any = None
    try:
        connection = _connect(_uri(place, "ro" if read_only else "rw"), engine)
        store = Store(connection, place, read_only, owner, engine=engine)
        store.file = file_of(place)
        store.was_unclean = was_left and not read_only
        _recognise(store)
        with explained("open"):
            if read_only:
                refuse_earlier(connection, SCHEMA_VERSION)
            _set_pragmas(store)
            if not read_only:
                _make_ready(store, before_upgrade)
    except BaseException:
        if connection is not None:
            connection.close()
        if owner is not None:
            owner.release()
        raise
    return store


def _make_ready(store: Store, before_upgrade: Callable[[Store], object]) -> None:
    """Make ready to write: the schema of this version, and room for a full disk."""
    if version_of(store.connection) < SCHEMA_VERSION:
        before_upgrade(store)
        bring_up_to_date(store.connection, SCHEMA_VERSION)
        _set_pragmas(store)
    row = store.one(_LAST)
    store.last = None if row is None else (row["id"], row["uid"])
    if store.owner is not None and store.path is not None:
        store.is_short = not keep_reserve(store.path)
        if uid := kept_doubt(store.path):
            is_in = store.value(_HAS_OPERATION, {"uid": uid}) is not None
            store.remark = words_of(is_in)
            end_doubt(store.path)


def _take_back(place: Path) -> None:
    """Take back the change that was left half done; SQLite does it on opening."""
    try:
        refuse_read_only(place)
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
    second.file, second.last, second.under = store.file, store.last, store.owner
    second.on_uncertain = partial(_pass_doubt, second, store)
    _set_pragmas(second)
    return second


def _pass_doubt(second: Store, store: Store) -> None:
    """Let the store that stays open ask what became of a change of its partner."""
    store.uncertain = second.uncertain
    if store.on_uncertain is not None:
        store.on_uncertain()


def reconnect(store: Store) -> None:
    """Close the connection of a store and make another to the same file.

    For after an error that leaves it open what is in the file: what was left half done
    is taken back on the way.

    Raises:
        StoreError: The file is not there any more, or cannot be read.
    """
    if store.path is None:
        raise StoreError("A store in memory has one connection only.")
    with suppress(*database_errors()):
        store.connection.close()
    if store.is_moved():
        raise moved(str(store.path))
    mode = "ro" if store.read_only else "rw"
    store.connection = _connect(_uri(store.path, mode), store.engine)
    with explained("open"):
        _set_pragmas(store)


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


def _uri(place: Path, mode: str) -> str:
    return f"{place.as_uri()}?mode={mode}"


def _connect(target: str, engine: Engine = PLAIN) -> Any:
    try:
        return engine.connect(target)
    except database_errors() as error:
        raise explain(error, "open") from error


def _prepared(store: Store) -> Store:
    try:
        _set_pragmas(store)
        make_schema(store.connection, SCHEMA_VERSION, APPLICATION_ID)
        _set_pragmas(store)
    except database_errors() as error:
        store.close()
        raise explain(error, "create") from error
    except BaseException:
        store.close()
        raise
    return store


def _recognise(store: Store) -> None:
    recognise(store.connection, mark=APPLICATION_ID, newest=SCHEMA_VERSION)


def _set_pragmas(store: Store) -> None:
    set_pragmas(store.connection)
    if store.path is not None and not store.read_only:
        set_journal(store.connection)
