"""Open a protected store by its passphrase or its recovery key."""

from collections.abc import Iterable
from pathlib import Path

from app.errors import StoreError, WrongKey
from app.protection.engine import protected_engine
from app.protection.key_file import USUAL, Cost, read_keys, refuse_weak, write_keys
from app.protection.recovery import key_of
from app.store.engine import is_no_database, open_with
from app.store.fault import explain


def unlock(store: Path, passphrase: str) -> bytes:
    """Make ``store`` open from now on, in this process; return its key.

    Raises:
        WrongKey: The passphrase is another.
        StoreError: The key file is missing or damaged.
    """
    return _take_first(store, read_keys(store, passphrase))


def unlock_by_recovery(store: Path, text: str) -> bytes:
    """Make ``store`` open by its recovery key; return its key.

    Raises:
        InvalidRequest: What was typed is no recovery key.
        WrongKey: It is the key of another store, or of this one before it got a new.
    """
    return _take_first(store, [key_of(text)])


def change_passphrase(store: Path, old: str, new: str, *, cost: Cost = USUAL) -> None:
    """Let ``new`` open ``store`` in place of ``old``; the store itself stays.

    Raises:
        WrongKey: ``old`` is not its passphrase, or ``new`` is soon guessed.
    """
    refuse_weak(new)
    key = _first_that_opens(store, read_keys(store, old))
    write_keys(store, [key], new, cost=cost)


def new_passphrase(store: Path, key: bytes, new: str, *, cost: Cost = USUAL) -> None:
    """Write the key file of ``store`` anew, by one who has its recovery key.

    Raises:
        WrongKey: It is not the key of the store, or ``new`` is soon guessed.
    """
    refuse_weak(new)
    write_keys(store, [_first_that_opens(store, [key])], new, cost=cost)


def _take_first(store: Path, keys: Iterable[bytes]) -> bytes:
    key = _first_that_opens(store, keys)
    open_with(store, protected_engine(key))
    return key


def _first_that_opens(store: Path, keys: Iterable[bytes]) -> bytes:
    for key in keys:
        if opens(store, key):
            return key
    raise WrongKey(
        "That key does not open this store.",
        remedy="Look whether the sheet names this store and this date; a store that got"
        " a new recovery key is not opened by the old one.",
    )


def opens(store: Path, key: bytes) -> bool:
    """Return whether ``key`` is that of the file at ``store``.

    Raises:
        StoreError: The file cannot be read at all.
    """
    if not store.is_file():
        raise StoreError(f"No store is at {store.name}.", detail=str(store))
    engine = protected_engine(key)
    try:
        connection = engine.connect(f"{store.absolute().as_uri()}?mode=ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        finally:
            connection.close()
    except engine.errors as error:
        if is_no_database(error):
            return False
        raise explain(error, "unlock") from error
    return True
