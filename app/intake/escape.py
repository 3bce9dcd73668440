"""Text that a spreadsheet program would run as a formula, made harmless and back."""

import re

_TRIGGER = re.compile(r"'*[=+\-@\t\r\n\x00]")
_ESCAPED = re.compile(r"''*[=+\-@\t\r\n\x00]")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def escape(text: str) -> str:
    """Return ``text`` with an apostrophe before it if it begins like a formula.

    A text that begins with apostrophes and then like a formula gets one more, so
    that ``unescape`` gives back exactly what there was. Negative numbers stay.
    """
    if _TRIGGER.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unescape(text: str) -> str:
    """Return ``text`` without the apostrophe that ``escape`` put before it."""
    if text[:1] == "'" and _ESCAPED.match(text):
        return text[1:]
    return text
