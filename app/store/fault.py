"""What SQLite reports, in sentences that a manager can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import DamagedStore, ReadOnlyStore, StoreError, StoreInUse
from app.store.engine import database_errors

_MEANING: dict[int, tuple[type[StoreError], str, str]] = {
    sqlite3.SQLITE_FULL: (
        StoreError,
        "The disk is full; this change was not saved and the store is as it was.",
        "Free some space, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyStore,
        "The store may not be written; this change was not saved.",
        "Open it for reading, or ask for the right to write there.",
    ),
    sqlite3.SQLITE_BUSY: (
        StoreInUse,
        "Another program is writing to the store.",
        "Close the other window, or try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: (
        StoreInUse,
        "Another part of the program is using the store.",
        "Try again in a moment.",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreError,
        "This file is not a Headroom store.",
        "Choose another file; a spreadsheet is brought in with Import.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedStore,
        "The store is damaged or was cut short; it was left as it is.",
        "Open a backup copy, and keep this file for whoever looks into it.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "The disk reported an error; this change was not saved.",
        "Check the disk or the network drive, then try again.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "The store cannot be opened.",
        "Check that the file and its folder are there and may be read.",
    ),
}


def explain(error: Exception, act: str) -> StoreError:
    """Return the sentence for what SQLite reported.

    Args:
        error: What was raised.
        act: What was being done, for the log: ``open``, ``read``, ``write``.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind, message, remedy = _MEANING.get(
        code,
        (
            StoreError,
            "The store refused the change; it is as it was.",
            "Nothing was saved.",
        ),
    )
    return kind(
        message, remedy=remedy, detail=f"{act}: {type(error).__name__}: {error}"
    )


@contextmanager
def explained(act: str) -> Iterator[None]:
    """Turn what SQLite reports in the block into a sentence; ``act`` is for the log."""
    try:
        yield
    except database_errors() as error:
        raise explain(error, act) from error
