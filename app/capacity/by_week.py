"""Casework hours by week: from what is contracted to what is there (M30, M31, M33)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.capacity.deductions import SICKNESS_ALLOWANCE, deduct
from app.capacity.roster import Hours, Roster, everyone, roster_of, span_of
from app.casework.working_time import monday_of, weeks_between
from app.workforce.absence import PUBLIC_HOLIDAY
from app.workforce.examiner import IN_TRAINING, SkillHeld
from app.workforce.team import Team

HORIZON = 13
"""Weeks ahead over which the mean weekly capacity is taken (M09)."""

NOTHING = 1e-6
"""Hours in a week below which nothing is left but the rounding of a sum."""

OTHER = "Other"
"""Group of a kind that the unit added itself."""

WELFARE = "B_WELF"
"""Kind that is protected: time that belongs to the people, never shown as lost."""

PROTECTED = "Protected welfare time"
"""Group and name of that time."""

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        PUBLIC_HOLIDAY: "Public holidays",
        "A_LEAVE": "Leave",
        "A_TOIL": "Leave",
        "A_SICK_S": "Sickness",
        "A_SICK_L": "Sickness",
        SICKNESS_ALLOWANCE: "Sickness allowance",
        "A_MAT": "Other absence",
        "A_UNPAID": "Other absence",
        "A_SECOND": "Other absence",
        "A_PHASED": "Other absence",
        "A_RESTRICT": "Other absence",
        "B_TRAIN": "Training",
        "B_PROF": "Training",
        "B_MENTOR": "Training",
        "B_COURT": "Court",
        "B_SCENE": "On-site triage",
        "B_QA": "Review and quality",
        "B_VALID": "Review and quality",
        "B_ADMIN": "Admin and support",
        "B_ADVICE": "Admin and support",
        "B_EXHIB": "Admin and support",
        "B_TECH": "Admin and support",
        WELFARE: PROTECTED,
    }
)
"""Group under which each kind of deduction is shown, in the order of showing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCapacity:
    """What the people who are competent and current in one skill can give.

    Hours are those of the roles whose hours are counted; cover counts people of every
    role: gatekeeping rests on one gatekeeper as a phone does on one examiner.

    Attributes:
        net: Net casework hours, by week.
        holders: People of any role in post whose skill is current, by week.
        cover: Those of them with any hours left in the week; 1 is a single point of
            failure, 0 is none.
        anyone: People of any role who are part of the cover in any of the weeks.
        rows: Place in ``CapacityByWeek.people`` of everyone there who ever held it.
        net_by_person: Net hours of each of them in the skill, by week: those of the
            days on which the skill is current.
    """

    net: Hours
    holders: NDArray[np.int64]
    cover: NDArray[np.int64]
    anyone: int
    rows: tuple[int, ...]
    net_by_person: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityByWeek:
    """Gross and net casework hours by week, and all that lies between.

    In every week ``gross`` less all ``deductions`` is ``net``.

    Attributes:
        mondays: The weeks, one after the other, by their Mondays.
        gross: Contracted hours of the people in post (M30).
        deductions: Hours taken off by kind (a code of ``absence_kind`` or
            ``SICKNESS_ALLOWANCE``), in the order in which they are taken off.
        net: Hours left for casework (M31).
        skills: Hours and cover by code of the skill (M33).
        people: Uids of the people counted.
        gross_by_person: Contracted hours of each of ``people``, by week.
        taken_by_person: Of each kind of deduction, the hours taken off each of
            ``people``, by week; their sums are ``deductions``.
        net_by_person: Net hours of each of ``people``, by week.
        net_by_day: Net hours of each of ``people``, by day from the first Monday on.
        headcount: People in post on any day of the week.
        full_time: Weekly hours of a full-time contract.
    """

    mondays: tuple[date, ...]
    gross: Hours
    deductions: Mapping[str, Hours]
    net: Hours
    skills: Mapping[str, SkillCapacity]
    people: tuple[str, ...]
    gross_by_person: Hours
    taken_by_person: Mapping[str, Hours]
    net_by_person: Hours
    net_by_day: Hours
    headcount: NDArray[np.int64]
    full_time: float

    @property
    def full_time_equivalents(self) -> Hours:
        """Contracted hours by week as full-time contracts."""
        return self.gross / self.full_time

    @property
    def grouped(self) -> dict[str, Hours]:
        """Hours taken off by group, in the order of showing; groups without any too."""
        groups = {group: np.zeros(len(self.mondays)) for group in GROUPS.values()}
        for kind, hours in self.deductions.items():
            group = GROUPS.get(kind, OTHER)
            groups[group] = groups.get(group, 0) + hours
        return groups


def capacity_by_week(
    team: Team, mondays: Sequence[date], as_at: date
) -> CapacityByWeek:
    """Return the casework hours of the weeks of ``mondays``, which follow on.

    Days up to and including ``as_at`` count as recorded; on the days after it the
    allowance for unforeseen sickness comes off what is planned.
    """
    roster = roster_of(everyone(team), span_of(mondays))
    every, left = deduct(team, roster, as_at)
    people = tuple(person.uid for person in team.counted)
    rows = [roster.rows[uid] for uid in people]
    taken = {kind: hours[rows] for kind, hours in every.items()}
    gross_by_person = roster.weekly(roster.hours[rows])
    net_by_person = roster.weekly(left[rows])
    deductions = {kind: hours.sum(axis=0) for kind, hours in taken.items()}
    in_post = roster.in_post[rows].reshape(len(rows), roster.span.weeks, 7)
    return CapacityByWeek(
        mondays=roster.span.mondays,
        gross=gross_by_person.sum(axis=0),
        deductions=MappingProxyType(deductions),
        net=net_by_person.sum(axis=0),
        skills=MappingProxyType(_skills(team, roster, left, rows)),
        people=people,
        gross_by_person=gross_by_person,
        taken_by_person=MappingProxyType(taken),
        net_by_person=net_by_person,
        net_by_day=left[rows],
        headcount=in_post.any(axis=2).sum(axis=0),
        full_time=team.full_time,
    )


def weekly_net(team: Team, mondays: Sequence[date], as_at: date) -> Hours:
    """Return the net casework hours of each week (M31)."""
    return capacity_by_week(team, mondays, as_at).net


def coming_weeks(as_at: date, count: int = HORIZON) -> list[date]:
    """Return the Mondays of the ``count`` weeks after the one that ``as_at`` is in."""
    first = monday_of(as_at) + timedelta(weeks=1)
    return weeks_between(first, first + timedelta(weeks=count - 1))


def mean_weekly_net(team: Team, as_at: date, weeks: int = HORIZON) -> float:
    """Return the mean net hours a week over the ``weeks`` after that of ``as_at``."""
    return float(weekly_net(team, coming_weeks(as_at, weeks), as_at).mean())


def _skills(
    team: Team, roster: Roster, left: Hours, counted: Sequence[int]
) -> dict[str, SkillCapacity]:
    """Return each skill that anyone holds, in the order of the codes.

    Args:
        team: The people.
        roster: Of all of them.
        left: Hours left of each, by day.
        counted: Rows of those whose hours are counted.
    """
    held: defaultdict[str, list[SkillHeld]] = defaultdict(list)
    for item in team.skills:
        if item.person in roster.rows:
            held[item.skill].append(item)
    place = {row: at for at, row in enumerate(counted)}
    return {code: _skill(held[code], roster, left, place) for code in sorted(held)}


def _skill(
    held: Sequence[SkillHeld], roster: Roster, left: Hours, place: Mapping[int, int]
) -> SkillCapacity:
    rows, current = _current(held, roster)
    shape = len(rows), roster.span.weeks, 7
    hours = roster.weekly(left[rows] * current)
    present = (roster.in_post[rows] & current).reshape(shape).any(axis=2)
    there = hours > NOTHING
    own = [at for at, row in enumerate(rows) if row in place]
    return SkillCapacity(
        net=hours[own].sum(axis=0),
        holders=present.sum(axis=0),
        cover=there.sum(axis=0),
        anyone=int(there.any(axis=1).sum()),
        rows=tuple(place[rows[at]] for at in own),
        net_by_person=hours[own],
    )


def _current(
    held: Sequence[SkillHeld], roster: Roster
) -> tuple[list[int], NDArray[np.bool_]]:
    """Return the rows of the holders of a skill, and by day whether it is current."""
    rows = sorted({roster.rows[item.person] for item in held})
    place = {row: index for index, row in enumerate(rows)}
    current = np.zeros((len(rows), roster.span.days), dtype=bool)
    for item in held:
        if item.level > IN_TRAINING:
            columns = roster.span.columns(item.valid_from, item.valid_to)
            current[place[roster.rows[item.person]], columns] = True
    return rows, current
