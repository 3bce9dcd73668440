"""The history of a request in words."""

from collections.abc import Mapping
from datetime import date

from app.casework.history import Entry
from app.reports.chart import day_text
from ui.register.column import Sight

FIELDS: Mapping[str, str] = {
    "priority": "Priority",
    "division": "Division",
    "requester": "Requester",
    "offence": "Offence",
    "online_abuse": "Online child abuse",
    "custody": "Custody",
    "examination_type": "Examination type",
    "examiner": "Examiner",
    "submitted_on": "Submitted",
    "accepted_on": "Accepted",
    "received_on": "Received",
    "allocated_on": "Allocated",
    "started_on": "Started",
    "completed_on": "Examined",
    "issued_on": "Issued",
    "closed_on": "Closed",
    "target_on": "Target",
    "original_target_on": "First target",
    "prosecutor_on": "Prosecutor's date",
    "exhibits_requested": "Exhibits asked for",
    "exhibits_agreed": "Exhibits agreed",
    "effort_estimated": "Hours estimated",
    "effort_spent": "Hours spent",
    "closure_reason": "Reason for closing",
    "summary": "Summary",
    "reference": "Reference",
}
"""Name of each column of a request that is worth a word in its history."""

LISTS = {
    "priority": "priority",
    "division": "requesting_division",
    "offence": "offence_category",
    "custody": "custody_status",
    "examination_type": "examination_type",
    "closure_reason": "closure_reason",
}
REASONS = ("hold_reason", "return_reason", "rejection_reason", "closure_reason")


def what_text(entry: Entry, sight: Sight) -> str:
    """Return what an entry says happened."""
    if entry.kind == "registered":
        status = sight.label("request_status", entry.status)
        return f"Registered as {status.lower()}" if status else "Registered"
    if entry.status:
        became = sight.label("request_status", entry.status)
        reason = reason_text(entry.reason, sight)
        return f"{became}: {reason}" if reason else became
    return "; ".join(change_texts(entry, sight)) or "Amended"


def reason_text(code: str | None, sight: Sight) -> str:
    """Return the words of a reason, whichever list it is of."""
    for name in REASONS:
        if code and code in sight.labels.get(name, {}):
            return sight.label(name, code)
    return code or ""


def change_texts(entry: Entry, sight: Sight) -> list[str]:
    """Return each change of an entry, such as "Priority: 3 Standard to 2 Urgent"."""
    texts = []
    for column, after in entry.after.items():
        if column in FIELDS:
            was = value_text(column, entry.before.get(column), sight)
            now = value_text(column, after, sight)
            texts.append(f"{FIELDS[column]}: {was or 'none'} to {now or 'none'}")
    return texts


def value_text(column: str, value: object, sight: Sight) -> str:
    """Return a value of a request in words."""
    if value is None:
        return ""
    if column in LISTS:
        return sight.label(LISTS[column], str(value))
    if column == "examiner":
        return sight.person(str(value))
    if column == "online_abuse":
        return "yes" if value else "no"
    return f"{value:,g}" if isinstance(value, float) else str(value)


def recorded_text(entry: Entry) -> str:
    """Return when, by whom and why an entry was recorded."""
    day = day_text(date.fromisoformat(entry.recorded_at[:10]))
    time = entry.recorded_at[11:16]
    act = "" if entry.why.startswith(entry.act) else entry.act  # import, import of …
    parts = [f"recorded {day} {time} UTC by {entry.who}", act, entry.why]
    return ", ".join(part for part in parts if part)


def is_only_hours(entry: Entry) -> bool:
    """Return whether an entry says no more than that hours were logged."""
    return entry.kind == "amended" and set(entry.after) <= {"effort_spent", "version"}
