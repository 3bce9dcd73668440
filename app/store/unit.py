"""What a unit's store begins with: settings, code lists, policy and norms."""

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.store import Store, create_store
from app.store.event import Operation, write
from app.store.norm import missing_norms, seed_norms
from app.store.policy import has_policy, seed_policies
from app.store.setting import Settings, read_settings, seed_settings
from app.store.vocabulary import add_missing_terms, missing_terms


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
    if not settings.identifier_salt:
        settings = replace(settings, identifier_salt=_salt(store))
    try:
        with write(store, who=who, why="", kind="create store", at=at) as operation:
            seed_settings(operation, settings, effective_at=moment)
            _seed(operation, effective_at=moment)
    except BaseException:
        store.discard()
        raise
    return store


def complete_unit(store: Store, *, who: str, at: datetime) -> bool:
    """Add what this version ships and a store of an earlier one lacks.

    Returns whether anything was missing. What the unit changed or closed stays so.
    """
    if _is_complete(store):
        return False
    moment = int(at.timestamp())
    settings = read_settings(store)
    with write(store, who=who, why="", kind="upgrade", at=at) as operation:
        _seed(operation, effective_at=moment)
        if not settings.identifier_salt:
            value = {"value": f'"{_salt(store)}"'}
            name = "identifier_salt"
            operation.register("setting", value, uid=name, effective_at=moment)
    return True


def _salt(store: Store) -> str:
    return f"{store.entropy.getrandbits(128):032x}"


def _seed(operation: Operation, *, effective_at: int) -> None:
    add_missing_terms(operation, effective_at=effective_at)
    seed_policies(operation, effective_at=effective_at)
    seed_norms(operation, effective_at=effective_at)


def _is_complete(store: Store) -> bool:
    is_seeded = has_policy(store) and not missing_norms(store)
    return is_seeded and not missing_terms(store)
