"""The queue as a printed list: in order of service, with the waterline as a row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from app.casework.working_time import LOCAL, day_words, monday_of
from app.measures.definition import MEASURES, sentence_of
from app.planning.queue import Queue, Ranked, Stage, Waterline
from app.reports.chart import number_text
from app.reports.facts import Facts
from app.reports.report import (
    Align,
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
    Tone,
)
from app.rules.clock import PLANNING_AID

KIND = "queue-list"
"""Name of this kind of report in files and commands."""

_COLUMNS = (
    Column(head="Rank", align=Align.RIGHT),
    Column(head="Reference", align=Align.LEFT),
    Column(head="Class", align=Align.LEFT),
    Column(head="Days of target"),
    Column(head="Examination", align=Align.LEFT),
    Column(head="Hours left"),
    Column(head="Examiner", align=Align.LEFT),
    Column(head="Start by", align=Align.LEFT, is_verdict=True),
    Column(head="Expected, week of", align=Align.LEFT),
)
NBSP = "\N{NO-BREAK SPACE}"
_STARTS = "Expected start"
_ORDER = (
    "Class in which a request is served (its priority, one higher after a long wait),"
    " then what must be started within the week by its latest safe start, then work in"
    " hand, then points, then receipt."
)
_LINE = (
    "Hours left of the rows that take hours, added up in order, against the net"
    " capacity (M31) from the day after this one to the end of the week. What is on"
    " hold, in review or cannot start is passed over."
)
_EXPECTED = (
    "Week of the first hour if the rows are served in this order with the net hours"
    " of the unit and of each skill: a planning estimate without a band."
)


def queue_list(
    facts: Facts,
    queue: Queue,
    shown: Sequence[Ranked],
    week: date,
    *,
    made_at: datetime,
    made_by: str,
    view: str = "All open requests",
) -> Report:
    """Return the rows of the queue that are shown as a list to print.

    Args:
        facts: What the store holds.
        queue: The queue of the day.
        shown: The rows, in order.
        week: Any day of the week up to whose end the hours are counted.
        made_at: When it is made, with time zone.
        made_by: Who makes it.
        view: What the rows are, in words.
    """
    settings = facts.settings
    lines = queue.lines(week, shown)
    return Report(
        kind=KIND,
        title="Queue",
        unit=settings.unit,
        organisation=settings.organisation,
        period=view,
        comparison=f"hours to the end of the week of {day_words(monday_of(week))}",
        as_at=facts.as_at,
        marking=settings.marking,
        handling=settings.handling,
        store=facts.name or "in memory",
        fingerprint=facts.fingerprint,
        since_print=facts.since_print,
        made_at=made_at.astimezone(LOCAL),
        made_by=made_by,
        sections=tuple(_sections(facts, queue, shown, lines)),
        standing="queue as at the end of",
    )


def _sections(
    facts: Facts,
    queue: Queue,
    shown: Sequence[Ranked],
    lines: Sequence[Waterline],
) -> Iterator[Section]:
    yield Section(
        heading="Headline figures",
        is_silent=True,
        blocks=(_headlines(shown, lines[0]),),
    )
    table, skills = queue_table(facts, shown, lines[0]), skill_table(queue, lines)
    yield Section(heading="In order of service", is_silent=True, blocks=(table,))
    if skills.rows:
        yield Section(heading="By skill", is_silent=True, blocks=(skills,))
    blocks: tuple[Definitions | Prose, ...] = (_definitions(queue),)
    if any(row.safe_start for row in shown):
        words = f"Limits and latest safe starts are a {PLANNING_AID}."
        blocks = (*blocks, Prose(paragraphs=(words,), is_small=True))
    yield Section(heading="How the list is made", blocks=blocks)


def _headlines(shown: Sequence[Ranked], line: Waterline) -> Headlines:
    must = sum(row.must_start for row in shown)
    return Headlines(
        figures=(
            Headline(label="Requests shown", value=f"{len(shown):,}"),
            Headline(label="Hours to do", value=_hours(line.hours_in_all), unit="h"),
            Headline(label="Hours there", value=_hours(line.hours), unit="h"),
            Headline(
                label="Above the line",
                value=f"{line.rows:,}",
                unit="requests",
                remark=f"{len(line.blocked):,} cannot start",
                tone=Tone.WATCH if line.blocked else Tone.PLAIN,
            ),
            Headline(
                label="Must start in 7 days",
                value=f"{must:,}",
                unit="requests",
                tone=Tone.BAD if must else Tone.PLAIN,
            ),
        )
    )


def queue_table(facts: Facts, shown: Sequence[Ranked], line: Waterline) -> Table:
    """Return the rows shown, with one more where the hours are spent."""
    people = facts.team.names
    rows = [_row(facts, row, people) for row in shown]
    if line.is_spent:
        rows.insert(line.rows, _line_row(line))
    return Table(
        title="Open requests in order of service",
        columns=_COLUMNS,
        rows=tuple(rows),
        note=(
            "P1 to P4 is the class served in; an arrow comes from the priority decided."
            " Days from receipt, of those to the target."
        ),
    )


def _line_row(line: Waterline) -> Row:
    sunday = day_words(line.week + timedelta(days=6)).rpartition(" ")[0]
    words = f"{_hours(line.hours)} h to {sunday} spent".replace(" ", NBSP)
    cells = [""] * len(_COLUMNS)
    cells[4] = words
    return Row(cells=tuple(cells), is_total=True)


def _row(facts: Facts, row: Ranked, people: Mapping[str, str]) -> Row:
    item = row.waiting
    target, kind = item.target_days(), item.examination_type
    waited = f"{row.days_waiting:,}" + ("" if target is None else f" of {target:,}")
    return Row(
        cells=(
            f"{row.rank:,}",
            item.reference,
            _class(row),
            waited.replace(" ", NBSP),
            facts.label("examination_type", kind) if kind else "not decided",
            _hours_left(row),
            people.get(item.examiner or "", "nobody"),
            _start_by(row),
            _expected(row).replace(" ", NBSP),
        ),
        tone=_tone(row),
    )


def _hours_left(row: Ranked) -> str:
    if row.hours is None:
        return "not known"
    return "spent" if row.is_overspent else _hours(row.hours)


def _class(row: Ranked) -> str:
    if row.served_as is None:
        return "none"
    if row.is_raised and row.priority is not None:
        return f"{row.priority.value}{NBSP}→{NBSP}{row.served_as.value}"
    return row.served_as.value


def _start_by(row: Ranked) -> str:
    """Return the latest safe start of what is not begun, and whether it has passed."""
    if row.safe_start is None or row.waiting.is_begun:
        return ""
    day = _short_day(row.safe_start, row.as_at)
    return f"{day},{NBSP}late" if row.is_past_safe_start else day


def _expected(row: Ranked) -> str:
    if row.stage in (Stage.FINISHING, Stage.OUTSIDE):
        return "in review" if row.stage is Stage.FINISHING else "outside"
    return row.start_words.removeprefix("w/c ")


def _short_day(day: date, as_at: date) -> str:
    words = day_words(day)
    words = words.rpartition(" ")[0] if day.year == as_at.year else words
    return words.replace(" ", NBSP)


def _tone(row: Ranked) -> Tone:
    if row.must_start:
        return Tone.BAD if row.is_past_safe_start else Tone.WATCH
    blocked = row.obstacle is not None and row.stage is Stage.TO_START
    return Tone.WATCH if blocked else Tone.PLAIN


def skill_table(queue: Queue, lines: Sequence[Waterline]) -> Table:
    """Return for each skill where its hours are spent."""
    return Table(
        title="Where the hours of each skill are spent",
        columns=(
            Column(head="Skill", align=Align.LEFT),
            Column(head="Hours there"),
            Column(head="Hours to do"),
            Column(head="Spent after row"),
            Column(head="Above it, cannot start"),
        ),
        rows=tuple(
            Row(
                cells=(
                    queue.name(line.skill),
                    _hours(line.hours),
                    _hours(line.hours_in_all),
                    f"{line.rows:,}" if line.is_spent else "not spent",
                    f"{len(line.blocked):,}",
                )
            )
            for line in lines[1:]
        ),
        note="A person with several skills lends all their hours to each of them.",
    )


def _definitions(queue: Queue) -> Definitions:
    every = str(queue.coverage)
    texts = [
        ("Order of service.", _ORDER, ""),
        ("Waterline (h).", _LINE, every),
        (f"{_STARTS}.", _EXPECTED, every),
        *(
            (f"{MEASURES[code].label} ({code}).", sentence_of(code), "")
            for code in ("M20", "M31")
        ),
    ]
    return Definitions(
        entries=tuple(
            Definition(term=term, text=text, coverage=coverage)
            for term, text, coverage in texts
        )
    )


def _hours(hours: float) -> str:
    return number_text(hours, 1) if 0.05 < hours < 10 else number_text(hours)
