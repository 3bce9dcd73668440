"""How a connection is set: for safety first. Every setting is read back."""

from typing import Any

from app.errors import StoreError

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


def set_pragmas(connection: Any) -> None:
    """Set every pragma and read it back."""
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise StoreError(
                "The database library of this computer lacks a safety setting.",
                remedy="Install the version of Headroom that brings its own.",
                detail=f"{name} is {found}, not {value}",
            )


def set_journal(connection: Any) -> None:
    """Switch a file to the journal that lost nothing in simulated power cuts."""
    found = connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0]
    connection.execute("PRAGMA mmap_size = 0")
    if found != "truncate":
        raise StoreError(
            "The store could not be switched to its safe way of writing.",
            remedy="Close other programs that have it open and try again.",
            detail=f"journal_mode is {found}",
        )
