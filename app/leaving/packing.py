"""The files of an export as one ZIP file, the same bytes for the same files."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.leaving.folder import Written

_CHUNK = 1 << 20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP; the true one would differ each time
_PRIVATE = 0o100600 << 16


def pack(
    root: Path, files: list[Written], part: Path, name: str, step: Callable[[], None]
) -> None:
    """Write ``files`` of ``root`` to a new ZIP file ``part``, under a folder ``name``.

    Args:
        root: Where the files are.
        files: Which, in order.
        part: The new file; private.
        name: The folder that they unpack into.
        step: Called after each chunk; may raise Cancelled.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o600), "w+b") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            for file in files:
                _add(archive, root, file, name, step)
        stream.flush()
        os.fsync(stream.fileno())


def _add(
    archive: zipfile.ZipFile,
    root: Path,
    file: Written,
    name: str,
    step: Callable[[], None],
) -> None:
    entry = zipfile.ZipInfo(f"{name}/{file.path}", _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the system whose rights external_attr means
    entry.external_attr = _PRIVATE
    entry.file_size = file.size
    with (root / file.path).open("rb") as source, archive.open(entry, "w") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            step()
