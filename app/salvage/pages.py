"""Reads a damaged SQLite file page by page, without trusting how pages hang together.

SQLite reaches a page only through those above it; one damaged page can hide thousands
of rows, and a damaged first page all of them. Each leaf page says by itself what it
holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.salvage.record_format import (
    Unreadable,
    Values,
    decoded,
    stored_in_page,
    varint,
)

HEAD = b"SQLite format 3\x00"
USUAL_SIZE = 4096
"""Bytes of a page of every store of ours."""

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 13, 5, 10, 2
_SIZES = {1 << power for power in range(9, 17)}
_HEAD_SIZE = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A row found on a page.

    Attributes:
        row: Its row id; 0 for an entry of an index.
        values: Its columns as they are stored.
    """

    row: int
    values: Values


class Pages:
    """The pages of a file.

    Attributes:
        size: Bytes of a page.
        count: Whole pages that the file has.
        declared: Pages that its head says it has; 0 where that cannot be read.
        has_head: Whether its head is that of an SQLite file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.has_head = content[:16] == HEAD
        size = int.from_bytes(content[16:18], "big")
        size = 1 << 16 if size == 1 else size
        known = self.has_head and size in _SIZES
        self.size = size if known else USUAL_SIZE
        spare = content[20] if known and len(content) > 20 else 0
        self.usable = self.size - (spare if spare <= self.size // 8 else 0)
        self.count = len(content) // self.size
        self.declared = int.from_bytes(content[28:32], "big") if self.has_head else 0

    def kind(self, number: int) -> int:
        """Return the first byte of the page ``number`` (from 1): what it holds."""
        return self._content[self._start(number)]

    def page(self, number: int) -> bytes:
        """Return the bytes of a page."""
        begin = (number - 1) * self.size
        return self._content[begin : begin + self.size]

    def is_blank(self, number: int) -> bool:
        """Return whether a page holds nothing but zeros."""
        return not any(self.page(number))

    def children(self, number: int) -> list[int]:
        """Return the pages below an inner page, in order; none if it is damaged."""
        page, head = self.page(number), self._head(number)
        cells = int.from_bytes(page[head + 3 : head + 5], "big")
        found = []
        for place in range(head + 12, head + 12 + 2 * cells, 2):
            at = int.from_bytes(page[place : place + 2], "big")
            found.append(int.from_bytes(page[at : at + 4], "big"))
        found.append(int.from_bytes(page[head + 8 : head + 12], "big"))
        return [child for child in found if 1 < child <= self.count]

    def cells(self, number: int) -> tuple[list[Cell], bool]:
        """Return the rows or entries of a page, and whether all of them were read."""
        page, head = self.page(number), self._head(number)
        kind = page[head]
        is_inner = kind in (TABLE_INNER, INDEX_INNER)
        start = head + (12 if is_inner else 8)
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        if kind == TABLE_INNER or start + 2 * count > self.size:
            return [], kind == TABLE_INNER
        found, is_whole = [], True
        for place in range(start, start + 2 * count, 2):
            at = int.from_bytes(page[place : place + 2], "big")
            try:
                found.append(self._cell(page, at + (4 if is_inner else 0), kind))
            except Unreadable:
                is_whole = False
        return found, is_whole

    def carved(self, number: int, widths: Sequence[int]) -> Iterator[Cell]:
        """Yield what looks like a row at any place of a page whose head is damaged.

        Args:
            number: The page.
            widths: Numbers of columns that a row can have.
        """
        page = self.page(number)
        at = 0
        while at < self.size - 4:
            try:
                cell = self._cell(page, at, TABLE_LEAF)
            except Unreadable:
                cell = None
            if cell is not None and cell.row > 0 and len(cell.values) in widths:
                yield cell
            at += 1

    def _start(self, number: int) -> int:
        return (number - 1) * self.size + self._head(number)

    def _head(self, number: int) -> int:
        return _HEAD_SIZE if number == 1 else 0

    def _cell(self, page: bytes, at: int, kind: int) -> Cell:
        is_index = kind != TABLE_LEAF
        length, at = varint(page, at)
        row = 0
        if not is_index:
            row, at = varint(page, at)
        kept = stored_in_page(length, self.usable, is_index=is_index)
        if at + kept > self.usable:
            raise Unreadable
        payload = page[at : at + kept]
        if kept < length:
            onward = int.from_bytes(page[at + kept : at + kept + 4], "big")
            payload += self._overflow(onward, length - kept)
        return Cell(row, decoded(payload))

    def _overflow(self, number: int, length: int) -> bytes:
        """Return the rest of a row, which lies on pages of its own."""
        pieces = []
        if length > self.count * self.size:
            raise Unreadable
        while length > 0:
            if not 1 < number <= self.count:
                raise Unreadable
            page = self.page(number)
            pieces.append(page[4 : 4 + min(length, self.usable - 4)])
            length -= len(pieces[-1])
            number = int.from_bytes(page[:4], "big")
        return b"".join(pieces)
