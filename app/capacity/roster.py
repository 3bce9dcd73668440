"""Who is rostered for how many hours on which day: people by days, in one matrix."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.working_time import day_number
from app.workforce.team import Team

Hours = NDArray[np.float64]
"""Hours: of people by days, of people by weeks, or by weeks."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks, one after the other.

    Attributes:
        mondays: The Mondays of the weeks.
        first: Day number of the first Monday.
    """

    mondays: tuple[date, ...]
    first: int

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return len(self.mondays)

    @property
    def days(self) -> int:
        """Number of days."""
        return 7 * len(self.mondays)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.mondays[-1] + timedelta(days=6)

    def column(self, day: date) -> int:
        """Return the column of ``day``, as the nearest day within the span or its end.

        Before the span that is 0, after it the number of its days.
        """
        return min(max(day_number(day) - self.first, 0), self.days)

    def columns(self, first: date, last: date | None) -> slice:
        """Return the columns from ``first`` to ``last``, both included."""
        return slice(self.column(first), self.after(last))

    def after(self, last: date | None) -> int:
        """Return the column after ``last``; that after the span if it has no end."""
        if last is None:
            return self.days
        return min(max(day_number(last) + 1 - self.first, 0), self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What the people counted are contracted to work in a span.

    Attributes:
        span: The weeks.
        rows: Row of each person, by uid.
        in_post: Whether each person is in post, by day.
        hours: Rostered hours of each person, by day; 0 when not in post.
    """

    span: Span
    rows: dict[str, int]
    in_post: NDArray[np.bool_]
    hours: Hours

    def weekly(self, hours: Hours) -> Hours:
        """Return hours of people by days summed to people by weeks."""
        weeks = hours.reshape(len(hours), self.span.weeks, 7)
        by_week: Hours = weeks @ np.ones(7)  # twice as fast as the sum
        return by_week


def span_of(mondays: Sequence[date]) -> Span:
    """Return the span of ``mondays``, which follow one another without a gap."""
    if not mondays or mondays[0].weekday() != 0:
        raise ValueError("a span begins with a Monday")
    for week, monday in enumerate(mondays):
        if monday != mondays[0] + timedelta(weeks=week):
            raise ValueError("a span is of weeks that follow one another")
    return Span(tuple(mondays), day_number(mondays[0]))


def everyone(team: Team) -> Team:
    """Return the team with the hours of every role counted."""
    return replace(team, roles=frozenset(person.role for person in team.people))


def roster_of(team: Team, span: Span) -> Roster:
    """Return what the people counted are contracted to work."""
    people = team.counted
    rows = {person.uid: row for row, person in enumerate(people)}
    in_post = np.zeros((len(people), span.days), dtype=bool)
    for row, person in enumerate(people):
        in_post[row, span.columns(person.starts_on, person.ends_on)] = True
    hours = np.zeros(in_post.shape)
    for pattern in team.patterns:
        if (found := rows.get(pattern.person)) is not None:
            columns = span.columns(pattern.valid_from, pattern.valid_to)
            hours[found, columns] = np.tile(pattern.hours, span.weeks)[columns]
    return Roster(span=span, rows=rows, in_post=in_post, hours=hours * in_post)
