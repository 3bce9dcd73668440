"""What the levers of the room stand on: the unit on the first day of the plan."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.capacity.by_week import WELFARE, capacity_by_week
from app.capacity.gross_to_net import gross_to_net
from app.capacity.standing import pattern_on
from app.casework.working_time import monday_of
from app.reports.facts import Facts
from app.workforce.absence import OTHER_WORK
from app.workforce.team import Team

Names = Mapping[str, str]
AHEAD = 13
"""Weeks ahead over which shares of other work are taken."""
LEAST = 0.005
"""Share of hours from which a kind of other work has a slider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The base from which levers are moved, and what their codes are called.

    Attributes:
        first_on: First day of the plan, on which a new lever begins.
        fte: Full-time equivalents whose hours are counted on that day.
        people: What people in post are shown as, by uid.
        skills: Names of the skills, by code.
        profile: Codes of the skills that a new examiner has unless said otherwise.
        types: Names of the examination types, by code.
        shares: Share of hours that goes to each kind of regular other work, by code,
            0 to 1: the mean over the people counted.
        kinds: Names of the kinds of other work, by code.
        targets: Days from receipt to finish of P1 to P4 by the unit's settings.
        waits_out: Times its target that a request may wait before it is served one
            class higher; 0 for never.
    """

    first_on: date
    fte: float = 0.0
    people: Names = field(default_factory=dict)
    skills: Names = field(default_factory=dict)
    profile: tuple[str, ...] = ()
    types: Names = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    kinds: Names = field(default_factory=dict)
    targets: tuple[float, ...] = ()
    waits_out: float = 2.0


def ground_of(facts: Facts) -> Ground:
    """Return what a plan stands on that begins on the Monday after the day shown."""
    team, first = facts.team, monday_of(facts.as_at) + timedelta(weeks=1)
    here = [person for person in team.counted if person.is_in_post(first)]
    kinds = facts.names("absence_kind")
    return Ground(
        first_on=first,
        fte=equivalents(team, first),
        people={person.uid: person.shown for person in here},
        skills=facts.names("skill"),
        profile=usual_skills(team, first),
        types=facts.names("examination_type"),
        shares=shares_of_time(team, first, facts.as_at),
        kinds={code: name for code, name in kinds.items() if is_movable(code)},
        targets=tuple(map(float, facts.settings.targets)),
        waits_out=facts.policy.ageing if facts.policy else facts.settings.starvation,
    )


def is_movable(code: str) -> bool:
    """Tell whether a kind is other work that a plan may move; welfare time is not."""
    return code.startswith(OTHER_WORK) and code != WELFARE


def equivalents(team: Team, day: date) -> float:
    """Return the full-time equivalents whose hours are counted on a day."""
    found = 0.0
    for person in team.counted:
        pattern = pattern_on(team.patterns, person.uid, day)
        if person.is_in_post(day) and pattern is not None:
            found += pattern.full_time_equivalent(team.full_time)
    return found


def usual_skills(team: Team, day: date) -> tuple[str, ...]:
    """Return the skills that at least half of the people hold; the commonest else."""
    here = {person.uid for person in team.counted if person.is_in_post(day)}
    held = {
        (item.person, item.skill)
        for item in team.skills
        if item.person in here and item.is_current(day)
    }
    counts = Counter(skill for _, skill in held)
    usual = [skill for skill, count in counts.items() if 2 * count >= len(here)]
    commonest = [skill for skill, _ in counts.most_common(1)]
    return tuple(sorted(usual or commonest))


def shares_of_time(team: Team, first: date, as_at: date) -> dict[str, float]:
    """Return the share of the hours after absences that each kind of work takes."""
    mondays = [first + timedelta(weeks=week) for week in range(AHEAD)]
    way = gross_to_net(capacity_by_week(team, mondays, as_at))
    taken = {kind: float(hours.sum()) for kind, hours in way.taken.items()}
    away = sum(h for kind, h in taken.items() if not kind.startswith(OTHER_WORK))
    left = float(way.gross.sum()) - away
    if left <= 0:
        return {}
    shares = {kind: hours / left for kind, hours in taken.items() if is_movable(kind)}
    return {kind: share for kind, share in shares.items() if share >= LEAST}
