"""Text that a spreadsheet program must not take for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_BEGINS = r"[=+\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]"
"""How a formula may begin: the full-width signs do in some languages of Excel; NUL is
skipped by LibreOffice, which then calculates what follows (tried with 7.4)."""

_TRIGGER = re.compile(f"'*{_BEGINS}")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_ESCAPED = re.compile(f"'+{_BEGINS}")
_NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)


def escaped_cell(text: str) -> str:
    """Return the text of a cell as it may stand in a file or on the clipboard.

    What a spreadsheet program would calculate gets an apostrophe before it; so does
    what begins with such an apostrophe already, so that nothing is lost on the way
    back. A plain negative number stays a number.
    """
    if _TRIGGER.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unescaped_cell(text: str) -> str:
    """Return the text that ``escaped_cell`` was given."""
    return text[1:] if _ESCAPED.match(text) else text


def tab_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table for the clipboard: tabs between cells, headings first."""
    return "\n".join(
        "\t".join(_one_line(cell) for cell in row) for row in (head, *rows)
    )


def csv_text(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, marking: str
) -> str:
    """Return a table as CSV: protective marking, headings, rows.

    It begins with the mark by which spreadsheet programs see that it is UTF-8, and
    its lines end in CRLF.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([escaped_cell(marking)])
    for row in (head, *rows):
        writer.writerow([escaped_cell(cell) for cell in row])
    return out.getvalue()


def plain_number(text: str) -> str:
    """Return a number that was typed as Python reads it.

    Commas between thousands go (``1,036``); any other comma is a decimal one (``3,5``).
    """
    typed = text.strip()
    return typed.replace(",", "" if _THOUSANDS.fullmatch(typed) else ".")


def _one_line(cell: str) -> str:
    return escaped_cell(" ".join(cell.split()))
