"""When the people of the demo unit are away, and the hours that are left.

The hours follow the rule of the capacity page: public holidays, absences, then hours
a week for training and court, then shares for review, administration and triage. What
``duties`` adds (an hour with the welfare lead, an afternoon off) is too little for the
play to know of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.casework.working_time import parse_holidays
from app.demo.profile import DAYS, START
from app.demo.staff import LONG_LEAVE, Member
from app.resource import RESOURCES

AHEAD = 26 * 7
"""Days after the history within which leave is planned already."""

TRAINING_HOURS, COURT_HOURS = 70 / 52.14, 21 / 52.14
"""Hours a week of a full-time person: ten days and three days a year."""

SHARES = (("B_QA", 0.08), ("B_ADMIN", 0.08), ("B_SCENE", 0.06))
"""Shares of what is left: review given, administration, on-site triage."""

_LATEST_BOOKED = DAYS + AHEAD // 2 + 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """One absence of one person, or other work, in days of the story.

    Attributes:
        person: The person.
        kind: Code of the kind.
        first: First day.
        last: Last day, included.
        booked: Day on which it was known.
        share_kept: Share of the hours that stays, where it takes a part of them.
        hours: Hours of each day that it takes; None for the whole of it.
        bars_exposure: Whether the person is kept from harmful material.
        note: What else is on record.
    """

    person: int
    kind: str
    first: int
    last: int
    booked: int
    share_kept: float | None = None
    hours: float | None = None
    bars_exposure: bool = False
    note: str = ""


def holidays() -> frozenset[int]:
    """Return the public holidays as days of the story."""
    text = (RESOURCES / "holidays" / "scotland.csv").read_text("utf-8")
    days = parse_holidays("scotland", text).days
    return frozenset((day - START).days for day in days)


def plan_absences(
    members: Sequence[Member], rng: np.random.Generator
) -> tuple[Away, ...]:
    """Return every absence of the history and the leave that is planned after it."""
    found = _long_spells(members)
    for person, member in enumerate(members):
        found += _sickness(person, member, rng)
        found += _leave(person, member, rng)
    return tuple(_without_overlaps(found))


def _without_overlaps(found: Iterable[Away]) -> Iterator[Away]:
    """Yield absences that do not lie over an earlier one of the same person."""
    taken: set[tuple[int, int]] = set()
    for item in found:
        days = {(item.person, day) for day in range(item.first, item.last + 1)}
        if not days & taken:
            taken |= days
            yield item


def _leave(person: int, member: Member, rng: np.random.Generator) -> list[Away]:
    """Return leave by year: a summer fortnight, festive days, shorter breaks."""
    found: list[Away] = []
    for year in range(2022, 2028):
        base = (START.replace(year=year, month=1, day=1) - START).days
        summer = base + 178 + 7 * int(rng.integers(0, 9))
        festive = base + 356 + int(rng.integers(0, 3))
        starts = [
            (_monday(summer), 12),
            (_monday(base + 84) + 7 * int(rng.integers(0, 4)), 5),
        ]
        starts += [(festive, 7 if rng.random() < 0.7 else 3)]
        for _ in range(6):
            starts.append((base + int(rng.integers(5, 350)), int(rng.integers(2, 6))))
        for first, length in starts:
            last = min(first + length - 1, member.leaves or first + length)
            booked = first - int(rng.integers(14, 90))
            if first > _LATEST_BOOKED or not _is_there(member, first):
                continue
            if any(member.hours_on(day) for day in range(first, last + 1)):
                found.append(
                    Away(
                        person=person,
                        kind="A_LEAVE",
                        first=first,
                        last=last,
                        booked=booked,
                    )
                )
    return found


def _monday(day: int) -> int:
    return day - day % 7


def _is_there(member: Member, day: int) -> bool:
    return member.joins + 20 < day and (member.leaves is None or day < member.leaves)


def _sickness(person: int, member: Member, rng: np.random.Generator) -> list[Away]:
    """Return short spells, about five days a year."""
    found = []
    for first in np.flatnonzero(rng.random(DAYS - 3) < 2.3 / 365):
        last = int(first) + int(rng.integers(1, 5)) - 1
        if _is_there(member, int(first)):
            found.append(
                Away(
                    person=person,
                    kind="A_SICK_S",
                    first=int(first),
                    last=min(last, DAYS - 1),
                    booked=int(first),
                )
            )
    return found


_SPELLS = ((3, 150, 62), (6, 420, 55), (10, 690, 48), (12, 905, 66), (2, 1130, 52))
"""Long sickness: person, first day and days."""


def _long_spells(members: Sequence[Member]) -> list[Away]:
    found = []
    for person, first, days in _SPELLS:
        back = first + days
        found += [
            Away(
                person=person,
                kind="A_SICK_L",
                first=first,
                last=back - 1,
                booked=first + 2,
            ),
            Away(
                person=person,
                kind="A_PHASED",
                first=back,
                last=back + 20,
                booked=back - 7,
                share_kept=0.5,
            ),
        ]
    holder = next(n for n, m in enumerate(members) if m.name == "Examiner 15")
    found.append(
        Away(
            person=holder,
            kind="A_MAT",
            first=LONG_LEAVE,
            last=LONG_LEAVE + 270,
            booked=LONG_LEAVE - 80,
        )
    )
    return found


def casework_hours(
    members: Sequence[Member], away: Sequence[Away], days: int = DAYS
) -> NDArray[np.float64]:
    """Return the net casework hours of each person on each day of the story."""
    hours = np.array(
        [[m.hours_on(d) * m.is_examiner for d in range(days)] for m in members]
    )
    closed = [day for day in holidays() if 0 <= day < days]
    hours[:, closed] = 0
    for item in away:
        kept = item.share_kept or 0.0
        first, last = max(item.first, 0), min(item.last + 1, days)
        if first >= last:
            continue
        hours[item.person, first:last] = np.minimum(
            hours[item.person, first:last],
            kept
            * np.array([members[item.person].hours_on(d) for d in range(first, last)]),
        )
    return _less_abstractions(members, hours)


def _less_abstractions(
    members: Sequence[Member], hours: NDArray[np.float64]
) -> NDArray[np.float64]:
    weeks = hours.shape[1] // 7
    by_week = hours[:, : weeks * 7].reshape(len(members), weeks, 7).sum(axis=2)
    wanted = np.array(
        [[weekly_abstraction(m, w * 7) for w in range(weeks)] for m in members]
    )
    kept = np.clip(1 - wanted / np.maximum(by_week, 1e-9), 0, 1)
    share = 1 - sum(share for _, share in SHARES)
    return np.asarray(hours[:, : weeks * 7] * np.repeat(kept, 7, axis=1) * share)


def weekly_abstraction(member: Member, day: int) -> float:
    """Return the hours a week of training and court of a person in post."""
    contracted = sum(member.hours_on(day - day % 7 + n) for n in range(5))
    return (TRAINING_HOURS + COURT_HOURS) * contracted / 35
