"""What is known of a copy, in a small file beside it.

It may be read for a list. Nothing is done with a copy on its word: whoever restores or
rehearses checks the copy itself.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from app.keeping.private_file import write_private

REASONS: Mapping[str, str] = {
    "work": "while working",
    "close": "on closing",
    "asked": "asked for",
    "import": "before an import",
    "upgrade": "before an upgrade",
    "takeover": "before a takeover",
}
"""Why copies are made, and what each is called."""

IN_NAME = frozenset({"import", "upgrade", "takeover"})
"""Reasons that the name of a copy says, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNote:
    """What was found when a copy was made and checked.

    Attributes:
        store: Name of the store's file.
        made_at: When it was made, UTC.
        reason: Why, one of ``REASONS``.
        sequence: Number of the last operation in it.
        head: Head of its chain, hexadecimal.
        sha256: Digest of the file, hexadecimal.
        size: Bytes of the file.
        as_at: Day at whose end the figures hold.
        figures: Headline measures by name.
        verified_at: When it last passed every check, UTC; None if it never did.
        fault: What the last check found wrong; empty for nothing.
    """

    store: str
    made_at: datetime
    reason: str
    sequence: int
    head: str
    sha256: str
    size: int
    as_at: date
    figures: Mapping[str, float | None] = field(default_factory=dict)
    verified_at: datetime | None = None
    fault: str = ""


def note_file(copy: Path) -> Path:
    """Return where what is known of a copy lies."""
    return copy.with_name(f"{copy.name}.json")


def write_note(copy: Path, note: CopyNote) -> None:
    """Keep what is known of a copy beside it.

    Raises:
        OutputError: It cannot be written.
    """
    content = orjson.dumps(asdict(note), option=orjson.OPT_INDENT_2)
    write_private(note_file(copy), content)


def printable(name: str) -> str:
    """Return the name of a file as text, whatever bytes it is of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_note(copy: Path) -> CopyNote | None:
    """Return what is known of a copy; None where that is missing or makes no sense."""
    try:
        content = orjson.loads(note_file(copy).read_bytes())
        return _note(content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _note(content: dict[str, Any]) -> CopyNote:
    verified = content["verified_at"]
    figures = {
        str(name): None if value is None else float(value)
        for name, value in content["figures"].items()
    }
    return CopyNote(
        store=str(content["store"]),
        made_at=_moment(content["made_at"]),
        reason=str(content["reason"]),
        sequence=int(content["sequence"]),
        head=str(content["head"]),
        sha256=str(content["sha256"]),
        size=int(content["size"]),
        as_at=date.fromisoformat(content["as_at"]),
        figures=figures,
        verified_at=None if verified is None else _moment(verified),
        fault=str(content["fault"]),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment
