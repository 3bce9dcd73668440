"""The people whose hours are counted, with all that decides how many there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.casework.absence import Absence, Abstraction
from app.casework.examiner import (
    EXAMINER,
    FULL_TIME,
    Person,
    SkillHeld,
    WorkingPattern,
    check_patterns,
)
from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.errors import CapacityError

CASEWORK_ROLES = frozenset({EXAMINER})
"""Roles whose hours are casework hours, unless the unit says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What the unit knows of its people; records of anyone else are passed over.

    Attributes:
        people: Everyone, of any role, past and present.
        patterns: Working patterns; those of one person do not overlap.
        skills: Skills held.
        absences: Absences taken and planned.
        abstractions: Time that regularly goes to other work.
        holidays: Public holidays of the region.
        sickness_allowance: Share of the hours left after public holidays and planned
            absences that is set aside on days to come for sickness that nobody can
            foresee, 0 to 1.
        full_time: Weekly hours of a full-time contract.
        roles: Codes of the roles whose hours are counted.
    """

    people: tuple[Person, ...]
    patterns: tuple[WorkingPattern, ...] = ()
    skills: tuple[SkillHeld, ...] = ()
    absences: tuple[Absence, ...] = ()
    abstractions: tuple[Abstraction, ...] = ()
    holidays: Holidays = NO_HOLIDAYS
    sickness_allowance: float = 0.0
    full_time: float = FULL_TIME
    roles: frozenset[str] = CASEWORK_ROLES

    def __post_init__(self) -> None:
        if not 0 <= self.sickness_allowance <= 1:
            raise CapacityError(
                f"The sickness allowance is {self.sickness_allowance:.0%}.",
                remedy="Give from 0% to 100%.",
            )
        if not 0 < self.full_time <= 7 * 24:
            raise CapacityError(
                f"A full-time contract of {self.full_time:g} hours a week cannot be.",
                remedy="Give the weekly hours of a full-time contract, such as 35.",
            )
        _check_uids(self.people)
        names = {person.uid: person.name for person in self.people}
        check_patterns(self.patterns, names)

    @property
    def counted(self) -> tuple[Person, ...]:
        """The people whose hours are counted, in the order given."""
        return tuple(person for person in self.people if person.role in self.roles)


def _check_uids(people: Iterable[Person]) -> None:
    for uid, count in Counter(person.uid for person in people).items():
        if count > 1:
            raise CapacityError(f"The person {uid} is in the team twice.")
