"""Working patterns of one person one after the other: a change added, one taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.workforce.examiner import WorkingPattern

ONE_DAY = timedelta(days=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""What the days of a week are called, in short."""


def week_words(hours: Sequence[float]) -> str:
    """Return the hours of a week by day, such as "Mon to Thu 7, Fri 3.5"."""
    parts: list[tuple[int, int, float]] = []
    for place, one in enumerate(hours):
        if one <= 0:
            continue
        if parts and parts[-1][1] == place - 1 and parts[-1][2] == one:
            parts[-1] = (parts[-1][0], place, one)
        else:
            parts.append((place, place, one))
    return ", ".join(
        f"{DAYS[first]}{'' if first == last else f' to {DAYS[last]}'} {one:g}"
        for first, last, one in parts
    )


def with_change(
    patterns: Iterable[WorkingPattern], new: WorkingPattern
) -> tuple[WorkingPattern, ...]:
    """Return the patterns of a person with other hours from a day on.

    The pattern of that day ends on its eve, and what was before it stays as it was. The
    new hours hold until the pattern in whose time they begin would have ended, or until
    the next one begins. A pattern that begins on that very day gets the new hours.

    Args:
        patterns: Patterns of one person, none of which overlap.
        new: The new hours and their first day; its last day is not looked at.
    """
    begin = new.valid_from
    found: list[WorkingPattern] = []
    until = _eve_of_next(patterns, begin)
    for one in _in_order(patterns):
        if one.valid_from == begin:
            return tuple(
                replace(other, hours=new.hours) if other is one else other
                for other in _in_order(patterns)
            )
        if one.valid_from < begin and (one.valid_to is None or one.valid_to >= begin):
            until = one.valid_to
            one = replace(one, valid_to=begin - ONE_DAY)
        found.append(one)
    return tuple(_in_order([*found, replace(new, valid_to=until)]))


def without(
    patterns: Iterable[WorkingPattern], gone: WorkingPattern
) -> tuple[WorkingPattern, ...]:
    """Return the patterns of a person without one; the one before it goes on."""
    kept = [one for one in _in_order(patterns) if one != gone]
    eve = gone.valid_from - ONE_DAY
    return tuple(
        replace(one, valid_to=gone.valid_to) if one.valid_to == eve else one
        for one in kept
    )


def _in_order(patterns: Iterable[WorkingPattern]) -> list[WorkingPattern]:
    return sorted(patterns, key=lambda one: one.valid_from)


def _eve_of_next(patterns: Iterable[WorkingPattern], day: date) -> date | None:
    later = [one.valid_from for one in patterns if one.valid_from > day]
    return min(later) - ONE_DAY if later else None
