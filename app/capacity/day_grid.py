"""What each day of each person is: what a year calendar draws, and who is there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.capacity.roster import Hours, Roster, everyone, roster_of, span_of
from app.casework.working_time import day_number, weeks_between
from app.workforce.absence import Absence
from app.workforce.examiner import IN_TRAINING, Person
from app.workforce.team import Team

Flags = NDArray[np.bool_]
"""Yes or no, of people by days."""


class Ground(IntEnum):
    """What a day of a person is before anything is taken off it."""

    WORK = 0
    REST = 1
    HOLIDAY = 2
    OUT = 3


class Mark(IntEnum):
    """What an absence makes of a day; of several on one day the greater shows."""

    PART = 0
    OTHER_WORK = 1
    OTHER_ABSENCE = 2
    SICKNESS = 3
    LEAVE = 4


MARKS = {
    "A_LEAVE": Mark.LEAVE,
    "A_TOIL": Mark.LEAVE,
    "A_SICK_S": Mark.SICKNESS,
    "A_SICK_L": Mark.SICKNESS,
}
"""What a whole day of a kind is; other kinds follow from their first letter."""


@dataclass(frozen=True, slots=True)
class Run:
    """Days of one absence, as columns of the grid.

    Attributes:
        first: Column of its first day within the grid.
        last: Column of its last day within the grid.
        absence: The absence.
        mark: What it makes of its days.
    """

    first: int
    last: int
    absence: Absence
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGrid:
    """People by days, over whole weeks.

    Attributes:
        first: First day, a Monday.
        days: Number of days.
        people: The people, in the order of the team.
        rows: Row of each person, by uid.
        ground: ``Ground`` of each day, of people by days.
        hours: Rostered hours, of people by days; 0 when not in post.
        away: Whether a day that would be worked is wholly taken.
        runs: Absences of each person, what shows least first.
    """

    first: date
    days: int
    people: tuple[Person, ...]
    rows: dict[str, int]
    ground: NDArray[np.int8]
    hours: Hours
    away: Flags
    runs: tuple[tuple[Run, ...], ...]

    def column(self, day: date) -> int:
        """Return the column of ``day``; below 0 or past the end outside the grid."""
        return day_number(day) - day_number(self.first)

    def day(self, column: int) -> date:
        """Return the day of a column."""
        return self.first + timedelta(days=column)

    @property
    def is_worked(self) -> Flags:
        """Whether a day would be worked if nothing came between."""
        worked: Flags = self.ground == Ground.WORK
        return worked

    def absences_on(self, row: int, column: int) -> list[Absence]:
        """Return what a person has on a day, what shows most first."""
        found = [run for run in self.runs[row] if run.first <= column <= run.last]
        return [run.absence for run in reversed(found)]

    def run_at(self, row: int, column: int) -> Run | None:
        """Return what shows of a person on a day; None for nothing."""
        for run in reversed(self.runs[row]):
            if run.first <= column <= run.last:
                return run
        return None


def mark_of(absence: Absence) -> Mark:
    """Return what an absence makes of its days."""
    if absence.is_other_work:
        return Mark.OTHER_WORK
    if not absence.is_whole:
        return Mark.PART
    return MARKS.get(absence.kind, Mark.OTHER_ABSENCE)


def day_grid(team: Team, first: date, last: date) -> DayGrid:
    """Return what each day is of everyone, whether or not their hours are counted.

    Args:
        team: The people.
        first: A day of the first week.
        last: A day of the last week.
    """
    roster = roster_of(everyone(team), span_of(weeks_between(first, last)))
    ground = _ground(team, roster)
    runs = _runs(team.absences, roster)
    away = np.zeros(ground.shape, dtype=bool)
    for row, theirs in enumerate(runs):
        for run in theirs:
            if run.absence.is_whole:
                away[row, run.first : run.last + 1] = True
    return DayGrid(
        first=roster.span.mondays[0],
        days=roster.span.days,
        people=team.people,
        rows=roster.rows,
        ground=ground,
        hours=roster.hours,
        away=away & (ground == Ground.WORK),
        runs=runs,
    )


def holders_by_day(team: Team, grid: DayGrid) -> dict[str, Flags]:
    """Return by skill who of ``grid`` is in post and current in it, by day."""
    held: dict[str, Flags] = {}
    present = grid.ground != Ground.OUT
    for item in team.skills:
        row = grid.rows.get(item.person)
        if row is None or item.level <= IN_TRAINING:
            continue
        start = max(grid.column(item.valid_from), 0)
        end = grid.days if item.valid_to is None else grid.column(item.valid_to) + 1
        flags = held.setdefault(item.skill, np.zeros(grid.away.shape, dtype=bool))
        flags[row, start : max(end, 0)] = present[row, start : max(end, 0)]
    return held


def _ground(team: Team, roster: Roster) -> NDArray[np.int8]:
    ground = np.where(roster.hours > 0, Ground.WORK, Ground.REST).astype(np.int8)
    numbers = [day_number(day) - roster.span.first for day in team.holidays.days]
    columns = [column for column in numbers if 0 <= column < roster.span.days]
    ground[:, columns] = Ground.HOLIDAY
    ground[~roster.in_post] = Ground.OUT
    return ground


def _runs(absences: Iterable[Absence], roster: Roster) -> tuple[tuple[Run, ...], ...]:
    found: defaultdict[int, list[Run]] = defaultdict(list)
    begun, days = roster.span.mondays[0].toordinal(), roster.span.days
    for absence in absences:
        row = roster.rows.get(absence.person)
        start = max(absence.first_on.toordinal() - begun, 0)
        end = min(absence.last_on.toordinal() - begun, days - 1)
        if row is not None and start <= end:
            found[row].append(Run(start, end, absence, mark_of(absence)))
    return tuple(_in_order(found[row]) for row in range(len(roster.rows)))


def _in_order(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(sorted(runs, key=lambda run: (run.absence.is_whole, run.mark)))
