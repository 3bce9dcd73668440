"""The end of a change: what is said of it is true, whatever the disk reports.

A commit that reports an error may have happened all the same (reliability reference,
3.3). So the connection is closed then, another is made, and the operation looked up
under its uid. Where even that cannot be done it is said that it is not known yet, and
asked again: by the window, and at the latest before the next change.
"""

import sqlite3
from contextlib import suppress

from app.errors import AppError, MovedStore, StoreError, UncertainSave
from app.store import APPLICATION_ID, Store, reconnect
from app.store.doubt import end_doubt, keep_doubt
from app.store.engine import database_errors
from app.store.fault import explain, moved
from app.store.latest import last_saved
from app.store.reserve import drop_reserve, is_full, keep_reserve

_WAS_SAVED = "SELECT 1 FROM operation WHERE uid = :uid"
_TROUBLE: tuple[type[Exception], ...] = (AppError, OSError)
_UID_OF = "SELECT uid FROM operation WHERE id = :id"


def was_saved(store: Store, uid: str) -> bool:
    """Return whether there is an operation: one that added nothing is none."""
    return store.value(_WAS_SAVED, {"uid": uid}) is not None


def commit(store: Store, number: int, uid: str) -> None:
    """End the transaction of an operation, and find out what is so if that fails.

    Raises:
        UncertainSave: It is not known yet whether it was saved.
        Exception: What the database reported; it was not saved.
    """
    try:
        store.connection.execute("COMMIT")
    except database_errors() as error:
        if store.path is None:
            raise
        store.uncertain = uid
        try:
            is_in = settle(store)
        except UncertainSave as unknown:
            keep_doubt(store.path, uid)
            if store.on_uncertain is not None:
                store.on_uncertain()
            raise unknown from error
        if not is_in:
            raise
    store.last = number, uid
    if store.is_short and store.path is not None:
        store.is_short = not keep_reserve(store.path)


def settle(store: Store) -> bool:
    """Find out whether the change of which that is not known was saved.

    Raises:
        UncertainSave: It still cannot be found out.
    """
    try:
        reconnect(store)
        is_in = was_saved(store, store.uncertain)
    except (*database_errors(), *_TROUBLE) as error:
        raise UncertainSave(
            "The disk reported an error while this change was being saved, and it is"
            " not known yet whether it was saved.",
            remedy="It is looked up as soon as the store can be read again, at the"
            " latest at the next start. Do not enter it a second time before that.",
            detail=f"{store.uncertain}: {type(error).__name__}: {error}",
        ) from error
    store.uncertain = ""
    if store.path is not None:
        end_doubt(store.path)
    return is_in


def refuse_doubt(store: Store) -> None:
    """Refuse a change while another is in doubt, or when that was saved after all.

    Raises:
        UncertainSave: It still cannot be found out.
        StoreError: The other was saved: this is perhaps the same, entered again.
    """
    if store.uncertain and settle(store):
        raise StoreError(
            "The change of which that was not known was saved after all; this one was"
            " not, so that nothing is done twice.",
            remedy="Look at what is there now, then save again if it is still needed.",
        )


def refuse_other_file(store: Store) -> None:
    """Refuse to write into a file that is not the store that was opened.

    SQLite notices a file that was moved or deleted, not one that was emptied or
    overwritten. For use inside the transaction that is to write.

    Raises:
        MovedStore: It is another.
    """
    if store.value("PRAGMA application_id") != APPLICATION_ID:
        raise moved("no application_id")
    if store.last is not None:
        number, uid = store.last
        if store.value(_UID_OF, {"id": number}) != uid:
            raise moved(f"operation {number} is not {uid}")


def roll_back(store: Store) -> None:
    """Take back what was not committed, as far as the connection can.

    Where it cannot, the journal stays, and whoever opens the file next takes it back.
    """
    with suppress(*database_errors()):
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")


def explain_unsaved(store: Store, error: Exception, act: str) -> StoreError:
    """Return the sentence for what was reported while a change was not saved.

    On a full disk the reserve is given up.
    """
    found = explain(error, act)
    if isinstance(found, MovedStore) or store.path is None:
        return found
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_quota = code == sqlite3.SQLITE_IOERR and is_full(store.path.parent)
    if code == sqlite3.SQLITE_FULL or is_quota:
        return _full(store, found.detail)
    return found


def _full(store: Store, detail: str) -> StoreError:
    was_freed = store.path is not None and drop_reserve(store.path)
    store.is_short = store.is_short or was_freed
    remedy = "Free some space, or save a copy elsewhere now."
    if was_freed:
        remedy = (
            "Room for some more changes was set free: try again, then free some space."
        )
    return StoreError(
        f"The disk is full; this change was not saved. {_last_words(store)}",
        remedy=remedy,
        detail=detail,
    )


def _last_words(store: Store) -> str:
    try:
        last = last_saved(store)
    except AppError:
        last = None
    when = f" ({last.words})" if last else ""
    return f"Your last saved change{when} is safe."
