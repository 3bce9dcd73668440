"""Is a file a store of ours, and of a version that can be read?"""

from typing import Any

from app.errors import StoreError
from app.store.engine import database_errors
from app.store.fault import explain
from app.store.strange import refuse_strange
from app.store.upgrade import version_of

_PARTS = """
    SELECT count(*) FROM sqlite_schema WHERE name IN ('operation', 'event', 'request')
"""


def recognise(connection: Any, *, mark: int, newest: int) -> None:
    """Refuse a file that is no store of ours or is from a newer version.

    Args:
        connection: A connection to it.
        mark: What its ``application_id`` must be.
        newest: The highest version of the schema that can be read.
    """
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        version = version_of(connection)
        parts = connection.execute(_PARTS).fetchone()[0]
    except database_errors() as error:
        raise explain(error, "open") from error
    if found != mark:
        raise StoreError(
            "This file is not a Headroom store.",
            remedy="Choose another file; a spreadsheet is brought in with Import.",
        )
    if version > newest:
        raise StoreError(
            "This store was written by a newer version of Headroom.",
            remedy="Install that version, or open a copy made before the upgrade.",
        )
    if parts != 3:
        raise StoreError(
            "This store is incomplete: parts of it are missing.",
            remedy="Open a backup copy; this file was left as it is.",
        )
    try:
        refuse_strange(connection)
    except database_errors() as error:
        raise explain(error, "open") from error


def refuse_earlier(connection: Any, version: int) -> None:
    """Refuse to read a store that must be brought up to date by writing it."""
    if version_of(connection) < version:
        raise StoreError(
            "This store was last used with an earlier version of Headroom and must be"
            " brought up to date before it can be read.",
            remedy="Open it once where it may be written; a copy is made first.",
        )
