"""How each person and each skill stands on a day: hours, absences, what lapses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.capacity.by_week import CapacityByWeek
from app.workforce.absence import Absence
from app.workforce.examiner import (
    IN_TRAINING,
    Person,
    SkillHeld,
    WorkingPattern,
    holds_on,
    longest_held,
)
from app.workforce.team import Team

NOTICE = 90
"""Days before a skill lapses from which that is pointed out."""


class SkillState(StrEnum):
    """How a skill stands; the value is what is said of it."""

    CURRENT = "current"
    SOON = "lapses soon"
    LAPSED = "lapsed"
    TRAINING = "in training"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """One person on a day.

    Attributes:
        person: The person.
        pattern: The working pattern of the day, or the next one; None if there is none.
        skills: Skills held, with how each stands, in the order of the codes.
        absence: The absence under way, else the next; None if there is none.
        is_away: Whether that absence is under way.
        is_counted: Whether the hours are casework hours.
        net_week: Net casework hours in the week of the day.
        net_ahead: Net casework hours in the weeks ahead.
    """

    person: Person
    pattern: WorkingPattern | None
    skills: tuple[tuple[SkillHeld, SkillState], ...]
    absence: Absence | None
    is_away: bool
    is_counted: bool
    net_week: float
    net_ahead: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillStanding:
    """One skill over the weeks ahead.

    Attributes:
        skill: Its code.
        people: People in post and current in it in the first of the weeks.
        least: The fewest people with hours in any of the weeks.
        weekly: Mean net hours a week of those who are current.
    """

    skill: str
    people: int
    least: int
    weekly: float


def skill_state(held: SkillHeld, day: date) -> SkillState:
    """Return how a skill stands on ``day``."""
    if held.level <= IN_TRAINING:
        return SkillState.TRAINING
    if held.valid_to is None or held.valid_to > day + timedelta(days=NOTICE):
        return SkillState.CURRENT
    return SkillState.LAPSED if held.valid_to < day else SkillState.SOON


def standings(
    team: Team, capacity: CapacityByWeek, as_at: date
) -> tuple[PersonStanding, ...]:
    """Return how everyone stands, in the order of the team.

    Args:
        team: The people.
        capacity: The week of ``as_at`` and the weeks ahead.
        as_at: The day.
    """
    rows = {uid: row for row, uid in enumerate(capacity.people)}
    return tuple(
        _standing(team, capacity, person, rows.get(person.uid), as_at)
        for person in team.people
    )


def skill_standings(
    codes: Sequence[str], capacity: CapacityByWeek
) -> tuple[SkillStanding, ...]:
    """Return how the skills with ``codes`` stand, those that nobody holds too."""
    found = []
    for code in codes:
        if (skill := capacity.skills.get(code)) is None:
            found.append(SkillStanding(skill=code, people=0, least=0, weekly=0.0))
            continue
        found.append(
            SkillStanding(
                skill=code,
                people=int(skill.holders[0]),
                least=int(skill.cover.min()),
                weekly=float(skill.net.mean()),
            )
        )
    return tuple(found)


def pattern_on(
    patterns: Sequence[WorkingPattern], person: str, day: date
) -> WorkingPattern | None:
    """Return the working pattern of a person on ``day``, else the next, else None."""
    theirs = [pattern for pattern in patterns if pattern.person == person]
    for pattern in theirs:
        if holds_on(pattern.valid_from, pattern.valid_to, day):
            return pattern
    later = [pattern for pattern in theirs if pattern.valid_from > day]
    return min(later, key=lambda pattern: pattern.valid_from, default=None)


def _standing(
    team: Team, capacity: CapacityByWeek, person: Person, row: int | None, as_at: date
) -> PersonStanding:
    absence = _absence(team, person.uid, as_at)
    net = [0.0] if row is None else capacity.net_by_person[row].tolist()
    held = sorted(
        longest_held(item for item in team.skills if item.person == person.uid),
        key=lambda item: item.skill,
    )
    return PersonStanding(
        person=person,
        pattern=pattern_on(team.patterns, person.uid, as_at),
        skills=tuple((item, skill_state(item, as_at)) for item in held),
        absence=absence,
        is_away=absence is not None and absence.first_on <= as_at,
        is_counted=row is not None,
        net_week=net[0],
        net_ahead=sum(net[1:]),
    )


def _absence(team: Team, uid: str, as_at: date) -> Absence | None:
    ahead = [
        absence
        for absence in team.absences
        if absence.person == uid
        and absence.last_on >= as_at
        and not absence.is_other_work
    ]
    return min(ahead, key=lambda absence: absence.first_on, default=None)
