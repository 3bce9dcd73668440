"""The period that a capacity summary is about, and the one it is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.measures.period import Period, month_before, month_of
from app.reports.chart import day_text

FOUR_WEEKS = 28
"""Days compared when the as-at day is not the last of a month."""

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The period of a summary and the one before it, in days and in words.

    Attributes:
        now: The period; its last day is the as-at day.
        before: The period that it is compared with; it ends the day before ``now``.
        title: The period as a heading, such as ``October 2026``.
        comparison: What it is compared with, such as ``compared with September 2026``.
        name: The period in a sentence, such as ``October``.
        name_before: The period before in a sentence.
        then: When the period before ended, in a comparison.
        changes: What changed, as a heading.
        is_month: Whether it is a whole month.
    """

    now: Period
    before: Period
    title: str
    comparison: str
    name: str
    name_before: str
    then: str
    changes: str
    is_month: bool


def summary_span(as_at: date) -> Span:
    """Return the period that a summary is about.

    On the last day of a month it is that month, against the month before. On any other
    day a part of a month would be set against a whole one, so it is the last four
    weeks against the four weeks before them.
    """
    if month_of(as_at).last == as_at:
        return _month_span(as_at)
    now = Period(as_at - timedelta(days=FOUR_WEEKS - 1), as_at)
    before = Period(now.before - timedelta(days=FOUR_WEEKS - 1), now.before)
    return Span(
        now=now,
        before=before,
        title=f"Four weeks to {day_text(as_at)}",
        comparison=f"compared with the four weeks to {day_text(before.last)}",
        name="the four weeks",
        name_before="the four weeks before",
        then="four weeks before",
        changes="What changed in four weeks",
        is_month=False,
    )


def _month_span(as_at: date) -> Span:
    now, before = month_of(as_at), month_before(as_at)
    name_before = MONTH_NAMES[before.first.month - 1]
    return Span(
        now=now,
        before=before,
        title=month_text(now.first),
        comparison=f"compared with {month_text(before.first)}",
        name=MONTH_NAMES[now.first.month - 1],
        name_before=name_before,
        then=f"at the end of {name_before}",
        changes=f"What changed since {name_before}",
        is_month=True,
    )


def last_month_end(day: date) -> date:
    """Return the latest last day of a month that is not after ``day``."""
    last = month_of(day).last
    return last if last == day else day.replace(day=1) - timedelta(days=1)


def month_text(day: date) -> str:
    """Return the month of a day as ``October 2026``."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"
