"""Exposure and welfare: the only SQL that reads or writes those tables.

Kept apart from casework on purpose: nothing else reads them but the guard at
allocation, which says that a limit is reached and no hours.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import orjson

from app.casework.working_time import day_words, midday
from app.errors import WelfareError
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed, read_person
from app.store.rows import amend_value, from_row, register_value, values_of
from app.store.vocabulary import vocabulary
from app.wellbeing.exposure import LONGEST_RUN
from app.wellbeing.outcome import ClosedRequest
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)
from app.wellbeing.welfare import Welfare

_FIRST_LOGGED = "SELECT min(done_on) FROM exposure"
_LOGGED = "SELECT * FROM exposure WHERE done_on >= :since ORDER BY done_on, id"
_WORKED = """
    SELECT work.person, work.done_on, work.request, sum(work.hours) AS hours
      FROM work JOIN request ON request.uid = work.request
     WHERE request.online_abuse AND work.person IS NOT NULL AND work.hours > 0
       AND work.done_on >= :since AND (:logged IS NULL OR work.done_on < :logged)
  GROUP BY work.person, work.done_on, work.request ORDER BY work.done_on
"""  # stands in for days before anything was logged
_BEGUN = """
    SELECT person, min(done_on) FROM (
        SELECT person, done_on FROM exposure
         UNION ALL
        SELECT work.person, work.done_on
          FROM work JOIN request ON request.uid = work.request
         WHERE request.online_abuse AND work.person IS NOT NULL AND work.hours > 0)
  GROUP BY person
"""
_ROW_IDS = """
    SELECT uid, id FROM request WHERE uid IN (SELECT request FROM feedback)
"""
_REFERENCES = """
    SELECT uid, reference FROM request
     WHERE uid IN (SELECT request FROM exposure UNION SELECT request FROM feedback)
"""
_TITLES = """
    SELECT uid, reference, examiner, closed_on FROM request
     WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY closed_on, reference
"""
_TOLD = "SELECT 1 FROM feedback WHERE request = :request AND person = :person"
_HOURS_OF_DAY = """
    SELECT coalesce(sum(hours), 0) FROM exposure
     WHERE person = :person AND done_on = :done_on AND uid <> :uid
"""


def read_welfare(store: Store, since: date = date.min) -> Welfare:
    """Return what is recorded of exposure and welfare.

    Where nothing was logged yet, and for days before the first that was, the hours of
    work on requests of online child abuse stand in for exposure.

    Args:
        store: The store.
        since: First day of exposure to read; the rest is read whole.
    """
    kinds = vocabulary(store, "welfare_kind").terms
    first = store.value(_FIRST_LOGGED)
    return Welfare(
        exposures=(*_worked(store, since, first), *_logged(store, since)),
        contacts=read_contacts(store),
        rotations=read_rotations(store),
        tolerances=read_tolerances(store),
        feedback=read_feedback(store),
        screenings=frozenset(
            term.code for term in kinds if term.value("is_screening") == "yes"
        ),
        logged_from=date.fromisoformat(first) if first else None,
        begun={
            person: date.fromisoformat(day)
            for person, day in zip(*store.columns(_BEGUN), strict=True)
        },
    )


def read_guard(store: Store, as_at: date) -> Welfare:
    """Return what the guard at allocation goes by on a day."""
    first = store.value(_FIRST_LOGGED)
    since = as_at - timedelta(days=LONGEST_RUN)
    return Welfare(
        exposures=(*_worked(store, since, first), *_logged(store, since)),
        rotations=read_rotations(store),
        tolerances=read_tolerances(store),
        logged_from=date.fromisoformat(first) if first else None,
    )


def _logged(store: Store, since: date) -> Iterable[Exposure]:
    rows = store.query(_LOGGED, {"since": since.isoformat()})
    return (from_row(Exposure, row) for row in rows)


def _worked(store: Store, since: date, first: str | None) -> Iterable[Exposure]:
    wanted = {"since": since.isoformat(), "logged": first}
    return (
        Exposure(
            person=row["person"],
            done_on=date.fromisoformat(row["done_on"]),
            hours=min(row["hours"], 24.0),
            request=row["request"],
        )
        for row in store.query(_WORKED, wanted)
    )


def request_names(store: Store) -> dict[str, str]:
    """Return the references of requests that exposure or feedback names, by uid."""
    return dict(zip(*store.columns(_REFERENCES), strict=True))


def told_requests(store: Store) -> dict[str, int]:
    """Return the row id of each request of which somebody was told the end, by uid."""
    return dict(zip(*store.columns(_ROW_IDS), strict=True))


def closed_requests(store: Store, ids: Iterable[int]) -> tuple[ClosedRequest, ...]:
    """Return the closed requests with the row ids, by the day on which they closed."""
    chosen = {"ids": orjson.dumps(sorted(ids)).decode()}
    return tuple(
        ClosedRequest(
            uid=row["uid"],
            reference=row["reference"],
            examiner=row["examiner"] or "",
            closed_on=date.fromisoformat(row["closed_on"])
            if row["closed_on"]
            else None,
        )
        for row in store.query(_TITLES, chosen)
    )


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
    _check_in_post(flushed(operation), contact.person, contact.held_on)
    amend_value(operation, "welfare_contact", contact, on)


def add_rotation(operation: Operation, rotation: Rotation) -> str:
    """Record a rotation out of exposed work and return its uid.

    Raises:
        WelfareError: The person is rotated out already on some of the days.
    """
    _check_rotation(flushed(operation), rotation)
    return register_value(operation, "rotation", rotation, rotation.first_on)


def change_rotation(operation: Operation, rotation: Rotation, *, on: date) -> None:
    """Change a rotation, such as its last day, as from the version that was read.

    Raises:
        WelfareError: The person is rotated out already on some of the days.
    """
    _check_rotation(flushed(operation), rotation)
    amend_value(operation, "rotation", rotation, on)


def _check_rotation(store: Store, rotation: Rotation) -> None:
    _check_in_post(store, rotation.person, rotation.first_on)
    last = rotation.last_on or date.max
    for other in read_rotations(store):
        apart = (other.last_on or date.max) < rotation.first_on or last < other.first_on
        is_another = other.person == rotation.person and other.uid != rotation.uid
        if is_another and not apart:
            raise WelfareError(
                f"{read_person(store, other.person).shown} is rotated out already from"
                f" {day_words(other.first_on)}.",
                remedy="Choose days that do not overlap, or remove that rotation.",
            )


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
