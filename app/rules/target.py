"""The day by which a result is to be issued, as it follows from the priority."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.casework.request import Priority, Request

Targets = tuple[int, int, int, int]
"""Days from receipt to issue, from P1 to P4."""

_NOTHING: Mapping[str, date] = {}


def target_facts(
    request: Request, priority: Priority, targets: Targets
) -> Mapping[str, date]:
    """Return the columns that change so that the target goes with a priority.

    A target that was agreed otherwise stays while the priority does; the first target
    is set once. Nothing changes while the request is not received.
    """
    if request.received_on is None:
        return _NOTHING
    if request.target_on is not None and request.priority is priority:
        return _NOTHING
    days = targets[tuple(Priority).index(priority)]
    day = request.received_on + timedelta(days=days)
    if day == request.target_on:
        return _NOTHING
    first = {} if request.original_target_on else {"original_target_on": day}
    return {"target_on": day, **first}


def moves_target(request: Request, facts: Mapping[str, object]) -> bool:
    """Return whether a change moves a target that was there, which needs a reason."""
    return request.target_on is not None and "target_on" in facts
