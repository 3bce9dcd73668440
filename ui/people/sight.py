"""What the room shows, in values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.capacity.by_week import CapacityByWeek
from app.capacity.standing import PersonStanding
from app.workforce.post import Post
from app.workforce.team import Team

if TYPE_CHECKING:
    from app.reports.facts import Facts

AHEAD = 13
"""Weeks after the one of the day over which hours ahead are added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What codes and uids are called.

    Attributes:
        as_at: Day at which people are shown.
        full_time: Weekly hours of a full-time contract.
        roles: Labels of roles.
        skills: Labels of skills.
        kinds: Labels of kinds of absence and abstraction.
        people: Names or aliases, by uid.
        shows_names: Whether the unit shows people by name rather than by alias.
    """

    as_at: date
    full_time: float = 35.0
    roles: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    shows_names: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is shown.

    Attributes:
        team: Everyone, past and present.
        words: What codes and uids are called, and the day.
        ahead: Hours of the week of the day and of ``AHEAD`` weeks after it.
        people: How everyone stands, in the order of the team.
        facts: The whole history in columns and more; None until it was read.
        can_write: Whether the store can be written to.
        recorded_on: Present day of the unit, on which changes take effect.
    """

    team: Team
    words: Words
    ahead: CapacityByWeek
    people: tuple[PersonStanding, ...]
    facts: "Facts | None" = None
    can_write: bool = True
    recorded_on: date

    @property
    def day(self) -> date:
        """The day at which everything is shown."""
        return self.words.as_at

    def post_of(self, person: str) -> Post | None:
        """Return the post that a person holds on the day; None for none."""
        for posting in self.team.postings:
            if posting.person == person and posting.holds(self.day):
                return next(one for one in self.team.posts if one.uid == posting.post)
        return None


def has_left(one: PersonStanding, day: date) -> bool:
    """Return whether a person was no longer in post on ``day``."""
    return one.person.ends_on is not None and one.person.ends_on < day


def is_joining(one: PersonStanding, day: date) -> bool:
    """Return whether a person is not yet in post on ``day``."""
    return one.person.starts_on > day
