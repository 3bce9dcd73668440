"""Rows of absences held against the store and against the rows before them."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.casework.working_time import day_words
from app.workforce.absence import Absence

_Facts = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Which rows are there already, and which cannot be beside others.

    Attributes:
        known: For the place of each row that the store has, how it differs.
        clashes: For the place of each row that overlaps, the field and why.
    """

    known: Mapping[int, Sequence[str]] = field(default_factory=dict)
    clashes: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def place_among(
    rows: Sequence[Absence | None],
    keys: Sequence[str],
    lines: Sequence[int],
    stored: Sequence[Absence],
) -> Placed:
    """Return which absences of a file the store has, and which overlap others.

    Each absence of the store stands for one row only, and first for one that says
    quite the same. Only whole days exclude one another.

    Args:
        rows: The absence of each row; None for a row that has none.
        keys: What each row says, in words; an earlier row with the same takes its
            place.
        lines: The line of each row.
        stored: The absences of the store.
    """
    first_of: dict[str, int] = {}
    for place, key in enumerate(keys):
        if rows[place] is not None:
            first_of.setdefault(key, place)
    wanted = [(place, row) for place in first_of.values() if (row := rows[place])]
    known = _known(wanted, stored)
    new = [(place, row) for place, row in wanted if place not in known]
    return Placed(known=known, clashes=_clashes(new, lines, stored))


def _clashes(
    new: Sequence[tuple[int, Absence]], lines: Sequence[int], stored: Sequence[Absence]
) -> dict[int, tuple[str, str]]:
    away: defaultdict[str, _Days] = defaultdict(_Days)
    for absence in stored:
        if absence.is_whole:
            away[absence.person].add(absence, "in the store already")
    clashes: dict[int, tuple[str, str]] = {}
    earlier: dict[_Facts, tuple[int, Absence]] = {}
    for place, row in new:
        line, other = earlier.setdefault(_facts(row)[:4], (lines[place], row))
        why = away[row.person].clash(row) if row.is_whole else ""
        if other is not row and (other.is_whole or row.is_whole):
            why = f"is on line {line} too, there with {_extent(other)}"
        if why:
            clashes[place] = ("first_on", why)
        elif row.is_whole:
            away[row.person].add(row, f"on line {lines[place]}")
    return clashes


def _known(
    wanted: Sequence[tuple[int, Absence]], stored: Sequence[Absence]
) -> dict[int, list[str]]:
    same = Counter(map(_facts, stored))
    known: dict[int, list[str]] = {}
    for place, row in wanted:
        if same[_facts(row)]:
            same[_facts(row)] -= 1
            known[place] = []
    rest = [(place, row) for place, row in wanted if place not in known]
    return known | _alike(rest, stored, same)


def _alike(
    rows: Sequence[tuple[int, Absence]],
    stored: Sequence[Absence],
    left: Counter[_Facts],
) -> dict[int, list[str]]:
    """Return how rows differ that have person, kind and days of one in the store.

    Args:
        rows: Rows that are not quite the same as any.
        stored: The absences of the store.
        left: How many of each of them no row stands for yet.
    """
    known: dict[int, list[str]] = {}
    like: defaultdict[_Facts, list[Absence]] = defaultdict(list)
    whole: dict[_Facts, Absence] = {}
    for absence in stored:
        facts = _facts(absence)
        if absence.is_whole:
            whole[facts[:4]] = absence
        if left[facts]:
            left[facts] -= 1
            like[facts[:4]].append(absence)
    for place, row in rows:
        days = _facts(row)[:4]
        if others := like.get(days):
            known[place] = [_difference(row, others.pop(0))]
        elif days in whole:
            known[place] = [_difference(row, whole[days])]
    return known


def _facts(absence: Absence) -> _Facts:
    hours, share = absence.hours_per_day, absence.share_kept
    return (
        *(absence.person, absence.kind, absence.first_on, absence.last_on),
        None if hours is None else round(hours, 2),
        None if share is None else round(share, 4),
    )


def _difference(new: Absence, old: Absence) -> str:
    return f"{_extent(new)} in the file, {_extent(old)} in the store"


def _extent(absence: Absence) -> str:
    if absence.share_kept is not None:
        return f"{absence.share_kept:.0%} kept"
    hours = absence.hours_per_day
    return "whole days" if hours is None else f"{hours:g} h a day"


class _Days:
    """Whole days of one person that are taken; they do not overlap."""

    def __init__(self) -> None:
        self._firsts: list[date] = []
        self._spans: list[tuple[date, date, str]] = []

    def clash(self, absence: Absence) -> str:
        """Return which days before it are in the way; empty if none are."""
        place = bisect_right(self._firsts, absence.last_on) - 1
        if place < 0 or self._spans[place][1] < absence.first_on:
            return ""
        first, last, why = self._spans[place]
        until = f" to {day_words(last)}" if last != first else ""
        return f"overlaps {day_words(first)}{until}, {why}"

    def add(self, absence: Absence, why: str) -> None:
        """Take the days of an absence."""
        first, last = absence.first_on, absence.last_on
        place = bisect_right(self._firsts, first)
        if place and self._spans[place - 1][1] >= last:
            return  # within another already: the store once allowed that
        self._firsts.insert(place, first)
        self._spans.insert(place, (first, last, why))
