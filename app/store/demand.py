"""What is known of the demand to come: read, and what changes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.casework.outlook import ChangePoint, DriverValue, OperationPlan, Outlook
from app.casework.working_time import day_words, midday
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed
from app.store.rows import amend_value, from_row, register_value, values_of

SUBJECTS = {
    DriverValue: "driver",
    OperationPlan: "operation_plan",
    ChangePoint: "change_point",
}
"""The table of each kind of value."""

Known = DriverValue | OperationPlan | ChangePoint

_SERIES = "SELECT * FROM driver WHERE name = :name COLLATE NOCASE ORDER BY first_on"
_SAME_DAY = "SELECT words FROM change_point WHERE day = :day AND uid <> :uid"


def read_outlook(store: Store) -> Outlook:
    """Return driver series, planned operations and change points."""
    drivers = values_of(store, DriverValue, "driver", order="first_on")
    return Outlook(
        drivers=tuple(sorted(drivers, key=lambda value: value.name.casefold())),
        operations=values_of(store, OperationPlan, "operation_plan", order="first_on"),
        changes=values_of(store, ChangePoint, "change_point", order="day"),
    )


def set_driver(
    operation: Operation, values: Iterable[DriverValue], *, on: date
) -> None:
    """Record values of driver series; what is there of the same time is changed.

    The name of a series that is there keeps the letters, small or large, that it has.

    Raises:
        InvalidRequest: A series would have months and quarters of the same time.
    """
    every = tuple(values)
    for name in dict.fromkeys(value.name.strip() for value in every):
        mine = [value for value in every if value.name.strip() == name]
        _set_series(operation, name, mine, on)


def remove_driver(operation: Operation, name: str, *, on: date) -> None:
    """Take a whole series away; the history keeps it."""
    for held in _held(flushed(operation), name):
        operation.remove("driver", held.uid, effective_at=midday(on))


def add_known(operation: Operation, value: Known, *, on: date) -> str:
    """Add a planned operation or a change point and return its uid.

    Raises:
        InvalidRequest: There is a change point on that day.
    """
    _check_day(flushed(operation), value)
    return register_value(operation, SUBJECTS[type(value)], value, on)


def change_known(operation: Operation, value: Known, *, on: date) -> None:
    """Change a planned operation or a change point, as from the version read.

    Raises:
        InvalidRequest: There is another change point on that day.
    """
    _check_day(flushed(operation), value)
    amend_value(operation, SUBJECTS[type(value)], value, on)


def remove_known(operation: Operation, value: Known, *, on: date) -> None:
    """Take away what was entered in error, or will not happen."""
    operation.remove(SUBJECTS[type(value)], value.uid, effective_at=midday(on))


def _set_series(
    operation: Operation, name: str, values: Iterable[DriverValue], on: date
) -> None:
    held = {one.first_on: one for one in _held(flushed(operation), name)}
    name = next(iter(held.values())).name if held else name
    _check_lengths(name, (*held.values(), *values))
    for value in values:
        value = replace(value, name=name)
        if (old := held.get(value.first_on)) is None:
            register_value(operation, "driver", value, on)
            continue
        version = value.version if value.uid else old.version
        same = replace(value, uid=old.uid, version=version)
        amend_value(operation, "driver", same, on)


def _held(store: Store, name: str) -> tuple[DriverValue, ...]:
    rows = store.query(_SERIES, {"name": name.strip()})
    return tuple(from_row(DriverValue, row) for row in rows)


def _check_lengths(name: str, values: Iterable[DriverValue]) -> None:
    """Refuse months among quarters: they would be counted twice, or not compare."""
    if len({value.months for value in values}) > 1:
        raise InvalidRequest(
            f"{name} has values by month and by quarter.",
            remedy="Give all of its values by quarter, or under another name.",
        )


def _check_day(store: Store, value: Known) -> None:
    if not isinstance(value, ChangePoint):
        return
    wanted = {"day": value.day.isoformat(), "uid": value.uid}
    if (words := store.value(_SAME_DAY, wanted)) is not None:
        raise InvalidRequest(
            f"There is a change point on {day_words(value.day)} already: {words}.",
            remedy="Say both in its words.",
        )
