"""One request of the story while it is played: what is in it, what happened to it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.casework.proceeding import Proceeding
from app.casework.request import Status, check_move


@dataclass(slots=True, eq=False, kw_only=True)
class Device:
    """One exhibit: its codes, its gigabytes and the day on which it is booked in."""

    type: str
    owner: str
    access: str
    size: float
    received: int


@dataclass(slots=True, eq=False, kw_only=True)
class Task:
    """One examination: what it is on, what it was thought and found to take.

    Attributes:
        device: Place of its exhibit in the request; None for the request as a whole.
        type: Code of the examination type.
        level: Its level, if it has one.
        estimate: Hours estimated.
        hours: Hours that it really takes.
        begun: Day on which it was begun; None before.
        finished: Day on which it was finished; None before.
        person: Who finished it.
    """

    device: int | None
    type: str
    level: str | None
    estimate: float
    hours: float
    begun: int | None = None
    finished: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A hold to come.

    Attributes:
        reason: Code of the reason.
        days: How long it lasts.
        wait: Days after acceptance at which it begins; None for one during the work.
        share: Share of the work done at which it begins, for one during the work.
    """

    reason: str
    days: int
    wait: int | None
    share: float


@dataclass(frozen=True, slots=True)
class Move:
    """A status entered on a day of the story."""

    day: int
    status: Status
    reason: str | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """Facts of the request that changed on a day without a change of status."""

    day: int
    changes: dict[str, Any]
    reason: str | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Charge:
    """One accused on one charge.

    Attributes:
        day: Day on which it came on record.
        proceeding: What was known then.
        extended: Day on which the court extended the limit, and the new last day.
    """

    day: int
    proceeding: Proceeding
    extended: tuple[int, date] | None = None

    def on(self, day: int) -> Proceeding:
        """Return the proceeding as it was on record on ``day``."""
        if self.extended is None or self.extended[0] > day:
            return self.proceeding
        return replace(self.proceeding, limit_on=self.extended[1])


@dataclass(slots=True, eq=False, kw_only=True)
class Case:
    """A request of the story.

    Days are counted from the start of the history. ``effort`` is what the work really
    takes in hours, rework included; ``done`` what was done so far. ``at_gate`` are
    facts of the request as it came, ``decided`` those of the decision at the gate.
    """

    number: int
    submitted: int
    accepted: int | None
    priority: int = 3
    division: str | None = None
    offence: str | None = None
    custody: str | None = None
    is_abuse: bool = False
    asked: int = 1
    needs: tuple[str, ...] = ()
    devices: list[Device] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    hold: Hold | None = None
    outside_days: int = 0
    fails_review: bool = False
    dropped: tuple[int, str] | None = None
    has_addendum: bool = False
    is_reopened: bool = False
    wait_more: int = 0
    prosecutor: int | None = None
    is_estimated: bool = True
    is_brought_forward: bool = False
    closure: str | None = None
    effort: float = 0.0
    done: float = 0.0
    person: int | None = None
    held_from: Status | None = None
    target: int = 0
    moves: list[Move] = field(default_factory=list)
    work: list[tuple[int, int, float]] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    first_prosecutor: int | None = None
    at_gate: dict[str, Any] = field(default_factory=dict)
    decided: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """The status entered last."""
        return self.moves[-1].status

    @property
    def received(self) -> int:
        """Day on which the last exhibit was booked in."""
        return max((device.received for device in self.devices), default=self.submitted)

    @property
    def tier(self) -> int:
        """0 for immediate, 1 for urgent, 2 for the rest."""
        return min(self.priority, 3) - 1

    def move(
        self,
        day: int,
        status: Status,
        reason: str | None = None,
        *,
        person: int | None = None,
    ) -> None:
        """Enter a status; an illegal move is an error of the story."""
        if self.moves:
            check_move(self.status, status, held_from=self.held_from)
        self.held_from = self.status if status is Status.ON_HOLD else None
        self.moves.append(Move(day, status, reason, person))

    def status_on(self, day: int) -> Status | None:
        """Return the status at the end of a day; None before the request came."""
        past = [move.status for move in self.moves if move.day <= day]
        return past[-1] if past else None

    def first(self, status: Status) -> int | None:
        """Return the day on which a status was first entered, or None."""
        return next((move.day for move in self.moves if move.status is status), None)
