"""Values of the unit's people and things as rows of the store, field by field."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

import orjson

from app.casework.working_time import midday
from app.store import Store
from app.store.event import Operation
from app.store.record import RECORDS, selection

Value = TypeVar("Value")

NOT_COLUMNS = {"uid", "version"}
"""Fields that every record has and no change of facts touches."""


def to_row(value: Any) -> dict[str, Any]:
    """Return the columns of a value: days as text, lists as JSON, no empty text.

    Fields that are not compared (what a reader put there) are left out.
    """
    return {
        field.name: _stored(getattr(value, field.name))
        for field in fields(value)
        if field.name not in NOT_COLUMNS and field.compare
    }


def from_row(kind: type[Value], row: Mapping[str, Any], **more: Any) -> Value:
    """Return the value of a row, whose columns are named as the fields are.

    Args:
        kind: Type of the value: a dataclass.
        row: The row.
        more: Fields that the row does not hold.
    """
    makers: dict[str, Any] = _makers(kind)  # type: ignore[arg-type]
    found = {name: make(row[name]) for name, make in makers.items() if name not in more}
    return kind(**found, **more)


def values_of(
    store: Store, kind: type[Value], subject: str, *, order: str = "id"
) -> tuple[Value, ...]:
    """Return every record of ``subject`` as a value, in the order of a column."""
    if order not in ("id", *RECORDS[subject]):
        raise KeyError(f"{subject} has no column {order}")
    every = f"SELECT * FROM {subject} ORDER BY {order}, id"  # noqa: S608 - fixed names
    return tuple(from_row(kind, row) for row in store.query(every))


def register_value(operation: Operation, subject: str, value: Any, on: date) -> str:
    """Add a value as a new record, in effect from midday of a day; return its uid."""
    return operation.register(subject, to_row(value), effective_at=midday(on))


def amend_value(operation: Operation, subject: str, value: Any, on: date) -> bool:
    """Change what differs from the record in the store; return whether anything did.

    Raises:
        ChangedMeanwhile: The record was changed from another place.
        StoreError: There is no such record.
    """
    operation.flush()
    row = operation.present(subject, value.uid)
    changes = changed(dict(row), to_row(value))
    if not changes:
        return False
    operation.change(
        subject, value.uid, changes, effective_at=midday(on), version=value.version
    )
    return True


def value_with(store: Store, kind: type[Value], subject: str, uid: str) -> Value | None:
    """Return one record as a value; None if it is not there."""
    row = store.one(selection(subject), {"uid": uid})
    return None if row is None else from_row(kind, row)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of ``after`` differs from ``before``."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return orjson.dumps(value).decode()
    if isinstance(value, str):
        return value.strip() or None
    return value


@lru_cache(maxsize=64)
def _makers(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        field.name: _maker(hints[field.name]) for field in fields(kind) if field.compare
    }


def _maker(hint: Any) -> Any:
    if hint in (date, date | None):
        return _day
    if hint is str:
        return _text
    if hint is bool:
        return bool
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if getattr(hint, "__origin__", None) is tuple:
        return _list
    return _as_it_is


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(text: str | None) -> str:
    return text or ""


def _list(text: str) -> tuple[Any, ...]:
    return tuple(orjson.loads(text))


def _as_it_is(value: Any) -> Any:
    return value
