-- application_id 0x48445231
-- user_version 19

CREATE UNIQUE INDEX event_corrects ON event (corrects)
            WHERE corrects IS NOT NULL
    ;

CREATE INDEX event_record
            ON event (subject, record, effective_at, id, status, reason)
    ;

CREATE INDEX examination_request ON examination (request);

CREATE INDEX exhibit_identifier ON exhibit (identifier);

CREATE INDEX exposure_person ON exposure (person);

CREATE INDEX feedback_person ON feedback (person);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX import_row_import ON import_row (import, bin, line);

CREATE INDEX note_request ON note (request);

CREATE INDEX posting_person ON posting (person);

CREATE INDEX proceeding_request ON proceeding (request);

CREATE INDEX request_case ON request (case_reference);

CREATE INDEX request_division ON request (division, id);

CREATE INDEX request_effort ON request (effort_estimated, id);

CREATE INDEX request_examiner ON request (examiner, id);

CREATE INDEX request_exhibits ON request (coalesce(exhibits_agreed, exhibits_requested), id);

CREATE INDEX request_issued ON request (issued_on, id);

CREATE INDEX request_offence ON request (offence, id);

CREATE INDEX request_operation ON request (operation_name);

CREATE INDEX request_priority ON request (priority, id);

CREATE INDEX request_received ON request (received_on, id);

CREATE INDEX request_register ON request (status, priority, division, offence, examination_type, examiner);

CREATE INDEX request_status ON request (status, id);

CREATE INDEX request_target ON request (target_on, id);

CREATE INDEX request_turnaround ON request (julianday(coalesce(issued_on, closed_on)) - julianday(received_on), id);

CREATE INDEX request_type ON request (examination_type, id);

CREATE INDEX rotation_person ON rotation (person);

CREATE INDEX tolerance_person ON tolerance (person);

CREATE INDEX welfare_contact_person ON welfare_contact (person);

CREATE INDEX work_request ON work (request);

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE absence (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            kind TEXT NOT NULL,
            first_on TEXT NOT NULL CHECK (first_on IS date(first_on, '+0 days')),
            last_on TEXT NOT NULL CHECK (last_on IS date(last_on, '+0 days')), -- inclusive
            hours_a_day REAL CHECK (hours_a_day > 0 AND hours_a_day <= 24),
            share_kept REAL CHECK (share_kept BETWEEN 0 AND 1), note TEXT CHECK (instr(note, char(0)) = 0), bars_exposure INTEGER CHECK (bars_exposure IN (0, 1)),
            CHECK (last_on >= first_on)
        ) STRICT
    ;

CREATE TABLE abstraction (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT REFERENCES person (uid), -- NULL: every examiner
            kind TEXT NOT NULL,
            valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
            valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
            hours_a_week REAL CHECK (hours_a_week > 0 AND hours_a_week <= 168),
            share REAL CHECK (share BETWEEN 0 AND 1),
            CHECK ((hours_a_week IS NULL) <> (share IS NULL)),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    ;

CREATE TABLE anchor (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            sequence INTEGER NOT NULL CHECK (sequence >= 1), -- operation of the head
            head TEXT NOT NULL CHECK (length(head) = 64), -- hexadecimal
            document TEXT NOT NULL, -- what it was printed on
            printed_on TEXT NOT NULL CHECK (printed_on IS date(printed_on, '+0 days'))
        ) STRICT
    ;

CREATE TABLE chain (
            operation INTEGER PRIMARY KEY REFERENCES operation (id),
            first_event INTEGER NOT NULL, -- its events have consecutive ids from here
            events INTEGER NOT NULL,
            head BLOB NOT NULL CHECK (length(head) = 32)
        ) STRICT
    ;

CREATE TABLE change_point (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            day TEXT NOT NULL UNIQUE CHECK (day IS date(day, '+0 days')),
            words TEXT NOT NULL CHECK (length(trim(words)) > 0)
        ) STRICT
    ;

CREATE TABLE commentary (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            report TEXT NOT NULL,
            month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
            text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
            UNIQUE (report, month)
        ) STRICT
    ;

CREATE TABLE draft ( -- never a record: gone when it is submitted
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            saved_at TEXT NOT NULL,
            content TEXT NOT NULL
        ) STRICT
    ;

CREATE TABLE driver (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            first_on TEXT NOT NULL CHECK (first_on IS date(first_on, '+0 days')),
            months INTEGER NOT NULL CHECK (months IN (1, 3)),
            value REAL NOT NULL CHECK (value >= 0 AND value < 1e9),
            source TEXT CHECK (instr(source, char(0)) = 0),
            UNIQUE (name, first_on)
        ) STRICT
    ;

CREATE TABLE equipment (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            label TEXT NOT NULL CHECK (length(trim(label)) > 0),
            kind TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity >= 1),
            weekly_limit REAL NOT NULL CHECK (weekly_limit > 0),
            unit TEXT NOT NULL CHECK (unit IN ('hours', 'items')),
            types TEXT NOT NULL, -- JSON: codes of examination types
            note TEXT CHECK (instr(note, char(0)) = 0),
            
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)

        ) STRICT
    ;

CREATE TABLE erasure (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            place TEXT NOT NULL
                CHECK (place IN ('event', 'operation', 'import_file', 'draft')),
            row INTEGER NOT NULL, -- its row id there
            columns TEXT NOT NULL, -- JSON: names of what was erased
            was TEXT NOT NULL CHECK (length(was) = 64), -- its digest in the chain
            digest TEXT NOT NULL CHECK (length(digest) = 64), -- of what is left
            basis TEXT NOT NULL CHECK (length(trim(basis)) > 0), -- why it was lawful
            erased_on TEXT NOT NULL CHECK (erased_on IS date(erased_on, '+0 days'))
        ) STRICT
    ;

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
        , corrects INTEGER REFERENCES event (id), asserts TEXT) STRICT
    ;

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
        , method TEXT, in_scope INTEGER CHECK (in_scope IN (0, 1)), started_on TEXT CHECK (started_on IS date(started_on, '+0 days')), done_on TEXT CHECK (done_on IS date(done_on, '+0 days'))) STRICT
    ;

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
            received_on TEXT CHECK (received_on IS date(received_on, '+0 days')),
            finished_on TEXT CHECK (finished_on IS date(finished_on, '+0 days')),
            parent TEXT REFERENCES exhibit (uid), identifier TEXT CHECK (length(identifier) = 64), location TEXT, seal TEXT, is_agreed INTEGER CHECK (is_agreed IN (0, 1)), level_requested TEXT, level_agreed TEXT,
            UNIQUE (request, reference)
        ) STRICT
    ;

CREATE TABLE exposure (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            person TEXT NOT NULL REFERENCES person (uid),
            done_on TEXT NOT NULL CHECK (done_on IS date(done_on, '+0 days')),
            kind TEXT,
            hours REAL NOT NULL CHECK (hours > 0 AND hours <= 24),
            longest_stretch REAL
                CHECK (longest_stretch > 0 AND longest_stretch <= hours),
            request TEXT REFERENCES request (uid)
        ) STRICT
    ;

CREATE TABLE feedback (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            request TEXT NOT NULL REFERENCES request (uid),
            person TEXT NOT NULL REFERENCES person (uid),
            told_on TEXT NOT NULL CHECK (told_on IS date(told_on, '+0 days')),
            UNIQUE (request, person)
        ) STRICT
    ;

CREATE TABLE holiday ( -- what differs from the calendar as shipped
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            day TEXT NOT NULL UNIQUE CHECK (day IS date(day, '+0 days')),
            name TEXT NOT NULL,
            is_free INTEGER NOT NULL CHECK (is_free IN (0, 1))
        ) STRICT
    ;

CREATE TABLE "import_file" (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
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
    ;

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
    ;

CREATE TABLE mapping (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            source TEXT NOT NULL UNIQUE, -- fingerprint of the headers
            mapping TEXT NOT NULL -- JSON
        ) STRICT
    ;

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
    ;

CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            written_on TEXT NOT NULL CHECK (written_on IS date(written_on, '+0 days')),
            text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
        ) STRICT
    ;

CREATE TABLE operation (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            recorded_at TEXT NOT NULL, -- UTC, such as 2026-11-21T19:38:00Z
            who TEXT NOT NULL,
            why TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT
    ;

CREATE TABLE operation_plan (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            first_on TEXT NOT NULL CHECK (first_on IS date(first_on, '+0 days')),
            weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 260),
            extra REAL NOT NULL CHECK (extra > 0 AND extra <= 100000), -- a week
            unit TEXT NOT NULL CHECK (unit IN ('requests', 'exhibits')),
            division TEXT,
            offence TEXT,
            examination_type TEXT,
            priority TEXT CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
            note TEXT CHECK (instr(note, char(0)) = 0)
        ) STRICT
    ;

CREATE TABLE pattern (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
            valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
            mon REAL NOT NULL CHECK (mon BETWEEN 0 AND 24), tue REAL NOT NULL CHECK (tue BETWEEN 0 AND 24), wed REAL NOT NULL CHECK (wed BETWEEN 0 AND 24), thu REAL NOT NULL CHECK (thu BETWEEN 0 AND 24), fri REAL NOT NULL CHECK (fri BETWEEN 0 AND 24), sat REAL NOT NULL CHECK (sat BETWEEN 0 AND 24), sun REAL NOT NULL CHECK (sun BETWEEN 0 AND 24),
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    ;

CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            role TEXT NOT NULL,
            site TEXT,
            starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
            ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')), alias TEXT CHECK (length(trim(alias)) > 0), account TEXT, -- last day, inclusive
            CHECK (ends_on IS NULL OR ends_on >= starts_on)
        ) STRICT
    ;

CREATE TABLE policy (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
            adopted_on TEXT NOT NULL CHECK (adopted_on IS date(adopted_on, '+0 days')),
            content TEXT NOT NULL -- JSON: points, thresholds, ageing
        ) STRICT
    ;

CREATE TABLE post (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            label TEXT NOT NULL CHECK (length(trim(label)) > 0),
            role TEXT NOT NULL,
            site TEXT,
            weekly_hours REAL NOT NULL CHECK (weekly_hours > 0 AND weekly_hours <= 168),
            note TEXT CHECK (instr(note, char(0)) = 0),
            
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)

        ) STRICT
    ;

CREATE TABLE posting (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            person TEXT NOT NULL REFERENCES person (uid),
            post TEXT NOT NULL REFERENCES post (uid),
            
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)

        ) STRICT
    ;

CREATE TABLE proceeding (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            accused TEXT NOT NULL, -- a reference, never a name
            charge TEXT,
            custody TEXT, -- code of the custody or court status
            offence_on TEXT CHECK (offence_on IS date(offence_on, '+0 days')), appearance_on TEXT CHECK (appearance_on IS date(appearance_on, '+0 days')), petition_on TEXT CHECK (petition_on IS date(petition_on, '+0 days')), committal_on TEXT CHECK (committal_on IS date(committal_on, '+0 days')), full_committal_on TEXT CHECK (full_committal_on IS date(full_committal_on, '+0 days')), limit_on TEXT CHECK (limit_on IS date(limit_on, '+0 days')), ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
            limit_source TEXT, -- who gave limit_on, such as a letter's reference
            met TEXT NOT NULL DEFAULT '[]' -- JSON: rules whose step was taken in time
        ) STRICT
    ;

CREATE TABLE provider (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            types TEXT NOT NULL, -- JSON: codes of examination types
            monthly_items REAL NOT NULL CHECK (monthly_items > 0),
            turnaround_days INTEGER CHECK (turnaround_days > 0),
            item_cost REAL CHECK (item_cost >= 0), -- pounds
            note TEXT CHECK (instr(note, char(0)) = 0),
            
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)

        ) STRICT
    ;

CREATE TABLE request (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL CHECK (version >= 1),
        reference TEXT NOT NULL UNIQUE
            CHECK (length(trim(reference)) > 0 AND instr(reference, char(0)) = 0),
        status TEXT NOT NULL CHECK (status IN ('DRAFT','SUBMITTED','ASSESSING','RETURNED','ACCEPTED','ALLOCATED','IN_PROGRESS','ON_HOLD','EXTERNAL','REVIEW','READY','ISSUED','CLOSED','REJECTED','WITHDRAWN')),
        priority TEXT CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
        division TEXT,
        requester TEXT,
        offence TEXT,
        online_abuse INTEGER CHECK (online_abuse IN (0, 1)),
        custody TEXT,
        examination_type TEXT,
        examiner TEXT REFERENCES person (uid),
        submitted_on TEXT CHECK (submitted_on IS date(submitted_on, '+0 days')),
        accepted_on TEXT CHECK (accepted_on IS date(accepted_on, '+0 days')),
        received_on TEXT CHECK (received_on IS date(received_on, '+0 days')),
        allocated_on TEXT CHECK (allocated_on IS date(allocated_on, '+0 days')),
        started_on TEXT CHECK (started_on IS date(started_on, '+0 days')),
        completed_on TEXT CHECK (completed_on IS date(completed_on, '+0 days')),
        issued_on TEXT CHECK (issued_on IS date(issued_on, '+0 days')),
        closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
        target_on TEXT CHECK (target_on IS date(target_on, '+0 days')),
        original_target_on TEXT CHECK (original_target_on IS date(original_target_on, '+0 days')),
        prosecutor_on TEXT CHECK (prosecutor_on IS date(prosecutor_on, '+0 days')),
        exhibits_requested INTEGER
            CHECK (exhibits_requested BETWEEN 0 AND 100000),
        exhibits_agreed INTEGER CHECK (exhibits_agreed BETWEEN 0 AND 100000),
        effort_estimated REAL -- examiner hours
            CHECK (effort_estimated >= 0 AND effort_estimated < 1e6),
        effort_spent REAL NOT NULL DEFAULT 0 -- examiner hours
            CHECK (effort_spent >= 0 AND effort_spent < 1e6),
        hold_reason TEXT,
        closure_reason TEXT,
        summary TEXT CHECK (instr(summary, char(0)) = 0), case_reference TEXT, operation_name TEXT, legal_basis TEXT, offence_on TEXT CHECK (offence_on IS date(offence_on, '+0 days')), risk_band TEXT, victim_device INTEGER CHECK (victim_device IN (0, 1)), urgency TEXT CHECK (instr(urgency, char(0)) = 0), level_requested TEXT, level_agreed TEXT, effort_requested REAL CHECK (effort_requested >= 0 AND effort_requested < 1e6), factors TEXT, policy INTEGER, score REAL, scored_priority TEXT CHECK (scored_priority IN ('P1', 'P2', 'P3', 'P4')), override_reason TEXT, override_until TEXT CHECK (override_until IS date(override_until, '+0 days')), decided_by TEXT, decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days')), reviewer TEXT REFERENCES person (uid), issue_channel TEXT, provider TEXT, missed_cause TEXT, reopened_on TEXT CHECK (reopened_on IS date(reopened_on, '+0 days')), reissued_on TEXT CHECK (reissued_on IS date(reissued_on, '+0 days')),
        CHECK (issued_on IS NULL OR received_on IS NULL OR issued_on >= received_on)
    ) STRICT
;

CREATE TABLE rotation (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            person TEXT NOT NULL REFERENCES person (uid),
            first_on TEXT NOT NULL CHECK (first_on IS date(first_on, '+0 days')),
            last_on TEXT CHECK (last_on IS date(last_on, '+0 days')),
            CHECK (last_on IS NULL OR last_on >= first_on)
        ) STRICT
    ;

CREATE TABLE safety_act (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            kind TEXT NOT NULL CHECK (kind IN (
                'drill','restore','takeover','merge','salvage','protect'
            )),
            source TEXT NOT NULL, -- the copy, branch, owner or file that it is about
            outcome TEXT NOT NULL, -- one sentence
            detail TEXT NOT NULL, -- JSON
            done_on TEXT NOT NULL CHECK (done_on IS date(done_on, '+0 days'))
        ) STRICT
    ;

CREATE TABLE salvaged (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            subject TEXT NOT NULL, -- table of the record
            record TEXT NOT NULL, -- its uid
            source TEXT NOT NULL CHECK (source IN ('rows', 'history', 'both')),
            detail TEXT NOT NULL, -- what is doubtful about it, a sentence
            checked_on TEXT CHECK (checked_on IS date(checked_on, '+0 days'))
        ) STRICT
    ;

CREATE TABLE scenario (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            name TEXT NOT NULL
                CHECK (length(trim(name)) > 0 AND instr(name, char(0)) = 0),
            content TEXT NOT NULL, -- JSON: levers, targets, weeks
            seed INTEGER NOT NULL CHECK (seed >= 0),
            replications INTEGER NOT NULL CHECK (replications >= 1),
            as_at TEXT NOT NULL CHECK (as_at IS date(as_at, '+0 days')), -- day of the queue
            fingerprint TEXT NOT NULL, -- of the data that it was seeded from
            summary TEXT, -- JSON: what came out; NULL if it was not run
            created_on TEXT NOT NULL CHECK (created_on IS date(created_on, '+0 days')),
            updated_on TEXT NOT NULL CHECK (updated_on IS date(updated_on, '+0 days'))
        ) STRICT
    ;

CREATE TABLE sending (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            request TEXT NOT NULL REFERENCES request (uid),
            sent_on TEXT NOT NULL CHECK (sent_on IS date(sent_on, '+0 days')),
            items INTEGER NOT NULL CHECK (items >= 1),
            cost REAL CHECK (cost >= 0), -- pounds
            defects INTEGER NOT NULL CHECK (defects BETWEEN 0 AND items),
            note TEXT CHECK (instr(note, char(0)) = 0),
            UNIQUE (request, sent_on)
        ) STRICT
    ;

CREATE TABLE setting (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE, -- its name
            version INTEGER NOT NULL CHECK (version >= 1),
            value TEXT NOT NULL -- JSON
        ) STRICT
    ;

CREATE TABLE skill (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            person TEXT NOT NULL REFERENCES person (uid),
            skill TEXT NOT NULL,
            level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
            valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
            valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
            evidence TEXT,
            CHECK (valid_to IS NULL OR valid_to >= valid_from)
        ) STRICT
    ;

CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            operation INTEGER NOT NULL, -- the last operation that it holds
            head BLOB NOT NULL, -- the head of the chain after that operation
            content BLOB NOT NULL
        ) STRICT
    ;

CREATE TABLE term (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE, -- list/code
            version INTEGER NOT NULL CHECK (version >= 1),
            list TEXT NOT NULL,
            code TEXT NOT NULL,
            label TEXT NOT NULL,
            guidance TEXT NOT NULL,
            valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
            valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
            position INTEGER NOT NULL,
            extras TEXT NOT NULL, -- JSON
            UNIQUE (list, code)
        ) STRICT
    ;

CREATE TABLE tolerance (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            person TEXT NOT NULL REFERENCES person (uid),
            valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
            weekly_hours REAL NOT NULL CHECK (weekly_hours BETWEEN 0 AND 168)
        ) STRICT
    ;

CREATE TABLE welfare_contact (
            
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version >= 1)
,
            person TEXT NOT NULL REFERENCES person (uid),
            kind TEXT NOT NULL,
            held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
            is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
            valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
            CHECK (valid_to IS NULL OR valid_to >= held_on)
        ) STRICT
    ;

CREATE TABLE work (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL CHECK (version >= 1),
            request TEXT NOT NULL REFERENCES request (uid),
            person TEXT REFERENCES person (uid),
            done_on TEXT NOT NULL CHECK (done_on IS date(done_on, '+0 days')),
            hours REAL NOT NULL CHECK (hours > 0 AND hours < 1e6)
        , examination TEXT REFERENCES examination (uid)) STRICT
    ;

CREATE TRIGGER absence_guards_delete BEFORE DELETE ON absence
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER absence_guards_insert BEFORE INSERT ON absence
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER absence_guards_update BEFORE UPDATE ON absence
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER abstraction_guards_delete BEFORE DELETE ON abstraction
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER abstraction_guards_insert BEFORE INSERT ON abstraction
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER abstraction_guards_update BEFORE UPDATE ON abstraction
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER anchor_guards_delete BEFORE DELETE ON anchor
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER anchor_guards_insert BEFORE INSERT ON anchor
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER anchor_guards_update BEFORE UPDATE ON anchor
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER anchor_refuses_delete BEFORE DELETE ON anchor
            BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER anchor_refuses_update BEFORE UPDATE ON anchor
        WHEN NOT (
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
 AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.version IS OLD.version AND NEW.sequence IS OLD.sequence AND NEW.head IS OLD.head AND NEW.printed_on IS OLD.printed_on)
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER chain_refuses_delete
                BEFORE DELETE ON chain
                BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER chain_refuses_update
                BEFORE UPDATE ON chain
                BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER change_point_guards_delete BEFORE DELETE ON change_point
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER change_point_guards_insert BEFORE INSERT ON change_point
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER change_point_guards_update BEFORE UPDATE ON change_point
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER commentary_guards_delete BEFORE DELETE ON commentary
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER commentary_guards_insert BEFORE INSERT ON commentary
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER commentary_guards_update BEFORE UPDATE ON commentary
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER driver_guards_delete BEFORE DELETE ON driver
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER driver_guards_insert BEFORE INSERT ON driver
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER driver_guards_update BEFORE UPDATE ON driver
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER equipment_guards_delete BEFORE DELETE ON equipment
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER equipment_guards_insert BEFORE INSERT ON equipment
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER equipment_guards_update BEFORE UPDATE ON equipment
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER erasure_guards_delete BEFORE DELETE ON erasure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER erasure_guards_insert BEFORE INSERT ON erasure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER erasure_guards_update BEFORE UPDATE ON erasure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER erasure_refuses_delete BEFORE DELETE ON erasure
            BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER erasure_refuses_update BEFORE UPDATE ON erasure
        WHEN NOT (
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
 AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.version IS OLD.version AND NEW.place IS OLD.place AND NEW.row IS OLD.row AND NEW.columns IS OLD.columns AND NEW.was IS OLD.was AND NEW.digest IS OLD.digest AND NEW.erased_on IS OLD.erased_on)
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER event_refuses_delete
                BEFORE DELETE ON event
                BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER event_refuses_update BEFORE UPDATE ON event
        WHEN NOT (
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
 AND NEW.id IS OLD.id AND NEW.operation IS OLD.operation AND NEW.subject IS OLD.subject AND NEW.uid IS OLD.uid AND NEW.record IS OLD.record AND NEW.kind IS OLD.kind AND NEW.effective_at IS OLD.effective_at AND NEW.status IS OLD.status AND NEW.digest IS OLD.digest AND NEW.corrects IS OLD.corrects)
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER examination_guards_delete BEFORE DELETE ON examination
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER examination_guards_insert BEFORE INSERT ON examination
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER examination_guards_update BEFORE UPDATE ON examination
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exhibit_guards_delete BEFORE DELETE ON exhibit
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exhibit_guards_insert BEFORE INSERT ON exhibit
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exhibit_guards_update BEFORE UPDATE ON exhibit
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exposure_guards_delete BEFORE DELETE ON exposure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exposure_guards_insert BEFORE INSERT ON exposure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER exposure_guards_update BEFORE UPDATE ON exposure
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER feedback_guards_delete BEFORE DELETE ON feedback
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER feedback_guards_insert BEFORE INSERT ON feedback
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER feedback_guards_update BEFORE UPDATE ON feedback
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER holiday_guards_delete BEFORE DELETE ON holiday
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER holiday_guards_insert BEFORE INSERT ON holiday
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER holiday_guards_update BEFORE UPDATE ON holiday
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_file_guards_delete BEFORE DELETE ON import_file
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_file_guards_insert BEFORE INSERT ON import_file
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_file_guards_update BEFORE UPDATE ON import_file
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_row_guards_delete BEFORE DELETE ON import_row
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_row_guards_insert BEFORE INSERT ON import_row
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_row_guards_update BEFORE UPDATE ON import_row
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER import_row_refuses_delete
            BEFORE DELETE ON import_row
            BEGIN SELECT RAISE(ABORT, 'rows of an import are permanent'); END;

CREATE TRIGGER import_row_refuses_update BEFORE UPDATE ON import_row
        WHEN NOT (
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
 AND NEW.id IS OLD.id AND NEW.import IS OLD.import AND NEW.line IS OLD.line AND NEW.bin IS OLD.bin)
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER mapping_guards_delete BEFORE DELETE ON mapping
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER mapping_guards_insert BEFORE INSERT ON mapping
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER mapping_guards_update BEFORE UPDATE ON mapping
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER norm_guards_delete BEFORE DELETE ON norm
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER norm_guards_insert BEFORE INSERT ON norm
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER norm_guards_update BEFORE UPDATE ON norm
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER note_guards_delete BEFORE DELETE ON note
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER note_guards_insert BEFORE INSERT ON note
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER note_guards_update BEFORE UPDATE ON note
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER operation_plan_guards_delete BEFORE DELETE ON operation_plan
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER operation_plan_guards_insert BEFORE INSERT ON operation_plan
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER operation_plan_guards_update BEFORE UPDATE ON operation_plan
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER operation_refuses_delete
                BEFORE DELETE ON operation
                BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER operation_refuses_update BEFORE UPDATE ON operation
        WHEN NOT (
    (SELECT max(id) FROM operation) IS NOT (SELECT max(operation) FROM chain)
    AND (SELECT kind FROM operation ORDER BY id DESC LIMIT 1) = 'erase value'
 AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.recorded_at IS OLD.recorded_at AND NEW.who IS OLD.who AND NEW.kind IS OLD.kind)
        BEGIN SELECT RAISE(ABORT, 'history is permanent'); END;

CREATE TRIGGER pattern_guards_delete BEFORE DELETE ON pattern
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER pattern_guards_insert BEFORE INSERT ON pattern
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER pattern_guards_update BEFORE UPDATE ON pattern
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER person_guards_delete BEFORE DELETE ON person
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER person_guards_insert BEFORE INSERT ON person
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER person_guards_update BEFORE UPDATE ON person
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER policy_guards_delete BEFORE DELETE ON policy
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER policy_guards_insert BEFORE INSERT ON policy
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER policy_guards_update BEFORE UPDATE ON policy
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER post_guards_delete BEFORE DELETE ON post
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER post_guards_insert BEFORE INSERT ON post
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER post_guards_update BEFORE UPDATE ON post
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER posting_guards_delete BEFORE DELETE ON posting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER posting_guards_insert BEFORE INSERT ON posting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER posting_guards_update BEFORE UPDATE ON posting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER proceeding_guards_delete BEFORE DELETE ON proceeding
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER proceeding_guards_insert BEFORE INSERT ON proceeding
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER proceeding_guards_update BEFORE UPDATE ON proceeding
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER provider_guards_delete BEFORE DELETE ON provider
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER provider_guards_insert BEFORE INSERT ON provider
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER provider_guards_update BEFORE UPDATE ON provider
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER request_guards_delete BEFORE DELETE ON request
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER request_guards_insert BEFORE INSERT ON request
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER request_guards_update BEFORE UPDATE ON request
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER rotation_guards_delete BEFORE DELETE ON rotation
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER rotation_guards_insert BEFORE INSERT ON rotation
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER rotation_guards_update BEFORE UPDATE ON rotation
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER safety_act_guards_delete BEFORE DELETE ON safety_act
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER safety_act_guards_insert BEFORE INSERT ON safety_act
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER safety_act_guards_update BEFORE UPDATE ON safety_act
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER salvaged_guards_delete BEFORE DELETE ON salvaged
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER salvaged_guards_insert BEFORE INSERT ON salvaged
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER salvaged_guards_update BEFORE UPDATE ON salvaged
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER scenario_guards_delete BEFORE DELETE ON scenario
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER scenario_guards_insert BEFORE INSERT ON scenario
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER scenario_guards_update BEFORE UPDATE ON scenario
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER sending_guards_delete BEFORE DELETE ON sending
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER sending_guards_insert BEFORE INSERT ON sending
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER sending_guards_update BEFORE UPDATE ON sending
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER setting_guards_delete BEFORE DELETE ON setting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER setting_guards_insert BEFORE INSERT ON setting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER setting_guards_update BEFORE UPDATE ON setting
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER skill_guards_delete BEFORE DELETE ON skill
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER skill_guards_insert BEFORE INSERT ON skill
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER skill_guards_update BEFORE UPDATE ON skill
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER term_guards_delete BEFORE DELETE ON term
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER term_guards_insert BEFORE INSERT ON term
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER term_guards_update BEFORE UPDATE ON term
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER tolerance_guards_delete BEFORE DELETE ON tolerance
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER tolerance_guards_insert BEFORE INSERT ON tolerance
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER tolerance_guards_update BEFORE UPDATE ON tolerance
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER welfare_contact_guards_delete BEFORE DELETE ON welfare_contact
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER welfare_contact_guards_insert BEFORE INSERT ON welfare_contact
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER welfare_contact_guards_update BEFORE UPDATE ON welfare_contact
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER work_guards_delete BEFORE DELETE ON work
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER work_guards_insert BEFORE INSERT ON work
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

CREATE TRIGGER work_guards_update BEFORE UPDATE ON work
            WHEN (SELECT max(id) FROM operation) IS (SELECT max(operation) FROM chain)
            BEGIN SELECT RAISE(ABORT, 'no operation is open'); END;

-- columns of _sqlite_migrations
--   0, id, INTEGER, 0, None, 1, 0
--   1, migration_set, TEXT, 0, None, 0, 0
--   2, name, TEXT, 0, None, 0, 0
--   3, applied_at, TEXT, 0, None, 0, 0

-- columns of absence
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, kind, TEXT, 1, None, 0, 0
--   5, first_on, TEXT, 1, None, 0, 0
--   6, last_on, TEXT, 1, None, 0, 0
--   7, hours_a_day, REAL, 0, None, 0, 0
--   8, share_kept, REAL, 0, None, 0, 0
--   9, note, TEXT, 0, None, 0, 0
--   10, bars_exposure, INTEGER, 0, None, 0, 0

-- columns of abstraction
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 0, None, 0, 0
--   4, kind, TEXT, 1, None, 0, 0
--   5, valid_from, TEXT, 1, None, 0, 0
--   6, valid_to, TEXT, 0, None, 0, 0
--   7, hours_a_week, REAL, 0, None, 0, 0
--   8, share, REAL, 0, None, 0, 0

-- columns of anchor
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, sequence, INTEGER, 1, None, 0, 0
--   4, head, TEXT, 1, None, 0, 0
--   5, document, TEXT, 1, None, 0, 0
--   6, printed_on, TEXT, 1, None, 0, 0

-- columns of chain
--   0, operation, INTEGER, 0, None, 1, 0
--   1, first_event, INTEGER, 1, None, 0, 0
--   2, events, INTEGER, 1, None, 0, 0
--   3, head, BLOB, 1, None, 0, 0

-- columns of change_point
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, day, TEXT, 1, None, 0, 0
--   4, words, TEXT, 1, None, 0, 0

-- columns of commentary
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, report, TEXT, 1, None, 0, 0
--   4, month, TEXT, 1, None, 0, 0
--   5, text, TEXT, 1, None, 0, 0

-- columns of draft
--   0, id, INTEGER, 0, None, 1, 0
--   1, name, TEXT, 1, None, 0, 0
--   2, saved_at, TEXT, 1, None, 0, 0
--   3, content, TEXT, 1, None, 0, 0

-- columns of driver
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, first_on, TEXT, 1, None, 0, 0
--   5, months, INTEGER, 1, None, 0, 0
--   6, value, REAL, 1, None, 0, 0
--   7, source, TEXT, 0, None, 0, 0

-- columns of equipment
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, label, TEXT, 1, None, 0, 0
--   4, kind, TEXT, 1, None, 0, 0
--   5, quantity, INTEGER, 1, None, 0, 0
--   6, weekly_limit, REAL, 1, None, 0, 0
--   7, unit, TEXT, 1, None, 0, 0
--   8, types, TEXT, 1, None, 0, 0
--   9, note, TEXT, 0, None, 0, 0
--   10, valid_from, TEXT, 1, None, 0, 0
--   11, valid_to, TEXT, 0, None, 0, 0

-- columns of erasure
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, place, TEXT, 1, None, 0, 0
--   4, row, INTEGER, 1, None, 0, 0
--   5, columns, TEXT, 1, None, 0, 0
--   6, was, TEXT, 1, None, 0, 0
--   7, digest, TEXT, 1, None, 0, 0
--   8, basis, TEXT, 1, None, 0, 0
--   9, erased_on, TEXT, 1, None, 0, 0

-- columns of event
--   0, id, INTEGER, 0, None, 1, 0
--   1, operation, INTEGER, 1, None, 0, 0
--   2, subject, TEXT, 1, None, 0, 0
--   3, uid, TEXT, 1, None, 0, 0
--   4, record, INTEGER, 1, None, 0, 0
--   5, kind, TEXT, 1, None, 0, 0
--   6, effective_at, INTEGER, 1, None, 0, 0
--   7, status, TEXT, 0, None, 0, 0
--   8, reason, TEXT, 0, None, 0, 0
--   9, before, TEXT, 0, None, 0, 0
--   10, after, TEXT, 0, None, 0, 0
--   11, digest, BLOB, 1, None, 0, 0
--   12, corrects, INTEGER, 0, None, 0, 0
--   13, asserts, TEXT, 0, None, 0, 0

-- columns of examination
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, exhibit, TEXT, 0, None, 0, 0
--   5, type, TEXT, 1, None, 0, 0
--   6, level, TEXT, 0, None, 0, 0
--   7, effort_estimated, REAL, 0, None, 0, 0
--   8, effort_spent, REAL, 1, 0, 0, 0
--   9, examiner, TEXT, 0, None, 0, 0
--   10, method, TEXT, 0, None, 0, 0
--   11, in_scope, INTEGER, 0, None, 0, 0
--   12, started_on, TEXT, 0, None, 0, 0
--   13, done_on, TEXT, 0, None, 0, 0

-- columns of exhibit
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, reference, TEXT, 1, None, 0, 0
--   5, type, TEXT, 1, None, 0, 0
--   6, state, TEXT, 1, None, 0, 0
--   7, owner_role, TEXT, 0, None, 0, 0
--   8, access, TEXT, 0, None, 0, 0
--   9, size, REAL, 0, None, 0, 0
--   10, received_on, TEXT, 0, None, 0, 0
--   11, finished_on, TEXT, 0, None, 0, 0
--   12, parent, TEXT, 0, None, 0, 0
--   13, identifier, TEXT, 0, None, 0, 0
--   14, location, TEXT, 0, None, 0, 0
--   15, seal, TEXT, 0, None, 0, 0
--   16, is_agreed, INTEGER, 0, None, 0, 0
--   17, level_requested, TEXT, 0, None, 0, 0
--   18, level_agreed, TEXT, 0, None, 0, 0

-- columns of exposure
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, done_on, TEXT, 1, None, 0, 0
--   5, kind, TEXT, 0, None, 0, 0
--   6, hours, REAL, 1, None, 0, 0
--   7, longest_stretch, REAL, 0, None, 0, 0
--   8, request, TEXT, 0, None, 0, 0

-- columns of feedback
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, person, TEXT, 1, None, 0, 0
--   5, told_on, TEXT, 1, None, 0, 0

-- columns of holiday
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, day, TEXT, 1, None, 0, 0
--   4, name, TEXT, 1, None, 0, 0
--   5, is_free, INTEGER, 1, None, 0, 0

-- columns of import_file
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, sha256, TEXT, 1, None, 0, 0
--   5, kind, TEXT, 1, None, 0, 0
--   6, source, TEXT, 1, None, 0, 0
--   7, columns, TEXT, 1, None, 0, 0
--   8, mapping, TEXT, 1, None, 0, 0
--   9, rows, INTEGER, 1, None, 0, 0
--   10, taken, INTEGER, 1, None, 0, 0
--   11, duplicate, INTEGER, 1, None, 0, 0
--   12, rejected, INTEGER, 1, None, 0, 0
--   13, blank, INTEGER, 1, None, 0, 0
--   14, operation, TEXT, 1, None, 0, 0
--   15, undone_by, TEXT, 0, None, 0, 0

-- columns of import_row
--   0, id, INTEGER, 0, None, 1, 0
--   1, import, TEXT, 1, None, 0, 0
--   2, line, INTEGER, 1, None, 0, 0
--   3, bin, TEXT, 1, None, 0, 0
--   4, reference, TEXT, 0, None, 0, 0
--   5, reasons, TEXT, 1, None, 0, 0
--   6, cells, TEXT, 1, None, 0, 0

-- columns of mapping
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, source, TEXT, 1, None, 0, 0
--   4, mapping, TEXT, 1, None, 0, 0

-- columns of norm
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, type, TEXT, 1, None, 0, 0
--   4, level, TEXT, 1, None, 0, 0
--   5, device, TEXT, 1, None, 0, 0
--   6, median, REAL, 1, None, 0, 0
--   7, mean, REAL, 0, None, 0, 0
--   8, p80, REAL, 0, None, 0, 0
--   9, source, TEXT, 1, None, 0, 0
--   10, completions, INTEGER, 1, 0, 0, 0

-- columns of note
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, written_on, TEXT, 1, None, 0, 0
--   5, text, TEXT, 1, None, 0, 0

-- columns of operation
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, recorded_at, TEXT, 1, None, 0, 0
--   3, who, TEXT, 1, None, 0, 0
--   4, why, TEXT, 1, None, 0, 0
--   5, kind, TEXT, 1, None, 0, 0

-- columns of operation_plan
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, first_on, TEXT, 1, None, 0, 0
--   5, weeks, INTEGER, 1, None, 0, 0
--   6, extra, REAL, 1, None, 0, 0
--   7, unit, TEXT, 1, None, 0, 0
--   8, division, TEXT, 0, None, 0, 0
--   9, offence, TEXT, 0, None, 0, 0
--   10, examination_type, TEXT, 0, None, 0, 0
--   11, priority, TEXT, 0, None, 0, 0
--   12, note, TEXT, 0, None, 0, 0

-- columns of pattern
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, valid_from, TEXT, 1, None, 0, 0
--   5, valid_to, TEXT, 0, None, 0, 0
--   6, mon, REAL, 1, None, 0, 0
--   7, tue, REAL, 1, None, 0, 0
--   8, wed, REAL, 1, None, 0, 0
--   9, thu, REAL, 1, None, 0, 0
--   10, fri, REAL, 1, None, 0, 0
--   11, sat, REAL, 1, None, 0, 0
--   12, sun, REAL, 1, None, 0, 0

-- columns of person
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, role, TEXT, 1, None, 0, 0
--   5, site, TEXT, 0, None, 0, 0
--   6, starts_on, TEXT, 1, None, 0, 0
--   7, ends_on, TEXT, 0, None, 0, 0
--   8, alias, TEXT, 0, None, 0, 0
--   9, account, TEXT, 0, None, 0, 0

-- columns of policy
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, number, INTEGER, 1, None, 0, 0
--   4, adopted_on, TEXT, 1, None, 0, 0
--   5, content, TEXT, 1, None, 0, 0

-- columns of post
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, label, TEXT, 1, None, 0, 0
--   4, role, TEXT, 1, None, 0, 0
--   5, site, TEXT, 0, None, 0, 0
--   6, weekly_hours, REAL, 1, None, 0, 0
--   7, note, TEXT, 0, None, 0, 0
--   8, valid_from, TEXT, 1, None, 0, 0
--   9, valid_to, TEXT, 0, None, 0, 0

-- columns of posting
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, post, TEXT, 1, None, 0, 0
--   5, valid_from, TEXT, 1, None, 0, 0
--   6, valid_to, TEXT, 0, None, 0, 0

-- columns of proceeding
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, accused, TEXT, 1, None, 0, 0
--   5, charge, TEXT, 0, None, 0, 0
--   6, custody, TEXT, 0, None, 0, 0
--   7, offence_on, TEXT, 0, None, 0, 0
--   8, appearance_on, TEXT, 0, None, 0, 0
--   9, petition_on, TEXT, 0, None, 0, 0
--   10, committal_on, TEXT, 0, None, 0, 0
--   11, full_committal_on, TEXT, 0, None, 0, 0
--   12, limit_on, TEXT, 0, None, 0, 0
--   13, ended_on, TEXT, 0, None, 0, 0
--   14, limit_source, TEXT, 0, None, 0, 0
--   15, met, TEXT, 1, '[]', 0, 0

-- columns of provider
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, types, TEXT, 1, None, 0, 0
--   5, monthly_items, REAL, 1, None, 0, 0
--   6, turnaround_days, INTEGER, 0, None, 0, 0
--   7, item_cost, REAL, 0, None, 0, 0
--   8, note, TEXT, 0, None, 0, 0
--   9, valid_from, TEXT, 1, None, 0, 0
--   10, valid_to, TEXT, 0, None, 0, 0

-- columns of request
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, reference, TEXT, 1, None, 0, 0
--   4, status, TEXT, 1, None, 0, 0
--   5, priority, TEXT, 0, None, 0, 0
--   6, division, TEXT, 0, None, 0, 0
--   7, requester, TEXT, 0, None, 0, 0
--   8, offence, TEXT, 0, None, 0, 0
--   9, online_abuse, INTEGER, 0, None, 0, 0
--   10, custody, TEXT, 0, None, 0, 0
--   11, examination_type, TEXT, 0, None, 0, 0
--   12, examiner, TEXT, 0, None, 0, 0
--   13, submitted_on, TEXT, 0, None, 0, 0
--   14, accepted_on, TEXT, 0, None, 0, 0
--   15, received_on, TEXT, 0, None, 0, 0
--   16, allocated_on, TEXT, 0, None, 0, 0
--   17, started_on, TEXT, 0, None, 0, 0
--   18, completed_on, TEXT, 0, None, 0, 0
--   19, issued_on, TEXT, 0, None, 0, 0
--   20, closed_on, TEXT, 0, None, 0, 0
--   21, target_on, TEXT, 0, None, 0, 0
--   22, original_target_on, TEXT, 0, None, 0, 0
--   23, prosecutor_on, TEXT, 0, None, 0, 0
--   24, exhibits_requested, INTEGER, 0, None, 0, 0
--   25, exhibits_agreed, INTEGER, 0, None, 0, 0
--   26, effort_estimated, REAL, 0, None, 0, 0
--   27, effort_spent, REAL, 1, 0, 0, 0
--   28, hold_reason, TEXT, 0, None, 0, 0
--   29, closure_reason, TEXT, 0, None, 0, 0
--   30, summary, TEXT, 0, None, 0, 0
--   31, case_reference, TEXT, 0, None, 0, 0
--   32, operation_name, TEXT, 0, None, 0, 0
--   33, legal_basis, TEXT, 0, None, 0, 0
--   34, offence_on, TEXT, 0, None, 0, 0
--   35, risk_band, TEXT, 0, None, 0, 0
--   36, victim_device, INTEGER, 0, None, 0, 0
--   37, urgency, TEXT, 0, None, 0, 0
--   38, level_requested, TEXT, 0, None, 0, 0
--   39, level_agreed, TEXT, 0, None, 0, 0
--   40, effort_requested, REAL, 0, None, 0, 0
--   41, factors, TEXT, 0, None, 0, 0
--   42, policy, INTEGER, 0, None, 0, 0
--   43, score, REAL, 0, None, 0, 0
--   44, scored_priority, TEXT, 0, None, 0, 0
--   45, override_reason, TEXT, 0, None, 0, 0
--   46, override_until, TEXT, 0, None, 0, 0
--   47, decided_by, TEXT, 0, None, 0, 0
--   48, decided_on, TEXT, 0, None, 0, 0
--   49, reviewer, TEXT, 0, None, 0, 0
--   50, issue_channel, TEXT, 0, None, 0, 0
--   51, provider, TEXT, 0, None, 0, 0
--   52, missed_cause, TEXT, 0, None, 0, 0
--   53, reopened_on, TEXT, 0, None, 0, 0
--   54, reissued_on, TEXT, 0, None, 0, 0

-- columns of rotation
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, first_on, TEXT, 1, None, 0, 0
--   5, last_on, TEXT, 0, None, 0, 0

-- columns of safety_act
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, kind, TEXT, 1, None, 0, 0
--   4, source, TEXT, 1, None, 0, 0
--   5, outcome, TEXT, 1, None, 0, 0
--   6, detail, TEXT, 1, None, 0, 0
--   7, done_on, TEXT, 1, None, 0, 0

-- columns of salvaged
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, subject, TEXT, 1, None, 0, 0
--   4, record, TEXT, 1, None, 0, 0
--   5, source, TEXT, 1, None, 0, 0
--   6, detail, TEXT, 1, None, 0, 0
--   7, checked_on, TEXT, 0, None, 0, 0

-- columns of scenario
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, name, TEXT, 1, None, 0, 0
--   4, content, TEXT, 1, None, 0, 0
--   5, seed, INTEGER, 1, None, 0, 0
--   6, replications, INTEGER, 1, None, 0, 0
--   7, as_at, TEXT, 1, None, 0, 0
--   8, fingerprint, TEXT, 1, None, 0, 0
--   9, summary, TEXT, 0, None, 0, 0
--   10, created_on, TEXT, 1, None, 0, 0
--   11, updated_on, TEXT, 1, None, 0, 0

-- columns of sending
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, sent_on, TEXT, 1, None, 0, 0
--   5, items, INTEGER, 1, None, 0, 0
--   6, cost, REAL, 0, None, 0, 0
--   7, defects, INTEGER, 1, None, 0, 0
--   8, note, TEXT, 0, None, 0, 0

-- columns of setting
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, value, TEXT, 1, None, 0, 0

-- columns of skill
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, skill, TEXT, 1, None, 0, 0
--   5, level, INTEGER, 1, None, 0, 0
--   6, valid_from, TEXT, 1, None, 0, 0
--   7, valid_to, TEXT, 0, None, 0, 0
--   8, evidence, TEXT, 0, None, 0, 0

-- columns of snapshot
--   0, id, INTEGER, 0, None, 1, 0
--   1, operation, INTEGER, 1, None, 0, 0
--   2, head, BLOB, 1, None, 0, 0
--   3, content, BLOB, 1, None, 0, 0

-- columns of term
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, list, TEXT, 1, None, 0, 0
--   4, code, TEXT, 1, None, 0, 0
--   5, label, TEXT, 1, None, 0, 0
--   6, guidance, TEXT, 1, None, 0, 0
--   7, valid_from, TEXT, 0, None, 0, 0
--   8, valid_to, TEXT, 0, None, 0, 0
--   9, position, INTEGER, 1, None, 0, 0
--   10, extras, TEXT, 1, None, 0, 0

-- columns of tolerance
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, valid_from, TEXT, 1, None, 0, 0
--   5, weekly_hours, REAL, 1, None, 0, 0

-- columns of welfare_contact
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, person, TEXT, 1, None, 0, 0
--   4, kind, TEXT, 1, None, 0, 0
--   5, held_on, TEXT, 1, None, 0, 0
--   6, is_kept, INTEGER, 1, None, 0, 0
--   7, valid_to, TEXT, 0, None, 0, 0

-- columns of work
--   0, id, INTEGER, 0, None, 1, 0
--   1, uid, TEXT, 1, None, 0, 0
--   2, version, INTEGER, 1, None, 0, 0
--   3, request, TEXT, 1, None, 0, 0
--   4, person, TEXT, 0, None, 0, 0
--   5, done_on, TEXT, 1, None, 0, 0
--   6, hours, REAL, 1, None, 0, 0
--   7, examination, TEXT, 0, None, 0, 0
