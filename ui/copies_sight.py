"""What the tab Copies of Safety shows, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """One copy, in one place or in both.

    Attributes:
        path: The file, beside the store where it lies there.
        when: When it was made, local time.
        kind: Why it was made, in words.
        sequence: Number of the last change in it.
        behind: How many changes of the store it lacks; None where it is not a part of
            the history of the store, as after one has gone back.
        size: Bytes of the file.
        places: Where it lies, in words.
        verdict: What its last check found, in words.
        is_verified: Whether it passed.
    """

    path: Path
    when: datetime
    kind: str
    sequence: int
    behind: int | None
    size: int
    places: str
    verdict: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One of the facts at the head of the tab.

    Attributes:
        value: The fact in a few words.
        more: What else belongs to it, a sentence.
        tone: good, watch, bad or plain.
    """

    value: str = "…"
    more: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesSight:
    """All that the tab shows.

    Attributes:
        newest: About the newest verified copy.
        places: About the two places.
        rehearsal: About the last rehearsal.
        rows: The copies, the newest first.
        sentence: What the head of the page says.
        has_second: Whether a second place was chosen.
    """

    newest: Fact = field(default_factory=Fact)
    places: Fact = field(default_factory=Fact)
    rehearsal: Fact = field(default_factory=Fact)
    rows: tuple[CopyRow, ...] = ()
    sentence: str = ""
    has_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What going back to a copy would change, for the dialog that asks.

    Attributes:
        copy: The file of the copy.
        title: The copy in a few words: when it was made and how far it goes.
        sentence: What would be left behind.
        is_same: Whether nothing differs.
        changes: Rows of the table of changes left behind: when, who, what, why.
        requests: Rows of the table of requests that differ: reference, in the store,
            in the copy.
    """

    copy: Path
    title: str
    sentence: str
    is_same: bool
    changes: tuple[tuple[str, ...], ...]
    requests: tuple[tuple[str, ...], ...]
