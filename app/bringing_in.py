"""The command ``import``: a file into a store, and where every row went."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from app.errors import ImportFileError, StoreError
from app.intake.check import Bin
from app.intake.dates import DateFormat
from app.intake.fields import field_named
from app.intake.importer import (
    CheckedFile,
    check_table,
    import_table,
)
from app.intake.mapping import ABSENCES, ANY_COLUMN, EXHIBITS, Mapping, from_json
from app.intake.rejected import write_rows
from app.intake.source import (
    context_of,
    kind_of,
    prepared,
    proposed_mapping,
    read_file,
)
from app.intake.values import guess_values
from app.intake.words import plain
from app.keeping.make import keep_before
from app.spreadsheet.table import Table
from app.store import Store
from app.store.snapshot import read_ledger, save_snapshot


def bring_in(
    store: Store, arguments: Namespace, *, as_at: date, who: str, at: datetime
) -> Iterator[str]:
    """Import the file of the arguments; yield what is to be said, line by line.

    Raises:
        ImportFileError: The file or the mapping cannot be used; nothing was written.
        OutputError: The rejected rows cannot be written; nothing was imported.
    """
    table = prepared(store, read_file(arguments.file, as_at=as_at), as_at)
    mapping = _mapping(store, table, arguments, as_at)
    checked = check_table(store, table, mapping, as_at=as_at)
    if arguments.rejected is not None:  # first: if it fails nothing has changed
        left = [each for each in checked.outcomes if each.bin is Bin.REJECTED]
        count = write_rows(table.columns, left, arguments.rejected)
    keep_before(store, "import", at)
    result = import_table(store, table, mapping, checked, who=who, at=at)
    yield result.sentence
    if arguments.rejected is not None:
        yield f"{count:,} rejected rows are in {arguments.rejected}."
    rejecting = [problem for problem in result.problems if problem.rejects]
    for problem in rejecting[: arguments.problems]:
        yield f"  line {problem.line}: {problem}"
    if len(rejecting) > arguments.problems:
        yield f"  … and {len(rejecting) - arguments.problems:,} more."
    if result.before is None:
        yield from _differences(checked, arguments.problems)
    with suppress(StoreError):  # it is no record, and the import is saved already
        save_snapshot(store, read_ledger(store))
    for column, count in result.left_empty.items():
        yield f"  {column}: {count:,} cells were not understood and left empty."


def _differences(checked: CheckedFile, most: int) -> Iterator[str]:
    """Say how rows differ from what the store holds of the same reference."""
    if not checked.different:
        return
    yield f"{checked.different:,} of the duplicates differ; the store was kept:"
    for outcome in [each for each in checked.outcomes if each.differs][:most]:
        yield f"  line {outcome.line}: {outcome.reference}: {outcome.reasons[0]}"
        for reason in outcome.reasons[1:]:
            yield f"    {reason}"
    if checked.different > most:
        yield f"  … and {checked.different - most:,} more."


def _mapping(store: Store, table: Table, arguments: Namespace, as_at: date) -> Mapping:
    """Return the mapping given, kept or guessed, with the answers of the arguments."""
    if arguments.mapping is not None:
        mapping = from_json(_read_json(arguments))
    else:
        kind = EXHIBITS if arguments.exhibits else kind_of(table)
        kind = ABSENCES if arguments.absences else kind
        mapping = proposed_mapping(store, table, kind)
    for name in ("person", "kind"):
        if (word := getattr(arguments, name)) is not None:
            mapping = _with_one(store, mapping, name, word, as_at)
    if arguments.dates is None:
        return mapping
    if arguments.dates not in (forms := [form.value for form in DateFormat]):
        raise ImportFileError(
            f"{arguments.dates} is no way of writing days that is known.",
            remedy=f"Give one of: {', '.join(forms)}.",
        )
    return mapping.with_date(ANY_COLUMN, DateFormat(arguments.dates))


def _with_one(
    store: Store, mapping: Mapping, name: str, word: str, as_at: date
) -> Mapping:
    """Return the mapping with one person or kind for the whole file."""
    context = context_of(store, ABSENCES, as_at)
    list_ = context.vocabularies[field_named(ABSENCES, name).vocabulary]
    known = context.dictionary.values.get(name, {})
    is_person = name == "person"
    guess = guess_values([word], list_, known, by_part=not is_person)
    code = guess.codes.get(plain(word))
    if mapping.kind != ABSENCES or code is None:
        what = "person of the unit" if is_person else "kind of absence"
        raise ImportFileError(
            f"“{word}” is not known as a {what}."
            if code is None
            else f"--{name} is for a file of absences, which this is not.",
            remedy="Give a name, an alias or an account of the People page."
            if is_person
            else "Give one such as “Annual leave”, or its code, such as A_LEAVE.",
        )
    return mapping.with_fixed(name, code)


def _read_json(arguments: Namespace) -> Any:
    try:
        return json.loads(arguments.mapping.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImportFileError(
            f"The mapping {arguments.mapping.name} cannot be read.",
            remedy="Give a JSON file, or leave it out: the columns are then guessed.",
            detail=str(error),
        ) from error
