"""The ledger as it would have been read on an earlier day, before later corrections."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import orjson

from app.casework.history import Row
from app.casework.ledger import Ledger
from app.casework.working_time import end_of_day
from app.store import Store
from app.store.fault import explained
from app.store.ledger import build_ledger
from app.store.record import DEFAULTS, IN_ORDER, RECORDS

SUBJECTS = ("request", "exhibit", "work")
"""The tables that a ledger is read from besides the events."""

_KNOWN = "SELECT id FROM main.operation WHERE recorded_at <= '{stamp}'"
_EVENTS = (
    "CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE operation IN ({known})"
)
_ROWS = """
    CREATE TEMP TABLE {subject} AS SELECT * FROM main.{subject}
     WHERE id NOT IN (SELECT record FROM main.event
                       WHERE subject = '{subject}' AND operation NOT IN ({known}))
"""  # what nothing was recorded of since is as it is now
_CHANGED = """
    SELECT uid, record, kind, after FROM event
     WHERE subject = :subject AND record IN (
           SELECT record FROM main.event AS later
            WHERE later.subject = :subject AND later.operation NOT IN (
                  SELECT id FROM main.operation WHERE recorded_at <= :stamp))
  ORDER BY id
"""


def stamp_of(day: date) -> str:
    """Return the last second of ``day`` as moments of recording are written."""
    return f"{datetime.fromtimestamp(end_of_day(day), UTC):%Y-%m-%dT%H:%M:%SZ}"


def build_ledger_known(store: Store, stamp: str) -> Ledger:
    """Read the ledger from what was recorded by ``stamp``, as it was known then.

    Args:
        store: The store to read; nothing of it is changed.
        stamp: Such as ``2026-03-31T22:59:59Z``; see ``stamp_of``.
    """
    with _only_known(store, f"{datetime.fromisoformat(stamp):%Y-%m-%dT%H:%M:%SZ}"):
        return build_ledger(store)


@contextmanager
def _only_known(store: Store, stamp: str) -> Iterator[None]:
    """Let the names of the tables stand for what was known, on this connection."""
    made: list[str] = []
    try:
        with explained("read"):
            known = _KNOWN.format(stamp=stamp)
            store.execute(_EVENTS.format(known=known))
            made.append("VIEW temp.event")
            for subject in SUBJECTS:
                store.execute(_ROWS.format(subject=subject, known=known))
                made.append(f"TABLE temp.{subject}")
                store.execute_many(_addition(subject), _changed(store, subject, stamp))
        yield
    finally:
        for name in made:
            store.execute(f"DROP {name}")


def _addition(subject: str) -> str:
    columns = ("id", "uid", "version", *RECORDS[subject])
    values = ", ".join("?" * len(columns))
    return f"INSERT INTO temp.{subject} ({', '.join(columns)}) VALUES ({values})"  # noqa: S608 - fixed names


def _changed(store: Store, subject: str, stamp: str) -> list[tuple[Any, ...]]:
    """Return the rows, as they were, of what something was recorded of since."""
    wanted = {"subject": subject, "stamp": stamp}
    rows = _replayed(subject, store.query(_CHANGED, wanted))
    return [IN_ORDER[subject](row) for row in rows]


def _replayed(subject: str, events: Iterable[Any]) -> Iterable[Row]:
    rows: dict[int, Row] = {}
    empty = {**dict.fromkeys(RECORDS[subject]), **DEFAULTS.get(subject, {})}
    for event in events:
        record = event["record"]
        if event["kind"] == "registered":
            rows[record] = {**empty, "id": record, "uid": event["uid"]}
        if event["after"] is None:
            rows.pop(record, None)
        elif record in rows:
            rows[record].update(orjson.loads(event["after"]))
    return rows.values()
