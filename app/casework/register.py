"""The register: what is asked of it, and a request as one row of it."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.casework.examination import Examination, HoursLogged
from app.casework.exhibit import Exhibit
from app.casework.history import Entry
from app.casework.note import Note
from app.casework.proceeding import Proceeding
from app.casework.request import STATUSES, WORKING, Priority, Request, Status

WAITING = (Status.SUBMITTED, Status.ASSESSING)
STARTING = (Status.ACCEPTED, Status.ALLOCATED)
OUTSTANDING = (
    *WORKING,
    Status.ON_HOLD,
    Status.EXTERNAL,
    Status.REVIEW,
    Status.READY,
)
ENDED = (Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)


class Group(StrEnum):
    """Statuses that are looked at together; the value is what a chip says."""

    ALL = "All"
    OPEN = "Open"
    ASSESSMENT = "Awaiting assessment"
    START = "Awaiting start"
    OUTSTANDING = "Outstanding"
    ON_HOLD = "On hold"
    ISSUED = "Issued"
    CLOSED = "Closed"


STATUSES_OF: Mapping[Group, frozenset[Status]] = {
    Group.ALL: frozenset(STATUSES),
    Group.OPEN: frozenset({*WAITING, Status.RETURNED, *OUTSTANDING}),
    Group.ASSESSMENT: frozenset(WAITING),
    Group.START: frozenset(STARTING),
    Group.OUTSTANDING: frozenset(OUTSTANDING),
    Group.ON_HOLD: frozenset({Status.ON_HOLD}),
    Group.ISSUED: frozenset({Status.ISSUED}),
    Group.CLOSED: frozenset(ENDED),
}
"""The statuses of each group: B1, B2 and B3 of the domain among them."""


class Sort(StrEnum):
    """What the register can be sorted by."""

    REFERENCE = "reference"
    PRIORITY = "priority"
    STATUS = "status"
    RECEIVED = "received"
    AGE = "age"
    OFFENCE = "offence"
    DIVISION = "division"
    TYPE = "type"
    EXHIBITS = "exhibits"
    EFFORT = "effort"
    EXAMINER = "examiner"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which requests of the register are wanted; what is empty does not narrow.

    Attributes:
        group: The statuses.
        priorities: Codes of priorities.
        divisions: Codes of divisions.
        offences: Codes of offence categories.
        types: Codes of examination types.
        examiners: Uids of people.
        text: Words that must all occur in reference, requester or summary.
    """

    group: Group = Group.OPEN
    priorities: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    examiners: tuple[str, ...] = ()
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words to find, each once, at most six."""
        return tuple(dict.fromkeys(self.text.split()))[:6]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PastStatuses:
    """Where every request stood at a moment gone by.

    Attributes:
        ids: Row ids, rising.
        positions: Of each, the position of its status; negative if it was not there.
    """

    ids: NDArray[np.int64]
    positions: NDArray[np.int8]

    def of(self, ids: NDArray[np.int64]) -> NDArray[np.int8]:
        """Return the positions of some ids; negative for those not known."""
        places = np.searchsorted(self.ids, ids)
        places[places == len(self.ids)] = 0
        known = self.ids[places] == ids if len(self.ids) else np.zeros(len(ids), bool)
        found = np.full(len(ids), -1, dtype=np.int8)
        found[known] = self.positions[places[known]]
        return found

    def in_order(self) -> NDArray[np.int64]:
        """Return the ids of those that were there in the order of their statuses."""
        order = np.argsort(self.positions, kind="stable")
        return self.ids[order][self.positions[order] >= 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the register is asked: which requests, in which order.

    Attributes:
        filter: Which requests.
        sort: What they are sorted by; those where it is not known come last.
        is_descending: Whether the largest comes first.
        within: Row ids to stay within, such as those behind a figure; None for all.
        past: Statuses to go by in place of the present ones; None for those.
    """

    filter: Filter = Filter()
    sort: Sort = Sort.AGE
    is_descending: bool = True
    within: tuple[int, ...] | None = None
    past: PastStatuses | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer of the register.

    Attributes:
        ids: Row ids of the requests, in order.
        counts: How many there would be in each group, all else being the same.
        total: Number of requests in the store, or of those that were there then.
    """

    ids: "array[int]"
    counts: Mapping[Group, int]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One request as a row of the register, as it stands now.

    Attributes:
        id: Row id in this store.
        uid: Permanent identity.
        reference: The unit's own number.
        status: Where it stands.
        priority: Order of service; None until it is decided.
        received_on: Day of receipt of the last exhibit needed.
        ended_on: Day of issue, or of closing where nothing was issued.
        target_on: Current target day.
        offence: Code of the offence category.
        division: Code of the division.
        examination_type: Code of the main examination type.
        exhibits: Exhibits agreed, else asked for, else recorded, a count.
        effort_estimated: Examiner hours; None if not estimated.
        examiner: Uid of the person who has it; None if nobody.
        requester: Reference of who asks.
        summary: What is to be answered.
    """

    id: int
    uid: str
    reference: str
    status: Status
    priority: Priority | None = None
    received_on: date | None = None
    ended_on: date | None = None
    target_on: date | None = None
    offence: str | None = None
    division: str | None = None
    examination_type: str | None = None
    exhibits: int | None = None
    effort_estimated: float | None = None
    examiner: str | None = None
    requester: str | None = None
    summary: str | None = None

    def is_waiting(self, as_at: date) -> bool:
        """Return whether it had not ended at the end of ``as_at``."""
        return self.ended_on is None or self.ended_on > as_at

    def age(self, as_at: date) -> int | None:
        """Return days from receipt to the end or to ``as_at``; None if unknown."""
        if self.received_on is None or self.received_on > as_at:
            return None
        last = as_at if self.is_waiting(as_at) else self.ended_on or as_at
        return max((last - self.received_on).days, 0)

    def target_days(self) -> int | None:
        """Return days from receipt to target; None if one of them is unknown."""
        if self.received_on is None or self.target_on is None:
            return None
        return (self.target_on - self.received_on).days

    def days_over(self, as_at: date) -> int:
        """Return by how many days it is, or was at its end, over target."""
        if self.target_on is None:
            return 0
        last = as_at if self.is_waiting(as_at) else self.ended_on or as_at
        return max((last - self.target_on).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that is known of one request.

    Attributes:
        request: The request as it stands now.
        exhibits: Its exhibits.
        examinations: The pieces of work on it.
        entries: Its history, oldest first.
        notes: Notes on it, the latest first.
        proceedings: Its accused and charges.
        hours: Hours logged, the latest first.
    """

    request: Request
    exhibits: tuple[Exhibit, ...]
    examinations: tuple[Examination, ...]
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    hours: tuple[HoursLogged, ...] = ()


def ids_of(numbers: Iterable[int]) -> "array[int]":
    """Return row ids in eight bytes each."""
    return array("q", numbers)
