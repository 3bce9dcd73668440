"""Absences that leave a skill with one person or none on days of work.

A conflict forbids nothing: it is said before an absence is saved, and ahead of time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from app.capacity.day_grid import DayGrid, Flags, day_grid, holders_by_day
from app.workforce.absence import Absence
from app.workforce.team import Team

ENOUGH = 2
"""People of one skill who have to be there for nobody to be alone with it."""

AHEAD = 26
"""Weeks over which conflicts ahead are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Days on which absences leave a skill with one person or none.

    Attributes:
        skill: Code of the skill.
        first_on: First day of work concerned.
        last_on: Last day of work concerned; days off between them do not break it.
        holders: People in post and current in the skill, the most on these days.
        there: People of them who work and are not away, on each of the days.
        away: Uids of those who are away on any of the days, in the order of the team.
        together: Most of them who are away on the same day.
    """

    skill: str
    first_on: date
    last_on: date
    holders: int
    there: int
    away: tuple[str, ...]
    together: int = 1


def conflicts_of(
    team: Team, absences: Sequence[Absence], *, instead_of: str = ""
) -> tuple[Conflict, ...]:
    """Return what adding ``absences`` would lead to, in the skills of their people.

    Only days are looked at that one of these people would have worked.

    Args:
        team: The people with what is recorded of them.
        absences: What would be added.
        instead_of: Uid of the absence that is changed to that; empty for none.
    """
    whole = [absence for absence in absences if absence.is_whole]
    if not whole:
        return ()
    first = min(absence.first_on for absence in whole)
    last = max(absence.last_on for absence in whole)
    kept = tuple(item for item in team.absences if item.uid != (instead_of or None))
    changed = replace(team, absences=(*kept, *whole))
    grid = day_grid(changed, first, last)
    concerned = np.zeros(grid.away.shape, dtype=bool)
    for absence in whole:
        if (row := grid.rows.get(absence.person)) is not None:
            start, end = grid.column(absence.first_on), grid.column(absence.last_on)
            concerned[row, start : end + 1] = True
    return _conflicts(changed, grid, concerned & grid.away)


def overlaps_of(
    team: Team, absences: Sequence[Absence], *, instead_of: str = ""
) -> tuple[Absence, ...]:
    """Return the recorded absences on whose days ``absences`` cannot lie.

    Whole days may not lie over whole days of the same person; parts of days may.
    """
    return tuple(
        other
        for other in team.absences
        if other.is_whole
        and other.uid != instead_of
        and any(
            one.is_whole
            and one.person == other.person
            and one.first_on <= other.last_on
            and other.first_on <= one.last_on
            for one in absences
        )
    )


def engaged_on(team: Team, absences: Sequence[Absence]) -> tuple[Absence, ...]:
    """Return the other work, on part of a day, that whole days of ``absences`` cover.

    Such as a court appearance within leave: both may stand, the leave takes the day.
    """
    away = [one for one in absences if one.is_whole and not one.is_other_work]
    return tuple(
        other
        for other in team.absences
        if other.is_other_work
        and not other.is_whole
        and any(
            one.person == other.person
            and one.first_on <= other.last_on
            and other.first_on <= one.last_on
            for one in away
        )
    )


def conflicts_ahead(
    team: Team, first: date, weeks: int = AHEAD
) -> tuple[Conflict, ...]:
    """Return the conflicts of what is recorded, in the order of their days.

    Args:
        team: The people with what is recorded of them.
        first: First day looked at.
        weeks: How many weeks from it.
    """
    last = first + timedelta(weeks=weeks, days=-1)
    grid = day_grid(team, first, last)
    concerned = grid.away.copy()
    concerned[:, : grid.column(first)] = False
    concerned[:, grid.column(last) + 1 :] = False
    return _conflicts(team, grid, concerned)


def _conflicts(team: Team, grid: DayGrid, concerned: Flags) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    for skill, held in holders_by_day(team, grid).items():
        found += _of_skill(skill, held, grid, concerned)
    return tuple(sorted(found, key=lambda one: (one.first_on, one.there, one.skill)))


def _of_skill(
    skill: str, held: Flags, grid: DayGrid, concerned: Flags
) -> Iterable[Conflict]:
    """Return the conflicts of one skill: days of work one after the other."""
    worked = held & grid.is_worked
    there = (worked & ~grid.away).sum(axis=0)
    is_thin = (held & concerned).any(axis=0) & (there < ENOUGH)
    days = np.flatnonzero(worked.any(axis=0))
    thin = [int(there[day]) if is_thin[day] else ENOUGH for day in days]
    place = 0
    for left, group in groupby(thin):
        columns = days[place : (place := place + len(list(group)))]
        if left < ENOUGH:
            yield _conflict(skill, held[:, columns], grid, columns.tolist())


def _conflict(
    skill: str, held: Flags, grid: DayGrid, columns: Sequence[int]
) -> Conflict:
    is_away = held & grid.away[:, columns]
    there = held & grid.is_worked[:, columns] & ~is_away
    return Conflict(
        skill=skill,
        first_on=grid.day(columns[0]),
        last_on=grid.day(columns[-1]),
        holders=int(held.sum(axis=0).max()),
        there=int(there.sum(axis=0).max()),
        away=tuple(
            person.uid
            for person, flags in zip(grid.people, is_away, strict=True)
            if flags.any()
        ),
        together=int(is_away.sum(axis=0).max()),
    )
