"""What takes days besides leave and sickness: courses, court, searches, time in lieu.

Some of the days that were drawn as short leave are told as what they were, so that the
hours of the story stay as they are. The rest is drawn from a generator of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from app.demo.absences import Away
from app.demo.diary import Diary
from app.demo.intake import working_day
from app.demo.profile import DAYS, START
from app.demo.staff import Member

_TOLD_AS = (
    ("B_TRAIN", "Course: file systems of phones"),
    ("B_COURT", "Cited as a witness"),
    ("A_TOIL", ""),
    ("B_TRAIN", "Course: report writing"),
    ("B_SCENE", "At a search, with travel"),
    ("B_COURT", "Precognition and trial"),
    ("B_PROF", "Proficiency test"),
)
"""What short leave of examiners is told as, one after the other."""

_EVERY, _EVERY_LATELY, _LATELY = 5, 2, DAYS - 16 * 7
"""Of so many short leaves of examiners one is told as something else: of those before
and from the day from which there are more."""

_FESTIVE = 12
"""Month in which short leave is what it says."""

_SECONDED_FROM = 690
"""First day of the long spell that was a secondment and no sickness."""

_COURT, _COURSES, _SEARCHES = 6, 3, 4
"""Days in court, courses, and searches by two people, in the weeks to come."""

_AFTERNOONS = 12
"""Afternoons taken back for overtime, in the half-year up to now and in the next."""

_WEEKS_AHEAD = 12

_BARRED, _SECONDED_NEXT = "Examiner 10", "Examiner 17"
_SUMMER = ("Examiner 03", "Examiner 06", "Examiner 12", "Examiner 16", "Examiner 19")
"""Who has booked a fortnight of the next summer already."""


def told_as(away: Iterable[Away], members: Sequence[Member]) -> Iterator[Away]:
    """Yield the absences under the kinds by which they are on record."""
    count = told = 0
    for item in away:
        if item.kind == "A_SICK_L" and item.first == _SECONDED_FROM:
            note = "Seconded to the national unit"
            yield replace(item, kind="A_SECOND", booked=item.first - 60, note=note)
            continue
        if members[item.person].is_examiner and _is_short(item):
            count += 1
            every = _EVERY if item.first < _LATELY else _EVERY_LATELY
            if count % every == 0:
                told += 1
                yield _other(item, told)
                continue
        yield item


def _is_short(item: Away) -> bool:
    """Return whether it is a few days of leave that are not the festive ones."""
    is_brief = item.kind == "A_LEAVE" and item.last - item.first < 3
    return is_brief and (START + timedelta(days=item.first)).month != _FESTIVE


def _other(item: Away, number: int) -> Away:
    """Return short leave as something else, on its working days."""
    kind, note = _TOLD_AS[number % len(_TOLD_AS)]
    days = [day for day in range(item.first, item.last + 1) if day % 7 < 5]
    if not days:
        return item
    return replace(item, kind=kind, note=note, first=days[0], last=days[-1])


def book_duties(diary: Diary, rng: np.random.Generator) -> None:
    """Book what is planned ahead, and afternoons off before and after now."""
    examiners = [
        person
        for person, member in enumerate(diary.members)
        if member.is_examiner and member.leaves is None
    ]
    onsite = [one for one in examiners if diary.members[one].may("SK_ONSITE", DAYS)]
    for number in range(_COURT):
        _ahead(diary, rng, examiners, "B_COURT", 1, f"Trial, citation {number + 1}")
    for name in ("vehicle systems", "cloud data", "expert witness")[:_COURSES]:
        _ahead(diary, rng, examiners, "B_TRAIN", 3, f"Course: {name}")
    for _ in range(_SEARCHES):
        _search(diary, rng, onsite)
    for _ in range(_AFTERNOONS):
        day = DAYS + int(rng.integers(-26 * 7, _WEEKS_AHEAD * 7))
        _afternoon(diary, int(rng.choice(examiners)), day)
    _book_people(diary)


def _ahead(
    diary: Diary,
    rng: np.random.Generator,
    people: Sequence[int],
    kind: str,
    days: int,
    note: str,
) -> None:
    person = int(rng.choice(people))
    start = DAYS + int(rng.integers(1, _WEEKS_AHEAD * 7))
    first = diary.first_free(person, start, days)
    if first is not None:
        last = first + days - 1
        booked = DAYS - 1 - int(rng.integers(2, 40))
        diary.book(
            Away(
                person=person,
                kind=kind,
                first=first,
                last=last,
                booked=booked,
                note=note,
            )
        )


def _search(diary: Diary, rng: np.random.Generator, people: Sequence[int]) -> None:
    """Book two people for a day at a search."""
    day = working_day(DAYS + int(rng.integers(1, 5 * 7)))
    there = [one for one in people if diary.is_free(one, day, day)]
    for person in rng.permutation(there)[:2].tolist():
        diary.book(
            Away(
                person=person,
                kind="B_SCENE",
                first=day,
                last=day,
                booked=DAYS - 4,
                hours=7.0,
                note="Warrant, with travel",
            )
        )


def _afternoon(diary: Diary, person: int, day: int) -> None:
    first = diary.first_free(person, day)
    if first is not None:
        booked = min(first - 5, DAYS - 2)
        diary.book(
            Away(
                person=person,
                kind="A_TOIL",
                first=first,
                last=first,
                booked=booked,
                hours=3.5,
            )
        )


def _book_people(diary: Diary) -> None:
    """Book what is told of single people: duties without exposure, a secondment."""
    places = {member.name: place for place, member in enumerate(diary.members)}
    diary.book(
        Away(
            person=places[_BARRED],
            kind="A_RESTRICT",
            first=DAYS - 55,
            last=DAYS + 59,
            booked=DAYS - 58,
            share_kept=1.0,
            bars_exposure=True,
            note="Other work as usual",
        )
    )
    second = DAYS + 15 * 7
    diary.book(
        Away(
            person=places[_SECONDED_NEXT],
            kind="A_SECOND",
            first=second,
            last=second + 81,
            booked=DAYS - 21,
            note="Seconded to the national unit",
        )
    )
    for number, name in enumerate(_SUMMER):
        first = DAYS + (36 + number) * 7
        diary.book(
            Away(
                person=places[name],
                kind="A_LEAVE",
                first=first,
                last=first + 11,
                booked=DAYS - 3 * number - 2,
            )
        )
