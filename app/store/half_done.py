"""A change left half done by a program that died, taken back before a file is moved.

A journal belongs to one file: beside another one it would destroy it.
"""

from pathlib import Path

from app.store.engine import database_errors, engine_of


def journal_of(place: Path) -> Path:
    """Return where the journal of the file at ``place`` lies."""
    return place.with_name(f"{place.name}-journal")


def take_back_half_done(place: Path) -> bool:
    """Take back a change that was left half done; return whether no journal is left.

    The caller has the claim on the store. A file too damaged to be read keeps its
    journal.
    """
    try:
        connection = engine_of(place).connect(f"{place.as_uri()}?mode=rw")
    except database_errors():
        return not journal_of(place).exists()
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except database_errors():
        return not journal_of(place).exists()
    finally:
        connection.close()
    return not journal_of(place).exists()
