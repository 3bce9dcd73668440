"""What narrows the queue: a group, words, a skill; and how many each would leave."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.planning.queue import Ranked, Stage
from ui.queue.wording import Sight, items_text, status_text


class Group(StrEnum):
    """A chip; the value is what it says."""

    ALL = "All"
    OVER = "Over target"
    MUST_START = "Must start"
    HELD = "On hold"
    FREE = "Not allocated"
    BLOCKED = "Cannot start"


_BELONGS: Mapping[Group, Callable[[Ranked], bool]] = {
    Group.ALL: lambda _: True,
    Group.OVER: lambda row: (row.waiting.target_on or row.as_at) < row.as_at,
    Group.MUST_START: lambda row: row.must_start,
    Group.HELD: lambda row: row.stage is Stage.HELD,
    Group.FREE: lambda row: (
        row.stage is Stage.TO_START and row.waiting.examiner is None
    ),
    Group.BLOCKED: lambda row: row.obstacle is not None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What is to be shown of the queue.

    Attributes:
        group: Which requests.
        text: Words that a row must have, in any order and in part.
        skill: Code of a skill that it must ask for; empty for any.
    """

    group: Group = Group.ALL
    text: str = ""
    skill: str = ""


def sifted(rows: Sequence[Ranked], sieve: Sieve, sight: Sight) -> list[Ranked]:
    """Return the rows that the sieve leaves, in their order."""
    belongs = _BELONGS[sieve.group]
    return [row for row in _narrowed(rows, sieve, sight) if belongs(row)]


def counts(rows: Sequence[Ranked], sieve: Sieve, sight: Sight) -> dict[Group, int]:
    """Return how many rows each group would leave, all else being as set."""
    left = _narrowed(rows, sieve, sight)
    return {
        group: sum(map(belongs, left)) if group is not Group.ALL else len(left)
        for group, belongs in _BELONGS.items()
    }


def sieve_words(sieve: Sieve, sight: Sight) -> str:
    """Return what a sieve leaves, in words."""
    words = "All open requests" if sieve.group is Group.ALL else sieve.group.value
    skill = f"skill {sight.label('skill', sieve.skill)}" if sieve.skill else ""
    text = f"with “{sieve.text.strip()}”" if sieve.text.strip() else ""
    return ", ".join(part for part in (words, skill, text) if part)


def skills_of(rows: Sequence[Ranked], sight: Sight) -> list[tuple[str, str]]:
    """Return the skills that rows ask for, each with label and count of rows."""
    found: dict[str, int] = {}
    for row in rows:
        for code, _ in row.skills:
            found[code] = found.get(code, 0) + 1
    known = list(sight.labels.get("skill", {}))
    order = sorted(found, key=lambda code: known.index(code) if code in known else -1)
    return [(code, f"{sight.label('skill', code)} ({found[code]:,})") for code in order]


def _narrowed(rows: Sequence[Ranked], sieve: Sieve, sight: Sight) -> Sequence[Ranked]:
    words = sieve.text.casefold().split()
    if sieve.skill:
        rows = [
            row for row in rows if any(code == sieve.skill for code, _ in row.skills)
        ]
    if not words:
        return rows
    return [row for row in rows if _has(row, words, sight)]


def _has(row: Ranked, words: Sequence[str], sight: Sight) -> bool:
    waiting = row.waiting
    text = " ".join(
        (
            waiting.reference,
            waiting.case_reference or "",
            waiting.operation_name or "",
            waiting.requester or "",
            sight.label("offence_category", waiting.offence),
            sight.label("requesting_division", waiting.division),
            items_text(row, sight),
            status_text(row, sight),
            sight.person(waiting.examiner),
            waiting.summary or "",
        )
    ).casefold()
    return all(word in text for word in words)
