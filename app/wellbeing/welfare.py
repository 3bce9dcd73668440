"""All that is recorded of exposure and welfare, and who counts as exposed."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)
from app.workforce.examiner import Person
from app.workforce.team import Team

_NOT_BEGUN: Mapping[str, date] = MappingProxyType({})
WEEK, WINDOW = 7, 28
"""Days over which hours of exposure are counted."""

EXPOSED_SKILLS = frozenset({"SK_GRADE", "SK_VICID"})
"""Skills whose work is on harmful material: who is current in one is exposed."""

HARSH = frozenset({"X_FIRST", "X_VIOLENT"})
"""Kinds of material that research links with worse health, or that are the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welfare:
    """What a unit has recorded of exposure and welfare.

    Attributes:
        exposures: Exposure by day: what was logged, and before ``logged_from`` the
            hours of work on requests of online child abuse.
        contacts: Welfare contacts and screenings, held, not kept or booked.
        rotations: Rotations out of exposed work.
        tolerances: What people said they can bear.
        feedback: Who was told how which case ended.
        screenings: Codes of the kinds of contact that are screenings.
        logged_from: First day on which anything was logged; None where nothing ever
            was, so that hours of work stand in throughout.
        begun: First day of exposure on record by uid of the person, where that may be
            before what was read.
    """

    exposures: tuple[Exposure, ...] = ()
    contacts: tuple[WelfareContact, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    tolerances: tuple[Tolerance, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    screenings: frozenset[str] = frozenset()
    logged_from: date | None = None
    begun: Mapping[str, date] = field(default_factory=lambda: _NOT_BEGUN)
    _own: dict[str, list[Exposure]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        own: dict[str, list[Exposure]] = {}
        for one in sorted(self.exposures, key=_day):
            own.setdefault(one.person, []).append(one)
        object.__setattr__(self, "_own", own)

    def stands_in(self, as_at: date) -> bool:
        """Return whether hours of work stand in for any of the 28 days to a day."""
        first = as_at - timedelta(days=WINDOW - 1)
        return self.logged_from is None or self.logged_from > first

    def exposures_of(
        self, person: str, as_at: date, days: int = WINDOW
    ) -> tuple[Exposure, ...]:
        """Return the exposure of a person in the days to ``as_at``, by day."""
        own = self._own.get(person, [])
        begin = bisect_right(own, as_at - timedelta(days=days), key=_day)
        return tuple(own[begin : bisect_right(own, as_at, key=_day)])

    def first_exposure(self, person: str) -> date | None:
        """Return the first day of exposure of a person on record; None without any."""
        own = self._own.get(person)
        return self.begun.get(person) or (own[0].done_on if own else None)

    def rotations_of(self, person: str) -> tuple[Rotation, ...]:
        """Return the rotations of a person, by first day."""
        own = [one for one in self.rotations if one.person == person]
        return tuple(sorted(own, key=lambda one: one.first_on))

    def contacts_of(self, person: str) -> tuple[WelfareContact, ...]:
        """Return the contacts and screenings of a person, by day."""
        own = [one for one in self.contacts if one.person == person]
        return tuple(sorted(own, key=lambda one: one.held_on))

    def own_limit(self, person: str, as_at: date) -> float | None:
        """Return the hours in seven days that a person said they can bear, if any."""
        said = [
            one
            for one in self.tolerances
            if one.person == person and one.valid_from <= as_at
        ]
        latest = max(said, key=lambda one: one.valid_from, default=None)
        return None if latest is None else latest.weekly_hours


def _day(exposure: Exposure) -> date:
    return exposure.done_on


def hours_by_day(exposures: tuple[Exposure, ...]) -> Mapping[date, float]:
    """Return the hours of exposure of each day that has any."""
    hours: dict[date, float] = {}
    for one in exposures:
        hours[one.done_on] = hours.get(one.done_on, 0.0) + one.hours
    return hours


def exposed_people(welfare: Welfare, team: Team, as_at: date) -> tuple[Person, ...]:
    """Return the exposed people, in alphabetical order of what they are shown as.

    Exposed are those in post on the day who had any exposure in the 28 days to it, or
    are current in a skill of ``EXPOSED_SKILLS``.
    """
    before = as_at - timedelta(days=WINDOW)
    exposed = {
        one.person for one in welfare.exposures if before < one.done_on <= as_at
    } | {
        held.person
        for held in team.skills
        if held.skill in EXPOSED_SKILLS and held.is_current(as_at)
    }
    there = (
        person
        for person in team.people
        if person.uid in exposed and person.is_in_post(as_at)
    )
    return tuple(sorted(there, key=lambda person: person.shown.casefold()))
