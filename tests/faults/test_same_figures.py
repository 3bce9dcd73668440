"""P32: the figures of the screen, computed again in SQL, by two versions of SQLite.

The statements below were written from the sentences of the definitions, over the tables
of the plain export alone. They know no code of the measures.
"""

import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial

import apsw
import pytest
import sqlcipher3

from app.casework.request import LEGAL_MOVES, Status
from app.measures.backlog import Backlog, open_requests
from app.measures.flow import accepted_in, issued_in
from app.measures.turnaround import turnaround
from app.store.event import Step, write
from app.store.ledger import build_ledger
from app.store.setting import Settings
from app.store.unit import create_unit
from tests.faults.rounds import rounds
from tests.faults.strange import chance_of
from tests.faults.tally import note

LONGEST = 360.0
FIRST = date(2024, 1, 1)
MONTHS = tuple(date(2024 + n // 12, n % 12 + 1, 1) for n in range(27))
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)

# Local days: summer time begins and ends on the last Sundays of March and October.
STAYS = """
WITH said AS (
    SELECT event.record, event.status, event.id, event.effective_at AS at,
           strftime('%Y', event.effective_at, 'unixepoch') AS year
      FROM event JOIN request ON request.id = event.record
     WHERE event.subject = 'request' AND event.status IS NOT NULL),
local AS (
    SELECT record, status, id, at, at + 3600 * (
               at >= unixepoch(date(year || '-04-01', 'weekday 0', '-7 days'), '1 hour')
               AND at < unixepoch(date(year || '-11-01', 'weekday 0', '-7 days'),
                                  '1 hour')) AS clock
      FROM said),
stay AS (
    SELECT record, status, date(clock, 'unixepoch') AS entered_on,
           date(lead(clock) OVER (PARTITION BY record ORDER BY at, id), 'unixepoch')
               AS left_on
      FROM local)
"""
BACKLOG = f"""{STAYS}
SELECT count(*) FROM stay
 WHERE status IN (SELECT value FROM json_each(?)) AND entered_on <= ?
   AND (left_on IS NULL OR left_on > ?)
"""
FIRST_TIMES = f"""{STAYS},
first_time AS (
    SELECT record, min(entered_on) AS day FROM stay
     WHERE status IN (SELECT value FROM json_each(?)) GROUP BY record)
"""
MONTHLY = f"""{FIRST_TIMES}
SELECT substr(day, 1, 7), count(*) FROM first_time GROUP BY 1
"""
MEDIAN = f"""{FIRST_TIMES},
took AS (
    SELECT CAST(julianday(day) - julianday(received_on) AS INTEGER) AS days
      FROM first_time JOIN request ON request.id = first_time.record
     WHERE day BETWEEN ? AND ? AND received_on IS NOT NULL AND day >= received_on),
ranked AS (
    SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS number
      FROM took)
SELECT avg(days) FROM ranked WHERE place IN ((number + 1) / 2, (number + 2) / 2)
"""
SETS = {
    "B1": '["SUBMITTED","ASSESSING"]',
    "B2": '["ACCEPTED","ALLOCATED"]',
    "B3": '["ACCEPTED","ALLOCATED","IN_PROGRESS","ON_HOLD","EXTERNAL","REVIEW",'
    '"READY"]',
}


def random_unit(path, seed):
    """A unit of requests that moved as they may, at any hour of any day."""
    chance = chance_of(seed)
    store = create_unit(path, Settings(), who="test", at=AT)
    with write(store, who="test", why="", kind="add", at=AT) as operation:
        for number in range(chance.randint(1, 80)):
            at = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
            at += chance.randint(0, 700 * 86400)
            status, steps = Status.SUBMITTED, []
            moment = at
            while chance.random() < 0.9 and len(steps) < 14:
                moment += chance.choice((0, 1, 1800, chance.randint(0, 40 * 86400)))
                status = chance.choice(LEGAL_MOVES[status])
                changes = {"status": status.value}
                steps.append(
                    Step(effective_at=moment, changes=changes, status=status.value)
                )
            received = FIRST + timedelta(days=chance.randint(0, 820))
            row = {
                "reference": f"R-{number}",
                "status": Status.SUBMITTED.value,
                "received_on": chance.choice((None, received.isoformat())),
            }
            operation.register(
                "request", row, effective_at=at, status="SUBMITTED", steps=steps
            )
    return store


def month_end(month):
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(
        days=1
    )


def by_python(store):
    """The figures as the screen has them."""
    ledger, found = build_ledger(store), {}
    for month in MONTHS:
        end = month_end(month)
        for backlog in (Backlog.B1, Backlog.B2, Backlog.B3):
            found[backlog.code, month] = open_requests(ledger, backlog, end).value
        found["M10", month] = accepted_in(ledger, month, end).value
        found["M11", month] = issued_in(ledger, month, end).value
        found["M14", month] = turnaround(ledger, month, end).median.value
    whole = turnaround(ledger, FIRST, month_end(MONTHS[-1]))
    found["M14", None] = whole.median.value
    return found


def by_sql(ask):
    """The same figures by statements; ``ask`` returns the rows of one."""
    found, issued = {}, '["ISSUED"]'
    accepted = dict(ask(MONTHLY, (SETS["B3"],)))
    completed = dict(ask(MONTHLY, (issued,)))
    for month in MONTHS:
        end, name = month_end(month).isoformat(), f"{month:%Y-%m}"
        for code, statuses in SETS.items():
            found[code, month] = ask(BACKLOG, (statuses, end, end))[0][0]
        found["M10", month] = accepted.get(name, 0)
        found["M11", month] = completed.get(name, 0)
        asked = issued, month.isoformat(), end
        found["M14", month] = ask(MEDIAN, asked)[0][0]
    last = month_end(MONTHS[-1]).isoformat()
    found["M14", None] = ask(MEDIAN, (issued, FIRST.isoformat(), last))[0][0]
    return found


def libraries(path):
    """Yield version and asking function of each database library there is."""
    uri = f"{path.as_uri()}?mode=ro"
    other = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for version, database in (
        (sqlite3.sqlite_version, sqlite3.connect(uri, uri=True)),
        (sqlcipher3.sqlite_version, sqlcipher3.connect(uri, uri=True)),
        (apsw.sqlite_lib_version(), other),
    ):
        yield version, partial(_ask, database)
        database.close()


def _ask(database, statement, values):
    return list(database.execute(statement, values))


@pytest.fixture
def versions():
    return set()


def test_sql_and_python_come_to_the_same_figures(tmp_path, versions):
    wrong, tried, end = [], 0, time.monotonic() + LONGEST
    for seed in range(rounds(15, 10_000)):
        if time.monotonic() > end:
            break
        path = tmp_path / f"{seed}.db"
        store = random_unit(path, seed)
        expected = by_python(store)
        store.close()
        for version, ask in libraries(path):
            versions.add(version)
            if by_sql(ask) != expected:
                wrong.append((seed, version))
        path.unlink()
        tried += 1
    note(
        fault="P32",
        what="random stores whose figures are the same in SQL",
        tried=tried,
        survived=tried - len({seed for seed, _ in wrong}),
        lost=len({seed for seed, _ in wrong}),
        control=f"SQLite {', '.join(sorted(versions))}",
    )
    assert wrong == []
    assert len(versions) >= 2


def test_control_a_request_moved_by_a_day_is_noticed(tmp_path):
    store = random_unit(tmp_path / "unit.db", 3)
    expected = by_python(store)
    store.close()
    database = sqlite3.connect(tmp_path / "unit.db")
    for (name,) in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'"
    ).fetchall():
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE event SET effective_at = effective_at + 31 * 86400")
    database.commit()
    assert by_sql(partial(_ask, database)) != expected
    database.close()
