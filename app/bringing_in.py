"""The command ``import``: a spreadsheet into a store, and where every row went."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from app.errors import ImportFileError, StoreError
from app.intake.check import Bin
from app.intake.dates import DateFormat
from app.intake.importer import (
    CheckedFile,
    check_table,
    import_table,
    kind_of,
    proposed_mapping,
)
from app.intake.mapping import ANY_COLUMN, EXHIBITS, Mapping, from_json
from app.intake.rejected import write_rows
from app.spreadsheet.reader import read_table
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
    table = read_table(arguments.file)
    mapping = _mapping(store, table, arguments)
    checked = check_table(store, table, mapping, as_at=as_at)
    if arguments.rejected is not None:  # first: if it fails nothing has changed
        left = [each for each in checked.outcomes if each.bin is Bin.REJECTED]
        count = write_rows(table.columns, left, arguments.rejected)
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


def _mapping(store: Store, table: Table, arguments: Namespace) -> Mapping:
    """Return the mapping given, kept or guessed, with the answer on dates."""
    if arguments.mapping is not None:
        mapping = from_json(_read_json(arguments))
    else:
        kind = EXHIBITS if arguments.exhibits else kind_of(table)
        mapping = proposed_mapping(store, table, kind)
    if arguments.dates is None:
        return mapping
    if arguments.dates not in (forms := [form.value for form in DateFormat]):
        raise ImportFileError(
            f"{arguments.dates} is no way of writing days that is known.",
            remedy=f"Give one of: {', '.join(forms)}.",
        )
    return mapping.with_date(ANY_COLUMN, DateFormat(arguments.dates))


def _read_json(arguments: Namespace) -> Any:
    try:
        return json.loads(arguments.mapping.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImportFileError(
            f"The mapping {arguments.mapping.name} cannot be read.",
            remedy="Give a JSON file, or leave it out: the columns are then guessed.",
            detail=str(error),
        ) from error
