"""People of the unit: when they are in post, when they work, what they may do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from app.casework.working_time import day_words
from app.errors import CapacityError

EXAMINER = "EXAMINER"
"""Code of the role whose hours are casework hours."""

FULL_TIME = 35.0
"""Weekly hours of a full-time contract, where the unit sets no others."""

IN_TRAINING = 0
"""Skill level of a person who may not yet work alone."""

HIGHEST_LEVEL = 3
"""Skill level of a person who leads the field in the unit."""

LEVELS = ("In training", "Competent", "Experienced", "Leading")
"""What the skill levels from 0 on are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the unit and the time in post.

    Attributes:
        uid: Permanent identity, never reused.
        version: Number of changes since the record was made, from 1.
        name: Name, as the unit knows it.
        alias: What is shown where the unit shows no names; empty for the name.
        role: Code of the role in the unit, of the list ``staff_role``.
        site: Code of the laboratory; empty where the unit has one.
        account: Account of the operating system, by which the own view knows whose it
            is; empty if none is recorded.
        starts_on: First day in post.
        ends_on: Last day in post; None while no end is known.
        is_named: Whether the name is shown and not the alias: a setting of the unit,
            put here by whoever reads the person.
    """

    uid: str
    version: int = 1
    name: str
    alias: str = ""
    role: str = EXAMINER
    site: str = ""
    account: str = ""
    starts_on: date
    ends_on: date | None = None
    is_named: bool = field(default=True, compare=False)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CapacityError("A person needs a name or an alias to show.")
        if not self.role.strip():
            raise CapacityError(f"{self.name} needs a role.")
        check_order(f"The time in post of {self.shown}", self.starts_on, self.ends_on)

    @property
    def shown(self) -> str:
        """What is shown on the screen and on paper: the name, or the alias."""
        return self.name if self.is_named or not self.alias else self.alias

    def is_in_post(self, day: date) -> bool:
        """Return whether the person is in post on ``day``."""
        return holds_on(self.starts_on, self.ends_on, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPattern:
    """The hours that a person works on each day of the week, for a time.

    Part time and compressed weeks are exact: every weekday has its own hours.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        valid_from: First day of the pattern.
        valid_to: Last day of the pattern; None until further notice.
        hours: Rostered hours on Monday, Tuesday and so on to Sunday: seven figures.
    """

    uid: str = ""
    version: int = 1
    person: str
    valid_from: date
    valid_to: date | None = None
    hours: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.hours) != 7:
            raise CapacityError(
                f"A working pattern has {len(self.hours)} days instead of seven."
            )
        for hours in self.hours:
            if not 0 <= hours <= 24:
                raise CapacityError(
                    f"A working pattern has a day of {hours:g} hours.",
                    remedy="Give from 0 to 24 hours for each day.",
                )
        check_order("A working pattern", self.valid_from, self.valid_to)

    @property
    def weekly_hours(self) -> float:
        """Contracted hours in a week."""
        return sum(self.hours)

    def full_time_equivalent(self, full_time: float = FULL_TIME) -> float:
        """Return the share of a full-time contract of ``full_time`` weekly hours."""
        return self.weekly_hours / full_time


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillHeld:
    """One skill of a person and until when it is current.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        skill: Code of the skill, of the list ``skill``.
        level: 0 in training, 1 competent, 2 experienced, 3 leading.
        valid_from: First day on which it counts.
        valid_to: Last day on which it is current; None if it does not lapse.
        evidence: Where the proof is, such as the number of a certificate.
    """

    uid: str = ""
    version: int = 1
    person: str
    skill: str
    level: int = 1
    valid_from: date
    valid_to: date | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        if not self.skill.strip():
            raise CapacityError("A skill that a person holds needs its code.")
        if not IN_TRAINING <= self.level <= HIGHEST_LEVEL:
            raise CapacityError(
                f"{self.skill} has the level {self.level}.",
                remedy=f"Give a level from {IN_TRAINING} to {HIGHEST_LEVEL}.",
            )
        check_order(self.skill, self.valid_from, self.valid_to)

    def is_current(self, day: date) -> bool:
        """Return whether the person may work alone in the skill on ``day``."""
        competent = self.level > IN_TRAINING
        return competent and holds_on(self.valid_from, self.valid_to, day)


def full_time_pattern(
    person: str, valid_from: date, *, weekly_hours: float = FULL_TIME
) -> WorkingPattern:
    """Return a pattern of ``weekly_hours`` spread evenly over Monday to Friday."""
    hours = (weekly_hours / 5,) * 5 + (0.0, 0.0)
    return WorkingPattern(person=person, valid_from=valid_from, hours=hours)


def add_pattern(
    patterns: Iterable[WorkingPattern], new: WorkingPattern
) -> tuple[WorkingPattern, ...]:
    """Return the patterns with ``new`` among them, in order of their days.

    A pattern of the same person that had no end ends on the day before ``new`` begins.

    Raises:
        CapacityError: Another pattern of the person still holds on days of ``new``.
    """
    eve = new.valid_from - timedelta(days=1)
    kept = [
        replace(pattern, valid_to=eve)
        if pattern.person == new.person
        and pattern.valid_to is None
        and pattern.valid_from <= eve
        else pattern
        for pattern in patterns
    ]
    ordered = sorted([*kept, new], key=lambda pattern: pattern.valid_from)
    check_patterns(ordered, {})
    return tuple(ordered)


def check_patterns(
    patterns: Iterable[WorkingPattern], names: Mapping[str, str]
) -> None:
    """Refuse two working patterns of one person on the same day.

    Args:
        patterns: Patterns of any number of people.
        names: Name to show of each person, by uid; the uid is shown if it is missing.

    Raises:
        CapacityError: The sentence names the person and the day.
    """
    of_person: defaultdict[str, list[WorkingPattern]] = defaultdict(list)
    for pattern in patterns:
        of_person[pattern.person].append(pattern)
    for uid, theirs in of_person.items():
        theirs.sort(key=lambda pattern: pattern.valid_from)
        for before, after in pairwise(theirs):
            if (before.valid_to or date.max) >= after.valid_from:
                raise CapacityError(
                    f"{names.get(uid, uid)} has two working patterns"
                    f" on {day_words(after.valid_from)}.",
                    remedy="End the first on the day before the second begins.",
                )


def check_order(what: str, first: date, last: date | None) -> None:
    """Refuse a time that ends before it begins.

    Raises:
        CapacityError: The sentence begins with ``what`` and names both days.
    """
    if last is not None and last < first:
        raise CapacityError(
            f"{what} ends on {day_words(last)} before the beginning on"
            f" {day_words(first)}.",
            remedy="Correct one of the two days.",
        )


def holds_on(first: date, last: date | None, day: date) -> bool:
    """Return whether ``day`` lies from ``first`` to ``last``, both included."""
    return first <= day and (last is None or day <= last)
