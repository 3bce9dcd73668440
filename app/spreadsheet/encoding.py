"""The text of a file whose encoding nobody wrote down."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

UTF_8, UTF_16_LE, UTF_16_BE = "UTF-8", "UTF-16 LE", "UTF-16 BE"
WINDOWS, LATIN = "Windows-1252", "Latin-1"

ENCODINGS = {
    UTF_8: "utf-8",
    WINDOWS: "cp1252",
    LATIN: "latin-1",
    UTF_16_LE: "utf-16-le",
    UTF_16_BE: "utf-16-be",
    "DOS (CP850)": "cp850",
    "Mac Roman": "mac-roman",
}
"""The encodings that a user may choose, and Python's name for each."""

_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, UTF_16_LE),
    (codecs.BOM_UTF16_BE, UTF_16_BE),
)
_LOOKED_AT = 4096  # bytes at the start in which NULs are counted
_SAMPLE_LINES = 8
_SAMPLE_WIDTH = 200  # characters
_SAMPLE_REACH = 2_000_000  # characters searched for the sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file and how sure we are of it.

    Attributes:
        text: The whole text, without a byte-order mark.
        encoding: Name of the encoding, a key of ``ENCODINGS``.
        is_certain: Whether the bytes leave no other choice; if not, show ``sample``
            and ask whether it looks wrong.
        sample: The first lines that hold letters or signs outside ASCII.
    """

    text: str
    encoding: str
    is_certain: bool
    sample: tuple[str, ...] = ()


def decode(content: bytes, *, chosen: str | None = None) -> Decoded:
    """Return the text of ``content``; never fails, whatever the bytes are.

    Four rules in order: a byte-order mark; many NULs, which means UTF-16; strict
    UTF-8; Windows-1252. Latin-1 takes what is left, since it takes any byte.

    Args:
        content: The bytes of the file.
        chosen: Name of the encoding that the user chose instead; bytes that it does
            not know become the replacement character.
    """
    if chosen is not None:
        text = content.decode(ENCODINGS[chosen], errors="replace").lstrip("\ufeff")
        return _decoded(text, chosen, is_certain=True)
    attempts = (_by_mark, _by_nulls, _as_utf_8, _as_windows)
    found = (attempt(content) for attempt in attempts)
    fallback = _decoded(content.decode("latin-1"), LATIN, is_certain=False)
    return next((decoded for decoded in found if decoded), fallback)


def _by_mark(content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            return _strictly(rest, encoding, is_certain=True) or _roughly(
                rest, encoding
            )
    return None


def _by_nulls(content: bytes) -> Decoded | None:
    start = content[:_LOOKED_AT]
    if start.count(0) < max(1, len(start) // 5):
        return None
    is_big = start[0::2].count(0) > start[1::2].count(0)
    encoding = UTF_16_BE if is_big else UTF_16_LE
    return _strictly(content, encoding, is_certain=True) or _roughly(content, encoding)


def _as_utf_8(content: bytes) -> Decoded | None:
    return _strictly(content, UTF_8, is_certain=True)


def _as_windows(content: bytes) -> Decoded | None:
    return _strictly(content, WINDOWS, is_certain=False)


def _strictly(content: bytes, encoding: str, *, is_certain: bool) -> Decoded | None:
    try:
        text = content.decode(ENCODINGS[encoding])
    except UnicodeDecodeError:
        return None
    return _decoded(text, encoding, is_certain=is_certain)


def _roughly(content: bytes, encoding: str) -> Decoded:
    text = content.decode(ENCODINGS[encoding], errors="replace")
    return _decoded(text, encoding, is_certain=False)


def _decoded(text: str, encoding: str, *, is_certain: bool) -> Decoded:
    return Decoded(
        text=text,
        encoding=encoding,
        is_certain=is_certain,
        sample=tuple(_foreign_lines(text[:_SAMPLE_REACH])),
    )


def _foreign_lines(text: str) -> Iterator[str]:
    if text.isascii():
        return
    found = (line for line in text.splitlines() if not line.isascii())
    for line, _ in zip(found, range(_SAMPLE_LINES), strict=False):
        yield line[:_SAMPLE_WIDTH]
