"""Levers of a scenario that change work, outside help, demand and rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.casework.request import Priority
from app.scenario.refusal import check_days, check_number, check_share, check_some


class Discipline(StrEnum):
    """In which order work is taken; the value is what is stored."""

    QUEUE = "queue"
    PRIORITY = "priority"
    DUE = "due"
    AGEING = "ageing"
    FAIR = "fair"
    SHORTEST = "shortest"
    STATUTORY = "statutory"


DISCIPLINE_WORDS = {
    Discipline.QUEUE: "As the Queue page does",
    Discipline.PRIORITY: "Priority, then first in",
    Discipline.DUE: "Due date first",
    Discipline.AGEING: "Priority, with ageing",
    Discipline.FAIR: "Priority, then fair by division",
    Discipline.SHORTEST: "Priority, then the shortest first",
    Discipline.STATUTORY: "Days set by law first, then priority",
}
"""What each discipline is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsources:
    """A provider takes requests.

    Attributes:
        label: What it is called.
        monthly_items: Requests that it takes in a month.
        types: Codes of the examination types that it takes; empty for all.
        lead_days: Calendar days from sending to return.
        item_cost: What a request costs, in pounds; None if that is not known.
        first_on: First day.
        last_on: Last day; None for as long as one looks.
    """

    label: str = "Provider"
    monthly_items: float
    types: tuple[str, ...] = ()
    lead_days: int = 42
    item_cost: float | None = None
    first_on: date
    last_on: date | None = None

    def __post_init__(self) -> None:
        check_number(self.label, self.monthly_items, 0.1, 10_000, "requests a month")
        check_number(self.label, self.lead_days, 1, 3650, "days to return")
        check_number(self.label, self.item_cost, 0, 1e6, "pounds a request")
        check_days(self.label, self.first_on, self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddsEquipment:
    """Benches, kiosks or licences are added.

    Attributes:
        label: What they are called; a piece of that name gets more of it.
        weekly_hours: Hours of examination a week that all of them add.
        types: Codes of the examination types that need them.
        first_on: First day of use.
        last_on: Last day; None for as long as one looks.
        cost: What they cost in all, in pounds; None if that is not known.
    """

    label: str
    weekly_hours: float
    types: tuple[str, ...]
    first_on: date
    last_on: date | None = None
    cost: float | None = None

    def __post_init__(self) -> None:
        check_some("Equipment", (self.label.strip(),) if self.label else (), "name")
        check_number(self.label, self.weekly_hours, 0.1, 100_000, "hours a week")
        check_some(self.label, self.types, "examination type")
        check_number(self.label, self.cost, 0, 1e9, "pounds")
        check_days(self.label, self.first_on, self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverts:
    """Kiosks in the divisions take a share of what would arrive.

    Attributes:
        types: Codes of the main examination types concerned; empty for all.
        share: Share of arrivals that never reaches the unit.
        first_on: First day.
    """

    types: tuple[str, ...] = ()
    share: float
    first_on: date

    def __post_init__(self) -> None:
        check_share("Kiosk diversion", self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejects:
    """The gate accepts less of a class than today.

    Attributes:
        priorities: Priorities concerned; empty for all.
        types: Codes of the main examination types concerned; empty for all.
        share: Share of what would be accepted today that is not.
        first_on: First day.
    """

    priorities: tuple[Priority, ...] = ()
    types: tuple[str, ...] = ()
    share: float
    first_on: date

    def __post_init__(self) -> None:
        check_share("Rejection at the gate", self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReducesScope:
    """Less is examined of what is accepted.

    Attributes:
        priorities: Priorities concerned; empty for all.
        types: Codes of the main examination types concerned; empty for all.
        share: Share of the effort of new requests that falls away.
        first_on: First day.
    """

    priorities: tuple[Priority, ...] = ()
    types: tuple[str, ...] = ()
    share: float
    first_on: date

    def __post_init__(self) -> None:
        check_share("Scope reduction", self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesEffort:
    """New requests take more or fewer hours, by automation or by growing storage.

    Attributes:
        types: Codes of the main examination types concerned; empty for all.
        factor: By what effort is multiplied, at once; 0.5 for half.
        yearly: Growth a year on top, from the first day on; 0.03 for 3 %.
        first_on: First day.
    """

    types: tuple[str, ...] = ()
    factor: float = 1.0
    yearly: float = 0.0
    first_on: date

    def __post_init__(self) -> None:
        check_number("Effort", self.factor, 0.05, 10, "times that of today")
        check_number("Growth of effort a year", 100 * self.yearly, -50, 100, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grows:
    """More or less arrives than the forecast expects.

    Attributes:
        types: Codes of the main examination types concerned; empty for all.
        priorities: Priorities concerned; empty for all.
        step: Change at once; 0.1 for 10 % more, negative for less.
        yearly: Growth a year on top, from the first day on.
        first_on: First day.
    """

    types: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    step: float = 0.0
    yearly: float = 0.0
    first_on: date

    def __post_init__(self) -> None:
        check_number("Demand", 100 * self.step, -100, 300, "% more at once")
        check_number("Growth of demand a year", 100 * self.yearly, -90, 100, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOperation:
    """A dated operation or campaign brings requests, spread evenly over its days.

    Attributes:
        label: What it is called.
        requests: Requests that it brings, a count.
        priority: Their priority; None for the usual mix.
        examination_type: Code of their main examination type; empty for the usual mix.
        hours: Effort of each; None for that of its class.
        first_on: First day on which they arrive.
        last_on: Last day.
    """

    label: str
    requests: int
    priority: Priority | None = None
    examination_type: str = ""
    hours: float | None = None
    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        check_number(self.label, self.requests, 1, 20_000, "requests")
        check_number(self.label, self.hours, 0.1, 10_000, "hours each")
        check_days(self.label, self.first_on, self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """Work is taken in another order.

    Attributes:
        discipline: The order.
        waits_out: Times its target that a request may wait before it is served one
            class higher (ageing); 0 for never.
    """

    discipline: Discipline = Discipline.QUEUE
    waits_out: float = 2.0

    def __post_init__(self) -> None:
        check_number("The limit of waiting", self.waits_out, 0, 100, "times the target")


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsExposure:
    """Everybody has so many hours a week of exposed work and no more.

    Attributes:
        weekly_hours: Hours a week of each; 0 lets nobody do any.
    """

    weekly_hours: float

    def __post_init__(self) -> None:
        check_number("Exposed work", self.weekly_hours, 0, 60, "hours a week each")
