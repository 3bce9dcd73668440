"""Text files with a character between cells: which character, and the records."""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from app.errors import ImportFileError

Record = tuple[int, list[str]]
"""The line on which a record starts, from 1, and its cells."""

DELIMITERS = (",", ";", "\t", "|")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = "\ue000end of file\ue000"  # private use: no file of ours starts a line so
_TRIED = 100_000  # characters of the file in the trial
_MOST_LINES = 100  # lines that one record may run over


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most records have the same, larger width.

    Excel's own hint, a first line such as ``sep=;``, is obeyed. A comma is returned
    for a text that no delimiter divides.
    """
    hint = re.match(r"sep=(.)\s*[\r\n]", text)
    if hint and hint[1] in DELIMITERS:
        return hint[1]
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> float:
    """Return how regular a table the start of ``text`` makes; 0 for none."""
    start = text[:_TRIED]
    lines = _LINE.findall(start)
    try:
        records = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0.0
    if len(text) > len(start):
        records = records[:-1] or records  # the last one is cut through
    widths = Counter(len(record) for record in records if any(record))
    width, count = max(widths.items(), key=_weight, default=(1, 0))
    return (width - 1) * count / max(1, widths.total())


def _weight(width_and_count: tuple[int, int]) -> int:
    width, count = width_and_count
    return (width - 1) * count


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield each record of ``text`` with the line on which it starts.

    Raises:
        ImportFileError: A quotation mark opens and is never closed, which would
            swallow the rest of the file into one cell; or a cell is far too long.
    """
    lines = (match[0] for match in _LINE.finditer(text))
    reader = csv.reader(_ended(lines), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if reader.line_num > start:
                _check_long(cells, start, reader.line_num)
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise _long_cell(start) from error
        raise _open_quote(start) from error


def _check_long(cells: list[str], start: int, end: int) -> None:
    if end - start >= _MOST_LINES or cells[-1].rstrip("\n").endswith(_END):
        raise _open_quote(start)


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines and then a mark, which is a record only if no quote is open."""
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else f"{line}\n"
    yield f"{_END}\n"


def _long_cell(line: int) -> ImportFileError:
    return ImportFileError(
        f"A cell of the row starting on line {line} has more than"
        f" {csv.field_size_limit():,} characters.",
        remedy="Look at that line in a text editor: a quotation mark may be missing, or"
        " the file is no table.",
    )


def _open_quote(line: int) -> ImportFileError:
    return ImportFileError(
        f"The quotation mark that opens in the row starting on line {line} is not"
        " closed within that row.",
        remedy="Correct that line in a text editor, or save the sheet as XLSX.",
    )
