"""The people whose hours are counted, with all that decides how many there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.errors import CapacityError
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import (
    EXAMINER,
    FULL_TIME,
    Person,
    SkillHeld,
    WorkingPattern,
    check_patterns,
)
from app.workforce.post import Post, Posting, check_postings

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
        posts: Posts that are or were funded.
        postings: Who holds which post; those of one person do not overlap.
        holidays: Public holidays of the region, as the unit changed them.
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
    posts: tuple[Post, ...] = ()
    postings: tuple[Posting, ...] = ()
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
        check_patterns(self.patterns, self.names)
        check_postings(self.postings, self.names)

    @property
    def names(self) -> dict[str, str]:
        """What each person is shown as, by uid."""
        return {person.uid: person.shown for person in self.people}

    @property
    def counted(self) -> tuple[Person, ...]:
        """The people whose hours are counted, in the order given."""
        return tuple(person for person in self.people if person.role in self.roles)


def _check_uids(people: Iterable[Person]) -> None:
    for uid, count in Counter(person.uid for person in people).items():
        if count > 1:
            raise CapacityError(f"The person {uid} is in the team twice.")
