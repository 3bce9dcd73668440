"""People of the unit, their working patterns and skills: read, and what changes them.

What changes them adds to an open operation; ``app.staffing`` opens it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.working_time import day_words, midday
from app.errors import CapacityError
from app.store import Store
from app.store.event import Operation
from app.store.record import selection
from app.store.rows import amend_value, changed, from_row, register_value, to_row
from app.workforce.examiner import (
    Person,
    SkillHeld,
    WorkingPattern,
    add_pattern,
    check_patterns,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Columns of the hours of a working pattern, from Monday."""

_PEOPLE = "SELECT * FROM person ORDER BY name COLLATE NOCASE, id"
_PATTERNS = "SELECT * FROM pattern ORDER BY person, valid_from"
_PATTERNS_OF = "SELECT * FROM pattern WHERE person = :person ORDER BY valid_from"
_SKILLS = "SELECT * FROM skill ORDER BY person, skill, valid_from"
_SKILLS_OF = "SELECT * FROM skill WHERE person = :person ORDER BY skill, valid_from"
_SAME_NAME = """
    SELECT 1 FROM person
     WHERE (name COLLATE NOCASE IN (:name, :alias)
            OR alias COLLATE NOCASE IN (:name, :alias)) AND uid <> :uid
       AND (ends_on IS NULL OR ends_on >= :starts_on)
       AND (:ends_on IS NULL OR starts_on <= :ends_on)
"""
_SAME_ACCOUNT = """
    SELECT uid FROM person
     WHERE account = :account COLLATE NOCASE AND uid <> :uid
       AND (ends_on IS NULL OR ends_on >= :starts_on)
       AND (:ends_on IS NULL OR starts_on <= :ends_on)
"""
_SHOWS_NAMES = "SELECT value FROM setting WHERE uid = 'shows_names'"
_OWN = ("pattern", "skill")
"""Records that go with a person who is taken away because entered in error."""
_HISTORY = """
    SELECT EXISTS (SELECT 1 FROM request WHERE examiner = :uid OR reviewer = :uid)
        OR EXISTS (SELECT 1 FROM examination WHERE examiner = :uid)
        OR EXISTS (SELECT 1 FROM work WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM absence WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM abstraction WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM posting WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM exposure WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM welfare_contact WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM rotation WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM tolerance WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM feedback WHERE person = :uid)
        OR EXISTS (SELECT 1 FROM event
                    WHERE subject = 'request'
                      AND (after LIKE '%' || :uid || '%'
                           OR before LIKE '%' || :uid || '%'))
"""


def read_people(store: Store) -> tuple[Person, ...]:
    """Return everyone, past and present, by what they are shown as."""
    is_named = shows_names(store)
    every = [from_row(Person, row, is_named=is_named) for row in store.query(_PEOPLE)]
    return tuple(sorted(every, key=lambda person: person.shown.casefold()))


def read_patterns(store: Store) -> tuple[WorkingPattern, ...]:
    """Return every working pattern."""
    return tuple(map(pattern_from, store.query(_PATTERNS)))


def read_skills(store: Store) -> tuple[SkillHeld, ...]:
    """Return every skill held."""
    return tuple(from_row(SkillHeld, row) for row in store.query(_SKILLS))


def skills_of(store: Store, person: str) -> tuple[SkillHeld, ...]:
    """Return every skill of one person."""
    rows = store.query(_SKILLS_OF, {"person": person})
    return tuple(from_row(SkillHeld, row) for row in rows)


def read_person(store: Store, uid: str) -> Person:
    """Return one person.

    Raises:
        CapacityError: There is none.
    """
    row = store.one(selection("person"), {"uid": uid})
    if row is None:
        raise CapacityError("There is no such person any more.", detail=uid)
    return from_row(Person, row, is_named=shows_names(store))


def shows_names(store: Store) -> bool:
    """Return whether the unit shows people by name rather than by alias."""
    return bool(store.value(_SHOWS_NAMES) == "true")


def shown_names(store: Store) -> dict[str, str]:
    """Return what everyone is shown as, by uid."""
    return {person.uid: person.shown for person in read_people(store)}


def add_person(operation: Operation, person: Person) -> str:
    """Add a person and return the uid given; the one of ``person`` is not used.

    Raises:
        CapacityError: Somebody of the same name, alias or account is in post at the
            same time.
    """
    _check_apart(flushed(operation), person, uid="")
    return register_value(operation, "person", person, person.starts_on)


def change_person(operation: Operation, person: Person, *, on: date) -> None:
    """Change a person, as from the version that was read.

    Args:
        operation: The open operation.
        person: The person with the changes made.
        on: Day on which the change takes effect.

    Raises:
        CapacityError: Somebody of the same name, alias or account is in post at the
            same time.
        ChangedMeanwhile: The person was changed from another place.
    """
    _check_apart(flushed(operation), person, uid=person.uid)
    amend_value(operation, "person", person, on)


def remove_person(operation: Operation, uid: str, *, on: date) -> None:
    """Take away a person who was entered in error, with patterns and skills.

    Raises:
        CapacityError: Something rests on the person: give a last day instead.
    """
    store = flushed(operation)
    person = read_person(store, uid)
    if store.value(_HISTORY, {"uid": uid}):
        raise CapacityError(
            f"{person.shown} has a history here and cannot be deleted.",
            remedy="Enter the last day in post instead: past figures stay as they are.",
        )
    for subject in _OWN:
        of_person = f"SELECT uid FROM {subject} WHERE person = :uid"  # noqa: S608
        for row in list(store.query(of_person, {"uid": uid})):
            operation.remove(subject, row["uid"], effective_at=midday(on))
    operation.remove("person", uid, effective_at=midday(on))


def end_post(operation: Operation, uid: str, last_on: date) -> None:
    """Let a person's time in post end with a day."""
    person = read_person(flushed(operation), uid)
    if last_on < person.starts_on:
        raise CapacityError(
            f"{person.shown} cannot leave on {day_words(last_on)} before starting on"
            f" {day_words(person.starts_on)}.",
            remedy="Correct the last day.",
        )
    ends = {"ends_on": last_on.isoformat()}
    operation.change("person", uid, ends, effective_at=midday(last_on))


def set_pattern(operation: Operation, pattern: WorkingPattern) -> None:
    """Give a person new working hours; the former ones end on the day before.

    A pattern that begins on the same day is put right in its place.

    Raises:
        CapacityError: Another pattern of the person holds on later days.
    """
    wanted = {"person": pattern.person}
    rows = list(flushed(operation).query(_PATTERNS_OF, wanted))
    former = {row["uid"]: pattern_from(row) for row in rows}
    moment = midday(pattern.valid_from)
    for uid, old in former.items():
        if old.valid_from == pattern.valid_from:
            changes = changed(_hours_row(old), _hours_row(pattern))
            if changes:
                operation.change("pattern", uid, changes, effective_at=moment)
            return
    for after in add_pattern(former.values(), pattern):
        old_one = former.get(after.uid)
        if old_one is not None and after != old_one and after.valid_to:
            ends = {"valid_to": after.valid_to.isoformat()}
            operation.change("pattern", after.uid, ends, effective_at=moment)
    operation.register("pattern", _pattern_row(pattern), effective_at=moment)


def set_patterns(
    operation: Operation,
    person: str,
    patterns: Sequence[WorkingPattern],
    *,
    seen: Collection[str],
    on: date,
) -> None:
    """Let a person have these working patterns, all of them at once.

    Args:
        operation: The open operation.
        person: Uid of the person.
        patterns: What holds from now on; those with a uid were there before.
        seen: Uids of the patterns that were looked at: those of them that are not among
            ``patterns`` are taken away.
        on: Day on which one that is taken away or put right is so.

    Raises:
        CapacityError: Two of them hold on one day.
        ChangedMeanwhile: One of them was changed from another place.
    """
    store = flushed(operation)
    rows = {row["uid"]: row for row in store.query(_PATTERNS_OF, {"person": person})}
    kept = {pattern.uid for pattern in patterns}
    others = [
        pattern_from(row) for uid, row in rows.items() if uid not in {*seen, *kept}
    ]
    check_patterns([*others, *patterns], {person: read_person(store, person).shown})
    for uid in rows:
        if uid in seen and uid not in kept:
            remove_pattern(operation, uid, on=on)
    for pattern in patterns:
        if not pattern.uid:
            moment = midday(pattern.valid_from)
            operation.register("pattern", _pattern_row(pattern), effective_at=moment)
            continue
        row = operation.present("pattern", pattern.uid)
        if changes := changed(dict(row), _pattern_row(pattern)):
            moment, version = midday(max(on, pattern.valid_from)), pattern.version
            operation.change(
                "pattern", pattern.uid, changes, effective_at=moment, version=version
            )


def remove_pattern(operation: Operation, uid: str, *, on: date) -> None:
    """Take a working pattern away that was entered in error; the history keeps it."""
    operation.remove("pattern", uid, effective_at=midday(on))


def add_skill(operation: Operation, skill: SkillHeld) -> str:
    """Add a skill to a person and return its uid."""
    return register_value(operation, "skill", skill, skill.valid_from)


def change_skill(operation: Operation, skill: SkillHeld, *, on: date) -> None:
    """Change a skill that a person holds."""
    amend_value(operation, "skill", skill, on)


def remove_skill(operation: Operation, uid: str, *, on: date) -> None:
    """Take a skill away that was entered in error; the history keeps it."""
    operation.remove("skill", uid, effective_at=midday(on))


def pattern_from(row: Mapping[str, Any]) -> WorkingPattern:
    """Return the working pattern of a row."""
    hours = tuple(row[day] for day in WEEKDAYS)
    return from_row(WorkingPattern, row, hours=hours)


def _pattern_row(pattern: WorkingPattern) -> dict[str, Any]:
    row = to_row(pattern)
    del row["hours"]
    return {**row, **_hours_row(pattern)}


def _hours_row(pattern: WorkingPattern) -> dict[str, float]:
    return dict(zip(WEEKDAYS, map(float, pattern.hours), strict=True))


def flushed(operation: Operation) -> Store:
    """Return the store with what was added to the operation so far."""
    operation.flush()
    return operation.store


def _check_apart(store: Store, person: Person, *, uid: str) -> None:
    """Refuse what would leave two people in post who cannot be told apart."""
    name, alias = person.name.strip(), person.alias.strip()
    wanted = {
        "name": name,
        "alias": alias or name,
        "uid": uid,
        "starts_on": person.starts_on.isoformat(),
        "ends_on": person.ends_on and person.ends_on.isoformat(),
    }
    if store.one(_SAME_NAME, wanted) is not None:
        raise CapacityError(
            f"Somebody called {person.name.strip()} is in post already."
            if not alias
            else f"Somebody called {name} or {alias} is in post already.",
            remedy="Give a name or an alias that tells the two apart.",
        )
    account = person.account.strip()
    other = store.value(_SAME_ACCOUNT, {**wanted, "account": account})
    if account and other is not None:
        raise CapacityError(
            f"The account {account} is that of {read_person(store, other).shown}.",
            remedy="Each person has an account of their own: correct one of the two.",
        )
