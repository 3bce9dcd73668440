"""Where a file comes from: what it seems to hold, and the words that it uses."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.intake.absence_calendar import CALENDAR, with_person_and_kind
from app.intake.absence_people import code_of, kinds_of_absence, staff_of
from app.intake.cells import Context
from app.intake.dates import last_day
from app.intake.mapping import (
    ABSENCES,
    EXHIBITS,
    REQUESTS,
    Mapping,
    fingerprint,
    from_json,
    guess_mapping,
)
from app.intake.words import Dictionary, parse_dictionary
from app.progress import Progress, no_progress
from app.resource import RESOURCES
from app.spreadsheet.reader import read_table
from app.spreadsheet.table import Reading, Table
from app.store import Store
from app.store.imports import saved_mapping
from app.store.person import read_people
from app.store.team import read_team
from app.store.vocabulary import vocabularies

KINDS = (REQUESTS, EXHIBITS, ABSENCES)
"""What a file may hold."""


def known_words(kind: str) -> Dictionary:
    """Return the words that other systems use, as shipped."""
    path = RESOURCES / "mappings" / f"{kind}.toml"
    return parse_dictionary(path.read_text("utf-8"))


def context_of(store: Store, kind: str, as_at: date) -> Context:
    """Return what a file of ``kind`` is checked against."""
    lists, dictionary = vocabularies(store), known_words(kind)
    if kind != ABSENCES:
        return Context(vocabularies=lists, dictionary=dictionary, as_at=as_at)
    staff = staff_of(read_team(store))
    kinds = kinds_of_absence(lists["absence_kind"])
    return Context(
        vocabularies={**lists, "person": staff.vocabulary, "absence_kind": kinds},
        dictionary=replace(
            dictionary, values={**dictionary.values, "person": staff.words}
        ),
        as_at=as_at,
        staff=staff,
    )


def read_file(
    path: Path,
    *,
    as_at: date,
    reading: Reading | None = None,
    progress: Progress = no_progress,
) -> Table:
    """Return the table in a file; what repeats in a calendar is written out ahead.

    Args:
        path: The file.
        as_at: The day of the import.
        reading: What the user decided about the reading.
        progress: Told of each step; may raise Cancelled.

    Raises:
        ImportFileError: The file cannot be used; one sentence says why.
        Cancelled: ``progress`` raised it.
    """
    return read_table(
        path,
        reading=reading or Reading(),
        until=last_day(as_at),
        progress=progress,
    )


def prepared(store: Store, table: Table, as_at: date) -> Table:
    """Return a calendar with columns for person and kind; any other table as it is."""
    if table.origin.kind != CALENDAR:
        return table
    return with_person_and_kind(table, context_of(store, ABSENCES, as_at))


def kind_of(table: Table) -> str:
    """Return what a file seems to hold by its columns: one of ``KINDS``."""
    if table.origin.kind == CALENDAR or _tells_of_absences(table):
        return ABSENCES
    guess = guess_mapping(table.columns, known_words(EXHIBITS), kind=EXHIBITS)
    is_exhibits = {"request", "reference", "type"} <= set(guess.columns)
    other = guess_mapping(table.columns, known_words(REQUESTS))
    is_more = len(other.columns) + len(other.counts) > len(guess.columns) + 1
    return EXHIBITS if is_exhibits and not is_more else REQUESTS


def _tells_of_absences(table: Table) -> bool:
    guess = guess_mapping(table.columns, known_words(ABSENCES), kind=ABSENCES)
    found = set(guess.columns)
    if not {"person", "first_on"} <= found or not {"kind", "last_on", "days"} & found:
        return False
    others = (guess_mapping(table.columns, known_words(k), kind=k) for k in KINDS[:2])
    return all(len(other.columns) + len(other.counts) < len(found) for other in others)


def proposed_mapping(store: Store, table: Table, kind: str) -> Mapping:
    """Return the mapping kept for this source, or else the likeliest one."""
    guess = guess_mapping(table.columns, known_words(kind), kind=kind)
    saved = saved_mapping(store, source_of(table, kind))
    if saved is None:
        return guess
    mapping = from_json(saved)
    return _refreshed(store, mapping, guess) if kind == ABSENCES else mapping


def _refreshed(store: Store, mapping: Mapping, guess: Mapping) -> Mapping:
    """Return a kept mapping without the people who were taken away since.

    For what held for a whole file, and was not kept, the column is guessed again.
    """
    for name in ("person", "kind"):
        column = guess.columns.get(name)
        if not mapping.tells(name) and column not in mapping.columns.values():
            mapping = mapping.with_column(name, column)
    if "person" not in mapping.values:
        return mapping
    there = {code_of(person.uid) for person in read_people(store)}
    words = mapping.values["person"].items()
    kept = {word: code for word, code in words if not code or code in there}
    return replace(mapping, values={**mapping.values, "person": kept})


def source_of(table: Table, kind: str) -> str:
    """Return by what the mapping of a file is kept."""
    return f"{kind}/{fingerprint(table.columns)}"
