"""The backlog by every definition in use, so that nobody has to guess."""

from dataclasses import replace
from datetime import date

from app.capacity.by_week import mean_weekly_net
from app.casework.ledger import Ledger
from app.measures.age import over_age
from app.measures.backlog import Backlog, data_backlog, open_exhibits, open_requests
from app.measures.figure import Figure
from app.measures.work import weeks_of_work, work_in_queue
from app.reports.facts import Facts

COMPARED = (Backlog.B1, Backlog.B2, Backlog.B3)
"""The definitions that are shown as known on an earlier day."""


def backlog_figures(facts: Facts) -> list[Figure]:
    """Return B1 to B6 at the as-at day, each named by its definition."""
    ledger, as_at = facts.ledger, facts.as_at
    weekly = mean_weekly_net(facts.team, as_at)
    named = [
        (
            f"{definition.code} {definition.label}",
            open_requests(ledger, definition, as_at),
        )
        for definition in Backlog
    ]
    named += [
        ("B3d Outstanding exhibits", open_exhibits(ledger, as_at)),
        (
            f"B4 Over-age ({facts.settings.over_age} days)",
            over_age(ledger, as_at, threshold=facts.settings.over_age),
        ),
        ("B5 Work in queue", work_in_queue(ledger, as_at)),
        ("B5 Weeks of work", weeks_of_work(ledger, as_at, weekly)),
        ("B6 Data in queue", data_backlog(ledger, as_at)),
    ]
    return [replace(figure, label=label) for label, figure in named]


def known_figures(known: Ledger, now: Ledger, as_at: date) -> list[Figure]:
    """Return B1 to B3 as they came out when ``known`` was all that was recorded.

    Args:
        known: The ledger as it was known on an earlier day.
        now: The ledger as it is known now; what differs is said in the note.
        as_at: Day at whose end figures hold.
    """
    figures = []
    for definition in COMPARED:
        then = open_requests(known, definition, as_at)
        today = open_requests(now, definition, as_at)
        more = "the same" if then.value == today.value else f"{today.value:,.0f}"
        label = f"{definition.code} {definition.label}"
        figures.append(replace(then, label=label, note=f"{more} as known now"))
    return figures
