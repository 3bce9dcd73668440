"""What the tab Check and history shows, as values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of the check.

    Attributes:
        name: What is checked.
        result: ``Sound``, ``Wrong`` or that it was not come to.
        found: What was found.
    """

    name: str
    result: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRow:
    """A head that was printed from the window.

    Attributes:
        printed: The day.
        head: Number and characters.
        result: ``Matches`` or ``Does not match``.
        document: What it was printed on.
    """

    printed: str
    head: str
    result: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSight:
    """What is known without a check.

    Attributes:
        present: The head as it stands now, in characters.
        aloud: The same in words.
        since: How many changes came since a head was printed last.
        heads: The printed heads, the latest first.
        facts: The file and how it is written, one line.
        clock: What is to be noted of the clock; empty for nothing.
        erased: What is to be noted of erasures; empty for nothing.
    """

    present: str
    aloud: str
    since: str
    heads: tuple[HeadRow, ...]
    facts: str
    clock: str
    erased: str
