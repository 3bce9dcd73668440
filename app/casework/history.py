"""History: a record as its events leave it, as it was, and as it was known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
"""Columns of a record by name, as they are stored (text, numbers or None)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a record.

    Attributes:
        number: Its number in the store; later events have higher ones.
        kind: What happened: ``registered``, ``moved``, ``amended``, ``corrected``,
            ``undone``, ``removed``.
        status: Code of the status or state entered, if one was.
        reason: Code for why, where there is one.
        before: The changed columns of the present as they were.
        after: The changed columns of the present as they became.
        effective_at: Moment at which it took effect, seconds since 1970 UTC.
        recorded_at: Moment of recording, as written in the history, UTC.
        who: Who recorded it.
        why: Why, in words; may be empty.
        act: What was done, such as ``import``.
        operation: Uid of the operation that it was recorded in.
        corrects: Number of the event whose place it takes; None for none.
        asserts: What was so from ``effective_at`` on; None if that is ``after``.
    """

    number: int = 0
    kind: str
    status: str | None
    reason: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    effective_at: int
    recorded_at: str
    who: str
    why: str
    act: str
    operation: str = ""
    corrects: int | None = None
    asserts: Mapping[str, Any] | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the event says was so from ``effective_at`` on."""
        found = self.after if self.asserts is None else self.asserts
        return {name: value for name, value in found.items() if name != "version"}


def known_by(entries: Iterable[Entry], stamp: str) -> list[Entry]:
    """Return the entries recorded by ``stamp``, such as ``2026-03-31T22:59:59Z``."""
    return [entry for entry in entries if entry.recorded_at <= stamp]


def holding(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that no other of them took the place of, as they took effect.

    Those of one moment come in the order in which they were recorded.
    """
    gone = {entry.corrects for entry in entries}
    held = [entry for entry in entries if entry.number not in gone]
    return sorted(held, key=lambda entry: (entry.effective_at, entry.number))


def as_it_was(entries: Sequence[Entry], moment: int) -> Row:
    """Return the facts of a record at ``moment`` from all of ``entries``.

    Give the entries ``known_by`` a stamp for the facts as they were known then. Empty
    when the record was not there yet, or was taken away.
    """
    row: Row = {}
    for entry in holding(entries):
        if entry.effective_at > moment:
            break
        row = {} if entry.kind == "removed" else {**row, **entry.facts}
    return row


def at_last(entries: Sequence[Entry], facts: Mapping[str, Any], moment: int) -> Row:
    """Return what ``facts`` from ``moment`` on come to: later entries go on to hold."""
    row: Row = dict(facts)
    for entry in holding(entries):
        if entry.effective_at > moment:
            told = entry.facts
            row.update((name, told[name]) for name in facts if name in told)
    return row
