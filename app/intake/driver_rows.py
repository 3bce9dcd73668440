"""A file of published figures as driver series: one row a period, one column a series.

The first column of months or quarters names the periods; every other column of numbers
is a series of its own, called as its heading says.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.casework.outlook import LONGEST_NAME, MOST_VALUE, DriverValue
from app.errors import ImportFileError
from app.intake.check import Problem
from app.intake.dates import is_nothing
from app.intake.period_cells import PeriodColumn, read_periods
from app.progress import Progress, no_progress
from app.spreadsheet.reader import read_table
from app.spreadsheet.table import Limits, Table, is_blank

LIMITS = Limits(size=20_000_000, rows=5_000, columns=200, cells=200_000)
"""A published series is short: what is larger is another file."""

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
_NEGATIVE = re.compile(r"[-\u2212]\s*[\d,.]+|\([\d,.]+\)", re.ASCII)
_SUPPRESSED = re.compile(r"(?:<\s*\d+|\*+|\[?[cxz]\]?|\.\.|:)", re.IGNORECASE)
_MOSTLY = 0.6  # share of the cells of a column that must be numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDriver:
    """What a file of published figures holds.

    Attributes:
        name: Name of the file.
        values: The values that can be taken, by series and then by time.
        problems: What is wrong, row by row.
        rows: Rows of the file under its heading that are not blank.
    """

    name: str
    values: tuple[DriverValue, ...]
    problems: tuple[Problem, ...]
    rows: int

    @property
    def series(self) -> dict[str, int]:
        """How many values each series has."""
        found: dict[str, int] = {}
        for value in self.values:
            found[value.name] = found.get(value.name, 0) + 1
        return found


def read_driver(
    path: Path, as_at: date, progress: Progress = no_progress
) -> CheckedDriver:
    """Return the driver series of a file, in a process of its own.

    Raises:
        ImportFileError: The file cannot be used; one sentence says why.
    """
    table = read_table(path, limits=LIMITS, until=as_at, progress=progress)
    return check_driver(table, as_at)


def check_driver(table: Table, as_at: date) -> CheckedDriver:
    """Return the driver series of a table that was read.

    Raises:
        ImportFileError: No column holds months or quarters, or none holds numbers.
    """
    place, periods = _periods(table, as_at)
    numbers = [at for at in range(len(table.columns)) if at > place]
    numbers = [at for at in numbers if _is_series(table, at)]
    if not numbers:
        raise ImportFileError(
            f"The file {table.name} has no column of numbers after its periods.",
            remedy="Put the period into the first column and the figures beside it.",
        )
    problems = _of_periods(table, place, periods)
    values = []
    for at in numbers:
        taken, wrong = _series(table, at, periods)
        values += taken
        problems += wrong
    problems.sort(key=lambda one: (one.line, one.column))
    return CheckedDriver(
        name=table.name,
        values=tuple(values),
        problems=tuple(problems),
        rows=sum(not is_blank(row) for row in table.rows),
    )


def _periods(table: Table, as_at: date) -> tuple[int, PeriodColumn]:
    """Return the place of the column of periods, the first that mostly holds some."""
    why = ""
    for place, name in enumerate(table.columns):
        cells = table.column(name)
        found = read_periods(cells, name, as_at)
        if found.known >= max(1, _MOSTLY * sum(not is_nothing(c) for c in cells)):
            return place, found
        why = why or found.why_not
    raise ImportFileError(
        why or f"No column of the file {table.name} holds months or quarters.",
        remedy="Write them as 2025-04, Apr 2025, Q1 2025/26 or Apr to Jun 2025.",
    )


def _is_series(table: Table, place: int) -> bool:
    cells = [row[place].strip() for row in table.rows]
    told = [cell for cell in cells if not is_nothing(cell)]
    numbers = [cell for cell in told if _number(cell) is not None]
    return bool(numbers) and len(numbers) >= _MOSTLY * len(told)


def _of_periods(table: Table, place: int, periods: PeriodColumn) -> list[Problem]:
    return [
        Problem(
            line=table.lines[row],
            column=table.columns[place],
            value=table.rows[row][place],
            message=why,
        )
        for row, why in periods.faults.items()
    ]


def _series(
    table: Table, place: int, periods: PeriodColumn
) -> tuple[list[DriverValue], list[Problem]]:
    name = table.columns[place].strip()[:LONGEST_NAME]
    taken: dict[date, DriverValue] = {}
    problems = []
    for row, told in enumerate(periods.values):
        cell = table.rows[row][place].strip()
        if told is None or is_nothing(cell):
            continue
        number = _number(cell)
        why = _why_not(cell, number)
        if not why and told.first_on in taken:
            why = "gives a second value for the same time; the first is taken"
        if why or number is None:
            problems.append(
                Problem(
                    line=table.lines[row],
                    column=table.columns[place],
                    value=cell,
                    message=why,
                )
            )
            continue
        taken[told.first_on] = DriverValue(
            name=name,
            first_on=told.first_on,
            months=told.months,
            value=number,
            source=table.name,
        )
    return [taken[day] for day in sorted(taken)], problems


def _number(cell: str) -> float | None:
    match = _NUMBER.fullmatch(cell)
    if match is None or len(match[1]) > 15:
        return None
    return float(f"{match[1].replace(',', '')}.{match[2] or 0}")


def _why_not(cell: str, number: float | None) -> str:
    """Return why a cell is no value; empty if it is one."""
    if number is not None and number < MOST_VALUE:
        return ""
    if number is not None:
        return f"is more than {MOST_VALUE:,.0f}, which is taken for a mistake"
    if _NEGATIVE.fullmatch(cell):
        return "is a negative number"
    if _SUPPRESSED.fullmatch(cell):
        return "was not published"
    return "is not a number"
