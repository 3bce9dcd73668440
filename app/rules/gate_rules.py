"""What a decision at the gate needs, and what stands against it."""

from collections.abc import Container
from datetime import date

from app.casework.history import holding
from app.casework.register import CaseFile
from app.casework.request import Status, wording
from app.casework.working_time import day_words, local_day
from app.errors import IllegalMove, InvalidRequest
from app.rules.gate import MOST_WORDS, Decision, Verdict, lapses_on
from app.rules.scope import Scope


def check_decision(
    case: CaseFile, decision: Decision, scope: Scope, *, today: date
) -> None:
    """Refuse a decision that cannot be, saying why and what to do.

    Raises:
        IllegalMove: The request does not stand at the gate.
        InvalidRequest: Something that it needs is missing or cannot be.
    """
    request = case.request
    is_late_no = request.status is Status.RETURNED and decision.verdict in (
        Verdict.REJECT,
        Verdict.DIVERT,
    )
    if request.status not in (Status.SUBMITTED, Status.ASSESSING) and not is_late_no:
        raise IllegalMove(
            f"{request.reference} is {wording(request.status)}: it is not at the gate.",
            remedy="Look at its history: somebody may have decided already.",
        )
    _check_day(case, decision.on, today)
    if not decision.by.strip():
        raise InvalidRequest(
            "A decision needs the person who took it.",
            remedy="Choose who decided, or type it.",
        )
    if len(decision.words) > MOST_WORDS:
        raise InvalidRequest(
            f"The words are longer than {MOST_WORDS:,} characters.",
            remedy="Keep to what matters, and refer to the document for the rest.",
        )
    if "\0" in decision.words + decision.by:
        raise InvalidRequest(
            "The words hold a character that cannot be kept.",
            remedy="Type them anew instead of pasting them.",
        )
    _check_reasons(decision, scope)


def check_reasons_known(decision: Decision, codes: Container[str]) -> None:
    """Refuse a reason that is not in its code list.

    Raises:
        InvalidRequest: The sentence names the code.
    """
    for code in decision.reasons:
        if code not in codes:
            raise InvalidRequest(
                f"There is no reason {code} for this.", remedy="Choose one of the list."
            )


def check_lapse(case: CaseFile, on: date, lapse: int) -> None:
    """Refuse to let a request lapse that was not returned so long ago.

    Raises:
        IllegalMove: It is not waiting for a reply.
        InvalidRequest: The day until which it may be answered is not over.
    """
    last = lapses_on(case, lapse)
    if last is None:
        raise IllegalMove(
            f"{case.request.reference} is {wording(case.request.status)}:"
            " no reply is waited for.",
            remedy="Only a returned request can lapse.",
        )
    if on <= last:
        raise InvalidRequest(
            f"{case.request.reference} may be answered until {day_words(last)}.",
            remedy="Wait until that day is over, or reject it with a reason.",
        )


def _check_day(case: CaseFile, on: date, today: date) -> None:
    reference = case.request.reference
    if on > today:
        raise InvalidRequest(
            f"{reference} cannot be decided on {day_words(on)}, a day to come.",
            remedy="Give today or an earlier day.",
        )
    moves = [entry for entry in holding(case.entries) if entry.status]
    last = local_day(moves[-1].effective_at) if moves else on
    if on < last:
        raise InvalidRequest(
            f"{reference} cannot be decided before it became"
            f" {wording(case.request.status)} on {day_words(last)}.",
            remedy="Give that day or a later one.",
        )


def _check_reasons(decision: Decision, scope: Scope) -> None:
    verdict = decision.verdict
    if verdict is Verdict.ACCEPT:
        if not scope.exhibits_agreed:
            raise InvalidRequest(
                "Nothing is agreed to be examined.",
                remedy="Tick an exhibit, or reject the request.",
            )
        if scope.is_narrower and not decision.reasons:
            raise InvalidRequest(
                "Less is agreed than was asked for: that needs a reason.",
                remedy="Choose why the rest is left out.",
            )
    elif verdict is Verdict.DIVERT:
        return
    elif not decision.reasons:
        raise InvalidRequest(
            f"To {verdict.value} a request needs a reason.",
            remedy="Choose one from the list.",
        )
