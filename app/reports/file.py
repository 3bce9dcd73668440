"""Write a file that somebody asked for: whole, private, or not at all."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from app.errors import OutputError


def write_file(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``, which only the user may read; return the path.

    It is written beside its place and then moved there: whatever goes wrong, a file
    that was there before stays as it was.

    Raises:
        OutputError: It cannot be written; the sentence says why.
    """
    place = path.absolute()
    try:
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(place))
        _write_beside(place, content)
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def _write_beside(place: Path, content: bytes) -> None:
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read only", str(place))
    handle, name = tempfile.mkstemp(prefix=".headroom-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _unwritable(path: Path, error: OSError) -> OutputError:
    folder = path.absolute().parent
    if isinstance(error, IsADirectoryError):
        reason, remedy = "it is a folder", "Give the name of a file in it."
    elif not folder.exists():
        reason, remedy = "its folder does not exist", "Choose a folder that exists."
    elif isinstance(error, PermissionError):
        reason = "you may not write there"
        remedy = "Choose a folder of your own, or close the program that has it open."
    else:
        reason = (error.strerror or "the disk refused it").lower()
        remedy = "Choose another folder, with free space."
    return OutputError(
        f"{path.name} could not be written: {reason}.",
        remedy=remedy,
        detail=f"{path}: {error}",
    )
