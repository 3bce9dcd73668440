"""Schema of people: posts, absences in full, equipment, providers, wellbeing."""

from sqlite_utils import Database

from app.store.migrations import day_check, guard
from app.store.migrations_casework import migrations

__all__ = ["migrations"]

_HEAD = """
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
"""
_PERSON = "TEXT NOT NULL REFERENCES person (uid)"
_VALID = f"""
    valid_from TEXT NOT NULL {day_check("valid_from")},
    valid_to TEXT {day_check("valid_to")},
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
"""


@migrations(name="0013_posts")
def create_posts(db: Database) -> None:
    """Add aliases and accounts, posts and who holds them, and the unit's holidays."""
    for table, column in (
        ("person", "alias TEXT CHECK (length(trim(alias)) > 0)"),
        ("person", "account TEXT"),  # of the operating system, for the own view
        ("absence", "note TEXT CHECK (instr(note, char(0)) = 0)"),
        ("absence", "bars_exposure INTEGER CHECK (bars_exposure IN (0, 1))"),
    ):
        db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    db.execute(f"""
        CREATE TABLE post (
            {_HEAD},
            label TEXT NOT NULL CHECK (length(trim(label)) > 0),
            role TEXT NOT NULL,
            site TEXT,
            weekly_hours REAL NOT NULL CHECK (weekly_hours > 0 AND weekly_hours <= 168),
            note TEXT CHECK (instr(note, char(0)) = 0),
            {_VALID}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE posting (
            {_HEAD},
            person {_PERSON},
            post TEXT NOT NULL REFERENCES post (uid),
            {_VALID}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE holiday ( -- what differs from the calendar as shipped
            {_HEAD},
            day TEXT NOT NULL UNIQUE {day_check("day")},
            name TEXT NOT NULL,
            is_free INTEGER NOT NULL CHECK (is_free IN (0, 1))
        ) STRICT
    """)
    for table in ("post", "posting", "holiday"):
        guard(db, table)
    db.execute("CREATE INDEX posting_person ON posting (person)")


@migrations(name="0014_equipment")
def create_equipment(db: Database) -> None:
    """Create equipment, providers, and what came of what was sent to them."""
    db.execute(f"""
        CREATE TABLE equipment (
            {_HEAD},
            label TEXT NOT NULL CHECK (length(trim(label)) > 0),
            kind TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity >= 1),
            weekly_limit REAL NOT NULL CHECK (weekly_limit > 0),
            unit TEXT NOT NULL CHECK (unit IN ('hours', 'items')),
            types TEXT NOT NULL, -- JSON: codes of examination types
            note TEXT CHECK (instr(note, char(0)) = 0),
            {_VALID}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE provider (
            {_HEAD},
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            types TEXT NOT NULL, -- JSON: codes of examination types
            monthly_items REAL NOT NULL CHECK (monthly_items > 0),
            turnaround_days INTEGER CHECK (turnaround_days > 0),
            item_cost REAL CHECK (item_cost >= 0), -- pounds
            note TEXT CHECK (instr(note, char(0)) = 0),
            {_VALID}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE sending (
            {_HEAD},
            request TEXT NOT NULL REFERENCES request (uid),
            sent_on TEXT NOT NULL {day_check("sent_on")},
            items INTEGER NOT NULL CHECK (items >= 1),
            cost REAL CHECK (cost >= 0), -- pounds
            defects INTEGER NOT NULL CHECK (defects BETWEEN 0 AND items),
            note TEXT CHECK (instr(note, char(0)) = 0),
            UNIQUE (request, sent_on)
        ) STRICT
    """)
    for table in ("equipment", "provider", "sending"):
        guard(db, table)


@migrations(name="0015_wellbeing")
def create_wellbeing(db: Database) -> None:
    """Create what is recorded about exposure and welfare, apart from casework."""
    db.execute(f"""
        CREATE TABLE exposure (
            {_HEAD},
            person {_PERSON},
            done_on TEXT NOT NULL {day_check("done_on")},
            kind TEXT,
            hours REAL NOT NULL CHECK (hours > 0 AND hours <= 24),
            longest_stretch REAL
                CHECK (longest_stretch > 0 AND longest_stretch <= hours),
            request TEXT REFERENCES request (uid)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE welfare_contact (
            {_HEAD},
            person {_PERSON},
            kind TEXT NOT NULL,
            held_on TEXT NOT NULL {day_check("held_on")},
            is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
            valid_to TEXT {day_check("valid_to")},
            CHECK (valid_to IS NULL OR valid_to >= held_on)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE rotation (
            {_HEAD},
            person {_PERSON},
            first_on TEXT NOT NULL {day_check("first_on")},
            last_on TEXT {day_check("last_on")},
            CHECK (last_on IS NULL OR last_on >= first_on)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE tolerance (
            {_HEAD},
            person {_PERSON},
            valid_from TEXT NOT NULL {day_check("valid_from")},
            weekly_hours REAL NOT NULL CHECK (weekly_hours BETWEEN 0 AND 168)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE feedback (
            {_HEAD},
            request TEXT NOT NULL REFERENCES request (uid),
            person {_PERSON},
            told_on TEXT NOT NULL {day_check("told_on")},
            UNIQUE (request, person)
        ) STRICT
    """)
    for table in ("exposure", "welfare_contact", "rotation", "tolerance", "feedback"):
        guard(db, table)
        db.execute(f"CREATE INDEX {table}_person ON {table} (person)")


@migrations(name="0016_absence_files")
def admit_absence_files(db: Database) -> None:
    """Let a file that was imported hold absences; its table is made anew for that."""
    db.execute(f"""
        CREATE TABLE import_file_new (
            {_HEAD},
            name TEXT NOT NULL, -- of the file, without its folder
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            kind TEXT NOT NULL CHECK (kind IN ('requests', 'exhibits', 'absences')),
            source TEXT NOT NULL,
            columns TEXT NOT NULL, -- JSON
            mapping TEXT NOT NULL, -- JSON
            rows INTEGER NOT NULL,
            taken INTEGER NOT NULL,
            duplicate INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            blank INTEGER NOT NULL,
            operation TEXT NOT NULL, -- uid of the operation that brought it in
            undone_by TEXT, -- uid of the operation that took it back
            CHECK (rows = taken + duplicate + rejected + blank)
        ) STRICT
    """)
    db.execute("INSERT INTO import_file_new SELECT * FROM import_file ORDER BY id")
    db.execute("DROP TABLE import_file")  # with its triggers; none fires
    db.execute("ALTER TABLE import_file_new RENAME TO import_file")
    guard(db, "import_file")
