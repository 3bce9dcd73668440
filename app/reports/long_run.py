"""The long run as tables and sentences: what comes, what is needed, how long is waited.

How to call: ``long_run(facts)`` reads nothing and computes all (some 20 ms); show
``finding`` first, then the tables, then ``notes``; ``behind`` has the figures behind
each row of ``need``, for the list of requests under it. Every text is final.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.measures.figure import Figure
from app.queueing.balance import weeks_in_words
from app.queueing.unit_flow import Stream
from app.reports.chart import number_text
from app.reports.facts import Facts
from app.reports.long_run_stay import second_opinion, stay_table
from app.reports.long_run_words import (
    beyond_words,
    cautions,
    finding,
    intensity_words,
    people_words,
    pressure_words,
    time_words,
    wait_words,
)
from app.reports.queueing_figures import (
    BASIS,
    Both,
    QueueingFigures,
    queueing_figures,
)
from app.reports.queueing_strength import SPANS
from app.reports.report import Align, Column, Definition, Definitions, Row, Table, Tone
from app.reports.wording import NONE, cell, covered


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRun:
    """The long run, ready to be shown.

    Attributes:
        finding: What a reader should take from it, read aloud.
        tone: What that means for the unit.
        demand: What comes and goes, by priority.
        need: What is needed.
        behind: Of each row of ``need``, the figures in its cells.
        waits: How long each priority waits.
        stays: How long requests have taken, by priority.
        stays_behind: Of each row of ``stays``, the figures in its cells.
        second_opinion: What past weeks alone say of those to come; may be empty.
        notes: What must be known to read it.
        definitions: How each figure is made.
        figures: The figures themselves.
    """

    finding: str
    tone: Tone
    demand: Table
    need: Table
    behind: tuple[tuple[Figure, ...], ...]
    waits: Table
    stays: Table
    stays_behind: tuple[tuple[Figure, ...], ...]
    second_opinion: str
    notes: tuple[str, ...]
    definitions: Definitions
    figures: QueueingFigures


def long_run(facts: Facts, *, seed: int = 1) -> LongRun:
    """Return the long run of the unit at the end of the day of the facts.

    Args:
        facts: What the store holds.
        seed: Of the second opinion, which draws past weeks anew.
    """
    figures = queueing_figures(facts)
    rows = [*_need_rows(figures)]
    words, tone = finding(figures)
    times, behind_times = stay_table(facts)
    return LongRun(
        finding=words,
        tone=tone,
        demand=_demand_table(figures),
        need=Table(
            title="What is needed",
            columns=(
                Column(head="Measure", align=Align.LEFT),
                Column(head="Requests"),
                Column(head="Hours"),
                Column(head="What it means", align=Align.LEFT, is_verdict=True),
            ),
            rows=tuple(row for row, _ in rows),
            note=f"On the demand of the last {BASIS} whole weeks.",
        ),
        behind=tuple(behind for _, behind in rows),
        waits=_wait_table(figures, facts),
        stays=times,
        stays_behind=behind_times,
        second_opinion=second_opinion(figures, seed=seed),
        notes=tuple(cautions(figures)),
        definitions=Definitions(
            entries=tuple(_definitions(rows, behind_times, figures))
        ),
        figures=figures,
    )


def _demand_table(figures: QueueingFigures) -> Table:
    weeks = [Column(head=f"Requests a week, {span} weeks") for span in SPANS]
    hours = [Column(head=f"Hours a week, {span} weeks") for span in SPANS]
    rows = []
    for place, each in enumerate(figures.basis.classes):
        streams = [flow.classes[place].accepted for flow in figures.flows]
        if any(len(stream.rows) for stream in streams):
            rows.append(Row(cells=(each.label, *_stream_cells(streams))))
    accepted = [flow.whole.accepted for flow in figures.flows]
    issued = [flow.whole.issued for flow in figures.flows]
    rows.append(Row(cells=("Accepted", *_stream_cells(accepted)), is_total=True))
    rows.append(Row(cells=("Issued", *_stream_cells(issued))))
    past = figures.strength.past if figures.strength else (None,) * len(SPANS)
    capacity = [NONE] * len(SPANS) + [cell(value) for value in past]
    rows.append(Row(cells=("Net capacity", *capacity, NONE)))
    return Table(
        title="What comes and goes",
        columns=(
            Column(head="Priority", align=Align.LEFT),
            *weeks,
            *hours,
            Column(head=f"Spread, {SPANS[-1]} weeks"),
        ),
        rows=tuple(rows),
        note=(
            "Spread is the variance of the requests of a week over their mean: 1 where"
            " they come by pure chance, more where they come in bursts."
        ),
    )


def _stream_cells(streams: list[Stream]) -> list[str]:
    known = [len(stream.counts) > 0 for stream in streams]
    return [
        *(
            cell(stream.weekly if is_known else None, 1)
            for stream, is_known in zip(streams, known, strict=True)
        ),
        *(
            cell(stream.weekly_hours if is_known else None)
            for stream, is_known in zip(streams, known, strict=True)
        ),
        cell(streams[-1].dispersion if len(streams[-1].counts) > 1 else None, 1),
    ]


Told = tuple[Row, tuple[Figure, ...]]


def _need_rows(figures: QueueingFigures) -> Iterator[Told]:
    for each in figures.intensity:
        words, tone = intensity_words(each.hours.value)
        yield _row(each.hours.label, each, ("%", "%"), words, tone)
    size, left = len(figures.open.rows), figures.open.hours_left
    words, tone = beyond_words(left, figures.need.size_hours)
    yield (
        Row(
            cells=("Outstanding (B3)", number_text(size), cell(left), words), tone=tone
        ),
        (figures.target.hours,),
    )
    yield _row("Target size", figures.target, ("", ""), "")
    words, tone = pressure_words(figures.pressure.value)
    pressure = cell(figures.pressure.value, 1)
    yield (
        Row(cells=("Pressure", pressure, NONE, words), tone=tone),
        (figures.pressure,),
    )
    yield _weeks_row("Time to clear, if nothing new came", figures.clearance)
    words, tone = time_words(figures)
    yield _weeks_row("Time to target size", figures.to_target, words, tone)
    for label, both, people in (
        ("Sustaining capacity, a week", figures.sustaining, figures.sustaining_people),
        ("Relief capacity, a week", figures.relief, figures.relief_people),
    ):
        words, tone = people_words(people.value)
        row, behind = _row(label, both, ("", ""), words, tone, decimals=(1, 0))
        yield row, (*behind, people)
    for share in (figures.in_time, figures.open_in_time):
        value = NONE if share.value is None else f"{cell(share.value)}%"
        yield Row(cells=(share.label, value, NONE, "")), (share,)


def _row(
    label: str,
    both: Both,
    units: tuple[str, str],
    words: str,
    tone: Tone = Tone.PLAIN,
    *,
    decimals: tuple[int, int] = (0, 0),
) -> Told:
    cells = [
        NONE if each.value is None else cell(each.value, digits) + unit
        for each, unit, digits in zip(
            (both.requests, both.hours), units, decimals, strict=True
        )
    ]
    return Row(cells=(label, *cells, words), tone=tone), (both.requests, both.hours)


def _weeks_row(
    label: str, both: Both, words: str = "", tone: Tone = Tone.PLAIN
) -> Told:
    cells = [
        NONE if each.value is None else weeks_in_words(each.value)
        for each in (both.requests, both.hours)
    ]
    return Row(cells=(label, *cells, words), tone=tone), (both.requests, both.hours)


def _wait_table(figures: QueueingFigures, facts: Facts) -> Table:
    targets = dict(
        zip(
            (each.label for each in figures.basis.classes),
            (*facts.settings.targets, facts.settings.targets[-1]),
            strict=True,
        )
    )
    rows = []
    for each in figures.classes:
        words, tone = wait_words(each.stay, targets[each.label])
        days = [
            NONE if weeks is None else cell(7 * weeks)
            for weeks in (each.wait, each.stay)
        ]
        cells = (each.label, cell(targets[each.label]), cell(each.demand), *days, words)
        rows.append(Row(cells=cells, tone=tone))
    heads = (
        "Target, days",
        "Hours a week",
        "To the start, days",
        "To the result, days",
    )
    return Table(
        title="Expected wait by priority: long-run, if nothing changes",
        columns=(
            Column(head="Priority", align=Align.LEFT),
            *(Column(head=head) for head in heads),
            Column(head="What it means", align=Align.LEFT, is_verdict=True),
        ),
        rows=tuple(rows),
        note=(
            "A formula for examiners alike under strict priority; skills, holds and"
            " dates are left aside. The scenarios have them."
        ),
    )


def _definitions(
    rows: list[Told],
    times: tuple[tuple[Figure, ...], ...],
    figures: QueueingFigures,
) -> Iterator[Definition]:
    seen = set()
    told = [figure for _, behind in rows for figure in behind]
    told += [figure for behind in times for figure in behind]
    for figure in (*told, *figures.waits[:1], figures.agreement, figures.estimates):
        if figure.measure not in seen:
            seen.add(figure.measure)
            yield Definition(
                term=f"{figure.label.partition(',')[0]} ({figure.measure}).",
                text=figure.definition,
                coverage=covered(figure.coverage),
            )
