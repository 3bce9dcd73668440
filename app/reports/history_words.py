"""The history of a request in words, for screen and paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from app.casework.history import Entry
from app.reports.chart import day_text

NOBODY = "Not allocated"


class Wording(Protocol):
    """What the words of a history depend on."""

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Label of each code, by the name of its list."""

    def label(self, name: str, code: str | None) -> str:
        """Return what to show for a code."""

    def person(self, uid: str | None) -> str:
        """Return what to show for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes and people are called.

    Attributes:
        labels: Label of each code, by the name of its list.
        people: What to show for each person, by uid.
    """

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str, code: str | None) -> str:
        """Return what to show for a code; what is not recorded is empty."""
        return self.labels.get(name, {}).get(code, code) if code else ""

    def person(self, uid: str | None) -> str:
        """Return what to show for a person."""
        return self.people.get(uid, uid) if uid else NOBODY


FIELDS: Mapping[str, str] = {
    "reference": "Reference",
    "status": "Status",
    "priority": "Priority",
    "division": "Division",
    "requester": "Requester",
    "case_reference": "Case reference",
    "operation_name": "Operation",
    "offence": "Offence",
    "offence_on": "Day of the offence",
    "online_abuse": "Online child abuse",
    "custody": "Custody",
    "legal_basis": "Legal basis",
    "risk_band": "Risk band as supplied",
    "victim_device": "Victim's device held",
    "urgency": "Urgency declared",
    "examination_type": "Examination type",
    "examiner": "Examiner",
    "reviewer": "Reviewer",
    "provider": "Provider",
    "submitted_on": "Submitted",
    "accepted_on": "Accepted",
    "received_on": "Received",
    "allocated_on": "Allocated",
    "started_on": "Started",
    "completed_on": "Examined",
    "issued_on": "Issued",
    "reissued_on": "Issued again",
    "reopened_on": "Reopened",
    "closed_on": "Closed",
    "target_on": "Target",
    "original_target_on": "First target",
    "prosecutor_on": "Prosecutor's date",
    "exhibits_requested": "Exhibits asked for",
    "exhibits_agreed": "Exhibits agreed",
    "level_requested": "Level asked for",
    "level_agreed": "Level agreed",
    "effort_requested": "Hours asked for",
    "effort_estimated": "Hours estimated",
    "effort_spent": "Hours spent",
    "hold_reason": "On hold for",
    "closure_reason": "Reason for closing",
    "issue_channel": "Issued by",
    "missed_cause": "Why a day was missed",
    "scored_priority": "Priority by points",
    "score": "Points",
    "policy": "Policy of priority",
    "override_reason": "Reason of the override",
    "override_until": "Override until",
    "decided_by": "Decided by",
    "decided_on": "Decided",
    "factors": "Factors of priority",
    "summary": "Summary",
}
"""Name of each column of a request that is worth a word in its history."""

LISTS = {
    "status": "request_status",
    "priority": "priority",
    "scored_priority": "priority",
    "division": "requesting_division",
    "offence": "offence_category",
    "custody": "custody_status",
    "legal_basis": "legal_basis",
    "risk_band": "risk_band",
    "examination_type": "examination_type",
    "level_requested": "examination_level",
    "level_agreed": "examination_level",
    "hold_reason": "hold_reason",
    "closure_reason": "closure_reason",
    "issue_channel": "issue_channel",
    "missed_cause": "missed_cause",
    "override_reason": "override_reason",
}
"""Code list of each column that holds a code."""

REASONS = (
    *("hold_reason", "return_reason", "rejection_reason", "closure_reason"),
    *("give_back_reason", "hold_end_reason", "reopening_reason", "addendum_reason"),
    *("review_reason", "override_reason", "retarget_reason", "correction_reason"),
)
PEOPLE = frozenset({"examiner", "reviewer"})
YES_OR_NO = frozenset({"online_abuse", "victim_device"})
_SILENT = frozenset({"version", "factors"})


UNDO = "undo"
"""The act that takes an operation back, another undoing included."""


def what_text(entry: Entry, names: Wording) -> str:
    """Return what an entry says happened."""
    if entry.kind == "registered":
        status = names.label("request_status", entry.status)
        return f"Registered as {status.lower()}" if status else "Registered"
    if entry.kind == "undone":
        return "Undone: " + ("; ".join(change_texts(entry, names)) or "a step")
    reason = reason_text(entry.reason, names)
    if entry.status:
        became = names.label("request_status", entry.status)
        moved = f"{became}: {reason}" if reason else became
        if entry.kind != "corrected":
            return moved
        return f"{'Done again' if is_redone(entry) else 'Day corrected'}: {moved}"
    words = "; ".join(change_texts(entry, names)) or "Amended"
    words = f"{words} ({reason})" if reason else words
    if entry.kind != "corrected":
        return words
    return f"{'Done again' if is_redone(entry) else 'Corrected'}: {words}"


def is_redone(entry: Entry) -> bool:
    """Tell whether an entry does again what was undone; it corrects the undoing."""
    return entry.kind == "corrected" and entry.act == UNDO


def reason_text(code: str | None, names: Wording) -> str:
    """Return the words of a reason of any list, or of several apart by spaces."""
    return ", ".join(_one_reason(one, names) for one in (code or "").split())


def _one_reason(code: str, names: Wording) -> str:
    for name in REASONS:
        if code in names.labels.get(name, {}):
            return names.label(name, code)
    return code


def change_texts(entry: Entry, names: Wording) -> list[str]:
    """Return each change of an entry, such as "Priority: 3 Standard to 2 Urgent".

    What was asserted of the past and is otherwise now is said without what it was.
    """
    texts = []
    told = entry.after if entry.kind == "undone" else {**entry.after, **entry.facts}
    for column, after in told.items():
        if column not in FIELDS or column in _SILENT:
            continue
        now = value_text(column, after, names) or "none"
        if column in entry.after:
            was = value_text(column, entry.before.get(column), names)
            texts.append(f"{FIELDS[column]}: {was or 'none'} to {now}")
        else:
            texts.append(f"{FIELDS[column]} then: {now}")
    return texts


def value_text(column: str, value: Any, names: Wording) -> str:
    """Return a value of a request in words; it may be as stored or as in a value."""
    if value is None:
        return ""
    if column in YES_OR_NO:
        return "yes" if value else "no"
    if column in LISTS:
        return names.label(LISTS[column], str(value))
    if column in PEOPLE:
        return names.person(str(value))
    if isinstance(value, date):
        return day_text(value)
    if column.endswith(("_on", "_until")):
        return day_text(date.fromisoformat(str(value)))
    return f"{value:,g}" if isinstance(value, float) else str(value)


def recorded_text(entry: Entry) -> str:
    """Return when, by whom and why an entry was recorded."""
    act = "" if entry.why.startswith(entry.act) else entry.act  # import, import of …
    parts = [f"recorded {stamp_text(entry)} by {entry.who}", act, entry.why]
    return ", ".join(part for part in parts if part)


def stamp_text(entry: Entry) -> str:
    """Return the moment of recording, such as "3 Mar 2026 14:05 UTC"."""
    day = day_text(date.fromisoformat(entry.recorded_at[:10]))
    return f"{day} {entry.recorded_at[11:16]} UTC"


def is_only_hours(entry: Entry) -> bool:
    """Return whether an entry says no more than that hours were logged."""
    return entry.kind == "amended" and set(entry.after) <= {"effort_spent", "version"}
