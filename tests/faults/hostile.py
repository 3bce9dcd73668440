"""Files built to do harm, or broken: each by the few lines that make it.

``WORKBOOKS``, ``TEXTS`` and ``CALENDARS`` hold a function for each, which is given a
folder and returns the path of the file. What is accepted, for it can be read without
harm, is in ``ACCEPTED``.
"""

import random
import struct
import zipfile
import zlib

from tests.files import CELLS, PARTS, SHEET

ROW = '<row r="{0}"><c r="A{0}" t="str"><v>{1}</v></c><c r="B{0}"{2}</c></row>'
GOOD = "".join(
    ROW.format(line, text, f' t="str"><v>{more}</v>')
    for line, text, more in ((1, "Ref", "Day"), (2, "A", "x"), (3, "B", "y"))
)
BOOK = PARTS["xl/workbook.xml"]
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def _chance(seed):
    return random.Random(seed)  # noqa: S311 - no secret


def forge(folder, rows=GOOD, doctype="", drop=(), **parts):
    path = folder / "forged.xlsx"
    extra = {name.replace("__", "/"): text for name, text in parts.items()}
    whole = {
        **PARTS,
        "xl/worksheets/sheet1.xml": SHEET.format(doctype, rows),
        **extra,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            if name not in drop:
                archive.writestr(name, text)
    return path


def cell(value):
    """A workbook whose one odd cell is ``value``: the rest of its tag, and content."""
    return lambda folder: forge(folder, GOOD + ROW.format(4, "C", value))


def content(data, name="file.xlsx"):
    def make(folder):
        path = folder / name
        path.write_bytes(data() if callable(data) else data)
        return path

    return make


def bomb(folder):
    path = folder / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(650):
            part.write(b" " * 1_000_000)
    return path


def lying_bomb(folder):
    """A part that is far longer than the directory says; the digest is of its start."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    head = SHEET.format("", CELLS).encode()[:-30]
    packed = packer.compress(head) + b"".join(
        packer.compress(b"<row><c><v>1</v></c></row>" * 40_000) for _ in range(300)
    )
    packed += packer.flush()
    path = forge(folder, drop=("xl/worksheets/sheet1.xml",))
    data = path.read_bytes()
    directory = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[directory + 10 : directory + 20])
    name = b"xl/worksheets/sheet1.xml"
    facts = struct.pack(
        "<HHHHHIIIHH",
        *(20, 0, 8, 0, 33, zlib.crc32(head), len(packed), len(head), len(name), 0),
    )
    entry = b"PK\x01\x02\x14\x00" + facts + bytes(10) + struct.pack("<I", start) + name
    path.write_bytes(
        data[:start]
        + b"PK\x03\x04"
        + facts
        + name
        + packed
        + data[start:directory]
        + entry
        + b"PK\x05\x06"
        + struct.pack(
            *("<HHHHIIH", 0, 0, count + 1, count + 1, size + len(entry)),
            *(start + 4 + len(facts) + len(name) + len(packed), 0),
        )
    )
    return path


def one_giant_cell(folder):
    chance = _chance(1)
    noise = chance.randbytes(120_000).hex()
    text = "".join(noise + "a" * 2_000_000 for _ in range(60))
    return forge(folder, GOOD + ROW.format(4, "C", f' t="str"><v>{text}</v>'))


def renamed_sheet(folder):
    links = PARTS["xl/_rels/workbook.xml.rels"].replace("sheet1.xml", "sheet1.dat")
    far = ROW.format(1048576, "C", " ><v>1</v>")
    parts = {
        "xl/_rels/workbook.xml.rels": links,
        "xl__worksheets__sheet1.dat": SHEET.format("", GOOD + far),
    }
    return forge(folder, drop=("xl/worksheets/sheet1.xml",), **parts)


def moved_sheet(folder):
    links = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/", "")
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    parts = {"xl/_rels/workbook.xml.rels": links}
    return forge(folder, **parts, **{"xl__sheet1.xml": SHEET.format("", GOOD + far)})


def twice(folder):
    path = forge(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/WORKBOOK.XML", "<a/>")
    return path


def locked(folder):
    data = bytearray(forge(folder).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return content(bytes(data))(folder)


def claims(text):
    strings = f'<sst uniqueCount="{text}"><si><t>a</t></si></sst>'
    return lambda folder: forge(folder, **{"xl__sharedStrings.xml": strings})


def cut(share):
    def make(folder):
        path = forge(folder)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def old_kind():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff"
    return head + b"\x09\x00" + b"\xff" * 2000


WORKBOOKS = {
    "650 MB of spaces": bomb,
    "longer than its directory says": lying_bomb,
    "one cell of 134 MB": one_giant_cell,
    "packed a thousandfold": lambda f: forge(f, xl__padding=" " * 3_000_000),
    "opposite corners": lambda f: forge(
        f, CELLS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "opposite corners, the cell after a comment": lambda f: forge(
        f, CELLS + '<row r="1048576"><c r="XFD1048576"><!-- --><v>1</v></c></row>'
    ),
    "opposite corners in a part not named XML": renamed_sheet,
    "opposite corners in another folder": moved_sheet,
    "a far row whose cells say no place": lambda f: forge(
        f, CELLS + '<row r="1048576"><c><v>1</v></c></row>'
    ),
    "4,294,967,295 strings": claims("4294967295"),
    "strings beyond any number": claims("9" * 40),
    "billion laughs": lambda f: forge(f, doctype=LAUGHS + "]>"),
    "quadratic entities": lambda f: forge(
        f, doctype=f"<!DOCTYPE q [<!ENTITY a '{'a' * 50_000}'>]>"
    ),
    "an entity from a file": lambda f: forge(
        f, doctype="<!DOCTYPE x [<!ENTITY p SYSTEM 'file:///etc/hostname'>]>"
    ),
    "definitions in UTF-16": lambda f: forge(
        f,
        **{
            "xl__workbook.xml": f"<!DOCTYPE l>{PARTS['xl/workbook.xml']}".encode(
                "utf-16"
            )
        },
    ),
    "definitions in the strings": lambda f: forge(
        f, **{"xl__sharedStrings.xml": "<!DOCTYPE l><sst/>"}
    ),
    "names that climb": lambda f: forge(f, **{"xl__..__..__evil.xml": "<a/>"}),
    "names from the root": lambda f: forge(f, **{"__etc__evil.xml": "<a/>"}),
    "names of a drive": lambda f: forge(f, **{"C:evil.xml": "<a/>"}),
    "a name twice": twice,
    "2,001 parts": lambda f: forge(f, **{f"xl__m{n}": "" for n in range(2001)}),
    "macros": lambda f: forge(f, **{"xl__vbaProject.bin": "x"}),
    "a binary workbook": lambda f: forge(f, **{"xl__workbook.bin": "x"}),
    "an open document": lambda f: forge(f, mimetype="x"),
    "no workbook in it": lambda f: forge(f, drop=("xl/workbook.xml",)),
    "no sheet in it": lambda f: forge(f, drop=("xl/worksheets/sheet1.xml",)),
    "a bad index of strings": cell(' t="s"><v>77</v>'),
    "a bad truth": cell(' t="b"><v>maybe</v>'),
    "a bad date": cell(' t="d"><v>31-02-2026T99</v>'),
    "a bad number": cell("><v>1e</v>"),
    "not a number": cell("><v>NaN</v>"),
    "a number beyond all": cell("><v>1e999</v>"),
    "a lying dimension": lambda f: forge(
        f, f'{GOOD}</sheetData><dimension ref="A1:XFD1048576"/><sheetData>'
    ),
    "a formula": cell(" t=\"str\"><f>cmd|' /C calc'!A0</f><v>=1+1</v>"),
    "an error": cell(' t="e"><v>#N/A</v>'),
    "XML that breaks off": lambda f: forge(f, GOOD + "<row><c"),
    "locked by a password": locked,
    "cut to a half": cut(0.5),
    "cut by its last bytes": cut(0.98),
    "random bytes after PK": content(
        lambda: b"PK\x03\x04" + _chance(2).randbytes(20_000)
    ),
    "the old kind with giant counts": content(old_kind, "old.xls"),
    "a web page named .xls": content(b"<html><table><tr><td>Ref</td></table>", "w.xls"),
    "nothing": content(b""),
}
"""Workbooks that are hostile or broken."""

HEAD = b"Ref,Received,Phones\n"
TEXTS = {
    "one line of 30 MB": content(b"a" * 30_000_000, "t.csv"),
    "one line of 4 MB with commas": content(b"a," * 2_000_000, "t.csv"),
    "a cell of 3 MB": content(HEAD + b"x," + b"a" * 3_000_000 + b",1\n", "t.csv"),
    "10,000 columns": content(
        b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"1," * 9_999 + b"1\n",
        "t.csv",
    ),
    "a quotation mark never closed": content(
        HEAD + b'x,"open,1\n' + b"DF,x,1\n" * 200_000, "t.csv"
    ),
    "quotation marks everywhere": content(b'"' * 100_001, "t.csv"),
    "quotation marks by turns": content(HEAD + b'"a"b"c"d"",1,2\n' * 9, "t.csv"),
    "only NULs": content(bytes(100_000), "t.csv"),
    "NULs in cells": content(HEAD + b"DF\x00-1,x,1\nDF-2,\x00,2\n" * 3, "t.csv"),
    "line ends of four kinds": content(
        b"Ref,Received\r\nDF-1,x\rDF-2,y\nDF-3,z\r\r\nDF-4,\x85w\n", "t.csv"
    ),
    "UTF-16 cut in a letter": content(
        "Ref,Received\nDF-1,é\n".encode("utf-16")[:-1], "t.csv"
    ),
    "UTF-16 of half letters": content(
        b"\xff\xfe" + "Ref,In\nDF".encode("utf-16-le") + b"\x00\xd8" * 50, "t.csv"
    ),
    "letters that turn the line round": content(
        "Ref,\u202eIn\u2066\nDF-1,x\n".encode(), "t.csv"
    ),
    "only delimiters": content(b",;|\t" * 50_000, "t.csv"),
    "a million short rows": content(b"a,b\n" * 1_000_000, "t.csv"),
    "control characters": content(HEAD + bytes(range(1, 32)) * 9, "t.csv"),
    "every byte there is": content(bytes(range(256)) * 300, "t.csv"),
    "random bytes": content(lambda: _chance(3).randbytes(300_000), "t.csv"),
    "a program": content(b"\x7fELF\x02\x01\x01" + bytes(5000), "t.csv"),
    "a picture": content(b"\x89PNG\r\n\x1a\n" + bytes(500), "t.csv"),
    "a mark and nothing": content(b"\xef\xbb\xbf", "t.csv"),
    "a hint and nothing": content(b"sep=;\n", "t.csv"),
    "formulas in each cell": content(
        HEAD + b"=1+1,@SUM(1),\"=cmd|' /C calc'!A0\"\n" * 3, "t.csv"
    ),
}
"""Text files that are hostile or broken."""


def calendar(*lines, begin="DTSTART:20260105T090000Z", copies=1):
    event = "\r\n".join(
        ("BEGIN:VEVENT", "UID:a", begin, "SUMMARY:Leave", *lines, "END:VEVENT", "")
    )
    whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event * copies}END:VCALENDAR\r\n"
    return content(whole.encode(), "c.ics")


ZONE = (
    "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\n"
    "DTSTART:00010101T000000\r\nTZOFFSETFROM:+9900\r\nTZOFFSETTO:-9900\r\n"
    "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:z\r\n"
    "DTSTART;TZID=Odd:20260105T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CALENDARS = {
    "each second without an end": calendar("RRULE:FREQ=SECONDLY"),
    "each day without an end, from year 1": calendar(
        "RRULE:FREQ=DAILY", begin="DTSTART;VALUE=DATE:00010101"
    ),
    "a rule that never comes true": calendar(
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    ),
    "a rule of every second of a day": calendar(
        "RRULE:FREQ=DAILY;BYHOUR="
        + ",".join(map(str, range(24)))
        + ";BYMINUTE="
        + ",".join(map(str, range(60)))
        + ";BYSECOND="
        + ",".join(map(str, range(60)))
    ),
    "a rule with a giant interval": calendar("RRULE:FREQ=DAILY;INTERVAL=99999999999"),
    "a rule with a giant count": calendar("RRULE:FREQ=DAILY;COUNT=999999999999"),
    "10,000 rules that never end": calendar(
        "RRULE:FREQ=DAILY", begin="DTSTART;VALUE=DATE:20200101", copies=10_000
    ),
    "a folded line of 3 MB": calendar("X-A:" + "\r\n aaaaaaaa" * 300_000),
    "a summary of 5 MB": calendar("SUMMARY:" + "a" * 5_000_000),
    "100,000 further days": calendar(
        "RDATE:" + ",".join(f"{2000 + n % 90}0101T000000Z" for n in range(100_000))
    ),
    "20,000 attendees": calendar(*["ATTENDEE:mailto:a@b.c"] * 20_000),
    "an unknown zone": calendar(begin="DTSTART;TZID=Nowhere/Land:20260105T090000"),
    "a zone that climbs": calendar(
        begin="DTSTART;TZID=../../../etc/passwd:20260105T090000"
    ),
    "a zone that is a device": calendar(begin="DTSTART;TZID=/dev/zero:20260105T090000"),
    "a zone of endless turns": content(ZONE.encode(), "c.ics"),
    "the last day of all": calendar("DURATION:P99999999D", begin="DTSTART:99991231"),
    "parts within parts": content(
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nBEGIN:VALARM\r\n" * 50_000, "c.ics"
    ),
    "no end": content(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026", "c.ics"),
    "nothing in it": content(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "c.ics"),
    "NULs in it": calendar("SUMMARY:a\x00b", "X-B:\x00"),
    "random bytes after the head": content(
        lambda: b"BEGIN:VCALENDAR\r\n" + _chance(4).randbytes(200_000), "c.ics"
    ),
}
"""Calendars that are hostile or broken."""

EVERY = {
    f"{kind}: {name}": make
    for kind, files in (
        ("workbook", WORKBOOKS),
        ("text", TEXTS),
        ("calendar", CALENDARS),
    )
    for name, make in files.items()
}
"""All of them, by kind and name."""

READ = (
    *("a bad date", "a bad number", "not a number", "a number beyond all"),
    *("a lying dimension", "a formula", "an error"),
    *("quotation marks by turns", "NULs in cells", "line ends of four kinds"),
    *("UTF-16 cut in a letter", "UTF-16 of half letters"),
    *("letters that turn the line round", "formulas in each cell"),
)
"""Files that can be read without harm; what they hold is then judged row by row."""

REFUSED = (
    "10,000 rules that never end",
    "nothing in it",
    "random bytes after the head",
)
"""Calendars that are refused; of the others each event says what is wrong with it."""

SLOW = ("one cell of 134 MB", "10,000 rules that never end")
"""Files that take seconds by themselves."""
