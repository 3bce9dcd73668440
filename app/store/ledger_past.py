"""The ledger as it would have been read on an earlier day, before later corrections."""

from app.casework.ledger import Ledger
from app.store import Store
from app.store.known import only_known
from app.store.ledger import build_ledger

SUBJECTS = ("request", "exhibit", "work")
"""The tables that a ledger is read from besides the events."""


def build_ledger_known(store: Store, stamp: str) -> Ledger:
    """Read the ledger from what was recorded by ``stamp``, as it was known then.

    Args:
        store: The store to read; nothing of it is changed.
        stamp: Such as ``2026-03-31T22:59:59Z``; see ``stamp_of`` of ``known``.
    """
    with only_known(store, stamp, SUBJECTS):
        return build_ledger(store)
