"""The capacity summary: can the unit keep up with what it is asked to do?

``capacity_summary`` reads and arranges; what it calls computes and words.
"""

from collections.abc import Iterator
from datetime import date, datetime

from app.casework.working_time import LOCAL
from app.reports.facts import Facts, read_facts
from app.reports.report import Beside, Charts, Prose, Report, Section
from app.reports.summary_charts import age_chart, backlog_chart, demand_chart
from app.reports.summary_definitions import definitions
from app.reports.summary_figures import SummaryFigures, summary_figures
from app.reports.summary_headlines import headlines
from app.reports.summary_limits import limits_section
from app.reports.summary_tables import (
    age_table,
    bridge_table,
    capacity_table,
    turnaround_table,
    type_table,
)
from app.reports.summary_words import age_finding, meaning
from app.store import Store
from app.store.commentary import read_commentary

KIND = "capacity-summary"
"""Name of this kind of report in files, in commands and with its commentary."""

TITLE = "Capacity summary"


def capacity_summary(
    store: Store,
    as_at: date,
    *,
    made_at: datetime,
    made_by: str,
    facts: Facts | None = None,
) -> Report:
    """Read the store and return the summary at the end of ``as_at``.

    Args:
        store: What to read.
        as_at: The day; on the last of a month the summary is of that month, on any
            other of the four weeks before.
        made_at: When it is made, with time zone.
        made_by: Who makes it.
        facts: What the store holds, where it was read already.
    """
    found = read_facts(store, as_at) if facts is None else facts
    commentary = read_commentary(store, KIND, as_at)
    return summary_of(found, commentary, made_at=made_at, made_by=made_by)


def summary_of(
    facts: Facts, commentary: str, *, made_at: datetime, made_by: str
) -> Report:
    """Return the summary that the facts and the manager's commentary make."""
    figures, settings = summary_figures(facts), facts.settings
    return Report(
        kind=KIND,
        title=TITLE,
        unit=settings.unit,
        organisation=settings.organisation,
        period=figures.span.title,
        comparison=figures.span.comparison,
        as_at=facts.as_at,
        marking=settings.marking,
        handling=settings.handling,
        store=facts.name or "in memory",
        fingerprint=facts.fingerprint,
        since_print=facts.since_print,
        made_at=made_at.astimezone(LOCAL),
        made_by=made_by,
        sections=tuple(_sections(figures, facts, commentary)),
    )


def _sections(
    figures: SummaryFigures, facts: Facts, commentary: str
) -> Iterator[Section]:
    if facts.ledger.requests:
        yield from _position(figures, facts)
        yield _backlog(figures, facts)
        yield _changes(figures, facts)
        if (at_risk := limits_section(figures)) is not None:
            yield at_risk
    else:
        yield Section(heading="What is missing", blocks=(meaning(figures, facts),))
    if commentary:
        paragraphs = tuple(text for text in commentary.splitlines() if text.strip())
        yield Section(heading="Commentary", blocks=(Prose(paragraphs=paragraphs),))
    yield Section(heading="How the figures are made", blocks=(definitions(figures),))


def _position(figures: SummaryFigures, facts: Facts) -> Iterator[Section]:
    """Yield the first page: where the unit stands and what that means."""
    charts = demand_chart(figures, facts), backlog_chart(figures, facts)
    yield Section(
        heading="Headline figures",
        is_silent=True,
        blocks=(headlines(figures), Charts(charts=charts)),
    )
    yield Section(
        heading="Demand and throughput by examination type",
        blocks=(type_table(figures, facts),),
    )
    yield Section(heading="What this means", blocks=(meaning(figures, facts),))


def _backlog(figures: SummaryFigures, facts: Facts) -> Section:
    bars, table = Charts(charts=(age_chart(figures),)), age_table(figures)
    return Section(
        heading="Backlog and age",
        finding=age_finding(figures, facts),
        blocks=(Beside(left=(bars,), right=(table,), share=0.47),),
        starts_page=True,
    )


def _changes(figures: SummaryFigures, facts: Facts) -> Section:
    bridge, days = bridge_table(figures), turnaround_table(figures, facts)
    if figures.capacity is None:
        both = Beside(left=(bridge,), right=(days,))
    else:
        hours = capacity_table(figures.capacity, figures)
        both = Beside(left=(bridge, days), right=(hours,))
    return Section(heading="What changed", is_silent=True, blocks=(both,))
