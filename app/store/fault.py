"""What SQLite reports, in sentences that a manager can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import (
    DamagedStore,
    MovedStore,
    ReadOnlyStore,
    StoreError,
    StoreInUse,
)
from app.store.engine import database_errors

UNSAVED = "this change was not saved"

_MEANING: dict[int, tuple[type[StoreError], str, str]] = {
    sqlite3.SQLITE_FULL: (
        StoreError,
        "The disk is full",
        "Free some space, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyStore,
        "The store may not be written",
        "Open it for reading, or ask for the right to write there.",
    ),
    sqlite3.SQLITE_BUSY: (
        StoreInUse,
        "Another program is writing to the store",
        "Close the other window, or try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: (
        StoreInUse,
        "Another part of the program is using the store",
        "Try again in a moment.",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreError,
        "This file is not a Headroom store",
        "Choose another file; a spreadsheet is brought in with Import. If it was a"
        " store and is damaged, `headroom salvage` gets back what is left.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedStore,
        "The store is damaged or was cut short; it was left as it is",
        "Open a backup copy, and keep this file for whoever looks into it.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "The disk reported an error",
        "Check the disk or the network drive, then try again.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "The store cannot be opened",
        "Check that the file and its folder are there and may be read.",
    ),
    sqlite3.SQLITE_NOMEM: (
        StoreError,
        "This computer has no memory left for it",
        "Close other programs, then try again.",
    ),
}
_OTHERWISE = StoreError, "The store could not be read", "Check the store."
_REFUSED = (
    StoreError,
    "The store refused the change; it is as it was",
    "Nothing was saved.",
)


def explain(error: Exception, act: str) -> StoreError:
    """Return the sentence for what SQLite reported.

    Args:
        error: What was raised.
        act: What was being done, for the log: ``open``, ``read``, ``write: kind``.
            Of a write it is said that it was not saved.
    """
    is_write = act.startswith("write")
    code = getattr(error, "sqlite_errorcode", 0)
    if isinstance(error, MemoryError):
        code = sqlite3.SQLITE_NOMEM
    if isinstance(error, UnicodeDecodeError):  # of a damaged layout
        code = sqlite3.SQLITE_CORRUPT
    detail = f"{act}: {type(error).__name__}: {error}"
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(detail)
    known = _MEANING.get(code & 0xFF)
    kind, message, remedy = known or (_REFUSED if is_write else _OTHERWISE)
    if known and is_write:
        message = f"{message}; {UNSAVED}"
    return kind(f"{message}.", remedy=remedy, detail=detail)


def moved(detail: str) -> MovedStore:
    """Return the sentence for a store that is not where it was opened any more."""
    return MovedStore(
        "The store was moved, replaced or emptied while it was open. Nothing more is"
        " written to it; what you had not saved is still in front of you.",
        remedy="Put the store back where it was, or open it where it is now.",
        detail=detail,
    )


@contextmanager
def explained(act: str) -> Iterator[None]:
    """Turn what SQLite reports in the block into a sentence; ``act`` is for the log."""
    try:
        yield
    except database_errors() as error:
        raise explain(error, act) from error
