"""Takes an imported file into the new store again, with every row of it."""

from collections import Counter
from typing import Any

from app.salvage.fitting import Fitting
from app.salvage.found import Found
from app.salvage.unbroken import Key, put_import_rows
from app.store.event import Operation
from app.store.imports import rows_digest

_BINS = ("taken", "duplicate", "rejected", "blank")
_LOST = '["This row was in a damaged part of the store and is lost."]'
_NOT_LISTED = "It is no longer in the list of imports and cannot be taken back as one."


def cover_import(
    operation: Operation, found: Found, fitting: Fitting, key: Key
) -> None:
    """Add the rows of an import that was just registered; lost ones are stood in for.

    An import must keep as many rows as its file had, and the chain covers them.
    """
    uid = key[1]
    row = operation.present(*key)
    rows = [
        variants[0][2:]
        for _, variants in sorted(found.import_rows.items())
        if variants[0][1] == uid
    ][: row["rows"]]
    fitting.doubt(key, "history", _NOT_LISTED)
    if lost := row["rows"] - len(rows):
        fitting.doubt(key, "both", f"Rows of it that are lost: {lost:,}.")
        rows += _stand_ins(rows, {name: row[name] for name in _BINS}, lost)
    put_import_rows(operation.store, [(uid, *each) for each in rows])
    operation.cover(rows_digest(rows))


def _stand_ins(
    rows: list[tuple[Any, ...]], wanted: dict[str, int], lost: int
) -> list[tuple[Any, ...]]:
    """Return a row for each that is lost, in the lines and bins that are not filled."""
    known = {each[0] for each in rows}
    free = (line for line in range(1, lost + len(rows) + len(known) + 2))
    lines = [line for line in free if line not in known][:lost]
    held = Counter(each[1] for each in rows)
    bins = [name for name in _BINS for _ in range(wanted[name] - held[name])]
    bins += ["blank"] * (lost - len(bins))
    return [
        (line, name, None, _LOST, "[]") for line, name in zip(lines, bins, strict=False)
    ]
