"""Rejected rows as a file to correct and bring back."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.casework.plain_text import escaped_cell
from app.errors import ImportFileError, OutputError
from app.intake.check import Bin, RowOutcome
from app.intake.mapping import ADDED_COLUMNS
from app.spreadsheet.table import column_letter
from app.store import Store
from app.store.imports import ImportedRow, imported_rows, past_import


def rejected_text(
    columns: Sequence[str], rows: Iterable[ImportedRow | RowOutcome]
) -> str:
    """Return rows as the text of a CSV file.

    The original columns come first, as they were, then the line of the row in the
    original file and what is wrong with it. No cell can be taken for a formula, and
    the import takes off again exactly what was put before it.
    """
    kept = list(rows)
    width = max([len(columns), *(len(row.cells) for row in kept)])
    names = [
        *columns,
        *(f"Column {column_letter(n)}" for n in range(len(columns), width)),
    ]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(map(escaped_cell, [*names, *_added(names)]))
    for row in kept:
        idle = [""] * (width - len(row.cells))
        told = [str(row.line), "; ".join(row.reasons)]
        writer.writerow(map(escaped_cell, [*row.cells, *idle, *told]))
    return stream.getvalue()


def _added(names: Sequence[str]) -> list[str]:
    taken = {name.casefold() for name in names}
    return [
        f"{name} in the import" if name.casefold() in taken else name
        for name in ADDED_COLUMNS
    ]


def write_rejected(store: Store, uid: str, path: Path) -> int:
    """Write the rejected rows of an import to a file; return how many there are.

    The file is only there when it is whole.

    Raises:
        ImportFileError: There is no such import.
        OutputError: The file cannot be written.
    """
    past = past_import(store, uid)
    if past is None:
        raise ImportFileError("There is no such import.")
    rows = list(imported_rows(store, uid, [Bin.REJECTED.value]))
    return write_rows(past.columns, rows, path)


def write_rows(
    columns: Sequence[str], rows: Sequence[ImportedRow | RowOutcome], path: Path
) -> int:
    """Write rejected rows to a file, whole or not at all; return how many there are.

    Raises:
        OutputError: The file cannot be written.
    """
    text = rejected_text(columns, rows)
    try:
        _replace(path, text)
    except OSError as error:
        raise OutputError(
            f"The file {path.name} cannot be written there.",
            remedy="Choose a folder that exists, has space and may be written.",
            detail=str(error),
        ) from error
    return len(rows)


def _replace(path: Path, text: str) -> None:
    """Write beside the place and move there; what was there stays if that fails."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(f"{path} is read only")
    handle, name = tempfile.mkstemp(prefix=".headroom-", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
