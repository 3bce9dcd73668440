"""People against skills: who may do what on a day, and which skill rests on one (M33).

People of every role count: gatekeeping rests on one gatekeeper as a phone does on one
examiner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from types import MappingProxyType

from app.capacity.by_week import (
    HORIZON,
    CapacityByWeek,
    SkillCapacity,
    capacity_by_week,
    coming_weeks,
)
from app.capacity.holding import Holding, holdings_on
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.workforce.absence import Absence
from app.workforce.examiner import Person
from app.workforce.team import Team


class Need(IntEnum):
    """How badly a skill needs somebody, the worst first."""

    NOBODY = 0
    ONE = 1
    THIN_AHEAD = 2
    ENOUGH = 3
    UNKNOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the matrix.

    Attributes:
        person: The person.
        is_counted: Whether the hours are casework hours.
        away: The absence or other work of whole days under way on the day, as the
            calendar counts it; None if there is none.
        away_next: Those that begin within the weeks ahead.
        holdings: Skills by code.
    """

    person: Person
    is_counted: bool
    away: Absence | None
    away_next: tuple[Absence, ...]
    holdings: Mapping[str, Holding]

    def is_there(self, day: date) -> bool:
        """Return whether the person is in post and not away for the whole day."""
        return self.person.is_in_post(day) and self.away is None

    def may_work(self, skill: str) -> bool:
        """Return whether the person may work alone in a skill."""
        holding = self.holdings.get(skill)
        return holding is not None and holding.currency.may_work


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCover:
    """One skill of the matrix.

    Attributes:
        skill: Its code.
        now: Uids of those who may work in it and are there on the day.
        away: Uids of those who may work in it and are away on the day.
        least: The fewest people with hours in any of the weeks ahead.
        least_in: Monday of the first week with so few; None without anybody.
        weekly: Mean net casework hours a week, in the weeks ahead, of those current.
        is_known: Whether anybody in post ever held it or is in training for it.
        figure: The number of ``now`` with its definition (M33).
    """

    skill: str
    now: tuple[str, ...]
    away: tuple[str, ...]
    least: int
    least_in: date | None
    weekly: float
    is_known: bool
    figure: Figure

    @property
    def need(self) -> Need:
        """How badly it needs somebody."""
        if not self.is_known:
            return Need.UNKNOWN
        if len(self.now) <= 1:
            return Need(len(self.now))
        return Need.THIN_AHEAD if self.least <= 1 else Need.ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverMatrix:
    """People against skills on a day.

    Attributes:
        as_at: The day.
        mondays: The weeks ahead.
        members: People in post on the day or within the weeks ahead, as in the team.
        skills: Skills, as the codes were given.
    """

    as_at: date
    mondays: tuple[date, ...]
    members: tuple[Member, ...]
    skills: tuple[SkillCover, ...]

    def only(self, uid: str) -> tuple[str, ...]:
        """Return the codes of the skills that rest on one person alone on the day."""
        return tuple(one.skill for one in self.skills if one.now == (uid,))

    def by_need(self) -> tuple[SkillCover, ...]:
        """Return the skills with the weakest cover first, those nobody has last."""
        return tuple(
            sorted(
                self.skills,
                key=lambda one: (one.need, len(one.now), one.least, one.weekly),
            )
        )


def cover_matrix(
    team: Team, codes: Sequence[str], as_at: date, weeks: int = HORIZON
) -> CoverMatrix:
    """Return who may do what at ``as_at``, and the cover of every skill.

    Args:
        team: The people.
        codes: Codes of the skills, in the order of showing.
        as_at: The day.
        weeks: Number of weeks after that of the day that are looked at.
    """
    mondays = tuple(coming_weeks(as_at, weeks))
    last = mondays[-1] + timedelta(days=6)
    members = tuple(
        _member(team, person, as_at, last)
        for person in team.people
        if _is_shown(person, as_at, last)
    )
    capacity = capacity_by_week(team, mondays, as_at)
    scope = [one for one in members if one.person.is_in_post(as_at)]
    known = Coverage(used=sum(bool(one.holdings) for one in scope), scope=len(scope))
    return CoverMatrix(
        as_at=as_at,
        mondays=mondays,
        members=members,
        skills=tuple(_skill(code, members, capacity, as_at, known) for code in codes),
    )


def least_cover(
    skill: SkillCapacity | None, mondays: Sequence[date]
) -> tuple[int, date | None]:
    """Return the fewest people with hours in any week, and the first such week."""
    if skill is None or not len(skill.cover):
        return 0, None
    place = int(skill.cover.argmin())
    return int(skill.cover[place]), mondays[place]


def _is_shown(person: Person, as_at: date, last: date) -> bool:
    has_left = person.ends_on is not None and person.ends_on < as_at
    return not has_left and person.starts_on <= last


def _member(team: Team, person: Person, as_at: date, last: date) -> Member:
    absences = [
        one for one in team.absences if one.person == person.uid and one.is_whole
    ]
    now = [one for one in absences if one.holds(as_at)]
    ahead = [one for one in absences if as_at < one.first_on <= last]
    held = (item for item in team.skills if item.person == person.uid)
    return Member(
        person=person,
        is_counted=person.role in team.roles,
        away=max(now, key=lambda one: one.last_on, default=None),
        away_next=tuple(sorted(ahead, key=lambda one: one.first_on)),
        holdings=MappingProxyType(holdings_on(held, as_at)),
    )


def _skill(
    code: str,
    members: Sequence[Member],
    capacity: CapacityByWeek,
    as_at: date,
    known: Coverage,
) -> SkillCover:
    able = [
        one for one in members if one.may_work(code) and one.person.is_in_post(as_at)
    ]
    now = tuple(one.person.uid for one in able if one.is_there(as_at))
    skill = capacity.skills.get(code)
    least, least_in = least_cover(skill, capacity.mondays)
    return SkillCover(
        skill=code,
        now=now,
        away=tuple(one.person.uid for one in able if not one.is_there(as_at)),
        least=least,
        least_in=least_in,
        weekly=float(skill.net.mean()) if skill is not None else 0.0,
        is_known=any(code in one.holdings for one in members),
        figure=figure(
            "M33",
            float(len(now)),
            as_at=as_at,
            coverage=known,
            label=f"Cover of {code}",
            skill=code,
        ),
    )
