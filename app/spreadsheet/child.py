"""The process that reads a file from outside, so that no file can take us down.

It is given one line of JSON and answers in lines of JSON: first the heading, then
the rows some thousand at a time, or one refusal. It opens the one file for reading
and writes nothing but its answer.
"""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from app.errors import ImportFileError
from app.spreadsheet.calendar_text import is_calendar, take_apart
from app.spreadsheet.delimiter import Record, find_delimiter, records
from app.spreadsheet.encoding import decode
from app.spreadsheet.heading import LOOKED_AT, column_names, find_heading, split_above
from app.spreadsheet.memory import limit_memory
from app.spreadsheet.recognise import refuse_other_kinds
from app.spreadsheet.table import Limits, Origin, Reading, is_blank
from app.spreadsheet.workbook import check_workbook, is_workbook, open_sheet, too_big

CALENDAR_ENDINGS = (".ics", ".ical", ".ifb", ".icalendar")
CHUNK = 2_000
"""Rows in one line of the answer."""


def main() -> int:
    """Read one order from standard input, answer on standard output.

    Both are opened by number: a frozen program without a console has no ``sys.stdin``.
    """
    with open(0, "rb", closefd=False) as stream:
        order = orjson.loads(stream.readline())
    limits = Limits(**order["limits"])
    limit_memory(limits.memory)
    until = date.fromisoformat(order["until"])
    lines = answer(
        Path(order["path"]), Reading(**order["reading"]), limits, until=until
    )
    with open(1, "wb", closefd=False) as stream:
        for line in lines:
            stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            stream.flush()
    return 0


def answer(
    path: Path, reading: Reading, limits: Limits, *, until: date = date.max
) -> Iterator[dict[str, Any]]:
    """Yield the answer line by line; a refusal or too little memory ends it.

    Args:
        path: The file.
        reading: What the user decided about the reading.
        limits: What the file may weigh.
        until: Last day to which events of a calendar that repeat are written out.
    """
    try:
        content = path.read_bytes()
        if is_calendar(content):
            yield from _calendar(content, reading, until)
        else:
            if content:
                _refuse_by_name(path)
            yield from _table(content, reading, limits)
        yield {"end": True}
    except ImportFileError as error:
        yield {"refused": error.message, "remedy": error.remedy, "detail": error.detail}
    except MemoryError:
        yield {"memory": True}


def _refuse_by_name(path: Path) -> None:
    if path.suffix.casefold() in CALENDAR_ENDINGS:
        raise ImportFileError(
            "The file is named as a calendar but holds none.",
            remedy="Export the calendar again as iCalendar; if it is a table, let its"
            " name end in .csv or .xlsx.",
        )


def _calendar(
    content: bytes, reading: Reading, until: date
) -> Iterator[dict[str, Any]]:
    from app.spreadsheet.calendar_file import COLUMNS, calendar_rows

    text = take_apart(content, chosen=reading.encoding)
    rows = calendar_rows(text, until)
    origin = Origin(
        sha256=hashlib.sha256(content).hexdigest(),
        kind="ics",
        encoding=text.decoded.encoding,
        is_certain=text.decoded.is_certain,
        sample=text.decoded.sample,
    )
    yield {
        "origin": asdict(origin),
        "columns": COLUMNS,
        "header_line": 1,
        "titles": (),
        "blank_lines": (),
        "total": len(rows),
    }
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        yield {"lines": [line for line, _ in part], "rows": [row for _, row in part]}


def _table(
    content: bytes, reading: Reading, limits: Limits
) -> Iterator[dict[str, Any]]:
    if not content:
        raise ImportFileError("The file is empty.", remedy="Export it again.")
    opened = _open_workbook if is_workbook(content) else _open_text
    origin, source, total = opened(content, reading, limits)
    source = _within(source, limits)
    start = list(islice(source, LOOKED_AT))
    place = _heading(start, reading)
    line, names = start[place][0], column_names(start[place][1])
    titles, blank = split_above(start[:place])
    yield {
        "origin": asdict(origin),
        "columns": names,
        "header_line": line,
        "titles": titles,
        "blank_lines": blank,
        "total": total,
    }
    yield from _rows(start[place + 1 :], source, len(names))


def _heading(start: list[Record], reading: Reading) -> int:
    if reading.header_line is None:
        return find_heading(start)
    lines = [line for line, _ in start]
    if reading.header_line not in lines:
        raise ImportFileError(
            f"No row starts on line {reading.header_line} near the top of the file."
        )
    return lines.index(reading.header_line)


def _open_workbook(
    content: bytes, reading: Reading, limits: Limits
) -> tuple[Origin, Iterator[Record], int]:
    check_workbook(content, limits)
    sheet = open_sheet(content, wanted=reading.sheet, limits=limits)
    origin = Origin(
        sha256=hashlib.sha256(content).hexdigest(),
        kind="xlsx",
        sheet=sheet.name,
        sheets=sheet.names,
        counts_from_1904=sheet.counts_from_1904,
    )
    return origin, sheet.records, sheet.rows


def _open_text(
    content: bytes, reading: Reading, _: Limits
) -> tuple[Origin, Iterator[Record], int]:
    refuse_other_kinds(content)
    decoded = decode(content, chosen=reading.encoding)
    delimiter = reading.delimiter or find_delimiter(decoded.text)
    origin = Origin(
        sha256=hashlib.sha256(content).hexdigest(),
        kind="csv",
        encoding=decoded.encoding,
        is_certain=decoded.is_certain,
        sample=decoded.sample,
        delimiter=delimiter,
    )
    return origin, records(decoded.text, delimiter), decoded.text.count("\n") + 1


def _within(source: Iterator[Record], limits: Limits) -> Iterator[Record]:
    cells = 0
    for count, (line, row) in enumerate(source, start=1):
        cells += len(row)
        if count > limits.rows or len(row) > limits.columns or cells > limits.cells:
            raise too_big(count, len(row))
        yield line, row


def _rows(
    start: list[Record], source: Iterator[Record], width: int
) -> Iterator[dict[str, Any]]:
    lines: list[int] = []
    rows: list[list[str]] = []
    is_empty = True
    for rest in (start, source):
        for line, row in rest:
            is_empty = is_empty and is_blank(row)
            lines.append(line)
            rows.append(_fitted(row, width))
            if len(rows) == CHUNK:
                yield {"lines": lines, "rows": rows}
                lines, rows = [], []
    if is_empty:
        raise ImportFileError(
            "The file has column names but no rows under them.",
            remedy="Export it again with the rows, or choose another sheet.",
        )
    yield {"lines": lines, "rows": rows}


def _fitted(row: list[str], width: int) -> list[str]:
    """Return the row as wide as the heading; longer only where more is filled in."""
    if len(row) < width:
        return row + [""] * (width - len(row))
    while len(row) > width and not row[-1].strip():
        row.pop()
    return row


if __name__ == "__main__":
    sys.exit(main())
