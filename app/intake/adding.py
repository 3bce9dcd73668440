"""Add what was checked to the open operation, with the history that it stands for."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app.casework.exhibit import Exhibit, ExhibitState
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.intake.absence_rows import CheckedAbsence
from app.intake.check import EVERY
from app.intake.exhibit_rows import CheckedExhibit
from app.intake.request_rows import CheckedRequest
from app.intake.steps import StatusStep
from app.progress import Progress
from app.store.absence import add_absences
from app.store.event import Operation, Step
from app.store.request import DAY_OF, DAYS

Item = CheckedRequest | CheckedExhibit | CheckedAbsence

_WORDS = (
    *("reference", "division", "requester", "offence", "custody", "examination_type"),
    *("exhibits_requested", "exhibits_agreed", "effort_estimated", "effort_spent"),
    *("closure_reason", "summary"),
)
_CODE = {status: status.value for status in Status}  # quicker than asking each time
_OVER = frozenset((Status.ISSUED, Status.CLOSED))


def add_items(
    operation: Operation,
    items: Sequence[Item],
    *,
    people: ReadOnly[str, str],
    labels: ReadOnly[str, str],
    progress: Progress,
) -> None:
    """Add every request, exhibit or absence to ``operation``.

    Args:
        operation: The open operation.
        items: What was checked.
        people: Uid of each person by name in small letters.
        labels: What each type of exhibit is called, by code.
        progress: Told every so many items; may raise Cancelled.
    """
    absences = [each.absence for each in items if isinstance(each, CheckedAbsence)]
    if absences:
        add_absences(operation, absences)
    for place, item in enumerate(items):
        if place % EVERY == 0:
            progress(place, len(items))
        if isinstance(item, CheckedRequest):
            _add_request(operation, item, people, labels)
        elif isinstance(item, CheckedExhibit):
            _add_exhibit(
                operation, _exhibit_row(item.exhibit), item.exhibit.received_on
            )


def _add_request(
    operation: Operation,
    item: CheckedRequest,
    people: ReadOnly[str, str],
    labels: ReadOnly[str, str],
) -> None:
    request = item.request
    row = _row(request)
    row["examiner"] = people.get(item.examiner.casefold()) if item.examiner else None
    first, day = item.steps[0]
    row["status"] = _CODE[first]
    row["hold_reason"] = request.hold_reason if first is Status.ON_HOLD else None
    steps = [_step(row, request, step) for step in item.steps[1:]]
    uid = operation.register(
        "request",
        row,
        effective_at=_moment(day),
        status=_CODE[first],
        reason=row["hold_reason"],
        steps=steps,
    )
    if item.exhibits:
        _add_counted(operation, item, uid, labels)


def _row(request: Request) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(request, name) for name in _WORDS}
    for name in DAYS:
        day = getattr(request, name)
        row[name] = None if day is None else _text(day)
    row["priority"] = None if request.priority is None else request.priority.value
    if request.online_abuse is not None:
        row["online_abuse"] = int(request.online_abuse)
    return row


def _step(row: dict[str, Any], request: Request, step: StatusStep) -> Step:
    """Return a later step, taking from the first row the day that it brings."""
    status, day = step
    code = _CODE[status]
    changes: dict[str, Any] = {"status": code}
    column = DAY_OF.get(status)
    if column is not None and row.get(column) is not None:
        changes[column] = row.pop(column)
    reason = None
    if status is Status.ON_HOLD:
        reason = changes["hold_reason"] = request.hold_reason
    return Step(effective_at=_moment(day), changes=changes, status=code, reason=reason)


def _add_counted(
    operation: Operation, item: CheckedRequest, uid: str, labels: ReadOnly[str, str]
) -> None:
    """Add the exhibits that a row of requests only counts."""
    request = item.request
    state = ExhibitState.RECEIVED if request.received_on else ExhibitState.EXPECTED
    finished = None
    if request.status in _OVER:
        state = ExhibitState.EXAMINED
        finished = request.completed_on or request.issued_on
    row = {
        "request": uid,
        "state": state.value,
        "received_on": _text(request.received_on) if request.received_on else None,
        "finished_on": _text(finished) if finished else None,
    }
    day = request.received_on or item.steps[0][1]
    for code, count in item.exhibits.items():
        label = labels.get(code, code)
        for number in range(1, count + 1):
            one = {**row, "type": code, "reference": f"{label} {number}"}
            _add_exhibit(operation, one, day)


def _exhibit_row(exhibit: Exhibit) -> dict[str, Any]:
    received, finished = exhibit.received_on, exhibit.finished_on
    return {
        "request": exhibit.request,
        "reference": exhibit.reference,
        "type": exhibit.type,
        "state": exhibit.state.value,
        "owner_role": exhibit.owner_role,
        "access": exhibit.access,
        "size": exhibit.size,
        "received_on": None if received is None else _text(received),
        "finished_on": None if finished is None else _text(finished),
    }


def _add_exhibit(operation: Operation, row: dict[str, Any], day: date | None) -> None:
    """Add an exhibit as it stands, in effect from ``day``, or from now."""
    now = int(operation.recorded_at.timestamp()) if day is None else _moment(day)
    operation.register("exhibit", row, effective_at=now, status=row["state"])


@lru_cache(maxsize=20_000)
def _moment(day: date) -> int:
    return midday(day)


@lru_cache(maxsize=20_000)
def _text(day: date) -> str:
    return day.isoformat()
