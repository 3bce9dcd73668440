"""A whole copy of a store in another file: made, checked, and only then given its name.

A store in use must not be copied as a file: 16 of 40 such copies were damaged
(reliability reference, 3.6). SQLite's own backup takes one consistent state.
"""

import errno
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.errors import OutputError, StoreError, StoreInUse
from app.progress import Progress, no_progress
from app.store import Store
from app.store.chain import last_head
from app.store.engine import PLAIN, database_errors, key_file

PAGES = 256
"""Pages copied at once, so that a writer need not wait for all of them."""

_UNKNOWN_THERE = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
"""What is reported where folders cannot be synced: shares, FUSE, write-only folders."""

WAITS = 60
"""How often a page is asked for, every quarter of a second, while somebody writes."""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

AGAIN = 3
"""How often a copy begins again because of changes until writers have to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a copy holds.

    Attributes:
        path: The file.
        sequence: Number of the last operation in it; 0 for none.
        head: The head of its chain, hexadecimal.
        size: Bytes of the file.
        digest: SHA-256 of the file, hexadecimal.
    """

    path: Path
    sequence: int
    head: str
    size: int
    digest: str


def copy_store(
    store: Store, target: Path, *, progress: Progress = no_progress
) -> Copied:
    """Copy ``store`` to ``target``, checked and synced before it takes that name.

    What was at ``target`` stays until the new copy proved good. A protected store is
    copied under its own key. Changes made meanwhile are in the copy whole or not.

    Raises:
        StoreError: The copy did not come out as the store; ``target`` is as it was.
        OutputError: It cannot be written there.
        Cancelled: ``progress`` asked to stop.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        sequence, head = _copy(store, part, progress)
        digest = _settle(part)
        size = part.stat().st_size
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        _drop(part)
        raise OutputError(
            f"The copy {target.name} cannot be written in that folder.",
            remedy="Choose a folder that exists, has space and may be written.",
            detail=f"{target}: {error}",
        ) from error
    except BaseException:
        _drop(part)
        raise
    return Copied(path=target, sequence=sequence, head=head, size=size, digest=digest)


def copy_key(store: Store, target: Path) -> None:
    """Put the key file of a protected store beside its copy at ``target``.

    Without it only the recovery key would open the copy.

    Raises:
        OutputError: It cannot be written there.
    """
    if store.path is None or store.engine is PLAIN:
        return
    source, wanted = key_file(store.path), key_file(target)
    part = wanted.with_name(f"{wanted.name}.part")
    try:
        if not source.is_file():
            return
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(source.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(wanted)
        sync_folder(wanted.parent)
    except OSError as error:
        _drop(part)
        raise OutputError(
            f"The key file of the copy {target.name} cannot be written.",
            remedy="Choose a folder that exists, has space and may be written.",
            detail=f"{wanted}: {error}",
        ) from error


def sync_folder(folder: Path) -> None:
    """Make names in ``folder`` last through a power cut, where the system can."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN_THERE:
            raise


class _Restless(Exception):  # noqa: N818 - ends an attempt
    """The store was written again and again while it was copied."""


def _copy(store: Store, part: Path, progress: Progress) -> tuple[int, str]:
    try:
        connection = store.engine.connect(f"{part.as_uri()}?mode=rw")
    except database_errors() as error:
        raise _failed(str(error)) from error
    copy = Store(connection, part, engine=store.engine)
    try:
        back_up(store, connection, progress)
        return _check(copy)
    except database_errors() as error:
        raise _failed(str(error)) from error
    finally:
        connection.close()


def back_up(store: Store, target: Any, progress: Progress = no_progress) -> None:
    """Copy one state of a store to another connection; writers hardly wait for it."""
    try:
        _back_up(store, target, progress)
    except _Restless:  # at once then: writers wait for it
        store.connection.backup(target)


def _back_up(store: Store, target: Any, progress: Progress) -> None:
    """Copy some pages at a time; a change meanwhile makes it begin again.

    Raises:
        _Restless: It began again too often: it would never end.
        StoreInUse: Somebody writes and does not come to an end.
    """
    least: int | None = None
    again = busy = 0

    def tell(status: int, left: int, total: int) -> None:
        nonlocal least, again, busy
        busy = busy + 1 if status in _BUSY else 0
        if busy > WAITS:
            raise StoreInUse(
                "Another program has been writing to the store all the while.",
                remedy="Close the other window, or try again in a moment.",
            )
        if status in _BUSY:
            progress(0, 1)
            return
        again += least is not None and left > least
        least = left
        if again > AGAIN:
            raise _Restless
        progress(total - left, total)

    store.connection.backup(target, pages=PAGES, progress=tell)


def _check(copy: Store) -> tuple[int, str]:
    """Refuse a copy that is not whole; return where its history ends."""
    found = copy.value("PRAGMA quick_check(1)")
    if found != "ok":
        raise _failed(str(found))
    for row in copy.query("PRAGMA foreign_key_check"):
        raise _failed(f"foreign key of {row[0]}")
    sequence = copy.value("SELECT coalesce(max(operation), 0) FROM chain")
    return int(sequence), last_head(copy).hex()


def _settle(part: Path) -> str:
    """Bring the file to the disk and return the digest of what is read back."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _drop(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _failed(detail: str) -> StoreError:
    return StoreError(
        "The copy did not come out whole; it was thrown away.",
        remedy="Check the store, then try again.",
        detail=detail,
    )
