"""Cells of a workbook that hold an error, which python-calamine reads as empty."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree  # every DOCTYPE was refused before

_CHUNK = 1 << 20
_OVERLAP = 1 << 12
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s([^<>]*\bt=["']e["'][^<>]*)(?<!/)>(?:(?!</(?:\w+:)?c>).){0,2000}?"""
    rb"""<(?:\w+:)?v>([^<]{1,40})<""",
    re.DOTALL,
)
_MARK = re.compile(rb"""\bt=["']e["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_MOST = 100_000

Errors = dict[int, dict[int, str]]
"""The text of each error by its line, from 1, and its column, from 0."""


def error_cells(content: bytes, sheet: str) -> Errors:
    """Return the errors of a sheet, such as ``#N/A``; the first 100,000 of them.

    Call ``check_workbook`` first. What cannot be found out is left empty: a workbook
    without errors is the rule, and the reader itself judges a broken one.
    """
    found: Errors = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = _part_of(archive, sheet)
            if part is None:
                return found
            for count, (line, place, text) in enumerate(_errors(archive, part)):
                if count >= _MOST:
                    break
                found.setdefault(line, {})[place] = text
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile, UnicodeDecodeError):
        return found
    return found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    wanted = next(
        (
            value
            for each in book.iter()
            if _bare(each.tag) == "sheet" and each.get("name") == sheet
            for name, value in each.items()
            if _bare(name) == "id" and name.startswith("{")
        ),
        None,
    )
    links = ElementTree.fromstring(  # noqa: S314
        archive.read("xl/_rels/workbook.xml.rels")
    )
    for link in links.iter():
        if link.get("Id") == wanted and wanted is not None:
            return normpath(join("/xl", link.get("Target", ""))).lstrip("/")
    return None


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _errors(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            chunk = kept + chunk
            if _MARK.search(chunk):
                for match in _CELL.finditer(chunk):
                    if place := _PLACE.search(match[1]):
                        yield int(place[2]), _column(place[1]), match[2].decode()
            kept = chunk[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
