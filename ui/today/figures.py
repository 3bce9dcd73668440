"""Makes everything that the Today page shows, off the UI thread."""

from dataclasses import dataclass

from app.progress import Progress
from app.reports.attention import attention
from app.reports.attention_line import Attention
from app.reports.backlog_chart import backlog_history, open_by_priority_and_age
from app.reports.chart import StackedBars, TimeChart
from app.reports.demand_chart import demand_in_hours, demand_in_requests
from app.reports.facts import Facts
from app.reports.today import Card, cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows."""

    facts: Facts
    cards: tuple[Card, ...]
    hours: TimeChart
    requests: TimeChart
    backlog: TimeChart
    ages: StackedBars
    attention: tuple[Attention, ...]


def make_figures(
    facts: Facts, rejected: int, overdue: int, progress: Progress
) -> Shown:
    """Return what the page shows of some facts; stops between steps if asked.

    Args:
        facts: What is known.
        rejected: Rows of imports that were rejected and not yet mended.
        overdue: Welfare contacts that are overdue.
        progress: Told after each step.
    """
    ledger, as_at = facts.ledger, facts.as_at
    progress(0, 4)
    made = cards(facts)
    progress(1, 4)
    hours = demand_in_hours(ledger, facts.team, as_at)
    requests = demand_in_requests(ledger, as_at)
    progress(2, 4)
    backlog = backlog_history(ledger, as_at)
    ages = open_by_priority_and_age(ledger, as_at)
    progress(3, 4)
    return Shown(
        facts=facts,
        cards=made,
        hours=hours,
        requests=requests,
        backlog=backlog,
        ages=ages,
        attention=attention(facts, rejected=rejected, overdue=overdue),
    )
