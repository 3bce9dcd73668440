"""The columns of the lists of the room: people, absences, other work, skill cover."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.capacity.standing import PersonStanding, SkillStanding
from app.measures.figure import Figure
from app.reports.chart import number_text
from app.workforce.absence import Absence, Abstraction
from ui.controls.rows import Column
from ui.people.wording import (
    amount_text,
    contract_text,
    cover_text,
    days_text,
    extent_text,
    next_absence_text,
    post_text,
    skills_text,
    warnings_of,
    weeks_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What codes and uids are called.

    Attributes:
        as_at: Day at which people are shown.
        full_time: Weekly hours of a full-time contract.
        roles: Labels of roles.
        skills: Labels of skills.
        kinds: Labels of kinds of absence and abstraction.
        people: Names or aliases, by uid.
    """

    as_at: date
    full_time: float = 35.0
    roles: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def people_columns(words: Words) -> tuple[Column[PersonStanding], ...]:
    """Return the columns of the list of people."""
    return (
        Column(title="Name or alias", width=128, show=lambda one: one.person.shown),
        Column(title="Role", width=170, show=lambda one: _role(one, words)),
        Column(title="Contract", width=132,
               show=lambda one: contract_text(one, words.full_time),
               tone=lambda one: "" if one.pattern else "watch"),
        Column(title="Skills", show=lambda one: skills_text(one, words.skills),
               tone=lambda one: "watch" if warnings_of(one) else ""),
        Column(title="Absence", width=230,
               show=lambda one: next_absence_text(one, words.kinds)),
        Column(title="This week", width=98, is_number=True,
               show=lambda one: _net(one, one.net_week)),
        Column(title="Next 13 weeks", width=106, is_number=True,
               show=lambda one: _net(one, one.net_ahead)),
    )  # fmt: skip


def _role(one: PersonStanding, words: Words) -> str:
    role = words.roles.get(one.person.role, one.person.role)
    return ", ".join(part for part in (role, post_text(one, words.as_at)) if part)


def _net(one: PersonStanding, hours: float) -> str:
    return f"{number_text(hours, 1)} h" if one.is_counted else "not counted"


def absence_columns(words: Words) -> tuple[Column[Absence], ...]:
    """Return the columns of the list of absences."""
    return (
        Column(title="Who", width=110,
               show=lambda one: words.people.get(one.person, one.person)),
        Column(title="Days", width=180,
               show=lambda one: days_text(one.first_on, one.last_on)),
        Column(title="Kind", show=lambda one: words.kinds.get(one.kind, one.kind)),
        Column(title="Extent", width=88, show=extent_text),
    )  # fmt: skip


def abstraction_columns(words: Words) -> tuple[Column[Abstraction], ...]:
    """Return the columns of the list of other work."""
    return (
        Column(title="Who", width=110,
               show=lambda one: words.people.get(one.person or "", "Everyone")),
        Column(title="Kind", show=lambda one: words.kinds.get(one.kind, one.kind)),
        Column(title="Amount", width=150, show=amount_text),
        Column(title="When", width=150,
               show=lambda one: days_text(one.valid_from, one.valid_to)),
    )  # fmt: skip


def cover_columns(
    words: Words, weeks: Mapping[str, Figure]
) -> tuple[Column[SkillStanding], ...]:
    """Return the columns of the list of skills; ``weeks`` of work by skill (M09)."""
    return (
        Column(title="Skill", show=lambda one: words.skills.get(one.skill, one.skill)),
        Column(title="People", width=180, show=cover_text,
               tone=lambda one: "bad" if one.people <= 1 else
               ("watch" if one.least <= 1 else "")),
        Column(title="Net h a week", width=92, is_number=True,
               show=lambda one: number_text(one.weekly, 1)),
        Column(title="Weeks of work", width=104, is_number=True,
               show=lambda one: weeks_text(weeks.get(one.skill))),
    )  # fmt: skip
