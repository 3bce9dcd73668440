"""Hours from contract to casework, week by week, as lines of text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.capacity.by_week import CapacityByWeek, capacity_by_week
from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.capacity.roster import Hours
from app.casework.working_time import monday_of, weeks_between
from app.errors import CapacityError
from app.measures.definition import MEASURES, sentence_of
from app.reports.chart import day_text, number_text
from app.reports.facts import Facts

BY = ("group", "kind", "person", "skill")
"""By what the hours can be told."""

LONGEST = 260
"""Weeks that can be asked for at once."""

NAME, NUMBER = 34, 8
"""Widths of the columns, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which hours are asked for.

    Attributes:
        first: A day of the first week; None for the week after the day shown.
        weeks: How many weeks.
        by: One of ``BY``.
    """

    first: date | None = None
    weeks: int = 8
    by: str = BY[0]


def capacity_lines(facts: Facts, question: Question) -> Iterator[str]:
    """Yield the hours asked for, each week in a column, and how they are made.

    Raises:
        CapacityError: Nobody is entered whose hours count, or the weeks cannot be.
    """
    if not facts.team.counted:
        raise CapacityError(
            "Nobody is entered whose hours count, so capacity is not known.",
            remedy="Enter who works in the unit on the People page.",
        )
    if not 1 <= question.weeks <= LONGEST:
        raise CapacityError(
            f"{question.weeks:,} weeks cannot be asked for.",
            remedy=f"Give from 1 to {LONGEST} weeks.",
        )
    first = monday_of(question.first or facts.as_at + timedelta(weeks=1))
    mondays = weeks_between(first, first + timedelta(weeks=question.weeks - 1))
    capacity = capacity_by_week(facts.team, mondays, facts.as_at)
    yield (
        f"{facts.settings.unit}, hours a week in {question.weeks} weeks from"
        f" {day_text(first)}; as known at the end of {day_text(facts.as_at)}"
    )
    yield _row("", [*(f"{day.day} {day:%b}" for day in mondays), "Mean"])
    yield from _ROWS[question.by](facts, capacity)
    yield ""
    yield from _definitions(facts, capacity, question.by)


def _by_group(_facts: Facts, capacity: CapacityByWeek) -> Iterator[str]:
    yield from _way(capacity, capacity.grouped.items())


def _by_kind(facts: Facts, capacity: CapacityByWeek) -> Iterator[str]:
    labels = facts.names("absence_kind")
    labels[SICKNESS_ALLOWANCE] = "Allowance for sickness"
    kinds = capacity.deductions.items()
    yield from _way(
        capacity, ((labels.get(code, code), hours) for code, hours in kinds)
    )


def _way(capacity: CapacityByWeek, taken: Iterable[tuple[str, Hours]]) -> Iterator[str]:
    """Yield the way from gross to net; what takes no hours is left out."""
    yield _hours("Contracted hours (gross)", capacity.gross)
    for name, hours in taken:
        if hours.any():
            yield _hours(f"  {name}", -hours)
    yield _hours("Net casework hours", capacity.net)
    yield _hours("Full-time contracts", capacity.full_time_equivalents)


def _by_person(facts: Facts, capacity: CapacityByWeek) -> Iterator[str]:
    names = facts.team.names
    rows = ((names[uid], row) for row, uid in enumerate(capacity.people))
    for name, row in sorted(rows):  # two may be called the same, one after the other
        if capacity.gross_by_person[row].any():
            yield _hours(name, capacity.net_by_person[row])
    yield _hours("Net casework hours", capacity.net)


def _by_skill(facts: Facts, capacity: CapacityByWeek) -> Iterator[str]:
    """Yield net hours by skill, and the people of any role who have hours in it."""
    labels = facts.names("skill")
    for code, skill in capacity.skills.items():
        yield _hours(labels.get(code, code), skill.net)
        people = [f"{count:,}" for count in skill.cover.tolist()]
        yield _row("  people with hours", [*people, f"{skill.cover.mean():.1f}"])


_ROWS: Mapping[str, Callable[[Facts, CapacityByWeek], Iterator[str]]] = {
    "group": _by_group,
    "kind": _by_kind,
    "person": _by_person,
    "skill": _by_skill,
}
_MEASURES = {"group": ("M30", "M31"), "kind": ("M30", "M31"), "person": ("M31",)}


def _definitions(facts: Facts, capacity: CapacityByWeek, by: str) -> Iterator[str]:
    """Yield what the figures are, and of how many people they are made."""
    for code in _MEASURES.get(by, ("M31", "M33")):
        choice = {"skill": "the skill"} if code == "M33" else {}
        label, words = MEASURES[code].label, sentence_of(code, **choice)
        yield f"{label} ({code}). {words}"
    working = int(np.any(capacity.gross_by_person > 0, axis=1).sum())
    yield (
        f"Of {len(facts.team.counted):,} people whose hours count {working:,} are in"
        " post with hours in these weeks."
    )


def _hours(name: str, hours: Hours) -> str:
    values = [number_text(float(value), 1) for value in (*hours, np.mean(hours))]
    return _row(name, values)


def _row(name: str, values: Sequence[str]) -> str:
    cells = "".join(f"{value:>{NUMBER}}" for value in values)
    short = name if len(name) < NAME else f"{name[: NAME - 2]}…"
    return f"{short:<{NAME}}{cells}".rstrip()
