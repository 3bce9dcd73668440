"""Reads all that is left of a damaged file: by its pages, and as SQLite still can."""

from pathlib import Path

from app.errors import StoreError
from app.progress import Progress, no_progress
from app.salvage.found import Found
from app.salvage.journal import rolled_back
from app.salvage.pages import INDEX_INNER, INDEX_LEAF, TABLE_INNER, TABLE_LEAF, Pages
from app.salvage.probe import read_by_engine
from app.salvage.record_format import Unreadable
from app.salvage.shape import fits, shapes
from app.store.record import RECORDS

_EVERY = 64
"""Pages between two tellings of the progress."""
_SCHEMA_COLUMNS = 5
_OTHER = ("import_row", "draft", "snapshot", "request_")
"""What the names of tables and indexes begin with that hold neither record nor history.
"""


def gather(path: Path, progress: Progress = no_progress) -> Found:
    """Return all that is left of the file at ``path``, which is not changed.

    Raises:
        StoreError: The file cannot be read at all.
    """
    journal = path.with_name(f"{path.name}-journal")
    found = Found()
    try:
        content = path.read_bytes()
        kept = journal.read_bytes() if journal.is_file() else b""
    except OSError as error:
        raise StoreError(
            f"The file {path.name} cannot be read.",
            remedy="Copy it to another disk first, as far as that goes.",
            detail=f"{path}: {error}",
        ) from error
    before = rolled_back(content, kept)
    read_pages(before, found, progress)
    if before == content and (found.damaged or found.missing):
        read_by_engine(path, found)
    found.place_rows()
    return found


def read_pages(content: bytes, found: Found, progress: Progress = no_progress) -> None:
    """Read every page of a file by itself into ``found``."""
    pages = Pages(content)
    found.pages = pages.count
    found.missing = max(pages.declared - pages.count, 0) if pages.has_head else 0
    owners = _owners(pages)
    widths = sorted({len(columns) for columns in shapes().values()})
    for number in range(1, pages.count + 1):
        _read_page(pages, number, owners.get(number, ""), widths, found)
        if number % _EVERY == 0:
            progress(number, pages.count)


def _read_page(
    pages: Pages, number: int, owner: str, widths: list[int], found: Found
) -> None:
    kind = pages.kind(number)
    is_index = kind in (INDEX_LEAF, INDEX_INNER)
    is_known = is_index or kind in (TABLE_LEAF, TABLE_INNER)
    cells, is_whole = pages.cells(number) if is_known else ([], False)
    for cell in cells:
        if is_index:
            found.add_entry(cell.values)
        else:
            found.add(cell.row, cell.values, owner)
    if is_whole:
        return
    if is_known or owner:
        found.damaged.append(number)
        found.doubted += owner not in RECORDS and not owner.startswith(_OTHER)
    if not is_index and not pages.is_blank(number):
        _carve(pages, number, owner, widths, found)


def _carve(
    pages: Pages, number: int, owner: str, widths: list[int], found: Found
) -> None:
    """Take in what looks like a row of one of our tables, and like nothing else."""
    for cell in pages.carved(number, widths):
        fitting = [table for table in shapes() if fits(table, cell.values)]
        if owner in fitting or len(fitting) == 1:
            found.add(cell.row, cell.values, owner)


def _owners(pages: Pages) -> dict[int, str]:
    """Return the table or index of each page that its tree still leads to."""
    owners: dict[int, str] = {}
    try:
        for name, root in _roots(pages):
            for number in _tree(pages, root):
                owners.setdefault(number, name)
    except (Unreadable, IndexError):
        return owners
    return owners


def _roots(pages: Pages) -> list[tuple[str, int]]:
    """Return each table and index of the schema with the page that it begins on."""
    found: list[tuple[str, int]] = []
    if not pages.count:
        return found
    for number in _tree(pages, 1):
        if pages.kind(number) != TABLE_LEAF:
            continue
        for cell in pages.cells(number)[0]:
            values = cell.values
            if len(values) == _SCHEMA_COLUMNS and isinstance(values[3], int):
                found.append((str(values[1]), values[3]))
    return [(name, root) for name, root in found if 1 < root <= pages.count]


def _tree(pages: Pages, root: int) -> set[int]:
    """Return the pages of a tree, as far as its inner pages are whole."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in seen or number > pages.count:
            continue
        seen.add(number)
        if pages.kind(number) in (TABLE_INNER, INDEX_INNER):
            waiting.extend(pages.children(number))
    return seen
