"""A store loaded into memory and brought up to date there; its file is only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import LockedStore, StoreError
from app.store import APPLICATION_ID, SCHEMA_VERSION, Store
from app.store.engine import (
    MEMORY,
    PLAIN,
    Engine,
    database_errors,
    engine_of,
    is_no_database,
    refuse_locked,
)
from app.store.fault import explained
from app.store.pragmas import set_pragmas
from app.store.recognise import recognise
from app.store.upgrade import bring_up_to_date, version_of


def in_memory(path: Path) -> Store:
    """Return what the file at ``path`` holds, loaded into memory by its engine.

    An earlier schema is brought up to date in memory: the file stays as it is.

    Raises:
        StoreError: It is not there, no store of ours, damaged, or of a newer version.
    """
    place = path.absolute()
    if not place.is_file():
        raise StoreError(
            f"No copy is at {place.name}.",
            remedy="Check that its folder or disk is there.",
            detail=str(place),
        )
    engine = engine_of(place)
    refuse_locked(place, engine)
    store = Store(engine.connect(MEMORY), engine=engine)
    try:
        with explained("read the copy"), _own_key(place, engine):
            _load(store, place)
        recognise(store.connection, mark=APPLICATION_ID, newest=SCHEMA_VERSION)
        with explained("bring the copy up to date"):
            if version_of(store.connection) < SCHEMA_VERSION:
                bring_up_to_date(store.connection, SCHEMA_VERSION)
            set_pragmas(store.connection)
    except BaseException:
        store.connection.close()
        raise
    return store


@contextmanager
def _own_key(place: Path, engine: Engine) -> Iterator[None]:
    """Tell a file under another key from one that is no store."""
    try:
        yield
    except database_errors() as error:
        if engine is PLAIN or not is_no_database(error):
            raise
        raise LockedStore(
            f"{place.name} is encrypted under another key than the store, such as the"
            " one before it got a new recovery key; or its beginning is damaged.",
            remedy="Open it as a store of its own, with the passphrase of that time.",
            detail=str(place),
        ) from error


def _load(store: Store, place: Path) -> None:
    source = store.engine.connect(f"{place.as_uri()}?mode=ro")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # by its key
        source.backup(store.connection)
    finally:
        source.close()
