"""The history: operations and their chain, events, and the rows of imported files."""

from collections.abc import Generator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from app.leaving.cell import Value
from app.leaving.wellbeing import MARK, TABLES, records_apart
from app.store import Store
from app.store.plain import history_of

OPERATIONS = {
    "id": "Number of the operation, from 1 without a gap.",
    "uid": "Its permanent identity.",
    "recorded_at": "When it was recorded, UTC.",
    "who": "Account or name of who did it.",
    "why": "Why, in words; may be empty text.",
    "kind": "What was done.",
    "first_event": "Id of its first event; the others follow without a gap.",
    "events": "How many events it has.",
    "head": "Head of the chain after it: 32 bytes, hexadecimal.",
}
"""The columns of the operations, in order, and what they hold."""

EVENTS = {
    "id": "Number of the event, from 1 without a gap.",
    "operation": "Id of its operation.",
    "subject": "Table of the record.",
    "uid": "Uid of the record.",
    "record": "Row number of the record in its table.",
    "kind": "registered (new), amended, moved (status changed), removed, and others.",
    "effective_at": "Moment at which it took effect, seconds since 1970 UTC.",
    "status": "Status or state entered, if any.",
    "reason": "Why, a code or words, if any.",
    "before": "JSON object: the changed columns before; no value when new.",
    "after": "JSON object: the changed columns after; no value when removed.",
    "corrects": "Id of the event whose place this one takes, if any.",
    "asserts": "JSON object: what was so from that moment on, for a correction.",
    "digest": "SHA-256 of the event: 32 bytes, hexadecimal.",
    "effective_at in words": "The same moment as a date and time, UTC.",
    "left out": "Empty; or why all but id, operation and digest is left out.",
}
"""The columns of the events, in order, and what they hold."""

ROWS = {
    "id": "Number of the row.",
    "import": "Uid of the file, in tables/import_file.csv.",
    "line": "Line of the file on which it starts.",
    "bin": "taken, duplicate, rejected or blank.",
    "reference": "What it brought in, or of what it is a duplicate.",
    "reasons": "JSON list: why, in sentences.",
    "cells": "JSON list: its cells as they were in the file.",
}
"""The columns of the imported rows, in order, and what they hold."""

_SUBJECT, _UID, _DIGEST = 2, 3, 13
_MOMENT = 6
Rows = Generator[tuple[Value, ...], None, None]

_JSON = {"before", "after", "asserts", "reasons", "cells"}
_START = datetime(1970, 1, 1, tzinfo=UTC)


def operations(store: Store) -> Rows:
    """Yield the operations under the headings of ``OPERATIONS``."""
    yield from history_of(store, "operations")


def events(store: Store, *, with_wellbeing: bool) -> Rows:
    """Yield the events under the headings of ``EVENTS``.

    Of an event about wellbeing, unless that is asked for, only its place and its
    digest are left, which the chain needs.
    """
    apart = set() if with_wellbeing else records_apart(store)
    for row in history_of(store, "events"):
        is_of_table = row[_SUBJECT] in TABLES and not with_wellbeing
        if is_of_table or (row[_SUBJECT], row[_UID]) in apart:
            yield *row[:2], *[None] * (_DIGEST - 2), row[_DIGEST], None, MARK
        else:
            yield *row, _moment(int(row[_MOMENT])), None


def import_rows(store: Store) -> Rows:
    """Yield the rows of all imported files under the headings of ``ROWS``."""
    yield from history_of(store, "rows")


def as_object(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return a row as a JSON object: without what is empty, JSON text as objects."""
    return {
        name: _read(name, value)
        for name, value in zip(names, row, strict=True)
        if value is not None
    }


def _read(name: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if name in _JSON:
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:  # erased, and no longer JSON
            return value
    return value


def _moment(seconds: int) -> str:
    try:
        moment = _START + timedelta(seconds=seconds)
    except OverflowError:  # no calendar reaches there
        return ""
    return moment.isoformat().replace("+00:00", "Z")
