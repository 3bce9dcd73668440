"""The wellbeing passphrase of a store: set, and changed by who knows it."""

import secrets
from dataclasses import replace
from datetime import datetime

from app.errors import WelfareError
from app.store import Store
from app.store.setting import change_settings, read_settings
from app.wellbeing.lock import check_new, made_lock, opens


def is_locked(store: Store) -> bool:
    """Return whether a wellbeing passphrase is set."""
    return bool(read_settings(store).welfare_lock)


def check_passphrase(store: Store, passphrase: str) -> bool:
    """Return whether this is the passphrase; slow on purpose, off the UI thread."""
    lock = read_settings(store).welfare_lock
    return bool(lock) and opens(lock, passphrase)


def set_passphrase(store: Store, new: str, *, old: str, who: str, at: datetime) -> None:
    """Set the passphrase, or change it; slow on purpose, off the UI thread.

    Args:
        store: Where it is kept, as what proves it and not as itself.
        new: The new one.
        old: The one before; empty where none is set yet.
        who: Who sets it.
        at: Moment of recording.

    Raises:
        WelfareError: The old one is wrong, or the new one is too short.
    """
    check_new(new)
    settings = read_settings(store)
    if settings.welfare_lock and not opens(settings.welfare_lock, old):
        raise WelfareError(
            "The present passphrase is another.",
            remedy="Type the one that opens the view by person now.",
        )
    lock = made_lock(new, secrets.token_bytes(16))
    change_settings(store, replace(settings, welfare_lock=lock), who=who, at=at)
