"""From sampled columns to the requests of the story, up to the gate's decision."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.casework.request import Status
from app.demo import profile
from app.demo.absences import holidays
from app.demo.arrivals import (
    Column,
    Exhibits,
    accepted_by_week,
    count_exhibits,
    lognormal,
    pick,
    priorities,
    sample_exhibits,
)
from app.demo.case import Amendment, Case, Device, Hold, Task
from app.demo.profile import DAYS, WEEKS

_S = Status
_CLOSED_DAYS = holidays()


def working_day(day: int) -> int:
    """Return ``day`` or the first working day after it."""
    while day % 7 > 4 or day in _CLOSED_DAYS:
        day += 1
    return day


def add_working_days(day: int, count: int) -> int:
    """Return the working day that is ``count`` working days after ``day``."""
    day = working_day(day)
    for _ in range(count):
        day = working_day(day + 1)
    return day


def make_cases(rng: np.random.Generator) -> list[Case]:
    """Return the requests of the history in the order of their submission."""
    opening = -np.sort(rng.integers(3, 130, profile.OPENING_REQUESTS))[::-1]
    weekly = accepted_by_week(rng)
    days = np.repeat(np.arange(len(weekly)) * 7, weekly)
    days += rng.integers(0, 5, len(days))
    accepted = np.concatenate([opening, days])
    years = np.maximum(accepted, 0) / 364.0
    cases = _accepted_cases(rng, accepted, years)
    cases = [case for case in cases if case.submitted < DAYS]
    for case in cases:
        _forget_the_future(case)
    cases += _refused_cases(rng, weekly[:WEEKS])
    cases.sort(key=lambda case: (case.submitted, case.number))
    for number, case in enumerate(cases):
        case.number = number
    return cases


def _forget_the_future(case: Case) -> None:
    """Leave a request at the gate that is decided only after the history."""
    if case.accepted is not None and case.accepted >= DAYS:
        case.accepted = None
        case.moves = [move for move in case.moves if move.day < DAYS]
        case.amendments.clear()


def _accepted_cases(
    rng: np.random.Generator, accepted: Column, years: Column
) -> list[Case]:
    facts = _facts(rng, years, accepted)
    exhibits = sample_exhibits(rng, years, _counts(rng, facts))
    cases = [
        Case(number=row, submitted=0, accepted=int(day), **facts[row])
        for row, day in enumerate(accepted)
    ]
    _fill(rng, cases, exhibits)
    _scale_effort(cases, years)
    for case in cases:
        _pass_gate(rng, case)
        _finish_plan(rng, case)
    return cases


def _counts(rng: np.random.Generator, facts: list[dict[str, Any]]) -> Column:
    """Return the exhibits of each request; one of an immediate one, 200 of one."""
    counts = count_exhibits(rng, len(facts))
    immediate = np.array([fact["priority"] == 1 for fact in facts])
    counts[immediate] = 1
    counts[_operation_row(facts)] = OPERATION_EXHIBITS
    return counts


def _operation_row(facts: list[dict[str, Any]]) -> int:
    """Return the row of the great operation: the first of its kind in year three."""
    rows = range(len(facts) * 6 // 10, len(facts))
    return next(
        row
        for row in rows
        if facts[row]["offence"] == "SOC" and facts[row]["priority"] == 2
    )


OPERATION_EXHIBITS = 200
"""Exhibits of the one great operation."""

OPERATION_HOURS = 1.5
"""Hours for each of them: they are looked through, not examined in full."""


def _facts(
    rng: np.random.Generator, years: Column, accepted: Column
) -> list[dict[str, Any]]:
    """Return the codes of each request by the names of its attributes."""
    size = len(years)
    priority = priorities(rng, years)
    offence = pick(rng, profile.OFFENCES, size)
    custody = pick(rng, profile.CUSTODY, size)
    shares = [(code, share) for code, _, share in profile.DIVISIONS]
    division = pick(rng, shares, size)
    missing = np.where(_in_new_form(accepted), 0.30, profile.MISSING_FACT)
    lost = rng.random((2, size)) < missing
    return [
        {
            "priority": int(priority[row]),
            "offence": None if lost[0, row] else str(offence[row]),
            "division": None if lost[1, row] else str(division[row]),
            "custody": str(custody[row]),
            "is_abuse": str(offence[row]) in profile.ONLINE_ABUSE,
        }
        for row in range(size)
    ]


NEW_FORM = (181 * 7, 189 * 7)
"""First day and day after the last of the weeks in which the new form lost facts."""


def _in_new_form(days: Column) -> Column:
    return (days >= NEW_FORM[0]) & (days < NEW_FORM[1])


def _fill(rng: np.random.Generator, cases: list[Case], exhibits: Exhibits) -> None:
    """Give each request its exhibits and examinations."""
    noise = np.exp(rng.normal(-0.03, 0.25, len(exhibits.hours)))
    for row, owner in enumerate(exhibits.request):
        case = cases[owner]
        device = Device(
            type=str(exhibits.type[row]),
            owner=str(exhibits.owner[row]),
            access=str(exhibits.access[row]),
            size=float(exhibits.size[row]),
            received=0,
        )
        hours = float(exhibits.hours[row])
        case.devices.append(device)
        case.tasks.append(
            Task(
                device=len(case.devices) - 1,
                type=str(exhibits.examination[row]),
                level=str(exhibits.level[row]) or None,
                estimate=hours * float(noise[row]),
                hours=hours,
            )
        )
    grading = lognormal(rng, profile.GRADING, len(cases))
    report = lognormal(rng, profile.REPORT, len(cases))
    for row, case in enumerate(cases):
        if len(case.devices) == OPERATION_EXHIBITS:
            _look_through(case)
        if case.is_abuse:
            case.tasks.append(_whole("GRADE", "2", float(grading[row]), rng))
        case.tasks.append(_whole("REPORT", None, float(report[row]), rng))
        case.needs = _needs(case)
        more = rng.binomial(len(case.devices), profile.SCOPE - 1)
        case.asked = len(case.devices) + int(more)


def _look_through(case: Case) -> None:
    for task in case.tasks:
        task.type, task.level = "TRI_LAB", "1"
        task.hours = task.estimate = OPERATION_HOURS


def _whole(
    type_: str, level: str | None, hours: float, rng: np.random.Generator
) -> Task:
    return Task(
        device=None,
        type=type_,
        level=level,
        estimate=hours * float(np.exp(rng.normal(-0.03, 0.25))),
        hours=hours,
    )


def _needs(case: Case) -> tuple[str, ...]:
    """Return the skills that are scarce enough to decide who may have the request."""
    types = {task.type for task in case.tasks}
    needs = []
    advanced = sum(task.hours for task in case.tasks if task.type == "MOB_L3")
    if 2 * advanced > sum(task.hours for task in case.tasks):
        needs.append("SK_MOB3")
    if types & {"COMP_PREV", "COMP_TGT", "COMP_FULL"}:
        needs.append("SK_WIN")
    if case.is_abuse:
        needs.append("SK_GRADE")
    return tuple(needs)


def _scale_effort(cases: list[Case], years: Column) -> None:
    """Scale hours so that each half-year has its planned mean."""
    opening = np.array([(case.accepted or 0) < 0 for case in cases])
    half = np.where(opening, -1, (2 * years).astype(int))
    for part in np.unique(half):
        mine = [cases[row] for row in np.flatnonzero(half == part)]
        _scale(mine, _planned_mean(int(part)))


def _planned_mean(half: int) -> float:
    if half < 0:
        return profile.OPENING_EFFORT / profile.OPENING_REQUESTS / profile.ESTIMATE
    return float(profile.MEAN_EFFORT * (1 + profile.EFFORT_GROWTH) ** (half / 2 + 0.25))


def _scale(cases: list[Case], mean: float) -> None:
    tasks = [task for case in cases for task in case.tasks]
    by_hours = mean * len(cases) / sum(task.hours for task in tasks)
    by_estimate = (
        profile.ESTIMATE * mean * len(cases) / sum(task.estimate for task in tasks)
    )
    for task in tasks:
        task.hours = max(0.1, task.hours * by_hours)
        task.estimate = max(0.25, round(task.estimate * by_estimate * 4) / 4)
    for case in cases:
        case.effort = sum(task.hours for task in case.tasks)


def _pass_gate(rng: np.random.Generator, case: Case) -> None:
    """Give the request its way to acceptance."""
    accepted = working_day(case.accepted or 0)
    wait = 0 if case.priority == 1 else int(rng.integers(1, 5))
    if rng.random() < profile.RETURNED / (1 - profile.REJECTED - profile.WITHDRAWN):
        _go_back_once(rng, case, accepted - wait)
    else:
        case.submitted = _before(accepted, wait + int(rng.integers(0, 2)))
        case.move(case.submitted, _S.SUBMITTED)
    case.move(_before(accepted, wait // 2), _S.ASSESSING)
    case.move(accepted, _S.ACCEPTED)
    case.accepted = accepted
    case.is_brought_forward = accepted < 0
    late = rng.random() < 0.2 and case.priority > 2
    for device in case.devices:
        offset = int(rng.integers(0, 16)) if late else 0
        device.received = working_day(case.submitted + int(rng.integers(0, 3)) + offset)
        if case.is_brought_forward:
            device.received = min(device.received, _before(0, 1))


def _before(day: int, days: int) -> int:
    """Return a working day at least ``days`` days before ``day``."""
    day -= days
    while day % 7 > 4 or day in _CLOSED_DAYS:
        day -= 1
    return day


def _go_back_once(rng: np.random.Generator, case: Case, day: int) -> None:
    again = _before(day, 1)
    back = _before(again, int(rng.integers(4, 14)))
    case.submitted = _before(back, int(rng.integers(1, 4)))
    reasons = ("R_SCOPE", "R_LEGAL", "R_EXHIB", "R_DATES", "R_PASS", "R_RISK")
    case.move(case.submitted, _S.SUBMITTED)
    case.move(back, _S.ASSESSING)
    case.move(back, _S.RETURNED, reasons[int(rng.integers(0, len(reasons)))])
    case.move(again, _S.SUBMITTED)


def _finish_plan(rng: np.random.Generator, case: Case) -> None:
    """Decide what will befall the request after acceptance."""
    case.target = case.received + profile.TARGET_DAYS[case.priority - 1]
    if rng.random() < profile.HOLDS and case.priority > 1:
        case.hold = _hold(rng)
    if rng.random() < profile.OUTSIDE:
        case.outside_days = int(rng.integers(25, 60))
    case.fails_review = rng.random() < profile.REVIEW_FAILS
    case.is_estimated = rng.random() >= profile.MISSING_ESTIMATE
    case.wait_more = ISLAND_WAIT if case.division == profile.ISLAND else 0
    if rng.random() < profile.PROSECUTOR_DATES:
        least, most = (110, 420) if case.tier == 2 else (30, 120)
        allowed = int(rng.integers(least, most))
        case.prosecutor = working_day(case.received + allowed)
    if rng.random() < profile.DROPPED:
        reason = ("C_PLEA", "C_WITHDRAW", "C_NOPRO")[int(rng.integers(0, 3))]
        case.dropped = int(rng.integers(5, 150)), reason
    case.has_addendum = rng.random() < profile.ADDENDA
    case.is_reopened = rng.random() < profile.REOPENED
    if (case.custody or "").startswith("PETITION") and rng.random() < 0.5:
        _charge_later(rng, case)


def _charge_later(rng: np.random.Generator, case: Case) -> None:
    """Let the accused appear on petition only after the request was made."""
    day = add_working_days(case.accepted or 0, int(rng.integers(1, 60)))
    change = Amendment(day, {"custody": case.custody}, "Petition appearance")
    case.custody = "RELEASED_NOT_CHARGED"
    if day < DAYS:
        case.amendments.append(change)


ISLAND_WAIT = 75
"""Days by which requests of the island stand further back in the queue."""


def _hold(rng: np.random.Generator) -> Hold:
    reason = str(pick(rng, profile.HOLD_REASONS, 1)[0])
    early = rng.random() < 0.45
    return Hold(
        reason=reason,
        days=max(2, round(float(rng.exponential(profile.HOLD_MEAN)))),
        wait=int(rng.integers(1, 40)) if early else None,
        share=float(rng.uniform(0.05, 0.85)),
    )


def _refused_cases(rng: np.random.Generator, weekly: Column) -> list[Case]:
    return list(_refused(rng, weekly))


def _refused(rng: np.random.Generator, weekly: Column) -> Iterator[Case]:
    """Yield the requests that end at the gate: rejected or withdrawn."""
    kept = 1 - profile.REJECTED - profile.WITHDRAWN
    rejections = ("J_NOTNEC", "J_NOLINE", "J_KIOSK", "J_DUP", "J_SCOPE", "J_THRESH")
    for week, count in enumerate(weekly):
        for share, status in (
            (profile.REJECTED, _S.REJECTED),
            (profile.WITHDRAWN, _S.WITHDRAWN),
        ):
            for _ in range(int(rng.poisson(count * share / kept))):
                reason = "C_WITHDRAW"
                if status is _S.REJECTED:
                    reason = rejections[int(rng.integers(0, len(rejections)))]
                yield _refuse(rng, week * 7 + int(rng.integers(0, 5)), status, reason)
        if week >= KIOSK_WEEK:
            for _ in range(int(rng.poisson(count * 0.12 * 0.45))):
                yield _refuse(
                    rng, week * 7 + int(rng.integers(0, 5)), _S.REJECTED, "J_KIOSK"
                )


KIOSK_WEEK = 156
"""Week from which kiosks take 12 % of the requests that are about phones only."""


def _refuse(rng: np.random.Generator, day: int, status: Status, reason: str) -> Case:
    shares = [(code, share) for code, _, share in profile.DIVISIONS]
    offence = str(pick(rng, profile.OFFENCES, 1)[0])
    submitted = working_day(day)
    case = Case(
        number=-1,
        submitted=submitted,
        accepted=None,
        division=str(pick(rng, shares, 1)[0]),
        offence=offence,
        is_abuse=offence in profile.ONLINE_ABUSE,
        asked=int(rng.integers(1, 4)),
    )
    case.move(submitted, _S.SUBMITTED)
    assessed = add_working_days(submitted, 1)
    decided = add_working_days(assessed, int(rng.integers(0, 4)))
    if assessed < DAYS:
        case.move(assessed, _S.ASSESSING)
    if decided < DAYS:
        case.move(decided, status, reason)
        case.closure = reason
    return case
