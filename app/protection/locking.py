"""Lock a protected store that a window shows: its key is forgotten until it is resumed.

The same ``Store`` lives on, so that whoever shows it need not be told; meanwhile it
neither reads nor writes. The claim to be its only writer stays.
"""

from contextlib import suppress
from typing import Any, NoReturn

from app.errors import LockedStore
from app.store import Store, reconnect
from app.store.engine import PLAIN, Engine, engine_of, forget_engine


def has_key(store: Store) -> bool:
    """Return whether ``store`` is read under a key that can be forgotten."""
    return store.path is not None and store.engine is not PLAIN


def lock_store(store: Store) -> None:
    """Close the connection of a protected store and forget its key."""
    if store.path is None or not has_key(store):
        return
    with suppress(*store.engine.errors):
        store.connection.close()
    forget_engine(store.path)
    store.connection, store.engine = _Closed(), _LOCKED


def resume_store(store: Store) -> None:
    """Read a locked store again, whose key was given meanwhile.

    Raises:
        LockedStore: The key was not given.
        StoreError: The file is not there any more, or cannot be read.
    """
    if store.path is None:
        return
    engine = engine_of(store.path)
    if engine is PLAIN:
        _refuse(str(store.path))
    store.engine = engine
    reconnect(store)


class _Closed:
    """Stands where a connection was: whatever is asked of it is refused."""

    in_transaction = False

    def close(self) -> None:
        """Close nothing: it is closed."""

    def __getattr__(self, name: str) -> Any:
        raise PLAIN.errors[0](f"The store is locked: no {name}.")


def _refuse(target: str) -> NoReturn:
    raise LockedStore(
        "The store is locked: a passphrase opens it.",
        remedy="Give the passphrase, or the recovery key that was printed.",
        detail=target,
    )


_LOCKED = Engine(name="locked", connect=_refuse, errors=())
