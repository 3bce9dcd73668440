"""What do we need: the smallest amount of each means that reaches a goal.

Amounts go in steps (half a full-time equivalent, a request a month, one per cent), and
the smallest that is enough is found by halving, with the same draws for each amount.
The steps beside the answer are looked at too, because more people may now and then be
worse by chance of who takes what; and the answer is played ``BEYOND`` weeks further.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations as pairs
from math import ceil, inf

import numpy as np

from app.progress import Progress, no_progress
from app.scenario.chance import Chances
from app.scenario.crew import crew_of
from app.scenario.goal import Goal, Means, Requirement, Way
from app.scenario.levers import Grows, Joins, Lever, Outsources
from app.scenario.need_words import need_sentence
from app.scenario.run import DRAGGING
from app.scenario.scenario import BASE, Scenario
from app.scenario.study import Study

FTE_STEP = 0.5
ITEM_STEP = 1.0
DEMAND_STEP = 0.01
PART = 0.5
"""Share of what one means would need alone that it brings to a combination."""

FIRST = 8
"""Part of the most looked at with which a search begins."""

BOLD = 1.1
"""How far beyond what two misses point to the next amount is."""

COMBINED = 2
"""Combinations that are told."""

WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One means, in steps.

    Attributes:
        words: Says an amount.
        lever: Makes the lever of an amount.
        step: The step.
        most: The largest number of steps.
        unit: In what it is counted.
        cost: Pounds of an amount to the day of the goal; None if not known.
        effort: Hours a week that one unit of it stands for.
    """

    words: Callable[[float], str]
    lever: Callable[[float], Lever]
    step: float
    most: int
    unit: str
    cost: Callable[[float], float | None]
    effort: float

    def amount(self, steps: int) -> float:
        """Return the amount of a number of steps."""
        return round(steps * self.step, 6)

    def levers(self, steps: int) -> tuple[Lever, ...]:
        """Return the levers of a number of steps."""
        return (self.lever(self.amount(steps)),) if steps else ()


def requirement_of(
    study: Study,
    goal: Goal,
    means: Means,
    *,
    scenario: Scenario = BASE,
    replications: int = DRAGGING,
    progress: Progress = no_progress,
) -> Requirement:
    """Return what it takes to reach a goal.

    Args:
        study: The common ground; it must look ``BEYOND`` weeks past the day.
        goal: The goal.
        means: What could be done.
        scenario: What is done anyway; the base if nothing.
        replications: How many to run for each amount.
        progress: Called after each amount; raises ``Cancelled`` to stop.

    Raises:
        ScenarioError: The day of the goal is too early or too late to be reckoned.
    """
    kinds = _kinds(study, goal, means, scenario)
    chances = Chances(
        study=study,
        scenario=scenario,
        goal=goal,
        replications=replications,
        progress=progress,
        expected=_expected(kinds),
    )
    nothing = chances.of((), beyond=True)
    ways: list[Way] = []
    sums: list[Way] = []
    if nothing.share < goal.certainty:
        found = [_alone(chances, kind) for kind in kinds]
        ways = _in_order([way for way, _ in found])
        steps = [steps for _, steps in found]
        sums = _combined(chances, kinds, steps)
    progress(chances.expected, chances.expected)
    if ways and not ways[0].reaches:
        ways = _nearest_first(chances, ways)
    best = _best_backlog(chances, ways)
    return Requirement(
        goal=goal,
        certainty=nothing.share,
        later=nothing.share_later,
        ways=tuple(ways),
        combinations=tuple(sums),
        sentence=need_sentence(goal, nothing.share, ways, sums, best),
        evaluations=chances.count,
    )


def _kinds(
    study: Study, goal: Goal, means: Means, scenario: Scenario
) -> tuple[_Kind, ...]:
    """Return the means that may be looked at."""
    situation = study.situation
    crew = crew_of(situation, scenario)
    weeks = scenario.weeks
    full = max(_full_time(study), 1e-9)
    fte_hours = crew.productive / weeks / full
    hours = situation.past.hours.get("", np.zeros(0))
    mean = float(hours.mean()) if len(hours) else 1.0
    weekly = sum(float(one[:, :weeks].mean()) for one in study.futures) * mean
    found = [_people(one, means, goal, fte_hours) for one in means.profiles]
    if means.outsourcing_from is not None:
        found.append(_outsourcing(means, goal, means.outsourcing_from, mean))
    if means.demand_from is not None:
        day = means.demand_from
        found.append(
            _Kind(
                words=lambda share: f"{share:.0%} less demand",
                lever=lambda share: Grows(step=-share, first_on=day),
                step=DEMAND_STEP,
                most=round(means.most_reduction / DEMAND_STEP),
                unit="share of demand",
                cost=lambda _: None,
                effort=weekly,
            )
        )
    return tuple(found)


def _people(profile: Joins, means: Means, goal: Goal, hours: float) -> _Kind:
    def cost(fte: float) -> float | None:
        if means.fte_cost is None:
            return None
        return fte * means.fte_cost * max((goal.by - profile.first_on).days, 0) / 365.25

    return _Kind(
        words=lambda fte: f"{fte:g} FTE of {profile.label}",
        lever=lambda fte: replace(profile, fte=fte),
        step=FTE_STEP,
        most=ceil(means.most_fte / FTE_STEP),
        unit="FTE",
        cost=cost,
        effort=hours,
    )


def _outsourcing(means: Means, goal: Goal, first: date, mean: float) -> _Kind:
    def lever(items: float) -> Lever:
        return Outsources(
            label="Outsourcing",
            monthly_items=items,
            lead_days=means.lead_days,
            item_cost=means.item_cost,
            first_on=first,
        )

    def cost(items: float) -> float | None:
        if means.item_cost is None:
            return None
        return items * means.item_cost * max((goal.by - first).days, 0) * 12 / 365.25

    return _Kind(
        words=lambda items: f"{items:g} requests a month sent to a provider",
        lever=lever,
        step=ITEM_STEP,
        most=ceil(means.most_items / ITEM_STEP),
        unit="requests a month",
        cost=cost,
        effort=mean * 12 / WEEKS_A_YEAR,
    )


def _full_time(study: Study) -> float:
    """Return the full-time equivalents in post at the start."""
    situation = study.situation
    team, day = situation.team, situation.start
    there = {one.uid for one in team.counted if one.is_in_post(day)}
    hours = sum(
        one.weekly_hours
        for one in team.patterns
        if one.person in there
        and one.valid_from <= day
        and (one.valid_to is None or day <= one.valid_to)
    )
    return hours / team.full_time


def _expected(kinds: Sequence[_Kind]) -> int:
    """Return about how many evaluations there will be, for the progress."""
    return 2 + 8 * len(kinds) + 7 * (len(kinds) * (len(kinds) - 1) // 2)


def _alone(chances: Chances, kind: _Kind) -> tuple[Way, int]:
    """Return one means alone, and in how many steps it is enough; 0 if it is not."""
    steps = _smallest(chances, kind, ())
    if steps is None:
        return _way(chances, (kind,), (kind.most,), reaches=False), 0
    return _way(chances, (kind,), (steps,), reaches=True), steps


def _smallest(chances: Chances, kind: _Kind, besides: tuple[Lever, ...]) -> int | None:
    """Return the fewest steps that are enough besides other levers; None if none are.

    One step fewer is not enough. By how much the goal is missed or reached tells where
    to look next; small amounts come first, as a replication takes longest where there
    are far too many people.
    """

    def margin(steps: int) -> float:
        found = chances.of((*besides, *kind.levers(steps)))
        return found.margin_at(chances.goal.certainty)

    low, at_low = 0, margin(0)
    if at_low >= 0:
        return 0
    high = max(kind.most // FIRST, 1)
    while (at_high := margin(high)) < 0:
        if high >= kind.most:
            return None
        further = _further((low, at_low), (high, at_high))
        low, at_low = high, at_high
        high = min(further, kind.most)
    while high - low > 1:
        between = low + (high - low) * at_low / min(at_low - at_high, -1e-12)
        middle = min(max(round(between), low + 1), high - 1)
        at_middle = margin(middle)
        if at_middle >= 0:
            high, at_high = middle, at_middle
            at_low /= 2  # so that one end does not stay for ever
        else:
            low, at_low = middle, at_middle
            at_high /= 2
    return high


def _further(before: tuple[int, float], last: tuple[int, float]) -> int:
    """Return where two misses lead to, between a step more and three times as much."""
    (one, at_one), (two, at_two) = before, last
    gained = at_two - at_one
    steps = -at_two * (two - one) / gained if gained > 1e-9 else 2.0 * two
    return two + min(max(ceil(BOLD * steps), 1), 2 * two)


def _way(
    chances: Chances,
    kinds: tuple[_Kind, ...],
    steps: tuple[int, ...],
    *,
    reaches: bool,
) -> Way:
    """Return a way with the steps beside it and what comes after the day."""
    aim = chances.goal.certainty
    *fixed, last = [
        kind.levers(count) for kind, count in zip(kinds, steps, strict=True)
    ]
    besides = tuple(one for levers in fixed for one in levers)
    levers = (*besides, *last)
    found = chances.of(levers, beyond=True)
    less = chances.of((*besides, *kinds[-1].levers(steps[-1] - 1))).share
    monotone = found.share >= less - 1e-9
    if reaches and steps[-1] < kinds[-1].most:
        more = chances.of((*besides, *kinds[-1].levers(steps[-1] + 1))).share
        monotone = monotone and more >= found.share - 1e-9
    amounts = tuple(k.amount(count) for k, count in zip(kinds, steps, strict=True))
    costs = [kind.cost(one) for kind, one in zip(kinds, amounts, strict=True)]
    known = [one for one in costs if one is not None]
    later = found.share_later
    return Way(
        words=" with ".join(
            kind.words(one) for kind, one in zip(kinds, amounts, strict=True)
        ),
        levers=levers,
        amounts=amounts,
        unit=kinds[0].unit,
        reaches=reaches,
        certainty=found.share,
        below=less,
        later=later,
        holds=later is not None and later >= aim,
        is_monotone=monotone,
        cost=sum(known) if len(known) == len(costs) else None,
        effort=sum(k.effort * one for k, one in zip(kinds, amounts, strict=True)),
    )


def _in_order(ways: Sequence[Way]) -> list[Way]:
    """Return ways that are enough first, the cheapest first.

    By price where every one of them has one, else by the hours they stand for.
    """
    enough = [way for way in ways if way.reaches]
    priced = bool(enough) and all(way.cost is not None for way in enough)

    def key(way: Way) -> tuple[bool, float, float]:
        cost = way.cost if priced and way.cost is not None else inf
        return not way.reaches, cost if priced else 0.0, way.effort

    return sorted(ways, key=key)


def _combined(
    chances: Chances, kinds: tuple[_Kind, ...], alone: Sequence[int]
) -> list[Way]:
    """Return the two cheapest combinations of two means that are enough.

    The first brings half of what it would need alone, or half of the most looked at;
    the second the least that is enough besides.
    """
    found = []
    for one, two in pairs(range(len(kinds)), 2):
        part = max(round(PART * (alone[one] or kinds[one].most)), 1)
        steps = _smallest(chances, kinds[two], kinds[one].levers(part))
        if steps:
            way = (kinds[one], kinds[two])
            found.append(_way(chances, way, (part, steps), reaches=True))
    return _in_order(found)[:COMBINED]


def _nearest_first(chances: Chances, ways: Sequence[Way]) -> list[Way]:
    """Return ways that are not enough, the one that comes nearest to the goal first.

    Where none ever reaches it, their backlogs tell which is the strongest.
    """
    return sorted(ways, key=lambda way: (-way.certainty, _sure_backlog(chances, way)))


def _sure_backlog(chances: Chances, way: Way) -> float:
    """Return the backlog that a way brings as surely as is asked for."""
    backlog = chances.of(way.levers).backlog
    place = min(ceil(chances.goal.certainty * len(backlog)), len(backlog)) - 1
    return float(np.sort(backlog)[place])


def _best_backlog(chances: Chances, ways: Sequence[Way]) -> float | None:
    """Return what the nearest single means brings; None where one is enough."""
    if not ways or ways[0].reaches:
        return None
    return _sure_backlog(chances, ways[0])
