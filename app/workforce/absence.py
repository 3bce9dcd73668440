"""Time that people of the unit cannot give to casework."""

from dataclasses import dataclass
from datetime import date

from app.errors import CapacityError
from app.workforce.examiner import check_order

PART_KINDS = ("A_PHASED", "A_RESTRICT")
"""Kinds of absence in which a person works a share of the rostered hours."""

VACANCY = "A_VACANT"
"""Kind that has no person, and so cannot be an absence of one."""

PUBLIC_HOLIDAY = "A_PH"
"""Kind under which the public holidays of the calendar are counted."""


RESTRICTED = "A_RESTRICT"
"""Kind of restricted duties, which alone may keep a person from harmful material."""

OTHER_WORK = "B_"
"""With what the code of an abstraction begins: time at work, not on casework."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which one person is away or on other work, wholly or in part.

    An abstraction on given days (court on a Thursday) is one too: in its week it takes
    the place of what the person gives to that kind regularly (``Abstraction``).

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        kind: Code of the kind, of the list ``absence_kind``: ``A_`` and more for an
            absence, ``B_`` and more for other work on given days.
        first_on: First day.
        last_on: Last day, included.
        hours_per_day: Hours away on each rostered day; None for the whole day.
        share_kept: For a phased return or restricted duties, the share of the
            rostered hours that stays for casework, 0 to 1; None for other kinds.
        bars_exposure: For restricted duties, whether the person is kept from harmful
            material; the hours stay for other work.
        note: What else to know; free text, never a diagnosis.
    """

    uid: str = ""
    version: int = 1
    person: str
    kind: str
    first_on: date
    last_on: date
    hours_per_day: float | None = None
    share_kept: float | None = None
    bars_exposure: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not self.kind.startswith(("A_", OTHER_WORK)) or self.kind == VACANCY:
            raise CapacityError(
                f"{self.kind} is no kind of absence of a person.",
                remedy="Choose a kind whose code begins with A_ or B_; a vacancy has"
                " no person.",
            )
        if self.bars_exposure and self.kind != RESTRICTED:
            raise CapacityError(
                "Only restricted duties keep a person from harmful material.",
                remedy="Choose restricted duties, or take that away.",
            )
        check_order("An absence", self.first_on, self.last_on)
        _check_hours("An absence", "a day", self.hours_per_day, 24)
        self._check_share()

    @property
    def is_whole(self) -> bool:
        """Whether it takes the whole of each of its days."""
        return self.hours_per_day is None and self.share_kept is None

    @property
    def is_other_work(self) -> bool:
        """Whether the person is at work, on something other than casework."""
        return self.kind.startswith(OTHER_WORK)

    def holds(self, day: date) -> bool:
        """Return whether ``day`` is one of its days."""
        return self.first_on <= day <= self.last_on

    @property
    def days(self) -> int:
        """Calendar days from the first to the last."""
        return (self.last_on - self.first_on).days + 1

    def _check_share(self) -> None:
        if self.kind not in PART_KINDS:
            if self.share_kept is not None:
                raise CapacityError(f"{self.kind} cannot keep a share of the hours.")
            return
        if self.share_kept is None:
            raise CapacityError(
                f"{self.kind} needs the share of the hours that is kept.",
                remedy="Give a share from 0% to 100%.",
            )
        _check_share("An absence", self.share_kept)
        if self.hours_per_day is not None:
            raise CapacityError(f"{self.kind} takes a share and no hours a day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstraction:
    """Working time that goes regularly to something other than casework.

    Exactly one of ``weekly_hours`` and ``share`` is given. Hours come off first;
    shares are of what is left after absences, public holidays and those hours.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person; None for every person whose hours are counted.
        kind: Code of the kind, ``B_`` and more, of the list ``absence_kind``.
        valid_from: First day.
        valid_to: Last day; None until further notice.
        weekly_hours: Hours a week of each person concerned.
        share: Share of the available hours, 0 to 1.
    """

    uid: str = ""
    version: int = 1
    person: str | None = None
    kind: str
    valid_from: date
    valid_to: date | None = None
    weekly_hours: float | None = None
    share: float | None = None

    def __post_init__(self) -> None:
        if not self.kind.startswith("B_"):
            raise CapacityError(
                f"{self.kind} is no kind of abstraction.",
                remedy="Choose a kind whose code begins with B_.",
            )
        check_order("An abstraction", self.valid_from, self.valid_to)
        if (self.weekly_hours is None) == (self.share is None):
            raise CapacityError(
                "An abstraction is either hours a week or a share.",
                remedy="Give one of the two and leave the other empty.",
            )
        _check_hours("An abstraction", "a week", self.weekly_hours, 7 * 24)
        if self.share is not None:
            _check_share("An abstraction", self.share)


def _check_hours(what: str, each: str, hours: float | None, most: float) -> None:
    if hours is not None and not 0 < hours <= most:
        raise CapacityError(
            f"{what} has {hours:g} hours {each}.",
            remedy=f"Give more than 0 and at most {most:g} hours {each}.",
        )


def _check_share(what: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise CapacityError(
            f"{what} has a share of {share:.0%}.", remedy="Give from 0% to 100%."
        )
