"""Every row of a file into one bin: taken, duplicate of which, rejected why, blank."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from app.intake.dates import DateFormat
from app.progress import Progress
from app.spreadsheet.table import Row, Table, is_blank

EVERY = 2_000
"""Rows between two reports of progress."""


class Bin(StrEnum):
    """Where a row of the file ended."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    BLANK = "blank"  # no content, or a title over the heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in one cell or row of a file.

    Attributes:
        line: Line on which the row starts, counted from 1 as a text editor does.
        column: Name of the column; empty where the row as a whole is meant.
        value: The cell as it was.
        message: What is wrong, for the person who will correct it.
        rejects: Whether the row cannot be taken; if not, the cell is left empty.
    """

    line: int
    column: str
    value: str
    message: str
    rejects: bool = True

    def __str__(self) -> str:
        shown = f" '{self.value[:60]}'" if self.value else ""
        where = f"{self.column}{shown}: " if self.column else ""
        return f"{where}{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """Where one row ended.

    Attributes:
        line: Its line.
        bin: Its bin.
        reference: What it brings in, or of what it is a duplicate; may be empty.
        reasons: Why, in sentences; for a duplicate, of which and how it differs.
        differs: Whether the store holds the same reference with other content.
        cells: Its cells as they were read.
    """

    line: int
    bin: Bin
    reference: str = ""
    reasons: tuple[str, ...] = ()
    differs: bool = False
    cells: Row = ()


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Generic[Item]):
    """A file that was checked; nothing is written yet.

    Attributes:
        items: What would be taken in, in the order of the file.
        outcomes: One for each row of the file but the heading, in order of lines.
        problems: All that is wrong, rejected or left empty, in order of lines.
        formats: How the days of each date column were read, by field.
        counts: How many rows ended in each bin.
    """

    items: Sequence[Item]
    outcomes: Sequence[RowOutcome]
    problems: Sequence[Problem]
    formats: Mapping[str, DateFormat] = field(default_factory=dict)
    counts: Mapping[Bin, int] = field(init=False)

    def __post_init__(self) -> None:
        counts = dict.fromkeys(Bin, 0)
        for outcome in self.outcomes:
            counts[outcome.bin] += 1
        object.__setattr__(self, "counts", counts)

    @property
    def rows(self) -> int:
        """Return the number of rows of the file; the sum of the bins."""
        return sum(self.counts.values())

    @property
    def different(self) -> int:
        """Return how many duplicates differ from what the store holds."""
        return sum(outcome.differs for outcome in self.outcomes)

    def left_empty(self) -> dict[str, int]:
        """Return for each column how many of its cells were not understood."""
        counts: dict[str, int] = {}
        for problem in self.problems:
            if not problem.rejects:
                counts[problem.column] = counts.get(problem.column, 0) + 1
        return counts


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Item]):
    """What a row amounts to by itself.

    Attributes:
        key: What identifies its record; empty if it has none.
        item: What would be taken; None if it cannot be.
        problems: What is wrong with it.
    """

    key: str
    item: Item | None
    problems: Sequence[Problem]


Stored = Callable[[Item], Sequence[str] | None]
"""How the store differs from an item: None if it has none, empty if it is the same."""


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Switch the search for cycles off for a while, and on again if it was on.

    Values made for every row of a file are all kept; looking through them for cycles
    again and again would take a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sort_rows(
    table: Table,
    judge: Callable[[int], Verdict[Item]],
    stored: Stored[Item],
    progress: Progress,
    *,
    keys_say_all: bool = False,
) -> Checked[Item]:
    """Put each row of ``table`` into its bin.

    Args:
        table: The file.
        judge: Returns what the row at a place amounts to by itself.
        stored: Returns how the store's own record differs.
        progress: Told every so many rows.
        keys_say_all: Whether two rows with one key are the same whatever else they
            hold; if not, the second is a duplicate only if all its cells are the same.
    """
    bins = _Bins(table, stored, keys_say_all=keys_say_all)
    with nothing_collected():
        for place, row in enumerate(table.rows):
            if place % EVERY == 0:
                progress(place, len(table.rows))
            if is_blank(row):
                bins.set_aside(place)
            else:
                bins.sort(place, judge(place))
    checked = Checked(
        items=bins.items,
        outcomes=[*_above(table), *bins.outcomes],
        problems=bins.problems,
    )
    if checked.rows != table.size:
        raise AssertionError(f"{checked.rows} rows in bins of {table.size} in the file")
    return checked


def _above(table: Table) -> list[RowOutcome]:
    titles = [
        RowOutcome(line=line, bin=Bin.BLANK, reasons=("title",), cells=(text,))
        for line, text in table.titles
    ]
    blank = [RowOutcome(line=line, bin=Bin.BLANK) for line in table.blank_lines]
    return sorted([*titles, *blank], key=lambda outcome: outcome.line)


def _content(row: Row) -> list[str]:
    """Return what must be the same for two rows to say the same."""
    return [cell.strip() for cell in row]


class _Bins(Generic[Item]):
    """The bins while they fill."""

    def __init__(
        self, table: Table, stored: Stored[Item], *, keys_say_all: bool
    ) -> None:
        self.items: list[Item] = []
        self.outcomes: list[RowOutcome] = []
        self.problems: list[Problem] = []
        self._table = table
        self._stored = stored
        self._keys_say_all = keys_say_all
        self._seen: dict[str, int] = {}

    def set_aside(self, place: int) -> None:
        """Put a blank row into its bin."""
        self.outcomes.append(RowOutcome(line=self._table.lines[place], bin=Bin.BLANK))

    def sort(self, place: int, verdict: Verdict[Item]) -> None:
        """Put a row with content into its bin."""
        before = self._seen.setdefault(verdict.key, place) if verdict.key else place
        if before != place:
            self._repeat(place, verdict, before)
            return
        if verdict.item is None:
            self._reject(place, verdict.key, verdict.problems)
            return
        differences = self._stored(verdict.item)
        if differences is not None:
            self._known(place, verdict.key, differences)
            return
        self.items.append(verdict.item)
        self.problems += verdict.problems
        self._add(place, Bin.TAKEN, verdict.key, tuple(map(str, verdict.problems)))

    def _repeat(self, place: int, verdict: Verdict[Item], before: int) -> None:
        line, rows = self._table.lines[before], self._table.rows
        is_same = _content(rows[before]) == _content(rows[place])
        if is_same or self._keys_say_all:
            reason = f"the same as line {line}"
            self._add(place, Bin.DUPLICATE, verdict.key, (reason,))
            return
        problem = Problem(
            line=self._table.lines[place],
            column="",
            value="",
            message=f"{verdict.key} is also on line {line}, with other content",
        )
        self._reject(place, verdict.key, [problem, *verdict.problems])

    def _known(self, place: int, key: str, differences: Sequence[str]) -> None:
        first = "in the store already" + (", with other content" if differences else "")
        self._add(
            place, Bin.DUPLICATE, key, (first, *differences), differs=bool(differences)
        )

    def _reject(self, place: int, key: str, problems: Sequence[Problem]) -> None:
        self.problems += problems
        reasons = tuple(str(problem) for problem in problems if problem.rejects)
        self._add(place, Bin.REJECTED, key, reasons)

    def _add(
        self,
        place: int,
        bin_: Bin,
        key: str,
        reasons: tuple[str, ...],
        *,
        differs: bool = False,
    ) -> None:
        self.outcomes.append(
            RowOutcome(
                line=self._table.lines[place],
                bin=bin_,
                reference=key,
                reasons=reasons,
                differs=differs,
                cells=self._table.rows[place],
            )
        )
