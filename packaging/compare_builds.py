"""Compares two builds file by file: names, rights, links and every byte.

python packaging/compare_builds.py FOLDER OTHER
"""

from __future__ import annotations

import argparse
import stat
import sys
from pathlib import Path

from ground import digest, say


def described(folder: Path) -> dict[str, str]:
    """Return what each entry below a folder is, by its name there."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink().as_posix()}"
        elif path.is_file():
            rights = stat.filemode(path.stat().st_mode)
            found[name] = f"{rights} {path.stat().st_size} {digest(path)}"
    return found


def differences(one: Path, other: Path) -> tuple[int, list[str]]:
    """Return how many entries were compared, and a line for each that differs."""
    here, there = described(one), described(other)
    lines = [f"only in {one}: {name}" for name in sorted({*here} - {*there})]
    lines += [f"only in {other}: {name}" for name in sorted({*there} - {*here})]
    lines += [
        f"differs: {name}: {here[name]} | {there[name]}"
        for name in sorted({*here} & {*there})
        if here[name] != there[name]
    ]
    return len({*here} | {*there}), lines


def main() -> int:
    """Compare; return 0 when the two are identical."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("other", type=Path)
    words = parser.parse_args()
    compared, lines = differences(words.folder, words.other)
    for line in lines:
        say(line)
    say(f"{compared:,} files and links compared, {len(lines)} differences")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
