"""Files among the copies: written whole, for the user alone, and read back."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from app.errors import OutputError, StoreError
from app.store.copy import sync_folder

_BLOCK = 1 << 20


def write_private(path: Path, content: bytes) -> None:
    """Write a small file in place of the one there, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        _write_new(part, content)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise _unwritten(path, error) from error


def copy_private(source: Path, target: Path) -> str:
    """Copy a file that nobody writes, synced and read back; return its SHA-256.

    What was at ``target`` stays until the copy proved good.

    Raises:
        StoreError: What was read back is not what was written.
        OutputError: It cannot be written there.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        digest = _copy_bytes(source, part)
        if digest_of_file(part) != digest:
            raise StoreError(
                f"The copy {target.name} was read back other than it was written.",
                remedy="Check that disk; it may be failing.",
                detail=str(target),
            )
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _unwritten(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return digest


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        found = sha256()
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _write_new(part: Path, content: bytes) -> None:
    part.unlink(missing_ok=True)  # it may be a link to what is somebody else's
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _copy_bytes(source: Path, part: Path) -> str:
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    found = sha256()
    with os.fdopen(handle, "wb") as written, source.open("rb") as read:
        while block := read.read(_BLOCK):
            found.update(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    return found.hexdigest()


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path.name} cannot be written in that folder.",
        remedy="Choose a folder that exists, has space and may be written.",
        detail=f"{path}: {error}",
    )
