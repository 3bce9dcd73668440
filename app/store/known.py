"""A store as it was known on an earlier day, before what was recorded since."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import orjson

from app.casework.history import Row
from app.casework.working_time import end_of_day
from app.store import Store
from app.store.fault import explained
from app.store.record import DEFAULTS, IN_ORDER, RECORDS

_LATER = """
    CREATE TEMP TABLE later AS SELECT id FROM main.operation WHERE recorded_at > '{0}'
"""
_LATER_BY_ID = "CREATE UNIQUE INDEX temp.later_id ON later (id)"
_EVENTS = """
    CREATE TEMP VIEW event AS
    SELECT * FROM main.event WHERE operation NOT IN (SELECT id FROM temp.later)
"""
_ROWS = """
    CREATE TEMP TABLE {subject} AS SELECT * FROM main.{subject}
     WHERE id NOT IN (SELECT record FROM main.event
                       WHERE subject = '{subject}'
                         AND operation IN (SELECT id FROM temp.later))
"""  # what nothing was recorded of since is as it is now
_CHANGED = """
    SELECT uid, record, kind, after FROM event
     WHERE subject = :subject AND record IN (
           SELECT record FROM main.event AS since
            WHERE since.subject = :subject
              AND since.operation IN (SELECT id FROM temp.later))
  ORDER BY id
"""


def stamp_of(day: date) -> str:
    """Return the last second of ``day`` as moments of recording are written."""
    return f"{datetime.fromtimestamp(end_of_day(day), UTC):%Y-%m-%dT%H:%M:%SZ}"


@contextmanager
def only_known(store: Store, stamp: str, subjects: Sequence[str]) -> Iterator[None]:
    """Let the names of tables stand for what was known, on this connection.

    Args:
        store: The store to read in the block; nothing of it is changed.
        stamp: Until when what was recorded counts, such as ``2026-03-31T22:59:59Z``;
            see ``stamp_of``.
        subjects: The tables that are read in the block besides the events.
    """
    made: list[str] = []
    stamp = f"{datetime.fromisoformat(stamp):%Y-%m-%dT%H:%M:%SZ}"
    try:
        with explained("read"):
            store.execute(_LATER.format(stamp))
            made.append("TABLE temp.later")
            store.execute(_LATER_BY_ID)
            store.execute(_EVENTS)
            made.append("VIEW temp.event")
            for subject in subjects:
                store.execute(_ROWS.format(subject=subject))
                made.append(f"TABLE temp.{subject}")
                store.execute_many(_addition(subject), _changed(store, subject))
        yield
    finally:
        for name in reversed(made):
            store.execute(f"DROP {name}")


def _addition(subject: str) -> str:
    columns = ("id", "uid", "version", *RECORDS[subject])
    values = ", ".join("?" * len(columns))
    return f"INSERT INTO temp.{subject} ({', '.join(columns)}) VALUES ({values})"  # noqa: S608 - fixed names


def _changed(store: Store, subject: str) -> list[tuple[Any, ...]]:
    """Return the rows, as they were, of what something was recorded of since."""
    rows = _replayed(subject, store.query(_CHANGED, {"subject": subject}))
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
