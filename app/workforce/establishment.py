"""Establishment against strength: posts funded, held and vacant as at a day.

All hours are weekly hours of contracts on the day; divided by the hours of a full-time
contract they are FTE. A post is vacant as far as the contracts of those who hold it do
not come up to its funded hours. Somebody seconded out goes on to hold the post.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.workforce.examiner import Person, holds_on
from app.workforce.post import Post
from app.workforce.team import Team

SECONDED = "A_SECOND"
"""Kind of absence of those who are lent to another unit."""

LEAST = 0.005
"""Weekly hours below which nothing is vacant but the rounding of a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person in post on the day.

    Attributes:
        person: The person.
        hours: Weekly hours of the contract on the day; 0 where none are given.
        is_seconded: Whether the person is seconded out on the day.
    """

    person: Person
    hours: float
    is_seconded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStanding:
    """One post on the day.

    Attributes:
        post: The post.
        is_funded: Whether it is funded on the day.
        holders: Those who hold it on the day.
    """

    post: Post
    is_funded: bool
    holders: tuple[Holding, ...]

    @property
    def funded(self) -> float:
        """Weekly hours funded on the day."""
        return self.post.weekly_hours if self.is_funded else 0.0

    @property
    def held(self) -> float:
        """Weekly hours of the contracts of those who hold it."""
        return sum(one.hours for one in self.holders)

    @property
    def vacant(self) -> float:
        """Weekly hours that are funded and not held."""
        missing = self.funded - self.held
        return missing if missing > LEAST else 0.0

    @property
    def above(self) -> float:
        """Weekly hours that are held and not funded."""
        surplus = self.held - self.funded
        return surplus if surplus > LEAST else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStanding:
    """All posts and people of one role on the day, in weekly hours.

    Attributes:
        role: Code of the role; empty for all roles together.
        funded: Hours of the posts of that role that are funded.
        in_post: Hours of the people of that role, with or without a post.
        vacant: Hours of those posts that nobody holds.
        seconded: Hours of those people who are seconded out; part of ``in_post``.
        unassigned: Hours of those people who hold no post; part of ``in_post``.
        posts: How many posts are funded.
        people: How many people are in post.
    """

    role: str
    funded: float
    in_post: float
    vacant: float
    seconded: float
    unassigned: float
    posts: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """How posts and people stand to one another on a day.

    Attributes:
        as_at: The day.
        full_time: Weekly hours of a full-time contract.
        posts: Every post in the order given, those not funded on the day too.
        roles: Sums of each role that has posts or people, then of all.
        unassigned: People in post who hold no post: above establishment, or not
            assigned yet.
    """

    as_at: date
    full_time: float
    posts: tuple[PostStanding, ...]
    roles: tuple[RoleStanding, ...]
    unassigned: tuple[Holding, ...]

    @property
    def whole(self) -> RoleStanding:
        """The sums of all roles."""
        return self.roles[-1]

    @property
    def vacancies(self) -> tuple[PostStanding, ...]:
        """The posts of which at least a part is vacant."""
        return tuple(one for one in self.posts if one.vacant)

    def equivalents(self, hours: float) -> float:
        """Return weekly hours as full-time contracts (FTE)."""
        return hours / self.full_time


def establishment(team: Team, as_at: date) -> Establishment:
    """Return how posts and people stand to one another at the end of ``as_at``."""
    hours = {
        pattern.person: pattern.weekly_hours
        for pattern in team.patterns
        if holds_on(pattern.valid_from, pattern.valid_to, as_at)
    }
    away = {
        absence.person
        for absence in team.absences
        if absence.kind == SECONDED and absence.holds(as_at)
    }
    here = [
        Holding(
            person=person,
            hours=hours.get(person.uid, 0.0),
            is_seconded=person.uid in away,
        )
        for person in team.people
        if person.is_in_post(as_at)
    ]
    held = {
        posting.person: posting.post
        for posting in team.postings
        if posting.holds(as_at)
    }
    posts = tuple(
        PostStanding(
            post=post,
            is_funded=post.is_funded(as_at),
            holders=tuple(one for one in here if held.get(one.person.uid) == post.uid),
        )
        for post in team.posts
    )
    return Establishment(
        as_at=as_at,
        full_time=team.full_time,
        posts=posts,
        roles=_roles(posts, tuple(here), {*held}),
        unassigned=tuple(one for one in here if one.person.uid not in held),
    )


def _roles(
    posts: tuple[PostStanding, ...], people: tuple[Holding, ...], assigned: set[str]
) -> tuple[RoleStanding, ...]:
    named = (
        *(one.post.role for one in posts if one.is_funded),
        *(one.person.role for one in people),
    )
    parts = [
        _role(
            role,
            [one for one in posts if one.post.role == role],
            [one for one in people if one.person.role == role],
            assigned,
        )
        for role in dict.fromkeys(named)
    ]
    return (*parts, _role("", posts, people, assigned))


def _role(
    role: str,
    posts: Iterable[PostStanding],
    people: Iterable[Holding],
    assigned: set[str],
) -> RoleStanding:
    funded = [one for one in posts if one.is_funded]
    here = list(people)
    return RoleStanding(
        role=role,
        funded=sum(one.funded for one in funded),
        in_post=sum(one.hours for one in here),
        vacant=sum(one.vacant for one in funded),
        seconded=sum(one.hours for one in here if one.is_seconded),
        unassigned=sum(one.hours for one in here if one.person.uid not in assigned),
        posts=len(funded),
        people=len(here),
    )
