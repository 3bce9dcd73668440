"""Charts of demand against capacity: by week in hours and in requests, gross to net."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import (
    HORIZON,
    PROTECTED,
    CapacityByWeek,
    capacity_by_week,
)
from app.casework.ledger import Ledger
from app.casework.working_time import monday_of, weeks_between
from app.measures.flow import arrivals, arriving_effort, completions, issued_effort
from app.measures.series import Weekly
from app.reports.chart import (
    Kind,
    Marker,
    Role,
    Series,
    Step,
    TimeChart,
    Waterfall,
    day_text,
    number_text,
)
from app.workforce.team import Team

PAST, AHEAD = 26, 8
"""Weeks shown before the as-at day and after it."""


def demand_in_hours(
    ledger: Ledger,
    team: Team,
    as_at: date,
    *,
    past: int = PAST,
    ahead: int = AHEAD,
) -> TimeChart:
    """Return the effort that came and went by week against net capacity, in hours.

    Capacity goes on for ``ahead`` weeks after the week of ``as_at``; demand and
    completed work end with the last week that was over.
    """
    first = first_monday(as_at, past)
    mondays = weeks_between(first, monday_of(as_at) + timedelta(weeks=ahead))
    arriving = arriving_effort(ledger, first, as_at)
    issued = issued_effort(ledger, first, as_at)
    net = capacity_by_week(team, mondays, as_at).net
    came, went = on_weeks(arriving, mondays), on_weeks(issued, mondays)
    return TimeChart(
        title="Demand against capacity",
        unit="Examiner hours a week",
        days=tuple(mondays),
        series=(
            Series(name="Arriving", kind=Kind.BARS, role=Role.DEMAND, values=came),
            Series(
                name="Net capacity",
                kind=Kind.STEP,
                role=Role.CAPACITY,
                values=tuple(map(float, net)) if net.any() else (math.nan,) * len(net),
            ),
            Series(name="Issued", kind=Kind.LINE, role=Role.COMPLETED, values=went),
        ),
        description=hours_sentence(came, tuple(map(float, net))),
        markers=(as_at_marker(as_at),),
        coverage=coverage_note(arriving),
    )


def demand_in_requests(ledger: Ledger, as_at: date, *, past: int = PAST) -> TimeChart:
    """Return the requests accepted and issued by week."""
    first = first_monday(as_at, past)
    mondays = weeks_between(first, monday_of(as_at))
    came = on_weeks(arrivals(ledger, first, as_at), mondays)
    went = on_weeks(completions(ledger, first, as_at), mondays)
    return TimeChart(
        title="Demand against completed work",
        unit="Requests a week",
        days=tuple(mondays),
        series=(
            Series(name="Accepted", kind=Kind.BARS, role=Role.RECEIVED, values=came),
            Series(name="Issued", kind=Kind.LINE, role=Role.COMPLETED, values=went),
        ),
        description=requests_sentence(came, went),
        markers=(as_at_marker(as_at),),
    )


def gross_to_net(team: Team, as_at: date, *, weeks: int = HORIZON) -> Waterfall:
    """Return how contracted hours become casework hours in the coming weeks."""
    first = monday_of(as_at) + timedelta(weeks=1)
    mondays = weeks_between(first, first + timedelta(weeks=weeks - 1))
    return waterfall_of(capacity_by_week(team, mondays, as_at))


def waterfall_of(capacity: CapacityByWeek) -> Waterfall:
    """Return the mean week of a stretch of weeks, from gross to net hours."""
    gross, net = float(capacity.gross.mean()), float(capacity.net.mean())
    taken = {
        group: float(hours.mean())
        for group, hours in capacity.grouped.items()
        if hours.mean() > 0.05
    }
    steps = (
        Step(name="Contracted hours", amount=gross, is_total=True),
        *(
            Step(name=group, amount=-hours, is_kept=group == PROTECTED)
            for group, hours in taken.items()
        ),
        Step(name="Net casework hours", amount=net, is_total=True),
    )
    first, count = capacity.mondays[0], len(capacity.mondays)
    share = net / gross if gross else 0.0
    return Waterfall(
        title="From contracted to casework hours",
        unit=f"Hours a week, mean of {count} weeks from {day_text(first)}",
        steps=steps,
        description=(
            f"Of {number_text(gross)} contracted hours a week {number_text(net)}"
            f" ({share:.0%}) are left for casework."
        ),
    )


def first_monday(as_at: date, past: int) -> date:
    """Return the Monday ``past`` weeks before that of ``as_at``."""
    return monday_of(as_at) - timedelta(weeks=past)


def as_at_marker(as_at: date) -> Marker:
    """Return the mark at the end of the as-at day."""
    text = day_text(as_at).rsplit(" ", 1)[0]
    return Marker(day=as_at + timedelta(days=1), text=text)


def on_weeks(series: Weekly, mondays: Sequence[date]) -> tuple[float, ...]:
    """Return the values of a series on some weeks; NaN for those not over."""
    known = dict(zip(series.mondays, series.values, strict=True))
    if series.is_partial:
        known.pop(series.mondays[-1])
    return tuple(float(known.get(monday, math.nan)) for monday in mondays)


def coverage_note(series: Weekly) -> str:
    """Return how many estimates are real, where some had to be filled in."""
    cover = series.coverage
    if cover.used == cover.scope:
        return ""
    return f"{1 - cover.share:.0%} imputed"


def hours_sentence(came: Sequence[float], net: Sequence[float]) -> str:
    """Say which is greater over the weeks that are known, and by how much."""
    weeks = [i for i, value in enumerate(came) if not math.isnan(value)]
    if not weeks:
        return "No week of demand is known."
    demand = mean([came[i] for i in weeks])
    capacity = mean([net[i] for i in weeks])
    relation = "more" if demand > capacity else "less"
    return (
        f"Over {len(weeks)} weeks {number_text(demand)} hours a week arrived against"
        f" {number_text(capacity)} hours of net capacity,"
        f" {number_text(abs(demand - capacity))} {relation}."
    )


def requests_sentence(came: Sequence[float], went: Sequence[float]) -> str:
    """Say how many came and went over the weeks that are known."""
    weeks = [i for i, value in enumerate(came) if not math.isnan(value)]
    accepted = sum(came[i] for i in weeks)
    issued = sum(went[i] for i in weeks)
    return (
        f"Over {len(weeks)} weeks {number_text(accepted)} requests were accepted and"
        f" {number_text(issued)} issued."
    )


def mean(values: Sequence[float] | NDArray[np.float64]) -> float:
    """Return the mean of some values, 0 of none."""
    return float(np.mean(values)) if len(values) else 0.0
