"""Schema of safety: printed heads, erasures, acts of safekeeping, salvaged records."""

from sqlite_utils import Database

from app.store.migrations import day_check, guard
from app.store.migrations_demand import migrations

__all__ = ["migrations"]

_HEAD = """
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
"""


@migrations(name="0019_safety")
def create_safety(db: Database) -> None:
    """Create what shows that history is whole, and what was done to keep it so."""
    db.execute(f"""
        CREATE TABLE anchor (
            {_HEAD},
            sequence INTEGER NOT NULL CHECK (sequence >= 1), -- operation of the head
            head TEXT NOT NULL CHECK (length(head) = 64), -- hexadecimal
            document TEXT NOT NULL, -- what it was printed on
            printed_on TEXT NOT NULL {day_check("printed_on")}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE erasure (
            {_HEAD},
            place TEXT NOT NULL
                CHECK (place IN ('event', 'operation', 'import_file', 'draft')),
            row INTEGER NOT NULL, -- its row id there
            columns TEXT NOT NULL, -- JSON: names of what was erased
            was TEXT NOT NULL CHECK (length(was) = 64), -- its digest in the chain
            digest TEXT NOT NULL CHECK (length(digest) = 64), -- of what is left
            basis TEXT NOT NULL CHECK (length(trim(basis)) > 0), -- why it was lawful
            erased_on TEXT NOT NULL {day_check("erased_on")}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE safety_act (
            {_HEAD},
            kind TEXT NOT NULL CHECK (kind IN (
                'drill','restore','takeover','merge','salvage','protect'
            )),
            source TEXT NOT NULL, -- the copy, branch, owner or file that it is about
            outcome TEXT NOT NULL, -- one sentence
            detail TEXT NOT NULL, -- JSON
            done_on TEXT NOT NULL {day_check("done_on")}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE salvaged (
            {_HEAD},
            subject TEXT NOT NULL, -- table of the record
            record TEXT NOT NULL, -- its uid
            source TEXT NOT NULL CHECK (source IN ('rows', 'history', 'both')),
            detail TEXT NOT NULL, -- what is doubtful about it, a sentence
            checked_on TEXT {day_check("checked_on")}
        ) STRICT
    """)
    for table in ("anchor", "erasure", "safety_act", "salvaged"):
        guard(db, table)
    for table in ("anchor", "erasure"):
        db.execute(f"""
            CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'history is permanent'); END
        """)
    for table, columns in _ERASED.items():
        _let_erase(db, table, columns)


_ERASED = {
    "event": ("reason", "before", "after", "asserts"),
    "operation": ("why",),
    "import_row": ("reference", "reasons", "cells"),
    "anchor": ("document",),
    "erasure": ("basis",),
}
"""Columns of history out of which a value can lawfully be erased."""

_ERASING = """
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
"""


def _let_erase(db: Database, table: str, columns: tuple[str, ...]) -> None:
    """Refuse any change of ``table`` but to these columns while a value is erased."""
    found = db.execute(f"PRAGMA table_info({table})").fetchall()
    kept = (row[1] for row in found if row[1] not in columns)
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in kept)
    db.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_update")
    db.execute(f"""
        CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table}
        WHEN NOT ({_ERASING} AND {same})
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END
    """)
