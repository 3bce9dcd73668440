"""Periods of whole days: weeks from Monday to Sunday, months, months to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.casework.working_time import ends_of_days, monday_of, weeks_between
from app.errors import AppError
from app.measures.stays import Moments


@dataclass(frozen=True, slots=True)
class Period:
    """Days one after the other.

    Attributes:
        first: First day.
        last: Last day, included.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise AppError(
                f"The period from {self.first} ends before it begins.",
                remedy="Choose a last day that is not before the first.",
            )

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> date:
        """The day before the first: where a bridge over the period begins."""
        return self.first - timedelta(days=1)


Week = Period
"""A period from a Monday to the Sunday after it."""


def weeks(first: date, last: date) -> list[Week]:
    """Return the weeks from that of ``first`` to that of ``last``, both whole."""
    return [
        Week(monday, monday + timedelta(days=6))
        for monday in weeks_between(first, last)
    ]


def whole_weeks(as_at: date, count: int) -> Period:
    """Return the ``count`` weeks that were over at the end of ``as_at``."""
    sunday = monday_of(as_at + timedelta(days=1)) - timedelta(days=1)
    return Period(sunday - timedelta(days=7 * count - 1), sunday)


def weekly_ends(span: Sequence[Week], as_at: date) -> Moments:
    """Return the end of the last day of each week, or that of ``as_at`` if earlier."""
    return ends_of_days([min(week.last, as_at) for week in span])


def month_of(day: date) -> Period:
    """Return the calendar month that ``day`` lies in."""
    first = day.replace(day=1)
    return Period(first, _next_month(first) - timedelta(days=1))


def months(first: date, last: date) -> list[Period]:
    """Return the calendar months from that of ``first`` to that of ``last``."""
    found = [month_of(first)]
    while found[-1].last < last:
        found.append(month_of(found[-1].last + timedelta(days=1)))
    return found


def month_before(day: date) -> Period:
    """Return the calendar month before that of ``day``."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def month_to(as_at: date) -> Period:
    """Return the days of the month from its first to ``as_at``."""
    return Period(as_at.replace(day=1), as_at)


def comparison_month(as_at: date) -> Period:
    """Return the month that a month's figures at ``as_at`` are compared with.

    It is the calendar month before; only as many of its days as have passed of the
    present month, so that like is compared with like. On the last day of a month the
    whole month before is taken.
    """
    before = month_before(as_at)
    if as_at == month_of(as_at).last:
        return before
    last = before.first + timedelta(days=as_at.day - 1)
    return Period(before.first, min(last, before.last))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
