"""Intake: a request as it is typed in, and what is wrong with it before it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.casework.proceeding import DAY_LABELS, Proceeding
from app.casework.working_time import day_words
from app.errors import InvalidRequest
from app.rules.clock import EVENTS
from app.rules.scope import highest

LONGEST = 10_000
"""Characters that what is to be answered, or why it is urgent, may have."""
LONGEST_LINE = 200
"""Characters that a field of one line may have."""
MOST_EXHIBITS = 500
"""Exhibits that one request may have when it is typed in."""
LARGEST = 1_000_000.0
"""Gigabytes that one exhibit may hold."""

_LINES = {
    "reference": "The reference",
    "case_reference": "The case reference",
    "requester": "The requester",
    "operation_name": "The operation",
}
_TEXTS = {"summary": "What is to be answered", "urgency": "The reason for urgency"}
_MANDATORY = {
    "reference": "Give the request a reference.",
    "requester": "Say who asks: a team or an officer's number, not a name.",
    "division": "Choose the division that asks.",
    "offence": "Choose the offence category.",
    "legal_basis": "Choose the authority for the examination.",
    "summary": "Say what is to be answered.",
    "submitted_on": "Give the day on which it was submitted.",
}
MANDATORY = frozenset(_MANDATORY)
"""Fields without which a request cannot be submitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitAsked:
    """An exhibit as it is typed in.

    Attributes:
        reference: The label that it carries.
        type: Code of the device type.
        owner_role: Code of whose device it is.
        access: Code of the access state.
        size: Data on it, in gigabytes (10^9 bytes).
        seal: Number of its seal.
        identifier: Salted hash of its serial number or IMEI; empty for none.
        level: Code of the level of examination asked for.
        parent: Reference of the exhibit of this request that it was taken out of.
        received_on: Day on which it was booked in; None while it is expected.
    """

    reference: str
    type: str
    owner_role: str | None = None
    access: str | None = None
    size: float | None = None
    seal: str | None = None
    identifier: str = ""
    level: str | None = None
    parent: str | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A request as it is typed in; the names are those of ``Request``.

    Attributes:
        reference: The unit's own number.
        case_reference: The requester's own case or crime number.
        division: Code of the requesting division.
        requester: Reference of who asks; never a name.
        operation_name: Name of the operation.
        offence: Code of the offence category.
        online_abuse: Whether online child abuse is concerned; None if not said.
        custody: Code of the custody or court status.
        legal_basis: Code of the authority for the examination.
        summary: What is to be answered.
        urgency: Why it is urgent; empty if it is not said to be.
        risk_band: Code of the suspect's risk band as supplied; never computed.
        victim_device: Whether a device of a victim or witness is held.
        offence_on: Day of the offence.
        submitted_on: Day on which it was handed over.
        received_on: Day on which the last exhibit needed was booked in.
        prosecutor_on: Day set by the prosecutor.
        exhibits: What is to be examined.
        proceedings: Accused and charges, with their dates.
    """

    reference: str = ""
    case_reference: str = ""
    division: str | None = None
    requester: str = ""
    operation_name: str = ""
    offence: str | None = None
    online_abuse: bool | None = None
    custody: str | None = None
    legal_basis: str | None = None
    summary: str = ""
    urgency: str = ""
    risk_band: str | None = None
    victim_device: bool | None = None
    offence_on: date | None = None
    submitted_on: date | None = None
    received_on: date | None = None
    prosecutor_on: date | None = None
    exhibits: tuple[ExhibitAsked, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()

    @property
    def all_received_on(self) -> date | None:
        """The day of the last exhibit booked in; None while one is expected.

        Media taken out of another exhibit came in with it.
        """
        days = [one.received_on for one in self.exhibits if not one.parent]
        if not days:
            return self.received_on
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    @property
    def level(self) -> str | None:
        """The highest level asked for; None if none was said."""
        return highest(exhibit.level for exhibit in self.exhibits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something for which a request cannot be submitted.

    Attributes:
        field: Name of the field of ``Intake`` (or ``exhibits``).
        message: What is wrong and what to do, in a sentence or two.
        row: Place of the exhibit from 0; None where it is not about one.
    """

    field: str
    message: str
    row: int | None = None


def faults(form: Intake, today: date) -> tuple[Fault, ...]:
    """Return why a request cannot be submitted, in the order of the form."""
    return (
        *_missing(form),
        *_too_long(form),
        *_wrong_days(form, today),
        *_wrong_proceedings(form, today),
        *_wrong_exhibits(form, today),
    )


def refuse_faulty(form: Intake, today: date) -> None:
    """Refuse a request that cannot be submitted.

    Raises:
        InvalidRequest: The first fault, and how many more there are.
    """
    found = faults(form, today)
    if found:
        more = f" There are {len(found) - 1} more." if len(found) > 1 else ""
        raise InvalidRequest(found[0].message + more)


def is_storable(text: str) -> bool:
    """Return whether a text can be stored: no NUL and no half of a character."""
    return not any(one == "\0" or "\ud800" <= one <= "\udfff" for one in text)


def _missing(form: Intake) -> Iterator[Fault]:
    for field, message in _MANDATORY.items():
        value = getattr(form, field)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Fault(field=field, message=message)


def _too_long(form: Intake) -> Iterator[Fault]:
    for names, most in ((_LINES, LONGEST_LINE), (_TEXTS, LONGEST)):
        for field, name in names.items():
            if message := text_fault(name, getattr(form, field), most):
                yield Fault(field=field, message=message)


def text_fault(name: str, text: str, most: int) -> str:
    """Return what is wrong with a text called ``name``; empty if nothing is."""
    if len(text) > most:
        return (
            f"{name} has {len(text):,} characters; at most {most:,} can be kept."
            " Shorten it, and keep the whole in the case papers."
        )
    if not is_storable(text):
        return f"{name} holds a character that cannot be kept. Type it again."
    return ""


def _wrong_days(form: Intake, today: date) -> Iterator[Fault]:
    for field, name in (
        ("offence_on", "The offence"),
        ("submitted_on", "The submission"),
        ("received_on", "The receipt"),
    ):
        day = getattr(form, field)
        if day is not None and day > today:
            yield Fault(field=field, message=f"{name} lies in the future. Correct it.")
    offence = form.offence_on
    if offence is None:
        return
    for field, name in (
        ("submitted_on", "It is submitted"),
        ("prosecutor_on", "The prosecutor's day lies"),
    ):
        day = getattr(form, field)
        if day is not None and day < offence:
            words = f"{name} before the offence of {day_words(offence)}."
            yield Fault(field=field, message=f"{words} Correct one of the two days.")


def _wrong_proceedings(form: Intake, today: date) -> Iterator[Fault]:
    for one in form.proceedings:
        for name in (*EVENTS, "ended_on"):
            day = getattr(one, name)
            if day is not None and day > today:
                words = f"{one.accused}: {DAY_LABELS[name].lower()} lies in the future."
                yield Fault(field="proceedings", message=f"{words} Correct the day.")


def _wrong_exhibits(form: Intake, today: date) -> Iterator[Fault]:
    if len(form.exhibits) > MOST_EXHIBITS:
        words = f"{len(form.exhibits):,} exhibits are more than the {MOST_EXHIBITS}"
        yield Fault(field="exhibits", message=f"{words} that one request may have.")
        return
    seen: dict[str, int] = {}
    parents = {plain(one.reference): plain(one.parent or "") for one in form.exhibits}
    for row, one in enumerate(form.exhibits):
        message = _exhibit_fault(one, today) or _family_fault(one, parents)
        if not message and (first := seen.setdefault(plain(one.reference), row)) != row:
            message = f"{one.reference} stands in line {first + 1} already."
        if message:
            words = f"Exhibit {row + 1}: {message}"
            yield Fault(field="exhibits", message=words, row=row)


def _exhibit_fault(one: ExhibitAsked, today: date) -> str:
    if not plain(one.reference):
        return "give it a reference, as on its label."
    for name, text in (("the reference", one.reference), ("the seal", one.seal or "")):
        if message := text_fault(name, text, LONGEST_LINE):
            return message
    if not one.type:
        return "choose what it is."
    if one.size is not None and not 0 <= one.size <= LARGEST:
        return f"{one.size:g} GB cannot be; give 0 to {LARGEST:,.0f} GB."
    if one.received_on is not None and one.received_on > today:
        return "it is received in the future; correct the day."
    return ""


def _family_fault(one: ExhibitAsked, parents: dict[str, str]) -> str:
    """Return what is wrong with what an exhibit was taken out of."""
    if not one.parent:
        return ""
    seen, now = {plain(one.reference)}, plain(one.parent)
    if now not in parents:
        return f"there is no exhibit {one.parent} here that it was taken out of."
    while now in parents:
        if now in seen:
            return "it was taken out of itself; correct what it was taken out of."
        seen.add(now)
        now = parents[now]
    return ""


def plain(text: str) -> str:
    """Return a reference as references are compared: no case, spaces or dashes."""
    return "".join(filter(str.isalnum, text)).casefold()
