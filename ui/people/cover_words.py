"""The matrix of people and skills in words: no cell tells anything by colour alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.capacity.cover import (
    CoverMatrix,
    Member,
    Need,
    SkillCover,
)
from app.capacity.holding import Currency, Holding
from app.casework.working_time import day_words
from app.measures.definition import sentence_of
from app.measures.figure import Figure
from app.reports.chart import number_text
from app.reports.wording import days_text
from app.workforce.absence import Absence
from app.workforce.examiner import LEVELS
from ui.controls.rows import Column
from ui.people.wording import weeks_text

LONG = 14
"""Days from which an absence ahead has a mark of its own in the matrix."""

NEEDS: Mapping[Need, str] = {
    Need.NOBODY: "nobody is there",
    Need.ONE: "single point of failure",
    Need.THIN_AHEAD: "thin in a week ahead",
    Need.ENOUGH: "covered",
    Need.UNKNOWN: "nobody holds it",
}
"""What each need is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """One skill as its row shows it.

    Attributes:
        cover: Who has it.
        label: What it is called.
        names: Names or aliases, by uid.
        work: How long what waits for it would take those who have it; None if unknown.
    """

    cover: SkillCover
    label: str
    names: Mapping[str, str]
    work: Figure | None


def skill_columns(*, is_narrow: bool = False) -> tuple[Column[SkillLine], ...]:
    """Return the columns that stand left of the people; fewer where room is short."""
    cover = (
        Column(title="Skill", width=160, show=lambda one: one.label, tone=need_tone),
        Column(title="There now", width=78, show=now_text, tone=need_tone),
        Column(title="Fewest in\na week ahead", width=142, show=least_text,
               tone=least_tone),
    )  # fmt: skip
    if is_narrow:
        return cover
    return (
        *cover,
        Column(title="Net h\na week", width=54, is_number=True,
               show=lambda one: number_text(one.cover.weekly, 1)),
        Column(title="Weeks\nof work", width=76, is_number=True,
               show=lambda one: weeks_text(one.work)),
    )  # fmt: skip


def need_tone(line: SkillLine) -> str:
    """Return the tone of a skill: nobody is bad, one is to be watched."""
    tones = {Need.NOBODY: "bad", Need.ONE: "watch"}
    return tones.get(line.cover.need, "")


def least_tone(line: SkillLine) -> str:
    """Return the tone of the fewest people ahead."""
    if not line.cover.is_known:
        return ""
    return {0: "bad", 1: "watch"}.get(line.cover.least, "")


def now_text(line: SkillLine) -> str:
    """Return how many are there who may work in a skill."""
    count = len(line.cover.now)
    if not line.cover.is_known:
        return "none holds it"
    return {0: "nobody", 1: "only 1"}.get(count, f"{count}")


def least_text(line: SkillLine) -> str:
    """Return the fewest people in any week ahead, and where it is few, in which."""
    cover = line.cover
    if not cover.is_known or cover.least_in is None:
        return "nobody" if cover.is_known else ""
    count = {0: "nobody", 1: "only 1"}.get(cover.least, f"{cover.least}")
    if cover.least > 1 and cover.least >= len(cover.now):
        return count
    short = day_words(cover.least_in).rpartition(" ")[0]
    return f"{count}, w/c {short}"


def skill_words(line: SkillLine) -> str:
    """Return all about the cover of a skill in one sentence."""
    cover = line.cover
    parts = [f"{line.label}: {NEEDS[cover.need]}"]
    if cover.now:
        some = ", ".join(line.names.get(uid, uid) for uid in cover.now[:4])
        more = f" and {len(cover.now) - 4} more" if len(cover.now) > 4 else ""
        parts.append(f"there now {some}{more}")
    if cover.away:
        parts.append(
            "away " + ", ".join(line.names.get(uid, uid) for uid in cover.away)
        )
    if cover.is_known:
        parts.append(f"fewest in a week ahead {least_text(line)}")
        parts.append(f"{number_text(cover.weekly, 1)} net h a week")
    return "; ".join(parts)


def skill_meaning(line: SkillLine) -> str:
    """Return the cover of a skill with its definition, day and coverage."""
    figure = line.cover.figure
    return (
        f"{skill_words(line)}.\n{sentence_of(figure.measure, skill=line.label)}"
        f" ({figure.measure}) As at {day_words(figure.as_at)}; uses skills of"
        f" {figure.coverage.used} of {figure.coverage.scope} people in post."
    )


def cell_words(member: Member, skill: str, label: str, day: date) -> str:
    """Return one cell, such as ``Examiner 1, Mobile level 3: leading, current``."""
    holding = member.holdings.get(skill)
    held = ", ".join(held_words(holding)) if holding else "not held"
    others = [held, *presence_words(member, day)]
    return f"{member.person.shown}, {label}: {', '.join(others)}"


def held_words(holding: Holding) -> list[str]:
    """Return level and currency of a skill that somebody holds."""
    held, currency = holding.held, holding.currency
    if currency is Currency.TRAINING:
        return ["in training"]
    until = day_words(held.valid_to) if held.valid_to else ""
    said = {
        Currency.CURRENT: f"current to {until}" if until else "current",
        Currency.SOON: f"lapses {until}",
        Currency.LAPSED: f"lapsed {until}",
        Currency.LATER: f"current from {day_words(held.valid_from)}",
    }
    return [LEVELS[held.level].lower(), said[currency]]


def presence_words(member: Member, day: date) -> list[str]:
    """Return when a person is away, and from or until when in post."""
    person = member.person
    found = []
    if person.starts_on > day:
        found.append(f"begins {day_words(person.starts_on)}")
    if member.away is not None:
        found.append(away_words(member.away))
    found += [away_words(one) for one in member.away_next[:3]]
    if person.ends_on is not None:
        found.append(f"leaves {day_words(person.ends_on)}")
    return found


def away_words(absence: Absence) -> str:
    """Return an absence, such as ``away 24 to 30 Dec 2026``."""
    return f"away {days_text(absence.first_on, absence.last_on)}"


def is_long(absence: Absence) -> bool:
    """Return whether an absence ahead has a mark of its own."""
    return absence.days >= LONG


def member_words(member: Member, only: Sequence[str], day: date) -> str:
    """Return all about a person that concerns cover.

    Args:
        member: The person.
        only: Labels of the skills that rest on the person alone.
        day: The day.
    """
    parts = [member.person.shown, *presence_words(member, day)]
    if only:
        parts.append(f"the only one there for {', '.join(only)}")
    if not member.is_counted:
        parts.append("hours are no casework hours")
    return "; ".join(parts)


def matrix_sentence(matrix: CoverMatrix) -> str:
    """Return what the matrix shows, for the head of the page."""
    known = [one for one in matrix.skills if one.is_known]
    count = {need: sum(one.need is need for one in known) for need in Need}
    last = matrix.mondays[-1] + timedelta(days=6)
    people = sum(one.person.is_in_post(matrix.as_at) for one in matrix.members)
    parts = [
        (Need.NOBODY, "with nobody there"),
        (Need.ONE, "resting on one person"),
        (Need.THIN_AHEAD, f"down to one or none in a week to {day_words(last)}"),
    ]
    said = [f"{count[need]} {words}" for need, words in parts if count[need]]
    return (
        f"{len(known)} skills, {people} people:"
        f" {', '.join(said) or 'all covered by two or more'};"
        f" at {day_words(matrix.as_at)} (M33)."
    )
