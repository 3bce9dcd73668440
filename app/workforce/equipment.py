"""What bounds the work besides people: equipment, and providers outside the unit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.errors import CapacityError
from app.workforce.examiner import check_order, holds_on


class LimitUnit(StrEnum):
    """In what the weekly limit of equipment is counted."""

    HOURS = "hours"
    ITEMS = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Benches, kiosks or licences of one sort, of which a week has only so much.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        label: What the unit calls it.
        kind: Code of the kind, of the list ``equipment_kind``.
        quantity: How many there are.
        weekly_limit: What each of them can do in a week, in ``unit``.
        unit: Hours of examination on it, or items (exhibits).
        types: Codes of the examination types that cannot be done without it.
        valid_from: First day of use.
        valid_to: Last day of use, such as the end of a licence; None without an end.
        note: What else to know; free text.
    """

    uid: str = ""
    version: int = 1
    label: str
    kind: str
    quantity: int = 1
    weekly_limit: float
    unit: LimitUnit = LimitUnit.HOURS
    types: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _check_label("Equipment", self.label)
        if not self.kind.strip():
            raise CapacityError(f"{self.label} needs a kind.")
        if not 1 <= self.quantity <= 10_000:
            raise CapacityError(
                f"{self.label}: there cannot be {self.quantity:,} of it.",
                remedy="Give how many there are, 1 or more.",
            )
        most = 7 * 24 if self.unit is LimitUnit.HOURS else 100_000
        if not 0 < self.weekly_limit <= most:
            raise CapacityError(
                f"{self.label} has a limit of {self.weekly_limit:g} {self.unit} a week"
                " each.",
                remedy=f"Give more than 0 and at most {most:,} {self.unit} a week.",
            )
        _check_types(self.label, self.types)
        check_order(self.label, self.valid_from, self.valid_to)

    @property
    def weekly(self) -> float:
        """What all of them together can do in a week, in ``unit``."""
        return self.quantity * self.weekly_limit

    def is_in_use(self, day: date) -> bool:
        """Return whether it can be used on ``day``."""
        return holds_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider outside the unit, and what it has agreed to do.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        name: Name or reference, as it is given when a request is sent out.
        types: Codes of the examination types that it takes.
        monthly_items: Items (exhibits) that it takes in a month.
        turnaround_days: Calendar days from sending to return that were agreed; None
            if none were.
        item_cost: What an item costs, in pounds; None if that is not known.
        valid_from: First day of the agreement.
        valid_to: Last day of the agreement; None without an end.
        note: What else to know, such as the number of the contract; free text.
    """

    uid: str = ""
    version: int = 1
    name: str
    types: tuple[str, ...]
    monthly_items: float
    turnaround_days: int | None = None
    item_cost: float | None = None
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _check_label("A provider", self.name)
        _check_types(self.name, self.types)
        if not 0 < self.monthly_items <= 100_000:
            raise CapacityError(
                f"{self.name} takes {self.monthly_items:g} items a month.",
                remedy="Give how many items it takes in a month, more than 0.",
            )
        days = self.turnaround_days
        if days is not None and not 0 < days <= 3650:
            raise CapacityError(
                f"{self.name} has a turnaround of {days:,} days.",
                remedy="Give from 1 to 3,650 days, or leave it empty.",
            )
        if self.item_cost is not None and not 0 <= self.item_cost < 1e7:
            raise CapacityError(
                f"{self.name} costs £{self.item_cost:,.2f} an item.",
                remedy="Give the cost of an item in pounds, or leave it empty.",
            )
        check_order(self.name, self.valid_from, self.valid_to)

    @property
    def weekly_items(self) -> float:
        """Items that it takes in a week, on the average of a year."""
        return self.monthly_items * 12 * 7 / 365.25

    def is_in_use(self, day: date) -> bool:
        """Return whether work can be sent to it on ``day``."""
        return holds_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What came of one request that was sent to a provider.

    It completes the stay of the request with the provider: the days follow from that.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        request: Uid of the request.
        sent_on: Day on which it was sent; with the request it tells which stay.
        items: Items (exhibits) that were sent.
        cost: What was paid, in pounds; None while no invoice is known.
        defects: Items that had to be done again or sent back.
        note: What else to know; free text.
    """

    uid: str = ""
    version: int = 1
    request: str
    sent_on: date
    items: int = 1
    cost: float | None = None
    defects: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.items <= 100_000:
            raise CapacityError(
                f"A sending of {self.items:,} items cannot be.",
                remedy="Give how many items were sent, 1 or more.",
            )
        if not 0 <= self.defects <= self.items:
            raise CapacityError(
                f"{self.defects:,} of {self.items:,} items cannot have been defective.",
                remedy="Give from none to all of the items sent.",
            )
        if self.cost is not None and not 0 <= self.cost < 1e9:
            raise CapacityError(
                f"A sending cannot have cost £{self.cost:,.2f}.",
                remedy="Give the cost in pounds, or leave it empty.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """What is known of a request that a provider had, besides the ledger.

    Attributes:
        id: Row id in the store.
        uid: Permanent identity.
        reference: The unit's own number.
        provider: Name of the provider that had it last; empty if it was not recorded.
        examination_type: Code of the main examination type; empty if not known.
    """

    id: int
    uid: str
    reference: str
    provider: str = ""
    examination_type: str = ""


def _check_label(what: str, label: str) -> None:
    if not label.strip():
        raise CapacityError(f"{what} needs a name.")


def _check_types(label: str, types: tuple[str, ...]) -> None:
    if not types:
        raise CapacityError(
            f"{label} needs at least one examination type.",
            remedy="Choose the types of examination that it is for.",
        )
