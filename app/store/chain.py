"""The chain over the history: a change of anything recorded alters each later head."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from app.store import Store

_LAST = "SELECT operation, head FROM chain ORDER BY operation DESC LIMIT 1"

GENESIS = bytes(32)
"""The head before the first operation."""


def last_head(store: Store) -> bytes:
    """Return the head after the last operation."""
    row = store.one(_LAST)
    return GENESIS if row is None else bytes(row["head"])


def fingerprint(store: Store) -> str:
    """Return the sequence number and a short form of the head, to print on paper."""
    row = store.one(_LAST)
    if row is None:
        return "0-" + GENESIS.hex()[:16]
    return f"{row['operation']}-{row['head'].hex()[:16]}"


def digest_of(
    subject: str,
    uid: str,
    kind: str,
    effective_at: int,
    status: str | None,
    reason: str | None,
    before: str | None,
    after: str | None,
    corrects: int | None = None,
    asserts: str | None = None,
) -> bytes:
    """Return the SHA-256 of an event; the chain runs over these.

    ``before``, ``after`` and ``asserts`` are taken as they are stored, in JSON.
    """
    words = (
        f"{subject}\x1f{uid}\x1f{kind}\x1f{effective_at}\x1f{status!r}\x1f{reason!r}"
    )
    words = f"{words}\x1f{before}\x1f{after}"
    if corrects is not None or asserts is not None:
        words = f"{words}\x1f{corrects}\x1f{asserts}"
    return sha256(words.encode()).digest()


def link(
    previous: bytes, about: Mapping[str, Any], digests: bytes, events: int
) -> bytes:
    """Return the head of the chain after an operation.

    Args:
        previous: The head before it, ``GENESIS`` for the first.
        about: The operation: uid, recorded_at, who, why, kind.
        digests: SHA-256 over the digests of its events, in order.
        events: Number of its events.
    """
    words = "\x1f".join(
        str(about[name]) for name in ("uid", "recorded_at", "who", "why", "kind")
    )
    return sha256(
        b"|".join((previous, words.encode(), digests, b"%d" % events))
    ).digest()
