"""Drafts: what is being typed, kept so that a crash loses none of it.

A draft is no record: it has no history and it is gone when it is submitted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.errors import ReadOnlyStore
from app.store import Store
from app.store.event import Operation
from app.store.fault import explained
from app.store.uid import Uids

_ALL = "SELECT name, saved_at, content FROM draft ORDER BY saved_at DESC, name"
_SAVE = """
    INSERT INTO draft (name, saved_at, content) VALUES (:name, :saved_at, :content)
        ON CONFLICT (name) DO UPDATE SET saved_at = :saved_at, content = :content
"""
_DISCARD = "DELETE FROM draft WHERE name = :name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something that was being typed.

    Attributes:
        name: Its identity.
        saved_at: Moment at which it was last saved, with time zone.
        content: What had been typed, by field.
    """

    name: str
    saved_at: datetime
    content: Mapping[str, Any]


def new_draft_name(store: Store, at: datetime) -> str:
    """Return the name of a draft that is begun at ``at``."""
    return Uids(at, store.entropy).next()


def save_draft(
    store: Store, name: str, content: Mapping[str, Any], *, at: datetime
) -> None:
    """Save a draft, in place of what was saved of it before.

    Raises:
        ReadOnlyStore: The store is open for reading only.
        StoreError: It could not be saved.
    """
    _refuse_reading(store)
    row = {
        "name": name,
        "saved_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "content": json.dumps(dict(content)),  # whatever was typed
    }
    with explained("save draft"):
        store.execute(_SAVE, row)


def read_drafts(store: Store) -> list[Draft]:
    """Return the drafts, the latest first; one that cannot be read is left out."""
    found = (_draft(row) for row in store.query(_ALL))
    return [draft for draft in found if draft is not None]


def discard_draft(store: Store, name: str) -> None:
    """Throw a draft away.

    Raises:
        ReadOnlyStore: The store is open for reading only.
        StoreError: It could not be done.
    """
    _refuse_reading(store)
    with explained("discard draft"):
        store.execute(_DISCARD, {"name": name})


def drop_draft(operation: Operation, name: str) -> None:
    """Take a draft away with the operation that records what it said."""
    operation.store.execute(_DISCARD, {"name": name})


def _draft(row: Any) -> Draft | None:
    try:
        content = json.loads(row["content"])
        saved_at = datetime.fromisoformat(row["saved_at"])
    except ValueError:
        return None
    if not isinstance(content, dict):
        return None
    return Draft(name=row["name"], saved_at=saved_at, content=content)


def _refuse_reading(store: Store) -> None:
    if store.read_only:
        raise ReadOnlyStore(
            "The store is open for reading only; no draft can be kept.",
            remedy="Close the window that has it open for writing, then open it again.",
        )
