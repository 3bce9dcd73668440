"""A store loaded into memory and brought up to date there; its file is only read."""

from pathlib import Path

from app.errors import StoreError
from app.store import APPLICATION_ID, SCHEMA_VERSION, Store
from app.store.engine import MEMORY, engine_of, refuse_locked
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
        with explained("read the copy"):
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


def _load(store: Store, place: Path) -> None:
    source = store.engine.connect(f"{place.as_uri()}?mode=ro")
    try:
        source.backup(store.connection)
    finally:
        source.close()
