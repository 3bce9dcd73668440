"""Absences, other work and public holidays: added, changed, taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.staffing.act import Act, act_of
from app.store import absence as stored
from app.store import team
from app.store.event import Operation
from app.workforce.absence import Absence, Abstraction


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChange:
    """That a day is a public holiday of the unit, or is not.

    Attributes:
        day: The day.
        name: What it is called.
        is_free: Whether the unit does not work on it.
    """

    day: date
    name: str
    is_free: bool = True


def _add_all(operation: Operation, absences: Sequence[Absence], _on: date) -> None:
    stored.add_absences(operation, absences)


def _remove_all(operation: Operation, absences: Sequence[Absence], on: date) -> None:
    for absence in absences:
        stored.remove_absence(operation, absence.uid, on=on)


def _set_holiday(operation: Operation, change: HolidayChange, _on: date) -> None:
    team.set_holiday(operation, change.day, change.name, is_free=change.is_free)


add_absences: Act[Sequence[Absence]] = act_of("add absence", _add_all)
"""Add absences of any people, all or none."""

remove_absences: Act[Sequence[Absence]] = act_of("remove absence", _remove_all)
"""Take absences away, all or none; the history keeps them."""

change_absence: Act[Absence] = act_of(
    "change absence",
    lambda operation, item, on: stored.change_absence(operation, item, on=on),
)
"""Change one absence, as from the version that was read."""

add_abstraction: Act[Abstraction] = act_of(
    "add other work", lambda operation, item, _: stored.add_abstraction(operation, item)
)
"""Add time that regularly goes to other work."""

change_abstraction: Act[Abstraction] = act_of(
    "change other work",
    lambda operation, item, on: stored.change_abstraction(operation, item, on=on),
)
"""Change time that regularly goes to other work, from the version that was read."""

remove_abstraction: Act[Abstraction] = act_of(
    "remove other work",
    lambda operation, item, on: stored.remove_abstraction(operation, item.uid, on=on),
)
"""Take other work away; the history keeps it."""

set_holiday: Act[HolidayChange] = act_of("change holidays", _set_holiday)
"""Let a day be a public holiday of the unit, or a day like others."""
