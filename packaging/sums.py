"""The list of every file of a release: SHA256SUMS, for ``sha256sum --check``."""

from __future__ import annotations

import sys
from pathlib import Path

from ground import digest, files_in, say

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


def main(names: list[str]) -> int:
    """Write the list of each folder named."""
    for name in names:
        say(f"{write_sums(Path(name))}  {name}/{LIST}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
