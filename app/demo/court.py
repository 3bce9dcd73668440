"""Proceedings of the story: who appeared when, and what the court and prosecutor gave.

Chance comes from the number of each request, so that the history that was played stays
as it is.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from app.casework.proceeding import Proceeding
from app.casework.request import Status
from app.demo.case import Amendment, Case, Charge
from app.demo.intake import working_day
from app.demo.journal import Fact, iso
from app.demo.main_type import highest_level, main_type
from app.demo.profile import DAYS, START
from app.rules.clock import RuleSet, governing, limits_of_request

_S = Status
_END = DAYS - 1

PREPARATION = 28
"""Days that the prosecutor needs between the result and the limit."""

ENOUGH = 10
"""Results of a kind from which its own length is taken."""

ROOM = 21
"""Days ahead in which no latest safe start lies but those that are meant to."""

LATE = 4
"""Requests left late for their limit of those not begun, and of those in hand."""

NOT_STARTED = frozenset({_S.ACCEPTED, _S.ALLOCATED})
IN_HAND = frozenset({_S.IN_PROGRESS, _S.EXTERNAL, _S.REVIEW, _S.READY})
OPEN = NOT_STARTED | IN_HAND | {_S.ON_HOLD}

Lengths = dict[tuple[str, str], int]


def day_of(day: int) -> date:
    """Return the date of a day of the story."""
    return START + timedelta(days=day)


def chance_of(case: Case, what: str) -> random.Random:
    """Return where chance about one thing of one request comes from."""
    return random.Random(f"{case.number} {what}")  # noqa: S311 - a made-up unit


def charge(cases: Sequence[Case]) -> None:
    """Give the accused of accepted requests their days in court."""
    for case in cases:
        if case.accepted is None:
            case.prosecutor = case.first_prosecutor = None
        else:
            case.charges = list(_charges(case, chance_of(case, "court")))


def _charges(case: Case, chance: random.Random) -> Iterator[Charge]:
    late = next((item for item in case.amendments if "custody" in item.changes), None)
    custody = str(late.changes["custody"]) if late else case.custody or ""
    known = late.day if late else max(case.accepted or 0, case.submitted)
    if custody == "BAIL_SUMMARY" and chance.random() < 0.5:
        appeared = day_of(case.submitted - chance.randrange(5, 40))
        yield Charge(
            day=known,
            proceeding=Proceeding(
                request="-", accused="A1", custody=custody, appearance_on=appeared
            ),
        )
    if not custody.startswith("PETITION"):
        return
    appeared = day_of(known if late else case.submitted - chance.randrange(3, 45))
    several = 2 if chance.random() < 0.06 else 1
    is_dated = chance.random() >= 0.10
    for place in range(several):
        petition = appeared + timedelta(days=4 * place) if is_dated else None
        yield Charge(
            day=known + (working_day(known + 4) - known if late and place else 0),
            proceeding=_on_petition(f"A{place + 1}", custody, petition, day_of(known)),
        )


def _on_petition(
    accused: str, custody: str, petition: date | None, known: date
) -> Proceeding:
    committal = petition if custody == "PETITION_CUSTODY" else None
    full = None if committal is None else committal + timedelta(days=7)
    return Proceeding(
        request="-",
        accused=accused,
        charge="Charge 1",
        custody=custody,
        petition_on=petition,
        committal_on=committal,
        full_committal_on=full if full and full <= known else None,
    )


def proceedings_of(case: Case, day: int) -> list[Proceeding]:
    """Return the proceedings as they were on record on ``day``."""
    return [item.on(day) for item in case.charges if item.day <= day]


def days_to_limit(case: Case, rules: RuleSet, day: int) -> int | None:
    """Return the days to the limit that governs on ``day``; None without one."""
    asked = None if case.prosecutor is None else day_of(case.prosecutor)
    limit = governing(proceedings_of(case, day), rules, day_of(day), asked)
    return None if limit is None else (limit.day - day_of(day)).days


def lengths_of(cases: Sequence[Case]) -> Lengths:
    """Return the days from start to issue that 80 % do not exceed.

    By main type and level; under an empty level by type, under both empty of all.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for case in cases:
        begun, issued = case.first(_S.IN_PROGRESS), case.first(_S.ISSUED)
        if begun is not None and issued is not None:
            type_, level = main_type(case), highest_level(case)
            for key in ((type_, level), (type_, ""), ("", "")):
                found.setdefault(key, []).append(issued - begun)
    return {
        key: int(np.ceil(np.percentile(days, 80)))
        for key, days in found.items()
        if len(days) >= ENOUGH
    }


def length_of(case: Case, lengths: Lengths) -> int:
    """Return the days that the examination of a request is to be reckoned with."""
    type_, level = main_type(case), highest_level(case)
    keys = (type_, level), (type_, ""), ("", "")
    return next(lengths[key] for key in keys if key in lengths)


def keep_limits(cases: Sequence[Case], rules: RuleSet) -> None:
    """Let court and prosecutor give more time where a limit could not be kept.

    Some requests stay late for theirs, so that there is something to act on.
    """
    lengths = lengths_of(cases)
    late = {True: 0, False: 0}
    for case in cases:
        if case.status not in OPEN or _is_missed(case):
            continue
        needed = _needed(case, length_of(case, lengths))
        left = days_to_limit(case, rules, _END)
        if left is None and not _has_passed(case, rules):
            continue
        if left is not None and left > needed + ROOM:
            continue
        is_begun = _is_begun(case)
        if left is not None and left < needed and late[is_begun] < LATE:
            late[is_begun] += 1
            continue
        _give_time(case, _END + needed + ROOM + 5 + case.number * 13 % 90)


def _is_missed(case: Case) -> bool:
    return case.prosecutor is not None and case.prosecutor <= _END


def _has_passed(case: Case, rules: RuleSet) -> bool:
    return bool(limits_of_request(proceedings_of(case, _END), rules))


def _is_begun(case: Case) -> bool:
    held = case.status is _S.ON_HOLD and case.first(_S.IN_PROGRESS) is not None
    return held or case.status in IN_HAND


def _needed(case: Case, length: int) -> int:
    """Return the days that a result still needs, with those of the prosecutor."""
    begun = case.first(_S.IN_PROGRESS)
    if _is_begun(case) and begun is not None:
        return max(begun + length - _END, 0)
    return length + PREPARATION


def _give_time(case: Case, until: int) -> None:
    """Let the prosecutor agree to a later day, or the court extend the limit."""
    told = working_day(_END - 6 - case.number % 90)
    if case.prosecutor is not None:
        postpone(case, until, told)
        return
    for item in case.charges:
        day = max(told, item.day + 1)
        item.extended = min(day, _END), day_of(working_day(until))


def postpone(case: Case, until: int, told: int = _END - 4) -> None:
    """Let the prosecutor agree to a later day, before the first one."""
    day = max(min((case.prosecutor or 0) - 3, told), case.submitted + 1)
    changes = {"prosecutor_on": iso(working_day(until))}
    case.amendments.append(Amendment(day, changes, "T_AGREED"))
    case.prosecutor = working_day(until)


def tell_charges(case: Case) -> Iterator[tuple[int, int, Fact]]:
    """Yield the proceedings and the extensions, each with its place in its day."""
    for place, item in enumerate(case.charges):
        key = "proceeding", case.number, place
        row = {name: _stored(item.proceeding, name) for name in _COLUMNS}
        links = (("request", ("request", case.number)),)
        fact = Fact(
            day=item.day,
            subject="proceeding",
            changes=row,
            key=key,
            is_new=True,
            links=links,
        )
        yield item.day, 4, fact
        if item.extended is not None:
            day, until = item.extended
            changes = {
                "limit_on": until.isoformat(),
                "limit_source": "Sheriff court, limit extended",
            }
            yield (
                day,
                4,
                Fact(day=day, subject="proceeding", changes=changes, key=key),
            )


_COLUMNS = (
    *("accused", "charge", "custody", "appearance_on", "petition_on"),
    *("committal_on", "full_committal_on"),
)


def _stored(proceeding: Proceeding, name: str) -> str | None:
    value = getattr(proceeding, name)
    return value.isoformat() if isinstance(value, date) else value
