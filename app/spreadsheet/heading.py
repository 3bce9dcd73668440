"""The row of a file on which the column names stand."""

import re
from collections import Counter
from collections.abc import Sequence

from app.errors import ImportFileError
from app.spreadsheet.delimiter import Record
from app.spreadsheet.table import column_letter, is_blank

LOOKED_AT = 60
"""Records at the start of a file among which the heading is looked for."""

_TEXT_SHARE = 0.6
_LONGEST_NAME = 120  # characters
_FACT = re.compile(
    r"[-+£]?[\d,]*\.?\d+%?"  # a number
    r"|\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}([ T].*)?"  # a day
    r"|TRUE|FALSE"
)


def find_heading(start: Sequence[Record]) -> int:
    """Return the place in ``start`` of the record that names the columns.

    It is the first about as wide as the table of which at least 60 % of the cells
    are text and none is a number or a day. If it is only a row of group names over
    the real one (cells merged, so some empty or repeated), the row under it is taken.

    Raises:
        ImportFileError: No row could be one.
    """
    width = _usual_width(start)
    places = [place for place, (_, row) in enumerate(start) if _names(row, width)]
    if not places:
        raise ImportFileError(
            "No row with column names was found at the top of the file.",
            remedy="Put one name over each column, in a row of its own.",
        )
    first = places[0]
    is_group = not _is_complete(start[first][1], width)
    under = first + 1
    if is_group and under in places and _is_complete(start[under][1], width):
        return under
    return first


def _usual_width(start: Sequence[Record]) -> int:
    widths = [len(_trimmed(row)) for _, row in start]
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        raise ImportFileError(
            "No table was found in this file: no row has two columns or more.",
            remedy="Choose the CSV or XLSX file that holds the requests.",
        )
    return max(counted, key=lambda width: (counted[width] * width, width))


def _names(row: Sequence[str], width: int) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) < max(2, _TEXT_SHARE * width):
        return False
    facts = sum(1 for cell in filled if _FACT.fullmatch(cell))
    return facts <= len(filled) * (1 - _TEXT_SHARE) / 4


def _is_complete(row: Sequence[str], width: int) -> bool:
    filled = [cell.strip().casefold() for cell in row if cell.strip()]
    return len(filled) >= width and len(set(filled)) == len(filled)


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def column_names(row: Sequence[str]) -> tuple[str, ...]:
    """Return the names in the heading; a column without one is named by its letter.

    Raises:
        ImportFileError: Two columns have the same name, so that neither can be meant.
    """
    cells = [_name(cell) for cell in _trimmed(row)]
    names = [cell or f"Column {column_letter(i)}" for i, cell in enumerate(cells)]
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        before = seen.setdefault(name.casefold(), place)
        if before != place:
            raise ImportFileError(
                f"Columns {column_letter(before)} and {column_letter(place)} are both"
                f" called '{name}'.",
                remedy="Give each column a name of its own and choose the file again.",
            )
    return tuple(names)


def _name(cell: str) -> str:
    """Return the name in a cell of the heading, on one line and of bearable length."""
    shown = "".join(sign if sign.isprintable() else " " for sign in cell)
    return " ".join(shown.split())[:_LONGEST_NAME].rstrip()


def split_above(
    above: Sequence[Record],
) -> tuple[tuple[tuple[int, str], ...], tuple[int, ...]]:
    """Return the title lines and the lines of the blank rows over the heading."""
    titles = tuple(
        (line, " ".join(cell.strip() for cell in row if cell.strip()))
        for line, row in above
        if not is_blank(row)
    )
    return titles, tuple(line for line, row in above if is_blank(row))
