"""What can be brought in: our fields, and what each wants to be given."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"  # a whole number from 0
    HOURS = "hours"  # a number from 0
    SIZE = "size"  # gigabytes (10^9 bytes), a number from 0
    SHARE = "share"  # from 0 to 1, or a percentage with its sign
    CODE = "code"  # one of a code list
    FLAG = "flag"  # yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of our fields.

    Attributes:
        name: By which mappings and the store know it.
        label: By which people know it.
        guidance: What belongs in it, one line.
        kind: What it holds.
        is_needed: Whether no row can do without a column for it.
        vocabulary: Name of the code list of a coded field.
        is_past: Whether a date says what has happened, so cannot be in the future.
        longest: Most characters of a text.
    """

    name: str
    label: str
    guidance: str
    kind: Kind
    is_needed: bool = False
    vocabulary: str = ""
    is_past: bool = False
    longest: int = 200


def _text(name: str, label: str, guidance: str, *, longest: int = 200) -> Field:
    return Field(
        name=name, label=label, guidance=guidance, kind=Kind.TEXT, longest=longest
    )


def _key(name: str, label: str, guidance: str) -> Field:
    return Field(
        name=name,
        label=label,
        guidance=guidance,
        kind=Kind.TEXT,
        is_needed=True,
        longest=100,
    )


def _past(name: str, label: str, guidance: str, *, is_needed: bool = False) -> Field:
    return Field(
        name=name,
        label=label,
        guidance=guidance,
        kind=Kind.DATE,
        is_needed=is_needed,
        is_past=True,
    )


def _coded(
    name: str, label: str, guidance: str, vocabulary: str, *, is_needed: bool = False
) -> Field:
    return Field(
        name=name,
        label=label,
        guidance=guidance,
        kind=Kind.CODE,
        vocabulary=vocabulary,
        is_needed=is_needed,
    )


def _other(name: str, label: str, guidance: str, kind: Kind) -> Field:
    return Field(name=name, label=label, guidance=guidance, kind=kind)


LONGEST_TEXT = 10_000
"""Characters of free text that are taken."""

REQUEST_FIELDS: tuple[Field, ...] = (
    _key("reference", "Reference", "The unit's own number of the request."),
    _past(
        "received_on",
        "Received",
        "Day the last exhibit needed was booked in.",
        is_needed=True,
    ),
    _past("submitted_on", "Submitted", "Day on which it was handed over."),
    _past("accepted_on", "Accepted", "Day of the decision to accept."),
    _past("allocated_on", "Allocated", "Day on which it was given to an examiner."),
    _past("started_on", "Started", "Day on which examination began."),
    _past("completed_on", "Completed", "Day on which technical work was complete."),
    _past("issued_on", "Issued", "Day on which the result was issued."),
    _past("closed_on", "Closed", "Day on which it was closed."),
    _past("withdrawn_on", "Withdrawn", "Day on which the requester withdrew."),
    _past("rejected_on", "Rejected", "Day of the decision not to accept."),
    _coded("status", "Status", "Where it stands now.", "request_status"),
    _coded("priority", "Priority", "Order of service, P1 to P4.", "priority"),
    _text("division", "Division", "The requesting division or department."),
    _text("requester", "Requester", "Reference of officer or team; never a name."),
    _coded("offence", "Offence", "Category of the offence.", "offence_category"),
    _other(
        "online_abuse",
        "Online child abuse",
        "Whether online child sexual abuse is concerned.",
        Kind.FLAG,
    ),
    _coded("custody", "Custody", "Custody or court status.", "custody_status"),
    _coded(
        "examination_type",
        "Examination type",
        "Main examination asked for.",
        "examination_type",
    ),
    _other(
        "effort_estimated", "Effort estimated", "Examiner effort, hours.", Kind.HOURS
    ),
    _other(
        "effort_spent", "Effort spent", "Examiner effort so far, hours.", Kind.HOURS
    ),
    _other("target_on", "Target", "Day by which the result is wanted.", Kind.DATE),
    _other(
        "prosecutor_on", "Prosecutor's date", "Day set by the prosecutor.", Kind.DATE
    ),
    _text("examiner", "Examiner", "Name or alias, as on the People page."),
    _other(
        "exhibits_requested", "Exhibits", "Number of exhibits asked for.", Kind.COUNT
    ),
    _other(
        "exhibits_agreed", "Exhibits agreed", "Number of exhibits in scope.", Kind.COUNT
    ),
    _text("summary", "Summary", "What is to be answered.", longest=LONGEST_TEXT),
    _coded("hold_reason", "Hold reason", "Why it is on hold, if it is.", "hold_reason"),
)

EXHIBIT_FIELDS: tuple[Field, ...] = (
    _key("request", "Request reference", "The request that it belongs to."),
    _key("reference", "Exhibit reference", "The label that it carries."),
    _coded("type", "Type", "What it is.", "exhibit_type", is_needed=True),
    _coded("owner_role", "Owner", "Whose device it is.", "owner_role"),
    _coded("access", "Access", "Whether it can be opened.", "access_state"),
    _coded("state", "State", "Where it stands.", "exhibit_state"),
    _other("size", "Size", "Data on it, in gigabytes.", Kind.SIZE),
    _past("received_on", "Received", "Day on which it was booked in."),
    _past("finished_on", "Finished", "Day from which nothing more was to be examined."),
)

ABSENCE_FIELDS: tuple[Field, ...] = (
    _coded(
        "person",
        "Person",
        "Name, alias or account of one in the unit.",
        "person",
        is_needed=True,
    ),
    _coded("kind", "Kind", "Leave, sickness, court...", "absence_kind", is_needed=True),
    Field(
        name="first_on",
        label="First day",
        guidance="First day away.",
        kind=Kind.DATE,
        is_needed=True,
    ),
    _other("last_on", "Last day", "Last day away, included.", Kind.DATE),
    _other(
        "days",
        "Working days",
        "Where no last day is given; 0.5 is half a day.",
        Kind.HOURS,
    ),
    _other("hours", "Hours a day", "Empty for whole days.", Kind.HOURS),
    _other(
        "share",
        "Share kept",
        "Of the hours, on a phased return: 50% or 0.5.",
        Kind.SHARE,
    ),
    _text("starts_at", "Starts at", "Tells two on one day apart; not stored."),
    _other("shown_as", "Shown as", "Whether a calendar counts it as away.", Kind.FLAG),
    _text("note", "Note", "What else to know; never a diagnosis.", longest=2_000),
    _text("fault", "Not read because", "Why an event of a calendar has no days."),
)

FIELDS = {
    "requests": REQUEST_FIELDS,
    "exhibits": EXHIBIT_FIELDS,
    "absences": ABSENCE_FIELDS,
}
"""Our fields by what a file holds."""


def field_named(kind: str, name: str) -> Field:
    """Return the field ``name`` of a file of ``kind``.

    Raises:
        KeyError: There is no such field.
    """
    return next(field for field in FIELDS[kind] if field.name == name)
