"""XLSX workbooks: refused unread when hostile, then read by python-calamine."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO, Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.errors import ImportFileError
from app.spreadsheet.delimiter import Record
from app.spreadsheet.error_cells import Errors, error_cells
from app.spreadsheet.table import Limits

_CHUNK = 1 << 20
_OVERLAP = 4096  # bytes kept from one chunk to the next, so that no tag is cut
_CELL = re.compile(
    rb"""r=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*<(?:\w+:)?(?:v|is|f)\b"""
)
_STRING_COUNT = re.compile(rb"""uniqueCount=["'](\d+)["']""")
_ODD_NAME = re.compile(r"^[/\\]|\\|:|(^|/)\.\.(/|$)|[\x00-\x1f]")
_1904 = re.compile(rb"""date1904=["'](?:1|true)["']""")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_PART = re.compile(rb"""Type=["'][^"']*/(?:worksheet|sharedStrings|styles)["']""")
_XML = re.compile(rb"""Target=["'][^"']*\.xml["']""", re.IGNORECASE)
_SMALLEST_STRING = 5  # bytes: <si/>

_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SAVE_AS = "Open it in the spreadsheet program and save it as XLSX or CSV."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, opened.

    Attributes:
        name: Its name.
        names: Names of all sheets with cells, in the order of the workbook.
        records: Its rows as text, with their line numbers.
        rows: Number of rows.
        counts_from_1904: Whether the workbook's day numbers start in 1904.
    """

    name: str
    names: tuple[str, ...]
    records: Iterator[Record]
    rows: int
    counts_from_1904: bool


def is_workbook(content: bytes) -> bool:
    """Return whether the bytes begin as those of a ZIP file, which XLSX is."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def check_workbook(content: bytes, limits: Limits) -> None:
    """Refuse a workbook that is broken, of another kind, or built to do harm.

    Nothing is unpacked further than a chunk at a time.

    Raises:
        ImportFileError: One sentence that says which.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_directory(archive, len(content), limits)
            _check_kind(archive)
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive, part, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise _damaged(str(error)) from error
    except (RuntimeError, ValueError) as error:  # a part with a password, for one
        raise _damaged(str(error)) from error


def _check_directory(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts:
        raise _refused(f"it consists of {len(parts):,} parts")
    if unpacked > limits.unpacked or unpacked > limits.ratio * max(size, 1):
        raise _refused(f"it would unpack to {unpacked / 1e6:,.0f} MB")
    names = [part.filename.lower() for part in parts]
    if {part.compress_type for part in parts} - _PACKINGS:
        raise _refused("it is packed in a way that no spreadsheet program uses")
    if len(set(names)) < len(names) or any(map(_ODD_NAME.search, names)):
        raise _refused("its parts have names that no spreadsheet program writes")


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise ImportFileError(
            "This workbook is of a kind that cannot be read here.", remedy=_SAVE_AS
        )
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise ImportFileError("This ZIP file is not an XLSX workbook.", remedy=_SAVE_AS)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ImportFileError(
            "This workbook holds macros, and workbooks with macros are not taken.",
            remedy=_SAVE_AS,
        )


def _check_part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits
) -> None:
    is_sheet, reach = False, _Reach()
    with archive.open(part) as stream:
        for chunk in _overlapping(stream.read(_CHUNK), stream):
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk or b"\x00" in chunk:
                raise _refused(
                    "it holds definitions that no spreadsheet program writes"
                )
            is_sheet = is_sheet or b"sheetData" in chunk  # whatever its name is
            if is_sheet:
                reach.widen(chunk, limits)
            _check_strings(chunk, part.file_size)
            if part.filename.lower().endswith(".rels"):
                _check_targets(chunk)


def _check_targets(chunk: bytes) -> None:
    """Refuse a sheet or strings under a name by which they would not be looked at."""
    for link in _LINK.findall(chunk):
        if _PART.search(link) and not _XML.search(link):
            raise _refused("its parts have names that no spreadsheet program writes")


def _overlapping(chunk: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield chunk
    while following := stream.read(_CHUNK):
        chunk = chunk[-_OVERLAP:] + following
        yield chunk


def _check_strings(chunk: bytes, size: int) -> None:
    for count in _STRING_COUNT.findall(chunk):
        if len(count) > 10 or int(count) * _SMALLEST_STRING > size:
            raise _refused("it claims to hold more text than there is room for")


class _Reach:
    """How far the filled cells of a sheet reach; grows from chunk to chunk."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._columns: set[bytes] = set()
        self._values = 0

    def widen(self, chunk: bytes, limits: Limits) -> None:
        """Take in the cells of ``chunk``, and refuse a sheet that reaches too far."""
        found = _CELL.findall(chunk)
        self._values += chunk.count(b"<v>")
        self._columns.update(column for column, _ in found)
        self._rows.update({int(row) for _, row in found})
        if not self._rows:
            return
        height = max(self._rows) - min(self._rows) + 1
        width = max(map(_column_number, self._columns))
        _check_extent(height, width, limits)
        if self._values > 2 * limits.cells:
            raise too_big(height, width)


def _check_extent(height: int, width: int, limits: Limits) -> None:
    is_far = height > limits.rows or width > limits.columns
    if is_far or height * width > limits.cells:
        raise too_big(height, width)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def too_big(rows: int, columns: int) -> ImportFileError:
    """Return the refusal of a table of more rows or columns than are taken."""
    return ImportFileError(
        f"The table is too large to import: {rows:,} rows by {columns:,} columns.",
        remedy="Delete what does not belong to it, or split the file by year.",
    )


def _refused(why: str) -> ImportFileError:
    return ImportFileError(
        f"This workbook was not opened, because {why}.",
        remedy="If it is genuine, save the sheet as CSV and import that.",
    )


def _damaged(detail: str) -> ImportFileError:
    return ImportFileError(
        "This workbook is damaged or was cut short.",
        remedy="Copy or export it again; if it opens in the spreadsheet program,"
        " save it as CSV.",
        detail=detail,
    )


def open_sheet(content: bytes, *, wanted: str | None, limits: Limits) -> Sheet:
    """Open the sheet ``wanted``, or the first visible one that has two rows or more.

    Call ``check_workbook`` first. Formula cells come as the value they last had.

    Raises:
        ImportFileError: The workbook cannot be read, or has no such sheet.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
            and (sheet.visible == SheetVisibleEnum.Visible or sheet.name == wanted)
        ]
        sheet = _choose(workbook, names, wanted)
        _check_extent(sheet.total_height, sheet.total_width, limits)
        return Sheet(
            name=sheet.name,
            names=tuple(names),
            records=_records(sheet, error_cells(content, sheet.name)),
            rows=sheet.total_height,
            counts_from_1904=_is_1904(content),
        )
    except CalamineError as error:
        raise _damaged(str(error)) from error


def _choose(
    workbook: CalamineWorkbook, names: Sequence[str], wanted: str | None
) -> CalamineSheet:
    if wanted is not None and wanted not in names:
        raise ImportFileError(f"The workbook has no sheet called '{wanted}'.")
    for name in (wanted,) if wanted is not None else names:
        sheet = workbook.get_sheet_by_name(name)
        if wanted is not None or sheet.height > 1:
            return sheet
    if names:
        return workbook.get_sheet_by_name(names[0])
    raise ImportFileError("The workbook has no sheet that can be seen.")


def _records(sheet: CalamineSheet, errors: Errors) -> Iterator[Record]:
    if sheet.start is None:
        return
    indent = [""] * sheet.start[1]
    rows = sheet.to_python(skip_empty_area=True)
    for line, row in enumerate(rows, start=sheet.start[0] + 1):
        cells = indent + [_text(cell) for cell in row]
        for place, text in errors.get(line, {}).items():
            if place < len(cells) and not cells[place]:
                cells[place] = text
        yield line, cells


def _text(cell: object) -> str:
    """Return a cell as text: days as ISO days, numbers without an idle ``.0``."""
    return _TEXTS.get(type(cell), str)(cell)


def _number(cell: float) -> str:
    return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)


def _moment(cell: datetime) -> str:
    return cell.isoformat(" ").removesuffix(" 00:00:00")


def _duration(cell: timedelta) -> str:
    return f"{cell.total_seconds() / 3600:.10g}"  # in hours


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    bool: lambda cell: "TRUE" if cell else "FALSE",
    date: date.isoformat,
    datetime: _moment,
    time: time.isoformat,
    timedelta: _duration,
}


def _is_1904(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return bool(_1904.search(archive.read("xl/workbook.xml")))
