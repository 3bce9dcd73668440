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
            place TEXT NOT NULL, -- the table: event, import_row
            row INTEGER NOT NULL, -- its row id there
            columns TEXT NOT NULL, -- JSON: names of what was erased
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
