"""What the commands tell of a store, line by line; they print it and know the day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InvalidRequest
from app.measures.figure import Figure
from app.measures.period import month_before, month_of
from app.reports.backlog_table import backlog_figures, known_figures
from app.reports.capacity_summary import capacity_summary
from app.reports.capacity_text import Question, capacity_lines
from app.reports.clock_table import read_lines
from app.reports.facts import Facts, read_facts
from app.reports.notice import notice_about
from app.reports.report import Report
from app.reports.wellbeing_note import wellbeing_note
from app.store import Store, reading
from app.store.known import stamp_of
from app.store.ledger_past import build_ledger_known
from app.store.scenario import read_scenarios
from app.store.setting import read_settings

if TYPE_CHECKING:
    from app.reports.plan_text import PlanQuestion

Maker = Callable[..., Report]


def demand_note_at(
    store: Store, as_at: date, *, made_at: datetime, made_by: str
) -> Report:
    """Return the note on demand, with its forecast where one can be made."""
    from app.reports.demand_note import demand_note_of

    facts = read_facts(store, as_at)
    return demand_note_of(facts, made_at=made_at, made_by=made_by)


MAKERS: Mapping[str, Maker] = {
    "capacity-summary": capacity_summary,
    "demand-note": demand_note_at,
    "wellbeing-note": wellbeing_note,
}
"""What makes the reports of a day, by kind."""


def shown_day(store: Store, asked: date | None, today: date) -> date:
    """Return the day asked for; without one the demonstration's last day, or today."""
    return asked or read_settings(store).as_at or today


def backlog_told(
    path: Path, asked: date | None, known_on: date | None, today: date
) -> Iterator[str]:
    """Yield the backlog by each of its definitions.

    Args:
        path: The store.
        asked: Day at whose end it is counted; None for the usual one.
        known_on: Day whose knowledge is asked for; None for what is known now.
        today: The day today.

    Raises:
        InvalidRequest: On ``known_on`` nobody knew the backlog of the day.
    """
    with reading(path) as store:
        facts = read_facts(store, asked or known_on or shown_day(store, None, today))
        figures = _known(store, facts, known_on) if known_on else backlog_figures(facts)
    known = f", as known on {known_on:%d %b %Y}" if known_on else ""
    yield f"{facts.settings.unit}, backlog at the end of {facts.as_at:%d %b %Y}{known}"
    yield from map(_line, figures)


def _known(store: Store, facts: Facts, known_on: date) -> list[Figure]:
    """Return the backlog as it came out on ``known_on``."""
    if known_on < facts.as_at:
        raise InvalidRequest(
            f"On {known_on:%d %b %Y} nobody knew the backlog of"
            f" {facts.as_at:%d %b %Y}.",
            remedy="Ask what was known on that day or later.",
        )
    ledger = build_ledger_known(store, stamp_of(known_on))
    return known_figures(ledger, facts.ledger, facts.as_at)


def _line(figure: Figure) -> str:
    value = (
        "not known" if figure.value is None else f"{figure.value:,.0f} {figure.unit}"
    )
    more = f"; {figure.note}" if figure.note else ""
    return f"{figure.label:<34}{value:>18}   {figure.coverage}{more}"


def clocks_told(path: Path, asked: date | None, today: date) -> Iterator[str]:
    """Yield the requests at risk of missing a limit."""
    with reading(path) as store:
        yield from read_lines(store, shown_day(store, asked, today))


def capacity_told(
    path: Path, asked: date | None, question: Question, today: date
) -> Iterator[str]:
    """Yield the hours from contract to casework, week by week."""
    with reading(path) as store:
        facts = read_facts(store, shown_day(store, asked, today))
    yield from capacity_lines(facts, question)


def forecast_told(
    path: Path, asked: date | None, question: tuple[int, int | None], today: date
) -> Iterator[str]:
    """Yield what is expected to arrive; asked for are weeks and a seed."""
    from app.reports.expected_text import expected_lines

    with reading(path) as store:
        facts = read_facts(store, shown_day(store, asked, today))
    yield from expected_lines(facts, *question)


def plan_told(
    path: Path, asked: date | None, question: "PlanQuestion", today: date
) -> Iterator[str]:
    """Yield what comes of the base or of a scenario that is kept."""
    from app.reports.plan_text import plan_lines
    from app.reports.simulation_facts import situation_of

    with reading(path) as store:
        facts = read_facts(store, shown_day(store, asked, today))
        situation, kept = situation_of(store, facts), read_scenarios(store)
    yield from plan_lines(situation, kept, question, facts.settings.unit)


def report_of(
    path: Path,
    kind: str,
    asked: date | None,
    *,
    reference: str,
    made_at: datetime,
    made_by: str,
    today: date,
) -> Report:
    """Return a report on a store.

    Args:
        path: The store.
        kind: Which report.
        asked: Day at whose end its figures hold; None for the last whole month.
        reference: Number of the request that a notice is about.
        made_at: When it is made.
        made_by: Who makes it.
        today: The day today.
    """
    with reading(path) as store:
        if kind == "notice":
            return notice_about(store, reference, made_at=made_at, made_by=made_by)
        day = asked or last_month_end(shown_day(store, None, today))
        return MAKERS[kind](store, day, made_at=made_at, made_by=made_by)


def last_month_end(day: date) -> date:
    """Return the last day of the last calendar month that is whole at ``day``."""
    return day if day == month_of(day).last else month_before(day).last
