"""Exhibits: put on a request, changed, and moved from hand to hand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.casework.exhibit import (
    DONE_STATES,
    CustodyMove,
    Exhibit,
    ExhibitState,
    hidden_identifier,
)
from app.casework.history import Entry, holding
from app.casework.working_time import day_words, local_day
from app.conduct.moment import moment_on, refuse_future
from app.conduct.receipt import note_receipt
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import Operation, write
from app.store.past import change_past, entries_of
from app.store.request import exhibit_from, exhibits_of, moment_of, stored
from app.store.setting import read_settings

_S = ExhibitState
_COLUMNS = (
    *("request", "reference", "type", "state", "owner_role", "access", "size"),
    *("received_on", "finished_on", "parent", "identifier", "location", "seal"),
    *("is_agreed", "level_requested", "level_agreed"),
)
GONE = frozenset({_S.DESTROYED})
"""States that nothing comes back from; one entered in error is undone."""


def add_exhibit(
    store: Store,
    exhibit: Exhibit,
    *,
    on: date,
    who: str,
    at: datetime,
    identifier: str = "",
) -> str:
    """Put an exhibit on a request and return the uid of the operation.

    Args:
        store: Where to write.
        exhibit: The exhibit; its uid is given here.
        on: Day from which it belongs to the request.
        who: Who records it.
        at: Moment of recording.
        identifier: Its serial number or IMEI; only a salted hash of it is kept.

    Raises:
        InvalidRequest: Its reference is taken or missing, or a day cannot be.
    """
    refuse_future("An exhibit that is added", on, at)
    if exhibit.received_on:
        refuse_future("Receipt of an exhibit", exhibit.received_on, at)
    row = {name: stored({name: getattr(exhibit, name)})[name] for name in _COLUMNS}
    row |= _hidden(store, identifier)
    with write(store, who=who, why="", kind="add exhibit", at=at) as operation:
        _refuse_taken(store, exhibit)
        _refuse_own_parent(store, exhibit, exhibit.parent)
        moment = moment_of(operation, exhibit.request, on)
        operation.register(
            "exhibit", row, effective_at=moment, status=exhibit.state.value
        )
        note_receipt(operation, exhibit.request, on)
    return operation.uid


def amend_exhibit(
    store: Store,
    uid: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
    identifier: str = "",
) -> str:
    """Record facts of an exhibit that hold from ``on``; its state is a custody move.

    Raises:
        InvalidRequest: A fact cannot be.
        ChangedMeanwhile: The exhibit was changed from another place.
    """
    if "state" in facts:
        raise InvalidRequest(
            "The state of an exhibit is entered by a custody move.",
            remedy="Use Move… instead.",
        )
    wanted = stored(facts) | _hidden(store, identifier)
    with write(store, who=who, why="", kind="change exhibit", at=at) as operation:
        before = exhibit_from(operation.present("exhibit", uid))
        if facts.get("reference", before.reference) != before.reference:
            _refuse_taken(store, before, str(facts["reference"]))
        _refuse_own_parent(store, before, facts.get("parent"))
        change_past(
            operation,
            "exhibit",
            uid,
            wanted,
            effective_at=moment_on(_entries(operation, uid), on),
            version=version,
        )
        note_receipt(operation, before.request, on)
    return operation.uid


def move_exhibit(
    store: Store,
    uid: str,
    move: CustodyMove,
    *,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Record that an exhibit went to another state or place.

    The day of receipt and the day from which nothing more is to be examined follow.
    When the last exhibit needed has come in, the request is received on that day.

    Raises:
        InvalidRequest: The day lies before the custody move that it follows, or the
            state cannot follow.
        ChangedMeanwhile: The exhibit was changed from another place.
    """
    words = move.words
    with write(store, who=who, why=words, kind="move exhibit", at=at) as operation:
        before = exhibit_from(operation.present("exhibit", uid))
        entries = _entries(operation, uid)
        if version in (None, before.version):  # else told that it was changed
            _check_custody(before, move, entries, at)
        change_past(
            operation,
            "exhibit",
            uid,
            stored(_following(before, move)),
            effective_at=moment_on(entries, move.on),
            status=move.state.value,
            version=version,
            kind="moved",
        )
        note_receipt(operation, before.request, move.on)
    return operation.uid


def _entries(operation: Operation, uid: str) -> tuple[Entry, ...]:
    record = operation.present("exhibit", uid)["id"]
    return entries_of(operation.store, "exhibit", record)


def _check_custody(
    before: Exhibit, move: CustodyMove, entries: tuple[Entry, ...], at: datetime
) -> None:
    refuse_future(f"A move of {before.reference}", move.on, at)
    moves = [entry for entry in holding(entries) if entry.status]
    last = local_day(moves[-1].effective_at) if moves else None
    if last is not None and move.on < last:
        raise InvalidRequest(
            f"{before.reference} cannot move before its last move on"
            f" {day_words(last)}.",
            remedy="Give that day or a later one.",
        )
    if before.state in GONE:
        raise InvalidRequest(
            f"{before.reference} is destroyed and cannot move.",
            remedy="If that was recorded in error, undo that step.",
        )
    if move.state is _S.EXPECTED and before.state is not _S.EXPECTED:
        raise InvalidRequest(
            f"{before.reference} came in already and cannot be expected again.",
            remedy="Choose returned or transferred if it went out.",
        )
    is_same = move.state is before.state
    if is_same and move.location in ("", before.location) and not move.seal:
        raise InvalidRequest(
            f"{before.reference} is there already.",
            remedy="Choose another state, place or seal.",
        )


def _following(before: Exhibit, move: CustodyMove) -> dict[str, Any]:
    """Return what a custody move changes."""
    changes: dict[str, Any] = {"state": move.state}
    if move.location:
        changes["location"] = move.location
    if move.seal:
        changes["seal"] = move.seal
    if before.received_on is None and before.state is _S.EXPECTED:
        came_in = move.state not in (_S.EXPECTED, _S.NO_ACTION)
        changes["received_on"] = move.on if came_in else None
    is_done = move.state in DONE_STATES
    if is_done != (before.finished_on is not None):
        changes["finished_on"] = move.on if is_done else None
    return changes


def _refuse_taken(store: Store, exhibit: Exhibit, reference: str = "") -> None:
    wanted = (reference or exhibit.reference).strip()
    if not wanted:
        raise InvalidRequest(
            "An exhibit needs a reference.", remedy="Type the one on its label."
        )
    for other in exhibits_of(store, exhibit.request):
        if other.reference.casefold() == wanted.casefold():
            raise InvalidRequest(
                f"There is an exhibit {wanted} on this request already.",
                remedy="Give this one another reference, or change that one.",
            )


def _refuse_own_parent(store: Store, exhibit: Exhibit, parent: str | None) -> None:
    if parent is None:
        return
    parents = {one.uid: one.parent for one in exhibits_of(store, exhibit.request)}
    if parent not in parents:
        raise InvalidRequest(
            f"{exhibit.reference} cannot be taken out of that: it is not an exhibit of"
            " the same request.",
            remedy="Choose an exhibit of this request, or none.",
        )
    above: str | None = parent
    for _ in parents:  # no longer than the longest chain there can be
        if above is not None and above != exhibit.uid:
            above = parents.get(above)
    if above is not None and above == exhibit.uid:
        raise InvalidRequest(
            f"{exhibit.reference} cannot be taken out of itself.",
            remedy="Choose the exhibit that it was in, or none.",
        )


def _hidden(store: Store, identifier: str) -> dict[str, str]:
    """Return the identifier as it is kept; nothing for none."""
    hidden = hidden_identifier(read_settings(store).identifier_salt, identifier)
    return {"identifier": hidden} if hidden else {}
