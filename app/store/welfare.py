"""Exposure and welfare: the only SQL that reads or writes those tables.

Kept apart from casework on purpose: nothing else reads them but the guard at
allocation, which takes sums.
"""

from datetime import date

from app.casework.working_time import day_words, midday
from app.errors import WelfareError
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed, read_person
from app.store.rows import amend_value, register_value, values_of
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)

_TOLD = "SELECT 1 FROM feedback WHERE request = :request AND person = :person"
_HOURS_OF_DAY = """
    SELECT coalesce(sum(hours), 0) FROM exposure
     WHERE person = :person AND done_on = :done_on AND uid <> :uid
"""


def read_exposures(store: Store) -> tuple[Exposure, ...]:
    """Return all exposure, by day."""
    return values_of(store, Exposure, "exposure", order="done_on")


def read_contacts(store: Store) -> tuple[WelfareContact, ...]:
    """Return all welfare contacts and screenings, by day."""
    return values_of(store, WelfareContact, "welfare_contact", order="held_on")


def read_rotations(store: Store) -> tuple[Rotation, ...]:
    """Return all rotations out of exposed work, by first day."""
    return values_of(store, Rotation, "rotation", order="first_on")


def read_tolerances(store: Store) -> tuple[Tolerance, ...]:
    """Return what people said they can bear, by day."""
    return values_of(store, Tolerance, "tolerance", order="valid_from")


def read_feedback(store: Store) -> tuple[Feedback, ...]:
    """Return who was told how which case ended, by day."""
    return values_of(store, Feedback, "feedback", order="told_on")


def add_exposure(operation: Operation, exposure: Exposure) -> str:
    """Log exposure and return its uid.

    Raises:
        WelfareError: The day would have more than 24 hours of it, or the person is not
            in post on it.
    """
    store = flushed(operation)
    _check_in_post(store, exposure.person, exposure.done_on)
    wanted = {
        "person": exposure.person,
        "done_on": exposure.done_on.isoformat(),
        "uid": exposure.uid,
    }
    hours = store.value(_HOURS_OF_DAY, wanted) + exposure.hours
    if hours > 24:
        raise WelfareError(
            f"{day_words(exposure.done_on)} would have {hours:g} hours of exposure.",
            remedy="Correct the hours, or remove what is logged twice.",
        )
    return register_value(operation, "exposure", exposure, exposure.done_on)


def add_contact(operation: Operation, contact: WelfareContact) -> str:
    """Record a welfare contact or screening and return its uid."""
    _check_in_post(flushed(operation), contact.person, contact.held_on)
    return register_value(operation, "welfare_contact", contact, contact.held_on)


def change_contact(operation: Operation, contact: WelfareContact, *, on: date) -> None:
    """Change a welfare contact, as from the version that was read."""
    amend_value(operation, "welfare_contact", contact, on)


def add_rotation(operation: Operation, rotation: Rotation) -> str:
    """Record a rotation out of exposed work and return its uid.

    Raises:
        WelfareError: The person is rotated out already on some of the days.
    """
    store = flushed(operation)
    for other in read_rotations(store):
        ends = other.last_on or date.max
        last = rotation.last_on or date.max
        apart = ends < rotation.first_on or last < other.first_on
        if other.person == rotation.person and not apart:
            raise WelfareError(
                f"{read_person(store, other.person).shown} is rotated out already from"
                f" {day_words(other.first_on)}.",
                remedy="Choose days that do not overlap, or remove that rotation.",
            )
    return register_value(operation, "rotation", rotation, rotation.first_on)


def change_rotation(operation: Operation, rotation: Rotation, *, on: date) -> None:
    """Change a rotation, such as its last day, as from the version that was read."""
    amend_value(operation, "rotation", rotation, on)


def add_tolerance(operation: Operation, tolerance: Tolerance) -> str:
    """Record what a person said they can bear and return its uid."""
    return register_value(operation, "tolerance", tolerance, tolerance.valid_from)


def add_feedback(operation: Operation, feedback: Feedback) -> str:
    """Record that a person was told how a case ended and return its uid.

    Raises:
        WelfareError: That is on record already.
    """
    wanted = {"request": feedback.request, "person": feedback.person}
    if flushed(operation).one(_TOLD, wanted) is not None:
        raise WelfareError("That this person was told is on record already.")
    return register_value(operation, "feedback", feedback, feedback.told_on)


def remove_welfare(operation: Operation, subject: str, uid: str, *, on: date) -> None:
    """Take away what was entered in error; the history keeps it.

    Args:
        operation: The open operation.
        subject: ``exposure``, ``welfare_contact``, ``rotation``, ``tolerance`` or
            ``feedback``.
        uid: The record.
        on: The day.
    """
    if subject not in SUBJECTS:
        raise KeyError(subject)
    operation.remove(subject, uid, effective_at=midday(on))


SUBJECTS = ("exposure", "welfare_contact", "rotation", "tolerance", "feedback")
"""Tables of this file."""


def _check_in_post(store: Store, uid: str, day: date) -> None:
    person = read_person(store, uid)
    if not person.is_in_post(day):
        raise WelfareError(
            f"{person.shown} is not in post on {day_words(day)}.",
            remedy="Correct the day, or the time in post.",
        )
