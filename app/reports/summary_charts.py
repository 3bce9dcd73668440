"""The charts of the capacity summary: those of the screen, over a printed span."""

from dataclasses import replace
from datetime import timedelta

from app.casework.working_time import local_day, monday_of
from app.reports.backlog_chart import backlog_history, bars_of
from app.reports.chart import StackedBars, TimeChart
from app.reports.demand_chart import demand_in_hours
from app.reports.facts import Facts
from app.reports.summary_figures import SummaryFigures

DEMAND_PAST, DEMAND_AHEAD = 52, 13
"""Weeks of demand and capacity shown before and after the as-at day."""

BACKLOG_PAST = 104
"""Weeks of backlog shown."""

FEWEST = 4
"""Weeks that a chart shows at least, however young the history is."""


def demand_chart(facts: Facts) -> TimeChart:
    """Return demand against capacity by week in hours, with the capacity planned."""
    past = weeks_of_history(facts, DEMAND_PAST)
    chart = demand_in_hours(
        facts.ledger, facts.team, facts.as_at, past=past, ahead=DEMAND_AHEAD
    )
    return replace(chart, unit="Examiner hours a week; capacity as planned after today")


def backlog_chart(facts: Facts) -> TimeChart:
    """Return the backlog by week over two years."""
    past = weeks_of_history(facts, BACKLOG_PAST)
    return backlog_history(facts.ledger, facts.as_at, past=past)


def age_chart(figures: SummaryFigures) -> StackedBars:
    """Return the outstanding backlog by priority and age."""
    return bars_of(figures.ages)


def weeks_of_history(facts: Facts, most: int) -> int:
    """Return how many weeks before the as-at day a chart can show."""
    entered = facts.ledger.entered
    if not len(entered):
        return FEWEST
    began = monday_of(local_day(int(entered.min())))
    weeks = (monday_of(facts.as_at) - began) // timedelta(weeks=1)
    return min(max(weeks, FEWEST), most)
