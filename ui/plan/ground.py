"""What the levers of the room stand on: the unit on the first day of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The base from which levers are moved, and what their codes are called.

    Attributes:
        first_on: First day of the plan, on which a new lever begins.
        fte: Full-time equivalents whose hours are counted on that day.
        people: What people in post are shown as, by uid.
        skills: Names of the skills that requests ask for or people hold, by code.
        profile: Codes of the skills that a new examiner has unless said otherwise.
        types: Names of the examination types, by code.
        shares: Share of hours that goes to each kind of regular other work, by code,
            0 to 1: the mean over the people counted.
        kinds: Names of the kinds of other work, by code.
        targets: Days from receipt to finish of P1 to P4 by the unit's settings.
    """

    first_on: date
    fte: float = 0.0
    people: Names = field(default_factory=dict)
    skills: Names = field(default_factory=dict)
    profile: tuple[str, ...] = ()
    types: Names = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    kinds: Names = field(default_factory=dict)
    targets: tuple[float, ...] = ()
