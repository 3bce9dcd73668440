"""Printed heads: which papers show where the history stood, and whether it still does.

A chain inside the file stops no one who can rewrite all of it. What was printed earlier
lies outside: the head on a paper must be in the chain, under the same number.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidRequest
from app.store import Store
from app.store.event import write
from app.store.replay import ERASE

PRINT = "print"
"""The kind of the operation that notes a print; it is no change of a record."""

_HEAD = "SELECT hex(head) AS head FROM chain WHERE operation = :sequence"
_LAST = "SELECT coalesce(max(operation), 0) FROM chain"
_ALL = """
    SELECT anchor.sequence, anchor.head, document, printed_on,
           coalesce(lower(hex(chain.head)) = anchor.head, 0) AS is_match
      FROM anchor LEFT JOIN chain ON chain.operation = anchor.sequence
  ORDER BY anchor.id DESC
"""
_LAST_PRINTED = "SELECT sequence, printed_on FROM anchor ORDER BY id DESC LIMIT 1"
_CHANGES = """
    SELECT count(*) FROM operation WHERE id > :sequence AND kind <> :print
"""
_ERASURES = """
    SELECT count(*) FROM operation WHERE id > :sequence AND kind = :erase
"""
_BACKWARDS = """
    SELECT later.id, later.recorded_at, operation.recorded_at AS before, later.kind
      FROM operation JOIN operation AS later ON later.id = operation.id + 1
     WHERE later.recorded_at < operation.recorded_at ORDER BY later.id DESC
"""
_TYPING = 2  # characters by which a head typed by hand may be mistyped


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A head that was printed.

    Attributes:
        sequence: Number of the operation that it follows.
        head: The head, 64 hexadecimal characters.
        document: What it was printed on.
        printed_on: The day.
        is_match: Whether the chain still has this head under this number.
    """

    sequence: int
    head: str
    document: str
    printed_on: date
    is_match: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whether a printed head is in the chain.

    Attributes:
        is_match: Whether it is.
        words: What that means, in sentences.
    """

    is_match: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep:
    """An operation recorded at an earlier moment than the one before it.

    Attributes:
        operation: Its number; the order of operations is by this alone.
        kind: What was done.
        recorded_at: When, by the clock of the computer, UTC.
        before: When the operation before it was recorded.
    """

    operation: int
    kind: str
    recorded_at: str
    before: str


def record_anchor(
    store: Store,
    sequence: int,
    short: str,
    document: str,
    *,
    on: date,
    who: str,
    at: datetime,
) -> str:
    """Note that a head was printed, and return the uid of the operation.

    Args:
        store: The store.
        sequence: Number of the operation that the head follows.
        short: Its first hexadecimal characters.
        document: What it was printed on.
        on: The day.
        who: Who printed it.
        at: Moment of recording, with time zone.

    Raises:
        InvalidRequest: The history has no such head.
        StoreError: It could not be saved.
    """
    head = head_at(store, sequence)
    if not short or not head.startswith(short):
        raise InvalidRequest(
            "What was printed is not of this history; it was not noted.",
            remedy="Open the report again and print it anew.",
        )
    row = {
        "sequence": sequence,
        "head": head,
        "document": document,
        "printed_on": on.isoformat(),
    }
    with write(store, who=who, why="", kind=PRINT, at=at) as operation:
        operation.register("anchor", row, effective_at=int(at.timestamp()))
    return operation.uid


def head_at(store: Store, sequence: int) -> str:
    """Return the head after an operation, hexadecimal; empty where there is none."""
    found = store.value(_HEAD, {"sequence": sequence})
    return str(found or "").casefold()


def read_anchors(store: Store) -> list[Anchor]:
    """Return every printed head, the latest first, and whether it still matches."""
    return [
        Anchor(
            sequence=row["sequence"],
            head=row["head"],
            document=row["document"],
            printed_on=date.fromisoformat(row["printed_on"]),
            is_match=bool(row["is_match"]),
        )
        for row in store.query(_ALL)
    ]


def match_head(store: Store, sequence: int, short: str) -> Match:
    """Compare a printed head with the chain, which ``verify`` must have found sound.

    Args:
        store: The store.
        sequence: The number printed.
        short: The hexadecimal characters printed.
    """
    last, head = int(store.value(_LAST)), head_at(store, sequence)
    count = last - sequence
    since = "1 operation" if count == 1 else f"{count:,} operations"
    named = f"{sequence}-{short}"
    if short and head.startswith(short):
        return Match(
            is_match=True,
            words=f"{named} matches: everything up to operation {sequence:,} is as it"
            f" was when this was printed{_but_erased(store, sequence)};"
            f" {since} came since.",
        )
    if not head:
        return Match(
            is_match=False,
            words=f"{named} does not match: this store ends at operation {last:,},"
            f" before the printed {sequence:,}. Its end was cut off, or an older copy"
            " was put in its place.",
        )
    return Match(
        is_match=False,
        words=f"{named} does not match: operation {sequence:,} of this store has"
        f" another head.{_mistyped(short, head)} The history up to it was written"
        " anew, or this is another store or another branch of it.",
    )


def _but_erased(store: Store, sequence: int) -> str:
    """Return what a head cannot vouch for: what was erased after it was printed."""
    wanted = {"sequence": sequence, "erase": ERASE}
    count = int(store.value(_ERASURES, wanted))
    if not count:
        return ""
    times = "once" if count == 1 else f"{count:,} times"
    return f", but for what was erased since, {times} (“{ERASE}” in the history)"


def _mistyped(short: str, head: str) -> str:
    """Return a hint that a head was mistyped: nobody can make one that is so near."""
    differing = sum(one != other for one, other in zip(short, head, strict=False))
    if differing > _TYPING:
        return ""
    return f" They differ in {differing} of {len(short)} characters: check your typing."


def since_print(store: Store) -> str:
    """Return how many changes were recorded since a head was printed last, in words."""
    row = store.one(_LAST_PRINTED)
    if row is None:
        return "no head printed before"
    wanted = {"sequence": row["sequence"], "print": PRINT}
    count = int(store.value(_CHANGES, wanted))
    changes = "1 change" if count == 1 else f"{count:,} changes"
    day = date.fromisoformat(row["printed_on"])
    return f"{changes} since {row['sequence']:,}, printed {day.day} {day:%b %Y}"


def clock_steps(store: Store) -> list[ClockStep]:
    """Return the operations recorded before the one that they follow, latest first."""
    return [
        ClockStep(
            operation=row["id"],
            kind=row["kind"],
            recorded_at=row["recorded_at"],
            before=row["before"],
        )
        for row in store.query(_BACKWARDS)
    ]
