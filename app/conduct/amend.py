"""Change facts of requests, correct what was recorded wrongly, and take steps back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from app.casework.history import Entry, holding
from app.casework.register import CaseFile
from app.casework.request import Status, wording
from app.casework.working_time import LOCAL, day_words, end_of_day, local_day, midday
from app.conduct.move import Outcome, do_to_many
from app.conduct.receipt import set_first_target
from app.errors import InvalidRequest
from app.store import Store
from app.store.case import case_of
from app.store.event import Operation, write
from app.store.past import change_past
from app.store.record import refuse_changed
from app.store.request import DAY_OF, amend_request, moment_of
from app.store.undo import undo_operation
from app.store.vocabulary import vocabularies

_DAYS_OF_MOVES = ("reopened_on", "reissued_on", "decided_on")
"""Columns that a move fills with its day besides that of the status."""


def amend(
    store: Store,
    uid: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    who: str,
    at: datetime,
    reason: str | None = None,
    why: str = "",
    version: int | None = None,
) -> str:
    """Record news of a request that holds from ``on``; return the operation's uid.

    Args:
        store: Where to write.
        uid: The request.
        facts: Attributes of ``Request`` and their new values.
        on: Since when.
        who: Who records it.
        at: Moment of recording.
        reason: Code of why, where one is needed.
        why: Why, in words.
        version: The version that the user saw; None not to ask.

    Raises:
        InvalidRequest: The facts contradict others, or the day cannot be.
        ChangedMeanwhile: The request was changed from another place.
    """
    _refuse_future(on, at)
    with write(store, who=who, why=why, kind="amend request", at=at) as operation:
        moment = _moment(operation, uid, on)
        about: dict[str, Any] = {"reason": reason, "version": version}
        amend_request(operation, uid, facts, effective_at=moment, **about)
        if facts.get("received_on"):
            set_first_target(operation, uid, moment)
    return operation.uid


def correct(
    store: Store,
    uid: str,
    facts: Mapping[str, Any],
    *,
    since: date,
    reason: str,
    who: str,
    at: datetime,
    why: str = "",
    version: int | None = None,
) -> str:
    """Record that facts were otherwise than recorded; return the operation's uid.

    What was known before the correction can still be asked. Arguments are those of
    ``amend``; ``since`` is the day from which the right values held and ``reason`` a
    code of ``correction_reason``.

    Raises:
        InvalidRequest: There is no reason, the facts contradict others, the request
            was not there yet, or a day follows from a move.
        ChangedMeanwhile: The request was changed from another place.
    """
    _refuse_future(since, at)
    _refuse_unreasoned(reason)
    with write(store, who=who, why=why, kind="correct request", at=at) as operation:
        case = case_of(store, uid)
        _refuse_days_of_moves(case, facts)
        moment = max(midday(since), _began(case, since))
        amend_request(
            operation,
            uid,
            facts,
            effective_at=moment,
            reason=reason,
            version=version,
            is_correction=True,
        )
        if facts.get("received_on"):
            set_first_target(operation, uid, moment)
    return operation.uid


def redate(
    store: Store,
    uid: str,
    number: int,
    day: date,
    *,
    reason: str,
    who: str,
    at: datetime,
    why: str = "",
    version: int | None = None,
) -> str:
    """Correct the day of a move; return the operation's uid.

    Args:
        store: Where to write.
        uid: The request.
        number: Number of the event that recorded the move.
        day: The day on which it really was.
        reason: Code of ``correction_reason``.
        who: Who records it.
        at: Moment of recording.
        why: Why, in words.
        version: The version that the user saw; None not to ask.

    Raises:
        InvalidRequest: The day is not between the moves before and after it.
        ChangedMeanwhile: The request was changed from another place.
    """
    _refuse_future(day, at)
    _refuse_unreasoned(reason)
    told = _told(store, reason, why)  # the event keeps the reason of the move itself
    with write(store, who=who, why=told, kind="correct day", at=at) as operation:
        case = case_of(store, uid)
        refuse_changed(case.request.version, version)
        entry, earliest, latest = _between(case, number)
        moment = _moment_between(case, entry, day, earliest, latest)
        facts = {**entry.facts, **_redated(case, entry, day)}
        change_past(
            operation,
            "request",
            uid,
            facts,
            effective_at=moment,
            reason=entry.reason,
            status=entry.status,
            kind="corrected",
            corrects=number,
        )
    return operation.uid


def _told(store: Store, reason: str, why: str) -> str:
    """Return a reason as the list calls it, and what was said besides."""
    words = vocabularies(store).get("correction_reason")
    label = words.label(reason) if words else reason
    return "; ".join(filter(None, (label, why)))


def retarget(
    store: Store,
    uid: str,
    day: date,
    *,
    reason: str,
    on: date,
    who: str,
    at: datetime,
    why: str = "",
    version: int | None = None,
) -> str:
    """Set another target; the first one stays beside it for ever.

    ``reason`` is a code of ``retarget_reason``; other arguments as for ``amend``.

    Raises:
        InvalidRequest: There is no reason, or the day is before the request came in.
        ChangedMeanwhile: The request was changed from another place.
    """
    if not reason:
        raise InvalidRequest(
            "A change of target needs a reason.", remedy="Choose one from the list."
        )
    request = case_of(store, uid).request
    began = request.received_on or request.submitted_on
    if began is not None and day < began:
        raise InvalidRequest(
            f"{day_words(day)} is before {request.reference} came in on"
            f" {day_words(began)}.",
            remedy="Give a later day.",
        )
    first = request.original_target_on
    facts = {"target_on": day} | ({} if first else {"original_target_on": day})
    about: dict[str, Any] = {"who": who, "at": at, "why": why, "version": version}
    return amend(store, uid, facts, on=on, reason=reason, **about)


def amend_many(
    store: Store,
    uids: Sequence[str],
    facts: Mapping[str, Any],
    *,
    on: date,
    who: str,
    at: datetime,
    reason: str | None = None,
    why: str = "",
    only_possible: bool = False,
) -> Outcome:
    """Record the same news of many requests, each with its own event.

    Arguments as for ``amend``; ``only_possible`` as for ``make_moves``.
    """
    _refuse_future(on, at)

    def act(operation: Operation, case: CaseFile) -> None:
        uid = case.request.uid
        moment = _moment(operation, uid, on)
        amend_request(operation, uid, facts, effective_at=moment, reason=reason)
        if facts.get("received_on"):
            set_first_target(operation, uid, moment)

    about = {"who": who, "why": why, "kind": "amend request", "at": at}
    return do_to_many(store, uids, act, only_possible=only_possible, about=about)


def undo(store: Store, operation: str, *, who: str, at: datetime) -> str:
    """Take an operation back and return the uid of the one that does.

    Taking that one back in turn is to do the first again.

    Raises:
        InvalidRequest: A record of it was changed since.
    """
    with write(store, who=who, why="", kind="undo", at=at) as answer:
        undo_operation(answer, operation)
    return answer.uid


def _moment(operation: Operation, uid: str, day: date) -> int:
    return moment_of(operation, uid, day)


def _began(case: CaseFile, day: date) -> int:
    """Return the moment at which a request began when that is on ``day``."""
    first = holding(case.entries)[0].effective_at
    return first if local_day(first) == day else 0


def _refuse_future(day: date, at: datetime) -> None:
    if day > at.astimezone(LOCAL).date():
        raise InvalidRequest(
            f"{day_words(day)} is a day to come.",
            remedy="Give today or an earlier day.",
        )


def _refuse_days_of_moves(case: CaseFile, facts: Mapping[str, Any]) -> None:
    """Refuse a day that is that of a move: the move and it would not agree."""
    for entry in holding(case.entries):
        column = DAY_OF.get(Status(entry.status)) if entry.status else None
        day = local_day(entry.effective_at).isoformat()
        if column in facts and entry.facts.get(str(column)) == day:
            words = wording(Status(str(entry.status)))
            raise InvalidRequest(
                f"{case.request.reference} became {words} by a move: its day is that"
                " of the move.",
                remedy="Correct the day of the move instead; it is in the same list.",
            )


def _refuse_unreasoned(reason: str) -> None:
    if not reason:
        raise InvalidRequest(
            "A correction needs a reason.", remedy="Choose one from the list."
        )


def _between(case: CaseFile, number: int) -> tuple[Entry, int | None, int | None]:
    """Return a move with the moments of what it must stay between.

    These are its neighbours among the entries that say something of the same facts:
    the moves, and what was amended of what the move changed too.
    """
    held = holding(case.entries)
    for place, entry in enumerate(held):
        if entry.number == number and entry.status:
            before = [one for one in held[:place] if _shares(entry, one)]
            later = held[place + 1 :]
            if place:  # nothing at all may lie before the beginning
                later = [one for one in later if _shares(entry, one)]
            return (
                entry,
                before[-1].effective_at if before else None,
                later[0].effective_at if later else None,
            )
    raise InvalidRequest(
        "That move is not there any more: it was corrected or undone.",
        remedy="Look at the history again.",
    )


def _shares(one: Entry, other: Entry) -> bool:
    return not one.facts.keys().isdisjoint(other.facts)


def _moment_between(
    case: CaseFile, entry: Entry, day: date, earliest: int | None, latest: int | None
) -> int:
    """Return a moment on ``day`` that keeps the order, as near midday as can be."""
    first = end_of_day(day - timedelta(days=1)) + 1
    if earliest is not None:
        first = max(first, earliest + 1)
    last = end_of_day(day)
    if latest is not None:
        last = min(last, latest - 1)
    is_new = local_day(entry.effective_at) != day
    if is_new and first <= last:
        return min(max(midday(day), first), last)
    words = wording(Status(str(entry.status)))
    if not is_new:
        raise InvalidRequest(
            f"{case.request.reference} became {words} on {day_words(day)} already.",
            remedy="Give another day, or leave it as it is.",
        )
    limits = [
        f"{name} {day_words(local_day(one))}"
        for name, one in (("from", earliest), ("to", latest))
        if one is not None
    ]
    raise InvalidRequest(
        f"{case.request.reference} cannot have become {words} on {day_words(day)}:"
        " that is not between the moves before and after it.",
        remedy=f"Give a day {' '.join(limits)}.",
    )


def _redated(case: CaseFile, entry: Entry, day: date) -> dict[str, str]:
    """Return the days that go with a move, as far as the move had set them."""
    columns = {DAY_OF.get(Status(str(entry.status))), *_DAYS_OF_MOVES} - {None}
    old = local_day(entry.effective_at).isoformat()
    is_set = [name for name in columns if name and entry.facts.get(name) == old]
    days: dict[str, Any] = dict.fromkeys(is_set, day)
    replace(case.request, **days)  # refuses what cannot be
    return dict.fromkeys(is_set, day.isoformat())
