"""One open request as it is read for the queue."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.casework.request import NO_FACTORS, STATUSES, Priority, Status


class Stage(StrEnum):
    """What a request in the queue needs next; the value is what is said of it."""

    TO_START = "to start"
    IN_HAND = "in hand"
    HELD = "on hold"
    OUTSIDE = "with a provider"
    FINISHING = "in review or ready"


_STARTING = Status.ACCEPTED, Status.ALLOCATED

STAGE_OF: Mapping[Status, Stage] = {
    Status.ACCEPTED: Stage.TO_START,
    Status.ALLOCATED: Stage.TO_START,
    Status.IN_PROGRESS: Stage.IN_HAND,
    Status.ON_HOLD: Stage.HELD,
    Status.EXTERNAL: Stage.OUTSIDE,
    Status.REVIEW: Stage.FINISHING,
    Status.READY: Stage.FINISHING,
}
"""The stage of each status that is in the queue."""

_STAGES = tuple(STAGE_OF.get(status, Stage.FINISHING) for status in STATUSES)
# by place: a status is slow to look up by its own hash


class Waiting(NamedTuple):
    """One open request as read for the queue.

    A tuple, because thousands are made each time that the queue is drawn.

    Attributes:
        id: Row id in this store.
        uid: Permanent identity.
        reference: The unit's own number.
        status: Where it stands.
        version: Number of changes since the record was made, from 1.
        priority: Order of service as decided; ``priority_on`` minds its expiry.
        scored_priority: Priority that the points lead to.
        override_reason: Code of why ``priority`` is not that.
        override_until: Last day of that override.
        factors: Value of each priority factor that was judged, by its code.
        policy: Number of the priority policy that it was ranked under.
        score: Points under that policy when it was ranked.
        division: Code of the requesting division.
        requester: Reference of who asks.
        offence: Code of the offence category.
        online_abuse: Whether online child abuse is concerned; None if not recorded.
        custody: Code of the custody or court status.
        examination_type: Code of the main examination type.
        work: Types of its open examinations with the hours left on each.
        needs: Types of its open examinations of exhibits: whoever has the request
            must be current in their skills.
        examiner: Uid of the person to whom it is allocated.
        submitted_on: Day on which it was handed over for assessment.
        received_on: Day on which the last exhibit needed was booked in.
        accepted_on: Day of the decision to accept.
        allocated_on: Day of the (last) allocation.
        started_on: Day on which examination first began.
        target_on: Current target day.
        original_target_on: The first target.
        prosecutor_on: Day set by the prosecutor.
        reopened_on: Day on which it was last reopened.
        effort_estimated: Examiner hours estimated; None if not estimated.
        effort_spent: Examiner hours logged.
        hold_reason: Code of the reason, while on hold.
        stage_on: Day since which it is on hold; None if it is not on hold.
        exhibits: Exhibits agreed, else asked for, else recorded, a count.
        arrived: Exhibits in the agreed scope that are here, a count.
        expected: Exhibits in the agreed scope that are still awaited, a count.
        devices: Its device types, each a count and a code, the most first.
        victim_device: Whether a device of a victim or witness is held.
        risk_band: Suspect risk band as supplied.
        urgency: Why the requester calls it urgent; empty without a reason.
        case_reference: The requester's own case or crime number.
        operation_name: Name of the operation that it belongs to.
        summary: What is to be answered.
    """

    id: int
    uid: str
    reference: str
    status: Status
    version: int = 1
    priority: Priority | None = None
    scored_priority: Priority | None = None
    override_reason: str | None = None
    override_until: date | None = None
    factors: Mapping[str, str] = NO_FACTORS
    policy: int | None = None
    score: float | None = None
    division: str | None = None
    requester: str | None = None
    offence: str | None = None
    online_abuse: bool | None = None
    custody: str | None = None
    examination_type: str | None = None
    work: tuple[tuple[str, float], ...] = ()
    needs: tuple[str, ...] = ()
    examiner: str | None = None
    submitted_on: date | None = None
    received_on: date | None = None
    accepted_on: date | None = None
    allocated_on: date | None = None
    started_on: date | None = None
    target_on: date | None = None
    original_target_on: date | None = None
    prosecutor_on: date | None = None
    reopened_on: date | None = None
    effort_estimated: float | None = None
    effort_spent: float = 0.0
    hold_reason: str | None = None
    stage_on: date | None = None
    exhibits: int | None = None
    arrived: int = 0
    expected: int = 0
    devices: tuple[tuple[int, str], ...] = ()
    victim_device: bool | None = None
    risk_band: str | None = None
    urgency: str | None = None
    case_reference: str | None = None
    operation_name: str | None = None
    summary: str | None = None

    @property
    def stage(self) -> Stage:
        """What it needs next."""
        return _STAGES[STATUSES.index(self.status)]

    @property
    def is_begun(self) -> bool:
        """Whether somebody has it in hand, or had before it was put on hold."""
        if self.status is Status.ON_HOLD:
            return self.started_on is not None
        return self.status not in _STARTING

    def priority_on(self, day: date) -> Priority | None:
        """Return the priority in force on ``day``: an override ends with its last."""
        if self.override_until is not None and self.override_until < day:
            return self.scored_priority or self.priority
        return self.priority

    def days_since_opened(self, as_at: date) -> int:
        """Return days since it was reopened, or else those that it waited in all."""
        if self.reopened_on is None:
            return self.days_waiting(as_at)
        return max((as_at - self.reopened_on).days, 0)

    def days_waiting(self, as_at: date) -> int:
        """Return days from receipt, or else submission, to ``as_at``; 0 if unknown."""
        since = self.received_on or self.submitted_on
        return 0 if since is None else max((as_at - since).days, 0)

    def target_days(self) -> int | None:
        """Return days from receipt to the current target; None if one is unknown."""
        if self.received_on is None or self.target_on is None:
            return None
        return (self.target_on - self.received_on).days
