"""Absences and other work: read, and what changes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.working_time import day_words, midday
from app.errors import CapacityError
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed, read_person
from app.store.record import refuse_changed
from app.store.rows import changed, from_row
from app.workforce.absence import Absence, Abstraction

_ABSENCES = "SELECT * FROM absence ORDER BY first_on, id"
_ABSENCES_OF = "SELECT * FROM absence WHERE person = :person ORDER BY first_on, id"
_ABSTRACTIONS = "SELECT * FROM abstraction ORDER BY valid_from, id"


def read_absences(store: Store) -> tuple[Absence, ...]:
    """Return every absence, by its first day."""
    return tuple(map(absence_from, store.query(_ABSENCES)))


def read_abstractions(store: Store) -> tuple[Abstraction, ...]:
    """Return all the time that regularly goes to other work."""
    return tuple(map(abstraction_from, store.query(_ABSTRACTIONS)))


def add_absence(operation: Operation, absence: Absence) -> str:
    """Add an absence and return its uid.

    Raises:
        CapacityError: It overlaps an absence of the same person, or lies outside the
            time in post. Days in part and a share of the hours may lie over one
            another, whole days may not.
    """
    _check(flushed(operation), absence)
    return operation.register(
        "absence", absence_row(absence), effective_at=midday(absence.first_on)
    )


def add_absences(operation: Operation, absences: Sequence[Absence]) -> None:
    """Add any number of absences, all or none, reading each person but once.

    Raises:
        CapacityError: As for ``add_absence``.
    """
    store = flushed(operation)
    whole: defaultdict[str, list[Absence]] = defaultdict(list)
    for absence in absences:
        whole[absence.person].append(absence)
    stored = [each for each in read_absences(store) if each.person in whole]
    for person, added in whole.items():
        for absence in (min(added, key=_first), max(added, key=_last)):
            _check_in_post(store, absence)
        _check_apart(store, [each for each in stored if each.person == person], added)
    for absence in absences:
        operation.register(
            "absence", absence_row(absence), effective_at=midday(absence.first_on)
        )


def change_absence(operation: Operation, absence: Absence, *, on: date) -> None:
    """Change an absence, as from the version that was read.

    Raises:
        CapacityError: As for ``add_absence``.
        ChangedMeanwhile: The absence was changed from another place.
    """
    _check(flushed(operation), absence)
    row = dict(operation.present("absence", absence.uid))
    refuse_changed(row["version"], absence.version)
    if changes := changed(row, absence_row(absence)):
        operation.change("absence", absence.uid, changes, effective_at=midday(on))


def remove_absence(operation: Operation, uid: str, *, on: date) -> None:
    """Take an absence away; the history keeps it."""
    operation.remove("absence", uid, effective_at=midday(on))


def add_abstraction(operation: Operation, abstraction: Abstraction) -> str:
    """Add time that regularly goes to other work, and return its uid."""
    return operation.register(
        "abstraction",
        abstraction_row(abstraction),
        effective_at=midday(abstraction.valid_from),
    )


def change_abstraction(operation: Operation, item: Abstraction, *, on: date) -> None:
    """Change time that regularly goes to other work, from the version that was read.

    Raises:
        ChangedMeanwhile: It was changed from another place.
    """
    row = dict(operation.present("abstraction", item.uid))
    refuse_changed(row["version"], item.version)
    if changes := changed(row, abstraction_row(item)):
        operation.change("abstraction", item.uid, changes, effective_at=midday(on))


def remove_abstraction(operation: Operation, uid: str, *, on: date) -> None:
    """Take an abstraction away; the history keeps it."""
    operation.remove("abstraction", uid, effective_at=midday(on))


def _check(store: Store, absence: Absence) -> None:
    _check_overlap(store, absence)
    _check_in_post(store, absence)


def _check_in_post(store: Store, absence: Absence) -> None:
    person = read_person(store, absence.person)
    if absence.first_on < person.starts_on or (
        person.ends_on is not None and absence.last_on > person.ends_on
    ):
        since = f"from {day_words(person.starts_on)}"
        until = f" to {day_words(person.ends_on)}" if person.ends_on else ""
        raise CapacityError(
            f"{person.shown} is in post {since}{until} only, not on all the days of"
            " this absence.",
            remedy="Correct the days, or the time in post.",
        )


def _check_overlap(store: Store, absence: Absence) -> None:
    if not absence.is_whole:
        return
    for row in store.query(_ABSENCES_OF, {"person": absence.person}):
        other = absence_from(row)
        apart = other.last_on < absence.first_on or absence.last_on < other.first_on
        if other.uid != absence.uid and other.is_whole and not apart:
            raise _away_already(store, other)


def _away_already(store: Store, other: Absence) -> CapacityError:
    return CapacityError(
        f"{read_person(store, other.person).shown} is away already from"
        f" {day_words(other.first_on)} to {day_words(other.last_on)}.",
        remedy="Choose days that do not overlap, or take that absence away.",
    )


def _check_apart(
    store: Store, stored: Iterable[Absence], added: Iterable[Absence]
) -> None:
    """Refuse whole days of one person that overlap, unless the store had both."""
    last: dict[bool, Absence] = {}  # of those added, and of the others, what ends last
    whole = (each for each in (*stored, *added) if each.is_whole)
    for after in sorted(whole, key=_first):
        is_new = not after.uid
        for was_new, before in last.items():
            if (is_new or was_new) and after.first_on <= before.last_on:
                raise _away_already(store, before)
        if is_new not in last or after.last_on > last[is_new].last_on:
            last[is_new] = after


def _first(absence: Absence) -> date:
    return absence.first_on


def _last(absence: Absence) -> date:
    return absence.last_on


def absence_from(row: Mapping[str, Any]) -> Absence:
    """Return the absence of a row."""
    return from_row(
        Absence,
        row,
        hours_per_day=row["hours_a_day"],
        bars_exposure=bool(row["bars_exposure"]),
    )


def absence_row(absence: Absence) -> dict[str, Any]:
    """Return the columns of an absence."""
    return {
        "person": absence.person,
        "kind": absence.kind,
        "first_on": absence.first_on.isoformat(),
        "last_on": absence.last_on.isoformat(),
        "hours_a_day": absence.hours_per_day,
        "share_kept": absence.share_kept,
        "note": absence.note.strip() or None,
        "bars_exposure": 1 if absence.bars_exposure else None,
    }


def abstraction_from(row: Mapping[str, Any]) -> Abstraction:
    """Return the other work of a row."""
    return from_row(
        Abstraction, row, person=row["person"], weekly_hours=row["hours_a_week"]
    )


def abstraction_row(item: Abstraction) -> dict[str, Any]:
    """Return the columns of other work."""
    return {
        "person": item.person,
        "kind": item.kind,
        "valid_from": item.valid_from.isoformat(),
        "valid_to": item.valid_to and item.valid_to.isoformat(),
        "hours_a_week": item.weekly_hours,
        "share": item.share,
    }
