"""What the story of one request leaves in the store, in the order of its days."""

from collections.abc import Iterator
from typing import Any

from app.casework.request import Status
from app.demo import profile
from app.demo.case import Case, Move, Task
from app.demo.court import tell_charges
from app.demo.journal import Fact, Key, iso
from app.demo.judging import GATEKEEPER
from app.demo.main_type import main_type
from app.demo.profile import DAYS

_S = Status
_DAY_OF = {
    _S.ALLOCATED: "allocated_on",
    _S.IN_PROGRESS: "started_on",
    _S.REVIEW: "completed_on",
    _S.ISSUED: "issued_on",
    _S.CLOSED: "closed_on",
    _S.REJECTED: "closed_on",
    _S.WITHDRAWN: "closed_on",
}
_FIRST_ONLY = frozenset({_S.IN_PROGRESS, _S.ISSUED})
_ENDS = frozenset({_S.CLOSED, _S.REJECTED, _S.WITHDRAWN})

CHANNELS = ("I_SECURE", "I_SECURE", "I_DRIVE", "I_SECURE", "I_VIEW", "I_COURIER")
"""How results are given, one request after the other."""

_Timed = tuple[int, int, Fact]


def tell(case: Case, reference: str) -> list[Fact]:
    """Return the facts of a request, oldest first."""
    timed = [*_of_moves(case, reference), *_of_exhibits(case), *_of_work(case)]
    timed += tell_charges(case)
    timed += [
        (change.day, 4, _request(case, change.day, dict(change.changes), change.reason))
        for change in case.amendments
    ]
    timed.sort(key=lambda item: (item[0], item[1]))
    return [fact for day, _, fact in timed if day < DAYS]


def _request(
    case: Case,
    day: int,
    changes: dict[str, Any],
    reason: str | None = None,
    status: Status | None = None,
) -> Fact:
    links: tuple[tuple[str, Key], ...] = ()
    if "examiner" in changes and changes["examiner"] is not None:
        links = (("examiner", ("person", changes["examiner"])),)
    return Fact(
        day=day,
        subject="request",
        key=("request", case.number),
        changes=changes,
        status=status and status.value,
        reason=reason,
        links=links,
    )


def _of_moves(case: Case, reference: str) -> Iterator[_Timed]:
    """Yield the registration and every move, each with its place in its day."""
    seen: set[Status] = set()
    for place, move in enumerate(case.moves):
        changes = _changes(case, move, seen)
        fact = _request(case, move.day, changes, move.reason, move.status)
        if place == 0:
            fact.is_new = True
            fact.changes = {**_first(case, reference), **changes}
        seen.add(move.status)
        yield move.day, _place(move.status, seen), fact


_AT_WORK = frozenset({_S.ACCEPTED, _S.ALLOCATED, _S.IN_PROGRESS, _S.EXTERNAL})


def _place(status: Status, seen: set[Status]) -> int:
    """Return where a move stands among the facts of its day; work comes between."""
    if len(seen) == 1 or not seen & (_AT_WORK - {status}):
        return 0
    return 5 if status in _AT_WORK else 9


def _first(case: Case, reference: str) -> dict[str, Any]:
    return {
        "reference": reference,
        "division": case.division,
        "offence": case.offence,
        "online_abuse": int(case.is_abuse),
        "custody": case.custody,
        "requester": f"Team {case.number * 7 % 40 + 1:02d}",
        "summary": _question(case),
        "submitted_on": iso(case.submitted),
        "exhibits_requested": case.asked,
        "prosecutor_on": _first_day_of_prosecutor(case),
        "received_on": _received_at_once(case),
        **case.at_gate,
    }


def _first_day_of_prosecutor(case: Case) -> str | None:
    return None if case.first_prosecutor is None else iso(case.first_prosecutor)


def _question(case: Case) -> str:
    """Return what is to be answered, in the general words of a made-up unit."""
    questions = profile.ABUSE_QUESTIONS if case.is_abuse else profile.QUESTIONS
    return questions[case.number % len(questions)]


def _received_at_once(case: Case) -> str | None:
    if case.devices and case.received <= case.submitted:
        return iso(case.received)
    return None


def _changes(case: Case, move: Move, seen: set[Status]) -> dict[str, Any]:
    """Return what a move changes besides what it is."""
    changes: dict[str, Any] = {"status": move.status.value}
    column = _DAY_OF.get(move.status)
    if column and not (move.status in seen and move.status in _FIRST_ONLY):
        changes[column] = iso(move.day)
    if move.status is _S.ON_HOLD:
        changes["hold_reason"] = move.reason
    elif _S.ON_HOLD in seen:
        changes["hold_reason"] = None
    return {**changes, **_turning_point(case, move, seen)}


def _turning_point(case: Case, move: Move, seen: set[Status]) -> dict[str, Any]:
    """Return what is agreed, given to somebody, taken back or ended by a move."""
    changes: dict[str, Any] = {}
    if move.status is _S.ACCEPTED and _S.ACCEPTED not in seen:
        changes |= _agreed(case, move.day)
    if move.status is _S.ALLOCATED:
        changes["examiner"] = move.person
    elif move.status is _S.ACCEPTED and _S.ALLOCATED in seen:
        changes["examiner"] = None
    if move.status in _ENDS:
        changes["closure_reason"] = case.closure
    if move.status is _S.REJECTED:
        changes |= {"decided_by": GATEKEEPER, "decided_on": iso(move.day)}
    return {**changes, **_again(case, move, seen)}


def _again(case: Case, move: Move, seen: set[Status]) -> dict[str, Any]:
    """Return what a move says of a result: how and by whom, and that it is not all."""
    if move.status is _S.ASSESSING and _S.CLOSED in seen:
        ended = {"closed_on": None, "closure_reason": None}
        return {**ended, "reopened_on": iso(move.day)}
    if move.status is _S.IN_PROGRESS and (move.reason or "").startswith("AD_"):
        return {"reopened_on": iso(move.day)}
    if move.status is _S.EXTERNAL:
        return {"provider": "Provider A"}
    if move.status is not _S.ISSUED:
        return {}
    channel = {"issue_channel": CHANNELS[case.number % len(CHANNELS)]}
    return {**channel, "reissued_on": iso(move.day)} if _S.ISSUED in seen else channel


def _agreed(case: Case, day: int) -> dict[str, Any]:
    estimate = sum(task.estimate for task in case.tasks)
    return {
        "accepted_on": iso(day),
        **case.decided,
        "exhibits_agreed": len(case.devices),
        "examination_type": main_type(case),
        "effort_estimated": estimate if case.is_estimated else None,
        "target_on": iso(case.target),
        "original_target_on": iso(case.target),
    }


def _of_exhibits(case: Case) -> Iterator[_Timed]:
    """Yield exhibits and examinations from acceptance on."""
    accepted = case.first(_S.ACCEPTED)
    if accepted is None:
        yield from _at_gate(case)
        return
    for place, device in enumerate(case.devices):
        here = device.received <= accepted
        state = "RECEIVED" if here else "EXPECTED"
        row = {
            "reference": f"{place + 1:02d}",
            "type": device.type,
            "state": state,
            "owner_role": device.owner,
            "access": device.access,
            "size": device.size,
            "received_on": iso(device.received) if here else None,
            "is_agreed": 1,
            "level_requested": case.tasks[place].level,
            "level_agreed": case.tasks[place].level,
        }
        yield accepted, 1, _exhibit(case, place, accepted, row, is_new=True)
        if not here:
            changes = {"state": "RECEIVED", "received_on": iso(device.received)}
            yield device.received, 3, _exhibit(case, place, device.received, changes)
    if case.received > case.submitted:
        changes = {"received_on": iso(case.received)}
        yield case.received, 3, _request(case, case.received, changes)
    for place, task in enumerate(case.tasks):
        yield accepted, 2, _examination(case, place, task, accepted)
        yield from _of_task(case, place, task)
    yield from _of_access(case)
    yield from _of_return(case)


def _at_gate(case: Case) -> Iterator[_Timed]:
    """Yield what is named on a request that nobody has decided yet, or has come in."""
    if case.status in _ENDS:
        return
    for place, device in enumerate(case.devices):
        here = device.received < DAYS
        row = {
            "reference": f"{place + 1:02d}",
            "type": device.type,
            "state": "EXPECTED",
            "owner_role": device.owner,
            "access": device.access,
            "size": device.size,
            "level_requested": case.tasks[place].level,
        }
        yield case.submitted, 1, _exhibit(case, place, case.submitted, row, is_new=True)
        if here:
            changes = {"state": "RECEIVED", "received_on": iso(device.received)}
            yield device.received, 3, _exhibit(case, place, device.received, changes)


def _exhibit(
    case: Case, place: int, day: int, changes: dict[str, Any], *, is_new: bool = False
) -> Fact:
    return Fact(
        day=day,
        subject="exhibit",
        key=("exhibit", case.number, place),
        changes=changes,
        status=changes["state"],
        is_new=is_new,
        links=(("request", ("request", case.number)),) if is_new else (),
    )


def _examination(case: Case, place: int, task: Task, day: int) -> Fact:
    links: tuple[tuple[str, Key], ...]
    links = (("request", ("request", case.number)),)
    if task.device is not None:
        links = (*links, ("exhibit", ("exhibit", case.number, task.device)))
    return Fact(
        day=day,
        subject="examination",
        key=("examination", case.number, place),
        changes={
            "type": task.type,
            "level": task.level,
            "effort_estimated": task.estimate if case.is_estimated else None,
        },
        is_new=True,
        links=links,
    )


def _of_task(case: Case, place: int, task: Task) -> Iterator[_Timed]:
    """Yield that an examination was begun and finished."""
    if (
        task.begun is not None
        and task.device is not None
        and task.finished != task.begun
    ):
        fact = _exhibit(case, task.device, task.begun, {"state": "IN_EXAM"})
        yield task.begun, 6, fact
    if task.finished is None or task.person is None:
        if task.begun is not None:
            key = "examination", case.number, place
            began = {"started_on": iso(task.begun), **_method(case, task)}
            fact = Fact(day=task.begun, subject="examination", key=key, changes=began)
            yield task.begun, 6, fact
        return
    fact = Fact(
        day=task.finished,
        subject="examination",
        key=("examination", case.number, place),
        changes={
            "effort_spent": round(task.hours, 2),
            "started_on": iso(task.finished if task.begun is None else task.begun),
            "done_on": iso(task.finished),
            **_method(case, task),
        },
        links=(("examiner", ("person", task.person)),),
    )
    yield task.finished, 7, fact
    if task.device is not None:
        changes = {"state": "EXAMINED", "finished_on": iso(task.finished)}
        if _was_opened(case, task.device):
            changes["access"] = "OPEN"
        yield task.finished, 7, _exhibit(case, task.device, task.finished, changes)


def _method(case: Case, task: Task) -> dict[str, Any]:
    """Return the method used; now and then one outside the validated scope."""
    if task.device is None:
        return {}
    rare = 9 if task.type == "MOB_L3" else 60
    outside = (case.number + task.device) % rare == 0
    return {"method": f"M-{task.type.replace('_', '-')}", "in_scope": int(not outside)}


def _was_opened(case: Case, place: int) -> bool:
    """Return whether a locked device was opened: three of five are."""
    locked = case.devices[place].access.startswith("LOCKED")
    return locked and (case.number + place) % 5 < 3


def _of_access(case: Case) -> Iterator[_Timed]:
    """Yield that a locked exhibit waits for access while its request is on hold."""
    for move, after in zip(case.moves, [*case.moves[1:], None], strict=True):
        if move.status is not _S.ON_HOLD or move.reason != "H_LOCK":
            continue
        place = _locked(case, move.day)
        if place is None:
            continue
        yield move.day, 9, _exhibit(case, place, move.day, {"state": "ACCESS_WAIT"})
        if after is not None and after.status is not _S.WITHDRAWN:
            begun = case.tasks[place].begun
            back = "RECEIVED" if begun is None or begun > move.day else "IN_EXAM"
            yield after.day, 5, _exhibit(case, place, after.day, {"state": back})


def _locked(case: Case, day: int) -> int | None:
    """Return the place of the first exhibit still to be examined; locked ones first."""
    left = [
        place
        for place, device in enumerate(case.devices)
        if device.received <= day < (case.tasks[place].finished or DAYS)
    ]
    left.sort(key=lambda place: case.devices[place].access == "OPEN")
    return left[0] if left else None


def _of_return(case: Case) -> Iterator[_Timed]:
    closed = case.first(_S.CLOSED)
    if closed is None:
        if case.status is _S.WITHDRAWN:
            yield from _of_withdrawal(case, case.moves[-1].day)
        return
    for place, device in enumerate(case.devices):
        kept = device.owner == "SUSPECT" and (case.number + place) % 3
        state = "RETAINED" if kept else "RETURNED"
        yield closed, 9, _exhibit(case, place, closed, {"state": state})


def _of_withdrawal(case: Case, withdrawn: int) -> Iterator[_Timed]:
    """Yield that what was not examined by then no longer will be."""
    for place, device in enumerate(case.devices):
        if case.tasks[place].finished is None:
            day = max(withdrawn, device.received)
            changes = {"state": "NO_ACTION", "finished_on": iso(day)}
            yield day, 9, _exhibit(case, place, day, changes)


def _of_work(case: Case) -> Iterator[_Timed]:
    """Yield the work log: for each week and person one entry, on its last day."""
    weeks: dict[tuple[int, int], list[float]] = {}
    for day, person, hours in case.work:
        entry = weeks.setdefault((day // 7, person), [day, 0.0])
        entry[0], entry[1] = day, entry[1] + hours
    spent = 0.0
    for (week, person), (last, hours) in weeks.items():
        day, logged = int(last), max(0.01, round(hours, 2))
        spent = round(spent + logged, 2)
        fact = Fact(
            day=day,
            subject="work",
            key=("work", case.number, week, person),
            changes={"done_on": iso(day), "hours": logged},
            is_new=True,
            links=(
                ("request", ("request", case.number)),
                ("person", ("person", person)),
            ),
        )
        yield day, 8, fact
        yield day, 8, _request(case, day, {"effort_spent": spent})
