"""Demand by skill as values: a chart of hours a week, and a table."""

from collections.abc import Mapping

from app.capacity.demand import ANYBODY, DemandBySkill, SkillDemand
from app.capacity.utilisation import GROWTH, LONG_QUEUE
from app.reports.chart import Role, Segment, StackedBars, day_text, number_text

HEAD = (
    *("Skill", "What it means", "Asked, h a week", "There, h a week", "Asked, %"),
    *("Open, h", "Weeks of work", "People", "Fewest in a week"),
)
NOBODY = "nobody"
"""Said where hours are asked for and none are there."""


def skill_name(code: str, names: Mapping[str, str]) -> str:
    """Return what a skill is called; work without one can be done by any examiner."""
    return "Any examiner" if code == ANYBODY else names.get(code, code)


def meaning(one: SkillDemand) -> str:
    """Return what the hours asked for mean beside those there, in a few words."""
    value = one.ratio.value
    if value is None:
        is_asked = one.asked > 0 or one.open_hours > 0
        if is_asked:
            return "nobody has hours for it"
        return "not asked for" if one.people else "nobody, and not asked for"
    if not one.asked:
        return "not asked for"
    if value > GROWTH:
        return "more than there is"
    return "long queue" if value > LONG_QUEUE else "has room"


def skill_rows(found: DemandBySkill, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the rows of the table, in the order of ``found``."""
    return [
        (
            skill_name(one.skill, names),
            meaning(one),
            number_text(one.asked, 1),
            number_text(one.there, 1),
            _or_nobody(one.ratio.value, one.asked, 0),
            number_text(one.open_hours),
            _or_nobody(one.weeks.value, one.open_hours, 1),
            f"{one.people:,}",
            f"{one.cover:,}",
        )
        for one in found.rows
    ]


def skill_chart(
    found: DemandBySkill, names: Mapping[str, str], words: str
) -> StackedBars:
    """Return the hours of every skill asked for: met, not there, and left over."""
    shown = [one for one in found.rows if one.asked > 0]
    return StackedBars(
        title="Asked and there, by skill",
        unit="Hours a week; who has several skills counts in each; % asked at the end",
        categories=tuple(skill_name(one.skill, names) for one in shown),
        segments=(
            Segment(name="Asked and there", role=Role.AGE_3,
                    values=tuple(min(one.asked, one.there) for one in shown)),
            Segment(name="Asked, not there", role=Role.AGE_6,
                    values=tuple(max(one.asked - one.there, 0.0) for one in shown)),
            Segment(name="There, not asked", role=Role.AGE_1,
                    values=tuple(max(one.there - one.asked, 0.0) for one in shown)),
        ),
        description=words,
        category_head="Skill",
        ends=tuple(
            NOBODY if one.ratio.value is None else f"{one.ratio.value:.0f}%"
            for one in shown
        ),
        ends_head="Asked, %",
        coverage=f"Examinations known of {found.arriving.coverage}",
    )  # fmt: skip


def span_words(found: DemandBySkill) -> str:
    """Say which weeks stand against which."""
    first, last = day_text(found.past.first), day_text(found.past.last)
    return (
        f"What was accepted from {first} to {last} against the net hours of the"
        f" 13 weeks from {day_text(found.ahead)}"
    )


def _or_nobody(value: float | None, hours: float, decimals: int) -> str:
    if value is not None:
        return number_text(value, decimals)
    return NOBODY if hours > 0 else "0"
