"""Demand on paper: year on year by division, its course, what is expected, drivers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from app.casework.working_time import LOCAL, day_words
from app.errors import AppError
from app.measures.arrivals import NOT_RECORDED, By, Stage, arrivals_of
from app.measures.comparison import Comparison, compare
from app.measures.definition import sentence_of
from app.measures.driver import AgainstDriver
from app.measures.figure import Figure
from app.reports.arrivals_chart import arrivals_chart, arrivals_sentence, course_of
from app.reports.chart import UNKNOWN, Period, number_text
from app.reports.comparison_table import (
    baseline_words,
    comparison_sentence,
    comparison_table,
    percent_text,
)
from app.reports.driver_chart import (
    Beside,
    amount_words,
    beside_driver,
    besides,
    driver_sentence,
    driver_table,
    length_of,
    named_after,
    noun_of,
)
from app.reports.expected import (
    Expected,
    expected_chart,
    expected_of,
    expected_sentence,
    method_words,
    worth_words,
)
from app.reports.facts import Facts
from app.reports.report import (
    Align,
    Charts,
    Column,
    Definition,
    Definitions,
    Headline,
    Headlines,
    Prose,
    Report,
    Row,
    Section,
    Table,
)
from app.reports.wording import counted, covered

KIND = "demand-note"
TITLE = "Demand"
WEEKS = 26
"""Weeks ahead that are printed."""
LATEST = 8
"""Months or quarters of a driver series that are printed."""


def demand_note(
    facts: Facts, expected: Expected | None, *, made_at: datetime, made_by: str
) -> Report:
    """Return the note on demand at the end of the day of ``facts``.

    Args:
        facts: What the store holds.
        expected: The forecast; None where it was not reckoned or cannot be.
        made_at: Moment of making.
        made_by: Who makes it.
    """
    settings = facts.settings
    found = compare(arrivals_of(facts.ledger, facts.as_at, by=By.DIVISION))
    names = [one.name for one in reversed(found.used)]
    return Report(
        kind=KIND,
        title=TITLE,
        unit=settings.unit,
        organisation=settings.organisation,
        period=found.name,
        comparison=f"against {', '.join(names)}" if names else "no earlier year",
        as_at=facts.as_at,
        marking=settings.marking,
        handling=settings.handling,
        store=facts.name or "in memory",
        fingerprint=facts.fingerprint,
        since_print=facts.since_print,
        made_at=made_at.astimezone(LOCAL),
        made_by=made_by,
        sections=tuple(_sections(facts, found, expected)),
    )


def demand_note_of(facts: Facts, *, made_at: datetime, made_by: str) -> Report:
    """Return the note with a forecast, and without where none can be made."""
    expected = None
    with suppress(AppError):
        expected = expected_of(facts)
    return demand_note(facts, expected, made_at=made_at, made_by=made_by)


def _sections(
    facts: Facts, found: Comparison, expected: Expected | None
) -> Iterator[Section]:
    yield Section(
        heading="Headline figures", is_silent=True, blocks=(_headlines(found),)
    )
    yield Section(
        heading="Against earlier years",
        finding=comparison_sentence(found),
        blocks=(_years(facts, found),),
    )
    agreed = found.arrivals
    asked = arrivals_of(facts.ledger, facts.as_at, stage=Stage.ASKED, by=By.DIVISION)
    course = course_of(asked, agreed, Period.MONTH, {})
    chart = arrivals_chart(course, changes=facts.outlook.changes)
    yield Section(
        heading="Asked for and agreed",
        finding=arrivals_sentence(course),
        blocks=(Charts(charts=(chart,)),),
    )
    if expected is not None:
        yield _ahead(expected)
    series = [*_series(facts)]
    yield from _drivers(facts, series)
    figures = [found.every.now, compare(asked).every.now]
    figures += [found.on_year, found.on_mean]
    figures += expected.figures() if expected is not None else ()
    every = sentence_of("M10C", arrived=agreed.arrived)  # not of one series alone
    figures += [replace(one.latest, definition=every) for one, _ in series[:1]]
    yield Section(heading="Definitions", blocks=(_definitions(figures),))


def _headlines(found: Comparison) -> Headlines:
    every, last = found.every, found.baselines[0]
    mean = every.on_mean.before
    return Headlines(
        figures=(
            Headline(
                label="Agreed",
                value=number_text(every.now.value or 0.0),
                unit="requests",
                remark=found.name,
            ),
            Headline(
                label="On the year",
                value=_percent(found.on_year),
                remark=last.why_not or f"{last.name}: {_number(every.years[0])}",
            ),
            Headline(
                label="On the five-year mean",
                value=_percent(found.on_mean),
                remark=f"mean of {len(found.used)}: {_number(mean, 1)}",
            ),
        )
    )


def _years(facts: Facts, found: Comparison) -> Table:
    labels = {**facts.names("requesting_division"), NOT_RECORDED: "Not recorded"}
    head, rows = comparison_table(found, labels)
    return _table("By division", head, rows, note=baseline_words(found))


def _ahead(expected: Expected) -> Section:
    said = (worth_words(expected), method_words(expected))
    return Section(
        heading="What is expected",
        finding=expected_sentence(expected, WEEKS),
        blocks=(
            Charts(charts=(expected_chart(expected, WEEKS),)),
            Prose(paragraphs=said, is_small=True),
        ),
    )


def _series(facts: Facts) -> Iterator[tuple[AgainstDriver, Beside]]:
    """Yield each driver series beside the arrivals that it is named after."""
    every = besides(facts)
    for name in facts.outlook.names:
        beside = every[named_after(name, every)]
        yield beside_driver(facts, name, beside), beside


def _drivers(
    facts: Facts, series: Sequence[tuple[AgainstDriver, Beside]]
) -> Iterator[Section]:
    """Yield the series with their ratios, what is planned, and what changed."""
    outlook = facts.outlook
    tables: list[Table | Prose] = []
    for found, beside in series:
        head, rows = driver_table(found, length_of(outlook.series(found.name)))
        note = driver_sentence(found, noun_of(beside))
        tables.append(_table(found.name, head, rows[:LATEST], note=note))
    told = [
        f"{one.name}: {amount_words(one.extra, one.unit)} a week more for"
        f" {counted(one.weeks, 'week')} from {day_words(one.first_on)}."
        for one in outlook.operations
        if one.last_on > facts.as_at
    ]
    told += [f"From {day_words(one.day)}: {one.words}." for one in outlook.changes]
    if told:
        tables.append(Prose(paragraphs=tuple(told), has_bullets=True))
    if tables:
        yield Section(heading="What drives demand", blocks=tuple(tables))


def _table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, note: str
) -> Table:
    first, *others = head
    return Table(
        title=title,
        columns=(
            Column(head=first, align=Align.LEFT),
            *(Column(head=name) for name in others),
        ),
        rows=tuple(Row(cells=tuple(cells)) for cells in rows),
        note=note,
    )


def _definitions(figures: Sequence[Figure]) -> Definitions:
    """Return the definition of each measure once."""
    told: Mapping[str, Figure] = {one.measure: one for one in figures}
    return Definitions(
        entries=tuple(
            Definition(
                term=f"{one.label} ({one.measure}, {one.unit}).",
                text=one.definition,
                coverage=covered(one.coverage),
            )
            for one in told.values()
        )
    )


def _percent(figure: Figure) -> str:
    return UNKNOWN if figure.value is None else percent_text(figure.value)


def _number(value: float | None, decimals: int = 0) -> str:
    return UNKNOWN if value is None else number_text(value, decimals)
