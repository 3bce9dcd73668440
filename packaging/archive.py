"""The portable archive: the folder as it is, the same to the byte each time."""

from __future__ import annotations

import lzma
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from ground import PROGRAM, commit_time

PRESET = 6
"""Of xz: higher ones need hundreds of megabytes of memory and gain two per cent."""


def write_tar(folder: Path, target: Path, name: str) -> None:
    """Write the folder to ``target`` (.tar.xz), under ``name`` inside."""
    moment = commit_time()

    def settled(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        if not entry.issym():
            is_program = entry.name == f"{name}/{PROGRAM}"
            entry.mode = 0o755 if entry.isdir() or is_program else 0o644
        return entry

    with (
        lzma.open(target, "wb", preset=PRESET) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(folder, name, recursive=False, filter=settled)
        for path in sorted(folder.rglob("*")):
            inner = f"{name}/{path.relative_to(folder).as_posix()}"
            archive.add(path, inner, recursive=False, filter=settled)


def write_zip(folder: Path, target: Path, name: str) -> None:
    """Write the folder to ``target`` (.zip), for Windows, under ``name`` inside."""
    moment = datetime.fromtimestamp(commit_time(), UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inner = f"{name}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(inner, moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())


def main(words: list[str]) -> int:
    """Pack a folder: FOLDER TARGET NAME, as TARGET's ending says."""
    folder, target, name = Path(words[0]), Path(words[1]), words[2]
    (write_zip if target.suffix == ".zip" else write_tar)(folder, target, name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
