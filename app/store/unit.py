"""A new store for a unit: settings and code lists in its first operation."""

import random
from datetime import datetime
from pathlib import Path

from app.store import Store, create_store
from app.store.event import write
from app.store.setting import Settings, seed_settings
from app.store.vocabulary import seed_vocabularies


def create_unit(
    path: Path | str,
    settings: Settings,
    *,
    who: str,
    at: datetime,
    entropy: random.Random | None = None,
) -> Store:
    """Create the store of a unit at ``path``, where there must be no file yet.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    store = create_store(path, entropy=entropy)
    moment = int(at.timestamp())
    try:
        with write(store, who=who, why="", kind="create store", at=at) as operation:
            seed_settings(operation, settings, effective_at=moment)
            seed_vocabularies(operation, effective_at=moment)
    except BaseException:
        store.discard()
        raise
    return store
