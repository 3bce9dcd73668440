"""Stretches of whole weeks round a day: the coming quarter, this financial year."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.casework.working_time import day_words, monday_of, weeks_between

APRIL = 4
"""Month on whose first day a financial year begins."""


class Basis(StrEnum):
    """What the hours of a week rest on; the value is what is said of it."""

    RECORDED = "recorded"
    PLANNED = "planned"
    BOTH = "in part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Weeks one after the other that have a name.

    Attributes:
        key: Its identity, the same from day to day, such as ``next 13``.
        title: What it is called, such as ``Next 13 weeks``.
        mondays: The weeks by their Mondays.
    """

    key: str
    title: str
    mondays: tuple[date, ...]

    @property
    def last(self) -> date:
        """The last day: a Sunday."""
        return self.mondays[-1] + timedelta(days=6)

    @property
    def words(self) -> str:
        """How many weeks, from when to when."""
        count = len(self.mondays)
        weeks = "1 week" if count == 1 else f"{count} weeks"
        return f"{weeks}, {day_words(self.mondays[0])} to {day_words(self.last)}"


def stretches(as_at: date) -> tuple[Stretch, ...]:
    """Return the stretches that can be chosen at ``as_at``, those to come first.

    Past weeks are those that were over at the end of the day, weeks to come those that
    had not begun. A financial year has the weeks whose Thursday lies in it.
    """
    this, lengths = monday_of(as_at), (1, 4, 13, 52)
    over = monday_of(as_at + timedelta(days=1))  # the Monday after the last whole week
    ahead = [_stretch("Next", this + timedelta(weeks=1), weeks) for weeks in lengths]
    behind = [_stretch("Last", over - timedelta(weeks=w), w) for w in lengths]
    year = as_at.year - (as_at.month < APRIL)
    return (
        *ahead,
        _financial("Next", year + 1),
        Stretch(key="this 1", title="This week", mondays=(this,)),
        _financial("This", year),
        *behind,
        _financial("Last", year - 1),
    )


def basis_of(monday: date, as_at: date) -> Basis:
    """Return what the hours of the week of ``monday`` rest on at ``as_at``."""
    if monday > as_at:
        return Basis.PLANNED
    over = monday + timedelta(days=6) <= as_at
    return Basis.RECORDED if over else Basis.BOTH


def basis_words(stretch: Stretch, as_at: date, allowance: float) -> str:
    """Say what the hours of a stretch rest on: what happened, or what is planned.

    Args:
        stretch: The weeks.
        as_at: The day up to which days count as recorded.
        allowance: Share set aside for unforeseen sickness on days to come, 0 to 1.
    """
    planned = f"planned, less an allowance of {100 * allowance:g}% for sickness"
    if stretch.last <= as_at:
        return "as recorded"
    if stretch.mondays[0] > as_at:
        return f"as {planned}"
    return f"as recorded to {day_words(as_at)}, then as {planned}"


def _stretch(which: str, first: date, weeks: int) -> Stretch:
    return Stretch(
        key=f"{which.lower()} {weeks}",
        title=f"{which} week" if weeks == 1 else f"{which} {weeks} weeks",
        mondays=tuple(first + timedelta(weeks=week) for week in range(weeks)),
    )


def _financial(which: str, year: int) -> Stretch:
    """Return the financial year that begins in ``year``."""
    three = timedelta(days=3)
    first, after = date(year, APRIL, 1), date(year + 1, APRIL, 1)
    start, end = monday_of(first + three), monday_of(after + three)
    return Stretch(
        key=f"{which.lower()} financial year",
        title=f"{which} financial year, {year}/{(year + 1) % 100:02}",
        mondays=tuple(weeks_between(start, end - timedelta(weeks=1))),
    )
