"""Proceedings against an accused: added, changed, taken away, a step taken in time."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

import orjson

from app.casework.history import Row
from app.casework.proceeding import DAY_LABELS, Proceeding
from app.conduct.moment import refuse_future
from app.errors import InvalidRequest
from app.rules.clock import EVENTS
from app.store import Store
from app.store.case import proceeding_from
from app.store.event import Operation, write
from app.store.past import not_before_last
from app.store.proceeding import find_proceeding
from app.store.record import RECORDS
from app.store.request import moment_of

_PAST = (*EVENTS, "ended_on")
"""Days that have happened: none of them can be still to come."""


def add_proceeding(
    store: Store, proceeding: Proceeding, *, on: date, who: str, at: datetime
) -> str:
    """Record an accused and charge of a request; return the uid of the operation.

    Args:
        store: Where to write.
        proceeding: What is known; its uid and version are not used.
        on: Day from which it is known to hold.
        who: Who records it.
        at: Moment of recording.

    Raises:
        InvalidRequest: Something that has happened lies on a day to come.
    """
    _refuse_to_come(proceeding, on, at)
    with write(store, who=who, why="", kind="add proceeding", at=at) as operation:
        moment = moment_of(operation, proceeding.request, on)
        operation.register("proceeding", _row(proceeding), effective_at=moment)
    return operation.uid


def change_proceeding(
    store: Store, proceeding: Proceeding, *, on: date, who: str, at: datetime
) -> str:
    """Change what is known of an accused and charge; return the operation's uid.

    Arguments are those of ``add_proceeding``; the change is made from the version that
    ``proceeding`` has.

    Raises:
        InvalidRequest: Something that has happened lies on a day to come.
        ChangedMeanwhile: It was changed from another place.
    """
    _refuse_to_come(proceeding, on, at)
    wanted = _row(proceeding)
    with write(store, who=who, why="", kind="change proceeding", at=at) as operation:
        now = operation.present("proceeding", proceeding.uid)
        changes = {name: new for name, new in wanted.items() if new != now[name]}
        operation.change(
            "proceeding",
            proceeding.uid,
            changes or {"accused": now["accused"]},
            effective_at=_moment(operation, proceeding.uid, now["request"], on),
            version=proceeding.version,
        )
    return operation.uid


def mark_met(
    store: Store,
    uid: str,
    rule: str,
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
    is_met: bool = True,
) -> str:
    """Record that the step of a rule was taken, or was not; return the operation's uid.

    Args:
        store: Where to write.
        uid: The proceeding.
        rule: Id of the rule, or ``PROSECUTOR`` for the day that the prosecutor gave.
        on: Day on which the step was taken.
        who: Who records it.
        at: Moment of recording.
        version: The version that the user saw; None not to ask.
        is_met: Whether it was taken; False takes back that it was.

    Raises:
        InvalidRequest: There is no such proceeding, or the day is still to come.
        ChangedMeanwhile: It was changed from another place.
    """
    refuse_future("The step", on, at)
    if find_proceeding(store, uid) is None:
        raise InvalidRequest("There is no such accused and charge any more.")
    with write(store, who=who, why="", kind="mark step met", at=at) as operation:
        now = proceeding_from(operation.present("proceeding", uid))
        met = _with(now.met, rule) if is_met else _without(now.met, rule)
        operation.change(
            "proceeding",
            uid,
            {"met": _row(replace(now, met=met))["met"]},
            effective_at=_moment(operation, uid, now.request, on),
            reason=rule,
            version=version,
        )
    return operation.uid


def remove_proceeding(
    store: Store, uid: str, *, on: date, who: str, at: datetime
) -> str:
    """Take away an accused and charge entered in error; return the operation's uid.

    The history keeps all that it was. Proceedings that are over are not removed: they
    have a day on which they ended.

    Raises:
        InvalidRequest: There is no such proceeding any more.
    """
    if find_proceeding(store, uid) is None:
        raise InvalidRequest("There is no such accused and charge any more.")
    with write(store, who=who, why="", kind="remove proceeding", at=at) as operation:
        request = operation.present("proceeding", uid)["request"]
        moment = _moment(operation, uid, request, on)
        operation.remove("proceeding", uid, effective_at=moment)
    return operation.uid


def _moment(operation: Operation, uid: str, request: str, on: date) -> int:
    """Return when a change on ``on`` took effect: after those recorded before it."""
    moment = moment_of(operation, request, on)
    return not_before_last(operation, "proceeding", uid, moment)


def _refuse_to_come(proceeding: Proceeding, on: date, at: datetime) -> None:
    refuse_future("A change", on, at)
    for name in _PAST:
        day = getattr(proceeding, name)
        if day is not None:
            label = DAY_LABELS[name]
            refuse_future(f"{proceeding.accused}: {label}", day, at)


def _row(proceeding: Proceeding) -> Row:
    row = {name: getattr(proceeding, name) for name in RECORDS["proceeding"]}
    row["met"] = orjson.dumps(sorted(proceeding.met)).decode()
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
    }


def _with(met: Collection[str], rule: str) -> tuple[str, ...]:
    return tuple(sorted({*met, rule}))


def _without(met: Collection[str], rule: str) -> tuple[str, ...]:
    return tuple(sorted({*met} - {rule}))
