"""The ledger as it was read last, kept in the store so that a large one opens at once.

A snapshot is no record: it can be thrown away at any time, it is taken only when it
belongs to the chain of this store, and ``verify`` compares it with the history.
"""

from dataclasses import asdict, fields
from hashlib import sha256
from typing import Any

import numpy as np
import orjson

from app.casework.ledger import Codes, Ledger
from app.store import Store
from app.store.fault import explained
from app.store.ledger import build_ledger, extend_ledger

WORTH = 20_000
"""Events not yet in the snapshot above which a new one is worth its writing."""

_DIGEST = 32  # bytes of a SHA-256
_LAST = """
    SELECT operation, first_event + events - 1, head FROM chain
  ORDER BY operation DESC LIMIT 1
"""
_LOAD = """
    SELECT snapshot.content FROM snapshot
      JOIN chain ON chain.operation = snapshot.operation AND chain.head = snapshot.head
"""
_SAVE = """
    INSERT INTO snapshot (id, operation, head, content)
    VALUES (1, :operation, :head, :content)
        ON CONFLICT (id) DO UPDATE SET operation = :operation, head = :head,
                                       content = :content
"""


_COLUMNS = tuple(
    column.name for column in fields(Ledger) if column.name not in ("codes", "sequence")
)


def read_ledger(store: Store) -> Ledger:
    """Return the ledger: the snapshot and what was recorded since, or read whole."""
    known = load_snapshot(store)
    return build_ledger(store) if known is None else extend_ledger(known, store)


def load_snapshot(store: Store) -> Ledger | None:
    """Return the ledger of the snapshot; None if there is none of this history.

    One that is damaged is not taken: the history has all of it.
    """
    content = store.value(_LOAD)
    return _unpacked(content) if content and _is_whole(content) else None


def is_snapshot_damaged(store: Store) -> bool:
    """Return whether the snapshot of this history is not as it was written."""
    content = store.value(_LOAD)
    return content is not None and not _is_whole(content)


def save_snapshot(store: Store, ledger: Ledger, *, worth: int = WORTH) -> bool:
    """Keep ``ledger`` in the store if that is worth it; return whether it was kept.

    Nothing is kept in a store that is read only, or when something was recorded that
    the ledger does not hold yet.
    """
    last = store.one(_LAST)
    known = load_snapshot(store)
    fresh = ledger.sequence - (known.sequence if known else 0)
    if store.read_only or last is None or last[1] != ledger.sequence or fresh < worth:
        return False
    row = {"operation": last[0], "head": last[2], "content": _packed(ledger)}
    with explained("save snapshot"):
        store.execute(_SAVE, row)
    return True


def _packed(ledger: Ledger) -> bytes:
    """Return the columns one after the other behind a line that names them.

    The digest of all that comes last.
    """
    arrays = {name: getattr(ledger, name) for name in _COLUMNS}
    head = {
        "sequence": ledger.sequence,
        "codes": asdict(ledger.codes),
        "columns": {name: (a.dtype.str, len(a)) for name, a in arrays.items()},
    }
    content = b"".join(
        (orjson.dumps(head), b"\n", *(array.tobytes() for array in arrays.values()))
    )
    return content + _digest(memoryview(content))


def _digest(content: memoryview) -> bytes:
    return sha256(content).digest()


def _is_whole(content: bytes) -> bool:
    view = memoryview(content)
    return _digest(view[:-_DIGEST]) == bytes(view[-_DIGEST:])


def _unpacked(content: bytes) -> Ledger | None:
    line, _, body = content.partition(b"\n")
    head = orjson.loads(line)
    if set(head["columns"]) != set(_COLUMNS):
        return None  # kept by another version of the program
    arrays: dict[str, Any] = {}
    start = 0
    for name, (kind, length) in head["columns"].items():
        arrays[name] = np.frombuffer(body, np.dtype(kind), length, start)
        start += arrays[name].nbytes
    codes = {name: tuple(words) for name, words in head["codes"].items()}
    return Ledger(sequence=head["sequence"], codes=Codes(**codes), **arrays)
