"""Exhibits: the devices and data items of a request."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256


class ExhibitState(StrEnum):
    """Where an exhibit stands."""

    EXPECTED = "EXPECTED"
    RECEIVED = "RECEIVED"
    STORED = "STORED"
    IN_EXAM = "IN_EXAM"
    ACCESS_WAIT = "ACCESS_WAIT"
    EXAMINED = "EXAMINED"
    NO_ACTION = "NO_ACTION"
    AWAIT_AUTH = "AWAIT_AUTH"
    RETURNED = "RETURNED"
    RETAINED = "RETAINED"
    FORFEIT = "FORFEIT"
    DESTROYED = "DESTROYED"
    TRANSFERRED = "TRANSFERRED"


DONE_STATES = frozenset(ExhibitState) - {
    ExhibitState.EXPECTED,
    ExhibitState.RECEIVED,
    ExhibitState.STORED,
    ExhibitState.IN_EXAM,
    ExhibitState.ACCESS_WAIT,
}
"""States in which nothing more is to be examined (examined, no action, and after)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One exhibit as it stands now.

    Attributes:
        uid: Permanent identity.
        version: Number of changes since the record was made, from 1.
        request: Uid of its request.
        reference: The label that it carries, unique within the request.
        type: Code of the device type.
        state: Where it stands.
        owner_role: Code of whose device it is; None if not recorded.
        access: Code of the access state; None if not recorded.
        size: Data on it, in gigabytes (10^9 bytes); None if not known.
        received_on: Day on which it was booked in; None while expected.
        finished_on: Day from which nothing more was to be examined on it.
        parent: Uid of the exhibit that it was taken out of.
        identifier: Salted SHA-256 of its serial number or IMEI, in hexadecimal.
        location: Where it is kept, or who has it.
        seal: Number of its seal.
        is_agreed: Whether it is in the agreed scope; None until that is decided.
        level_requested: Level of examination asked for.
        level_agreed: Level of examination agreed.
    """

    uid: str
    version: int = 1
    request: str
    reference: str
    type: str
    state: ExhibitState
    owner_role: str | None = None
    access: str | None = None
    size: float | None = None
    received_on: date | None = None
    finished_on: date | None = None
    parent: str | None = None
    identifier: str | None = None
    location: str | None = None
    seal: str | None = None
    is_agreed: bool | None = None
    level_requested: str | None = None
    level_agreed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyMove:
    """An exhibit goes to another state or place.

    Attributes:
        state: The state that it enters, or stays in when only the place changes.
        on: The day.
        location: Where it is from then on; empty to leave it.
        seal: Number of its seal from then on; empty to leave it.
        words: What else to record, such as who took it over.
    """

    state: ExhibitState
    on: date
    location: str = ""
    seal: str = ""
    words: str = ""


def hidden_identifier(salt: str, identifier: str) -> str:
    """Return a serial number or IMEI as the store keeps it: a salted SHA-256.

    Spaces, dashes and capitals do not matter. Empty for one without letters or digits.
    """
    plain = "".join(filter(str.isalnum, identifier)).upper()
    return sha256(f"{salt}|{plain}".encode()).hexdigest() if plain else ""
