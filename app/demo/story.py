"""What the demo unit is there to show, put into the history after it was played.

Some of the beats of the domain reference (section 6.5) come out of the play itself:
the uplift and the leavers, the island, the kiosks, the form that lost facts, holds,
returns and additions. The others are here.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from app.casework.request import Status
from app.demo.case import Amendment, Case
from app.demo.court import (
    NOT_STARTED,
    OPEN,
    PREPARATION,
    charge,
    keep_limits,
    length_of,
    lengths_of,
    postpone,
)
from app.demo.intake import working_day
from app.demo.journal import iso
from app.demo.profile import DAYS, START
from app.rules.clock import RuleSet

_S = Status

RETARGET_DAY = (date(2026, 3, 16) - START).days
"""First day of the week in which many targets were set anew."""

RETARGETED = 26
"""Requests whose target was set anew in that week."""

RETARGET_REASON = "T_REVIEW"

SAFE_STARTS = (2, 4, 7, 9, 11, 13)
"""Days from the end of the history to the latest safe start of six requests."""

MISSED_CAUSES = ("M_SKILL", "M_ACCESS")
"""Causes of the two days of the prosecutor that passed without a result."""

_END = DAYS - 1


def embellish(cases: Sequence[Case], rules: RuleSet) -> None:
    """Add the beats that the play does not bring about by itself."""
    for case in cases:
        case.first_prosecutor = case.prosecutor
    charge(cases)
    set_targets_anew(cases)
    settle_missed_days(cases)
    keep_limits(cases, rules)
    bring_near_safe_start(cases)


def set_targets_anew(cases: Iterable[Case]) -> None:
    """Move the current target of many waiting requests in one week."""
    waiting = [
        case
        for case in cases
        if case.tier == 2
        and case.status_on(RETARGET_DAY) is _S.ACCEPTED
        and case.target < RETARGET_DAY + 30
    ]
    for place, case in enumerate(waiting[:RETARGETED]):
        changes = {"target_on": iso(working_day(RETARGET_DAY + 90 + place))}
        change = Amendment(RETARGET_DAY + place % 5, changes, RETARGET_REASON)
        case.amendments.append(change)


def settle_missed_days(cases: Iterable[Case]) -> None:
    """Leave two days of the prosecutor missed by open requests; give others later ones.

    The two have the cause on record.
    """
    missed = [
        case
        for case in cases
        if case.prosecutor is not None
        and case.prosecutor <= _END
        and case.status in OPEN
    ]
    for place, case in enumerate(missed):
        if place < len(MISSED_CAUSES):
            _give_cause(case, MISSED_CAUSES[place])
        else:
            postpone(case, _END + 60 + 9 * place)


def _give_cause(case: Case, cause: str) -> None:
    day = min(working_day((case.prosecutor or 0) + 1), _END - 2)
    case.amendments.append(Amendment(day, {"missed_cause": cause}, cause))


def bring_near_safe_start(cases: Sequence[Case]) -> None:
    """Give six waiting requests a day that must be started for within a fortnight."""
    lengths = lengths_of(cases)
    free = [case for case in cases if _may_be_set(case)]
    step = max(1, len(free) // len(SAFE_STARTS))
    for case, days in zip(free[::step], SAFE_STARTS, strict=False):
        case.prosecutor = _END + days + PREPARATION + length_of(case, lengths)
        changes = {"prosecutor_on": iso(case.prosecutor)}
        case.amendments.append(Amendment(_END - 9, changes, "Day set by prosecutor"))


def _may_be_set(case: Case) -> bool:
    never_begun = case.first(_S.IN_PROGRESS) is None
    is_free = case.prosecutor is None and not case.charges and never_begun
    waits = case.status in NOT_STARTED and case.tier == 2
    return is_free and waits and case.moves[-1].day < _END - 20
