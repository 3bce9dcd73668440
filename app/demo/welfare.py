"""Exposure, welfare and what the unit has settled about both, as the story has it.

Fictional throughout. One examiner is above the local policy of 28 days, and two welfare
contacts are overdue.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import orjson

from app.casework.request import Status
from app.demo.absences import Away
from app.demo.case import Case
from app.demo.diary import Diary
from app.demo.exposure import Viewing, viewings
from app.demo.journal import Fact, Journal, Key
from app.demo.profile import DAYS, START
from app.demo.staff import Member
from app.store.rows import to_row
from app.wellbeing.record import Feedback, Rotation, Tolerance, WelfareContact

_CONTACTS, _SCREENINGS = 90, 365
"""Days from one welfare contact to the next, and between screenings, at most."""

_POLICY: Mapping[str, float] = {
    "exposure_hours_7_days": 14,
    "exposure_days_in_row": 4,
    "exposure_stretch": 2,
    "welfare_contact_days": _CONTACTS,
    "screening_days": _SCREENINGS,
    "rotation_days": 365,
}
"""Local policy, besides the hours of 28 days."""

_OVERDUE = {2: 121, 10: 103}
"""Days since the last welfare contact, of the people whose next one is overdue."""

_BACK = 540
"""Days of welfare contacts on record."""

_ROTATED = 12
"""Days without any exposure, at least, that were a rotation."""

_TOLERANCES = {3: (-250, 8.0), 13: (-90, 10.0), 19: (-400, 12.0)}
"""Of some people the day on which they said what they can bear, and hours a week."""

_TOLD = 0.55
"""Share of the closed cases whose outcome the examiner was told."""


@dataclass(slots=True, kw_only=True)
class _Scene:
    """What the story of welfare is told from and written to."""

    journal: Journal
    members: Sequence[Member]
    diary: Diary
    known: Mapping[int, int]
    rng: np.random.Generator
    days: dict[int, list[int]] = field(default_factory=dict)

    def add(
        self, day: int, subject: str, value: Any, person: int, request: int | None
    ) -> None:
        """Add a record about a person, and the request that it is about, if any."""
        row = to_row(value)
        links: tuple[tuple[str, Key], ...] = (("person", ("person", person)),)
        recorded = day
        if request is not None:
            links = (*links, ("request", ("request", request)))
            recorded = max(day, self.known[request])
        fact = Fact(day=day, subject=subject, changes=row, is_new=True, links=links)
        self.journal.add_on(recorded, fact)


def tell_welfare(
    journal: Journal,
    diary: Diary,
    cases: Sequence[Case],
    known: Mapping[int, int],
    rng: np.random.Generator,
) -> None:
    """Add exposure, contacts, rotations, feedback, and the local policy.

    Args:
        journal: Where to add.
        diary: Who is free when; the hours with the welfare lead are booked in it.
        cases: The requests, after they were played.
        known: Day on which each request was first recorded, by its number.
        rng: Where chance comes from.
    """
    scene = _Scene(
        journal=journal, members=diary.members, diary=diary, known=known, rng=rng
    )
    seen = viewings(cases, rng)
    _tell_exposure(scene, seen)
    for person in scene.days:
        _tell_contacts(scene, person)
        _tell_rotation(scene, person)
    for person, (first, hours) in _TOLERANCES.items():
        day = DAYS + first
        value = Tolerance(person="-", valid_from=_day(day), weekly_hours=hours)
        scene.add(day, "tolerance", value, person, None)
    _tell_feedback(scene, cases)
    _tell_policy(journal, exposure_line(seen))


def exposure_line(seen: Iterable[Viewing]) -> int:
    """Return a limit of hours in 28 days that exactly one examiner is above."""
    hours: defaultdict[int, float] = defaultdict(float)
    for one in seen:
        if one.day >= DAYS - 28:
            hours[one.person] += one.hours
    highest, second = sorted(hours.values(), reverse=True)[:2]
    return int((highest + second) / 2)


def _tell_exposure(scene: _Scene, seen: Iterable[Viewing]) -> None:
    for one in seen:
        scene.days.setdefault(one.person, []).append(one.day)
        scene.add(one.day, "exposure", one.logged(_day(one.day)), one.person, one.case)


def _tell_contacts(scene: _Scene, person: int) -> None:
    """Add contacts and screenings, and the protected hours of the last year."""
    member = scene.members[person]
    if member.leaves is not None:
        return
    day = DAYS - 1 - _OVERDUE.get(person, 5 + 7 * person % 70)
    while day > max(DAYS - _BACK, member.joins):
        held = _hold(scene, person, day, "W_CONTACT")
        day = held - int(scene.rng.integers(70, _CONTACTS - 2))
    if person in _OVERDUE:  # what was planned in its place did not come about
        missed = DAYS - 1 - _OVERDUE[person] + 84
        value = _contact("W_CONTACT", missed, is_kept=False)
        scene.add(missed, "welfare_contact", value, person, None)
    else:
        _protected(scene, person, DAYS + 7 + 5 * person % 50)
    screened = DAYS - 1 - (20 + 37 * person % 330)
    if screened > member.joins:
        _hold(scene, person, screened, "W_SCREEN")
    if member.joins > DAYS - _BACK:
        _hold(scene, person, member.joins + 14, "W_START")


def _hold(scene: _Scene, person: int, day: int, kind: str) -> int:
    """Add a contact on the first free day from ``day``; return when it was."""
    protected = _protected(scene, person, day) if day > DAYS - 365 else None
    held = day if protected is None else protected
    value = _contact(kind, held, is_kept=True)
    scene.add(held, "welfare_contact", value, person, None)
    return held


def _protected(scene: _Scene, person: int, day: int) -> int | None:
    """Book an hour of protected time on the first free day from ``day``."""
    last = DAYS - 1 if day < DAYS else day + 20
    free = scene.diary.first_free(person, day)
    if free is None or free > last:
        return None
    item = Away(
        person=person,
        kind="B_WELF",
        first=free,
        last=free,
        booked=min(free, DAYS - 1) - 2,
        hours=1.0,
    )
    scene.diary.book(item)
    return free


def _contact(kind: str, day: int, *, is_kept: bool) -> WelfareContact:
    valid = _day(day + _SCREENINGS) if kind == "W_SCREEN" else None
    return WelfareContact(
        person="-", kind=kind, held_on=_day(day), is_kept=is_kept, valid_to=valid
    )


def _tell_rotation(scene: _Scene, person: int) -> None:
    """Add the longest stretch without exposure of the last year as a rotation.

    Whoever has had none for some weeks now is rotated out until the end of the month.
    """
    if scene.members[person].leaves is not None:
        return
    days = [day for day in scene.days[person] if day >= DAYS - 364]
    if not days:
        return
    quiet = DAYS - 1 - days[-1]
    if quiet >= _ROTATED:
        _rotate(scene, person, days[-1] + 1, DAYS + 27)
        return
    gaps = [(after - day, day) for day, after in pairwise(days)]
    length, day = max(gaps, default=(0, 0))
    if length > _ROTATED:
        _rotate(scene, person, day + 1, day + length - 1)


def _rotate(scene: _Scene, person: int, first: int, last: int) -> None:
    monday = first + -first % 7
    value = Rotation(person="-", first_on=_day(monday), last_on=_day(last))
    scene.add(monday, "rotation", value, person, None)


def _tell_feedback(scene: _Scene, cases: Sequence[Case]) -> None:
    """Add who was told how which case of online abuse ended."""
    for case in cases:
        closed = case.first(Status.CLOSED)
        if not case.is_abuse or closed is None or closed < DAYS - _BACK:
            continue
        told = closed + int(scene.rng.integers(5, 40))
        is_told = scene.rng.random() < _TOLD
        person = _who_did_most(case)
        if is_told and told < DAYS and scene.members[person].hours_on(told - told % 7):
            value = Feedback(request="-", person="-", told_on=_day(told))
            scene.add(told, "feedback", value, person, case.number)


def _who_did_most(case: Case) -> int:
    hours: defaultdict[int, float] = defaultdict(float)
    for _, person, spent in case.work:
        hours[person] += spent
    return max(hours, key=lambda person: (hours[person], -person))


def _tell_policy(journal: Journal, line: int) -> None:
    for name, value in {**_POLICY, "exposure_hours_28_days": line}.items():
        row = {"value": orjson.dumps(value).decode()}
        day = DAYS - _BACK
        fact = Fact(day=day, subject="setting", changes=row, is_new=True, uid=name)
        journal.add_on(day, fact)


def _day(day: int) -> date:
    return START + timedelta(days=day)
