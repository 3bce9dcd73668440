"""People with their hours, skills and posts: added, changed, taken away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import CapacityError
from app.staffing.act import Act, act_of
from app.store import person as stored
from app.store.event import Operation
from app.store.post import set_posting
from app.workforce.examiner import Person, SkillHeld, WorkingPattern


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person as entered in a form, with all that goes with the person.

    Attributes:
        person: The person; the uid is empty for a new one.
        patterns: All working patterns; those with a uid were there before.
        skills: Skills held; those with a uid were there before.
        seen: Uids of patterns and skills that the form showed: those of them that are
            not in ``patterns`` and ``skills`` any more are taken away.
        sets_post: Whether the post is to become ``post``.
        post: Uid of the post held; empty for none.
        post_from: First day on which the post is held, or held no longer.
    """

    person: Person
    patterns: Sequence[WorkingPattern]
    skills: Sequence[SkillHeld] = ()
    seen: Collection[str] = ()
    sets_post: bool = False
    post: str = ""
    post_from: date | None = None


def _add(operation: Operation, entry: PersonEntry, on: date) -> None:
    uid = stored.add_person(operation, entry.person)
    _write_parts(operation, entry, uid, on)


def _change(operation: Operation, entry: PersonEntry, on: date) -> None:
    stored.change_person(operation, entry.person, on=on)
    _write_parts(operation, entry, entry.person.uid, on)


def _write_parts(operation: Operation, entry: PersonEntry, uid: str, on: date) -> None:
    patterns = [replace(one, person=uid) for one in entry.patterns]
    stored.set_patterns(operation, uid, patterns, seen=entry.seen, on=on)
    _write_skills(operation, entry, uid, on)
    if entry.sets_post:
        begin = entry.post_from or max(on, entry.person.starts_on)
        set_posting(operation, uid, entry.post or None, on=begin)


def _write_skills(operation: Operation, entry: PersonEntry, uid: str, on: date) -> None:
    kept = {skill.uid for skill in entry.skills}
    held = {skill.uid for skill in stored.skills_of(operation.store, uid)}
    for gone in sorted(held & {*entry.seen} - kept):
        stored.remove_skill(operation, gone, on=on)
    for skill in _each_once(entry.skills):
        if skill.uid:
            stored.change_skill(operation, skill, on=on)
        else:
            stored.add_skill(operation, replace(skill, person=uid))


def _each_once(skills: Iterable[SkillHeld]) -> list[SkillHeld]:
    """Return the skills.

    Raises:
        CapacityError: One of them is given twice from the same day on.
    """
    every = list(skills)
    if len({(skill.skill, skill.valid_from) for skill in every}) < len(every):
        raise CapacityError(
            "A skill is given twice from the same day on.", remedy="Give it once."
        )
    return every


add_person: Act[PersonEntry] = act_of("add person", _add)
"""Add a person with hours, skills and post."""

change_person: Act[PersonEntry] = act_of("change person", _change)
"""Change a person, hours, skills and post, as from the versions that were read."""

remove_person: Act[Person] = act_of(
    "remove person",
    lambda operation, one, on: stored.remove_person(operation, one.uid, on=on),
)
"""Take away a person who was entered in error; one with a history is refused."""
