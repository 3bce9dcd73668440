"""Schema of casework: what the gate, the clocks, priority and effort need."""

from sqlite_utils import Database

from app.store.migrations import day_check, guard, migrations

__all__ = ["migrations"]

_REQUEST = (
    "case_reference TEXT",  # the requester's own case or crime number
    "operation_name TEXT",
    "legal_basis TEXT",
    f"offence_on TEXT {day_check('offence_on')}",
    "risk_band TEXT",  # as supplied, never computed
    "victim_device INTEGER CHECK (victim_device IN (0, 1))",
    "urgency TEXT CHECK (instr(urgency, char(0)) = 0)",
    "level_requested TEXT",
    "level_agreed TEXT",
    "effort_requested REAL CHECK (effort_requested >= 0 AND effort_requested < 1e6)",
    "factors TEXT",  # JSON: code of the factor, its value
    "policy INTEGER",  # number of the priority policy it was ranked under
    "score REAL",
    "scored_priority TEXT CHECK (scored_priority IN ('P1', 'P2', 'P3', 'P4'))",
    "override_reason TEXT",
    f"override_until TEXT {day_check('override_until')}",
    "decided_by TEXT",
    f"decided_on TEXT {day_check('decided_on')}",
    "reviewer TEXT REFERENCES person (uid)",
    "issue_channel TEXT",
    "provider TEXT",
    "missed_cause TEXT",
    f"reopened_on TEXT {day_check('reopened_on')}",
    f"reissued_on TEXT {day_check('reissued_on')}",
)
_EXHIBIT = (
    "identifier TEXT CHECK (length(identifier) = 64)",  # salted SHA-256
    "location TEXT",
    "seal TEXT",
    "is_agreed INTEGER CHECK (is_agreed IN (0, 1))",
    "level_requested TEXT",
    "level_agreed TEXT",
)
_EXAMINATION = (
    "method TEXT",
    "in_scope INTEGER CHECK (in_scope IN (0, 1))",
    f"started_on TEXT {day_check('started_on')}",
    f"done_on TEXT {day_check('done_on')}",
)


@migrations(name="0009_casework")
def extend_casework(db: Database) -> None:
    """Add what is decided about a request, its exhibits and its examinations."""
    for table, columns in (
        ("request", _REQUEST),
        ("exhibit", _EXHIBIT),
        ("examination", _EXAMINATION),
        ("work", ("examination TEXT REFERENCES examination (uid)",)),
    ):
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    db.execute("CREATE INDEX request_case ON request (case_reference)")
    db.execute("CREATE INDEX request_operation ON request (operation_name)")
    db.execute("CREATE INDEX exhibit_identifier ON exhibit (identifier)")


@migrations(name="0010_corrections")
def create_corrections(db: Database) -> None:
    """Let an event take the place of an earlier one, and say what was so before."""
    db.execute("ALTER TABLE event ADD COLUMN corrects INTEGER REFERENCES event (id)")
    db.execute("ALTER TABLE event ADD COLUMN asserts TEXT")
    db.execute("""
        CREATE UNIQUE INDEX event_corrects ON event (corrects)
            WHERE corrects IS NOT NULL
    """)


@migrations(name="0011_proceedings")
def create_proceedings(db: Database) -> None:
    """Create notes and proceedings: one accused on one charge, with its dates."""
    days = ", ".join(
        f"{name} TEXT {day_check(name)}"
        for name in (
            *("offence_on", "appearance_on", "petition_on", "committal_on"),
            *("full_committal_on", "limit_on", "ended_on"),
        )
    )
    db.execute(f"""
        CREATE TABLE proceeding (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            accused TEXT NOT NULL, -- a reference, never a name
            charge TEXT,
            custody TEXT, -- code of the custody or court status
            {days},
            limit_source TEXT, -- who gave limit_on, such as a letter's reference
            met TEXT NOT NULL DEFAULT '[]' -- JSON: rules whose step was taken in time
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            written_on TEXT NOT NULL {day_check("written_on")},
            text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
        ) STRICT
    """)
    for table in ("proceeding", "note"):
        guard(db, table)
        db.execute(f"CREATE INDEX {table}_request ON {table} (request)")


@migrations(name="0012_policies")
def create_policies(db: Database) -> None:
    """Create priority policies, effort norms, and drafts."""
    db.execute(f"""
        CREATE TABLE policy (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
            adopted_on TEXT NOT NULL {day_check("adopted_on")},
            content TEXT NOT NULL -- JSON: points, thresholds, ageing
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE norm (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE, -- type/level/device
            version INTEGER NOT NULL CHECK (version >= 1),
            type TEXT NOT NULL,
            level TEXT NOT NULL, -- empty: any
            device TEXT NOT NULL, -- code of the device type; empty: any
            median REAL NOT NULL CHECK (median > 0 AND median < 1e6), -- hours
            mean REAL CHECK (mean > 0 AND mean < 1e6),
            p80 REAL CHECK (p80 >= median AND p80 < 1e6),
            source TEXT NOT NULL, -- shipped, typed or own hours
            completions INTEGER NOT NULL DEFAULT 0,
            UNIQUE (type, level, device)
        ) STRICT
    """)
    for table in ("policy", "norm"):
        guard(db, table)
    db.execute("""
        CREATE TABLE draft ( -- never a record: gone when it is submitted
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            saved_at TEXT NOT NULL,
            content TEXT NOT NULL
        ) STRICT
    """)
