"""The columns of the queue, as data: heading, width, and what a cell says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.planning.queue import Ranked
from ui.queue.wording import (
    Sight,
    hours_text,
    items_text,
    priority_words,
    short_status,
    skill_text,
    start_text,
    waiting_text,
)

Show = Callable[[Ranked, Sight], str]


class Field(StrEnum):
    """What a column shows; the value is its identity in the kept layout."""

    RANK = "rank"
    PRIORITY = "priority"
    REFERENCE = "reference"
    WAITING = "waiting"
    OFFENCE = "offence"
    ITEMS = "items"
    HOURS = "hours"
    STATUS = "status"
    EXAMINER = "examiner"
    START = "start"
    SKILL = "skill"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        field: Its identity.
        title: The heading.
        show: What a cell says.
        width: Usual width at 100 % text, in pixels.
        rank: The higher, the sooner it makes room for others.
        is_number: Whether it is aligned to the right.
    """

    field: Field
    title: str
    show: Show
    width: int
    rank: int
    is_number: bool = False


COLUMNS: tuple[Column, ...] = (
    Column(field=Field.RANK, title="Rank", width=46, rank=0, is_number=True,
           show=lambda row, _: f"{row.rank:,}"),
    Column(field=Field.PRIORITY, title="Priority", width=114, rank=0,
           show=priority_words),
    Column(field=Field.REFERENCE, title="Reference", width=116, rank=0,
           show=lambda row, _: row.waiting.reference),
    Column(field=Field.WAITING, title="Waiting, days of target", width=187, rank=0,
           show=lambda row, _: waiting_text(row)),
    Column(field=Field.OFFENCE, title="Offence", width=126, rank=5,
           show=lambda row, sight: sight.label(
               "offence_category", row.waiting.offence)),
    Column(field=Field.ITEMS, title="Items", width=132, rank=6, show=items_text),
    Column(field=Field.HOURS, title="Hours", width=56, rank=1, is_number=True,
           show=lambda row, _: hours_text(row)),
    Column(field=Field.STATUS, title="Status", width=90, rank=4,
           show=lambda row, _: short_status(row)),
    Column(field=Field.EXAMINER, title="Examiner", width=102, rank=3,
           show=lambda row, sight: sight.person(row.waiting.examiner)),
    Column(field=Field.START, title="Expected start", width=115, rank=2,
           show=lambda row, _: start_text(row)),
    Column(field=Field.SKILL, title="Skill", width=120, rank=8, show=skill_text),
    Column(field=Field.REASON, title="Why here", width=190, rank=7,
           show=lambda row, _: row.reason),
)  # fmt: skip
"""The columns from the left, as shipped."""
