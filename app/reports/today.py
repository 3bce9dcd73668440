"""What the manager sees first: six figures with their direction, and their course."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import capacity_by_week, mean_weekly_net
from app.capacity.utilisation import utilisation
from app.casework.ledger import Ledger
from app.casework.working_time import ends_of_days, monday_of, weeks_between
from app.measures.age import median_age, oldest_open
from app.measures.backlog import (
    Backlog,
    backlog_at,
    exhibits_at,
    open_exhibits,
    open_requests,
)
from app.measures.figure import Figure
from app.measures.flow import (
    arrivals,
    arriving_effort,
    clearance_rate,
    completions,
)
from app.measures.period import whole_weeks
from app.measures.work import weeks_of_work, work_in_queue
from app.reports.chart import Spark, number_text
from app.reports.facts import Facts
from app.reports.report import Tone

COMPARED = 28
"""Days back to the figure with which today's is compared."""
COURSE = 26
"""Weeks of a spark line."""
BEFORE = -1 - COMPARED // 7
"""Place in a weekly course of the value with which today's is compared."""
POINTS = 5
"""Points of a spark line whose values are slow to make, ``COMPARED`` days apart."""
RECENT = 13
"""Whole weeks over which rates are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure as it is shown on a card.

    Attributes:
        title: What stands above the value.
        figure: The figure, with definition, coverage and rows.
        words: What it is compared with, in words with a direction.
        tone: What the direction means for the unit.
        arrow: up, down or level; empty for none.
        spark: Its course; None where there is none.
        more: What else belongs to it, in a few words.
    """

    title: str
    figure: Figure
    words: str
    tone: Tone = Tone.PLAIN
    arrow: str = ""
    spark: Spark | None = None
    more: str = ""


def cards(facts: Facts) -> tuple[Card, ...]:
    """Return the figures of the Today page, in the order of the page."""
    ledger, as_at = facts.ledger, facts.as_at
    return (
        open_card(ledger, as_at),
        exhibit_card(ledger, as_at),
        work_card(facts),
        age_card(ledger, as_at),
        utilisation_card(facts),
        clearance_card(ledger, as_at),
    )


def open_card(ledger: Ledger, as_at: date) -> Card:
    """Return the open requests, with those that await assessment or start."""
    now = open_requests(ledger, Backlog.B3, as_at)
    course = backlog_at(ledger, Backlog.B3, course_moments(as_at)).tolist()
    start = open_requests(ledger, Backlog.B2, as_at)
    gate = open_requests(ledger, Backlog.B1, as_at)
    words, tone, arrow = change_words(now.value, course[BEFORE])
    return Card(
        title="Open requests (B3)",
        figure=now,
        words=words,
        tone=tone,
        arrow=arrow,
        spark=spark(course),
        more=f"{text(start)} to start, {text(gate)} to assess",
    )


def exhibit_card(ledger: Ledger, as_at: date) -> Card:
    """Return the open exhibits."""
    now = open_exhibits(ledger, as_at)
    course = exhibits_at(ledger, course_moments(as_at)).tolist()
    words, tone, arrow = change_words(now.value, course[BEFORE])
    requests = open_requests(ledger, Backlog.B3, as_at).value
    each = (now.value or 0) / requests if requests else 0.0
    return Card(
        title="Open exhibits (B3d)",
        figure=now,
        words=words,
        tone=tone,
        arrow=arrow,
        spark=spark(course),
        more=f"{number_text(each, 1)} for each open request",
    )


def work_card(facts: Facts) -> Card:
    """Return the hours that wait, and the weeks of capacity that they would take."""
    ledger, as_at = facts.ledger, facts.as_at
    course = monthly(lambda day: work_in_queue(ledger, day), as_at)
    now = work_in_queue(ledger, as_at)
    _, tone, arrow = change_words(now.value, course[-2])
    weeks = weeks_of_work(ledger, as_at, mean_weekly_net(facts.team, as_at)).value
    estimated = now.coverage.share
    return Card(
        title="Work in queue (B5)",
        figure=now,
        words=(
            "capacity not known"
            if weeks is None
            else f"{number_text(weeks, 1)} weeks of work"
        ),
        tone=Tone.PLAIN if weeks is None else tone,
        arrow="" if weeks is None else arrow,
        spark=spark(course),
        more=f"{estimated:.0%} have an estimate",
    )


def age_card(ledger: Ledger, as_at: date) -> Card:
    """Return the median age of open requests, and the oldest."""
    course = monthly(lambda day: median_age(ledger, day), as_at)
    now = median_age(ledger, as_at)
    words, tone, arrow = change_words(now.value, course[-2], less="less")
    oldest = oldest_open(ledger, as_at).value
    more = "" if oldest is None else f"oldest {number_text(oldest)} days"
    return Card(
        title="Median age",
        figure=now,
        words=words,
        tone=tone,
        arrow=arrow,
        spark=spark(course),
        more=more,
    )


def utilisation_card(facts: Facts) -> Card:
    """Return the effort that arrives as a share of net capacity."""
    as_at = facts.as_at
    span = whole_weeks(as_at, RECENT)
    first = weeks_back(as_at)
    arriving = arriving_effort(facts.ledger, first, as_at)
    mondays = weeks_between(first, monday_of(as_at))
    capacity = capacity_by_week(facts.team, mondays, as_at)
    recent = arriving_effort(facts.ledger, span.first, span.last)
    figure = utilisation(recent, capacity)
    words, tone, arrow = load_words(figure.value)
    net = float(capacity.net[-RECENT:].mean())
    rate = moving_share(arriving.values.tolist(), capacity.net.tolist())
    return Card(
        title="Demand of net capacity",
        figure=figure,
        words=words,
        tone=tone,
        arrow=arrow,
        spark=spark(rate) if figure.value is not None else None,
        more=f"{number_text(net)} h a week of capacity",
    )


def clearance_card(ledger: Ledger, as_at: date) -> Card:
    """Return how much of what was accepted has been issued, over recent weeks."""
    figure = clearance_rate(ledger, whole_weeks(as_at, RECENT).first, as_at)
    first = weeks_back(as_at) - timedelta(weeks=RECENT)
    course = moving_share(
        completions(ledger, first, as_at).values.tolist(),
        arrivals(ledger, first, as_at).values.tolist(),
        weeks=RECENT,
    )
    rate = figure.value
    grows = rate is not None and rate < 100
    return Card(
        title="Clearance, 13 weeks",
        figure=figure,
        words=(
            "nothing was accepted"
            if rate is None
            else "backlog grows"
            if grows
            else "backlog holds or falls"
        ),
        tone=Tone.PLAIN if rate is None else Tone.BAD if grows else Tone.GOOD,
        arrow="" if rate is None else "down" if grows else "up",
        spark=spark(course),
        more=figure.note.split(" from ")[0],
    )


def change_words(
    now: float | None,
    before: float | None,
    *,
    more: str = "more",
    less: str = "fewer",
) -> tuple[str, Tone, str]:
    """Return words, tone and arrow for a change where more is worse."""
    if now is None or before is None or math.isnan(before):
        return f"not known {COMPARED} days ago", Tone.PLAIN, ""
    change = round(now) - round(before)
    if change == 0:
        return f"as {COMPARED} days ago", Tone.PLAIN, "level"
    word = more if change > 0 else less
    grows = change > 0.1 * before
    tone = Tone.GOOD if change < 0 else Tone.BAD if grows else Tone.WATCH
    words = f"{number_text(abs(change))} {word} in {COMPARED} days"
    return words, tone, "up" if change > 0 else "down"


def load_words(share: float | None) -> tuple[str, Tone, str]:
    """Return words, tone and arrow for a utilisation in per cent."""
    if share is None:
        return "capacity not known", Tone.PLAIN, ""
    if share > 100:
        return f"{number_text(share - 100)}% over capacity", Tone.BAD, "up"
    if share > 85:
        return "near capacity", Tone.WATCH, "level"
    return "within capacity", Tone.GOOD, "down"


def moving_share(
    demand: Sequence[float], capacity: Sequence[float], weeks: int = 4
) -> tuple[float, ...]:
    """Return one in per cent of the other, each over the last few whole weeks."""
    shares = []
    for end in range(weeks, len(demand)):  # without the week that is not over
        net = sum(capacity[end - weeks : end])
        came = sum(demand[end - weeks : end])
        shares.append(100 * came / net if net else math.nan)
    return tuple(shares)


def monthly(measure: Callable[[date], Figure], as_at: date) -> tuple[float, ...]:
    """Return a measure at ``POINTS`` days, the last of them ``as_at``."""
    days = (as_at - timedelta(days=COMPARED * n) for n in reversed(range(POINTS)))
    values = (measure(day).value for day in days)
    return tuple(math.nan if value is None else value for value in values)


def spark(values: Iterable[float]) -> Spark:
    """Return a spark line of some values, with its sentence."""
    numbers = tuple(float(value) for value in values)
    known = [value for value in numbers if not math.isnan(value)]
    if len(known) < 2:
        return Spark(values=numbers)
    first, last = number_text(known[0]), number_text(known[-1])
    return Spark(values=numbers, description=f"From {first} to {last}")


def course_moments(as_at: date) -> NDArray[np.int64]:
    """Return the ends of the days a week apart, the last of them ``as_at``."""
    weeks = reversed(range(COURSE + 1))
    return ends_of_days([as_at - timedelta(weeks=n) for n in weeks])


def weeks_back(as_at: date) -> date:
    """Return the Monday with which the course of a figure begins."""
    return monday_of(as_at) - timedelta(weeks=COURSE)


def text(figure: Figure) -> str:
    """Return the value of a count as text."""
    return number_text(math.nan if figure.value is None else figure.value)
