"""Skills that nobody is left to give: who had them last, and why no more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek
from app.capacity.day_grid import DayGrid, day_grid, holders_by_day
from app.workforce.examiner import IN_TRAINING, Person, SkillHeld
from app.workforce.team import Team

LONG = 10
"""Days of work running without anybody from which a skill counts as lost."""

DAY = timedelta(days=1)


class Loss(StrEnum):
    """Why a person can give a skill no more."""

    AWAY = "away"
    LEFT = "left"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastHolder:
    """A skill that nobody can give for some time, and the last person who could.

    Attributes:
        skill: Code of the skill.
        person: Uid of who had it last.
        loss: Why that person can give it no more.
        since: First day of that.
        until: Last day of it; None if no end is known.
        in_training: Uids of those in post who are in training for it.
    """

    skill: str
    person: str
    loss: Loss
    since: date
    until: date | None
    in_training: tuple[str, ...] = ()


def last_holders(team: Team, as_at: date, weeks: int) -> tuple[LastHolder, ...]:
    """Return the skills that nobody can give for long within the weeks to come.

    People of every role count. A skill that nobody ever had is not told.

    Args:
        team: The people.
        as_at: The day; looked at are the days after it.
        weeks: How many weeks are looked at.
    """
    grid = day_grid(team, as_at + DAY, as_at + timedelta(weeks=weeks))
    held = holders_by_day(team, grid)
    worked = _days_of_work(team, grid, as_at)
    there = grid.is_worked & ~grid.away
    nobody: NDArray[np.bool_] = np.zeros(grid.days, dtype=bool)
    found: list[LastHolder] = []
    for skill in sorted({item.skill for item in team.skills}):
        flags = held.get(skill)
        covered = nobody if flags is None else np.any(flags & there, axis=0)
        start = _long_gap(covered[worked].tolist())
        if start is not None:
            found += _last_of(team, skill, grid, int(worked[start]))
    return tuple(sorted(found, key=lambda one: (one.since, one.skill)))


def thin_skills(capacity: CapacityByWeek, lost: Iterable[LastHolder]) -> dict[str, int]:
    """Return the fewest people of each skill that comes to rest on one or none.

    Args:
        capacity: The weeks looked at.
        lost: Skills that are told of by themselves and left out here.
    """
    told = {one.skill for one in lost}
    return {
        code: int(skill.cover.min())
        for code, skill in capacity.skills.items()
        if code not in told and skill.holders.max() and skill.cover.min() <= 1
    }


def _days_of_work(team: Team, grid: DayGrid, as_at: date) -> NDArray[np.int64]:
    """Return the columns of Monday to Friday after a day, without public holidays.

    Not of the days that somebody works: when the last person has left, nobody does.
    """
    free = team.holidays.days
    days = [
        column
        for column in range(grid.column(as_at + DAY), grid.days)
        if column % 7 < 5 and grid.day(column) not in free
    ]
    return np.array(days, dtype=np.int64)


def _long_gap(covered: Sequence[bool]) -> int | None:
    """Return where the first long stretch without anybody begins, or None."""
    length = 0
    for place, is_covered in enumerate(covered):
        length = 0 if is_covered else length + 1
        if length == LONG:
            return place - LONG + 1
    return None


def _last_of(
    team: Team, skill: str, grid: DayGrid, column: int
) -> Iterator[LastHolder]:
    """Yield who could give a skill last before a day on which nobody can."""
    day = grid.day(column)
    people = {person.uid: person for person in team.people}
    of_skill = [
        held for held in team.skills if held.skill == skill and held.person in people
    ]
    current = {held.person for held in of_skill if held.is_current(day)}
    losses = [
        loss
        for held in of_skill
        if held.level > IN_TRAINING
        and (held.person not in current or held.is_current(day))  # renewed: not lapsed
        for loss in _loss(team, people[held.person], held, day)
    ]
    if losses:
        since, loss, person, until = max(losses, key=lambda one: one[0])
        yield LastHolder(
            skill=skill,
            person=person,
            loss=loss,
            since=since,
            until=until,
            in_training=tuple(
                dict.fromkeys(
                    held.person
                    for held in of_skill
                    if held.level == IN_TRAINING and people[held.person].is_in_post(day)
                )
            ),
        )


def _loss(
    team: Team, person: Person, held: SkillHeld, day: date
) -> Iterator[tuple[date, Loss, str, date | None]]:
    """Yield since when a person can give a skill no more, why, and until when."""
    if held.valid_from > day or person.starts_on > day:
        return
    if person.ends_on is not None and person.ends_on < day:
        yield person.ends_on + DAY, Loss.LEFT, person.uid, None
    elif held.valid_to is not None and held.valid_to < day:
        yield held.valid_to + DAY, Loss.LAPSED, person.uid, None
    else:
        whole = (one for one in team.absences if one.is_whole and one.holds(day))
        for one in whole:
            if one.person == person.uid:
                yield one.first_on, Loss.AWAY, person.uid, one.last_on
