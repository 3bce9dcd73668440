"""Small numbers about people, hidden so that nobody can work them out.

Counts of 1 to 4 are shown as ``<5``. Where such a count could still be had by taking
the others from a total, more is hidden, as ``hidden``. Whether it could be had is
decided exactly: the counts of a table are the flow of a network (what goes into each
row or column comes out as its total), and a hidden count can have another value than
its true one if and only if some ring of hidden counts lets it grow or shrink by one.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

SMALLEST_SHOWN = 5
"""The least count above 0 about people that is shown."""

SMALL = "<5"
HIDDEN = "hidden"


class Veil(Enum):
    """How a count is shown: as it is, as a small one, or not at all.

    A large one that is hidden is told from a small one that is, because the first is
    reckoned with as large although no reader knows that.
    """

    SHOWN = "shown"
    SMALL = "small"
    LARGE_HIDDEN = "large and hidden"
    SMALL_HIDDEN = "small and hidden"


@dataclass(frozen=True, slots=True)
class _Count:
    """A count as a flow from one place to another."""

    tail: int
    head: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """Counts with their totals, as they may be shown.

    Attributes:
        cells: Row by row.
        row_totals: Of each row.
        column_totals: Of each column.
        total: Of all.
    """

    cells: tuple[tuple[str, ...], ...]
    row_totals: tuple[str, ...]
    column_totals: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeSplits:
    """The same people split in several ways, as they may be shown.

    Attributes:
        splits: Each way, count by count.
        total: Number of the people.
    """

    splits: tuple[tuple[str, ...], ...]
    total: str


def is_small(count: int) -> bool:
    """Return whether a count about people is too small to be shown."""
    return 0 < count < SMALLEST_SHOWN


def safe_share(part: int, whole: int) -> bool:
    """Return whether a share may be shown beside its whole.

    It may not if the whole, the part or the rest is a small number: each follows from
    the share.
    """
    return not any(map(is_small, (whole, part, whole - part)))


def suppress_table(counts: Sequence[Sequence[int]]) -> SafeTable:
    """Return a table of counts, and its totals, as they may be shown.

    Args:
        counts: Row by row; all rows have the same length.
    """
    rows, columns = len(counts), len(counts[0]) if counts else 0
    corner_row, corner_column = rows, rows + 1 + columns
    edges = [
        *(
            _Count(row, rows + 1 + column, counts[row][column])
            for row in range(rows)
            for column in range(columns)
        ),
        *(_Count(corner_column, row, sum(counts[row])) for row in range(rows)),
        *(
            _Count(rows + 1 + column, corner_row, sum(row[column] for row in counts))
            for column in range(columns)
        ),
        _Count(corner_row, corner_column, sum(map(sum, counts))),
    ]
    texts = _texts(edges)
    cells = [[next(texts) for _ in range(columns)] for _ in range(rows)]
    return SafeTable(
        cells=tuple(map(tuple, cells)),
        row_totals=tuple(next(texts) for _ in range(rows)),
        column_totals=tuple(next(texts) for _ in range(columns)),
        total=next(texts),
    )


def suppress_splits(splits: Sequence[Sequence[int]]) -> SafeSplits:
    """Return the same people split in several ways, as the counts may be shown.

    Args:
        splits: Each way; the counts of each come to the same total.
    """
    total = sum(splits[0]) if splits else 0
    if any(sum(split) != total for split in splits):
        raise ValueError("every split needs the same total")
    edges = [
        _Count(place, place + 1, count)
        for place, split in enumerate(splits)
        for count in split
    ]
    edges.append(_Count(len(splits), 0, total))
    texts = _texts(edges)
    shown = [tuple(next(texts) for _ in split) for split in splits]
    return SafeSplits(splits=tuple(shown), total=next(texts))


def _texts(edges: Sequence[_Count]) -> Iterator[str]:
    for edge, veil in zip(edges, _veils(edges), strict=True):
        if veil is Veil.SHOWN:
            yield f"{edge.value:,}"
        else:
            yield SMALL if veil is Veil.SMALL else HIDDEN


def _veils(edges: Sequence[_Count]) -> list[Veil]:
    """Return how each count is shown, hiding as little more as is needed."""
    veils = [Veil.SMALL if is_small(edge.value) else Veil.SHOWN for edge in edges]
    for place, edge in enumerate(edges):
        while is_small(edge.value) and not _is_safe(edges, veils, place):
            other = _next_to_hide(edges, veils, place)
            was_small = veils[other] is Veil.SMALL
            veils[other] = Veil.SMALL_HIDDEN if was_small else Veil.LARGE_HIDDEN
    return veils


def _next_to_hide(edges: Sequence[_Count], veils: Sequence[Veil], place: int) -> int:
    """Return the count to hide next, so that the one at ``place`` becomes safe.

    One that is enough by itself goes first, then one beside it, then the smallest, so
    that large counts and totals stay if they can. Only where nothing large is left
    is a small one hidden.
    """
    pairs = list(enumerate(zip(edges, veils, strict=True)))
    large = [
        other
        for other, (edge, veil) in pairs
        if veil is Veil.SHOWN and edge.value >= SMALLEST_SHOWN
    ]
    small = [other for other, (_, veil) in pairs if veil is Veil.SMALL]

    def cost(other: int) -> tuple[bool, bool, int]:
        trial = [*veils]
        trial[other] = Veil.LARGE_HIDDEN if large else Veil.SMALL_HIDDEN
        is_enough = _is_safe(edges, trial, place)
        return not is_enough, not _touch(edges, other, place), edges[other].value

    return min(large or small, key=cost)


def _touch(edges: Sequence[_Count], one: int, other: int) -> bool:
    a, b = edges[one], edges[other]
    return not {a.tail, a.head}.isdisjoint({b.tail, b.head})


def _is_safe(edges: Sequence[_Count], veils: Sequence[Veil], place: int) -> bool:
    """Return whether a hidden count could have another value than it has."""
    return any(
        _room(edges[place], veils[place], step) and _ring(edges, veils, place, step)
        for step in (1, -1)
    )


def _room(edge: _Count, veil: Veil, step: int) -> bool:
    """Return whether a reader must reckon with the count one larger or smaller."""
    least, most = {
        Veil.SHOWN: (edge.value, edge.value),
        Veil.SMALL: (1, SMALLEST_SHOWN - 1),
        Veil.LARGE_HIDDEN: (SMALLEST_SHOWN, inf),
        Veil.SMALL_HIDDEN: (0, inf),
    }[veil]
    return least <= edge.value + step <= most


def _ring(
    edges: Sequence[_Count], veils: Sequence[Veil], place: int, step: int
) -> bool:
    """Return whether a change of one count can be made good by other hidden counts."""
    first = edges[place]
    start, goal = (first.head, first.tail) if step > 0 else (first.tail, first.head)
    seen, waiting = {start}, deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return True
        for other, edge in enumerate(edges):
            if other == place:
                continue
            for tail, head, way in (
                (edge.tail, edge.head, 1),
                (edge.head, edge.tail, -1),
            ):
                if tail == here and head not in seen and _room(edge, veils[other], way):
                    seen.add(head)
                    waiting.append(head)
    return False
