"""What comes off the contracted hours, and in which order.

Public holidays first, then planned absences kind by kind, then the allowance for
unforeseen sickness, then abstractions in hours, then abstractions as shares of what
is left. Whatever comes later finds only the hours that are still there, so that
nothing is taken off twice and no hours fall below nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.absence import PART_KINDS, PUBLIC_HOLIDAY, Absence, Abstraction
from app.casework.working_time import day_number
from app.planning.roster import Hours, Roster, Span
from app.planning.team import Team

SICKNESS_ALLOWANCE = "SICKNESS_ALLOWANCE"
"""Key of the allowance for unforeseen sickness; not a code of the vocabulary."""

ABSENCE_ORDER = (
    "A_SECOND",
    "A_UNPAID",
    "A_MAT",
    "A_SICK_L",
    "A_SICK_S",
    PUBLIC_HOLIDAY,
    "A_LEAVE",
    "A_TOIL",
)
"""Which absence a day counts as when several are recorded for it: the first here."""


def deduct(team: Team, roster: Roster, as_at: date) -> tuple[dict[str, Hours], Hours]:
    """Return the hours taken off by kind and week, and what is left by person and day.

    Kinds come in the order in which they are taken off. The allowance for unforeseen
    sickness is taken on the days after ``as_at``.
    """
    left = roster.hours.copy()
    taken: defaultdict[str, Hours] = defaultdict(lambda: np.zeros(roster.span.weeks))
    taken[PUBLIC_HOLIDAY] += _take_holidays(team, roster, left)
    for kind, absences in _by_kind(team.absences, roster):
        taken[kind] += _take(roster, left, _asked(absences, roster))
    allowance = np.zeros_like(left)
    future = slice(roster.span.after(as_at), None)
    allowance[:, future] = left[:, future] * team.sickness_allowance
    taken[SICKNESS_ALLOWANCE] += _take(roster, left, allowance)
    _take_weekly_hours(team.abstractions, roster, left, taken)
    _take_shares(team.abstractions, roster, left, taken)
    return dict(taken), left


def _take(roster: Roster, left: Hours, asked: Hours) -> Hours:
    """Take off what is asked as far as it is there; return it by week."""
    took = np.minimum(asked, left)
    left -= took
    by_week: Hours = roster.weekly(took).sum(axis=0)
    return by_week


def _take_holidays(team: Team, roster: Roster, left: Hours) -> Hours:
    asked = np.zeros_like(left)
    numbers = [day_number(day) - roster.span.first for day in team.holidays.days]
    columns = [column for column in numbers if 0 <= column < roster.span.days]
    asked[:, columns] = left[:, columns]
    return _take(roster, left, asked)


def _by_kind(
    absences: Iterable[Absence], roster: Roster
) -> list[tuple[str, list[Absence]]]:
    """Return absences that count by kind: in order, then new kinds, then part days."""
    kinds: defaultdict[str, list[Absence]] = defaultdict(list)
    first, last = roster.span.mondays[0], roster.span.sunday
    for absence in absences:
        in_span = absence.last_on >= first and absence.first_on <= last
        if in_span and absence.person in roster.rows:
            kinds[absence.kind].append(absence)
    return sorted(kinds.items(), key=lambda item: _place(item[0]))


def _place(kind: str) -> tuple[int, str]:
    if kind in ABSENCE_ORDER:
        return ABSENCE_ORDER.index(kind), kind
    return len(ABSENCE_ORDER) + (kind in PART_KINDS), kind


def _asked(absences: Sequence[Absence], roster: Roster) -> Hours:
    """Return the hours that absences would take of an unbroken day, by person."""
    cells, of_absence = _cells(absences, roster)
    fractions = np.array([_fraction(absence) for absence in absences])
    hours = np.array([absence.hours_per_day or 0.0 for absence in absences])
    size = roster.hours.size
    fraction = np.bincount(cells, weights=fractions[of_absence], minlength=size)
    asked = np.minimum(fraction, 1).reshape(roster.hours.shape) * roster.hours
    if hours.any():
        fixed = np.bincount(cells, weights=hours[of_absence], minlength=size)
        asked += fixed.reshape(roster.hours.shape)
    return asked


def _fraction(absence: Absence) -> float:
    """Return the share of the rostered hours that an absence takes."""
    if absence.share_kept is not None:
        return 1 - absence.share_kept
    return 1.0 if absence.hours_per_day is None else 0.0


def _cells(
    absences: Sequence[Absence], roster: Roster
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every cell (person and day) of every absence, and whose cell it is."""
    span = roster.span
    rows = np.array([roster.rows[item.person] for item in absences])
    starts = _columns([item.first_on for item in absences], span)
    ends = _columns([item.last_on for item in absences], span, after=1)
    lengths = np.maximum(ends - starts, 0)
    of_absence = np.repeat(np.arange(len(absences)), lengths)
    place = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    cells = rows[of_absence] * span.days + starts[of_absence] + place
    return cells, of_absence


def _columns(days: Sequence[date], span: Span, *, after: int = 0) -> NDArray[np.int64]:
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)
    numbers = ordinals + (after - span.mondays[0].toordinal())
    return np.minimum(np.maximum(numbers, 0), span.days)


def _take_weekly_hours(
    abstractions: Iterable[Abstraction],
    roster: Roster,
    left: Hours,
    taken: defaultdict[str, Hours],
) -> None:
    """Take abstractions in hours; of a week half in force, half the hours."""
    asked: dict[str, Hours] = {}
    for item in abstractions:
        rows = _rows(item, roster)
        if item.weekly_hours is None or rows is None:
            continue
        concerned = np.zeros(left.shape)
        columns = roster.span.columns(item.valid_from, item.valid_to)
        concerned[rows, columns] = roster.in_post[rows, columns]
        hours = roster.weekly(concerned) * (item.weekly_hours / 7)
        asked[item.kind] = asked.get(item.kind, 0) + hours
    if not asked:
        return
    there = roster.weekly(left)
    wanted = np.sum(list(asked.values()), axis=0)
    met = np.minimum(wanted, there)
    for kind, hours in asked.items():
        taken[kind] += (hours * _ratio(met, wanted)).sum(axis=0)
    left *= np.repeat(_ratio(there - met, there), 7, axis=1)


def _take_shares(
    abstractions: Iterable[Abstraction],
    roster: Roster,
    left: Hours,
    taken: defaultdict[str, Hours],
) -> None:
    """Take abstractions as shares, all of the same hours."""
    asked: dict[str, Hours] = {}
    for item in abstractions:
        rows = _rows(item, roster)
        if item.share is None or rows is None:
            continue
        share = asked.setdefault(item.kind, np.zeros(left.shape))
        share[rows, roster.span.columns(item.valid_from, item.valid_to)] += item.share
    if not asked:
        return
    wanted = np.sum(list(asked.values()), axis=0)
    met = left / np.maximum(wanted, 1)
    for kind, share in asked.items():
        taken[kind] += roster.weekly(share * met).sum(axis=0)
    left -= np.minimum(wanted * met, left)


def _rows(item: Abstraction, roster: Roster) -> slice | None:
    """Return the rows of the people concerned; None if none of them is counted."""
    if item.person is None:
        return slice(None)
    row = roster.rows.get(item.person)
    return None if row is None else slice(row, row + 1)


def _ratio(part: Hours, whole: Hours) -> Hours:
    """Return ``part / whole``, and 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
