"""Reads what SQLite itself still reaches: forward, backward, and row by row."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from app.salvage.found import Found
from app.salvage.shape import shapes

_MOST = 20_000
"""Rows of a table to ask for one by one."""
_FORWARD = "SELECT rowid, * FROM {} ORDER BY rowid"
_BACKWARD = "SELECT rowid, * FROM {} ORDER BY rowid DESC"
_BY_ROW = "SELECT rowid, * FROM {} NOT INDEXED WHERE rowid = ?"
_BY_UID = "SELECT rowid, * FROM {} WHERE uid = ?"


def read_by_engine(path: Path, found: Found) -> None:
    """Read the tables of the file at ``path`` as far as SQLite reaches into ``found``.

    The file is not changed, not even to take back a change left half done.
    """
    target = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(target, uri=True)) as file:
        file.text_factory = _text
        for table in shapes():
            for row_id, *values in _rows(file, table, found):
                found.add(row_id, (None, *values[1:]), table)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _rows(file: sqlite3.Connection, table: str, found: Found) -> Iterator[Any]:
    seen: set[int] = set()
    for row in _until_damage(file, _FORWARD.format(table)):
        seen.add(row[0])
        yield row
    reached = max(seen, default=0)
    lowest = 0
    for row in _until_damage(file, _BACKWARD.format(table)):
        if row[0] in seen:
            return  # both ways met: nothing lies between
        lowest = row[0]
        yield row
    between = range(reached + 1, min(lowest, reached + _MOST))
    yield from _points(file, _BY_ROW.format(table), between)
    if "uid" in {column.name for column in shapes()[table]}:
        uids = list(found.uids_of(table))[:_MOST] if lowest or not seen else []
        yield from _points(file, _BY_UID.format(table), uids)


def _until_damage(file: sqlite3.Connection, statement: str) -> Iterator[Any]:
    with suppress(sqlite3.Error):
        yield from file.execute(statement)


def _points(
    file: sqlite3.Connection, statement: str, wanted: Iterable[Any]
) -> Iterator[Any]:
    for each in wanted:
        with suppress(sqlite3.Error):
            yield from file.execute(statement, (each,))
