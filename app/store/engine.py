"""Which database library reads a file, and the keys of the files that need one.

A plain store is read by Python's own ``sqlite3``; a protected one by SQLCipher, under
a key that the user gave. Whoever opens a store by its path gets the engine registered
for that path, so a thread of its own needs no key handed to it.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import LockedStore

MEMORY = ":memory:"

PLAIN_HEADER = b"SQLite format 3\x00"
"""What the file of a store begins with that is not protected."""


_PAGE = 4096
_MOST_UNEVEN = 400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A database library, ready to open files.

    Attributes:
        name: What it is called where it is told (``SQLite``, ``SQLCipher``).
        connect: Takes a file URI or ``MEMORY`` and returns a connection in autocommit
            mode whose rows can be asked by name.
        errors: What its statements raise.
    """

    name: str
    connect: Callable[[str], Any] = field(repr=False)  # it may hold a key
    errors: tuple[type[Exception], ...]


def _connect_plain(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, uri=target != MEMORY, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


PLAIN = Engine(
    name="SQLite",
    connect=_connect_plain,
    errors=(sqlite3.Error, MemoryError, UnicodeDecodeError),
)
"""Python's own library, for a file that is not protected.

That SQLite has no memory left comes as a ``MemoryError``.
"""

_ENGINES: dict[Path, Engine] = {}


def engine_of(path: Path) -> Engine:
    """Return what opens the file at ``path``: ``PLAIN`` unless another was named."""
    return _ENGINES.get(path.absolute(), PLAIN)


def open_with(path: Path, engine: Engine) -> None:
    """Open the file at ``path`` with ``engine`` from now on, in this process."""
    _ENGINES[path.absolute()] = engine


def forget_engine(path: Path) -> None:
    """Forget how the file at ``path`` is opened, and with it any key."""
    _ENGINES.pop(path.absolute(), None)


def database_errors() -> tuple[type[Exception], ...]:
    """Return what a statement may raise, for ``except``.

    The errors of SQLCipher are no ``sqlite3.Error``. Of a damaged layout SQLite tells
    in bytes that are no text: then Python cannot even make the error.
    """
    found = dict.fromkeys(PLAIN.errors)
    for engine in tuple(_ENGINES.values()):
        found.update(dict.fromkeys(engine.errors))
    return tuple(found)


def is_constraint(error: Exception) -> bool:
    """Return whether what a statement raised is a rule of the schema that it broke."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_CONSTRAINT


def is_no_database(error: Exception) -> bool:
    """Return whether a file is no database, or one under another key."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_NOTADB


def refuse_locked(place: Path, engine: Engine) -> None:
    """Refuse a protected store whose key was not given yet."""
    if engine is not PLAIN or not is_protected(place):
        return
    lost = "" if key_file(place).is_file() else ", and its key file is missing"
    raise LockedStore(
        f"The store {place.name} is protected: a passphrase opens it{lost}.",
        remedy="Put the key file of a copy beside it, or give the recovery key that was"
        " printed. A file that is damaged or no store of ours may look the same."
        if lost
        else "Give the passphrase, or the recovery key that was printed.",
        detail=str(place),
    )


def is_protected(place: Path) -> bool:
    """Return whether only a key opens the file at ``place``.

    A protected store consists of whole pages that look like chance, from the first
    byte on. Usually its key file lies beside it; without one a file of another kind
    is told apart by what it begins with.
    """
    size = place.stat().st_size
    with place.open("rb") as file:
        first = file.read(_PAGE)
        file.seek(max(size - _PAGE, 0))
        last = file.read(_PAGE)  # a plain one may have lost its first page to chance
    if first.startswith(PLAIN_HEADER) or len(first) < len(PLAIN_HEADER):
        return False
    is_whole = len(first) == _PAGE and size % _PAGE == 0
    is_chance = is_whole and _looks_like_chance(first) and _looks_like_chance(last)
    return key_file(place).is_file() or is_chance


def _looks_like_chance(page: bytes) -> bool:
    """Return whether the bytes of a page are spread as chance would spread them.

    Chi-squared over the 256 values of 4,096 bytes: about 255 with a deviation of 23
    for chance, thousands for text, tables or a page of zeros.
    """
    expected = len(page) / 256
    sums = sum((page.count(value) - expected) ** 2 for value in range(256))
    return sums / expected < _MOST_UNEVEN


def key_file(place: Path) -> Path:
    """Return where the key of a protected store lies, itself under the passphrase."""
    return place.with_name(f"{place.name}.key")
