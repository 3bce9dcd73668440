"""The gate: take a request up, decide about it, and what becomes of a returned one."""

from datetime import date, datetime

from app.casework.register import CaseFile
from app.casework.request import Status
from app.casework.working_time import LOCAL
from app.conduct.receipt import note_receipt
from app.errors import InvalidRequest
from app.rules.effort import Line
from app.rules.gate import (
    C_LAPSED,
    J_KIOSK,
    REASONS_OF,
    STATUS_OF,
    Decision,
    Verdict,
    written_reasons,
)
from app.rules.gate_rules import check_decision, check_lapse, check_reasons_known
from app.rules.scope import Scope, scope_of, work_plan
from app.store import Store
from app.store.case import case_of
from app.store.event import Operation, write
from app.store.norm import read_norms
from app.store.past import change_since, not_before_last
from app.store.record import refuse_changed
from app.store.request import moment_of, move_request
from app.store.setting import read_settings
from app.store.vocabulary import vocabulary


def take_up(
    store: Store,
    uid: str,
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Begin to assess a submitted request; return the operation's uid.

    Raises:
        IllegalMove: It is not waiting to be assessed.
        InvalidRequest: The day cannot be.
        ChangedMeanwhile: It was changed from another place.
    """
    _refuse_future(on, at)
    with write(store, who=who, why="", kind="take up request", at=at) as operation:
        refuse_changed(case_of(store, uid).request.version, version)
        moment = moment_of(operation, uid, on)
        move_request(operation, uid, Status.ASSESSING, effective_at=moment)
    return operation.uid


def decide(
    store: Store,
    uid: str,
    decision: Decision,
    *,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Record a decision at the gate, as one operation; return its uid.

    A request that nobody has taken up yet is taken up at the same moment. Acceptance
    records what is agreed of every exhibit, the examinations that follow from it and
    their hours; it says nothing about priority, which is an event of its own.

    Args:
        store: Where to write.
        uid: The request.
        decision: What was decided, by whom and why.
        who: Who records it.
        at: Moment of recording.
        version: The version that the user saw; None not to ask.

    Raises:
        IllegalMove: It does not stand at the gate.
        InvalidRequest: Something that the decision needs is missing or cannot be.
        ChangedMeanwhile: The request was changed from another place.
    """
    kind = f"{decision.verdict.value} request"
    with write(store, who=who, why=decision.words, kind=kind, at=at) as operation:
        case = case_of(store, uid)
        refuse_changed(case.request.version, version)
        families = _families(store)
        scope = scope_of(case, decision, norms=read_norms(store), families=families)
        check_decision(case, decision, scope, today=at.astimezone(LOCAL).date())
        check_reasons_known(decision, vocabulary(store, REASONS_OF[decision.verdict]))
        moment = moment_of(operation, uid, decision.on)
        if case.request.status is Status.SUBMITTED:
            move_request(operation, uid, Status.ASSESSING, effective_at=moment)
        if decision.verdict is Verdict.ACCEPT:
            _agree(operation, case, decision, scope, moment)
        _move(operation, case, decision, scope, moment)
        if decision.verdict is Verdict.ACCEPT:
            note_receipt(operation, uid, decision.on)  # what is left out is not needed
    return operation.uid


def receive_reply(
    store: Store,
    uid: str,
    *,
    on: date,
    who: str,
    at: datetime,
    words: str = "",
    version: int | None = None,
) -> str:
    """Record that a returned request came back answered; return the operation's uid.

    Raises:
        IllegalMove: It was not returned.
        InvalidRequest: The day cannot be.
        ChangedMeanwhile: It was changed from another place.
    """
    _refuse_future(on, at)
    with write(store, who=who, why=words, kind="receive reply", at=at) as operation:
        refuse_changed(case_of(store, uid).request.version, version)
        moment = moment_of(operation, uid, on)
        move_request(operation, uid, Status.SUBMITTED, effective_at=moment)
    return operation.uid


def lapse(
    store: Store,
    uid: str,
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """End a returned request that was not answered in time; return the operation's uid.

    Raises:
        IllegalMove: No reply is waited for.
        InvalidRequest: It may still be answered.
        ChangedMeanwhile: It was changed from another place.
    """
    _refuse_future(on, at)
    with write(store, who=who, why="", kind="lapse request", at=at) as operation:
        case = case_of(store, uid)
        refuse_changed(case.request.version, version)
        check_lapse(case, on, read_settings(store).lapse)
        moment = moment_of(operation, uid, on)
        move_request(
            operation, uid, Status.REJECTED, effective_at=moment, reason=C_LAPSED
        )
    return operation.uid


def _move(
    operation: Operation,
    case: CaseFile,
    decision: Decision,
    scope: Scope,
    moment: int,
) -> None:
    facts = {
        "decided_by": decision.by.strip(),
        "decided_on": decision.on,
        "effort_requested": round(scope.asked.total, 2),
        "exhibits_requested": case.request.exhibits_requested or scope.exhibits_asked,
        "level_requested": case.request.level_requested or scope.level_asked,
    }
    if decision.verdict is Verdict.ACCEPT:
        facts |= {
            "exhibits_agreed": scope.exhibits_agreed,
            "level_agreed": scope.level_agreed,
            "effort_estimated": round(scope.agreed.total, 2),
            "examination_type": scope.agreed.main_type or case.request.examination_type,
        }
    is_diverted = decision.verdict is Verdict.DIVERT
    reasons = (J_KIOSK,) if is_diverted else decision.reasons
    move_request(
        operation,
        case.request.uid,
        STATUS_OF[decision.verdict],
        effective_at=moment,
        reason=written_reasons(reasons),
        facts=facts,
    )


def _agree(
    operation: Operation,
    case: CaseFile,
    decision: Decision,
    scope: Scope,
    moment: int,
) -> None:
    """Record what is agreed of each exhibit, and the examinations that follow."""
    agreed = {one.uid: one for one in decision.scope}
    for exhibit in case.exhibits:
        one = agreed.get(exhibit.uid)
        is_agreed = one is not None and one.is_agreed
        level = one.level if one is not None and one.is_agreed else None
        if (exhibit.is_agreed, exhibit.level_agreed) != (is_agreed, level):
            change = {"is_agreed": int(is_agreed), "level_agreed": level}
            change_since(operation, "exhibit", exhibit.uid, change, moment)
    plan = work_plan(case, scope.agreed)
    for uid in plan.removed:
        last = not_before_last(operation, "examination", uid, moment)
        operation.remove("examination", uid, effective_at=last)
    for uid, hours in plan.changed.items():
        change_hours = {"effort_estimated": hours}
        change_since(operation, "examination", uid, change_hours, moment)
    for line in plan.added:
        row = _examination(case, line)
        operation.register("examination", row, effective_at=moment)


def _examination(case: CaseFile, line: Line) -> dict[str, str | float | None]:
    return {
        "request": case.request.uid,
        "exhibit": line.exhibit,
        "type": line.type,
        "level": line.level,
        "effort_estimated": line.estimate,
    }


def _families(store: Store) -> dict[str, str]:
    terms = vocabulary(store, "exhibit_type").terms
    return {term.code: term.value("family") for term in terms}


def _refuse_future(day: date, at: datetime) -> None:
    if day > at.astimezone(LOCAL).date():
        raise InvalidRequest(
            "That is a day to come.", remedy="Give today or an earlier day."
        )
