"""The notice that a requester gets when a request is returned or rejected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.casework.history import Entry
from app.casework.register import CaseFile
from app.casework.request import Status, wording
from app.casework.vocabulary import Term, Vocabulary
from app.casework.working_time import LOCAL, day_words, local_day
from app.errors import InvalidRequest
from app.reports.report import Align, Column, Prose, Report, Row, Section, Table
from app.reports.wording import counted
from app.rules.gate import C_LAPSED, J_KIOSK, gate_entry, lapses_on, reasons_in
from app.rules.scope import asked_of
from app.store import Store
from app.store.anchor import since_print
from app.store.case import case_of
from app.store.chain import fingerprint
from app.store.request import find_request
from app.store.setting import Settings, read_settings
from app.store.vocabulary import vocabularies

KIND = "notice"
"""Name of this kind of report in files and commands."""

LISTS = ("return_reason", "rejection_reason", "closure_reason")
ANSWERS: Mapping[str, str] = {
    "R_SCOPE": "State the questions that the examination is to answer, and the period"
    " that they are about.",
    "R_LEGAL": "Name the warrant, power or consent with its date, and say what it"
    " covers. Attach a copy.",
    "R_NECESS": "Explain why the examination is needed for this enquiry, what else was"
    " tried, and why this much of each device.",
    "R_EXHIB": "List every exhibit with its label, type and owner, and say which are"
    " to be examined first.",
    "R_DATES": "Give the day of the offence, the custody or bail status of each"
    " accused, and every court or prosecutor's date.",
    "R_PASS": "Give known passcodes to the exhibit officer with the exhibit. Do not"
    " write them on the answer.",
    "R_RISK": "Supply the risk band, whether a child or a vulnerable person is at risk,"
    " and who holds a device needed back.",
    "R_KIOSK": "Have the devices looked at by a trained officer at a kiosk, and say"
    " what was found and what is still open.",
}
"""How each shipped reason for a return is answered."""

NO_ADVICE = (
    "This notice is about the acceptance of work by the unit. It is not legal advice,"
    " and it decides nothing on the lawfulness or the admissibility of evidence."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a notice is made from.

    Attributes:
        case: The request, returned or rejected.
        entry: The event of that decision.
        words: Code lists by name.
        lapse: Days after which a returned request may lapse.
        unit: Name of the unit.
    """

    case: CaseFile
    entry: Entry
    words: Mapping[str, Vocabulary]
    lapse: int
    unit: str

    @property
    def is_return(self) -> bool:
        """Whether the request may be answered."""
        return self.entry.status == Status.RETURNED

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the reasons."""
        return reasons_in(self.entry.reason)

    @property
    def day(self) -> date:
        """Day of the decision."""
        return local_day(self.entry.effective_at)

    def term(self, code: str) -> Term:
        """Return a reason, whichever list it is of."""
        for name in LISTS:
            if name in self.words and code in self.words[name]:
                return self.words[name].term(code)
        return Term(code=code, label=code)

    def label(self, name: str, code: str | None) -> str:
        """Return what a code is called; empty for none."""
        return self.words[name].label(code) if code and name in self.words else ""


def notice(store: Store, uid: str, *, made_at: datetime, made_by: str) -> Report:
    """Read the store and return the notice about a returned or rejected request.

    Args:
        store: What to read.
        uid: The request.
        made_at: When it is made, with time zone.
        made_by: Who makes it.

    Raises:
        InvalidRequest: There is no such request, or nothing to give notice of.
    """
    case, settings = case_of(store, uid), read_settings(store)
    found = Notice(
        case=case,
        entry=_entry(case),
        words=vocabularies(store),
        lapse=settings.lapse,
        unit=settings.unit,
    )
    name = store.path.name if store.path else "in memory"
    state = (name, fingerprint(store), since_print(store))
    return notice_of(found, settings, state, made_at=made_at, made_by=made_by)


def notice_about(
    store: Store, reference: str, *, made_at: datetime, made_by: str
) -> Report:
    """Return the notice about the request with a reference, as ``notice`` does.

    Raises:
        InvalidRequest: There is no such request, or nothing to give notice of.
    """
    if not reference.strip():
        raise InvalidRequest(
            "A notice is about one request.",
            remedy="Name it, such as --request DF-2026-0142.",
        )
    request = find_request(store, reference.strip())
    if request is None:
        raise InvalidRequest(
            f"There is no request {reference.strip()} in this store.",
            remedy="Look at how its reference is written in the register.",
        )
    return notice(store, request.uid, made_at=made_at, made_by=made_by)


def notice_of(
    found: Notice,
    settings: Settings,
    state: tuple[str, str, str],
    *,
    made_at: datetime,
    made_by: str,
) -> Report:
    """Return the notice; ``state``: the store's name, its head, what came since."""
    return Report(
        kind=KIND,
        title=_title(found),
        unit=settings.unit,
        organisation=settings.organisation,
        period=found.case.request.reference,
        comparison=day_words(found.day),
        as_at=found.day,
        marking=settings.marking,
        handling=settings.handling,
        store=state[0],
        fingerprint=state[1],
        since_print=state[2],
        made_at=made_at.astimezone(LOCAL),
        made_by=made_by,
        sections=tuple(_sections(found)),
        standing="decision of",
    )


def _entry(case: CaseFile) -> Entry:
    entry, status = gate_entry(case), case.request.status
    is_no = status in (Status.RETURNED, Status.REJECTED)
    if entry is None or not is_no or entry.status != status:
        raise InvalidRequest(
            f"{case.request.reference} is {wording(status)}:"
            " there is no return or rejection to give notice of.",
            remedy="A notice can be printed while a request is returned or rejected.",
        )
    return entry


def _title(found: Notice) -> str:
    if found.is_return:
        return "Request returned"
    if C_LAPSED in found.codes:
        return "Request closed without a reply"
    if J_KIOSK in found.codes:
        return "Request for frontline triage"
    return "Request not accepted"


def _sections(found: Notice) -> Iterator[Section]:
    yield _opening(found)
    if found.codes:
        heading = "What is missing" if found.is_return else "Why"
        yield Section(heading=heading, blocks=(_reasons(found),))
    if words := found.entry.why.strip():
        yield Section(heading="In the words of the decision", blocks=(_letter(words),))
    yield Section(
        heading="How to answer" if found.is_return else "What can be done",
        blocks=(_letter(*_next_steps(found), has_bullets=True),),
    )
    if found.case.exhibits:
        yield Section(heading="Exhibits on the request", blocks=(_exhibits(found),))
    yield Section(heading="Decision", blocks=_closing(found), is_silent=True)


def _opening(found: Notice) -> Section:
    request = found.case.request
    to = ", ".join(text for text in (request.requester, request.division) if text)
    asked = len(asked_of(found.case))
    about = [f"Examination request {request.reference}"]
    if request.submitted_on:
        about[0] += f" of {day_words(request.submitted_on)}"
    if asked:
        about.append(counted(asked, "exhibit"))
    if offence := found.label("offence_category", request.offence):
        about.append(offence)
    lines = [
        f"To: {to}" if to else "",
        f"Your reference: {request.case_reference}" if request.case_reference else "",
        f"About: {', '.join(about)}",
    ]
    address = "\n".join(line for line in lines if line)
    return Section(
        heading="To the requester",
        blocks=(_letter(address, _verdict(found)),),
        is_silent=True,
    )


def _verdict(found: Notice) -> str:
    day = day_words(found.day)
    if found.is_return:
        return (
            f"Your request was considered on {day} and is returned to you. The unit"
            " cannot accept it until what is named below has been supplied."
        )
    if C_LAPSED in found.codes:
        return (
            f"Your request was returned to you and no reply came within {found.lapse}"
            f" days. It was closed on {day}; no examination will be made."
        )
    if J_KIOSK in found.codes:
        return (
            f"Your request was considered on {day}. What it asks can be answered by"
            " frontline triage, so it was not accepted for the laboratory."
        )
    return (
        f"Your request was considered on {day} and was not accepted. No examination"
        " will be made on it."
    )


def _reasons(found: Notice) -> Table:
    terms = [found.term(code) for code in found.codes]
    if not found.is_return:
        rows = [(term.label, term.guidance) for term in terms]
        return _table(("Reason", "What it means"), rows)
    answered = [
        (term.label, term.guidance, ANSWERS.get(term.code, "Supply it in writing."))
        for term in terms
    ]
    return _table(("Missing", "What was found", "How to answer"), answered)


def _next_steps(found: Notice) -> Iterator[str]:
    request = found.case.request
    if found.is_return:
        last = lapses_on(found.case, found.lapse)
        yield f"Answer the unit in writing and quote {request.reference}."
        if request.submitted_on:
            yield (
                "The request keeps its day of submission,"
                f" {day_words(request.submitted_on)}; nothing is sent in anew."
            )
        if last is not None:
            yield (
                f"Without a reply by {day_words(last)} the request may be closed."
                " Ask for more time before that day if you need it."
            )
        yield "Leave out names of victims and witnesses, and passcodes."
        return
    if J_KIOSK in found.codes:
        yield "Take the devices to a trained officer at a kiosk."
        yield "If a question stays open, send a request that says what was found there."
    else:
        yield (
            f"If something material has changed, ask the unit to reopen"
            f" {request.reference} and say what is new."
        )
        yield (
            "If you do not agree, ask the manager of the unit to look at the decision"
            " again; where proceedings are live, tell the prosecutor."
        )
    yield "Exhibits held by the unit are returned unless you arrange otherwise."


def _exhibits(found: Notice) -> Table:
    asked = {one.exhibit: one for one in asked_of(found.case)}
    rows = [
        (
            f"{one.reference}: {found.label('exhibit_type', one.type)}",
            found.label("owner_role", one.owner_role) or "Not recorded",
            found.label("examination_level", asked[one.uid].level) or "Not said",
        )
        for one in found.case.exhibits
    ]
    return _table(("Exhibit", "Owner", "Asked for"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    columns = tuple(Column(head=head, align=Align.LEFT) for head in heads)
    return Table(
        title="", columns=columns, rows=tuple(Row(cells=cells) for cells in rows)
    )


def _closing(found: Notice) -> tuple[Prose, Prose]:
    by = found.case.request.decided_by
    if C_LAPSED in found.codes or not by:
        by = "The gatekeeper"
    signed = f"\n\n\n{by}\nfor {found.unit}"
    return _letter(signed), Prose(paragraphs=(NO_ADVICE,), is_small=True)


def _letter(*paragraphs: str, has_bullets: bool = False) -> Prose:
    return Prose(paragraphs=paragraphs, has_bullets=has_bullets, is_letter=True)
