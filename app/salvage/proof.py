"""What of the history that was read is proven, by digests and by the chain.

An event is proven by its digest, an operation by the heads before and after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import product

import orjson

from app.casework.history import Row
from app.progress import Progress, no_progress
from app.salvage.found import Found
from app.salvage.mend import mended, mended_event
from app.salvage.record_format import Values
from app.salvage.shape import as_row
from app.store.chain import GENESIS, digest_of, link
from app.store.imports import rows_digest

_DIGEST = 11  # place of the digest among the columns of an event
_WORDS = ("uid", "recorded_at", "who", "why", "kind")
_MOST_MENDED = 60
"""Texts to mend at most: many more are no single byte."""


@dataclass(slots=True, eq=False)
class Proof:
    """The history as far as it was read, and what of it is proven.

    Attributes:
        operations: Operations that were read, by number.
        events: Events that are as they were written, by number.
        layout: First event and number of events of each operation.
        heads: Heads of the chain after the operations that are proven.
        proven: Numbers of the operations that are proven whole by the chain.
        placed: Numbers of the events that the chain proves.
        believed: Numbers of the last operations, which are whole and on which the chain
            itself has nothing to say, since its own rows are lost.
        unbroken: Last operation up to which all are proven or believed.
        last: Highest number of an operation of which anything was found.
        last_event: Highest number of an event of which anything was found.
        mended: Texts of which one changed byte was put right.
    """

    operations: dict[int, Row] = field(default_factory=dict)
    events: dict[int, Row] = field(default_factory=dict)
    layout: dict[int, tuple[int, int]] = field(default_factory=dict)
    heads: dict[int, bytes] = field(default_factory=dict)
    proven: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)
    believed: set[int] = field(default_factory=set)
    unbroken: int = 0
    last: int = 0
    last_event: int = 0
    mended: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every operation of which anything was found is proven."""
        return self.unbroken == self.last

    @property
    def unbroken_events(self) -> int:
        """Number of the last event of the unbroken part; 0 for none."""
        if not self.unbroken:
            return 0
        first, count = self.layout[self.unbroken]
        return first + count - 1


def prove(found: Found, progress: Progress = no_progress) -> Proof:
    """Return what of the history in ``found`` is proven."""
    return _Prover(found).prove(progress)


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to read an operation: what it holds and the head that it leads to."""

    number: int
    operation: Row
    layout: tuple[int, int]
    head: bytes
    righted: tuple[int, ...] = ()  # events whose digest is what was spoilt
    is_whole: bool = True  # not so where an event is known by its digest alone


_Waiting = tuple[bytes, tuple[_Try, ...]]
"""A head that may be the one before an operation, and what is proven if it is."""


class _Prover:
    """Follows the chain; where a link is missing it goes on behind the gap."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._proof = Proof()
        self._spoilt: dict[int, Values] = {}
        self._in: dict[int, list[int]] = defaultdict(list)
        self._import_rows = _by_import(found)
        self._erased = read_erasures(found)
        for values in _first_values(found, "anchor"):
            facts = orjson.loads(values[10] or "{}")
            found.heads[facts.get("sequence", 0)] = bytes.fromhex(facts.get("head", ""))

    def prove(self, progress: Progress) -> Proof:
        proof, found = self._proof, self._found
        for number, variants in found.events.items():
            self._choose(number, variants)
        known = [*found.operations, *found.chain, *self._in]
        proof.last = max(known, default=0)
        proof.last_event = max((*found.events, *found.traces), default=0)
        for number, variants in found.operations.items():
            proof.operations[number] = as_row("operation", number, variants[0])
        before: list[_Waiting] = [(GENESIS, ())]
        for number in range(1, proof.last + 1):
            before = self._follow(number, before)
            progress(number, proof.last)
        if before and before[0][1]:
            self._believe(before[0][1])
        while proof.unbroken + 1 in proof.proven | proof.believed:
            proof.unbroken += 1
        return proof

    def _believe(self, tries: tuple[_Try, ...]) -> None:
        """Keep the last operations though no row of the chain is left to prove them.

        Their events are right by their digests; who and why is taken as it was read.
        """
        placed = set(self._proof.placed)
        self._take(tries)
        self._proof.placed = placed
        numbers = {each.number for each in tries}
        self._proof.proven -= numbers
        self._proof.believed |= numbers

    def _choose(self, number: int, variants: list[Values]) -> None:
        """Keep the version of an event that is as it was written."""
        whole = next((each for each in variants if self._is_whole(number, each)), None)
        if whole is None and self._proof.mended < _MOST_MENDED:
            mends = (mended_event(each) for each in variants)
            whole = next((each for each in mends if each is not None), None)
            self._proof.mended += whole is not None
        if whole is None:
            self._spoilt[number] = variants[0]
        else:
            self._proof.events[number] = as_row("event", number, whole)
        self._in[(whole or variants[0])[1]].append(number)

    def _is_whole(self, number: int, values: Values) -> bool:
        """Return whether an event is as it was written, or as an erasure left it."""
        content, stored = _content(values), bytes(values[_DIGEST])
        return stored in (content, self._before("event", number, content))

    def _before(self, place: str, row: int, digest: bytes) -> bytes:
        """Return the digest that something had before an erasure left it so."""
        was, left = self._erased.get((place, row), (b"", b""))
        return was if left == digest else digest

    def _follow(self, number: int, before: list[_Waiting]) -> list[_Waiting]:
        """Prove one operation; return what the head after it can be."""
        stored = self._stored(number)
        unsure = []
        for head, waiting in before:
            for each in self._tries(number, head, stored):
                if each.head in stored:
                    self._take((*waiting, each))
                    return [(each.head, ())]
                if not stored and each.is_whole:
                    unsure.append((each.head, (*waiting, each)))
        return unsure[:2] if not stored else [(head, ()) for head in stored]

    def _stored(self, number: int) -> list[bytes]:
        """Return what is told to be the head after an operation."""
        found = [bytes(row[3]) for row in self._found.chain.get(number, [])]
        if head := self._found.heads.get(number):
            found.append(head)
        return found

    def _take(self, tries: Iterable[_Try]) -> None:
        for each in tries:
            number, (first, count) = each.number, each.layout
            for event in each.righted:
                values = self._spoilt.pop(event)
                row = as_row("event", event, values)
                self._proof.events[event] = {**row, "digest": _content(values)}
            self._proof.operations[number] = each.operation
            self._proof.heads[number] = each.head
            self._proof.layout[number] = each.layout
            events = range(first, first + count)
            self._proof.placed.update(e for e in events if e in self._proof.events)
            if each.is_whole:
                self._proof.proven.add(number)

    def _tries(self, number: int, head: bytes, stored: list[bytes]) -> Iterator[_Try]:
        """Yield the ways to read an operation whose chain so far ends in ``head``."""
        rows = self._found.operations.get(number, [])
        operations = [as_row("operation", number, values) for values in rows]
        for layout, operation in product(self._layouts(number), operations):
            for digests, righted, is_whole in self._digests(layout):
                after = _link(head, operation, digests, layout[1])
                after = self._before("operation", number, after)
                one = _Try(number, operation, layout, after, righted, is_whole)
                yield one
                if stored and after not in stored and is_whole:
                    yield from self._mended(one, head, digests)

    def _mended(self, one: _Try, head: bytes, digests: bytes) -> Iterator[_Try]:
        """Yield the operation with one byte of its words put right, if that is it."""
        if self._proof.mended >= _MOST_MENDED:
            return
        stored = self._stored(one.number)
        words = "\x1f".join(str(one.operation[name]) for name in _WORDS)

        def is_right(text: bytes) -> bool:
            parts = (head, text, digests, b"%d" % one.layout[1])
            return sha256(b"|".join(parts)).digest() in stored

        text = mended(words.encode("utf-8", "surrogateescape"), is_right)
        if text is None:
            return
        self._proof.mended += 1
        told = text.decode("utf-8", "surrogateescape").split("\x1f")
        operation = {**one.operation, **dict(zip(_WORDS, told, strict=False))}
        after = _link(head, operation, digests, one.layout[1])
        yield replace(one, operation=operation, head=after)

    def _layouts(self, number: int) -> list[tuple[int, int]]:
        """Return what the first event of an operation and their number can be."""
        found = [(row[1], row[2]) for row in self._found.chain.get(number, [])]
        if numbers := self._in.get(number):
            found.append((min(numbers), len(numbers)))
        return [each for each in dict.fromkeys(found) if self._is_sane(each)]

    def _is_sane(self, layout: tuple[int, int]) -> bool:
        first, count = layout
        return first >= 1 and 0 <= count <= self._proof.last_event

    def _digests(
        self, layout: tuple[int, int]
    ) -> Iterator[tuple[bytes, tuple[int, ...], bool]]:
        """Yield the digest over the events of an operation, by each way to read it.

        With it come the events that would be right though their digest is spoilt, and
        whether all of the events are there.
        """
        numbers = range(layout[0], layout[0] + layout[1])
        spoilt = tuple(number for number in numbers if number in self._spoilt)
        events = self._proof.events
        if any(number not in events and number not in spoilt for number in numbers):
            return
        covered = self._covered(numbers)
        if not spoilt:
            yield _over((events[each]["digest"] for each in numbers), covered), (), True
            return
        good = {n: events[n]["digest"] for n in numbers if n in events}
        contents = {n: _content(self._spoilt[n]) for n in spoilt} | good
        stored = {n: self._spoilt[n][_DIGEST] for n in spoilt} | good
        yield _over((contents[number] for number in numbers), covered), spoilt, True
        yield _over((stored[number] for number in numbers), covered), (), False

    def _covered(self, numbers: range) -> bytes:
        """Return the digests of the rows of the imports that events registered."""
        covered = b""
        for number in numbers:
            event = self._proof.events.get(number)
            if event and is_import(event):
                rows = rows_digest(self._import_rows.get(event["uid"], []))
                covered += self._before("import_file", event["record"], rows)
        return covered


def is_import(event: Row) -> bool:
    """Return whether an event registered a file that was imported."""
    return (event["subject"], event["kind"]) == ("import_file", "registered")


def read_erasures(found: Found) -> dict[tuple[str, int], tuple[bytes, bytes]]:
    """Return the digests before and after of what was lawfully erased, by place."""
    erased: dict[tuple[str, int], tuple[bytes, bytes]] = {}
    for values in _first_values(found, "erasure"):
        facts = orjson.loads(values[10] or "{}")
        place = str(facts.get("place")), int(facts.get("row", 0))
        was, left = (bytes.fromhex(facts.get(name, "")) for name in ("was", "digest"))
        erased[place] = was, left
    return erased


def _first_values(found: Found, subject: str) -> Iterator[Values]:
    """Yield the events of a table that are as they were written, in their order."""
    for _, variants in sorted(found.events.items()):
        for values in variants:
            if values[2] == subject and _content(values) == values[_DIGEST]:
                yield values


def _by_import(found: Found) -> dict[str, list[Values]]:
    """Return the rows of each import, in order, as its digest is taken over them."""
    rows: dict[str, list[Values]] = defaultdict(list)
    for _, variants in sorted(found.import_rows.items()):
        rows[variants[0][1]].append(variants[0][2:])
    return rows


def _content(values: Values) -> bytes:
    """Return the digest of what an event says; nothing where it is no text."""
    try:
        return digest_of(values[2], values[3], *values[5:11], *values[12:])
    except UnicodeEncodeError:
        return b""


def _over(digests: Iterable[bytes], covered: bytes) -> bytes:
    total = sha256()
    for digest in digests:
        total.update(digest)
    total.update(covered)
    return total.digest()


def _link(head: bytes, operation: Row, digests: bytes, events: int) -> bytes:
    try:
        return link(head, operation, digests, events)
    except UnicodeEncodeError:
        return b""
