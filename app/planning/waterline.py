"""The waterline: the row of the queue at which the hours there are have been spent.

The hours run down the rows in the order given. Rows that take no hours now (on hold,
in review, with a provider, or unable to start) are passed over, and so is work for a
skill whose own hours are spent. What lies above the line and cannot start is named,
because its hours go to the rows below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from app.capacity.by_week import NOTHING, CapacityByWeek, capacity_by_week
from app.capacity.roster import Hours
from app.casework.working_time import monday_of, weeks_between
from app.planning.ranked import Ranked
from app.workforce.team import Team

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
        hours_above: Hours that the rows above the line take.
        hours_in_all: Hours of all the rows shown that take hours.
        blocked: Places of the rows above the line that cannot start.
        skill_spent: Places of the rows above the line that could start, but find no
            hours left of any skill that they ask for.
    """

    skill: str
    week: date
    hours: float
    rows: int
    is_spent: bool
    hours_above: float
    hours_in_all: float
    blocked: tuple[int, ...] = ()
    skill_spent: tuple[int, ...] = ()


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
    wanted = _wanted(ranked)
    there = {
        skill: float(capacity.skills[skill].net[:count].sum())
        if skill in capacity.skills
        else 0.0
        for skill in wanted
    }
    there[UNIT] = float("inf")
    taken = {skill: _taken(wanted[skill], there[skill]) for skill in wanted}
    every = sum(taken.values(), np.zeros(len(ranked)))
    hours = {**there, UNIT: float(capacity.net[:count].sum())}
    asked = sum(wanted.values(), np.zeros(len(ranked)))
    unit = _line(UNIT, monday, ranked, asked, every, hours[UNIT])
    return (
        unit,
        *(
            _line(skill, monday, ranked, wanted[skill], taken[skill], hours[skill])
            for skill in wanted
            if skill != UNIT
        ),
    )


def _taken(wanted: Hours, hours: float) -> Hours:
    """Return how many of the hours wanted each row gets while there are some."""
    running = np.minimum(np.cumsum(wanted), hours)
    taken: Hours = np.diff(running, prepend=0.0)
    return taken


def _line(
    skill: str,
    week: date,
    ranked: Sequence[Ranked],
    wanted: Hours,
    taken: Hours,
    hours: float,
) -> Waterline:
    before = np.cumsum(taken) - taken
    below = np.flatnonzero((wanted > 0) & (before >= hours - NOTHING))
    rows = int(below[0]) if len(below) else len(ranked)
    idle = np.flatnonzero((wanted[:rows] > 0) & (taken[:rows] <= NOTHING))
    return Waterline(
        skill=skill,
        week=week,
        hours=hours,
        rows=rows,
        is_spent=bool(len(below)),
        hours_above=float(taken[:rows].sum()),
        hours_in_all=float(wanted.sum()),
        blocked=tuple(
            place
            for place, row in enumerate(ranked[:rows])
            if row.obstacle is not None and _concerns(row, skill)
        ),
        skill_spent=tuple(idle.tolist()),
    )


def _wanted(ranked: Sequence[Ranked]) -> dict[str, Hours]:
    """Return by skill the hours that each row takes now; under ``UNIT`` those of none.

    The skills come in the order of their codes, after the unit.
    """
    parts: dict[str, list[tuple[int, float]]] = {UNIT: []}
    for place, row in enumerate(ranked):
        if row.takes_hours and row.hours:
            for skill, part in row.skills or ((UNIT, row.hours),):
                parts.setdefault(skill, []).append((place, part))
    return {skill: _by_row(parts[skill], len(ranked)) for skill in sorted(parts)}


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
