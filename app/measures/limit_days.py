"""The last day of every limit of every proceeding, in columns, by the rules of clocks.

Says of all what ``app.rules.clock`` says of one; a test holds them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import NO_CODE, NO_DAY
from app.casework.proceeding_columns import ProceedingColumns
from app.casework.working_time import day_number
from app.rules.clock import PROSECUTOR, Rule, RuleSet

TYPED = -1
"""Stands for the rule of a day that the prosecutor gave."""

Days = NDArray[np.int32]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDays:
    """Limits whose step was not yet taken, in columns of equal length.

    Attributes:
        ids: Row id of the request.
        rule: Position of the rule in the set; ``TYPED`` for a day that was given.
        day: Last day of the limit.
        ended: Day on which the proceedings ended; ``NO_DAY`` if they have not.
        aside: Last day of the day that the prosecutor gave in its place; ``NO_DAY``
            where none was.
    """

    ids: NDArray[np.int64]
    rule: NDArray[np.int16]
    day: Days
    ended: Days
    aside: Days


@lru_cache(maxsize=2)
def limit_days(proceedings: ProceedingColumns, rules: RuleSet) -> LimitDays:
    """Return the limits of all proceedings by which work is planned.

    Limits that were met are left out, and those for which no result is needed.
    """
    starts = [_starts(rule, proceedings.days) for rule in rules.rules]
    chosen = [
        _applies(rule, proceedings, start)
        for rule, start in zip(rules.rules, starts, strict=True)
    ]
    kept = _without_replaced(rules.rules, chosen)
    parts = [
        _part(place, np.flatnonzero(kept[place] & _unmet(rule, proceedings)), last)
        for place, rule in enumerate(rules.rules)
        if rule.governs
        for last in (_last_days(rule, starts[place]),)
    ]
    given = proceedings.days["limit_on"]
    waiting = (given != NO_DAY) & ~_taken(PROSECUTOR, proceedings)
    parts.append(_part(TYPED, np.flatnonzero(waiting), given))
    return _together(parts, proceedings)


_Part = tuple[int, NDArray[np.int64], Days]
"""Position of a rule, places of the proceedings it runs for, its last day for all."""


def _part(rule: int, places: NDArray[np.int64], last: Days) -> _Part:
    return rule, places, last[places]


def _together(parts: list[_Part], proceedings: ProceedingColumns) -> LimitDays:
    places = np.concatenate([part[1] for part in parts]).astype(np.int64)
    rule = np.concatenate([np.full(len(p[1]), p[0], dtype=np.int16) for p in parts])
    given = proceedings.days["limit_on"][places]
    return LimitDays(
        ids=proceedings.ids[places],
        rule=rule,
        day=np.concatenate([part[2] for part in parts]).astype(np.int32),
        ended=proceedings.days["ended_on"][places],
        aside=np.where(rule == TYPED, NO_DAY, given).astype(np.int32),
    )


def _starts(rule: Rule, days: Mapping[str, Days]) -> Days:
    """Return the day from which a rule runs for each proceeding."""
    start = days[rule.starts]
    if rule.otherwise_starts:
        start = np.where(start == NO_DAY, days[rule.otherwise_starts], start)
    return start


def _applies(rule: Rule, proceedings: ProceedingColumns, start: Days) -> Chosen:
    runs = np.array([*map(rule.runs_under, (*proceedings.codes, None))], dtype=bool)
    assert NO_CODE == -1  # the place of None in ``runs`` # noqa: S101
    found: Chosen = (start != NO_DAY) & runs[proceedings.custody] & rule.is_used
    if not rule.is_used:
        return found
    decides = start
    if rule.decided_by:
        day = proceedings.days[rule.decided_by]
        decides = np.where(day == NO_DAY, start, day)
    if rule.valid_from is not None:
        found &= decides >= day_number(rule.valid_from)
    if rule.valid_to is not None:
        found &= decides <= day_number(rule.valid_to)
    return found


def _without_replaced(rules: tuple[Rule, ...], chosen: list[Chosen]) -> list[Chosen]:
    places = {rule.id: place for place, rule in enumerate(rules)}
    kept = list(chosen)
    for rule, found in zip(rules, chosen, strict=True):
        if rule.replaces:
            kept[places[rule.replaces]] = kept[places[rule.replaces]] & ~found
    return kept


def _unmet(rule: Rule, proceedings: ProceedingColumns) -> Chosen:
    met = _taken(rule.id, proceedings)
    for name in rule.met_by:
        met |= proceedings.days[name] != NO_DAY
    return ~met


def _taken(rule: str, proceedings: ProceedingColumns) -> Chosen:
    """Return for which proceedings it was recorded that the step was taken."""
    met = np.zeros(len(proceedings), dtype=bool)
    met[proceedings.met.get(rule, NO_PLACES)] = True
    return met


NO_PLACES = np.zeros(0, dtype=np.int64)


def _last_days(rule: Rule, start: Days) -> Days:
    """Return the last day of a rule from each start; of an unknown start anything."""
    known = np.where(start == NO_DAY, 0, start)
    last = months_after(known, rule.months) if rule.months else known + rule.days
    return (last - 1 if rule.counts_start else last).astype(np.int32)


def months_after(days: Days, months: int) -> Days:
    """Return the same day some months later, or the last of a shorter month."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    first = (month + months).astype("datetime64[D]")
    last = (month + months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    same = first + (dates - month.astype("datetime64[D]"))
    found: Days = np.minimum(same, last).astype(np.int64).astype(np.int32)
    return found
