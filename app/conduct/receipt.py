"""The receipt of a request with its last exhibit, and the target that follows."""

from datetime import date

from app.casework.exhibit import ExhibitState
from app.casework.working_time import local_day, midday
from app.rules.target import target_facts
from app.store.event import Operation
from app.store.request import amend_request, exhibits_of, moment_of, read_request
from app.store.setting import read_settings


def note_receipt(operation: Operation, request: str, day: date) -> None:
    """Record that the request is received once its last exhibit needed is here."""
    row = operation.present("request", request)
    if row["received_on"] is not None:
        return
    needed = [
        one
        for one in exhibits_of(operation.store, request)
        if one.parent is None and one.is_agreed is not False
        and one.state is not ExhibitState.NO_ACTION
    ]  # fmt: skip
    days = [one.received_on for one in needed if one.received_on]
    if not days or len(days) < len(needed):
        return
    moment = max(moment_of(operation, request, day), midday(max(days)))
    received = {"received_on": max(days).isoformat()}
    operation.change("request", request, received, effective_at=moment)
    set_first_target(operation, request, moment)


def set_first_target(operation: Operation, uid: str, moment: int) -> None:
    """Give a received request the target of its priority, unless it has one.

    Args:
        operation: The open operation, in which the receipt was recorded.
        uid: The request.
        moment: Since when, seconds since 1970 UTC.
    """
    operation.flush()
    request = read_request(operation.store, uid)
    priority = request.priority_on(local_day(moment))
    if priority is None or request.target_on is not None:
        return
    facts = target_facts(request, priority, read_settings(operation.store).targets)
    if facts:
        amend_request(operation, uid, facts, effective_at=moment)
