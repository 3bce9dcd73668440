"""How long requests have taken, and a second opinion from past weeks alone.

How to call: ``stay_table(facts)`` with the figures behind its rows, and
``second_opinion(figures, seed=...)``, a sentence.
"""

from app.measures.age import PRIORITIES
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.queueing.survival import Survival
from app.queueing.throughput import at_least, paths, weeks_to
from app.queueing.unit_stay import WEEKS, Stays, stays
from app.reports.chart import number_text
from app.reports.facts import Facts
from app.reports.queueing_figures import QueueingFigures
from app.reports.report import Align, Column, Row, Table
from app.reports.wording import NONE, cell, counted

SHARES = {50: "half", 85: "85 %", 95: "95 %"}
"""Shares of requests whose time is told."""

AHEAD = 260
"""Weeks for which past weeks are drawn anew."""

PROMISE = 13
"""Weeks for which it is told how much will be finished at the least."""

SURE = 0.85
"""How sure that is."""


def stay_table(facts: Facts) -> tuple[Table, tuple[tuple[Figure, ...], ...]]:
    """Return how long requests take by priority, and the figures behind each row."""
    found = stays(facts.ledger, facts.as_at)
    targets = (*facts.settings.targets, facts.settings.targets[-1])
    rows, behind = [], []
    for place, label in enumerate(PRIORITIES):
        mine = found.of(place)
        if not mine.counted:
            continue
        figures = tuple(
            _figure(facts, found, place, mine, percent) for percent in SHARES
        )
        over = mine.share_over(targets[place])
        rows.append(
            Row(
                cells=(
                    label,
                    cell(mine.counted),
                    *(_days(each, mine) for each in figures),
                    cell(targets[place]),
                    _share(over),
                )
            )
        )
        behind.append(figures)
    return Table(
        title="How long requests have taken, those still open included",
        columns=(
            Column(head="Priority", align=Align.LEFT),
            Column(head=f"Received in {WEEKS} weeks"),
            *(Column(head=f"Days for {words}") for words in SHARES.values()),
            Column(head="Target, days"),
            Column(head="Over target"),
        ),
        rows=tuple(rows),
        note=(
            "Days from receipt to issue. Leaving out what is still open would make"
            " waits look short while a backlog grows."
        ),
    ), tuple(behind)


def second_opinion(figures: QueueingFigures, *, seed: int) -> str:
    """Return what past weeks alone say of those to come; empty without any.

    Args:
        figures: The figures of the long run.
        seed: The same seed gives the same sentence.
    """
    weekly = figures.basis.whole.issued.counts
    if not weekly.sum():
        return ""
    found = paths(weekly, AHEAD, seed=seed)
    least = float(at_least(found[:, :PROMISE], SURE)[-1])
    open_now = len(figures.open.rows)
    middle, late = (weeks_to(found, open_now, share) for share in (0.5, SURE))
    start = (
        "If the weeks to come are like the last"
        f" {counted(len(weekly), 'week')}, {counted(least, 'request')} or more will be"
        f" issued in the next {PROMISE} weeks with {SURE:.0%} certainty"
    )
    if not open_now:
        return f"{start}; nothing is outstanding now."
    if middle is None or late is None:
        return f"{start}; what is outstanding now would take more than {AHEAD} weeks."
    return (
        f"{start}; as many as are outstanding now take {counted(middle, 'week')} as"
        f" likely as not, {late} with {SURE:.0%} certainty."
    )


def _figure(
    facts: Facts, found: Stays, place: int, mine: Survival, percent: int
) -> Figure:
    rows = found.rows[found.place == place]
    return figure(
        "M17",
        mine.quantile(percent / 100),
        as_at=facts.as_at,
        coverage=Coverage(used=len(rows), scope=len(rows)),
        rows=rows,
        label=f"Time to issue, {PRIORITIES[place]}, {percent} %",
        note=f"{mine.ended:,} of {mine.counted:,} issued.",
        weeks=WEEKS,
        which=f"{percent}th percentile",
    )


def _days(each: Figure, mine: Survival) -> str:
    """Return a percentile; more than the longest time watched where it is beyond."""
    if each.value is None:
        return f"over {number_text(mine.longest)}"
    return number_text(each.value)


def _share(over: float | None) -> str:
    """Return a share in %, never rounded to none or to all."""
    if over is None:
        return NONE
    if 0 < over < 1:
        return f"{min(max(round(100 * over), 1), 99)}%"
    return f"{number_text(100 * over)}%"
