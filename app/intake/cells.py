"""The mapped columns of a file as values, and what must be asked before that."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.vocabulary import Vocabulary
from app.errors import ImportFileError
from app.intake.absence_people import NOBODY, PEOPLE, Staff
from app.intake.check import Problem
from app.intake.convert import (
    Column,
    Read,
    code_reader,
    convert,
    date_reader,
    flag_reader,
    number_reader,
    read_share,
    text_reader,
)
from app.intake.dates import DateFormat, DateReading, Outcome, explain, settle
from app.intake.fields import FIELDS, Field, Kind, field_named
from app.intake.mapping import ANY_COLUMN, Mapping, beyond_heading
from app.intake.values import FLAG, ValueGuess, guess_values
from app.intake.words import Dictionary, plain
from app.spreadsheet.table import Table

Vocabularies = ReadOnly[str, Vocabulary]
"""Code lists by name."""

_LENIENT = frozenset((Kind.CODE, Kind.FLAG))
STRICT_FIELDS = frozenset(("status", "type", "person", "kind"))
"""Coded fields without which a row cannot be taken: an unknown word rejects it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a file is checked against.

    Attributes:
        vocabularies: The code lists in use, by name.
        dictionary: The words by which other systems know our codes.
        as_at: The day of the import.
        staff: The people of the unit, for a file of absences.
    """

    vocabularies: Vocabularies
    dictionary: Dictionary
    as_at: date
    staff: Staff = NOBODY


def refuse_unknown(mapping: Mapping, vocabularies: Vocabularies) -> None:
    """Refuse a mapping that names what there is not; one may be written by hand.

    Raises:
        ImportFileError: A field, a code or a type of exhibit is not known.
    """
    fields = {wanted.name: wanted for wanted in FIELDS[mapping.kind]}
    for name in (*mapping.columns, *mapping.values, *mapping.fixed):
        if name not in fields:
            raise _unknown(name, "a field of this import")
    said = [(name, texts.values()) for name, texts in mapping.values.items()]
    for name, codes in (*said, *((n, (code,)) for n, code in mapping.fixed.items())):
        known = _known_codes(fields[name], vocabularies)
        for code in codes:
            if code and code not in known:
                raise _unknown(code, f"a {fields[name].label.lower()}")
    for code in mapping.counts:
        if code not in vocabularies["exhibit_type"]:
            raise _unknown(code, "a type of exhibit")


def _known_codes(wanted: Field, vocabularies: Vocabularies) -> frozenset[str]:
    if wanted.kind is Kind.FLAG:
        return frozenset(("yes", "no"))
    list_ = vocabularies.get(wanted.vocabulary)
    return frozenset(list_.codes if list_ else ())


def _unknown(word: str, what: str) -> ImportFileError:
    return ImportFileError(
        f"The mapping says '{word}', which is not {what}.",
        remedy="Correct it, or leave the mapping out: it is then guessed again.",
    )


def date_readings(
    table: Table, mapping: Mapping, as_at: date
) -> dict[str, DateReading]:
    """Return how the days of each mapped date column are written, by field.

    Those whose outcome is undecided or mixed must be put to the user, whose answers
    go into ``Mapping.with_date``.
    """
    is_book = table.origin.kind == "xlsx"
    counts_from_1904 = table.origin.counts_from_1904 if is_book else None
    return {
        name: settle(
            table.column(column),
            as_at,
            counts_from_1904=counts_from_1904,
        )
        for name, column in mapping.columns.items()
        if field_named(mapping.kind, name).kind is Kind.DATE
    }


def open_questions(
    mapping: Mapping, readings: ReadOnly[str, DateReading]
) -> dict[str, DateReading]:
    """Return the readings that the mapping does not answer, by field."""
    return {
        name: reading
        for name, reading in readings.items()
        if reading.outcome in (Outcome.UNDECIDED, Outcome.MIXED)
        and _answer(mapping, name, reading) is None
    }


def _answer(mapping: Mapping, name: str, reading: DateReading) -> DateFormat | None:
    wanted = mapping.dates.get(name, mapping.dates.get(ANY_COLUMN))
    if wanted not in reading.candidates:
        return None
    if reading.outcome is Outcome.MIXED and not {name, ANY_COLUMN} & mapping.mixed:
        return None
    return wanted


def settled_formats(
    table: Table, mapping: Mapping, as_at: date
) -> dict[str, DateFormat | None]:
    """Return the format of each mapped date column, None for one without dates.

    Raises:
        ImportFileError: A column needs the user's answer and has none.
    """
    readings = date_readings(table, mapping, as_at)
    for name, reading in open_questions(mapping, readings).items():
        is_mixed = reading.outcome is Outcome.MIXED
        raise ImportFileError(
            explain(reading, mapping.columns[name]),
            remedy="Write them all in one way, such as 2026-03-31, and import again."
            if is_mixed
            else "Say which is meant, on the command line with --dates.",
        )
    return {
        name: reading.format or _answer(mapping, name, reading)
        for name, reading in readings.items()
    }


def value_guesses(
    table: Table, mapping: Mapping, context: Context
) -> dict[str, ValueGuess]:
    """Return what the texts of each mapped coded column mean, by field.

    The user's own codes in the mapping go before the guesses.
    """
    guesses = {}
    for name, column in mapping.columns.items():
        wanted = field_named(mapping.kind, name)
        if wanted.kind in _LENIENT:
            cells = table.column(column)
            guesses[name] = _guess(wanted, cells, mapping, context)
    return guesses


def _guess(
    wanted: Field, cells: Sequence[str], mapping: Mapping, context: Context
) -> ValueGuess:
    is_flag = wanted.kind is Kind.FLAG
    vocabulary = FLAG if is_flag else context.vocabularies[wanted.vocabulary]
    synonyms = context.dictionary.values.get(wanted.name, {})
    is_person = wanted.vocabulary == PEOPLE
    guess = guess_values(cells, vocabulary, synonyms, by_part=not is_person)
    own = mapping.values.get(wanted.name, {})
    return ValueGuess(
        codes={**guess.codes, **own},
        unknown=tuple(item for item in guess.unknown if plain(item[0]) not in own),
    )


def read_cells(
    table: Table,
    mapping: Mapping,
    context: Context,
    formats: ReadOnly[str, DateFormat | None],
) -> dict[str, Column]:
    """Return every mapped column as values, by field; counts by ``count/`` and code.

    Args:
        table: The file.
        mapping: Its columns and words.
        context: Code lists and the day of the import.
        formats: How the days of each date column are written.
    """
    guesses = value_guesses(table, mapping, context)
    columns: dict[str, Column] = {}
    for name, column in mapping.columns.items():
        wanted = field_named(mapping.kind, name)
        codes = guesses[name].codes if name in guesses else {}
        read = _reader(wanted, formats.get(name), codes, context.as_at)
        is_lenient = wanted.kind in _LENIENT and name not in STRICT_FIELDS
        columns[name] = convert(table.column(column), read, is_lenient=is_lenient)
    for name, code in mapping.fixed.items():
        columns[name] = Column([code] * len(table.rows))
    count = Field(name="count", label="Exhibits", guidance="", kind=Kind.COUNT)
    for code, column in mapping.counts.items():
        columns[f"count/{code}"] = convert(table.column(column), number_reader(count))
    return columns


def _reader(
    wanted: Field, form: DateFormat | None, codes: ReadOnly[str, str], as_at: date
) -> Read:
    if wanted.kind is Kind.DATE:
        return date_reader(wanted, form, as_at)
    if wanted.kind is Kind.TEXT:
        return text_reader(wanted)
    if wanted.kind is Kind.CODE:
        return code_reader(wanted, codes)
    if wanted.kind is Kind.SHARE:
        return read_share
    return flag_reader(codes) if wanted.kind is Kind.FLAG else number_reader(wanted)


class Cells:
    """The values of a file row by row, with the problems of each."""

    def __init__(self, table: Table, mapping: Mapping, context: Context) -> None:
        self._table = table
        formats = settled_formats(table, mapping, context.as_at)
        self.formats = {name: form for name, form in formats.items() if form}
        self._columns = read_cells(table, mapping, context, formats)
        self._names = dict(mapping.columns)
        self._names |= {f"count/{code}": c for code, c in mapping.counts.items()}
        self._places = {
            name: table.columns.index(column) for name, column in self._names.items()
        }
        self._wrong = self._gather()
        self._width = len(table.columns)
        self._beyond = beyond_heading(table.columns)
        columns = [column.values for column in self._columns.values()]
        self._rows = list(zip(*columns, strict=True))

    def _gather(self) -> dict[int, list[tuple[str, str, bool]]]:
        wrong: dict[int, list[tuple[str, str, bool]]] = {}
        for name, column in self._columns.items():
            for place, why in column.faults.items():
                wrong.setdefault(place, []).append((name, why, True))
            for place, why in column.remarks.items():
                wrong.setdefault(place, []).append((name, why, False))
        return wrong

    def row(self, place: int) -> dict[str, Any]:
        """Return the values of one row by field."""
        return dict(zip(self._columns, self._rows[place], strict=True))

    def problems(self, place: int) -> list[Problem]:
        """Return what is wrong with single cells of one row, and with its width."""
        row, columns = self._table.rows[place], self._table.columns
        is_over = any(row[beyond].strip() for beyond in self._beyond)
        if place not in self._wrong and len(row) == self._width and not is_over:
            return []
        found = [
            self.problem(place, name, why, rejects=rejects)
            for name, why, rejects in sorted(
                self._wrong.get(place, ()), key=lambda wrong: self._places[wrong[0]]
            )
        ]
        line = self._table.lines[place]
        if len(row) > len(columns):
            why = f"has {len(row)} cells, the heading {len(columns)}"
            found.append(Problem(line=line, column="", value="", message=why))
        if is_over:
            why = "still has cells beyond the heading; put each under its column"
            found.append(Problem(line=line, column="", value="", message=why))
        return found

    def problem(
        self, place: int, name: str, message: str, *, rejects: bool = True
    ) -> Problem:
        """Return a problem with the cell of one field."""
        is_mapped = name in self._places
        return Problem(
            line=self._table.lines[place],
            column=self._names.get(name, ""),
            value=self._table.rows[place][self._places[name]] if is_mapped else "",
            message=message,
            rejects=rejects,
        )
