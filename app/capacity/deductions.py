"""What comes off the contracted hours, and in which order.

Public holidays first, then planned absences kind by kind, then the allowance for
unforeseen sickness, then other work on given days, then abstractions in hours, then
abstractions as shares of what is left. Whatever comes later finds only the hours that
are still there, so that nothing is taken off twice and no hours fall below nothing.

Other work on given days takes the place, for that person and week, of what regularly
goes to the same kind: a Thursday in court is not counted besides the usual share.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capacity.roster import Hours, Roster, Span
from app.casework.working_time import day_number
from app.workforce.absence import (
    OTHER_WORK,
    PART_KINDS,
    PUBLIC_HOLIDAY,
    Absence,
    Abstraction,
)
from app.workforce.team import Team

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


Taken = dict[str, Hours]
"""Hours taken off by kind, of people by weeks, in the order of taking off."""


def deduct(team: Team, roster: Roster, as_at: date) -> tuple[Taken, Hours]:
    """Return the hours taken off by kind, person and week, and what is left by day.

    Kinds come in the order in which they are taken off. The allowance for unforeseen
    sickness is taken on the days after ``as_at``.
    """
    left = roster.hours.copy()
    shape = len(roster.rows), roster.span.weeks
    taken: defaultdict[str, Hours] = defaultdict(lambda: np.zeros(shape))
    taken[PUBLIC_HOLIDAY] += _take_holidays(team, roster, left)
    away, other = _by_kind(team.absences, roster)
    for kind, absences in away:
        taken[kind] += _take(roster, left, _asked(absences, roster))
    allowance = np.zeros_like(left)
    future = slice(roster.span.after(as_at), None)
    allowance[:, future] = left[:, future] * team.sickness_allowance
    taken[SICKNESS_ALLOWANCE] += _take(roster, left, allowance)
    dated: dict[str, NDArray[np.bool_]] = {}
    for kind, absences in other:
        taken[kind] += _take(roster, left, _asked(absences, roster))
        dated[kind] = _weeks_of(absences, roster)
    _take_weekly_hours(team.abstractions, roster, left, taken, dated)
    _take_shares(team.abstractions, roster, left, taken, dated)
    return dict(taken), left


def _weeks_of(absences: Sequence[Absence], roster: Roster) -> NDArray[np.bool_]:
    """Return in which weeks each person has any of ``absences``."""
    cells, _ = _cells(absences, roster)
    days = np.zeros(roster.hours.size, dtype=bool)
    days[cells] = True
    weeks = days.reshape(len(roster.rows), roster.span.weeks, 7)
    found: NDArray[np.bool_] = np.any(weeks, axis=2)
    return found


def _take(roster: Roster, left: Hours, asked: Hours) -> Hours:
    """Take off what is asked as far as it is there; return it by person and week."""
    took = np.minimum(asked, left)
    left -= took
    return roster.weekly(took)


def _take_holidays(team: Team, roster: Roster, left: Hours) -> Hours:
    asked = np.zeros_like(left)
    numbers = [day_number(day) - roster.span.first for day in team.holidays.days]
    columns = [column for column in numbers if 0 <= column < roster.span.days]
    asked[:, columns] = left[:, columns]
    return _take(roster, left, asked)


ByKind = tuple[str, list[Absence]]


def _by_kind(
    absences: Iterable[Absence], roster: Roster
) -> tuple[list[ByKind], list[ByKind]]:
    """Return what counts by kind: absences in order, then other work on given days.

    Absences come in their order, then kinds that are new, then shares of days.
    """
    kinds: defaultdict[str, list[Absence]] = defaultdict(list)
    first, last = roster.span.mondays[0], roster.span.sunday
    for absence in absences:
        in_span = absence.last_on >= first and absence.first_on <= last
        if in_span and absence.person in roster.rows:
            kinds[absence.kind].append(absence)
    ordered = sorted(kinds.items(), key=lambda item: _place(item[0]))
    away = [item for item in ordered if not item[0].startswith(OTHER_WORK)]
    return away, [item for item in ordered if item[0].startswith(OTHER_WORK)]


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
    dated: Mapping[str, NDArray[np.bool_]],
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
        if item.kind in dated:
            hours *= ~dated[item.kind]
        asked[item.kind] = asked.get(item.kind, 0) + hours
    if not asked:
        return
    there = roster.weekly(left)
    wanted = np.sum(list(asked.values()), axis=0)
    met = np.minimum(wanted, there)
    for kind, hours in asked.items():
        taken[kind] += hours * _ratio(met, wanted)
    left *= np.repeat(_ratio(there - met, there), 7, axis=1)


def _take_shares(
    abstractions: Iterable[Abstraction],
    roster: Roster,
    left: Hours,
    taken: defaultdict[str, Hours],
    dated: Mapping[str, NDArray[np.bool_]],
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
    for kind in asked.keys() & dated.keys():
        asked[kind] *= np.repeat(~dated[kind], 7, axis=1)
    wanted = np.sum(list(asked.values()), axis=0)
    met = left / np.maximum(wanted, 1)
    for kind, share in asked.items():
        taken[kind] += roster.weekly(share * met)
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
