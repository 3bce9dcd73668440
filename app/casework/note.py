"""Notes on a request."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note.

    Attributes:
        uid: Permanent identity.
        version: Number of changes since the record was made, from 1.
        request: Uid of its request.
        written_on: Day that it is about.
        text: What it says; free text, shown as it is.
    """

    uid: str
    version: int = 1
    request: str
    written_on: date
    text: str
