"""What stands at the gate: requests that nobody has accepted or ended yet."""

from dataclasses import dataclass
from datetime import date

from app.casework.request import Status

BEFORE_ACCEPTANCE = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.ASSESSING,
    Status.RETURNED,
)
"""Statuses from which a request may yet be accepted for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtGate:
    """A request at the gate.

    Attributes:
        id: Row id in this store.
        uid: Permanent identity.
        reference: The unit's own number.
        status: Where it stands.
        since: Day on which it entered that status.
        submitted_on: Day on which it was handed over; None for a draft.
        offence: Code of the offence category.
        division: Code of the division.
        requester: Reference of who asks.
        exhibits: Exhibits asked for, a count; None if not recorded.
    """

    id: int
    uid: str
    reference: str
    status: Status
    since: date
    submitted_on: date | None = None
    offence: str | None = None
    division: str | None = None
    requester: str | None = None
    exhibits: int | None = None

    def waiting(self, as_at: date) -> int:
        """Return days since it was submitted, or since it was begun."""
        return max((as_at - (self.submitted_on or self.since)).days, 0)

    def standing(self, as_at: date) -> int:
        """Return days in the status that it has."""
        return max((as_at - self.since).days, 0)
