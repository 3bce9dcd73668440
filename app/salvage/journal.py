"""Takes back a change that was left half done, from the journal beside the file.

SQLite does it on opening; a file that SQLite cannot open needs it all the same.
"""

from collections.abc import Iterator

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEAD = 28
_TO_THE_END = 0xFFFFFFFF


def rolled_back(content: bytes, journal: bytes) -> bytes:
    """Return the bytes of a file as they were before the change of its journal.

    Args:
        content: The file.
        journal: Its journal; one that is empty or torn changes nothing.
    """
    if journal[: len(_MAGIC)] != _MAGIC or len(journal) < _HEAD:
        return content
    pages, size = _number(journal, 16), _number(journal, 24)
    if size < 512 or size & (size - 1):
        return content
    before = bytearray(content)
    for number, page in _kept(journal, size):
        begin = (number - 1) * size
        if begin > len(before):
            before.extend(bytes(begin - len(before)))
        before[begin : begin + size] = page
    return bytes(before[: pages * size])


def _kept(journal: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the pages that the journal keeps, the first version of each."""
    seen: set[int] = set()
    start = 0
    while journal[start : start + len(_MAGIC)] == _MAGIC:
        count, nonce = _number(journal, start + 8), _number(journal, start + 12)
        sector = _number(journal, start + 20) or 512
        at = start + sector
        step = size + 8
        if count == _TO_THE_END:
            count = (len(journal) - at) // step
        for _ in range(count):
            number, page = _number(journal, at), journal[at + 4 : at + 4 + size]
            told = _number(journal, at + 4 + size)
            if len(page) < size or told != _checksum(page, nonce):
                return
            if number not in seen:
                seen.add(number)
                yield number, page
            at += step
        start = -(-at // sector) * sector


def _checksum(page: bytes, nonce: int) -> int:
    total = nonce
    for place in range(len(page) - 200, 0, -200):
        total += page[place]
    return total & 0xFFFFFFFF


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
