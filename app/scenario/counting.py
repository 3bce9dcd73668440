"""From the blocks of a scenario to its outcome: fans, waits, misses, use, cost."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from app.scenario.deadlines import expected_of, late_of, misses_of
from app.scenario.frame import Frame
from app.scenario.levers import AddsEquipment, Outsources, Overtime
from app.scenario.outcome import (
    EVERY,
    PERCENTS,
    Clearing,
    Cost,
    Fan,
    Numbers,
    Outcome,
    Paths,
    Use,
)
from app.scenario.situation import CLASSES
from app.scenario.tally import Tally, joined
from app.scenario.waits import waits_of


def outcome_of(
    frame: Frame, tallies: Sequence[Tally], *, fingerprint: str, level: float
) -> Outcome:
    """Return the outcome of a scenario.

    Args:
        frame: The scenario.
        tallies: Its blocks, in order.
        fingerprint: Of the data.
        level: Open requests to clear to.
    """
    open_requests = joined(tallies, "open_requests")
    open_hours = joined(tallies, "open_hours")
    seed_finish = joined(tallies, "seed_finish")
    situation = frame.study.situation
    totals = open_requests.sum(axis=1)
    late = late_of(frame, seed_finish)
    settled, in_time = joined(tallies, "settled"), joined(tallies, "in_time")
    return Outcome(
        scenario=frame.scenario,
        as_at=situation.as_at,
        weeks=sundays(frame),
        seed=frame.study.seed,
        replications=len(totals),
        fingerprint=fingerprint,
        open_requests=_fans(open_requests),
        waiting=_fans(joined(tallies, "waiting")),
        open_hours=_fans(open_hours),
        start_requests=len(situation.open_rows),
        start_hours=start_hours(frame),
        waits=waits_of(frame, tallies),
        misses=misses_of(frame, late),
        expected=expected_of(frame, seed_finish),
        use=_use(frame, joined(tallies, "booked")),
        clearing=clearing(totals, level),
        cost=_cost(frame, tallies),
        paths=Paths(
            open_requests=totals.astype(np.float32),
            open_hours=open_hours.sum(axis=1).astype(np.float32),
            within=_share(in_time.sum(axis=1), settled.sum(axis=1)),
            misses=late.sum(axis=1).astype(np.float64),
        ),
    )


def sundays(frame: Frame) -> tuple[date, ...]:
    """Return the Sundays that end the weeks of a scenario."""
    start = frame.study.situation.start
    return tuple(
        start + timedelta(days=7 * week + 6) for week in range(frame.scenario.weeks)
    )


def start_hours(frame: Frame) -> float:
    """Return the hours left on the open requests, as estimates usually turn out."""
    situation = frame.study.situation
    usual, ratio = situation.past.usual, situation.past.ratio
    hours = 0.0
    for row in situation.open_rows:
        asked = row.hours
        if asked is None:
            asked = usual.get(row.kind, usual.get("", 0.0))
        hours += max(asked * ratio - row.spent, 0.0)
    return hours


def fan_of(paths: Numbers) -> Fan:
    """Return the fan of replications x weeks."""
    return Fan(mean=paths.mean(axis=0), rows=np.percentile(paths, PERCENTS, axis=0))


def clearing(totals: Numbers, level: float) -> Clearing:
    """Return when the backlog is first down to a level.

    Args:
        totals: Open requests, replications x weeks.
        level: Open requests.
    """
    low = totals <= level
    reached = low.any(axis=1)
    first = np.where(reached, low.argmax(axis=1) + 1.0, np.inf)
    p10, p50, p90 = (_finite(one) for one in _percentiles(first, (10, 50, 90)))
    return Clearing(
        level=level, p10=p10, p50=p50, p90=p90, never=float(1 - reached.mean())
    )


def _fans(counts: Numbers) -> Mapping[str, Fan]:
    """Return the fan of everything and of each class."""
    found = {EVERY: fan_of(counts.sum(axis=1))}
    for place, name in enumerate(CLASSES):
        found[name] = fan_of(counts[:, place])
    return found


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """Return shares; 1 where there is nothing that could be late."""
    found: Numbers = np.where(whole > 0, part / np.maximum(whole, 1), 1.0)
    return found


def _percentiles(values: Numbers, percents: Sequence[int]) -> list[float]:
    """Return values at percentiles, without going between two of them."""
    ordered = np.sort(values)
    last = len(ordered) - 1
    return [
        float(ordered[min(-(-p * len(ordered) // 100) - 1, last)]) for p in percents
    ]


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _use(frame: Frame, booked: Numbers) -> tuple[Use, ...]:
    crew = frame.crew
    hours = crew.hours[:, : int(frame.horizon)].sum(axis=1)
    skills = sorted(frozenset().union(*crew.skills))
    found = [_used(EVERY, np.arange(len(hours)), frame, (hours, booked))]
    for skill in skills:
        rows = np.array([at for at, one in enumerate(crew.skills) if skill in one])
        found.append(_used(skill, rows, frame, (hours, booked)))
    return tuple(found)


def _used(
    skill: str, rows: np.ndarray, frame: Frame, figures: tuple[Numbers, Numbers]
) -> Use:
    hours, booked = figures
    there = float(hours[rows].sum())
    shares = booked[:, rows].sum(axis=1) / there if there > 0 else None
    return Use(
        skill=skill,
        people=len({frame.crew.people[at] for at in rows.tolist()}),
        hours=there,
        mean=None if shares is None else float(shares.mean()),
        low=None if shares is None else float(np.percentile(shares, 10)),
        high=None if shares is None else float(np.percentile(shares, 90)),
    )


def _cost(frame: Frame, tallies: Sequence[Tally]) -> Cost:
    scenario, crew = frame.scenario, frame.crew
    unknown = [
        f"overtime of {one.weekly_hours:g} h a week"
        for one in scenario.of(Overtime)
        if one.hour_cost is None
    ]
    unknown += [one.label for one in scenario.of(Outsources) if one.item_cost is None]
    unknown += [one.label for one in scenario.of(AddsEquipment) if one.cost is None]
    bought = [one.cost for one in scenario.of(AddsEquipment) if one.cost is not None]
    priced = any(one.item_cost is not None for one in frame.outside)
    parts = [*bought]
    if crew.overtime_cost is not None:
        parts.append(crew.overtime_cost)
    if priced:
        parts.append(float(joined(tallies, "sent_cost").mean()))
    return Cost(
        hours=float(joined(tallies, "booked").sum(axis=1).mean()),
        productive=crew.productive,
        overtime=crew.overtime,
        training=crew.training,
        sent=float(joined(tallies, "sent").mean()),
        money=sum(parts) if parts else None,
        unknown=tuple(unknown),
    )
