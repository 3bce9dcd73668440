"""Who serves and with which hours: people in phases of their skills, by day.

Skills that somebody is current in on the day shown are taken as renewed. Who gains a
skill within the time is two servers, one after the other, so that each has the same
skills throughout. Leave that nobody has booked yet is allowed for by the past: where
a week to come keeps more of the contracted hours than that time of the year kept, its
hours are brought down to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek, capacity_by_week
from app.casework.working_time import monday_of, weeks_between
from app.errors import ScenarioError
from app.scenario.changed_team import changed_team
from app.scenario.levers import Overtime
from app.scenario.scenario import Scenario
from app.scenario.situation import Numbers, Situation
from app.workforce.examiner import IN_TRAINING
from app.workforce.team import Team

TAIL = 26
"""Weeks after the horizon for which people go on, so that what is begun is finished."""

LEAST_KEPT = 0.5
"""The share of a week's hours below which the past never brings them."""

YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crew:
    """Servers that are people, in the order of the team.

    Attributes:
        people: Uid of each server's person; one who gains a skill stands twice.
        names: What they are shown as.
        skills: Skills of each.
        hours: Casework hours by day, servers x days, from the start to after the
            horizon.
        whole: The same without the cut at a new skill, for finishing what was begun.
        weeks: Weeks of the horizon.
        overtime: Hours of overtime within the horizon.
        training: Hours given to learning within it that the base does not give.
        overtime_cost: Pounds for overtime; None where no price is known.
    """

    people: tuple[str, ...]
    names: tuple[str, ...]
    skills: tuple[frozenset[str], ...]
    hours: Numbers
    whole: Numbers
    weeks: int
    overtime: float = 0.0
    training: float = 0.0
    overtime_cost: float | None = None

    @property
    def productive(self) -> float:
        """Casework hours within the horizon."""
        return float(self.hours[:, : 7 * self.weeks].sum())


def crew_of(situation: Situation, scenario: Scenario) -> Crew:
    """Return who serves under a scenario.

    Raises:
        ScenarioError: Nobody has any hours.
        CapacityError: A lever concerns somebody who is not in post.
    """
    start, weeks = situation.start, scenario.weeks + TAIL
    mondays = [start + timedelta(weeks=week) for week in range(weeks)]
    team = changed_team(situation.team, scenario)
    plan = capacity_by_week(team, mondays, situation.as_at)
    base = plan
    if team is not situation.team:
        base = capacity_by_week(situation.team, mondays, situation.as_at)
    kept = np.repeat(_kept(situation, base), 7)
    hours = plan.net_by_day * kept
    extra, costs = _overtime(scenario, plan, start)
    hours = hours + extra
    inside = 7 * scenario.weeks
    if not hours[:, :inside].any():
        raise ScenarioError(
            "Nobody has any hours for casework in this scenario.",
            remedy="Enter people with working patterns, or let somebody join.",
        )
    learned = plan.taken_by_person.get("B_TRAIN"), base.taken_by_person.get("B_TRAIN")
    new, old = (0.0 if x is None else x[:, : scenario.weeks].sum() for x in learned)
    return _phased(
        team,
        plan.people,
        hours,
        start,
        weeks=scenario.weeks,
        overtime=float(extra[:, :inside].sum()),
        training=max(float(new - old), 0.0),
        overtime_cost=costs,
    )


def _kept(situation: Situation, base: CapacityByWeek) -> Numbers:
    """Return by what the hours of each week are brought down to those of the past."""
    first = monday_of(situation.as_at) - timedelta(weeks=2 * YEAR)
    past_weeks = weeks_between(first, monday_of(situation.as_at) - timedelta(weeks=1))
    past = capacity_by_week(situation.team, past_weeks, situation.as_at)
    there = past.gross > 0
    if there.sum() < YEAR:
        return np.ones(len(base.mondays))
    now, then = _month(base.mondays), _month(past.mondays)
    result = np.ones(len(base.mondays))
    for month in range(1, 13):
        before, ahead = there & (then == month), now == month
        gross, net = base.gross[ahead].sum(), base.net[ahead].sum()
        if not (before.any() and gross > 0 and net > 0):
            continue
        usual = past.net[before].sum() / past.gross[before].sum()
        share = base.net[ahead] / np.maximum(base.gross[ahead], 1e-9)
        result[ahead] = np.minimum(usual / np.maximum(share, 1e-9), 1.0)
    return np.maximum(result, LEAST_KEPT)


def _month(mondays: Sequence[date]) -> NDArray[np.int64]:
    return np.array([(day + timedelta(days=3)).month for day in mondays])


def _overtime(
    scenario: Scenario, plan: CapacityByWeek, start: date
) -> tuple[Numbers, float | None]:
    """Return hours of overtime by day, and pounds for them within the horizon."""
    extra, cost = np.zeros_like(plan.net_by_day), None
    days = np.arange(extra.shape[1])
    weekday = days % 7 < 5
    for lever in scenario.of(Overtime):
        first = (lever.first_on - start).days
        last = extra.shape[1] if lever.last_on is None else (lever.last_on - start).days
        when = weekday & (days >= first) & (days <= last)
        who = np.array([lever.person in ("", uid) for uid in plan.people], dtype=bool)
        there = (plan.net_by_day > 0) & when & who[:, None]
        added = there * (lever.weekly_hours / 5)
        extra += added
        if lever.hour_cost is not None:
            spent = added[:, : 7 * scenario.weeks].sum() * lever.hour_cost
            cost = (cost or 0.0) + float(spent)
    return extra, cost


def _phased(
    team: Team, people: Sequence[str], hours: Numbers, start: date, **more: object
) -> Crew:
    found: list[tuple[str, frozenset[str], Numbers, Numbers]] = []
    days = hours.shape[1]
    for uid, own in zip(people, hours, strict=True):
        held = [
            one
            for one in team.skills
            if one.person == uid
            and one.level > IN_TRAINING
            and (one.valid_to is None or one.valid_to >= start)
        ]
        begins = {max((one.valid_from - start).days, 0) for one in held}
        cuts = sorted({0, *(day for day in begins if day < days)})
        for first, last in zip(cuts, [*cuts[1:], days], strict=True):
            skills = {
                one.skill for one in held if (one.valid_from - start).days <= first
            }
            part = np.zeros_like(own)
            part[first:last] = own[first:last]
            if part.any():
                found.append((uid, frozenset(skills), part, own))
    names = team.names
    return Crew(
        people=tuple(one[0] for one in found),
        names=tuple(names[one[0]] for one in found),
        skills=tuple(one[1] for one in found),
        hours=np.array([one[2] for one in found]),
        whole=np.array([one[3] for one in found]),
        **more,  # type: ignore[arg-type]
    )
