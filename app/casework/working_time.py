"""Days, weeks and moments as the unit counts them: local time and public holidays.

A moment is a whole number of seconds since 1970-01-01 00:00 UTC. A day number is a
number of days since 1970-01-01. A reporting week runs from Monday to Sunday and is
named by its Monday. Local time is that of Europe/London.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.errors import VocabularyError

LOCAL = ZoneInfo("Europe/London")
"""Time zone of the unit."""

DAY_SECONDS = 86_400
"""Seconds in a day of UTC."""

HOLIDAY_COLUMNS = ["day", "name", "source"]
"""Columns of a holiday file."""

_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_EPOCH = date(1970, 1, 1).toordinal()
_YEARS = range(1970, 2100)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of a region.

    Attributes:
        region: Name of the region, such as ``scotland``.
        days: The days on which the unit does not work because of them.
        names: What they are called, by day; a day may lack one.
    """

    region: str
    days: frozenset[date]
    names: Mapping[date, str] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )

    def __contains__(self, day: object) -> bool:
        return day in self.days


NO_HOLIDAYS = Holidays("none", frozenset())
"""A calendar without public holidays."""


def parse_holidays(region: str, text: str) -> Holidays:
    """Return the calendar that the text of a CSV file of day, name, source holds.

    Raises:
        VocabularyError: What is wrong, with the line of the file.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    if next(reader, []) != HOLIDAY_COLUMNS:
        raise VocabularyError(
            f"The public holidays of {region} do not begin with the columns they need.",
            remedy=f"The first line must be: {','.join(HOLIDAY_COLUMNS)}.",
        )
    names = {
        _holiday(region, reader.line_num, row): "".join(row[1:2]).strip()
        for row in reader
        if row
    }
    return Holidays(region, frozenset(names), MappingProxyType(names))


def _holiday(region: str, line: int, row: list[str]) -> date:
    try:
        return date.fromisoformat(row[0].strip())
    except ValueError as error:
        raise VocabularyError(
            f"Line {line} of the public holidays of {region} has no day.",
            remedy="Write days as 2026-03-31.",
            detail=str(error),
        ) from error


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Return whether ``day`` is a Monday to Friday that is no public holiday."""
    return day.weekday() < 5 and day not in holidays


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """Return the working days after ``first`` up to and including ``last``.

    From a day to itself is 0; from a Friday to the Monday after it is 1. When
    ``last`` is before ``first`` the count is that of the way back, negative.
    """
    if last < first:
        return -working_days_between(last, first, holidays)
    after = timedelta(days=1)
    free = [np.datetime64(day, "D") for day in holidays.days]
    return int(
        np.busday_count(
            np.datetime64(first + after, "D"),
            np.datetime64(last + after, "D"),
            holidays=np.array(free, dtype="datetime64[D]"),
        )
    )


def monday_of(day: date) -> date:
    """Return the Monday of the reporting week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def weeks_between(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks from that of ``first`` to that of ``last``."""
    start = monday_of(first)
    weeks = (monday_of(last) - start).days // 7 + 1
    return [start + timedelta(weeks=week) for week in range(weeks)]


def day_words(day: date) -> str:
    """Return a day as it stands in a sentence, such as ``5 Nov 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_number(day: date) -> int:
    """Return the number of ``day``."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the day that has ``number``."""
    return date.fromordinal(int(number) + _EPOCH)


def midday(day: date) -> int:
    """Return 12:00 UTC of ``day``: when a fact known only by its day took effect."""
    return day_number(day) * DAY_SECONDS + DAY_SECONDS // 2


def end_of_day(day: date) -> int:
    """Return the moment of the last second of ``day`` in local time."""
    after = datetime.combine(day + timedelta(days=1), time(), LOCAL)
    return int(after.timestamp()) - 1


def ends_of_days(days: Iterable[date]) -> NDArray[np.int64]:
    """Return the moment of the last second of each of ``days`` in local time."""
    numbers = np.fromiter((day_number(day) + 1 for day in days), dtype=np.int64)
    midnights = numbers * DAY_SECONDS  # the clocks never change at midnight
    return midnights - _offsets_at(midnights) - 1


def local_days(moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the local day that each of ``moments`` lies in."""
    return (moments + _offsets_at(moments)) // DAY_SECONDS


def local_day(moment: int) -> date:
    """Return the local day that ``moment`` lies in."""
    return datetime.fromtimestamp(moment, LOCAL).date()


def _offsets_at(moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return by how many seconds local time is ahead of UTC at ``moments``."""
    changes, offsets = _clock_changes()
    return offsets[np.searchsorted(changes, moments, side="right")]


@lru_cache(maxsize=1)
def _clock_changes() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the moments at which the clocks change, and the offsets around them.

    There is one offset more than there are changes: the first holds before all.
    """
    months = [
        int(datetime(year, month, 1, tzinfo=UTC).timestamp())
        for year in _YEARS
        for month in range(1, 13)
    ]
    changes: list[int] = []
    offsets = [_offset(months[0])]
    for start, end in pairwise(months):
        if _offset(end) != offsets[-1]:
            changes.append(_change(start, end))
            offsets.append(_offset(end))
    return np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _change(start: int, end: int) -> int:
    """Return the first second after ``start`` that has the offset of ``end``."""
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(middle) == _offset(start):
            start = middle
        else:
            end = middle
    return end


def _offset(moment: int) -> int:
    ahead = datetime.fromtimestamp(moment, LOCAL).utcoffset() or timedelta()
    return int(ahead.total_seconds())
