"""The tables of present rows, by name, and the columns of each."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import orjson

from app.casework.history import Row
from app.errors import ChangedMeanwhile, InvalidRequest

RECORDS: dict[str, tuple[str, ...]] = {
    "person": ("name", "role", "site", "starts_on", "ends_on", "alias", "account"),
    "pattern": (
        "person",
        "valid_from",
        "valid_to",
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ),
    "skill": ("person", "skill", "level", "valid_from", "valid_to", "evidence"),
    "absence": (
        *("person", "kind", "first_on", "last_on", "hours_a_day", "share_kept"),
        *("note", "bars_exposure"),
    ),
    "abstraction": (
        "person",
        "kind",
        "valid_from",
        "valid_to",
        "hours_a_week",
        "share",
    ),
    "post": (
        *("label", "role", "site", "weekly_hours", "valid_from", "valid_to", "note"),
    ),
    "posting": ("person", "post", "valid_from", "valid_to"),
    "holiday": ("day", "name", "is_free"),
    "equipment": (
        *("label", "kind", "quantity", "weekly_limit", "unit", "types"),
        *("valid_from", "valid_to", "note"),
    ),
    "provider": (
        *("name", "types", "monthly_items", "turnaround_days", "item_cost"),
        *("valid_from", "valid_to", "note"),
    ),
    "request": (
        *("reference", "status", "priority", "division", "requester", "offence"),
        *("online_abuse", "custody", "examination_type", "examiner"),
        *("submitted_on", "accepted_on", "received_on", "allocated_on", "started_on"),
        *("completed_on", "issued_on", "closed_on"),
        *("target_on", "original_target_on", "prosecutor_on"),
        *("exhibits_requested", "exhibits_agreed", "effort_estimated", "effort_spent"),
        *("hold_reason", "closure_reason", "summary"),
        *("case_reference", "operation_name", "legal_basis", "offence_on"),
        *("risk_band", "victim_device", "urgency", "level_requested", "level_agreed"),
        *("effort_requested", "factors", "policy", "score", "scored_priority"),
        *("override_reason", "override_until", "decided_by", "decided_on", "reviewer"),
        *("issue_channel", "provider", "missed_cause", "reopened_on", "reissued_on"),
    ),
    "exhibit": (
        *("request", "reference", "type", "state", "owner_role", "access", "size"),
        *("received_on", "finished_on", "parent", "identifier", "location", "seal"),
        *("is_agreed", "level_requested", "level_agreed"),
    ),
    "examination": (
        *("request", "exhibit", "type", "level"),
        *("effort_estimated", "effort_spent", "examiner"),
        *("method", "in_scope", "started_on", "done_on"),
    ),
    "work": ("request", "person", "done_on", "hours", "examination"),
    "proceeding": (
        *("request", "accused", "charge", "custody", "offence_on", "appearance_on"),
        *("petition_on", "committal_on", "full_committal_on", "limit_on"),
        *("limit_source", "ended_on", "met"),
    ),
    "note": ("request", "written_on", "text"),
    "sending": ("request", "sent_on", "items", "cost", "defects", "note"),
    "exposure": (
        *("person", "done_on", "kind", "hours", "longest_stretch", "request"),
    ),
    "welfare_contact": ("person", "kind", "held_on", "is_kept", "valid_to"),
    "rotation": ("person", "first_on", "last_on"),
    "tolerance": ("person", "valid_from", "weekly_hours"),
    "feedback": ("request", "person", "told_on"),
    "driver": ("name", "first_on", "months", "value", "source"),
    "operation_plan": (
        *("name", "first_on", "weeks", "extra", "unit"),
        *("division", "offence", "examination_type", "priority", "note"),
    ),
    "change_point": ("day", "words"),
    "anchor": ("sequence", "head", "document", "printed_on"),
    "erasure": ("place", "row", "columns", "was", "digest", "basis", "erased_on"),
    "safety_act": ("kind", "source", "outcome", "detail", "done_on"),
    "salvaged": ("subject", "record", "source", "detail", "checked_on"),
    "scenario": (
        *("name", "content", "seed", "replications", "as_at", "fingerprint"),
        *("summary", "created_on", "updated_on"),
    ),
    "policy": ("number", "adopted_on", "content"),
    "norm": (
        *("type", "level", "device", "median", "mean", "p80", "source"),
        "completions",
    ),
    "setting": ("value",),
    "term": (
        *("list", "code", "label", "guidance", "valid_from", "valid_to"),
        *("position", "extras"),
    ),
    "commentary": ("report", "month", "text"),
    "import_file": (
        *("name", "sha256", "kind", "source", "columns", "mapping"),
        *("rows", "taken", "duplicate", "rejected", "blank", "operation", "undone_by"),
    ),
    "mapping": ("source", "mapping"),
}
"""Columns of each table, in the order in which tables must be filled (references)."""

DEFAULTS: dict[str, dict[str, float | str]] = {
    "request": {"effort_spent": 0.0},
    "examination": {"effort_spent": 0.0},
    "proceeding": {"met": "[]"},
    "norm": {"completions": 0},
}
"""Values of columns that may not be empty, where a record does not give them."""


def insertion(table: str) -> str:
    """Return the statement that adds a row to ``table``; values as by ``in_order``."""
    columns = ("id", "uid", "version", *RECORDS[table])
    values = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - fixed names


IN_ORDER: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    table: itemgetter("id", "uid", "version", *columns)
    for table, columns in RECORDS.items()
}
"""Of each table, what gives the values of a row in the order of ``insertion``.

By position and not by name: a row of 34 names would take SQLite twice the time.
"""


def amendment(table: str, columns: tuple[str, ...]) -> str:
    """Return the statement that changes ``columns`` of one row of ``table``.

    Raises:
        KeyError: A column is not one of the table's.
    """
    if unknown := set(columns) - set(RECORDS[table]):
        raise KeyError(f"{table} has no column {sorted(unknown)}")
    changes = ", ".join(f"{column} = :{column}" for column in (*columns, "version"))
    return (  # names come from RECORDS, never from outside
        f"UPDATE {table} SET {changes} "  # noqa: S608
        "WHERE uid = :uid AND version = :version - 1"
    )


def selection(table: str) -> str:
    """Return the statement that reads one row of ``table`` by its uid."""
    names = ", ".join(("id", "uid", "version", *RECORDS[table]))
    return f"SELECT {names} FROM {table} WHERE uid = :uid"  # noqa: S608 - fixed names


def removal(table: str) -> str:
    """Return the statement that removes one row of ``table`` by its uid."""
    RECORDS[table]
    return f"DELETE FROM {table} WHERE uid = :uid"  # noqa: S608 - fixed names


def everything(table: str) -> str:
    """Return the statement that reads every row of ``table``."""
    names = ", ".join(("id", "uid", "version", *RECORDS[table]))
    return f"SELECT {names} FROM {table}"  # noqa: S608 - fixed names


def as_json(row: Row | None, *, is_new: bool = False) -> str | None:
    """Return columns as the history keeps them; None for no row.

    Args:
        row: The columns.
        is_new: Whether they come from outside, so that their texts are looked at.

    Raises:
        InvalidRequest: A text holds a NUL, at which other programs would cut it.
    """
    if row is None:
        return None
    text = orjson.dumps(row).decode()
    if is_new and "\\u0000" in text:
        for name, value in row.items():
            if isinstance(value, str) and "\0" in value:
                raise not_kept(f"a NUL in {name}")
    return text


def not_kept(detail: str) -> InvalidRequest:
    """Return what is said of a text with a character that cannot be kept."""
    return InvalidRequest(
        "A text holds a character that cannot be kept; nothing was saved.",
        remedy="Type it anew instead of pasting it.",
        detail=detail,
    )


def refuse_changed(found: int, seen: int | None) -> None:
    """Refuse a change made from another version than the one that is there.

    Args:
        found: The version that the record has.
        seen: The version that the user saw; None not to ask.

    Raises:
        ChangedMeanwhile: They differ.
    """
    if seen is not None and seen != found:
        raise ChangedMeanwhile(
            "This record was changed from another window since you opened it.",
            remedy="Look at what changed there, then make your change again.",
        )
