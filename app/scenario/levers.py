"""What a scenario changes: people, work, outside help, demand, rules. Plain values.

A lever holds from its first day on, that day included, until its last day if it has
one. Shares are from 0 to 1. What a lever costs in hours (training, induction) is part
of it.
"""

from app.scenario.lever_people import (
    Departs,
    Joins,
    Overtime,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.lever_work import (
    DISCIPLINE_WORDS,
    AddsEquipment,
    ChangesEffort,
    Discipline,
    Diverts,
    Grows,
    LimitsExposure,
    Outsources,
    PlannedOperation,
    ReducesScope,
    Rejects,
    Serves,
)

__all__ = [
    "DISCIPLINE_WORDS",
    "LEVERS",
    "LONGEST",
    "AddsEquipment",
    "ChangesEffort",
    "Departs",
    "Discipline",
    "Diverts",
    "Grows",
    "Joins",
    "Lever",
    "LimitsExposure",
    "Outsources",
    "Overtime",
    "PlannedOperation",
    "ReducesScope",
    "Rejects",
    "Serves",
    "SetsShare",
    "TakesLeave",
    "Trains",
]

LONGEST = 5 * 52
"""The most weeks that a scenario looks ahead."""

Lever = (
    Joins
    | Departs
    | Trains
    | TakesLeave
    | Overtime
    | SetsShare
    | Outsources
    | AddsEquipment
    | Diverts
    | Rejects
    | ReducesScope
    | ChangesEffort
    | Grows
    | PlannedOperation
    | Serves
    | LimitsExposure
)

LEVERS: tuple[type[Lever], ...] = Lever.__args__
"""Every kind of lever, in the order in which they are offered."""
