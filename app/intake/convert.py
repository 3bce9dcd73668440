"""Columns of text to columns of days, numbers, codes and plain text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.casework.plain_text import unescaped_cell
from app.intake.dates import DateFormat, is_nothing, last_day, read_day, why_no_day
from app.intake.fields import Field, Kind
from app.intake.words import plain

MOST_EXHIBITS = 10_000
"""The largest count of exhibits of one request that is believed."""

MOST_HOURS = 100_000.0
"""The most hours of work on one request that are believed."""

MOST_GIGABYTES = 1_000_000.0
"""The largest exhibit that is believed, in gigabytes: a petabyte."""

_NUMBER = re.compile(
    r"([-+]?)£?(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?\s*(?:h|hr|hrs|hours?|gb)?",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*(%?)", re.ASCII)
_ROUNDED = re.compile(r"\d(\.\d+)?e\+\d{2,}", re.IGNORECASE | re.ASCII)
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!)"
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class Column:
    """One column of a file as values, with what is wrong by row.

    Attributes:
        values: A value for each row; None where there is none, or a wrong one.
        faults: Why a row cannot be taken because of its cell, by place of the row.
        remarks: Why a cell was left empty although its row is taken, likewise.
    """

    values: list[Any]
    faults: dict[int, str] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)


Read = Callable[[str], tuple[Any, str | None]]
"""What a cell holds, and what is wrong with it or None."""


def convert(cells: Sequence[str], read: Read, *, is_lenient: bool = False) -> Column:
    """Return the column of what ``read`` makes of each cell.

    Args:
        cells: The cells of the column.
        read: Called once for each different cell.
        is_lenient: Whether a wrong cell is left empty and not its row rejected.
    """
    known = {cell: _read_cell(read, cell) for cell in set(cells)}
    values = {cell: value for cell, (value, _) in known.items()}
    whys = {cell: why for cell, (_, why) in known.items() if why is not None}
    column = Column(list(map(values.__getitem__, cells)))
    wrong = column.remarks if is_lenient else column.faults
    if whys:
        wrong.update(
            (place, whys[cell]) for place, cell in enumerate(cells) if cell in whys
        )
    return column


def _read_cell(read: Read, cell: str) -> tuple[Any, str | None]:
    text = unescaped_cell(cell).strip()
    if _ERROR.fullmatch(text):
        return None, "is an error of the spreadsheet program; correct the formula there"
    return read(text)


def text_reader(wanted: Field) -> Read:
    """Return how the cells of a text field are read."""

    def read(cell: str) -> tuple[str | None, str | None]:
        if len(cell) > wanted.longest:
            return None, f"is longer than {wanted.longest:,} characters"
        if _UNPRINTABLE.search(cell):
            return None, "holds characters that cannot be printed"
        if wanted.is_needed and _ROUNDED.fullmatch(cell):
            return None, "was rounded by a spreadsheet program; make it text there"
        return cell or None, None

    return read


def date_reader(wanted: Field, form: DateFormat | None, as_at: date) -> Read:
    """Return how the cells of a date field are read, the format being settled."""
    end = as_at if wanted.is_past else last_day(as_at)

    def read(cell: str) -> tuple[date | None, str | None]:
        if is_nothing(cell):
            return None, None
        why = why_no_day(cell, form or DateFormat.ISO, as_at)
        day = None if why else read_day(cell, form or DateFormat.ISO)
        if day is not None and day > end:
            return None, f"is after the day of the import, {as_at:%d %B %Y}"
        return day, why

    return read


def number_reader(wanted: Field) -> Read:
    """Return how the cells of a count, of hours or of a size are read."""
    is_whole = wanted.kind is Kind.COUNT
    most = {
        Kind.COUNT: MOST_EXHIBITS,
        Kind.HOURS: MOST_HOURS,
        Kind.SIZE: MOST_GIGABYTES,
    }[wanted.kind]

    def read(cell: str) -> tuple[float | None, str | None]:
        if is_nothing(cell):
            return None, None
        match = _NUMBER.fullmatch(cell)
        if match is None:
            return None, "is not a number"
        digits = match[2].replace(",", "")
        if match[1] == "-" and float(digits[:20] + (match[3] or "")):
            return None, "is a negative number"
        if len(digits.lstrip("0")) > 12 or float(digits) > most:
            return None, f"is more than {most:,.0f}, which is taken for a mistake"
        number = float(digits + (match[3] or ""))
        if is_whole and not number.is_integer():
            return None, "is not a whole number"
        return (int(number) if is_whole else number), None

    return read


def read_share(cell: str) -> tuple[float | None, str | None]:
    """Return the share that a cell holds; what is no share by its sign is refused."""
    if is_nothing(cell):
        return None, None
    match = _SHARE.fullmatch(cell)
    if match is None:
        return None, "is not a share; write 50% or 0.5"
    share = float(match[1]) / (100 if match[2] else 1)
    return (share, None) if share <= 1 else (None, "is more than the whole; write 50%")


def code_reader(wanted: Field, codes: Mapping[str, str]) -> Read:
    """Return how the cells of a coded field are read; ``codes`` by plain text."""

    def read(cell: str) -> tuple[str | None, str | None]:
        text = plain(cell)
        if not text or is_nothing(cell):
            return None, None
        code = codes.get(text)
        if code is None:
            return None, f"is not known as {_with_article(wanted.label.lower())}"
        return code or None, None

    return read


def _with_article(label: str) -> str:
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


def flag_reader(codes: Mapping[str, str]) -> Read:
    """Return how the cells of a yes-or-no field are read."""

    def read(cell: str) -> tuple[bool | None, str | None]:
        text = plain(cell)
        if not text:
            return None, None
        code = codes.get(text)
        return (
            (None, "is neither yes nor no") if code is None else (code == "yes", None)
        )

    return read
