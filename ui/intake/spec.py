"""The fields of a new request: what each is called, and what to write into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

YES, NO = "yes", "no"


class Kind(Enum):
    """What sort of field it is."""

    LINE = auto()
    TEXT = auto()
    CODE = auto()
    OPEN = auto()  # a code, or words of its own
    YES_NO = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One field of the form.

    Attributes:
        name: Name in ``app.rules.intake.Intake``.
        label: What it is called.
        kind: What sort it is.
        hint: What to write, in a sentence or two.
        words: Name of the code list, where there is one.
        span: Columns that it takes.
    """

    name: str
    label: str
    kind: Kind
    hint: str
    words: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading, in the order of the keyboard."""

    title: str
    columns: int
    specs: tuple[Spec, ...]


SECTIONS = (
    Section(
        "Who asks",
        3,
        (
            Spec(
                name="reference",
                label="Unit reference",
                kind=Kind.LINE,
                hint="The unit's own number. The next free one is suggested.",
            ),
            Spec(
                name="case_reference",
                label="Case reference",
                kind=Kind.LINE,
                hint="The requester's own case or crime number. Requests of the same"
                " case are shown at once.",
            ),
            Spec(
                name="operation_name",
                label="Operation",
                kind=Kind.LINE,
                hint="The name of the operation, if it has one.",
            ),
            Spec(
                name="requester",
                label="Requester",
                kind=Kind.LINE,
                hint="A team or an officer's number. No names.",
            ),
            Spec(
                name="division",
                label="Division",
                kind=Kind.OPEN,
                words="requesting_division",
                hint="The division that asks: choose it, or type a new one.",
            ),
            Spec(
                name="legal_basis",
                label="Legal basis",
                kind=Kind.CODE,
                words="legal_basis",
                hint="The authority under which the exhibits may be examined.",
            ),
        ),
    ),
    Section(
        "The case",
        3,
        (
            Spec(
                name="offence",
                label="Offence category",
                kind=Kind.CODE,
                words="offence_category",
                hint="The most serious offence under enquiry.",
            ),
            Spec(
                name="online_abuse",
                label="Online child abuse",
                kind=Kind.YES_NO,
                hint="Whether online child abuse is concerned. The category sets it"
                " where it says so; you can change it.",
            ),
            Spec(
                name="custody",
                label="Custody or court status",
                kind=Kind.CODE,
                words="custody_status",
                hint="Where the accused stands in the proceedings. Limits may run:"
                " add the accused with the dates.",
            ),
            Spec(
                name="risk_band",
                label="Risk band, as supplied",
                kind=Kind.CODE,
                words="risk_band",
                hint="The band of the suspect's risk that the enquiry gives. It is"
                " recorded as supplied, never computed here.",
            ),
            Spec(
                name="victim_device",
                label="Victim's device held",
                kind=Kind.YES_NO,
                hint="Whether a victim or witness is without a device that is held.",
            ),
        ),
    ),
    Section(
        "What is to be answered",
        3,
        (
            Spec(
                name="summary",
                label="Questions to be answered",
                kind=Kind.TEXT,
                span=2,
                hint="What must be found out, from when to when, and what would settle"
                " it. No names and no passcodes: those belong in the case papers.",
            ),
            Spec(
                name="urgency",
                label="Why it is urgent",
                kind=Kind.TEXT,
                hint="Only if the requester calls it urgent: the reason. Without one"
                " it counts for nothing.",
            ),
        ),
    ),
    Section(
        "Days",
        4,
        (
            Spec(
                name="offence_on",
                label="Offence",
                kind=Kind.DAY,
                hint="The day of the offence, from which a time bar runs.",
            ),
            Spec(
                name="submitted_on",
                label="Submitted",
                kind=Kind.DAY,
                hint="The day on which the request was handed over. It may have been"
                " some days ago, not after today.",
            ),
            Spec(
                name="received_on",
                label="Exhibits received",
                kind=Kind.DAY,
                hint="The day on which the exhibits were booked in, for those without"
                " a day of their own. Empty while they are expected. It may lie"
                " before the submission.",
            ),
            Spec(
                name="prosecutor_on",
                label="Prosecutor's day",
                kind=Kind.DAY,
                hint="The day that the prosecutor has set for the result, if any.",
            ),
        ),
    ),
)

SPECS: Mapping[str, Spec] = {
    spec.name: spec for section in SECTIONS for spec in section.specs
}
"""Every field by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the exhibits.

    Attributes:
        name: Name in ``app.rules.intake.ExhibitAsked``.
        head: What it is called.
        width: Pixels at 100 % text.
        words: Name of the code list, for codes.
        hint: What to write.
    """

    name: str
    head: str
    width: int
    words: str = ""
    hint: str = ""


COLUMNS = (
    Column(name="reference", head="Reference", width=76, hint="As on its label."),
    Column(name="type", head="Type", width=104, words="exhibit_type"),
    Column(name="owner_role", head="Owner", width=84, words="owner_role"),
    Column(name="access", head="Access", width=84, words="access_state"),
    Column(
        name="size",
        head="Size, GB",
        width=60,
        hint="In gigabytes; “2 TB” and “500 MB” are understood.",
    ),
    Column(name="seal", head="Seal", width=58, hint="The number of its seal."),
    Column(
        name="identifier",
        head="IMEI or serial",
        width=96,
        hint="Only a salted hash of it is kept, to find the same device again.",
    ),
    Column(name="level", head="Level", width=66, words="examination_level"),
    Column(
        name="parent",
        head="Out of",
        width=60,
        hint="For media taken out of another exhibit: the reference of that one.",
    ),
    Column(
        name="received_on",
        head="Received",
        width=88,
        hint="Empty: on the day above, or expected while that is empty too.",
    ),
)
"""The columns of the exhibits, in the order in which rows are pasted."""
