"""Intake: put a request on record as it was typed in, whole or not at all."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from app.casework.exhibit import ExhibitState
from app.casework.proceeding import Proceeding
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.rules.effort import Estimate, Wanted, estimate_scope
from app.rules.intake import ExhibitAsked, Intake, plain, refuse_faulty
from app.store import Store
from app.store.draft import drop_draft
from app.store.event import Operation, Step, write
from app.store.norm import read_norms
from app.store.request import add_request, amend_request, stored
from app.store.vocabulary import vocabulary

_TEXTS = (
    *("case_reference", "requester", "operation_name", "summary", "urgency"),
    "reference",
)
_AS_TYPED = (
    *("division", "offence", "online_abuse", "custody", "legal_basis", "risk_band"),
    *("victim_device", "offence_on", "prosecutor_on"),
)


def submit(
    store: Store,
    form: Intake,
    *,
    who: str,
    at: datetime,
    on: date,
    draft: str = "",
) -> tuple[str, str]:
    """Record a request that is submitted, with its exhibits and proceedings.

    Exhibits may be booked in before the request is submitted, or after.

    Args:
        store: Where to write.
        form: The request as it was typed in.
        who: Who records it.
        at: Moment of recording.
        on: The day of today: nothing may have happened after it.
        draft: Name of the draft that it was kept in, which goes; empty for none.

    Returns:
        Uid of the request, and of the operation.

    Raises:
        InvalidRequest: Something is missing or cannot be; the sentence says what.
        ReadOnlyStore: The store is open for reading only.
    """
    refuse_faulty(form, on)
    day = form.submitted_on or on
    moment, received = midday(day), form.all_received_on
    request = _request(form, day, estimate(store, form))
    is_here = received is not None and received <= day
    first = replace(request, received_on=received if is_here else None)
    with write(store, who=who, why="", kind="submit request", at=at) as operation:
        uid = add_request(operation, first, effective_at=moment)
        _add_exhibits(operation, form, uid, day)
        for proceeding in form.proceedings:
            _add_proceeding(operation, proceeding, uid, moment)
        if received is not None and not is_here:
            facts = {"received_on": received}
            amend_request(operation, uid, facts, effective_at=midday(received))
        if draft:
            drop_draft(operation, draft)
    return uid, operation.uid


def estimate(store: Store, form: Intake) -> Estimate:
    """Return what all that is asked for takes, by the unit's norms."""
    wanted = [
        Wanted(
            exhibit=None,
            reference=one.reference,
            device=one.type,
            level=one.level or form.level,
        )
        for one in form.exhibits
    ]
    families = {
        term.code: term.value("family")
        for term in vocabulary(store, "exhibit_type").terms
    }
    return estimate_scope(
        wanted,
        norms=read_norms(store),
        is_online_abuse=form.online_abuse,
        families=families,
    )


def _request(form: Intake, day: date, asked: Estimate) -> Request:
    facts: dict[str, Any] = {
        name: getattr(form, name).strip() or None for name in _TEXTS
    }
    facts |= {name: getattr(form, name) for name in _AS_TYPED}
    return Request(
        uid="",
        status=Status.SUBMITTED,
        submitted_on=day,
        exhibits_requested=len(form.exhibits) or None,
        level_requested=form.level,
        effort_requested=round(asked.total, 2) if form.exhibits else None,
        examination_type=asked.main_type,
        **facts,
    )


def _add_exhibits(operation: Operation, form: Intake, uid: str, day: date) -> None:
    """Add the exhibits, those that others were taken out of before them."""
    uids: dict[str, str] = {}
    waiting = list(form.exhibits)
    while waiting:
        for one in tuple(waiting):
            parent = plain(one.parent or "")
            if not parent or parent in uids:
                made = _add_exhibit(operation, one, uid, uids.get(parent), day)
                uids[plain(one.reference)] = made
                waiting.remove(one)


def _add_exhibit(
    operation: Operation,
    one: ExhibitAsked,
    request: str,
    parent: str | None,
    day: date,
) -> str:
    """Add an exhibit as it stood on the day of submission, then its receipt."""
    received = one.received_on
    is_here = received is not None and received <= day
    state = ExhibitState.RECEIVED if is_here else ExhibitState.EXPECTED
    row = {
        "request": request,
        "reference": one.reference.strip(),
        "type": one.type,
        "state": state.value,
        "owner_role": one.owner_role,
        "access": one.access,
        "size": one.size,
        "received_on": received.isoformat() if received and is_here else None,
        "parent": parent,
        "identifier": one.identifier or None,
        "seal": (one.seal or "").strip() or None,
        "level_requested": one.level,
    }
    steps = [_receipt(received)] if received and not is_here else []
    return operation.register(
        "exhibit", row, effective_at=midday(day), status=state.value, steps=steps
    )


def _receipt(day: date) -> Step:
    state = ExhibitState.RECEIVED.value
    changes = {"state": state, "received_on": day.isoformat()}
    return Step(effective_at=midday(day), changes=changes, status=state)


def _add_proceeding(
    operation: Operation, proceeding: Proceeding, request: str, moment: int
) -> None:
    names = {field.name for field in fields(Proceeding)} - {"uid", "version"}
    facts = {name: getattr(proceeding, name) for name in names}
    row = stored({**facts, "request": request})
    operation.register("proceeding", row, effective_at=moment)
