"""What needs attention about skills that lapse: whose, which, and when."""

from collections.abc import Iterator

from app.capacity.standing import NOTICE, SkillState, skill_state
from app.reports.attention_line import Attention, line_on_people
from app.reports.chart import day_text
from app.reports.facts import Facts
from app.workforce.examiner import SkillHeld, longest_held

NAMED = 3
"""Skills that the line names, the first to lapse first; more are counted."""


def lapses(facts: Facts) -> Iterator[Attention]:
    """Yield that skills of people in post have lapsed or lapse soon.

    A skill counts once for each person, and not when it was renewed under another
    record; those of people who have left or have not begun do not count.
    """
    here = {one.uid for one in facts.team.people if one.is_in_post(facts.as_at)}
    found = [
        held
        for held in longest_held(facts.team.skills)
        if held.person in here
        and skill_state(held, facts.as_at) in (SkillState.LAPSED, SkillState.SOON)
    ]
    if not found:
        return
    gone = sum(skill_state(held, facts.as_at) is SkillState.LAPSED for held in found)
    found.sort(key=lambda held: (held.valid_to or facts.as_at, held.person, held.skill))
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    yield line_on_people(
        _title(gone, len(found) - gone),
        "; ".join(_words(held, facts) for held in found[:NAMED]) + more,
        "people",
        action="Renew",
    )


def _title(gone: int, soon: int) -> str:
    """Say how many skills have lapsed, and how many lapse within the notice."""
    lapsed = f"{_count(gone)} {'has' if gone == 1 else 'have'} lapsed"
    lapse = f"{'lapses' if soon == 1 else 'lapse'} within {NOTICE} days"
    if not soon:
        return lapsed
    return f"{lapsed}, {soon:,} {lapse}" if gone else f"{_count(soon)} {lapse}"


def _count(count: int) -> str:
    return "1 skill" if count == 1 else f"{count:,} skills"


def _words(held: SkillHeld, facts: Facts) -> str:
    skill, name = facts.label("skill", held.skill), facts.team.names[held.person]
    is_gone = skill_state(held, facts.as_at) is SkillState.LAPSED
    word = "lapsed" if is_gone else "lapses"
    return f"{skill} of {name} {word} {day_text(held.valid_to or facts.as_at)}"
