"""Drafts: what is being typed, kept so that a crash loses none of it.

A draft is no record: it has no history and it is gone when it is submitted. No chain
covers it, so its own digest stands behind the moment at which it was saved.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
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
_ONE = "SELECT name, saved_at, content FROM draft WHERE id = :id"
_STAMP = "UPDATE draft SET saved_at = :saved_at WHERE id = :id"
_STORE = "SELECT uid FROM operation ORDER BY id LIMIT 1"
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
    text = json.dumps(dict(content))  # whatever was typed
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    row = {
        "name": name,
        "saved_at": _stamped(store, name, moment, text),
        "content": text,
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


def keep_read_draft(store: Store, values: tuple[Any, ...]) -> bool:
    """Keep a draft that was read from a damaged file; return whether it is whole.

    Args:
        store: Where to keep it.
        values: The columns of its row.
    """
    _, name, saved_at, content, *_ = values
    row = {"name": name, "saved_at": saved_at, "content": content}
    if _draft(row) is None:
        return False
    moment = str(saved_at).partition(" ")[0]
    with explained("save draft"):
        store.execute(
            _SAVE, {**row, "saved_at": _stamped(store, name, moment, content)}
        )
    return True


def stamp_draft(store: Store, row_id: int) -> None:
    """Give a draft whose content was changed by the program its digest again."""
    row = store.one(_ONE, {"id": row_id})
    moment = row["saved_at"].partition(" ")[0]
    stamped = _stamped(store, row["name"], moment, row["content"])
    store.execute(_STAMP, {"saved_at": stamped, "id": row_id})


def spoilt_draft(store: Store) -> bool:
    """Return whether a draft is not as it was saved.

    One that was saved by an earlier version has no digest and is only read.
    """
    for row in store.query(_ALL):
        moment, _, digest = row["saved_at"].partition(" ")
        stamped = _stamped(store, row["name"], moment, row["content"])
        if _draft(row) is None or (digest and stamped != row["saved_at"]):
            return True
    return False


def _stamped(store: Store, name: str, moment: str, content: str) -> str:
    """Return the moment with the digest of a draft of this store and no other."""
    words = "\x1f".join((store.value(_STORE) or "", name, moment, content))
    return f"{moment} {sha256(words.encode()).hexdigest()}"


def _draft(row: Any) -> Draft | None:
    try:
        content = json.loads(row["content"])
        saved_at = datetime.fromisoformat(row["saved_at"].partition(" ")[0])
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
