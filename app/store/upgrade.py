"""Bring a store of an earlier version up to date: all of it or nothing, copied first.

The migrations, the number of the schema and the record of what was applied are one
transaction: a program that dies in the middle leaves the store as it was. What the
connection is set to (a safe journal, foreign keys off while tables are made anew) is
the caller's.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import AppError, StoreError

if TYPE_CHECKING:
    from app.store import Store

_LAST = "SELECT operation, head FROM chain ORDER BY operation DESC LIMIT 1"
_FORGET_CLOCK = """
    UPDATE _sqlite_migrations SET applied_at = '1970-01-01 00:00:00.000000+00:00'
"""
"""Takes the clock out of the schema: what is done when is said by operations, and a
check can tell what must stand here."""


def version_of(connection: Any) -> int:
    """Return the number of the schema of a store."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def make_schema(connection: Any, version: int, application: int) -> None:
    """Make the schema of a new store."""
    connection.execute(f"PRAGMA application_id = {application}")
    _apply(connection, version)


def bring_up_to_date(connection: Any, version: int) -> None:
    """Apply what a store of an earlier version lacks, in one transaction."""
    _apply(connection, version)


def _apply(connection: Any, version: int) -> None:
    from sqlite_utils import Database

    from app.store import migrations_safety  # brings those before it

    connection.execute("PRAGMA foreign_keys = 0")  # cannot be set in a transaction
    connection.execute("BEGIN IMMEDIATE")
    try:
        database = Database(connection, execute_plugins=False)
        migrations_safety.migrations.apply(database)  # each in a savepoint
        connection.execute(_FORGET_CLOCK)
        connection.execute(f"PRAGMA user_version = {version}")
        _refuse_dangling(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _refuse_dangling(connection: Any) -> None:
    for row in connection.execute("PRAGMA foreign_key_check"):
        raise StoreError(
            "The store could not be brought up to date; it is as it was.",
            remedy="Check it with the version that it was last used with.",
            detail=f"a row of {row[0]} refers to a {row[2]} that is not there",
        )


def keep_before_upgrade(store: "Store") -> None:
    """Make a checked copy of a store of an earlier version beside it.

    Raises:
        StoreError: None could be made, so the store must not be changed.
    """
    from app.store.copy import copy_key, copy_store

    if store.path is None:
        return
    target = _free_or_same(store, store.path)
    try:
        copy_store(store, target)
        copy_key(store, target)
    except AppError as error:
        raise StoreError(
            "The store is of an earlier version and no copy of it could be made"
            " first; it was left as it is.",
            remedy="Make room in its folder, then open it again.",
            detail=f"{target}: {error} {error.detail}",
        ) from error


def copy_before_upgrade(place: Path, version: int, number: int = 1) -> Path:
    """Return where the copy lies that is made before an upgrade, the first or a later.

    A store of that version may have been put in place again, such as from a copy.
    """
    more = "" if number == 1 else f"-{number}"
    name = f"{place.stem}.before-upgrade-{version}{more}{place.suffix}"
    return place.with_name(name)


def _free_or_same(store: "Store", place: Path) -> Path:
    """Return a name that no copy has, or that of one with the same history."""
    version, number = version_of(store.connection), 1
    target = copy_before_upgrade(place, version)
    while target.is_file() and not _has_same_history(store, target):
        number += 1
        target = copy_before_upgrade(place, version, number)
    return target


def _has_same_history(store: "Store", copy: Path) -> bool:
    from app.store.engine import database_errors

    try:
        connection = store.engine.connect(f"{copy.as_uri()}?mode=ro")
        try:
            last = [
                one.execute(_LAST).fetchone() for one in (store.connection, connection)
            ]
        finally:
            connection.close()
    except database_errors():
        return False  # what it is nobody can tell, so it stays
    return (
        last[0] is not None and last[1] is not None and tuple(last[0]) == tuple(last[1])
    )
