"""What the gate says of a request, of what is asked, and of what stands against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.casework.register import CaseFile
from app.casework.request import Status, wording
from app.casework.vocabulary import Vocabulary
from app.casework.working_time import day_words, local_day
from app.reports.chart import number_text
from app.reports.wording import counted
from app.rules.effort import KIOSK, Norm, examination_of
from app.rules.gate import Verdict, gate_entry, lapses_on, reasons_in
from app.rules.scope import Scope, asked_of, rank_of

DOT = "  \N{MIDDLE DOT}  "
LONGEST_QUESTION = 600
"""Characters of a question that the panel shows; the request's page has it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSight:
    """What the panel shows.

    Attributes:
        case: The request chosen, with all that is known of it.
        words: Code lists by name.
        norms: The unit's norms of effort.
        deciders: Names of the people who hold a current skill in gatekeeping.
        today: The day on which a decision is taken unless another is given.
        lapse: Days after which a returned request may lapse.
        duplicates: References of requests that look like the same.
        is_read_only: Whether nothing can be decided.
    """

    case: CaseFile
    words: Mapping[str, Vocabulary]
    norms: tuple[Norm, ...]
    deciders: tuple[str, ...]
    today: date
    lapse: int = 28
    duplicates: tuple[str, ...] = ()
    is_read_only: bool = False

    @property
    def families(self) -> dict[str, str]:
        """Family of each device type, by its code."""
        terms = self.words["exhibit_type"].terms
        return {term.code: term.value("family") for term in terms}

    def label(self, name: str, code: str | None) -> str:
        """Return what a code is called; empty for none."""
        return self.words[name].label(code) if code and name in self.words else ""


def title_of(sight: GateSight) -> str:
    """Return the reference, and where the request stands."""
    request = sight.case.request
    return f"{request.reference}{DOT}{sight.label('request_status', request.status)}"


def facts_of(sight: GateSight) -> str:
    """Return the facts that a decision turns on, those recorded."""
    request = sight.case.request
    found = (
        sight.label("requesting_division", request.division),
        request.requester,
        sight.label("offence_category", request.offence),
        "Online child abuse" if request.online_abuse else "",
        sight.label("custody_status", request.custody),
        sight.label("legal_basis", request.legal_basis),
        _risk(sight),
        "Victim's device held" if request.victim_device else "",
        f"Submitted {day_words(request.submitted_on)}" if request.submitted_on else "",
        f"Prosecutor's date {day_words(request.prosecutor_on)}"
        if request.prosecutor_on
        else "",
    )
    return DOT.join(text for text in found if text)


def question_of(sight: GateSight) -> str:
    """Return what is to be answered, and why it is urgent if that was said."""
    request = sight.case.request
    text = " ".join((request.summary or "").split())
    if request.urgency:
        text = f"{text} Urgent: {' '.join(request.urgency.split())}"
    if len(text) > LONGEST_QUESTION:
        text = f"{text[:LONGEST_QUESTION].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return text


def warnings_of(sight: GateSight) -> Iterator[str]:
    """Yield what should be looked at before the request is accepted."""
    request = sight.case.request
    if not request.legal_basis:
        yield "No legal basis is recorded."
    if not (request.summary or "").strip():
        yield "The question to be answered is not stated."
    if not asked_of(sight.case):
        yield "No exhibit is listed, and no number of them is given."
    listed, asked = len(sight.case.exhibits), request.exhibits_requested or 0
    if 0 < listed < asked:
        yield f"{counted(asked, 'exhibit')} asked for, but only {listed} listed."
    if _kiosk_comes_first(sight):
        yield "Phones at level 1 only: no frontline triage is recorded."
    if sight.duplicates:
        shown = ", ".join(sight.duplicates[:3])
        more = len(sight.duplicates) - 3
        yield f"Looks like {shown}{f' and {more} more' if more > 0 else ''}."


def sum_of(scope: Scope) -> str:
    """Return the hours asked for and agreed, as one line."""
    asked, agreed = scope.asked, scope.agreed
    text = f"Asked {number_text(asked.total, 1)} h{DOT}agreed"
    text = f"{text} {number_text(agreed.total, 1)} h"
    if agreed.total:
        text = f"{text}, four in five stay under {number_text(agreed.p80, 1)} h"
    return text


def avoided_of(scope: Scope) -> str:
    """Return the hours avoided; empty where none are."""
    avoided = scope.avoided
    if round(avoided, 1) > 0:
        return f"{number_text(avoided, 1)} h avoided"
    if round(avoided, 1) < 0:
        return f"{number_text(-avoided, 1)} h more than asked"
    return ""


def unknown_of(sight: GateSight, scope: Scope) -> str:
    """Return which examinations have no norm, so that their hours are missing."""
    types = (*scope.agreed.unknown, *scope.asked.unknown)
    names = [sight.label("examination_type", one) for one in dict.fromkeys(types)]
    return f"No norm for: {', '.join(names)}. Its hours are missing." if names else ""


def action_of(verdict: Verdict, scope: Scope) -> str:
    """Return what the button says: the verdict, and of how much."""
    if verdict is Verdict.RETURN:
        return "Return to the requester"
    if verdict is Verdict.REJECT:
        return "Reject the request"
    if verdict is Verdict.DIVERT:
        return "Divert to the kiosk"
    asked, agreed = scope.exhibits_asked, scope.exhibits_agreed
    some = f"{agreed} of {asked}" if agreed != asked else f"{agreed}"
    plural = "" if asked == 1 else "s"
    return f"Accept {some} exhibit{plural}"


def hint_of(verdict: Verdict, scope: Scope) -> str:
    """Return what the verdict means and needs, one line."""
    if verdict is Verdict.ACCEPT and scope.is_narrower:
        return "Less than was asked: choose why the rest is left out."
    return {
        Verdict.ACCEPT: "Priority is decided afterwards, as a step of its own.",
        Verdict.RETURN: "Choose all that is missing: the notice says how to answer.",
        Verdict.REJECT: "Choose why; the first chosen counts in the figures.",
        Verdict.DIVERT: "Rejected as answerable at the frontline (J_KIOSK);"
        " all hours asked for count as avoided.",
    }[verdict]


def state_of(sight: GateSight) -> str:
    """Return what was decided of a request that is past the gate, or returned."""
    case, request = sight.case, sight.case.request
    entry = gate_entry(case)
    if entry is None:
        return ""
    day = day_words(request.decided_on or local_day(entry.effective_at))
    by = f" by {request.decided_by}" if request.decided_by else ""
    became = wording(Status(str(entry.status))).capitalize()
    codes = reasons_in(entry.reason)
    why = ", ".join(reason_label(sight.words, code) for code in codes)
    less = ", the rest left out" if entry.status == Status.ACCEPTED else ""
    text = f"{became} on {day}{by}{f'{less}: {why}' if why else ''}."
    last = lapses_on(case, sight.lapse)
    if last is not None:
        text = f"{text} It may be answered until {day_words(last)}."
    if entry.status == Status.ACCEPTED and request.exhibits_agreed is not None:
        text = f"{text} {_agreed(sight)}"
    return text


def reason_label(words: Mapping[str, Vocabulary], code: str) -> str:
    """Return what a reason is called, whichever list it is of."""
    for name in ("return_reason", "rejection_reason", "closure_reason"):
        if name in words and code in words[name]:
            return words[name].label(code)
    return code


def _agreed(sight: GateSight) -> str:
    request = sight.case.request
    asked = request.exhibits_requested or request.exhibits_agreed or 0
    text = f"{request.exhibits_agreed} of {counted(asked, 'exhibit')} agreed"
    if request.effort_requested is None or request.effort_estimated is None:
        return f"{text}."
    saved = request.effort_requested - request.effort_estimated
    more = f", {number_text(saved, 1)} h avoided" if round(saved, 1) > 0 else ""
    return f"{text}{more}."


def _risk(sight: GateSight) -> str:
    band = sight.label("risk_band", sight.case.request.risk_band)
    return f"Risk band as supplied: {band}" if band else ""


def _kiosk_comes_first(sight: GateSight) -> bool:
    """Tell whether only phones at level 1 or less are asked for, never looked at."""
    case, families = sight.case, sight.families
    if any(one.type == KIOSK for one in case.examinations) or not case.exhibits:
        return False
    for one in asked_of(case):
        family = families.get(one.device or "", "")
        _, level = examination_of(family, one.level)
        if family != "mobile" or rank_of(level) > 1:
            return False
    return True
