"""Make a new store that is protected from its first byte on."""

from pathlib import Path

from app.errors import StoreError
from app.protection.convert import Person
from app.protection.engine import protected_engine
from app.protection.key_file import USUAL, Cost, refuse_weak, write_keys
from app.store import Store
from app.store.engine import forget_engine, key_file, open_with
from app.store.event import write
from app.store.safety_act import SafetyAct, add_safety_act
from app.store.setting import Settings
from app.store.unit import create_unit

SAID = "The store was made protected: a passphrase opens it."


def create_protected(
    path: Path,
    settings: Settings,
    key: bytes,
    passphrase: str,
    person: Person,
    *,
    cost: Cost = USUAL,
) -> Store:
    """Create the protected store of a unit at ``path``, where there must be no file.

    Args:
        path: Where.
        settings: The unit's settings.
        key: Its key, of which the recovery key was printed.
        passphrase: What opens it.
        person: Who does it, and when.
        cost: What an attempt at the passphrase costs.

    Raises:
        WrongKey: The passphrase is soon guessed.
        StoreError: A file is there, or none can be made there.
    """
    refuse_weak(passphrase)
    path = path.absolute()
    if path.exists() or key_file(path).exists():
        raise StoreError(
            f"A file called {path.name} or its key file is there already.",
            remedy="Choose another name.",
        )
    open_with(path, protected_engine(key))
    try:
        write_keys(path, [key], passphrase, cost=cost)
        store = create_unit(path, settings, who=person.who, at=person.at)
        _record(store, person)
    except BaseException:
        key_file(path).unlink(missing_ok=True)
        forget_engine(path)
        raise
    return store


def _record(store: Store, person: Person) -> None:
    act = SafetyAct(
        kind="protect", source="", outcome=SAID, detail={}, done_on=person.at.date()
    )
    try:
        with write(
            store, who=person.who, why="", kind="protect", at=person.at
        ) as operation:
            add_safety_act(operation, act)
    except BaseException:
        store.discard()
        raise
