"""What a unit knows of the demand to come: driver series, operations, change points."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.casework.working_time import monday_of
from app.errors import InvalidRequest

MONTH, QUARTER = 1, 3
"""Months for which a value of a driver may stand."""

MOST_WEEKS = 260
"""Weeks that a planned operation may last at most."""

MOST_EXTRA = 100_000
"""Extra requests or exhibits a week that can be entered at most."""

MOST_VALUE = 1e9
"""The value of a driver is below this."""

LONGEST_NAME = 120
"""Letters of a name at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverValue:
    """How much of what drives demand was published for one month or quarter.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        name: Name of the series, such as ``Indecent images of children, recorded``.
        first_on: First day of the month or quarter.
        months: Months that the value stands for: 1, or 3 for a quarter.
        value: How many were recorded in that time; 0 is a value.
        source: Where it was published.
    """

    uid: str = ""
    version: int = 1
    name: str
    first_on: date
    months: int = QUARTER
    value: float
    source: str = ""

    def __post_init__(self) -> None:
        check_name("A driver series", self.name)
        if self.months not in (MONTH, QUARTER):
            raise InvalidRequest(
                "A value of a driver stands for a month or a quarter.",
                remedy="Choose month or quarter.",
            )
        if self.first_on.day != 1 or (self.months == QUARTER and not _opens(self)):
            raise InvalidRequest(
                f"No {self.period_noun} begins on {self.first_on.isoformat()}.",
                remedy="Quarters begin in January, April, July and October.",
            )
        if not 0 <= self.value < MOST_VALUE:  # also refuses what is no number
            raise InvalidRequest(
                f"{self.value:g} is not a number of records that can be.",
                remedy=f"Give a number from 0 to {MOST_VALUE:,.0f}.",
            )

    @property
    def period_noun(self) -> str:
        """What the value stands for: ``month`` or ``quarter``."""
        return "quarter" if self.months == QUARTER else "month"

    @property
    def last_on(self) -> date:
        """Last day of the month or quarter."""
        after = self.first_on
        for _ in range(self.months):
            after = (after + timedelta(days=32)).replace(day=1)
        return after - timedelta(days=1)


class ExtraUnit(StrEnum):
    """In what the addition of a planned operation is counted."""

    REQUESTS = "requests"
    EXHIBITS = "exhibits"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationPlan:
    """An operation or campaign that will bring more than the usual demand.

    What is not said of the requests that it brings (their division and so on) is taken
    to be as in the unit's usual mix.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        name: What it is called.
        first_on: First day on which more comes.
        weeks: Weeks for which more comes, counted from that day.
        extra: How much comes in each of them, beyond the usual, in ``unit``.
        unit: Requests, or exhibits (devices).
        division: Code of the division that asks; empty for the usual mix.
        offence: Code of the offence category; empty for the usual mix.
        examination_type: Code of the main examination type; empty for the usual mix.
        priority: ``P1`` to ``P4``; empty for the usual mix.
        note: What else to know; free text.
    """

    uid: str = ""
    version: int = 1
    name: str
    first_on: date
    weeks: int
    extra: float
    unit: ExtraUnit = ExtraUnit.REQUESTS
    division: str = ""
    offence: str = ""
    examination_type: str = ""
    priority: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_name("An operation", self.name)
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise InvalidRequest(
                f"{self.name} cannot last {self.weeks:,} weeks.",
                remedy=f"Give from 1 to {MOST_WEEKS} weeks.",
            )
        if not 0 < self.extra <= MOST_EXTRA:
            raise InvalidRequest(
                f"{self.name} brings {self.extra:g} {self.unit} a week.",
                remedy=f"Give more than 0 and at most {MOST_EXTRA:,} a week.",
            )

    @property
    def last_on(self) -> date:
        """Last day on which more comes."""
        return self.first_on + timedelta(days=7 * self.weeks - 1)

    @property
    def total(self) -> float:
        """All that it brings, in ``unit``."""
        return self.extra * self.weeks

    def in_week(self, monday: date) -> float:
        """Return what it brings in the week from ``monday``, in ``unit``."""
        first = max(self.first_on, monday)
        last = min(self.last_on, monday + timedelta(days=6))
        return self.extra * max((last - first).days + 1, 0) / 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """A day from which demand is another than before, for a reason that is known.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        day: First day on which it was so.
        words: What changed, such as ``Kiosks opened to all divisions``.
    """

    uid: str = ""
    version: int = 1
    day: date
    words: str

    def __post_init__(self) -> None:
        check_name("A change point", self.words, "some words on what changed")

    @property
    def monday(self) -> date:
        """The Monday of the week from which it counts."""
        return monday_of(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All that is known of the demand to come.

    Attributes:
        drivers: Values of all driver series, by name and then by first day.
        operations: Planned operations, by first day.
        changes: Change points, by day.
    """

    drivers: tuple[DriverValue, ...] = ()
    operations: tuple[OperationPlan, ...] = ()
    changes: tuple[ChangePoint, ...] = ()

    def series(self, name: str) -> tuple[DriverValue, ...]:
        """Return the values of one driver series, oldest first."""
        return tuple(value for value in self.drivers if value.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the driver series."""
        return tuple(dict.fromkeys(value.name for value in self.drivers))


NO_OUTLOOK = Outlook()
"""Nothing is known of the demand to come."""


def check_name(what: str, name: str, needed: str = "a name") -> None:
    """Refuse a name that is empty, too long or of several lines.

    Raises:
        InvalidRequest: It is.
    """
    if not name.strip():
        raise InvalidRequest(f"{what} needs {needed}.")
    if len(name) > LONGEST_NAME or "\n" in name or "\0" in name:
        raise InvalidRequest(
            f"{what} needs {needed} of one line and at most {LONGEST_NAME} letters.",
            remedy="Shorten it.",
        )


def _opens(value: DriverValue) -> bool:
    return value.first_on.month % 3 == 1
