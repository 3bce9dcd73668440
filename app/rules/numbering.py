"""The unit's own numbers: the pattern that references follow, and the next of it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
USUAL = "DF-{year}-"
"""What a unit without any request begins its references with."""
WIDTH = 4
"""Digits of its numbers."""
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a unit numbers its requests.

    Attributes:
        start: What stands before the number, such as ``DF-2026-``.
        width: Digits that the number has at least.
    """

    start: str
    width: int


def pattern_of(references: Iterable[str], year: int) -> Pattern:
    """Return the pattern that most of the ``references`` follow, in ``year``.

    A year in what stands before the number becomes ``year``.
    """
    found = Counter(
        Pattern(_YEAR.sub(str(year), match[1]), len(match[2]))
        for text in references
        if (match := _NUMBERED.fullmatch(text)) and len(match[2]) <= _MOST_DIGITS
    )
    if not found:
        return Pattern(USUAL.format(year=year), WIDTH)
    starts = Counter[str]()
    for pattern, count in found.items():
        starts[pattern.start] += count
    start = starts.most_common(1)[0][0]
    return Pattern(start, min(each.width for each in found if each.start == start))


def next_reference(pattern: Pattern, taken: Iterable[str]) -> str:
    """Return the reference after the highest of those ``taken`` in a pattern."""
    ends = (text.removeprefix(pattern.start) for text in taken)
    numbers = [int(end) for end in ends if end.isdecimal() and len(end) <= _MOST_DIGITS]
    return f"{pattern.start}{max(numbers, default=0) + 1:0{pattern.width}d}"
