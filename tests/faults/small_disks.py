"""Small disks of their own: made and mounted where the machine gives the right."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

KINDS = ("tmpfs", "ext4")
SIZE = 24
"""Mebibytes of a disk."""


@contextmanager
def small_disk(kind: str, folder: Path) -> Iterator[Path]:
    """Mount a small disk of a kind; skip the test where that may not be done."""
    place = folder / f"disk-{kind}"
    place.mkdir()
    if kind == "tmpfs":
        made = _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(place))
    else:
        image = folder / "disk.img"
        with image.open("wb") as file:
            file.truncate(SIZE << 20)
        made = _run("mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", str(image))
        made = made and _run("mount", "-o", "loop", str(image), str(place))
    if not made:
        pytest.skip(f"this machine mounts no {kind} for us")
    try:
        yield place
    finally:
        _run("umount", "-l", str(place))


def _run(*words: str) -> bool:
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
