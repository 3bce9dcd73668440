"""Months and quarters in a column of text, as publications write them.

A quarter of a financial year says so by its two years: ``Q1 2025/26`` begins in April,
``Q1 2025`` in January. Days stand for the month or quarter that they lie in, and are
read as those of any other column: one format must fit them all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.casework.outlook import MONTH, QUARTER
from app.intake.dates import (
    EARLIEST,
    MONTH_NAMES,
    Outcome,
    explain,
    is_nothing,
    last_day,
    read_day,
    settle,
)

_YEAR = r"((?:19|20)\d{2})"
_FINANCIAL = rf"{_YEAR}\s*[-/\u2013]\s*((?:20)?\d{{2}})"
_NAME = r"([a-z]{3,9})\.?"
_TO = r"\s*(?:-|\u2013|to|until)\s*"
_SHAPES = tuple(
    (kind, re.compile(shape, re.IGNORECASE | re.ASCII))
    for kind, shape in (
        ("q financial", rf"Q(?:uarter)?\s*([1-4])[\s,:]*(?:of\s*)?{_FINANCIAL}"),
        ("financial q", rf"{_FINANCIAL}[\s,:-]*Q(?:uarter)?\s*([1-4])"),
        ("q year", rf"Q(?:uarter)?\s*([1-4])[\s,:/-]*{_YEAR}"),
        ("year q", rf"{_YEAR}[\s,:/-]*Q(?:uarter)?\s*([1-4])"),
        ("names", rf"{_NAME}{_TO}{_NAME},?\s*{_YEAR}"),
        ("name year", rf"{_NAME}[\s,/-]*{_YEAR}"),
        ("name short", rf"{_NAME}[\s/-]+'?(\d{{2}})"),
        ("year month", rf"{_YEAR}\s*[-/]\s*(\d{{1,2}})"),
        ("month year", rf"(\d{{1,2}})\s*[-/]\s*{_YEAR}"),
    )
)
_PAIR = re.compile(rf"{_YEAR}\s*[-/\u2013]\s*(\d\d)", re.ASCII)
_QUARTER_ENDS = {3, 6, 9, 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One month or quarter: its first day and its months."""

    first_on: date
    months: int


@dataclass(slots=True, kw_only=True)
class PeriodColumn:
    """A column of periods as values.

    Attributes:
        values: Of each cell, the period; None where there is none.
        faults: By place, what is wrong with a cell.
        months: Months of each period of the column.
        why_not: Why the column as a whole cannot be read; empty if it can.
    """

    values: list[Told | None]
    faults: dict[int, str] = field(default_factory=dict)
    months: int = QUARTER
    why_not: str = ""

    @property
    def known(self) -> int:
        """Number of cells that are a period."""
        return sum(one is not None for one in self.values)


def read_periods(cells: Sequence[str], name: str, as_at: date) -> PeriodColumn:
    """Return the months or quarters of a column.

    Args:
        cells: Its cells.
        name: Its heading, for what is wrong with it.
        as_at: The day of the import; what is after it cannot have been published.
    """
    years = _years(cells)
    values = [None if at in years else _told(cell) for at, cell in enumerate(cells)]
    if not any(values):
        found = _from_days(cells, name, as_at)
    else:
        found = PeriodColumn(values=values)
    lengths = [one.months for one in found.values if one]
    found.months = max(set(lengths), key=lengths.count, default=QUARTER)
    for place, cell in enumerate(cells):
        if place not in found.faults and (why := _fault(found, place, cell, as_at)):
            found.faults[place] = why
    for place in found.faults:
        found.values[place] = None
    return found


def _years(cells: Sequence[str]) -> set[int]:
    """Return the places of financial years, such as 2009-10: it is no October then.

    One by itself is a month; of months one after the other, no two have such numbers.
    """
    found = {
        at: (int(match[1]), int(match[2]))
        for at, cell in enumerate(cells)
        if (match := _PAIR.fullmatch(cell.strip()))
    }
    pairs = set(found.values())
    are_years = all((year + 1) % 100 == after for year, after in pairs)
    return set(found) if len(pairs) > 1 and are_years else set()


def _fault(found: PeriodColumn, place: int, cell: str, as_at: date) -> str:
    """Return what is wrong with one cell; empty if nothing is."""
    one = found.values[place]
    if one is None:
        return "" if is_nothing(cell) else "is not a month or a quarter"
    if one.months != found.months:
        return "is a month among quarters" if one.months == MONTH else (
            "is a quarter among months"
        )  # fmt: skip
    if one.first_on < EARLIEST:
        return f"is before the year {EARLIEST.year}, which is taken for a mistake"
    if one.first_on > as_at:
        return "has not begun yet"
    return ""


def _told(cell: str) -> Told | None:
    """Return the period that a cell names by itself; None if it does not."""
    text = cell.strip()
    for kind, shape in _SHAPES:
        if match := shape.fullmatch(text):
            try:
                return _READERS[kind](*match.groups())
            except (ValueError, KeyError):
                return None
    return None


def _financial(number: str, year: str, after: str) -> Told:
    first = int(year)
    if int(after) % 100 != (first + 1) % 100:
        raise ValueError("not one year after the other")
    month = 3 * int(number) + 1
    return _quarter(first + month // 13, (month - 1) % 12 + 1)


def _names(first: str, last: str, year: str) -> Told:
    begin, end = MONTH_NAMES[first.casefold()], MONTH_NAMES[last.casefold()]
    if end - begin != QUARTER - 1:
        raise ValueError("not a quarter")
    return _quarter(int(year), begin)


def _quarter(year: int, month: int) -> Told:
    if month % 3 != 1:
        raise ValueError("no quarter begins there")
    return Told(first_on=date(year, month, 1), months=QUARTER)


def _month(year: int, month: int) -> Told:
    return Told(first_on=date(year, month, 1), months=MONTH)


_READERS: Mapping[str, Callable[..., Told]] = {
    "q financial": _financial,
    "financial q": lambda year, after, number: _financial(number, year, after),
    "q year": lambda number, year: _quarter(int(year), 3 * int(number) - 2),
    "year q": lambda year, number: _quarter(int(year), 3 * int(number) - 2),
    "names": _names,
    "name year": lambda name, year: _month(int(year), MONTH_NAMES[name.casefold()]),
    "name short": lambda name, year: _month(
        2000 + int(year), MONTH_NAMES[name.casefold()]
    ),
    "year month": lambda year, month: _month(int(year), int(month)),
    "month year": lambda month, year: _month(int(year), int(month)),
}


def _from_days(cells: Sequence[str], name: str, as_at: date) -> PeriodColumn:
    """Return the periods in which the days of a column lie."""
    reading = settle(cells, as_at)
    if reading.outcome in (Outcome.UNDECIDED, Outcome.MIXED):
        return PeriodColumn(values=[None] * len(cells), why_not=explain(reading, name))
    form = reading.format
    days = [read_day(cell, form) if form else None for cell in cells]
    known = [day for day in days if day is not None and day <= last_day(as_at)]
    are_quarters = _are_quarters(known)
    return PeriodColumn(
        values=[None if day is None else _around(day, are_quarters) for day in days]
    )


def _are_quarters(days: Sequence[date]) -> bool:
    """Return whether all days lie at the beginning, or all at the end, of quarters."""
    months = {day.month for day in days}
    return bool(months) and (
        all(day.day == 1 and day.month % 3 == 1 for day in days)
        or (months <= _QUARTER_ENDS and all(day.day >= 28 for day in days))
    )


def _around(day: date, is_quarter: bool) -> Told:
    if is_quarter:
        return _quarter(day.year, day.month - (day.month - 1) % 3)
    return _month(day.year, day.month)
