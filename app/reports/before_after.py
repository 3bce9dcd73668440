"""Before and after an event, in words, figures and charts (M37).

How to call: ``before_and_after(facts, event, name)`` with the day of the event and what
it is called, such as "the uplift of March"; it takes a second on a large store, so a
page runs it as a job. Show ``finding``, then for each of ``parts`` its ``words`` and
``chart``, the ``table`` of level and slope, then all of ``cautions``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.casework.working_time import day_words, monday_of
from app.forecast.intervention import (
    SHORT,
    Change,
    Intervention,
    intervention,
    why_not,
)
from app.measures.definition import figure
from app.measures.figure import Figure
from app.measures.period import whole_weeks
from app.measures.series import Weekly
from app.reports.before_after_series import SERIES, Mondays
from app.reports.chart import (
    Kind,
    Marker,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
    signed_text,
)
from app.reports.facts import Facts
from app.reports.report import Align, Column, Row, Table, Tone
from app.reports.wording import NONE, counted

AROUND = 52
"""Weeks looked at on either side of the event, as far as there are."""

NEAR = 13
"""Weeks on either side in which people who came or left are told."""

YEAR = 52

_WANTED_UP = {"M11": True, "M14": False, "M09": False}
_DECIMALS = {"M11": 1, "M14": 0, "M09": 1}
_ROLES = {"M11": Role.COMPLETED, "M14": Role.NEUTRAL, "M09": Role.BACKLOG}
_NAMES = {
    "M11": "Requests issued a week",
    "M14": "Median turnaround in days",
    "M09": "Weeks of work",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One series before and after the event.

    Attributes:
        series: The weeks looked at; weeks that are neither before nor after have no
            value.
        found: What changed; None if that cannot be said.
        figure: Mean difference to the line of before, over the weeks since (M37).
        words: What changed, in a sentence or two.
        tone: What that means for the unit.
        chart: The series, its lines, and the line of before going on.
    """

    series: Weekly
    found: Intervention | None
    figure: Figure
    words: str
    tone: Tone
    chart: TimeChart


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """What changed at an event.

    Attributes:
        event: Its day.
        name: What it is called.
        finding: All in one sentence.
        parts: Issued (M11), turnaround (M14) and weeks of work (M09).
        table: Level and slope of each with their 95 % intervals.
        cautions: What must be read with it.
    """

    event: date
    name: str
    finding: str
    parts: tuple[Part, ...]
    table: Table
    cautions: tuple[str, ...]


def before_and_after(
    facts: Facts, event: date, name: str, *, around: int = AROUND
) -> BeforeAfter:
    """Return what changed at an event.

    Args:
        facts: What the store holds.
        event: First day on which what changed was so. Its week counts on neither side
            unless it is a Monday.
        name: What it is called within a sentence.
        around: Weeks looked at on either side.
    """
    mondays = _mondays(facts, event, around)
    parts = tuple(_part(make(facts, mondays), event, name) for make in SERIES)
    return BeforeAfter(
        event=event,
        name=name,
        finding=_finding(parts, event, name),
        parts=parts,
        table=_table(parts),
        cautions=tuple(_cautions(facts, parts, event)),
    )


def _mondays(facts: Facts, event: date, around: int) -> Mondays:
    """Return the whole weeks around an event that were over on the day; at least one.

    Without any week after the event those before the day are taken, so that what is
    missing can be told.
    """
    last = whole_weeks(facts.as_at, 1).first
    first = min(monday_of(event) - timedelta(weeks=around), last)
    end = min(monday_of(event) + timedelta(weeks=around), last)
    weeks = (end - first).days // 7 + 1
    return tuple(first + timedelta(weeks=n) for n in range(max(weeks, 1)))


def _part(series: Weekly, event: date, name: str) -> Part:
    first_after = sum(monday < event for monday in series.mondays)
    values = series.values.copy()
    for place, monday in enumerate(series.mondays):
        if monday < event < monday + timedelta(days=7):
            values[place] = np.nan
    found = intervention(values, first_after)
    words, tone = _told(series, found, why_not(values, first_after))
    return Part(
        series=series,
        found=found,
        figure=_figure(series, found, name),
        words=words,
        tone=tone,
        chart=_chart(series, found, event, words),
    )


def _figure(series: Weekly, found: Intervention | None, name: str) -> Figure:
    label = f"{_NAMES[series.measure]}: mean change since"
    note = ""
    if found is not None:
        note = (
            f"95 %: {_span(found.mean, series)}; {found.before} weeks before,"
            f" {found.after} after."
        )
    return figure(
        "M37",
        None if found is None else found.mean.value,
        as_at=series.as_at,
        coverage=series.coverage,
        label=label,
        unit=series.unit,
        note=note,
        what=_NAMES[series.measure].lower(),
        event=name,
    )


def _told(series: Weekly, found: Intervention | None, missing: str) -> tuple[str, Tone]:
    name = _NAMES[series.measure]
    if found is None:
        return f"{name}: cannot be said. {missing}", Tone.PLAIN
    mean = found.mean
    if not mean.is_clear:
        return (
            f"{name}: no change that could not be chance;"
            f" {_amount(mean.value, series)} on average against the line of before"
            f" (95 %: {_span(mean, series)})."
        ), Tone.PLAIN
    is_wanted = (mean.value > 0) == _WANTED_UP[series.measure]
    way = "for the better" if is_wanted else "for the worse"
    return (
        f"{name}: {_amount(mean.value, series)} on average against the line of before"
        f" (95 %: {_span(mean, series)}), a change {way};"
        f" {_amount(found.level.value, series)} in the first week,"
        f" {_amount(found.latest.value, series)} in the last."
    ), Tone.GOOD if is_wanted else Tone.BAD


def _table(parts: tuple[Part, ...]) -> Table:
    rows = []
    for part in parts:
        found, name = part.found, _NAMES[part.series.measure]
        if found is None:
            rows.append(Row(cells=(name, *(NONE,) * 5)))
            continue
        changes = found.level, found.slope, found.mean, found.latest
        cells = [_with_interval(each, part.series) for each in changes]
        weeks = f"{found.before} and {found.after}"
        rows.append(Row(cells=(name, *cells, weeks), tone=part.tone))
    heads = (
        *("First week", "Each week since", "On average", "Last week"),
        "Weeks before and after",
    )
    return Table(
        title="Change against the line of before, with its 95 % interval",
        columns=(
            Column(head="Measure", align=Align.LEFT),
            *(Column(head=head) for head in heads),
        ),
        rows=tuple(rows),
    )


def _with_interval(change: Change, series: Weekly) -> str:
    """Return a change and its interval; small ones with the digits that they need."""
    digits = _DECIMALS[series.measure]
    if max(abs(change.lower), abs(change.upper)) < 1:
        digits = max(digits, 2)
    value, *span = (
        signed_text(each, digits) for each in (change.value, change.lower, change.upper)
    )
    return f"{value} ({' to '.join(span)})"


def _amount(value: float, series: Weekly) -> str:
    return signed_text(value, _DECIMALS[series.measure])


def _span(change: Change, series: Weekly) -> str:
    return f"{_amount(change.lower, series)} to {_amount(change.upper, series)}"


def _finding(parts: tuple[Part, ...], event: date, name: str) -> str:
    since = f"Since {name} ({day_words(event)})"
    told = [part for part in parts if part.found is not None]
    if not told:
        return f"{since} nothing can be said yet. {parts[0].words.partition('. ')[2]}"
    clear = [part for part in told if part.found and part.found.mean.is_clear]
    if not clear:
        return f"{since} nothing changed by more than could be chance."
    changes = []
    for part in clear:
        value = part.found.mean.value if part.found else 0.0
        digits = _DECIMALS[part.series.measure]
        way = "higher" if value > 0 else "lower"
        changes.append(
            f"{_NAMES[part.series.measure].lower()} are"
            f" {number_text(abs(value), digits)} {way}"
            if part.series.measure != "M14"
            else f"median turnaround is {number_text(abs(value))} days"
            f" {'longer' if value > 0 else 'shorter'}"
        )
    return f"{since} {' and '.join(changes)} than the weeks before would have led to."


def _cautions(facts: Facts, parts: tuple[Part, ...], event: date) -> Iterator[str]:
    yield (
        "That things would have gone on in a straight line is an assumption. Whatever"
        " else changed at the time is in the same numbers: people, rules, tools, and"
        " what was asked for."
    )
    came, left = _moved(facts, event)
    if came or left:
        yield (
            f"Within {NEAR} weeks of it {counted(came, 'person', 'people')} of the team"
            f" came and {number_text(left)} left."
        )
    found = [part.found for part in parts if part.found is not None]
    if any(each.is_short for each in found):
        yield (
            f"Fewer than {SHORT} weeks with a value lie on one side: a first impression"
            " and no more."
        )
    elif any(min(each.before, each.after) < YEAR - 1 for each in found):
        yield (
            "Less than a year lies on one side: summer leave or Christmas may look like"
            " a change."
        )
    if any(each.gaps > 1 for each in found):
        most = max(each.gaps for each in found)
        yield f"Up to {most} weeks have no value and are left out."
    yield (
        "Weeks of work are reckoned on the capacity of the 13 weeks after: they move up"
        " to 13 weeks before people come or go."
    )
    yield (
        "Turnaround is that of what is issued: where the oldest requests are finished"
        " first it rises at first, though things get better."
    )


def _moved(facts: Facts, event: date) -> tuple[int, int]:
    """Return how many people whose hours count came and left near an event."""
    first, last = event - timedelta(weeks=NEAR), event + timedelta(weeks=NEAR)
    people = facts.team.counted
    came = sum(first <= person.starts_on <= last for person in people)
    left = sum(
        person.ends_on is not None and first <= person.ends_on <= last
        for person in people
    )
    return came, left


def _chart(
    series: Weekly, found: Intervention | None, event: date, words: str
) -> TimeChart:
    name = _NAMES[series.measure]
    shown = [
        Series(
            name=name,
            kind=Kind.LINE,
            role=_ROLES[series.measure],
            values=tuple(map(float, series.values)),
        )
    ]
    if found is not None:
        since = np.array([monday >= event for monday in series.mondays])
        lines = (
            ("Straight lines before and after", found.line, False),
            ("As before", np.where(since, found.expected, np.nan), True),
        )
        shown += [
            Series(
                name=label,
                kind=Kind.LINE,
                role=Role.EXPECTED,
                values=tuple(map(float, values)),
                is_dashed=is_dashed,
            )
            for label, values, is_dashed in lines
        ]
    is_inside = series.mondays[0] <= event <= series.mondays[-1] + timedelta(days=6)
    return TimeChart(
        title=f"{name} before and after",
        unit=name,
        days=series.mondays,
        series=tuple(shown),
        description=words,
        markers=(Marker(day=event, text=day_text(event)),) if is_inside else (),
        coverage="" if series.coverage.share == 1 else str(series.coverage),
        decimals=_DECIMALS[series.measure],
    )
