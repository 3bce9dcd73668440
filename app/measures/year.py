"""Years as reports count them: calendar and financial, to a day, and those before."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.measures.period import Period, month_of, months

_DAY = timedelta(days=1)
_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Year(StrEnum):
    """When a year begins."""

    FINANCIAL = "financial"  # 1 April
    CALENDAR = "calendar"  # 1 January


class Span(StrEnum):
    """Which days are compared with the same days of earlier years."""

    YEAR = "year"  # from its first day to the as-at day
    QUARTER = "quarter"
    MONTH = "month"
    TWELVE = "twelve months"  # that end with the as-at day


_FIRST: Mapping[Year, int] = MappingProxyType({Year.FINANCIAL: 4, Year.CALENDAR: 1})


def year_of(day: date, kind: Year) -> Period:
    """Return the whole year that ``day`` lies in."""
    month = _FIRST[kind]
    first = date(day.year - (day.month < month), month, 1)
    return Period(first, first.replace(year=first.year + 1) - _DAY)


def quarter_of(day: date) -> Period:
    """Return the quarter that ``day`` lies in; both kinds of year have the same."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return Period(first, month_of(first + timedelta(days=80)).last)


def quarters(first: date, last: date) -> list[Period]:
    """Return the quarters from that of ``first`` to that of ``last``."""
    found = [quarter_of(first)]
    while found[-1].last < last:
        found.append(quarter_of(found[-1].last + _DAY))
    return found


def span_to(as_at: date, span: Span, kind: Year) -> Period:
    """Return the days compared: those of ``span`` that end with ``as_at``."""
    if span is Span.YEAR:
        return Period(year_of(as_at, kind).first, as_at)
    if span is Span.QUARTER:
        return Period(quarter_of(as_at).first, as_at)
    if span is Span.MONTH:
        return Period(as_at.replace(day=1), as_at)
    return Period(_earlier(as_at, 1) + _DAY, as_at)


def years_before(period: Period, count: int) -> Period:
    """Return the same days ``count`` years earlier.

    The end of a month stays the end of it, so that February is whole in every year.
    """
    before_first = period.first - _DAY
    return Period(_earlier(before_first, count) + _DAY, _earlier(period.last, count))


def year_name(day: date, kind: Year) -> str:
    """Return what the year of ``day`` is called: ``2026`` or ``2026/27``."""
    year = year_of(day, kind).first.year
    return f"{year}/{(year + 1) % 100:02}" if kind is Year.FINANCIAL else str(year)


def period_name(period: Period) -> str:
    """Return the days of a period in words, by months where they are whole.

    Such as ``April to September 2020``, ``March 2021`` or ``1 April to 12 May 2026``.
    """
    first, last = period.first, period.last
    begin, end = str(_NAMES[first.month - 1]), str(_NAMES[last.month - 1])
    is_whole = first.day == 1 and last == month_of(last).last
    if is_whole and months(first, last) == [period]:
        return f"{end} {last.year}"
    if not is_whole:
        begin, end = f"{first.day} {begin}", f"{last.day} {end}"
    if first.year != last.year:
        begin = f"{begin} {first.year}"
    if begin == end and first == last:
        return f"{end} {last.year}"
    return f"{begin} to {end} {last.year}"


def _earlier(day: date, years: int) -> date:
    month = month_of(date(day.year - years, day.month, 1))
    if day == month_of(day).last:
        return month.last
    return month.first.replace(day=min(day.day, month.last.day))
