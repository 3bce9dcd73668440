"""People of the unit: read the whole team, and add to an operation what changes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.casework.absence import Absence, Abstraction
from app.casework.examiner import Person, SkillHeld, WorkingPattern, add_pattern
from app.casework.team import Team
from app.casework.working_time import Holidays, midday, parse_holidays
from app.errors import CapacityError
from app.resource import RESOURCES
from app.store import Store
from app.store.event import Operation
from app.store.record import selection
from app.store.setting import read_settings

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Columns of the hours of a working pattern, from Monday."""

_PEOPLE = "SELECT * FROM person ORDER BY name COLLATE NOCASE, id"
_PATTERNS = "SELECT * FROM pattern ORDER BY person, valid_from"
_PATTERNS_OF = "SELECT * FROM pattern WHERE person = :person ORDER BY valid_from"
_SKILLS = "SELECT * FROM skill ORDER BY person, skill, valid_from"
_ABSENCES = "SELECT * FROM absence ORDER BY first_on, id"
_ABSENCES_OF = "SELECT * FROM absence WHERE person = :person ORDER BY first_on"
_ABSTRACTIONS = "SELECT * FROM abstraction ORDER BY valid_from, id"
_SAME_NAME = """
    SELECT 1 FROM person
     WHERE name = :name COLLATE NOCASE AND uid <> :uid
       AND (ends_on IS NULL OR ends_on >= :starts_on)
"""
_CASEWORK_ROLES = """
    SELECT code FROM term
     WHERE list = 'staff_role' AND json_extract(extras, '$.casework') = 'yes'
"""


def read_team(store: Store) -> Team:
    """Return everyone, with all that decides how many hours there are for casework."""
    settings = read_settings(store)
    roles = frozenset(row[0] for row in store.query(_CASEWORK_ROLES))
    return Team(
        people=tuple(_person(row) for row in store.query(_PEOPLE)),
        patterns=tuple(_pattern(row) for row in store.query(_PATTERNS)),
        skills=tuple(_skill(row) for row in store.query(_SKILLS)),
        absences=tuple(_absence(row) for row in store.query(_ABSENCES)),
        abstractions=tuple(_abstraction(row) for row in store.query(_ABSTRACTIONS)),
        holidays=public_holidays(settings.region),
        sickness_allowance=settings.sickness_allowance,
        full_time=settings.full_time,
        **({"roles": roles} if roles else {}),
    )


def public_holidays(region: str) -> Holidays:
    """Return the public holidays of a region, as shipped.

    Raises:
        CapacityError: There is no calendar of that region.
    """
    path = RESOURCES / "holidays" / f"{region}.csv"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise CapacityError(
            f"There is no calendar of public holidays for {region}.",
            remedy="Choose another region in the settings of the unit.",
            detail=str(error),
        ) from error
    return parse_holidays(region, text)


def add_person(operation: Operation, person: Person) -> str:
    """Add a person and return the uid given; the one of ``person`` is not used.

    Raises:
        CapacityError: Somebody of the same name is in post at the same time.
    """
    _check_name(_flushed(operation), person, uid="")
    return operation.register(
        "person", _person_row(person), effective_at=midday(person.starts_on)
    )


def change_person(operation: Operation, person: Person, *, on: date) -> None:
    """Change a person, as from the version that was read.

    Args:
        operation: The open operation.
        person: The person with the changes made.
        on: Day on which the change takes effect.

    Raises:
        CapacityError: Somebody of the same name is in post at the same time.
        ChangedMeanwhile: The person was changed from another place.
    """
    _check_name(_flushed(operation), person, uid=person.uid)
    _amend(operation, "person", person.uid, _person_row(person), on, person.version)


def set_pattern(operation: Operation, pattern: WorkingPattern) -> None:
    """Give a person new working hours; the former ones end on the day before.

    A pattern that begins on the same day is put right in its place.

    Raises:
        CapacityError: Another pattern of the person holds on later days.
    """
    rows = list(_flushed(operation).query(_PATTERNS_OF, {"person": pattern.person}))
    former = {row["uid"]: _pattern(row) for row in rows}
    moment = midday(pattern.valid_from)
    for uid, old in former.items():
        if old.valid_from == pattern.valid_from:
            changes = _changed(_hours_row(old), _hours_row(pattern))
            if changes:
                operation.change("pattern", uid, changes, effective_at=moment)
            return
    for after in add_pattern(former.values(), pattern):
        old_one = former.get(after.uid)
        if old_one is not None and after != old_one and after.valid_to:
            ends = {"valid_to": after.valid_to.isoformat()}
            operation.change("pattern", after.uid, ends, effective_at=moment)
    operation.register("pattern", _pattern_row(pattern), effective_at=moment)


def add_skill(operation: Operation, skill: SkillHeld) -> str:
    """Add a skill to a person and return its uid."""
    return operation.register(
        "skill", _skill_row(skill), effective_at=midday(skill.valid_from)
    )


def change_skill(operation: Operation, skill: SkillHeld, *, on: date) -> None:
    """Change a skill that a person holds."""
    _amend(operation, "skill", skill.uid, _skill_row(skill), on, skill.version)


def remove_skill(operation: Operation, uid: str, *, on: date) -> None:
    """Take a skill away that was entered in error; the history keeps it."""
    operation.remove("skill", uid, effective_at=midday(on))


def add_absence(operation: Operation, absence: Absence) -> str:
    """Add an absence and return its uid.

    Raises:
        CapacityError: It overlaps an absence of the same person. Days in part and a
            share of the hours may lie over one another, whole days may not.
    """
    _check_overlap(_flushed(operation), absence)
    _check_in_post(_flushed(operation), absence)
    return operation.register(
        "absence", _absence_row(absence), effective_at=midday(absence.first_on)
    )


def remove_absence(operation: Operation, uid: str, *, on: date) -> None:
    """Take an absence away; the history keeps it."""
    operation.remove("absence", uid, effective_at=midday(on))


def add_abstraction(operation: Operation, abstraction: Abstraction) -> str:
    """Add time that regularly goes to other work, and return its uid."""
    return operation.register(
        "abstraction",
        _abstraction_row(abstraction),
        effective_at=midday(abstraction.valid_from),
    )


def remove_abstraction(operation: Operation, uid: str, *, on: date) -> None:
    """Take an abstraction away; the history keeps it."""
    operation.remove("abstraction", uid, effective_at=midday(on))


def end_post(operation: Operation, uid: str, last_on: date) -> None:
    """Let a person's time in post end with a day."""
    person = read_person(_flushed(operation), uid)
    if last_on < person.starts_on:
        raise CapacityError(
            f"{person.name} cannot leave on {last_on} before starting on"
            f" {person.starts_on}.",
            remedy="Correct the last day.",
        )
    ends = {"ends_on": last_on.isoformat()}
    operation.change("person", uid, ends, effective_at=midday(last_on))


def read_person(store: Store, uid: str) -> Person:
    """Return one person.

    Raises:
        CapacityError: There is none.
    """
    row = store.one(selection("person"), {"uid": uid})
    if row is None:
        raise CapacityError("There is no such person any more.", detail=uid)
    return _person(row)


def _flushed(operation: Operation) -> Store:
    """Return the store with what was added to the operation so far."""
    operation.flush()
    return operation.store


def _check_name(store: Store, person: Person, *, uid: str) -> None:
    wanted = {
        "name": person.name.strip(),
        "uid": uid,
        "starts_on": person.starts_on.isoformat(),
    }
    if store.one(_SAME_NAME, wanted) is not None:
        raise CapacityError(
            f"Somebody called {person.name.strip()} is in post already.",
            remedy="Give a name or an alias that tells the two apart.",
        )


def _check_in_post(store: Store, absence: Absence) -> None:
    person = read_person(store, absence.person)
    if absence.last_on < person.starts_on or (
        person.ends_on is not None and absence.first_on > person.ends_on
    ):
        raise CapacityError(
            f"{person.name} is not in post on the days of this absence.",
            remedy="Correct the days, or the time in post.",
        )


def _check_overlap(store: Store, absence: Absence) -> None:
    if not _is_whole(absence):
        return
    for row in store.query(_ABSENCES_OF, {"person": absence.person}):
        other = _absence(row)
        apart = other.last_on < absence.first_on or absence.last_on < other.first_on
        if _is_whole(other) and not apart:
            raise CapacityError(
                f"{read_person(store, absence.person).name} is away already from"
                f" {_words(other.first_on)} to {_words(other.last_on)}.",
                remedy="Choose days that do not overlap, or take that absence away.",
            )


def _is_whole(absence: Absence) -> bool:
    return absence.hours_per_day is None and absence.share_kept is None


def _words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _amend(
    operation: Operation,
    subject: str,
    uid: str,
    after: Mapping[str, Any],
    on: date,
    version: int,
) -> None:
    """Change what differs from the row in the store; nothing if nothing does."""
    row = _flushed(operation).one(selection(subject), {"uid": uid})
    changes = _changed(dict(row) if row else {}, after)
    if changes:
        operation.change(
            subject, uid, changes, effective_at=midday(on), version=version
        )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}


def _person(row: Any) -> Person:
    return Person(
        uid=row["uid"],
        version=row["version"],
        name=row["name"],
        role=row["role"],
        site=row["site"] or "",
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
    )


def _person_row(person: Person) -> dict[str, Any]:
    return {
        "name": person.name.strip(),
        "role": person.role,
        "site": person.site.strip() or None,
        "starts_on": person.starts_on.isoformat(),
        "ends_on": _text(person.ends_on),
    }


def _pattern(row: Any) -> WorkingPattern:
    return WorkingPattern(
        uid=row["uid"],
        version=row["version"],
        person=row["person"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        hours=tuple(row[day] for day in WEEKDAYS),
    )


def _pattern_row(pattern: WorkingPattern) -> dict[str, Any]:
    return {
        "person": pattern.person,
        "valid_from": pattern.valid_from.isoformat(),
        "valid_to": _text(pattern.valid_to),
        **_hours_row(pattern),
    }


def _hours_row(pattern: WorkingPattern) -> dict[str, float]:
    return dict(zip(WEEKDAYS, map(float, pattern.hours), strict=True))


def _skill(row: Any) -> SkillHeld:
    return SkillHeld(
        uid=row["uid"],
        version=row["version"],
        person=row["person"],
        skill=row["skill"],
        level=row["level"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        evidence=row["evidence"] or "",
    )


def _skill_row(skill: SkillHeld) -> dict[str, Any]:
    return {
        "person": skill.person,
        "skill": skill.skill,
        "level": skill.level,
        "valid_from": skill.valid_from.isoformat(),
        "valid_to": _text(skill.valid_to),
        "evidence": skill.evidence.strip() or None,
    }


def _absence(row: Any) -> Absence:
    return Absence(
        uid=row["uid"],
        version=row["version"],
        person=row["person"],
        kind=row["kind"],
        first_on=date.fromisoformat(row["first_on"]),
        last_on=date.fromisoformat(row["last_on"]),
        hours_per_day=row["hours_a_day"],
        share_kept=row["share_kept"],
    )


def _absence_row(absence: Absence) -> dict[str, Any]:
    return {
        "person": absence.person,
        "kind": absence.kind,
        "first_on": absence.first_on.isoformat(),
        "last_on": absence.last_on.isoformat(),
        "hours_a_day": absence.hours_per_day,
        "share_kept": absence.share_kept,
    }


def _abstraction(row: Any) -> Abstraction:
    return Abstraction(
        uid=row["uid"],
        version=row["version"],
        person=row["person"],
        kind=row["kind"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        weekly_hours=row["hours_a_week"],
        share=row["share"],
    )


def _abstraction_row(item: Abstraction) -> dict[str, Any]:
    return {
        "person": item.person,
        "kind": item.kind,
        "valid_from": item.valid_from.isoformat(),
        "valid_to": _text(item.valid_to),
        "hours_a_week": item.weekly_hours,
        "share": item.share,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
