"""What reads bytes from outside, each as a function that takes any bytes.

Whatever the bytes are, it must return or refuse (``AppError``); any other exception is
a fault. ``test_fuzzed.py`` tries them with hypothesis in every run, the program
``fuzz_readers.py`` with atheris, as ``python3 dev.py fuzz`` runs it.
"""

import json
import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from app.errors import AppError, ImportFileError
from app.intake.convert import convert, read_share
from app.intake.dates import explain, settle
from app.intake.mapping import from_json, guess_mapping
from app.intake.words import parse_dictionary
from app.keeping.copy_note import note_file, read_note
from app.protection.key_file import cost_of
from app.sharing import working
from app.sharing.generation import read_commit, record_name
from app.spreadsheet.child import answer
from app.spreadsheet.encoding import ENCODINGS, decode
from app.spreadsheet.reader import table_of
from app.spreadsheet.table import Limits, Reading
from app.spreadsheet.workbook import check_workbook
from app.store.engine import key_file
from app.store.lock import holder_of, owner_file
from tests.files import PARTS, SHEET

AS_AT = date(2026, 3, 31)
UNTIL = date(2028, 3, 31)
SMALL = Limits(size=1_000_000, unpacked=2_000_000, rows=2_000, cells=20_000)
FOLDER = Path(tempfile.mkdtemp(prefix="headroom-fuzz-"))


class Held:
    """Bytes that stand for a file of a name."""

    def __init__(self, content, name="any"):
        self._content, self._path = content, Path(name)
        self.name, self.suffix = self._path.name, self._path.suffix

    def read_bytes(self):
        return self._content


def text(content):
    """Read a text file as the reading process does, and its columns as dates."""
    lines = list(answer(Held(content), Reading(), SMALL, until=UNTIL))
    json.dumps(lines)
    for part in lines[1:-1]:
        for column in zip(*part["rows"], strict=False):
            reading = settle(column, AS_AT)
            if reading.examples and reading.format is None:
                explain(reading, "any")
            convert(column, read_share)
    for chosen in (None, *ENCODINGS):
        decode(content, chosen=chosen)


def workbook(content):
    """Check a workbook, and what would be one if the bytes were its parts."""
    for whole in (content, _packed(content)):
        try:
            check_workbook(whole, SMALL)
        except ImportFileError:
            continue


def _packed(content):
    names = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml")
    name = names[content[0] % 3] if content else names[0]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, usual in {**PARTS, names[0]: SHEET.format("", "")}.items():
            archive.writestr(part, content[1:] if part == name else usual)
        if name not in archive.namelist():
            archive.writestr(name, content[1:])
    return out.getvalue()


def calendar(content):
    """Read a calendar, and one whose event the bytes are."""
    event = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n%b\nEND:VEVENT\nEND:VCALENDAR\n" % content
    for whole in (b"BEGIN:VCALENDAR\n" + content, event):
        list(answer(Held(whole, "a.ics"), Reading(), SMALL, until=UNTIL))


def mapping(content):
    """Read a mapping of columns, and a list of known names."""
    said = content.decode("utf-8", "replace")
    for read in (_known_names, _mapping):
        try:
            read(said)
        except ImportFileError:
            continue


def _known_names(said):
    guess_mapping(("Ref", "Received", said[:20] or "x"), parse_dictionary(said))


def _mapping(said):
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return  # the command says so itself
    from_json(found)


def child(content):
    """Read what the reading process answers, were it taken over by a file."""
    table_of("any.csv", iter(content.split(b"\n")))


def owner(content):
    """Read who has the pen."""
    store = FOLDER / "unit.db"
    owner_file(store).write_bytes(content)
    holder_of(store)


def copy(content):
    """Read what is told of a copy."""
    place = FOLDER / "copy.db"
    note_file(place).write_bytes(content)
    read_note(place)


def share(content):
    """Read the records of a shared folder."""
    _kept(record_name(1), content)
    read_commit(FOLDER, 1)
    _kept(working.NOTE, content)
    working.read_note(FOLDER)


def key(content):
    """Read the file that holds the key of a protected store."""
    place = FOLDER / "locked.db"
    key_file(place).write_bytes(content)
    cost_of(place)


def _kept(name, content):
    place = FOLDER / name
    place.write_bytes(content)
    return place


TARGETS = {
    each.__name__: each
    for each in (text, workbook, calendar, mapping, child, owner, copy, share, key)
}
"""Every reader of bytes from outside, by its name."""

KNOWN = (
    *(b"Ref,Received\nA,1/2/2026\n", b'"', b";", b"\t", b"\0", b"\r\n", b"sep=;\n"),
    *(b"PK\x03\x04", b"\xef\xbb\xbf", b"\xff\xfe", b"<html>", b"<!DOCTYPE", b"\x93"),
    *(b'<c r="A1"><v>1</v></c>', b'<row r="1">', b'uniqueCount="9"', b"&#0;", b"]]>"),
    *(b"DTSTART:20260105\n", b"RRULE:FREQ=DAILY;COUNT=3\n", b"DURATION:P1D\n"),
    *(
        b"DTSTART;TZID=Europe/London:20260105T090000\n",
        b"EXDATE:20260106\n",
        b"UID:a\n",
    ),
    *(b"BEGIN:VTIMEZONE\n", b"END:VTIMEZONE\n", b"RDATE;VALUE=PERIOD:", b"ATTENDEE:"),
    *(b"[fields]\n", b'a = "b"\n', b'{"kind":"requests","columns":{}', b"[" * 40),
    *(b'{"end":true}\n', b'{"refused":1}\n', b'{"rows":[["a"]],"lines":[1]}\n'),
    *(
        b'"number":1e999,',
        b'"sequence":',
        b'"head":"',
        b"{",
        b"}",
        b"null",
        b"-1",
        b"NaN",
    ),
)
"""Pieces of which hostile bytes are put together."""


FIELDS = (
    *("store", "made_at", "reason", "sequence", "head", "sha256", "size", "as_at"),
    *("figures", "verified_at", "fault", "format", "kdf", "keys", "salt", "lanes"),
    *("memory_kib", "passes", "folder", "share", "number", "seen", "published"),
    *("process", "token", "computer", "machine", "kind", "columns", "counts", "values"),
    *("dates", "origin", "rows", "lines", "titles", "blank_lines", "header_line"),
    *("total", "refused", "memory", "end", "fixed", "mixed", "sample", "sheets"),
)
ODD = (
    *(None, True, 0, -1, 10**30, 1.5, float("inf"), "", "x", "2026-03-31"),
    *("2026-03-31T12:00:00+00:00", [], [1], ["a"], {}, {"a": 1}, "00" * 16, [[1, "a"]]),
    *("argon2id", {"sample": [], "sheets": [], "sha256": "", "kind": "csv"}, "00" * 60),
)
JSON_READERS = frozenset(("mapping", "child", "owner", "copy", "share", "key"))
"""Readers of which random bytes would seldom reach more than the reader of JSON."""


def tried(name, content):
    """Give bytes to a reader, and an object of JSON that they stand for."""
    done = _given(name, content)
    if name in JSON_READERS:
        done = _given(name, _object(content)) or done
    return done


def _given(name, content):
    try:
        TARGETS[name](content)
    except AppError:
        return False
    return True


def _object(content):
    pairs = zip(content[::2], content[1::2], strict=False)
    known = len(FIELDS), len(ODD)
    found = {FIELDS[a % known[0]]: ODD[b % known[1]] for a, b in pairs}
    return json.dumps(found).encode()
