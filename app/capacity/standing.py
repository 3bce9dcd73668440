"""How each person and each skill stands on a day: hours, absences, what lapses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.capacity.by_week import CapacityByWeek
from app.capacity.holding import Currency, holdings_on
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, WorkingPattern, holds_on
from app.workforce.team import Team


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
    skills: tuple[tuple[SkillHeld, Currency], ...]
    absence: Absence | None
    is_away: bool
    is_counted: bool
    net_week: float
    net_ahead: float


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
    held = (item for item in team.skills if item.person == person.uid)
    holdings = holdings_on(held, as_at).values()
    return PersonStanding(
        person=person,
        pattern=pattern_on(team.patterns, person.uid, as_at),
        skills=tuple((one.held, one.currency) for one in holdings),
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
