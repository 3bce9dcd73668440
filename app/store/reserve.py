"""Two megabytes beside the store that are given up when the disk is full.

On a full disk nothing can be deleted from a store to make room: that needs room itself
(reliability reference, 3.5). So room is kept while there is some: giving the reserve
up lets the user save what is at hand and export it.
"""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.errors import ReadOnlyStore
from app.store.lock import Owner, claim

SIZE = 2 << 20
"""Bytes of the reserve."""

_ROOM = 8 * SIZE
"""Bytes that must be free before a reserve is made: it must not fill a disk itself."""

_BLOCK = 1 << 16
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def reserve_file(place: Path) -> Path:
    """Return where the reserve of the store at ``place`` lies."""
    return place.with_name(f"{place.name}.reserve")


def keep_reserve(place: Path) -> bool:
    """Make the reserve of a store unless it is there; return whether it is.

    Random bytes, because a file system may keep nothing for zeros.
    """
    file = reserve_file(place)
    with suppress(OSError):
        if file.stat().st_size >= SIZE:
            return True
    try:
        if shutil.disk_usage(place.parent).free < _ROOM:
            return False
        file.unlink(missing_ok=True)  # it may be a link to what is somebody else's
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as written:
            for _ in range(SIZE // _BLOCK):
                written.write(os.urandom(_BLOCK))
    except OSError:
        drop_reserve(place)
        return False
    return True


def drop_reserve(place: Path) -> bool:
    """Give the room of the reserve back; return whether there was any."""
    file = reserve_file(place)
    try:
        had = file.stat().st_size > 0
        file.unlink()
    except OSError:
        return False
    return had


def claim_on_full(place: Path) -> Owner:
    """Become the only writer of a store, even on a full disk.

    Raises:
        StoreInUse: Another program has it.
        ReadOnlyStore: No file can be made beside it.
    """
    try:
        return claim(place)
    except ReadOnlyStore as error:
        if not is_full(place.parent):
            raise
        if not drop_reserve(place):
            raise ReadOnlyStore(
                f"The disk of {place.name} is full, so nothing can be written there.",
                remedy="Free some space, or open it for reading.",
                detail=error.detail,
            ) from error
        return claim(place)


def is_full(folder: Path) -> bool:
    """Return whether there is no room for anything more in ``folder``.

    A quota is reported by the database as an error of the disk, so it is tried.
    """
    probe = folder / f".headroom-{os.getpid()}-room"
    try:
        handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            return os.write(handle, os.urandom(_BLOCK)) < _BLOCK
        finally:
            os.close(handle)
    except OSError as error:
        return error.errno in _NO_ROOM
    finally:
        with suppress(OSError):
            probe.unlink()
