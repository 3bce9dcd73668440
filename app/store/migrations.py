"""Schema of the store: one function per change, oldest first.

Once released, none is edited. None imports from ``app``, to mean the same in ten years.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("headroom")

_REQUEST_INDEXES = {
    "request_status": "request (status, id)",
    "request_priority": "request (priority, id)",
    "request_received": "request (received_on, id)",
    "request_issued": "request (issued_on, id)",
    "request_division": "request (division, id)",
    "request_offence": "request (offence, id)",
    "request_examiner": "request (examiner, id)",
    "request_type": "request (examination_type, id)",
    "request_target": "request (target_on, id)",
    "request_effort": "request (effort_estimated, id)",
    "request_exhibits": ("request (coalesce(exhibits_agreed, exhibits_requested), id)"),
    "request_turnaround": (
        "request (julianday(coalesce(issued_on, closed_on))"
        " - julianday(received_on), id)"
    ),
    "request_register": (
        "request (status, priority, division, offence, examination_type, examiner)"
    ),
}
_STATUSES = (
    "'DRAFT','SUBMITTED','ASSESSING','RETURNED','ACCEPTED','ALLOCATED','IN_PROGRESS',"
    "'ON_HOLD','EXTERNAL','REVIEW','READY','ISSUED','CLOSED','REJECTED','WITHDRAWN'"
)


@migrations(name="0001_history")
def create_history(db: Database) -> None:
    """Create operations, events and their chain, which can only be added to."""
    db.execute("""
        CREATE TABLE operation (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            recorded_at TEXT NOT NULL, -- UTC, such as 2026-11-21T19:38:00Z
            who TEXT NOT NULL,
            why TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            operation INTEGER NOT NULL REFERENCES operation (id),
            subject TEXT NOT NULL, -- the table of the record
            uid TEXT NOT NULL, -- the record, for ever
            record INTEGER NOT NULL, -- its row id in this file
            kind TEXT NOT NULL,
            effective_at INTEGER NOT NULL, -- seconds since 1970 UTC
            status TEXT, -- status (or state) entered, if any
            reason TEXT,
            before TEXT, -- JSON of the changed columns; NULL when new
            after TEXT, -- JSON likewise; NULL when removed
            digest BLOB NOT NULL CHECK (length(digest) = 32)
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE chain (
            operation INTEGER PRIMARY KEY REFERENCES operation (id),
            first_event INTEGER NOT NULL, -- its events have consecutive ids from here
            events INTEGER NOT NULL,
            head BLOB NOT NULL CHECK (length(head) = 32)
        ) STRICT
    """)
    db.execute("""
        CREATE INDEX event_record
            ON event (subject, record, effective_at, id, status, reason)
    """)
    for table in ("operation", "event", "chain"):
        for change in ("UPDATE", "DELETE"):
            db.execute(f"""
                CREATE TRIGGER {table}_refuses_{change.lower()}
                BEFORE {change} ON {table}
                BEGIN SELECT RAISE(ABORT, 'history is permanent'); END
            """)


def day_check(column: str) -> str:
    """Return the check that a column holds a day or nothing."""
    return f"CHECK ({column} IS date({column}, '+0 days'))"


_REQUEST_TABLE = f"""
    CREATE TABLE request (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL CHECK (version >= 1),
        reference TEXT NOT NULL UNIQUE
            CHECK (length(trim(reference)) > 0 AND instr(reference, char(0)) = 0),
        status TEXT NOT NULL CHECK (status IN ({_STATUSES})),
        priority TEXT CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
        division TEXT,
        requester TEXT,
        offence TEXT,
        online_abuse INTEGER CHECK (online_abuse IN (0, 1)),
        custody TEXT,
        examination_type TEXT,
        examiner TEXT REFERENCES person (uid),
        submitted_on TEXT {day_check("submitted_on")},
        accepted_on TEXT {day_check("accepted_on")},
        received_on TEXT {day_check("received_on")},
        allocated_on TEXT {day_check("allocated_on")},
        started_on TEXT {day_check("started_on")},
        completed_on TEXT {day_check("completed_on")},
        issued_on TEXT {day_check("issued_on")},
        closed_on TEXT {day_check("closed_on")},
        target_on TEXT {day_check("target_on")},
        original_target_on TEXT {day_check("original_target_on")},
        prosecutor_on TEXT {day_check("prosecutor_on")},
        exhibits_requested INTEGER
            CHECK (exhibits_requested BETWEEN 0 AND 100000),
        exhibits_agreed INTEGER CHECK (exhibits_agreed BETWEEN 0 AND 100000),
        effort_estimated REAL -- examiner hours
            CHECK (effort_estimated >= 0 AND effort_estimated < 1e6),
        effort_spent REAL NOT NULL DEFAULT 0 -- examiner hours
            CHECK (effort_spent >= 0 AND effort_spent < 1e6),
        hold_reason TEXT,
        closure_reason TEXT,
        summary TEXT CHECK (instr(summary, char(0)) = 0),
        CHECK (issued_on IS NULL OR received_on IS NULL OR issued_on >= received_on)
    ) STRICT
"""


def guard(db: Database, table: str) -> None:
    """Refuse any change of ``table`` while no operation is open."""
    for change in ("INSERT", "UPDATE", "DELETE"):
        db.execute(f"""
            CREATE TRIGGER {table}_guards_{change.lower()} BEFORE {change} ON {table}
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END
        """)


@migrations(name="0002_requests")
def create_requests(db: Database) -> None:
    """Create the table of requests as they stand now."""
    db.execute(_REQUEST_TABLE)
    guard(db, "request")
    for name, columns in _REQUEST_INDEXES.items():
        db.execute(f"CREATE INDEX {name} ON {columns}")


@migrations(name="0003_exhibits")
def create_exhibits(db: Database) -> None:
    """Create exhibits, examinations and the work log."""
    db.execute(f"""
        CREATE TABLE exhibit (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            reference TEXT NOT NULL,
            type TEXT NOT NULL,
            state TEXT NOT NULL,
            owner_role TEXT,
            access TEXT,
            size REAL CHECK (size >= 0 AND size < 1e12), -- gigabytes
            received_on TEXT {day_check("received_on")},
            finished_on TEXT {day_check("finished_on")},
            parent TEXT REFERENCES exhibit (uid),
            UNIQUE (request, reference)
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE examination (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            exhibit TEXT REFERENCES exhibit (uid),
            type TEXT NOT NULL,
            level TEXT,
            effort_estimated REAL
                CHECK (effort_estimated >= 0 AND effort_estimated < 1e6),
            effort_spent REAL NOT NULL DEFAULT 0
                CHECK (effort_spent >= 0 AND effort_spent < 1e6),
            examiner TEXT REFERENCES person (uid)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE work (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            person TEXT REFERENCES person (uid),
            done_on TEXT NOT NULL {day_check("done_on")},
            hours REAL NOT NULL CHECK (hours > 0 AND hours < 1e6)
        ) STRICT
    """)
    for table in ("exhibit", "examination", "work"):
        guard(db, table)
    db.execute("CREATE INDEX examination_request ON examination (request)")
    db.execute("CREATE INDEX work_request ON work (request)")


@migrations(name="0004_people")
def create_people(db: Database) -> None:
    """Create people, their working patterns and their skills."""
    db.execute(f"""
        CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            role TEXT NOT NULL,
            site TEXT,
            starts_on TEXT NOT NULL {day_check("starts_on")},
            ends_on TEXT {day_check("ends_on")}, -- last day, inclusive
            CHECK (ends_on IS NULL OR ends_on >= starts_on)
        ) STRICT
    """)
    hours = ", ".join(
        f"{day} REAL NOT NULL CHECK ({day} BETWEEN 0 AND 24)"
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )
    db.execute(f"""
        CREATE TABLE pattern (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            valid_from TEXT NOT NULL {day_check("valid_from")},
            valid_to TEXT {day_check("valid_to")},
            {hours},
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE skill (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            skill TEXT NOT NULL,
            level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
            valid_from TEXT NOT NULL {day_check("valid_from")},
            valid_to TEXT {day_check("valid_to")},
            evidence TEXT,
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    """)
    for table in ("person", "pattern", "skill"):
        guard(db, table)


@migrations(name="0005_absences")
def create_absences(db: Database) -> None:
    """Create absences and abstractions."""
    db.execute(f"""
        CREATE TABLE absence (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            kind TEXT NOT NULL,
            first_on TEXT NOT NULL {day_check("first_on")},
            last_on TEXT NOT NULL {day_check("last_on")}, -- inclusive
            hours_a_day REAL CHECK (hours_a_day > 0 AND hours_a_day <= 24),
            share_kept REAL CHECK (share_kept BETWEEN 0 AND 1),
            CHECK (last_on >= first_on)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE abstraction (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT REFERENCES person (uid), -- NULL: every examiner
            kind TEXT NOT NULL,
            valid_from TEXT NOT NULL {day_check("valid_from")},
            valid_to TEXT {day_check("valid_to")},
            hours_a_week REAL CHECK (hours_a_week > 0 AND hours_a_week <= 168),
            share REAL CHECK (share BETWEEN 0 AND 1),
            CHECK ((hours_a_week IS NULL) <> (share IS NULL)),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    """)
    for table in ("absence", "abstraction"):
        guard(db, table)


@migrations(name="0006_words")
def create_words(db: Database) -> None:
    """Create settings, vocabularies, saved mappings and commentary."""
    db.execute("""
        CREATE TABLE setting (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE, -- its name
            version INTEGER NOT NULL CHECK (version >= 1),
            value TEXT NOT NULL -- JSON
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE term (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE, -- list/code
            version INTEGER NOT NULL CHECK (version >= 1),
            list TEXT NOT NULL,
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            guidance TEXT NOT NULL,
            valid_from TEXT {day_check("valid_from")},
            valid_to TEXT {day_check("valid_to")},
            position INTEGER NOT NULL,
            extras TEXT NOT NULL, -- JSON
            UNIQUE (list, code)
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE commentary (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            report TEXT NOT NULL,
            month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
            text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
            UNIQUE (report, month)
        ) STRICT
    """)
    for table in ("setting", "term", "commentary"):
        guard(db, table)


@migrations(name="0007_imports")
def create_imports(db: Database) -> None:
    """Create imports, every row of them, and the mappings saved by source."""
    db.execute("""
        CREATE TABLE import_file (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            name TEXT NOT NULL, -- of the file, without its folder
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            kind TEXT NOT NULL CHECK (kind IN ('requests', 'exhibits')),
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
    db.execute("""
        CREATE TABLE import_row (
            id INTEGER PRIMARY KEY,
            import TEXT NOT NULL, -- uid of the import_file
            line INTEGER NOT NULL,
            bin TEXT NOT NULL
                CHECK (bin IN ('taken', 'duplicate', 'rejected', 'blank')),
            reference TEXT, -- what was taken in, or of what it is a duplicate
            reasons TEXT NOT NULL, -- JSON
            cells TEXT NOT NULL -- JSON
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE mapping (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            source TEXT NOT NULL UNIQUE, -- fingerprint of the headers
            mapping TEXT NOT NULL -- JSON
        ) STRICT
    """)
    for table in ("import_file", "import_row", "mapping"):
        guard(db, table)
    for change in ("UPDATE", "DELETE"):
        db.execute(f"""
            CREATE TRIGGER import_row_refuses_{change.lower()}
            BEFORE {change} ON import_row
            BEGIN SELECT RAISE(ABORT, 'rows of an import are permanent'); END
        """)
    db.execute("CREATE INDEX import_row_import ON import_row (import, bin, line)")


@migrations(name="0008_snapshot")
def create_snapshot(db: Database) -> None:
    """Create the place of the ledger as read last: quick to load, never a record."""
    db.execute("""
        CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            operation INTEGER NOT NULL, -- the last operation that it holds
            head BLOB NOT NULL, -- the head of the chain after that operation
            content BLOB NOT NULL
        ) STRICT
    """)
