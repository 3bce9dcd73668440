"""Undoes the change of a single byte, where a digest says what the bytes must be.

A disk seldom spoils more than a bit or a byte of a short text. Of the few thousand
texts that differ from it by one byte only the right one has the right digest.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256

from app.salvage.record_format import Values

_LONGEST = 2000
"""Bytes above which only single bits are tried."""
_MOST = 20_000
"""Bytes above which nothing is tried."""
_BETWEEN = "\x1f"


def mended(text: bytes, is_right: Callable[[bytes], bool]) -> bytes | None:
    """Return ``text`` with the one byte changed that makes it right, or None."""
    if len(text) > _MOST:
        return None
    steps = range(1, 256) if len(text) <= _LONGEST else [1 << bit for bit in range(8)]
    changed = bytearray(text)
    for place, byte in enumerate(text):
        for step in steps:
            changed[place] = byte ^ step
            if is_right(bytes(changed)):
                return bytes(changed)
        changed[place] = byte
    return None


def mended_event(values: Values) -> Values | None:
    """Return the columns of an event as they were before one byte of them changed."""
    digest = values[11]
    for told in _other_moments(values):
        if sha256(_told(told)).digest() == digest:
            return told
    found = mended(_told(values), lambda text: sha256(text).digest() == digest)
    return None if found is None else _event_from(values, found)


def _other_moments(values: Values) -> Iterator[Values]:
    """Yield the event with each other moment that differs by one byte."""
    moment = values[6]
    for place in range(0, 48, 8):
        for step in range(1, 256):
            yield (*values[:6], moment ^ step << place, *values[7:])


def _told(values: Values) -> bytes:
    """Return what the digest of an event is taken over."""
    subject, uid, _, kind, moment, status, reason, before, after = values[2:11]
    words = [subject, uid, kind, str(moment), repr(status), repr(reason)]
    words += [str(before), str(after)]
    corrects, asserts = (*values[12:], None, None)[:2]
    if corrects is not None or asserts is not None:
        words += [str(corrects), str(asserts)]
    return _BETWEEN.join(words).encode("utf-8", "surrogateescape")


def _event_from(values: Values, text: bytes) -> Values | None:
    words = text.decode("utf-8", "surrogateescape").split(_BETWEEN)
    if len(words) not in (8, 10) or not words[3].lstrip("-").isdigit():
        return None
    subject, uid, kind, moment, status, reason, before, after, *rest = words
    corrects, asserts = rest or ("None", "None")
    return (
        *(values[0], values[1], subject, uid, values[4], kind, int(moment)),
        *(_quoted(status), _quoted(reason), _or_none(before), _or_none(after)),
        values[11],
        int(corrects) if corrects.isdigit() else None,
        _or_none(asserts),
    )


def _quoted(word: str) -> str | None:
    return None if word == "None" else word[1:-1]


def _or_none(word: str) -> str | None:
    return None if word == "None" else word
