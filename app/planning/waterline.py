"""The waterline: the row of the queue at which the hours there are have been spent.

The hours run down the rows in the order given. Rows that take no hours now (on hold,
in review, with a provider, or unable to start) are passed over. What lies above the
line and cannot start is named, because its hours go to the rows below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from app.casework.team import Team
from app.casework.working_time import monday_of, weeks_between
from app.planning.capacity import CapacityByWeek, capacity_by_week
from app.planning.ranked import Ranked
from app.planning.roster import Hours

UNIT = ""
"""Name of the waterline of the whole unit, where others have the code of a skill."""

HORIZON = 104
"""Weeks ahead that the queue looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterline:
    """Where the hours up to the end of a week are spent in the rows shown.

    Attributes:
        skill: Code of the skill; ``UNIT`` for the whole unit.
        week: Monday of the week up to whose end the hours are counted.
        hours: Net hours from the day of the queue to the end of that week.
        rows: Number of rows above the line: the first so many of those shown.
        is_spent: Whether there is work below the line; when not, all is above it.
        hours_above: Hours of the rows above the line that take hours.
        hours_in_all: Hours of all the rows shown that take hours.
        blocked: Places of the rows above the line that cannot start.
    """

    skill: str
    week: date
    hours: float
    rows: int
    is_spent: bool
    hours_above: float
    hours_in_all: float
    blocked: tuple[int, ...] = ()


def capacity_ahead(team: Team, as_at: date, weeks: int = HORIZON) -> CapacityByWeek:
    """Return the hours from the day after ``as_at``, from the week of ``as_at`` on."""
    first = monday_of(as_at)
    mondays = weeks_between(first, first + timedelta(weeks=weeks - 1))
    return capacity_by_week(_after(team, as_at), mondays, as_at)


def waterlines(
    ranked: Sequence[Ranked], capacity: CapacityByWeek, week: date
) -> tuple[Waterline, ...]:
    """Return the waterline of the unit, then of each skill that the rows ask for.

    Args:
        ranked: The rows shown, in order; any part of the queue.
        capacity: Hours by week from that of the queue on (``capacity_ahead``).
        week: Any day of the week up to whose end the hours are counted.
    """
    monday = monday_of(week)
    count = sum(each <= monday for each in capacity.mondays)
    lines = []
    for skill, wanted in _wanted(ranked).items():
        there = capacity if skill == UNIT else capacity.skills.get(skill)
        hours = 0.0 if there is None else float(there.net[:count].sum())
        lines.append(_line(skill, monday, ranked, wanted, hours))
    return tuple(lines)


def _line(
    skill: str, week: date, ranked: Sequence[Ranked], wanted: Hours, hours: float
) -> Waterline:
    before = np.cumsum(wanted) - wanted
    below = np.flatnonzero((wanted > 0) & (before >= hours))
    rows = int(below[0]) if len(below) else len(ranked)
    return Waterline(
        skill=skill,
        week=week,
        hours=hours,
        rows=rows,
        is_spent=bool(len(below)),
        hours_above=float(wanted[:rows].sum()),
        hours_in_all=float(wanted.sum()),
        blocked=tuple(
            place
            for place, row in enumerate(ranked[:rows])
            if row.obstacle is not None and _concerns(row, skill)
        ),
    )


def _wanted(ranked: Sequence[Ranked]) -> dict[str, Hours]:
    """Return the hours that each row takes now: of the unit, then of each skill."""
    parts: dict[str, list[tuple[int, float]]] = {UNIT: []}
    for place, row in enumerate(ranked):
        if row.takes_hours and row.hours:
            parts[UNIT].append((place, row.hours))
            for skill, part in row.skills:
                parts.setdefault(skill, []).append((place, part))
    return {
        skill: _by_row(parts[skill], len(ranked))
        for skill in sorted(parts)  # the unit comes first
    }


def _by_row(parts: Sequence[tuple[int, float]], count: int) -> Hours:
    hours = np.zeros(count)
    if parts:
        places, values = zip(*parts, strict=True)
        hours[list(places)] = values
    return hours


def _concerns(row: Ranked, skill: str) -> bool:
    return skill == UNIT or any(code == skill for code, _ in row.skills)


def _after(team: Team, day: date) -> Team:
    """Return the team as if everyone began after ``day``."""
    eve = day + timedelta(days=1)
    people = tuple(
        replace(person, starts_on=max(person.starts_on, eve))
        for person in team.people
        if person.ends_on is None or person.ends_on >= eve
    )
    return replace(team, people=people)
