"""What is recorded about exposure and welfare: as little as the purpose needs.

Nothing here says what somebody saw, felt or was told; days, hours and kinds only.
"""

from dataclasses import dataclass
from datetime import date

from app.casework.working_time import day_words
from app.errors import WelfareError


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Hours of one person on harmful material on one day.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        done_on: The day.
        kind: Code of the kind of material, of the list ``exposure_kind``; empty if
            that was not recorded.
        hours: Hours of that day on it.
        longest_stretch: Hours of the longest stretch without a break; None if that
            was not recorded.
        request: Uid of the request that it was for; empty if not recorded.
    """

    uid: str = ""
    version: int = 1
    person: str
    done_on: date
    kind: str = ""
    hours: float
    longest_stretch: float | None = None
    request: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.hours <= 24:
            raise WelfareError(
                f"{self.hours:g} hours of exposure in a day cannot be.",
                remedy="Give more than 0 and at most 24 hours.",
            )
        longest = self.longest_stretch
        if longest is not None and not 0 < longest <= self.hours:
            raise WelfareError(
                f"A stretch of {longest:g} hours within {self.hours:g} hours cannot"
                " be.",
                remedy="Give a stretch that is no longer than the hours of the day.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class WelfareContact:
    """One welfare contact or screening: that it was held, never what was said.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        kind: Code of the kind, of the list ``welfare_kind``.
        held_on: Day on which it was held, or was to be held.
        is_kept: Whether it was held.
        valid_to: Last day for which it counts; None to go by the unit's policy.
    """

    uid: str = ""
    version: int = 1
    person: str
    kind: str
    held_on: date
    is_kept: bool = True
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if not self.kind.strip():
            raise WelfareError("A welfare contact needs its kind.")
        _check_order("A welfare contact counts", self.held_on, self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Days on which a person is kept away from harmful material.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        first_on: First day.
        last_on: Last day; None until further notice.
    """

    uid: str = ""
    version: int = 1
    person: str
    first_on: date
    last_on: date | None = None

    def __post_init__(self) -> None:
        _check_order("A rotation is", self.first_on, self.last_on)

    def holds(self, day: date) -> bool:
        """Return whether the person is kept away from it on ``day``."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What a person said of themselves: the hours that they can bear.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        valid_from: First day on which it counts; the latest of several does.
        weekly_hours: Hours of harmful material in seven days.
    """

    uid: str = ""
    version: int = 1
    person: str
    valid_from: date
    weekly_hours: float

    def __post_init__(self) -> None:
        if not 0 <= self.weekly_hours <= 7 * 24:
            raise WelfareError(
                f"A limit of {self.weekly_hours:g} hours in seven days cannot be.",
                remedy="Give from 0 to 168 hours.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """That a person was told how a case ended (M53).

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        request: Uid of the request.
        person: Uid of the person who was told.
        told_on: The day.
    """

    uid: str = ""
    version: int = 1
    request: str
    person: str
    told_on: date


def _check_order(what: str, first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise WelfareError(
            f"{what} until {day_words(last)}, before it begins on {day_words(first)}.",
            remedy="Correct one of the two days.",
        )
