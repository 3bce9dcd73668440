"""The list of every file of a release: SHA256SUMS, for ``sha256sum --check``."""

from __future__ import annotations

from pathlib import Path

from ground import digest, files_in

LIST = "SHA256SUMS"


def write_sums(folder: Path) -> str:
    """Write the list of a folder's files; return the digest of the list itself.

    That one number stands for the whole tree: it goes on the sheet of the release and
    is what About shows.
    """
    lines = [
        f"{digest(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in files_in(folder)
        if path != folder / LIST
    ]
    (folder / LIST).write_text("".join(lines), "utf-8", newline="\n")
    return digest(folder / LIST)
