"""Text that a spreadsheet program must not take for a formula."""

import re

_TRIGGER = re.compile(r"'*[=+\-@\t\r\x00]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\x00]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def escaped_cell(text: str) -> str:
    """Return the text of a cell as it may stand in a file or on the clipboard.

    What a spreadsheet program would calculate gets an apostrophe before it; so does
    what begins with such an apostrophe already, so that nothing is lost on the way
    back. A plain number stays a number.
    """
    if _TRIGGER.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unescaped_cell(text: str) -> str:
    """Return the text that ``escaped_cell`` was given."""
    return text[1:] if _ESCAPED.match(text) else text
