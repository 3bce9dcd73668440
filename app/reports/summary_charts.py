"""The charts of the capacity summary: those of the screen, over a printed span."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np

from app.casework.working_time import local_day, monday_of
from app.reports.backlog_chart import backlog_history, bars_of
from app.reports.chart import Kind, Role, Series, StackedBars, TimeChart
from app.reports.demand_chart import demand_in_hours
from app.reports.facts import Facts
from app.reports.summary_figures import SummaryFigures
from app.reports.wording import covered

DEMAND_PAST, DEMAND_AHEAD = 52, 13
"""Weeks of demand and capacity shown before and after the as-at day."""

BACKLOG_PAST = 104
"""Weeks of backlog shown."""

FEWEST = 4
"""Weeks that a chart shows at least, however young the history is."""

MEAN = 13
"""Weeks over which demand is averaged: single weeks leap up and down."""


def demand_chart(figures: SummaryFigures, facts: Facts) -> TimeChart:
    """Return demand against capacity by week in hours, with the capacity planned.

    A mean over 13 weeks takes the place of the work issued: on paper the question is
    whether what arrives fits into what there is.
    """
    past = weeks_of_history(facts, DEMAND_PAST)
    chart = demand_in_hours(
        facts.ledger, facts.team, facts.as_at, past=past + MEAN - 1, ahead=DEMAND_AHEAD
    )
    bars, step = chart.series[0], chart.series[1]
    smooth = _moving_mean(bars.values, _weeks_before_history(facts, chart))
    mean = Series(
        name="Arriving, 13-week mean",
        kind=Kind.LINE,
        role=Role.COMPLETED,
        values=smooth,
        is_dashed=True,
    )
    capacity = figures.capacity
    shown = (bars, replace(step, name="Net capacity"), mean)
    scope = capacity.utilisation.coverage if capacity else figures.work.coverage
    return _cut(
        replace(
            chart,
            unit="Examiner hours a week; capacity as planned from here on",
            series=shown if capacity else (bars, mean),
            coverage=f"{covered(scope, 'requests')} with their own estimate",
        ),
        MEAN - 1,
    )


def backlog_chart(figures: SummaryFigures, facts: Facts) -> TimeChart:
    """Return the backlog by week over two years."""
    past = weeks_of_history(facts, BACKLOG_PAST)
    chart = backlog_history(facts.ledger, facts.as_at, past=past)
    return replace(chart, coverage=covered(figures.backlog.coverage, "requests"))


def age_chart(figures: SummaryFigures) -> StackedBars:
    """Return the outstanding backlog by priority and age."""
    return replace(
        bars_of(figures.ages),
        unit="Outstanding requests by days since receipt",
        coverage=covered(figures.ages.requests[0].coverage, "requests"),
    )


def weeks_of_history(facts: Facts, most: int) -> int:
    """Return how many weeks before the as-at day a chart can show."""
    entered = facts.ledger.entered
    if not len(entered):
        return FEWEST
    began = monday_of(local_day(int(entered.min())))
    weeks = (monday_of(facts.as_at) - began) // timedelta(weeks=1)
    return min(max(weeks, FEWEST), most)


def _weeks_before_history(facts: Facts, chart: TimeChart) -> int:
    """Return how many weeks of a chart were over before anything was recorded."""
    entered = facts.ledger.entered
    if not len(entered):
        return len(chart.days)
    began = monday_of(local_day(int(entered.min())))
    return sum(day < began for day in chart.days)


def _moving_mean(values: tuple[float, ...], unknown: int) -> tuple[float, ...]:
    """Return of each week the mean of the 13 that end with it; NaN where unknown."""
    means = np.convolve(values, np.ones(MEAN) / MEAN, mode="full")[: len(values)]
    means[: unknown + MEAN - 1] = math.nan
    return tuple(map(float, means))


def _cut(chart: TimeChart, weeks: int) -> TimeChart:
    """Return a chart without its first weeks."""
    shown = tuple(
        replace(series, values=series.values[weeks:]) for series in chart.series
    )
    return replace(chart, days=chart.days[weeks:], series=shown)
