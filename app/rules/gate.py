"""The gate: what is decided about a request, by whom and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.casework.history import Entry, holding
from app.casework.register import CaseFile
from app.casework.request import Status
from app.casework.working_time import local_day

J_KIOSK = "J_KIOSK"
"""Code of the reason for which a request is diverted to the frontline."""

C_LAPSED = "C_LAPSED"
"""Code of the reason for which a returned request without a reply ends."""

MOST_WORDS = 100_000
"""Characters of the words of a decision at most."""

AT_GATE = (Status.SUBMITTED, Status.ASSESSING, Status.RETURNED)
"""Statuses in which a request stands at the gate."""


class Verdict(StrEnum):
    """What is decided at the gate."""

    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"
    DIVERT = "divert"


STATUS_OF: Mapping[Verdict, Status] = {
    Verdict.ACCEPT: Status.ACCEPTED,
    Verdict.RETURN: Status.RETURNED,
    Verdict.REJECT: Status.REJECTED,
    Verdict.DIVERT: Status.REJECTED,
}
"""The status that each verdict leads to."""

REASONS_OF: Mapping[Verdict, str] = {
    Verdict.ACCEPT: "rejection_reason",
    Verdict.RETURN: "return_reason",
    Verdict.REJECT: "rejection_reason",
    Verdict.DIVERT: "rejection_reason",
}
"""Name of the code list of reasons; of acceptance, for what is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedExhibit:
    """What is agreed about one exhibit.

    Attributes:
        uid: The exhibit.
        is_agreed: Whether it is in the agreed scope.
        level: Level of examination agreed; None for the usual one.
    """

    uid: str
    is_agreed: bool
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about a request at the gate.

    Attributes:
        verdict: What is decided.
        on: Day of the decision.
        by: Who decided: a person of the unit, by name, alias or post.
        reasons: Codes of why; the first is the main one.
        words: Why, in words.
        scope: What is agreed, for every exhibit; empty where none is listed.
        exhibits: Exhibits agreed, a count, where none is listed.
        level: Level agreed, where none is listed.
    """

    verdict: Verdict
    on: date
    by: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    scope: tuple[AgreedExhibit, ...] = ()
    exhibits: int | None = None
    level: str | None = None


def lapses_on(case: CaseFile, lapse: int) -> date | None:
    """Return the last day for a reply to a returned request; None if none is due."""
    if case.request.status is not Status.RETURNED:
        return None
    returned = [entry for entry in holding(case.entries) if entry.status]
    day = local_day(returned[-1].effective_at)
    return date.fromordinal(day.toordinal() + lapse)


def written_reasons(reasons: Sequence[str]) -> str | None:
    """Return the codes of reasons as one event holds them; None for none."""
    return " ".join(dict.fromkeys(reasons)) or None


def reasons_in(text: str | None) -> tuple[str, ...]:
    """Return the codes of reasons that an event holds."""
    return tuple((text or "").split())


def gate_entry(case: CaseFile) -> Entry | None:
    """Return the event of the last decision at the gate; None if there was none."""
    verdicts = {status.value for status in STATUS_OF.values()}
    moves = [entry for entry in holding(case.entries) if entry.status in verdicts]
    return moves[-1] if moves else None
