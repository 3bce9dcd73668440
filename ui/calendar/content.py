"""What the year calendar shows, as values; nothing here is drawn."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek
from app.capacity.day_grid import (
    DayGrid,
    Flags,
    Ground,
    Mark,
    Run,
    holders_by_day,
)
from app.workforce.absence import Absence
from app.workforce.team import Team

EVERYONE, WITH_LEFT, COUNTED = "", "*left", "*counted"
"""Whom to show besides the holders of one skill, whose code is the choice then."""

Counts = NDArray[np.int64]
Stretch = tuple[int, int, Ground]
"""Column of the first day, column after the last, and what the days are."""

ALONE = 1
"""How many of a skill there are when one of them stands alone."""

MANY = 0.4
"""Share of those who would work from which, when they are away, a day is thin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What codes and uids are called.

    Attributes:
        as_at: Day at which everything is shown.
        roles: Labels of roles, in their order.
        skills: Labels of skills.
        kinds: Labels of kinds of absence and other work.
        people: Names or aliases, by uid.
    """

    as_at: date
    roles: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def kind(self, absence: Absence) -> str:
        """Return what the kind of an absence is called."""
        return self.kinds.get(absence.kind, absence.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the calendar.

    Attributes:
        text: What stands in the column of names.
        row: Row of the grid; -1 for the heading of a group.
    """

    text: str
    row: int = -1

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a group, and nobody's days."""
        return self.row < 0


@dataclass(frozen=True, slots=True)
class Block:
    """A run of days and which of them are days of work.

    Attributes:
        first: Column of its first day.
        last: Column of its last day.
        mark: What it makes of its days.
        run: The run.
        parts: First column, column after the last, and whether work is taken there.
    """

    first: int
    last: int
    mark: Mark
    run: Run
    parts: tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that the calendar draws.

    Attributes:
        team: Everyone, with what is recorded.
        grid: What each day of each person is.
        lines: The lines, from the top.
        words: What codes and uids are called.
        shown: Whom to show: ``EVERYONE`` and the like, or the code of a skill.
        held: By skill, who is in post and current in it, by day.
        made: Blocks of the rows that were asked for.
        counts: By day, how many of the people shown are away on a day of work; for a
            skill, how many of its holders are there.
        scope: By day, how many would work; for a skill, how many hold it.
        hours: Net casework hours by week; for a skill, those of its holders.
        usual: What most days are, weekends and public holidays, from the first on.
        odd: For each row of the grid, where its days are not as usual.
        is_open: By day, whether anybody would work.
        is_thin: By day, whether few are there: of a skill one or none, of all those
            who would work not three fifths.
    """

    team: Team
    grid: DayGrid
    lines: tuple[Line, ...]
    words: Words
    shown: str
    held: Mapping[str, Flags]
    counts: Counts
    scope: Counts
    hours: NDArray[np.float64]
    usual: tuple[Stretch, ...]
    odd: tuple[tuple[Stretch, ...], ...]
    is_open: NDArray[np.bool_]
    is_thin: NDArray[np.bool_]
    made: dict[int, tuple[Block, ...]] = field(default_factory=dict, compare=False)

    def blocks(self, row: int) -> tuple[Block, ...]:
        """Return the runs of a row of the grid, what shows least first."""
        if row not in self.made:
            self.made[row] = _blocks(self.grid, row)
        return self.made[row]

    @property
    def skill(self) -> str:
        """The code of the skill whose holders are shown; empty for no skill."""
        return self.shown if self.shown in self.words.skills else ""

    def uid(self, line: int) -> str:
        """Return the uid of the person of a line; empty for a heading."""
        one = self.lines[line]
        return "" if one.is_heading else self.grid.people[one.row].uid


def content_of(
    team: Team, grid: DayGrid, capacity: CapacityByWeek, words: Words, shown: str
) -> Content:
    """Return what is shown of ``grid`` for a choice of people.

    Args:
        team: Everyone.
        grid: What each day of each person is.
        capacity: Hours of the same weeks.
        words: What codes and uids are called.
        shown: Whom to show.
    """
    held = holders_by_day(team, grid)
    rows = _rows(team, grid, words, shown, held)
    worked, skill = grid.is_worked, capacity.skills.get(shown)
    if shown in words.skills:
        holders = held.get(shown, np.zeros(grid.away.shape, dtype=bool))
        counts, scope = (holders & worked & ~grid.away).sum(axis=0), holders.sum(axis=0)
        is_thin = counts <= ALONE
        hours = np.zeros(len(capacity.mondays)) if skill is None else skill.net
    else:
        counts, scope = grid.away[rows].sum(axis=0), worked[rows].sum(axis=0)
        is_thin = (scope > 0) & (counts >= MANY * scope) & (counts > ALONE)
        hours = capacity.net
    usual = _usual(team, grid)
    is_open: NDArray[np.bool_] = np.any(worked, axis=0)
    return Content(
        team=team, grid=grid, lines=_lines(grid, rows, words), words=words, shown=shown,
        held=held, counts=counts, scope=scope, hours=hours,
        usual=_stretches(usual, np.zeros_like(usual)),
        odd=tuple(_stretches(row, usual) for row in grid.ground),
        is_open=is_open, is_thin=is_thin & is_open,
    )  # fmt: skip


def _usual(team: Team, grid: DayGrid) -> NDArray[np.int8]:
    """Return what a day is for somebody who works from Monday to Friday."""
    days = np.where(np.arange(grid.days) % 7 < 5, Ground.WORK, Ground.REST)
    columns = [grid.column(day) for day in team.holidays.days]
    days[[one for one in columns if 0 <= one < grid.days]] = Ground.HOLIDAY
    usual: NDArray[np.int8] = days.astype(np.int8)
    return usual


def _stretches(days: NDArray[np.int8], usual: NDArray[np.int8]) -> tuple[Stretch, ...]:
    """Return where ``days`` are other than usual."""
    coded = np.where(days == usual, -1, days)
    turns = [0, *(np.flatnonzero(np.diff(coded)) + 1).tolist(), len(days)]
    return tuple(
        (start, end, Ground(int(coded[start])))
        for start, end in pairwise(turns)
        if coded[start] >= 0
    )


def _rows(
    team: Team, grid: DayGrid, words: Words, shown: str, held: Mapping[str, Flags]
) -> list[int]:
    """Return the rows shown: those counted first, then by role, then by name."""
    begun, roles = date(words.as_at.year, 1, 1), list(words.roles)
    found = []
    for row, person in enumerate(grid.people):
        has_left = person.ends_on is not None and person.ends_on < begun
        if shown in words.skills:
            is_shown = shown in held and bool(held[shown][row].any())
        else:
            is_shown = shown != COUNTED or person.role in team.roles
        if is_shown and (shown == WITH_LEFT or not has_left):
            found.append(row)

    def place(row: int) -> tuple[bool, int, str]:
        person = grid.people[row]
        known = person.role in words.roles
        order = roles.index(person.role) if known else len(roles)
        return person.role not in team.roles, order, person.shown

    return sorted(found, key=place)


def _lines(grid: DayGrid, rows: Sequence[int], words: Words) -> tuple[Line, ...]:
    lines: list[Line] = []
    role = None
    counts: dict[str, int] = {}
    for row in rows:
        counts[grid.people[row].role] = counts.get(grid.people[row].role, 0) + 1
    for row in rows:
        person = grid.people[row]
        if person.role != role:
            role = person.role
            lines.append(Line(f"{words.roles.get(role, role)} ({counts[role]})"))
        lines.append(Line(person.shown, row))
    return tuple(lines)


def _blocks(grid: DayGrid, row: int) -> tuple[Block, ...]:
    worked = grid.ground[row] == Ground.WORK
    turns = (np.flatnonzero(np.diff(worked)) + 1).tolist()
    is_work = worked.tolist()
    return tuple(_block(run, is_work, turns) for run in grid.runs[row])


def _block(run: Run, worked: Sequence[bool], turns: Sequence[int]) -> Block:
    start, parts = run.first, []
    place = bisect_right(turns, start)
    while start <= run.last:
        end = min(turns[place] if place < len(turns) else run.last + 1, run.last + 1)
        parts.append((start, end, worked[start]))
        start, place = end, place + 1
    return Block(run.first, run.last, run.mark, run, tuple(parts))
