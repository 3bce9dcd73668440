"""One open request in the queue: as it was read, and as it stands in order of service.

Everything here is a value; ``app.planning.queue`` makes the order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.casework.request import NO_FACTORS, Priority, Status
from app.casework.working_time import day_words, monday_of

MUST_START = 7
"""Days before the latest safe start from which a request must be started."""


class Stage(StrEnum):
    """What a request in the queue needs next; the value is what is said of it."""

    TO_START = "to start"
    IN_HAND = "in hand"
    HELD = "on hold"
    OUTSIDE = "with a provider"
    FINISHING = "in review or ready"


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


class Obstacle(StrEnum):
    """Why a request cannot start now; the value is what a mark says."""

    HOLD = "on hold"
    SKILL = "no skill"
    EXHIBIT = "exhibit missing"


@dataclass(slots=True, kw_only=True)
class Waiting:
    """One open request as read for the queue; not to be changed.

    Not frozen: thousands are made each time that the queue is drawn.

    Attributes:
        id: Row id in this store.
        uid: Permanent identity.
        version: Number of changes since the record was made, from 1.
        reference: The unit's own number.
        status: Where it stands.
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
        stage_on: Day on which its present status was entered.
        exhibits: Exhibits agreed, else asked for, else recorded, a count.
        arrived: Exhibits in the agreed scope that are here, a count.
        expected: Exhibits in the agreed scope that are still awaited, a count.
        devices: Codes of its device types with their counts, such as ``2 USB``.
        victim_device: Whether a device of a victim or witness is held.
        risk_band: Suspect risk band as supplied.
        urgency: Why the requester calls it urgent; empty without a reason.
        case_reference: The requester's own case or crime number.
        operation_name: Name of the operation that it belongs to.
        summary: What is to be answered.
    """

    id: int
    uid: str
    version: int = 1
    reference: str
    status: Status
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
        return STAGE_OF[self.status]

    def priority_on(self, day: date) -> Priority | None:
        """Return the priority in force on ``day``: an override ends with its last."""
        if self.override_until is not None and self.override_until < day:
            return self.scored_priority or self.priority
        return self.priority

    def days_waiting(self, as_at: date) -> int:
        """Return days from receipt, or else submission, to ``as_at``; 0 if unknown."""
        since = self.received_on or self.submitted_on
        return 0 if since is None else max((as_at - since).days, 0)

    def target_days(self) -> int | None:
        """Return days from receipt to the current target; None if one is unknown."""
        if self.received_on is None or self.target_on is None:
            return None
        return (self.target_on - self.received_on).days


@dataclass(slots=True, kw_only=True)
class Ranked:
    """One request in its place in the queue; not to be changed.

    Attributes:
        waiting: The request.
        as_at: Day of the queue.
        rank: Place in order of service, from 1, over the whole queue.
        priority: Priority in force on the day; None if undecided.
        served_as: Class in which it is served: the priority, or one higher where it
            has waited for long; None (last) if undecided.
        score: Points; None if it was not ranked by points.
        hours: Examiner hours left; None if nothing tells.
        is_imputed: Whether ``hours`` comes from other requests of its type.
        skills: Skills needed, each with its part of the hours; the first is that of
            the main examination type. Empty where the type asks for none.
        limit_on: Governing limit; None without one.
        safe_start: Latest safe start (M20); None without a limit.
        obstacle: Why it cannot start; None if it can, or has.
        obstacle_words: The same in words, such as ``Nobody is current in ...``.
        starts_in: Monday of the week in which its first hours are expected, a planning
            estimate; None where none is to be expected (on hold, in review, no
            capacity within the weeks looked at).
        times_waited: Days waited over the days of its first target; None if unknown.
    """

    waiting: Waiting
    as_at: date
    rank: int
    priority: Priority | None
    served_as: Priority | None
    score: float | None = None
    hours: float | None = None
    is_imputed: bool = False
    skills: tuple[tuple[str, float], ...] = ()
    limit_on: date | None = None
    safe_start: date | None = None
    obstacle: Obstacle | None = None
    obstacle_words: str = ""
    starts_in: date | None = None
    times_waited: float | None = None

    @property
    def stage(self) -> Stage:
        """What it needs next."""
        return STAGE_OF[self.waiting.status]

    @property
    def can_start(self) -> bool:
        """Whether it could be begun today, given the hours."""
        return self.stage is Stage.TO_START and self.obstacle is None

    @property
    def takes_hours(self) -> bool:
        """Whether it takes hours of examiners now: in hand, or it can start."""
        return self.obstacle is None and self.stage in (Stage.IN_HAND, Stage.TO_START)

    @property
    def is_raised(self) -> bool:
        """Whether it is served in a higher class because it has waited for long."""
        return self.served_as is not self.priority

    @property
    def must_start(self) -> bool:
        """Whether its latest safe start has passed or is near, and it is not begun."""
        return must_start(self.waiting, self.safe_start, self.as_at)

    @property
    def is_past_safe_start(self) -> bool:
        """Whether its latest safe start has passed and it is not begun."""
        return self.must_start and (self.safe_start or self.as_at) < self.as_at

    @property
    def days_waiting(self) -> int:
        """Days from receipt, or else submission."""
        return self.waiting.days_waiting(self.as_at)

    @property
    def over_by(self) -> int:
        """Days over the current target; 0 if it is not over."""
        target = self.waiting.target_on
        return 0 if target is None else max((self.as_at - target).days, 0)

    @property
    def reason(self) -> str:
        """Why it stands where it does, in words."""
        return "; ".join(_reasons(self))

    @property
    def start_words(self) -> str:
        """When it is expected to start, in words, such as ``w/c 14 Dec``."""
        if self.waiting.started_on is not None and self.stage is not Stage.TO_START:
            return "started"
        if self.obstacle is Obstacle.HOLD:
            return "after the hold"
        if self.starts_in is None:
            return "not in sight" if self.obstacle is None else self.obstacle.value
        if self.starts_in <= monday_of(self.as_at):
            return "this week"
        day = day_words(self.starts_in)
        same = self.starts_in.year == self.as_at.year
        return f"w/c {day.rpartition(' ')[0] if same else day}"


def must_start(waiting: Waiting, safe_start: date | None, as_at: date) -> bool:
    """Return whether a request must be started within the week (M20)."""
    if safe_start is None or waiting.started_on is not None:
        return False
    return safe_start <= as_at + timedelta(days=MUST_START)


def _reasons(ranked: Ranked) -> list[str]:
    """Return the parts of the sentence that says why it stands where it does."""
    parts = [ranked.priority.value if ranked.priority else "No priority decided"]
    waiting = ranked.waiting
    in_force = waiting.override_reason is not None and (
        waiting.override_until is None or waiting.override_until >= ranked.as_at
    )
    if in_force:
        until = waiting.override_until
        parts[0] += " by decision" + (f" until {day_words(until)}" if until else "")
    if ranked.score is not None:
        parts[0] += f", {ranked.score:g} points"
    if ranked.safe_start is not None and waiting.started_on is None:
        passed = "passed on" if ranked.is_past_safe_start else "is"
        parts.append(f"latest safe start {passed} {day_words(ranked.safe_start)}")
    if ranked.is_raised and ranked.served_as and ranked.times_waited is not None:
        times = f"{ranked.times_waited:.1f}"
        parts.append(
            f"waited {times} times its target, so served as {ranked.served_as.value}"
        )
    if ranked.stage is not Stage.TO_START:
        parts.append(ranked.stage.value)
    return parts
