"""Days in a column of text: one format must fit every cell, and no other may.

A cell alone cannot tell 3 April from 4 March, so a cell is never read alone. The
column as a whole decides; where it cannot, the user is asked, once for each source.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

EARLIEST = date(2000, 1, 1)
"""Days before this are taken for mistakes."""

YEARS_AHEAD = 2
"""Days later than this many years after the as-at day are taken for mistakes."""

NOTHING = frozenset(
    {"", "-", "--", "n/a", "na", "none", "null", "nil", "not applicable"}
)
"""What people write, in small letters, where there is no day."""


class DateFormat(StrEnum):
    """A way of writing days; the value is how it is shown to a user."""

    ISO = "yyyy-mm-dd"
    COMPACT = "yyyymmdd"
    DAY_FIRST = "dd/mm/yyyy"
    MONTH_FIRST = "mm/dd/yyyy"
    DAY_FIRST_SHORT = "dd/mm/yy"
    MONTH_FIRST_SHORT = "mm/dd/yy"
    YEAR_FIRST_SHORT = "yy/mm/dd"
    DAY_NAME = "dd Month yyyy"
    NAME_DAY = "Month dd, yyyy"
    SERIAL_1900 = "days since 1900"
    SERIAL_1904 = "days since 1904"


class Outcome(StrEnum):
    """What the column as a whole says."""

    EMPTY = "empty"  # no cell holds a day
    DECIDED = "decided"  # one format fits
    UNDECIDED = "undecided"  # several fit, and they mean different days
    MIXED = "mixed"  # cells contradict one another


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """How the days of one column are written.

    Attributes:
        outcome: What the column says.
        candidates: The formats in question, likeliest first: one when decided, those
            to choose from when undecided, those that occur when mixed.
        examples: Cells that show why: one of each candidate when mixed, some that
            may be read in several ways when undecided.
    """

    outcome: Outcome
    candidates: tuple[DateFormat, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def format(self) -> DateFormat | None:
        """Return the one format that fits, if there is one."""
        return self.candidates[0] if self.outcome is Outcome.DECIDED else None


_F = DateFormat
_TIME = (
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_SHAPES: tuple[tuple[re.Pattern[str], tuple[DateFormat, ...]], ...] = tuple(
    (re.compile(f"{_WEEKDAY}{shape}{_TIME}", re.IGNORECASE | re.ASCII), formats)
    for shape, formats in (
        (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", (_F.ISO,)),
        (r"(\d{4})()(\d{2})(\d{2})", (_F.COMPACT,)),
        (
            r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})",
            (_F.DAY_FIRST, _F.MONTH_FIRST),
        ),
        (
            r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2})",
            (_F.DAY_FIRST_SHORT, _F.MONTH_FIRST_SHORT, _F.YEAR_FIRST_SHORT),
        ),
        (
            r"(\d{1,2})(?:st|nd|rd|th)?([-/. ]?)\s?([a-z]{3,9})\.?,?[-/. ]?\s?"
            r"(\d{4}|\d{2})",
            (_F.DAY_NAME,),
        ),
        (
            r"([a-z]{3,9})\.?([-/. ])(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]\s?(\d{4}|\d{2})",
            (_F.NAME_DAY,),
        ),
    )
)
_SEPARATOR = re.compile(r"\d\s?([-/.])\s?\d", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_NAMES = {name: i for i, name in enumerate(_MONTHS, 1)}
"""Number of each month by its name in small letters, whole or cut."""
MONTH_NAMES |= {name[:3]: i for i, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAY_ZERO = {_F.SERIAL_1900: date(1899, 12, 30), _F.SERIAL_1904: date(1904, 1, 1)}
_ORDER: dict[DateFormat, Callable[[str, str, str], tuple[str, str, str]]] = {
    _F.ISO: lambda a, b, c: (a, b, c),
    _F.COMPACT: lambda a, b, c: (a, b, c),
    _F.DAY_FIRST: lambda a, b, c: (c, b, a),
    _F.MONTH_FIRST: lambda a, b, c: (c, a, b),
    _F.DAY_FIRST_SHORT: lambda a, b, c: (c, b, a),
    _F.MONTH_FIRST_SHORT: lambda a, b, c: (c, a, b),
    _F.YEAR_FIRST_SHORT: lambda a, b, c: (a, b, c),
    _F.DAY_NAME: lambda a, b, c: (c, b, a),
    _F.NAME_DAY: lambda a, b, c: (c, a, b),
}
_DOMINANT = 0.8  # share of the cells that must be written alike
_EXAMPLES = 3


def is_nothing(cell: str) -> bool:
    """Return whether the cell says that there is no day."""
    return cell.strip().casefold() in NOTHING


def read_day(cell: str, wanted: DateFormat) -> date | None:
    """Return the day in ``cell`` written as ``wanted``; None if it is not one."""
    return _readings(cell).get(wanted)


def last_day(as_at: date) -> date:
    """Return the last day that is not taken for a mistake."""
    return as_at + timedelta(days=366 * YEARS_AHEAD)


def settle(
    cells: Iterable[str], as_at: date, *, counts_from_1904: bool | None = None
) -> DateReading:
    """Return how the days in a whole column are written.

    Cells that are no day in any format (31 April, 29 February 2025, "tbc"), and days
    outside the years that can be meant, say nothing about the format.

    Args:
        cells: Every cell of the column.
        as_at: The day of the import.
        counts_from_1904: The workbook's own word on its day numbers, if it is one.
    """
    counted = Counter[str]()
    for cell, count in Counter(cells).items():
        if not is_nothing(cell):
            counted[cell.strip()] += count
    end = last_day(as_at)
    days: dict[str, dict[DateFormat, date]] = {}
    for cell in counted:
        readings = dict(_readings(cell))
        if counts_from_1904 is not None:
            readings.pop(_F.SERIAL_1900 if counts_from_1904 else _F.SERIAL_1904, None)
        days[cell] = {f: d for f, d in readings.items() if EARLIEST <= d <= end}
    return _settled(counted, {cell: found for cell, found in days.items() if found})


def _settled(
    counted: Counter[str], days: dict[str, dict[DateFormat, date]]
) -> DateReading:
    if not days:
        return DateReading(outcome=Outcome.EMPTY)
    families = Counter[frozenset[DateFormat]]()
    for cell in days:
        families[_family(cell)] += counted[cell]
    family, size = families.most_common(1)[0]
    if size < _DOMINANT * families.total():
        return _mixed(days, families)
    members = {cell: found for cell, found in days.items() if _family(cell) == family}
    fitting = [f for f in DateFormat if all(f in found for found in members.values())]
    if not fitting:
        return _contradicted(members)
    unlike = [c for c, found in members.items() if len({found[f] for f in fitting}) > 1]
    if unlike:
        return DateReading(
            outcome=Outcome.UNDECIDED,
            candidates=tuple(fitting),
            examples=tuple(unlike[:_EXAMPLES]),
        )
    return _by_separator(members) or DateReading(
        outcome=Outcome.DECIDED, candidates=(fitting[0],)
    )


def _by_separator(members: dict[str, dict[DateFormat, date]]) -> DateReading | None:
    """Return a doubt about a column that is written with several separators.

    Cells such as 25/07/17 fit among days such as 14-06-24 and may yet be years first:
    each separator must decide by itself.
    """
    groups: dict[str, dict[str, dict[DateFormat, date]]] = {}
    for cell, found in members.items():
        signs = _SEPARATOR.search(cell)
        groups.setdefault(signs[1] if signs else "", {})[cell] = found
    if len(groups) == 1:
        return None
    for group in groups.values():
        own = [f for f in DateFormat if all(f in found for found in group.values())]
        if any(len({found[f] for f in own}) > 1 for found in group.values()):
            return DateReading(
                outcome=Outcome.MIXED,
                candidates=tuple(own),
                examples=tuple(next(iter(each)) for each in groups.values()),
            )
    return None


def _mixed(
    days: dict[str, dict[DateFormat, date]], families: Counter[frozenset[DateFormat]]
) -> DateReading:
    order = [family for family, _ in families.most_common()]
    examples = [next(cell for cell in days if _family(cell) == f) for f in order]
    formats = [f for family in order for f in DateFormat if f in family]
    return DateReading(
        outcome=Outcome.MIXED, candidates=tuple(formats), examples=tuple(examples)
    )


def _contradicted(members: dict[str, dict[DateFormat, date]]) -> DateReading:
    """Return the reading of a column in which no format fits every cell."""
    only = {found_only(found): cell for cell, found in reversed(members.items())}
    clear = [f for f in DateFormat if f in only]
    return DateReading(
        outcome=Outcome.MIXED,
        candidates=tuple(clear or {f: None for m in members.values() for f in m}),
        examples=tuple(only[f] for f in clear),
    )


def found_only(found: dict[DateFormat, date]) -> DateFormat | None:
    """Return the format of a cell that can be read in one way alone."""
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def _family(cell: str) -> frozenset[DateFormat]:
    """Return the formats that are written in the shape of ``cell``."""
    if _SERIAL.fullmatch(cell):
        return frozenset(_DAY_ZERO)
    for shape, formats in _SHAPES:
        if shape.fullmatch(cell):
            return frozenset(formats)
    return frozenset()


@lru_cache(maxsize=50_000)
def _readings(cell: str) -> dict[DateFormat, date]:
    """Return every day that ``cell`` may mean, by format."""
    cell = cell.strip()
    if serial := _SERIAL.fullmatch(cell):
        number = timedelta(days=int(serial[1]))
        return {form: zero + number for form, zero in _DAY_ZERO.items()}
    for shape, formats in _SHAPES:
        if match := shape.fullmatch(cell):
            first, _, second, third = match.groups()
            readings = {f: _day(*_ORDER[f](first, second, third)) for f in formats}
            return {f: day for f, day in readings.items() if day is not None}
    return {}


def _day(year: str, month: str, day: str) -> date | None:
    number = MONTH_NAMES.get(month.casefold()) or (int(month) if month.isdigit() else 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def explain(reading: DateReading, column: str) -> str:
    """Return in a sentence why the column cannot be read without the user."""
    if reading.outcome is Outcome.MIXED:
        shown = " and ".join(f"'{cell}'" for cell in reading.examples[:2])
        return f"The dates in column '{column}' are written in several ways: {shown}."
    choices = " or ".join(form.value for form in reading.candidates)
    return (
        f"The dates in column '{column}' may be {choices};"
        f" '{reading.examples[0]}' could be either."
    )


def why_no_day(cell: str, form: DateFormat, as_at: date) -> str | None:
    """Return what is wrong with ``cell`` as a day written as ``form``; None if fine."""
    day = read_day(cell, form)
    if day is None and _readings(cell):
        return f"is not written like the other dates of the column ({form.value})"
    if day is None:
        shaped = any(shape.fullmatch(cell.strip()) for shape, _ in _SHAPES)
        return "is a date that does not exist" if shaped else "is not a date"
    if day < EARLIEST:
        return f"is before the year {EARLIEST.year}, which is taken for a mistake"
    if day > last_day(as_at):
        return f"is more than {YEARS_AHEAD} years ahead, which is taken for a mistake"
    return None


def in_doubt(cells: Sequence[str], form: DateFormat) -> int:
    """Return how many cells of a column are not days of ``form``."""
    return sum(1 for c in cells if not is_nothing(c) and read_day(c, form) is None)
