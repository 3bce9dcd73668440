"""A printed head of the history: its number, its characters, and words to read aloud.

The head is 64 bits. Seven words of a list of 2,048 carry them and 13 bits of check, so
that a word that was misheard or left out is noticed before anything is compared.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from hashlib import sha256

from app.errors import InvalidRequest
from app.resource import RESOURCES

LENGTH = 16
"""Hexadecimal characters of a printed head."""

WORDS = 7
"""Words of a printed head."""

_BITS = 11  # of a word
_CHECK = WORDS * _BITS - LENGTH * 4  # bits that only check the others
_DISTINCT = 4  # letters after which every word of the list is known
_TEXT = re.compile(
    r"\s*(?:(?:head|state)\s+)?(\d[\d,]*)[\s:\-\u2010-\u2015]+(.*\S)\s*", re.I
)
_BETWEEN = re.compile(r"[\s,.;:\-\u2010-\u2015]+")
_ALL_HEX = re.compile(r"[0-9a-f]+")
_REMEDY = (
    "Type it as it was printed: the number, a hyphen and 16 characters, or the number"
    " and the seven words."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHead:
    """The head of the history as a paper gives it.

    Attributes:
        sequence: Number of the operation that it follows.
        short: The first 16 hexadecimal characters of the head.
    """

    sequence: int
    short: str

    @property
    def text(self) -> str:
        """The head as printed, such as ``1043-0123456789abcdef``."""
        return f"{self.sequence}-{self.short}"

    @property
    def words(self) -> str:
        """The same as words, with the number before them."""
        return f"{self.sequence} {' '.join(_words(self))}"


@cache
def word_list() -> tuple[str, ...]:
    """Return the words by number, from 0."""
    text = (RESOURCES / "words" / "english.txt").read_text("utf-8")
    return tuple(text.split())


def head_of(fingerprint: str) -> PrintedHead | None:
    """Return the head of a store's fingerprint; None for what is none."""
    sequence, _, short = fingerprint.partition("-")
    if not sequence.isdecimal() or not _is_short(short):
        return None
    return PrintedHead(sequence=int(sequence), short=short)


def read_head(text: str) -> PrintedHead:
    """Return the head that was typed, in characters or in words, in any case.

    Raises:
        InvalidRequest: It is no head; the sentence says which part is wrong.
    """
    found = _TEXT.fullmatch(text)
    if found is None:
        raise _refused("That is not a printed head: it begins with a number.")
    sequence = int(found[1].replace(",", ""))
    parts = [part for part in _BETWEEN.split(found[2].casefold()) if part]
    joined = "".join(parts)
    if _ALL_HEX.fullmatch(joined) or any(map(str.isdigit, joined)):
        return PrintedHead(sequence=sequence, short=_characters(joined))
    return _from_words(sequence, parts)


def _characters(joined: str) -> str:
    for place, letter in enumerate(joined, start=1):
        if letter not in "0123456789abcdef":
            raise _refused(
                f"“{letter}” at place {place} after the number is not part of a head:"
                " its characters are 0 to 9 and a to f."
            )
    if len(joined) != LENGTH:
        raise _refused(
            f"A head has {LENGTH} characters after the number; these are {len(joined)}."
        )
    return joined


def _from_words(sequence: int, parts: list[str]) -> PrintedHead:
    numbers = [_number(part, place) for place, part in enumerate(parts, start=1)]
    if len(numbers) != WORDS:
        raise _refused(f"A head has {WORDS} words; these are {len(numbers)}.")
    bits = 0
    for number in numbers:
        bits = bits << _BITS | number
    head = PrintedHead(sequence=sequence, short=f"{bits >> _CHECK:0{LENGTH}x}")
    if bits & ((1 << _CHECK) - 1) != _check(head):
        raise _refused(
            "These words do not belong together: one was misread, two changed places,"
            " or the number before them is another."
        )
    return head


def _number(part: str, place: int) -> int:
    words = word_list()
    same = [word for word in words if word[:_DISTINCT] == part]
    if part in words or same:
        return words.index(part if part in words else same[0])
    near = get_close_matches(part, words, n=2, cutoff=0.7)
    hint = f" Was it {' or '.join(f'“{word}”' for word in near)}?" if near else ""
    raise _refused(f"Word {place}, “{part}”, is not in the list of words.{hint}")


def _words(head: PrintedHead) -> list[str]:
    bits = int(head.short, 16) << _CHECK | _check(head)
    words, last = word_list(), (1 << _BITS) - 1
    return [words[bits >> _BITS * place & last] for place in reversed(range(WORDS))]


def _check(head: PrintedHead) -> int:
    digest = sha256(head.text.encode()).digest()
    return int.from_bytes(digest[:2], "big") >> (16 - _CHECK)


def _is_short(short: str) -> bool:
    return len(short) == LENGTH and _ALL_HEX.fullmatch(short) is not None


def _refused(message: str) -> InvalidRequest:
    return InvalidRequest(message, remedy=_REMEDY)
