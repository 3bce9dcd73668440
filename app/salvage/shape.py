"""What rows of each table look like, known from the schema that we make ourselves."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.salvage.record_format import Values
from app.store import create_store
from app.store.record import RECORDS

HISTORY = ("operation", "event", "chain")
BESIDE = ("import_row", "draft")
"""Tables that are no records and are kept all the same."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kinds: Types that its values can have.
        is_needed: Whether it may not be empty.
        is_day: Whether it holds days.
        default: What it holds where nothing is said, as SQL; None for nothing.
    """

    name: str
    kinds: tuple[type, ...]
    is_needed: bool
    is_day: bool
    default: str | None


@lru_cache(maxsize=1)
def shapes() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every table, in the order in which they are stored."""
    store = create_store(":memory:")
    try:
        return {
            table: tuple(
                map(_column, store.connection.execute(f"PRAGMA table_info({table})"))
            )
            for table in (*HISTORY, *RECORDS, *BESIDE)
        }
    finally:
        store.close()


def _column(row: Any) -> Column:
    name = row["name"]
    is_text = row["type"] == "TEXT"
    is_day = name.endswith("_on") or name in ("valid_from", "valid_to", "day")
    return Column(
        name=name,
        kinds=_PLAIN[row["type"]],
        is_needed=bool(row["notnull"]),
        is_day=is_text and is_day,
        default=row["dflt_value"],
    )


def fits(table: str, values: Values) -> bool:
    """Return whether a row with ``values`` can be one of ``table``."""
    columns = shapes()[table]
    if len(values) > len(columns) or values[0] is not None:
        return False
    if any(c.is_needed and c.default is None for c in columns[len(values) :]):
        return False
    pairs = zip(columns[1:], values[1:], strict=False)
    return all(_can_hold(column, value) for column, value in pairs)


def _can_hold(column: Column, value: Any) -> bool:
    if value is None:
        return not column.is_needed
    if column.is_day and isinstance(value, str):
        return _DAY.fullmatch(value) is not None
    return isinstance(value, column.kinds)


def as_row(table: str, row_id: int, values: Values) -> dict[str, Any]:
    """Return a row by the names of its columns; what it lacks as the schema says."""
    columns = shapes()[table]
    row = {column.name: _default(column) for column in columns}
    for column, value in zip(columns, values, strict=False):
        row[column.name] = float(value) if _is_whole(column, value) else value
    row["id"] = row_id
    return row


def _is_whole(column: Column, value: Any) -> bool:
    """Return whether SQLite stored a whole number where a broken one belongs."""
    return float in column.kinds and isinstance(value, int)


def _default(column: Column) -> Any:
    if column.default is None:
        return None
    text = column.default.strip("'")
    if column.kinds == (str,):
        return text
    return float(text) if float in column.kinds else int(text)
