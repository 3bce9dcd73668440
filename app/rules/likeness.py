"""Likeness: requests that may be the one that is being typed in."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.casework.register import CaseFile
from app.casework.request import Status


class Sign(IntEnum):
    """By what a request is like another; the surest sign first."""

    IDENTIFIER = 0
    EXHIBIT = 1
    REFERENCE = 2
    CASE = 3
    OPERATION = 4


SAID = {
    Sign.IDENTIFIER: "the same device (serial number or IMEI)",
    Sign.EXHIBIT: "the same exhibit of the same case",
    Sign.REFERENCE: "the same reference",
    Sign.CASE: "the same case",
    Sign.OPERATION: "the same operation",
}
"""How each sign is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What is looked for; what is empty finds nothing.

    Attributes:
        reference: The unit's own number.
        case_reference: The requester's case.
        operation_name: The operation.
        exhibits: Labels of exhibits, which count within the same case.
        identifiers: Salted hashes of serial numbers.
    """

    reference: str = ""
    case_reference: str = ""
    operation_name: str = ""
    exhibits: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A request that may be the one that is being typed in.

    Attributes:
        uid: The request.
        reference: Its own number.
        status: Where it stands.
        day: When it was submitted, or else received.
        sign: By what it is like, the surest sign.
        detail: What is the same, such as the case reference or exhibit labels.
    """

    uid: str
    reference: str
    status: Status
    day: date | None
    sign: Sign
    detail: str


def probe_of(case: CaseFile) -> Probe:
    """Return what finds the requests that may be the same as one that is there."""
    return Probe(
        case_reference=case.request.case_reference or "",
        exhibits=tuple(one.reference for one in case.exhibits),
        identifiers=tuple(one.identifier or "" for one in case.exhibits),
    )
