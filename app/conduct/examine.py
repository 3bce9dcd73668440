"""Examinations: work put on a request, begun, logged by the hour, and finished."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.casework.examination import Examination, HoursLogged
from app.casework.working_time import day_words, local_day, midday
from app.conduct.moment import moment_on, refuse_future
from app.errors import InvalidRequest
from app.store import Store
from app.store.case import examination_from
from app.store.event import Operation, write
from app.store.past import change_past, entries_of
from app.store.record import refuse_changed
from app.store.request import moment_of, stored

_COLUMNS = (
    *("request", "exhibit", "type", "level", "effort_estimated", "effort_spent"),
    *("examiner", "method", "in_scope", "started_on", "done_on"),
)
MOST_HOURS = 24.0
"""Hours that one person can log on one day."""


def add_examination(
    store: Store, examination: Examination, *, on: date, who: str, at: datetime
) -> str:
    """Put a piece of work on a request and return the uid of the operation.

    Raises:
        InvalidRequest: A day cannot be.
    """
    refuse_future("Work that is added", on, at)
    _check_days(examination, at)
    row = {name: getattr(examination, name) for name in _COLUMNS}
    with write(store, who=who, why="", kind="add examination", at=at) as operation:
        moment = moment_of(operation, examination.request, on)
        operation.register("examination", stored(row), effective_at=moment)
    return operation.uid


def amend_examination(
    store: Store,
    uid: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Record facts of a piece of work that hold from ``on``.

    Raises:
        InvalidRequest: A fact cannot be, such as an end before the beginning.
        ChangedMeanwhile: It was changed from another place.
    """
    if "effort_spent" in facts:
        raise InvalidRequest(
            "Hours spent follow from the hours logged.", remedy="Log hours instead."
        )
    with write(store, who=who, why="", kind="change examination", at=at) as operation:
        _amend(operation, uid, facts, on=on, at=at, version=version)
    return operation.uid


def finish_examination(
    store: Store,
    uid: str,
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Record that a piece of work was finished on ``on``.

    Raises:
        InvalidRequest: It is finished already, or had not begun by then.
        ChangedMeanwhile: It was changed from another place.
    """
    with write(store, who=who, why="", kind="finish examination", at=at) as operation:
        row = operation.present("examination", uid)
        before = examination_from(row)
        if before.done_on is not None and version in (None, before.version):
            raise InvalidRequest(
                f"It was finished on {day_words(before.done_on)} already.",
                remedy="Change that day if it is wrong.",
            )
        facts = {"done_on": on, "started_on": before.started_on or on}
        _amend(operation, uid, facts, on=on, at=at, version=version)
    return operation.uid


def _amend(
    operation: Operation,
    uid: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    at: datetime,
    version: int | None,
) -> None:
    row = operation.present("examination", uid)
    if version in (None, row["version"]):  # else told that it was changed
        _check_days(replace(examination_from(row), **facts), at)
    entries = entries_of(operation.store, "examination", row["id"])
    change_past(
        operation,
        "examination",
        uid,
        stored(facts),
        effective_at=moment_on(entries, on),
        version=version,
    )


def log_hours(
    store: Store,
    hours: HoursLogged,
    *,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Log hours of one day; return the uid of the operation.

    The work log, the piece of work and the request change together. Work on a piece
    that had not begun begins it on that day.

    Args:
        store: Where to write.
        hours: What was worked, on which piece of work of which request.
        who: Who records it.
        at: Moment of recording.
        version: The version of the request that the user saw; None not to ask.

    Raises:
        InvalidRequest: The hours or the day cannot be.
        ChangedMeanwhile: The request was changed from another place.
    """
    if not 0 < hours.hours <= MOST_HOURS:
        raise InvalidRequest(
            f"{hours.hours:g} is not a number of hours for one day.",
            remedy=f"Give more than 0 and at most {MOST_HOURS:g}.",
        )
    refuse_future("Hours", hours.done_on, at)
    row = {name: getattr(hours, name) for name in _LOGGED}
    with write(store, who=who, why="", kind="log hours", at=at) as operation:
        _refuse_early(operation, hours)
        present = operation.present("request", hours.request)
        refuse_changed(present["version"], version)
        operation.register("work", stored(row), effective_at=midday(hours.done_on))
        if hours.examination:
            _refuse_of_another(operation, hours)
            _add_hours(operation, "examination", hours.examination, hours)
        _add_hours(operation, "request", hours.request, hours)
    return operation.uid


_LOGGED = ("request", "person", "done_on", "hours", "examination")


def _refuse_early(operation: Operation, hours: HoursLogged) -> None:
    record = operation.present("request", hours.request)["id"]
    first = entries_of(operation.store, "request", record)[0]
    if hours.done_on < (began := local_day(first.effective_at)):
        raise InvalidRequest(
            f"Hours on {day_words(hours.done_on)} lie before the request began on"
            f" {day_words(began)}.",
            remedy="Give that day or a later one.",
        )


def _refuse_of_another(operation: Operation, hours: HoursLogged) -> None:
    work = operation.present("examination", str(hours.examination))
    if work["request"] != hours.request:
        raise InvalidRequest(
            "That piece of work belongs to another request.",
            remedy="Choose one of this request, or none.",
        )


def _add_hours(
    operation: Operation, subject: str, uid: str, hours: HoursLogged
) -> None:
    """Add hours to a total, which only grows: from its last change on at the earliest.

    A total said to hold from before that would be less than the one after it.
    """
    row = operation.present(subject, uid)
    entries = entries_of(operation.store, subject, row["id"])
    moments = [one.effective_at for one in entries if "effort_spent" in one.facts]
    changes = {"effort_spent": round(row["effort_spent"] + hours.hours, 4)}
    if subject == "examination" and row["started_on"] is None:
        changes["started_on"] = hours.done_on.isoformat()
    moment = max([moment_on(entries, hours.done_on), *moments])
    operation.change(subject, uid, changes, effective_at=moment)


def _check_days(examination: Examination, at: datetime) -> None:
    begun, done = examination.started_on, examination.done_on
    for what, day in (("The beginning of work", begun), ("The end of work", done)):
        if day is not None:
            refuse_future(what, day, at)
    if begun and done and done < begun:
        raise InvalidRequest(
            f"It would be finished on {day_words(done)}, before it began on"
            f" {day_words(begun)}.",
            remedy="Correct one of the two days.",
        )
