"""The columns of the register, as data: heading, order, and what a cell says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.casework.register import RegisterRow, Sort
from app.casework.request import Status
from app.reports.chart import day_text, number_text
from app.reports.history_words import NOBODY as NOBODY

UNRECEIVED = "not yet received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the words of a row depend on.

    Attributes:
        as_at: Day at whose end ages are counted.
        labels: Label of each code, by the name of its list.
        people: What to show for each person, by uid.
    """

    as_at: date = date.min
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str, code: str | None) -> str:
        """Return what to show for a code; what is not recorded is empty."""
        return self.labels.get(name, {}).get(code, code) if code else ""

    def person(self, uid: str | None) -> str:
        """Return what to show for a person."""
        return self.people.get(uid, uid) if uid else NOBODY


Show = Callable[[RegisterRow, Sight], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        sort: What a click on the heading sorts by; also its identity.
        title: The heading.
        show: What a cell says.
        width: Usual width at 100 % text, in pixels.
        rank: The higher, the sooner it makes room for others.
        is_number: Whether it is aligned to the right.
    """

    sort: Sort
    title: str
    show: Show
    width: int
    rank: int
    is_number: bool = False


def priority_text(row: RegisterRow, sight: Sight) -> str:
    """Return the priority by number and name, such as "1 Immediate"."""
    if row.priority is None:
        return "Not set"
    label = sight.label("priority", row.priority.value)
    return f"{row.priority.value.removeprefix('P')} {label}"


def age_text(row: RegisterRow, sight: Sight) -> str:
    """Return days waited, or taken, of the days to target, such as "9 of 7"."""
    age, target = row.age(sight.as_at), row.target_days()
    if age is None:
        return UNRECEIVED
    words = f"{age:,} of {target:,}" if target is not None else f"{age:,} days"
    return words if row.is_waiting(sight.as_at) else f"took {words}"


def over_text(row: RegisterRow, sight: Sight) -> str:
    """Return by how many days it is over target, in words; empty if it is not."""
    over = row.days_over(sight.as_at)
    return f"{over:,} over" if over else ""


def waiting_text(row: RegisterRow, sight: Sight) -> str:
    """Return the age with what it is over, as one text."""
    return ", ".join(filter(None, (age_text(row, sight), over_text(row, sight))))


def target_text(row: RegisterRow, sight: Sight) -> str:
    """Return the target day, and by how many days it was passed."""
    if row.target_on is None:
        return ""
    over = over_text(row, sight)
    return f"{day_text(row.target_on)}, {over}" if over else day_text(row.target_on)


def summary_text(row: RegisterRow, sight: Sight) -> str:
    """Return a whole row in words, for those who hear it."""
    parts = (
        row.reference,
        priority_text(row, sight),
        waiting_text(row, sight),
        sight.label("request_status", row.status.value),
        sight.label("offence_category", row.offence),
        sight.person(row.examiner),
    )
    return ", ".join(part for part in parts if part)


def _hours(row: RegisterRow, _: Sight) -> str:
    hours = row.effort_estimated
    return "" if hours is None else number_text(hours, 1)


def _examiner(row: RegisterRow, sight: Sight) -> str:
    is_early = row.status in (Status.SUBMITTED, Status.ASSESSING, Status.RETURNED)
    return "" if is_early and row.examiner is None else sight.person(row.examiner)


COLUMNS: tuple[Column, ...] = (
    Column(sort=Sort.REFERENCE, title="Reference", width=116, rank=0,
           show=lambda row, _: row.reference),
    Column(sort=Sort.PRIORITY, title="Priority", width=102, rank=0,
           show=priority_text),
    Column(sort=Sort.AGE, title="Waiting, days of target", width=208, rank=0,
           show=waiting_text),
    Column(sort=Sort.STATUS, title="Status", width=140, rank=0,
           show=lambda row, sight: sight.label("request_status", row.status.value)),
    Column(sort=Sort.OFFENCE, title="Offence", width=126, rank=2,
           show=lambda row, sight: sight.label("offence_category", row.offence)),
    Column(sort=Sort.TYPE, title="Type", width=148, rank=6,
           show=lambda row, sight: sight.label(
               "examination_type", row.examination_type)),
    Column(sort=Sort.DIVISION, title="Division", width=86, rank=7,
           show=lambda row, sight: sight.label("requesting_division", row.division)),
    Column(sort=Sort.EXHIBITS, title="Exhibits", width=74, rank=5, is_number=True,
           show=lambda row, _: "" if row.exhibits is None else f"{row.exhibits:,}"),
    Column(sort=Sort.EFFORT, title="Hours", width=60, rank=3, is_number=True,
           show=_hours),
    Column(sort=Sort.EXAMINER, title="Examiner", width=110, rank=1, show=_examiner),
    Column(sort=Sort.RECEIVED, title="Received", width=98, rank=4,
           show=lambda row, _: day_text(row.received_on) if row.received_on else ""),
    Column(sort=Sort.TARGET, title="Target", width=168, rank=8, show=target_text),
)  # fmt: skip
"""The columns from the left, as shipped."""
