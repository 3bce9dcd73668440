"""What happened at the gate, read for the measures of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np
import orjson

from app.casework.request import POSITION, Status
from app.rules.gate_history import GateHistory
from app.store import Store

_REQUESTS = """
    SELECT id, coalesce(division, '') FROM request
     WHERE submitted_on BETWEEN :first AND :last ORDER BY id
"""
_EVENTS = """
    SELECT event.record, event.status, event.effective_at, coalesce(event.reason, ''),
           json_extract(coalesce(asserts, after), '$.exhibits_requested'),
           json_extract(coalesce(asserts, after), '$.exhibits_agreed'),
           json_extract(coalesce(asserts, after), '$.level_requested'),
           json_extract(coalesce(asserts, after), '$.level_agreed'),
           json_extract(coalesce(asserts, after), '$.effort_requested'),
           json_extract(coalesce(asserts, after), '$.effort_estimated')
      FROM json_each(:ids) AS wanted CROSS JOIN event
     WHERE event.subject = 'request' AND event.record = wanted.value
       AND event.id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL)
  ORDER BY event.record, event.effective_at, event.id
"""  # what each says was so, without those that another event took the place of
FIRST = 4
"""Place of the first number in a row of an event."""


def read_gate_history(store: Store, first: date, last: date) -> GateHistory:
    """Return the requests first submitted from ``first`` to ``last``, and their moves.

    Moves made after ``last`` are among them.
    """
    wanted = {"first": first.isoformat(), "last": last.isoformat()}
    requests = [tuple(row) for row in store.query(_REQUESTS, wanted)]
    ids = orjson.dumps([row[0] for row in requests]).decode()
    events = store.query(_EVENTS, {"ids": ids})
    moves = list(_moves(tuple(row) for row in events))
    places = {row[0]: place for place, row in enumerate(requests)}
    status = [POSITION[Status(row[1])] for row in moves]
    numbers = np.array(
        [[_number(value) for value in row[FIRST:]] for row in moves], dtype=np.float64
    ).reshape(len(moves), 6)
    return GateHistory(
        ids=np.array([row[0] for row in requests], dtype=np.int64),
        division=tuple(row[1] for row in requests),
        request=np.array([places[row[0]] for row in moves], dtype=np.int32),
        status=np.array(status, dtype=np.int8),
        at=np.array([row[2] for row in moves], dtype=np.int64),
        reason=tuple(row[3] for row in moves),
        exhibits_asked=numbers[:, 0],
        exhibits_agreed=numbers[:, 1],
        level_asked=numbers[:, 2],
        level_agreed=numbers[:, 3],
        hours_asked=numbers[:, 4],
        hours_agreed=numbers[:, 5],
    )


def _moves(events: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the moves, with what they or earlier events of the request recorded."""
    record, known = None, list[Any]()
    for event in events:
        if event[0] != record:
            record, known = event[0], [None] * (len(event) - FIRST)
        said = event[FIRST:]
        known = [
            old if new is None else new for old, new in zip(known, said, strict=True)
        ]
        if event[1] is not None:
            yield (*event[:FIRST], *known)


def _number(value: str | float | None) -> float:
    """Return a number, or that of a level; NaN for none."""
    if isinstance(value, str):
        return float(value) if value.isdecimal() else 0.0
    return float("nan") if value is None else float(value)
