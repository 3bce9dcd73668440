"""A lever in one line of words."""

from collections.abc import Callable, Mapping

from app.casework.working_time import day_words
from app.reports.chart import number_text
from app.scenario.lever_work import DISCIPLINE_WORDS
from app.scenario.levers import (
    AddsEquipment,
    ChangesEffort,
    Departs,
    Diverts,
    Grows,
    Joins,
    Lever,
    LimitsExposure,
    Outsources,
    Overtime,
    PlannedOperation,
    ReducesScope,
    Rejects,
    Serves,
    SetsShare,
    TakesLeave,
    Trains,
)
from ui.plan.ground import Ground

TITLES: Mapping[type, str] = {
    Joins: "People who join",
    Departs: "Somebody leaves",
    Trains: "Training in a skill",
    TakesLeave: "Leave of a person",
    Overtime: "Overtime",
    SetsShare: "Share of other work",
    Outsources: "Outsourcing",
    AddsEquipment: "Equipment",
    Diverts: "Kiosks in divisions",
    Rejects: "Turned away at the gate",
    ReducesScope: "Scope reduced",
    ChangesEffort: "Effort of requests",
    Grows: "Demand",
    PlannedOperation: "Operation or campaign",
    Serves: "Order of service",
    LimitsExposure: "Limit of exposed work",
}
"""What each kind of lever is called."""


def lever_words(lever: Lever, ground: Ground) -> str:
    """Return what a lever does, such as ``Anna leaves on 3 May 2026``."""
    return f"{_WORDS[type(lever)](lever, ground)}{_days(lever)}"


def _days(lever: Lever) -> str:
    if isinstance(lever, Departs | TakesLeave | PlannedOperation | Serves):
        return ""
    first, last = getattr(lever, "first_on", None), getattr(lever, "last_on", None)
    if first is None:
        return ""
    if last is None:
        return f", from {day_words(first)}"
    return f", {day_words(first)} to {day_words(last)}"


def concern(lever: Lever, ground: Ground) -> str:
    """Return which types and priorities a lever is about."""
    types = [ground.types.get(code, code) for code in getattr(lever, "types", ())]
    priorities = [str(one) for one in getattr(lever, "priorities", ())]
    named = [*priorities, *types]
    if len(named) > 2:
        return f"{named[0]} and {len(named) - 1} more"
    return " and ".join(named)


def _about(lever: Lever, ground: Ground) -> str:
    told = concern(lever, ground)
    return f" ({told})" if told else ""


def _person(uid: str, ground: Ground) -> str:
    return ground.people.get(uid, "Somebody not in post") if uid else "Everybody"


def _joins(lever: Joins, ground: Ground) -> str:
    names = [ground.skills.get(code, code) for code in lever.skills]
    told = f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]
    return f"{number_text(lever.fte, 1)} FTE {lever.label}, {told}"


def _trains(lever: Trains, ground: Ground) -> str:
    skill = ground.skills.get(lever.skill, lever.skill)
    return f"{_person(lever.person, ground)} trains in {skill}, {lever.weeks} weeks"


def _leave(lever: TakesLeave, ground: Ground) -> str:
    first, last = day_words(lever.first_on), day_words(lever.last_on)
    return f"{_person(lever.person, ground)} is away, {first} to {last}"


def _change(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number_text(100 * value)}%"


def _grows(lever: Grows, ground: Ground) -> str:
    told = [f"{_change(lever.step)} at once"] if lever.step else []
    told += [f"{_change(lever.yearly)} a year"] if lever.yearly else []
    return f"Demand{_about(lever, ground)} {', '.join(told) or 'as forecast'}"


def _effort(lever: ChangesEffort, ground: Ground) -> str:
    told = f"Effort{_about(lever, ground)} {number_text(100 * lever.factor)}% of today"
    return f"{told}, {_change(lever.yearly)} a year" if lever.yearly else told


def _operation(lever: PlannedOperation, ground: Ground) -> str:
    type_name = ground.types.get(lever.examination_type, lever.examination_type)
    first, last = day_words(lever.first_on), day_words(lever.last_on)
    return (
        f"{lever.label}: {lever.requests:,} {lever.priority} requests, {type_name},"
        f" {first} to {last}"
    )


def _outside(lever: Outsources, ground: Ground) -> str:
    return (
        f"{lever.label} takes {number_text(lever.monthly_items)} a"
        f" month{_about(lever, ground)}"
    )


def _share_of(words: str) -> Callable[..., str]:
    def told(lever: Diverts | Rejects | ReducesScope, ground: Ground) -> str:
        return f"{words} {number_text(100 * lever.share)}%{_about(lever, ground)}"

    return told


_WORDS: Mapping[type, Callable[..., str]] = {
    Joins: _joins,
    Departs: lambda one, ground: (
        f"{_person(one.person, ground)} leaves on {day_words(one.on)}"
    ),
    Trains: _trains,
    TakesLeave: _leave,
    Overtime: lambda one, ground: (
        f"{_person(one.person, ground)}: {number_text(one.weekly_hours, 1)} h a week"
    ),
    SetsShare: lambda one, ground: (
        f"{ground.kinds.get(one.kind, one.kind)}"
        f" {number_text(100 * one.share, 1)}% of hours"
    ),
    Outsources: _outside,
    AddsEquipment: lambda one, ground: (
        f"{one.label}: {number_text(one.weekly_hours)} h a week{_about(one, ground)}"
    ),
    Diverts: _share_of("Kiosks take"),
    Rejects: _share_of("The gate turns away"),
    ReducesScope: _share_of("Scope less by"),
    ChangesEffort: _effort,
    Grows: _grows,
    PlannedOperation: _operation,
    Serves: lambda one, _: DISCIPLINE_WORDS[one.discipline],
    LimitsExposure: lambda one, _: (
        f"Exposed work up to {number_text(one.weekly_hours)} h a week each"
    ),
}
