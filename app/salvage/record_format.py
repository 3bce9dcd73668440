"""How SQLite writes a row: numbers of variable length, a head of types, the values."""

from struct import unpack_from
from typing import Any

Values = tuple[Any, ...]
"""The columns of a row as they are stored: None, int, float, str or bytes."""

_SIZES = (0, 1, 2, 3, 4, 6, 8, 8)
_LARGEST = 1 << 28
"""Bytes beyond which a length is no length but damage."""


class Unreadable(Exception):  # noqa: N818 - an outcome of reading, not an error of ours
    """These bytes are no row."""


def varint(content: bytes, at: int) -> tuple[int, int]:
    """Return the number of variable length at ``at`` and where it ends.

    Raises:
        Unreadable: The bytes end before it does.
    """
    value = 0
    for step in range(9):
        if at >= len(content):
            raise Unreadable
        byte = content[at]
        at += 1
        if step == 8:
            value = value << 8 | byte
            break
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return (value - (1 << 64) if value >= 1 << 63 else value), at


def decoded(payload: bytes) -> Values:
    """Return the values of a row.

    Text that is no UTF-8 is kept with its bytes escaped, so that it can be compared
    and mended; it cannot be stored again as it is.

    Raises:
        Unreadable: The lengths do not come out at the end of ``payload``.
    """
    kinds, at = _kinds(payload)
    values = []
    for kind in kinds:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload):
        raise Unreadable
    return tuple(values)


def _kinds(payload: bytes) -> tuple[list[int], int]:
    end, at = varint(payload, 0)
    if not 0 < end <= len(payload):
        raise Unreadable
    kinds = []
    while at < end:
        kind = payload[at]
        if kind < 0x80:
            at += 1
        else:
            kind, at = varint(payload, at)
        kinds.append(kind)
    if at != end:
        raise Unreadable
    return kinds, end


def _value(payload: bytes, kind: int, at: int) -> tuple[Any, int]:
    if kind >= 12:
        end = at + (kind - 12 >> 1)
        if end > len(payload):
            raise Unreadable
        piece = payload[at:end]
        return (piece.decode("utf-8", "surrogateescape") if kind & 1 else piece), end
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if not 0 < kind < 8:
        raise Unreadable
    end = at + _SIZES[kind]
    if end > len(payload):
        raise Unreadable
    if kind == 7:
        return unpack_from(">d", payload, at)[0], end
    return int.from_bytes(payload[at:end], "big", signed=True), end


def stored_in_page(length: int, usable: int, *, is_index: bool) -> int:
    """Return how many bytes of a row of ``length`` bytes lie in its own page.

    Args:
        length: Bytes of the whole row.
        usable: Usable bytes of a page.
        is_index: Whether it is an entry of an index.

    Raises:
        Unreadable: No row is that long.
    """
    if not 0 < length < _LARGEST:
        raise Unreadable
    most = ((usable - 12) * 64 // 255) - 23 if is_index else usable - 35
    if length <= most:
        return length
    least = ((usable - 12) * 32 // 255) - 23
    kept = least + (length - least) % (usable - 4)
    return kept if kept <= most else least
