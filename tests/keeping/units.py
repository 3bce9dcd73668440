"""What tests of copies do to a small unit."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

from app.casework.request import Priority, Request, Status
from app.keeping.make import keep_copy
from app.store import open_store, reading
from app.store.event import write
from app.store.request import add_request

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def add_requests(path, count=1, *, at=NOON, who="J. Smith", why="by post"):
    """Add requests to a store, each by an operation; return their references."""
    store = open_store(path)
    try:
        first = store.value("SELECT count(*) FROM request") + 1
        for number in range(first, first + count):
            day = date(2026, 3, 1) + timedelta(days=number % 28)
            request = Request(
                uid="",
                reference=f"DF-{number}",
                status=Status.ACCEPTED,
                priority=Priority.STANDARD,
                received_on=day,
                accepted_on=day,
                effort_estimated=10.5,
            )
            with write(store, who=who, why=why, kind="add request", at=at) as operation:
                add_request(operation, request, effective_at=int(at.timestamp()) - 9000)
        return [f"DF-{number}" for number in range(first, first + count)]
    finally:
        store.close()


def references(path):
    """Return the references of the requests in a store."""
    with reading(path) as store:
        return {row[0] for row in store.query("SELECT reference FROM request")}


def copy_now(path, *, reason="asked", at=NOON):
    """Make a copy of a store."""
    with reading(path) as store:
        return keep_copy(store, reason=reason, at=at)


def break_event(path):
    """Change recorded events in a way that only the chain can tell."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE event SET effective_at = effective_at + 60")
        connection.commit()


def flip(path, place=-3000):
    """Turn one byte of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
