"""What must be asked before a file can be checked: its words and its dates."""

from collections import Counter
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from datetime import date

from app.casework.vocabulary import Vocabulary
from app.intake.cells import Context, date_readings, value_guesses
from app.intake.dates import DateFormat, DateReading, in_doubt, is_nothing, read_day
from app.intake.fields import Field, Kind, field_named
from app.intake.mapping import Mapping
from app.intake.values import FLAG, NO, YES
from app.intake.words import plain
from app.progress import Progress
from app.spreadsheet.table import Table

OWN_WORDS = "division"
"""The field whose words become the unit's own list as they stand in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One text of a coded column.

    Attributes:
        text: As it is written first.
        rows: How many rows have it.
        code: Our code as it was guessed or chosen; None if nothing was understood.
    """

    text: str
    rows: int
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What the file leaves open until the user has looked.

    Attributes:
        words: The texts of each coded column, by field, commonest first.
        choices: Code and label of each code that may be chosen, by field.
        dates: How the dates of each column are written, by field.
        others: How many cells of a column are not of a format, by field and format,
            where dates are written in several ways.
        own: The words that become the unit's own list, with the rows of each.
    """

    words: ReadOnly[str, tuple[Word, ...]]
    choices: ReadOnly[str, tuple[tuple[str, str], ...]]
    dates: ReadOnly[str, DateReading]
    others: ReadOnly[tuple[str, DateFormat], int]
    own: tuple[tuple[str, int], ...] = ()


def questions(
    table: Table, mapping: Mapping, context: Context, progress: Progress
) -> Questions:
    """Return what must be asked about a file; reads every cell of some columns."""
    progress(0, 3)
    guesses = value_guesses(table, mapping, context)
    words = {
        name: tuple(_words(table.column(mapping.columns[name]), guess.codes))
        for name, guess in guesses.items()
    }
    progress(1, 3)
    dates = date_readings(table, mapping, context.as_at)
    progress(2, 3)
    return Questions(
        words=words,
        choices={name: _choices(_field(mapping, name), context) for name in words},
        dates=dates,
        others=_others(table, mapping, dates),
        own=_own(table, mapping),
    )


def _words(cells: list[str], codes: ReadOnly[str, str]) -> list[Word]:
    counted = Counter[str]()
    written: dict[str, str] = {}
    for cell, rows in Counter(cells).items():
        text = plain(cell)
        if text:
            counted[text] += rows
            written.setdefault(text, cell.strip())
    return [
        Word(text=written[text], rows=rows, code=_code(written[text], codes))
        for text, rows in counted.most_common()
    ]


def _code(text: str, codes: ReadOnly[str, str]) -> str | None:
    """Return the code of a text; what says that there is nothing is left empty."""
    return codes.get(plain(text), "" if is_nothing(text) else None)


def _field(mapping: Mapping, name: str) -> Field:
    return field_named(mapping.kind, name)


def _choices(field: Field, context: Context) -> tuple[tuple[str, str], ...]:
    if field.kind is Kind.FLAG:
        return ((YES, "yes"), (NO, "no"))
    terms = _list(field, context).terms
    return tuple((term.code, term.label) for term in terms)


def _list(field: Field, context: Context) -> Vocabulary:
    return context.vocabularies.get(field.vocabulary, FLAG)


def _others(
    table: Table, mapping: Mapping, dates: ReadOnly[str, DateReading]
) -> dict[tuple[str, DateFormat], int]:
    return {
        (name, form): in_doubt(table.column(mapping.columns[name]), form)
        for name, reading in dates.items()
        if len(reading.candidates) > 1
        for form in reading.candidates
    }


def _own(table: Table, mapping: Mapping) -> tuple[tuple[str, int], ...]:
    column = mapping.columns.get(OWN_WORDS)
    if column is None:
        return ()
    cells = (" ".join(cell.split()) for cell in table.column(column))
    return tuple(Counter(cell for cell in cells if cell).most_common())


def meaning(cell: str, form: DateFormat) -> str:
    """Return what a cell means when it is read as a format: ``3 April 2026``."""
    day: date | None = read_day(cell, form)
    return f"{day.day} {day:%B %Y}" if day else "no day"
