"""The people of the unit as files of other systems name them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.casework.vocabulary import Term, Vocabulary
from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.intake.words import plain
from app.workforce.absence import OTHER_WORK, PUBLIC_HOLIDAY, VACANCY, Absence
from app.workforce.examiner import Person, WorkingPattern, holds_on
from app.workforce.team import Team

PEOPLE = "person"
"""Name of the people as a code list to choose from."""

LONGEST_SPAN = 800
"""Calendar days within which a number of working days must be worked off."""

_DAY = 7.0  # hours of a weekday of a person of whom no pattern is recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people of the unit, and what decides about their absences.

    Attributes:
        people: Everyone, by the code under which a mapping knows them.
        words: What each is called elsewhere, by code; no word is of two people.
        surnames: Those of the words that are a surname alone: a text that holds one
            beside other words need not mean the person.
        patterns: Working patterns by uid of the person.
        absences: What is in the store already.
        holidays: Public holidays of the unit.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    patterns: Mapping[str, Sequence[WorkingPattern]] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
    holidays: Holidays = NO_HOLIDAYS

    @property
    def vocabulary(self) -> Vocabulary:
        """The people as a code list to choose from."""
        terms = [Term(code=c, label=p.shown) for c, p in self.people.items()]
        return Vocabulary(PEOPLE, tuple(terms))

    def hours_on(self, person: str, day: date) -> float:
        """Return the rostered hours of a person, by uid, on one day."""
        if day in self.holidays:
            return 0.0
        patterns = self.patterns.get(person, ())
        for pattern in patterns:
            if holds_on(pattern.valid_from, pattern.valid_to, day):
                return pattern.hours[day.weekday()]
        return _DAY if not patterns and day.weekday() < 5 else 0.0

    def last_of(self, person: str, first: date, days: int) -> date | None:
        """Return the last of so many working days from ``first``; None if too far."""
        left = days
        for ahead in range(LONGEST_SPAN):
            day = first + timedelta(days=ahead)
            left -= self.hours_on(person, day) > 0
            if left == 0:
                return day
        return None


NOBODY = Staff()
"""Stands for the people where a file names none."""


def staff_of(team: Team) -> Staff:
    """Return the people of a team as files name them."""
    people = {code_of(person.uid): person for person in team.people}
    patterns: dict[str, list[WorkingPattern]] = {}
    for pattern in team.patterns:
        patterns.setdefault(pattern.person, []).append(pattern)
    return Staff(
        people=people,
        words=_words(people),
        surnames=frozenset(map(_surname, people.values()))
        - {plain(name) for each in people.values() for name in _names(each)},
        patterns=patterns,
        absences=team.absences,
        holidays=team.holidays,
    )


def code_of(uid: str) -> str:
    """Return the code of a person; a uid as it stands is none."""
    return re.sub(r"[^A-Z0-9]", "_", uid.upper())


def kinds_of_absence(every: Vocabulary) -> Vocabulary:
    """Return the kinds that a person can be away for.

    A vacancy has no person, and public holidays come from the calendar of the unit.
    """
    terms = [
        term
        for term in every.terms
        if term.code.startswith(("A_", OTHER_WORK))
        and term.code not in (VACANCY, PUBLIC_HOLIDAY)
    ]
    return Vocabulary(every.name, tuple(terms))


def _words(people: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, set[str]] = {}
    for code, person in people.items():
        for word in _forms(person):
            owners.setdefault(plain(word), set()).add(code)
    found: dict[str, list[str]] = {code: [] for code in people}
    for word, codes in owners.items():
        if word and len(codes) == 1:
            found[next(iter(codes))].append(word)
    return {code: tuple(words) for code, words in found.items()}


def _forms(person: Person) -> Iterator[str]:
    """Yield what a person may be called: as here, turned round, with the initial."""
    yield from (*_names(person), _surname(person))
    account = re.split(r"[\\/]", person.account)[-1]
    yield account.partition("@")[0]
    parts = plain(person.name).split()
    if last := _surname(person):
        first = " ".join(parts[:-1])
        yield from (f"{last} {first}", f"{first[0]} {last}", f"{last} {first[0]}")


def _names(person: Person) -> tuple[str, str, str]:
    return person.name, person.alias, person.account


def _surname(person: Person) -> str:
    """Return the last part of a name of several; empty if there is no such part."""
    parts = plain(person.name).split()
    return parts[-1] if len(parts) > 1 and not parts[-1].isdigit() else ""


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some words in a text, the longest first.

    Between the parts of a word may stand any signs: ``j alder`` is found in
    ``j.alder@`` and in ``J. Alder``.
    """
    longest = sorted({plain(word) for word in words} - {""}, key=len, reverse=True)
    parts = [r"[\W_]+".join(map(re.escape, word.split())) for word in longest]
    every = "|".join(parts) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{every})(?![^\W_])", re.IGNORECASE)
