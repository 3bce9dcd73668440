"""Schema of plans: scenarios with what is needed to reckon them again."""

from sqlite_utils import Database

from app.store.migrations import day_check, guard
from app.store.migrations_people import migrations

__all__ = ["migrations"]


@migrations(name="0017_scenarios")
def create_scenarios(db: Database) -> None:
    """Create the scenarios that were kept: levers, seed, data, and what came out."""
    db.execute(f"""
        CREATE TABLE scenario (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            name TEXT NOT NULL
                CHECK (length(trim(name)) > 0 AND instr(name, char(0)) = 0),
            content TEXT NOT NULL, -- JSON: levers, targets, weeks
            seed INTEGER NOT NULL CHECK (seed >= 0),
            replications INTEGER NOT NULL CHECK (replications >= 1),
            as_at TEXT NOT NULL {day_check("as_at")}, -- day of the queue
            fingerprint TEXT NOT NULL, -- of the data that it was seeded from
            summary TEXT, -- JSON: what came out; NULL if it was not run
            created_on TEXT NOT NULL {day_check("created_on")},
            updated_on TEXT NOT NULL {day_check("updated_on")}
        ) STRICT
    """)
    guard(db, "scenario")
