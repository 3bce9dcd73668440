"""The columns of the lists of the room: absences, other work, conflicts, holidays."""

from app.capacity.conflict import Conflict
from app.reports.wording import days_text
from app.workforce.absence import Absence, Abstraction
from ui.calendar.content import Words
from ui.calendar.holidays import HolidayRow
from ui.calendar.wording import (
    DAYS,
    amount_text,
    extent_text,
    names_text,
    there_text,
)
from ui.controls.rows import Column


def absence_columns(words: Words) -> tuple[Column[Absence], ...]:
    """Return the columns of the list of absences."""
    return (
        Column(title="Who", width=150,
               show=lambda one: words.people.get(one.person, one.person)),
        Column(title="Days", width=200,
               show=lambda one: days_text(one.first_on, one.last_on)),
        Column(title="Kind", width=220, show=words.kind),
        Column(title="Extent", width=260, show=extent_text),
        Column(title="Note", show=lambda one: one.note),
    )  # fmt: skip


def abstraction_columns(words: Words) -> tuple[Column[Abstraction], ...]:
    """Return the columns of the list of regular other work."""
    return (
        Column(title="Who", width=190,
               show=lambda one: words.people.get(one.person or "", "Everyone counted")),
        Column(title="Kind", show=lambda one: words.kinds.get(one.kind, one.kind)),
        Column(title="Amount", width=200, show=amount_text),
        Column(title="When", width=240,
               show=lambda one: days_text(one.valid_from, one.valid_to)),
    )  # fmt: skip


def conflict_columns(words: Words) -> tuple[Column[Conflict], ...]:
    """Return the columns of the list of conflicts."""
    return (
        Column(title="Days", width=210,
               show=lambda one: days_text(one.first_on, one.last_on)),
        Column(title="Skill", width=240,
               show=lambda one: words.skills.get(one.skill, one.skill)),
        Column(title="Who is left", width=290, show=_sentence,
               tone=lambda one: "bad" if one.there == 0 else "watch"),
        Column(title="Away", show=lambda one: names_text(one.away, words.people)),
    )  # fmt: skip


def _sentence(conflict: Conflict) -> str:
    text = there_text(conflict)
    return f"{text[:1].upper()}{text[1:]}"


def holiday_columns() -> tuple[Column[HolidayRow], ...]:
    """Return the columns of the list of public holidays."""
    return (
        Column(title="Day", width=130, show=lambda one: days_text(one.day, one.day)),
        Column(title="Weekday", width=90, show=lambda one: DAYS[one.day.weekday()]),
        Column(title="Name", show=lambda one: one.name),
        Column(title="State", width=300, show=lambda one: one.state,
               tone=lambda one: "watch" if one.is_changed else ""),
    )  # fmt: skip
