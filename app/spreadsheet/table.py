"""A file as it was read: column names, rows of text, and the line of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may weigh, and what the reading of it may cost.

    Attributes:
        size: Bytes of the file.
        unpacked: Bytes of a workbook when unpacked.
        ratio: Bytes unpacked for each byte packed, over the whole workbook.
        parts: Files inside a workbook.
        rows: Rows of a sheet or a text file, the heading included.
        columns: Columns of a sheet or a text file.
        cells: Cells of a sheet: rows times columns in use.
        memory: Bytes of address space that the reading process may take.
        seconds: Time after which the reading process is stopped.
    """

    size: int = 200_000_000
    unpacked: int = 600_000_000
    ratio: int = 200
    parts: int = 2_000
    rows: int = 400_000
    columns: int = 1_024
    cells: int = 8_000_000
    memory: int = 1 << 30
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a user decided about the reading of a file; None leaves it to us.

    Attributes:
        encoding: A name from ``encoding.ENCODINGS``.
        delimiter: The character between two cells of a text file.
        sheet: Name of the sheet of a workbook.
        header_line: Line on which the column names stand, counted from 1.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the rows came from, as the child process found it.

    Attributes:
        sha256: Digest of the file's bytes, in hexadecimal.
        kind: ``csv``, ``xlsx`` or, for a calendar, ``ics``.
        encoding: Name of the encoding; empty for a workbook.
        is_certain: Whether the encoding could be nothing else.
        sample: Lines with letters outside ASCII, to be looked at.
        delimiter: The character between cells; empty for a workbook.
        sheet: Name of the sheet read; empty for a text file.
        sheets: Names of all sheets of the workbook.
        counts_from_1904: Whether the workbook's day numbers start in 1904.
    """

    sha256: str
    kind: str
    encoding: str = ""
    is_certain: bool = True
    sample: tuple[str, ...] = ()
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    counts_from_1904: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every row of a file, each with the line on which it starts.

    Lines count from 1, as a text editor or a spreadsheet shows them.

    Attributes:
        name: Name of the file, without its folder.
        origin: How the file was read.
        columns: Names of the columns, no two the same.
        header_line: Line of the column names.
        rows: Cells as text, one sequence for each row under the heading; a row may
            have more cells than there are columns, never fewer. Blank rows are kept.
        lines: Line of each of ``rows``.
        titles: Lines above the heading that are not column names, with their text.
        blank_lines: Blank lines above the heading.
    """

    name: str
    origin: Origin
    columns: tuple[str, ...]
    header_line: int
    rows: Sequence[Row]
    lines: Sequence[int]
    titles: tuple[tuple[int, str], ...] = ()
    blank_lines: tuple[int, ...] = field(default=())

    @property
    def size(self) -> int:
        """Return the number of rows of the file, all but the heading itself."""
        return len(self.rows) + len(self.titles) + len(self.blank_lines)

    def column(self, name: str) -> list[str]:
        """Return the cells of one column, from the first row to the last."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def is_blank(row: Row) -> bool:
    """Return whether no cell of ``row`` holds anything but spaces."""
    return not any(cell.strip() for cell in row)


def column_letter(place: int) -> str:
    """Return the letters by which a spreadsheet names column ``place``, from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
