"""Schema of demand: driver series, planned operations, change points."""

from sqlite_utils import Database

from app.store.migrations import day_check, guard
from app.store.migrations_plan import migrations

__all__ = ["migrations"]

_HEAD = """
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
"""


@migrations(name="0018_demand")
def create_demand(db: Database) -> None:
    """Create what is known of the demand to come, apart from the requests."""
    db.execute(f"""
        CREATE TABLE driver (
            {_HEAD},
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            first_on TEXT NOT NULL {day_check("first_on")},
            months INTEGER NOT NULL CHECK (months IN (1, 3)),
            value REAL NOT NULL CHECK (value >= 0 AND value < 1e9),
            source TEXT CHECK (instr(source, char(0)) = 0),
            UNIQUE (name, first_on)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE operation_plan (
            {_HEAD},
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            first_on TEXT NOT NULL {day_check("first_on")},
            weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 260),
            extra REAL NOT NULL CHECK (extra > 0 AND extra <= 100000), -- a week
            unit TEXT NOT NULL CHECK (unit IN ('requests', 'exhibits')),
            division TEXT,
            offence TEXT,
            examination_type TEXT,
            priority TEXT CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
            note TEXT CHECK (instr(note, char(0)) = 0)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE change_point (
            {_HEAD},
            day TEXT NOT NULL UNIQUE {day_check("day")},
            words TEXT NOT NULL CHECK (length(trim(words)) > 0)
        ) STRICT
    """)
    for table in ("driver", "operation_plan", "change_point"):
        guard(db, table)
