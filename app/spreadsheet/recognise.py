"""Files that are no table, known by their first bytes, each with its sentence."""

import re

from app.errors import ImportFileError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KNOWN = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_MARKUP = re.compile(
    rb"\s*<(?:!doctype|html|\?xml|table|head|body|meta)", re.IGNORECASE
)
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 12, 13, 26, 27})
_LOOKED_AT = 65_536
_SAVE_AS = "Open it in the spreadsheet program and save it as XLSX or CSV."


def refuse_other_kinds(content: bytes) -> None:
    """Refuse what is plainly neither a text table nor an XLSX workbook.

    Raises:
        ImportFileError: The sentence says what the file is, as far as can be told.
    """
    start = content[:_LOOKED_AT]
    if start.startswith(_OLD_OFFICE):
        _refuse_old_office(content)
    for mark, kind in _KNOWN:
        if start.startswith(mark):
            raise ImportFileError(
                f"This file is {kind}, not a spreadsheet.",
                remedy="Choose the CSV or XLSX file that holds the requests.",
            )
    if _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise ImportFileError(
            "This file is a web page, whatever its name says.", remedy=_SAVE_AS
        )
    if len(start.translate(None, _CONTROLS)) < len(start) * 0.98 or _is_void(start):
        raise ImportFileError(
            "This file is not a spreadsheet: it does not hold readable text.",
            remedy="Choose the CSV or XLSX file that holds the requests.",
        )


def _is_void(start: bytes) -> bool:
    return start.count(0) > 0.9 * len(start)


def _refuse_old_office(content: bytes) -> None:
    if _ENCRYPTED in content:
        raise ImportFileError(
            "This workbook is protected by a password.",
            remedy="Save a copy of it without the password and import that.",
        )
    raise ImportFileError(
        "This is a workbook of the old kind (XLS), which is not read here.",
        remedy=_SAVE_AS,
    )
