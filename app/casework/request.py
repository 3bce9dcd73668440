"""Examination requests: what an enquiry officer asks of the unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.errors import IllegalMove, InvalidRequest


class Status(StrEnum):
    """Where a request stands; the order of the members is the order of work."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    ASSESSING = "ASSESSING"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    ALLOCATED = "ALLOCATED"
    IN_PROGRESS = "IN_PROGRESS"
    ON_HOLD = "ON_HOLD"
    EXTERNAL = "EXTERNAL"
    REVIEW = "REVIEW"
    READY = "READY"
    ISSUED = "ISSUED"
    CLOSED = "CLOSED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


STATUSES: tuple[Status, ...] = tuple(Status)
"""Statuses by position; a ledger holds the position."""

POSITION = {status: position for position, status in enumerate(STATUSES)}
"""Position of each status in ``STATUSES``."""

WORKING = (Status.ACCEPTED, Status.ALLOCATED, Status.IN_PROGRESS)
"""The states from which a request may be put on hold and to which it returns."""

_S = Status
LEGAL_MOVES: dict[Status, tuple[Status, ...]] = {
    _S.DRAFT: (_S.SUBMITTED, _S.WITHDRAWN),
    _S.SUBMITTED: (_S.ASSESSING, _S.WITHDRAWN),
    _S.ASSESSING: (_S.ACCEPTED, _S.RETURNED, _S.REJECTED, _S.WITHDRAWN),
    _S.RETURNED: (_S.SUBMITTED, _S.REJECTED, _S.WITHDRAWN),
    _S.ACCEPTED: (_S.ALLOCATED, _S.ON_HOLD, _S.EXTERNAL, _S.WITHDRAWN, _S.ASSESSING),
    _S.ALLOCATED: (_S.IN_PROGRESS, _S.ACCEPTED, _S.ON_HOLD, _S.WITHDRAWN),
    _S.IN_PROGRESS: (
        _S.REVIEW,
        _S.ON_HOLD,
        _S.EXTERNAL,
        _S.ACCEPTED,
        _S.WITHDRAWN,
    ),
    _S.ON_HOLD: (*WORKING, _S.EXTERNAL, _S.WITHDRAWN),
    _S.EXTERNAL: (_S.REVIEW, _S.IN_PROGRESS, _S.WITHDRAWN),
    _S.REVIEW: (_S.READY, _S.IN_PROGRESS),
    _S.READY: (_S.ISSUED, _S.REVIEW),
    _S.ISSUED: (_S.CLOSED, _S.IN_PROGRESS),
    _S.CLOSED: (_S.ASSESSING,),
    _S.REJECTED: (_S.ASSESSING,),
    _S.WITHDRAWN: (_S.ASSESSING,),
}
"""Which status may follow which (domain reference, section 5.2)."""


NO_FACTORS: Mapping[str, str] = MappingProxyType({})
"""The factors of a request that nobody has judged."""


class Priority(StrEnum):
    """Order of service; the codes sort as they are served."""

    IMMEDIATE = "P1"
    URGENT = "P2"
    STANDARD = "P3"
    ROUTINE = "P4"


def check_move(
    before: Status, after: Status, *, held_from: Status | None = None
) -> None:
    """Refuse a move that is not legal, saying which moves are.

    Args:
        before: The status that the request has.
        after: The status wanted.
        held_from: For a request on hold, the working state that it was held from;
            it may return to that one only.

    Raises:
        IllegalMove: The sentence names both statuses and what is allowed.
    """
    allowed = LEGAL_MOVES[before]
    if before is Status.ON_HOLD and held_from is not None:
        allowed = (held_from, Status.EXTERNAL, Status.WITHDRAWN)
    if after not in allowed:
        choices = ", ".join(wording(status) for status in allowed)
        raise IllegalMove(
            f"A request that is {wording(before)} cannot become {wording(after)}.",
            remedy=f"It may become: {choices}.",
        )


def wording(status: Status) -> str:
    """Return the status in the words of a sentence."""
    return status.value.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One examination request as it stands now.

    Days are calendar days of the unit. A day that is not known is None.

    Attributes:
        uid: Permanent identity, never reused, the same in every copy of the store.
        version: Number of changes since the record was made, from 1.
        reference: The unit's own number, unique, such as ``DF-2026-0142``.
        status: Where it stands.
        priority: Order of service, None until it is decided.
        division: Code of the requesting division.
        requester: Reference of the requesting officer or team; never a name.
        offence: Code of the offence category.
        online_abuse: Whether online child abuse is concerned; None if not recorded.
        custody: Code of the custody or court status.
        examination_type: Code of the main examination type asked for.
        examiner: Uid of the person to whom it is allocated.
        submitted_on: Day on which it was handed over for assessment.
        accepted_on: Day of the decision to accept.
        received_on: Day on which the last exhibit needed was booked in.
        allocated_on: Day of the (last) allocation.
        started_on: Day on which examination first began.
        completed_on: Day on which the technical work was complete.
        issued_on: Day on which the result was (first) issued.
        closed_on: Day on which it was closed, rejected or withdrawn.
        target_on: Current target for the issue of the result.
        original_target_on: The first target, which never changes.
        prosecutor_on: Day set by the prosecutor, if any.
        exhibits_requested: Exhibits that the requester asked to have examined, a count.
        exhibits_agreed: Exhibits in the agreed scope, a count.
        effort_estimated: Examiner effort estimated, in hours; None if not estimated.
        effort_spent: Examiner effort logged, in hours.
        hold_reason: Code of the reason, while on hold.
        closure_reason: Code of the reason for which it ended.
        summary: What is to be answered; free text from outside.
        case_reference: The requester's own case or crime number.
        operation_name: Name of the operation that it belongs to.
        legal_basis: Code of the authority for the examination.
        offence_on: Day of the offence, from which a time bar runs.
        risk_band: Suspect risk band as supplied by the enquiry; never computed.
        victim_device: Whether a device of a victim or witness is held.
        urgency: Why the requester calls it urgent; empty without a reason.
        level_requested: Highest level of examination asked for.
        level_agreed: Highest level of examination agreed.
        effort_requested: Examiner hours that all that was asked for would take.
        factors: Value of each priority factor that was judged, by its code.
        policy: Number of the priority policy that it was ranked under.
        score: Points under that policy when it was ranked.
        scored_priority: Priority that the points lead to.
        override_reason: Code of why ``priority`` is not the one of the points.
        override_until: Last day of that override.
        decided_by: Who took the decision at the gate.
        decided_on: Day of that decision.
        reviewer: Uid of the person who reviewed it last.
        issue_channel: Code of how the result was given.
        provider: The outside provider who has, or had, it.
        missed_cause: Code of why a day set was missed.
        reopened_on: Day on which it was last reopened, or an addendum was asked for.
        reissued_on: Day on which a result was last issued after that.
    """

    uid: str
    version: int = 1
    reference: str
    status: Status
    priority: Priority | None = None
    division: str | None = None
    requester: str | None = None
    offence: str | None = None
    online_abuse: bool | None = None
    custody: str | None = None
    examination_type: str | None = None
    examiner: str | None = None
    submitted_on: date | None = None
    accepted_on: date | None = None
    received_on: date | None = None
    allocated_on: date | None = None
    started_on: date | None = None
    completed_on: date | None = None
    issued_on: date | None = None
    closed_on: date | None = None
    target_on: date | None = None
    original_target_on: date | None = None
    prosecutor_on: date | None = None
    exhibits_requested: int | None = None
    exhibits_agreed: int | None = None
    effort_estimated: float | None = None
    effort_spent: float = 0.0
    hold_reason: str | None = None
    closure_reason: str | None = None
    summary: str | None = None
    case_reference: str | None = None
    operation_name: str | None = None
    legal_basis: str | None = None
    offence_on: date | None = None
    risk_band: str | None = None
    victim_device: bool | None = None
    urgency: str | None = None
    level_requested: str | None = None
    level_agreed: str | None = None
    effort_requested: float | None = None
    factors: Mapping[str, str] = field(default_factory=lambda: NO_FACTORS)
    policy: int | None = None
    score: float | None = None
    scored_priority: Priority | None = None
    override_reason: str | None = None
    override_until: date | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    reviewer: str | None = None
    issue_channel: str | None = None
    provider: str | None = None
    missed_cause: str | None = None
    reopened_on: date | None = None
    reissued_on: date | None = None

    def priority_on(self, day: date) -> Priority | None:
        """Return the priority in force on ``day``: an override ends with its last."""
        if self.override_until is not None and self.override_until < day:
            return self.scored_priority or self.priority
        return self.priority

    def __post_init__(self) -> None:
        if not self.reference.strip():
            raise InvalidRequest("A request needs a reference.")
        if self.issued_on and self.received_on and self.issued_on < self.received_on:
            raise InvalidRequest(
                f"{self.reference} is issued before it is received.",
                remedy="Give the day of issue or of receipt another time.",
            )
