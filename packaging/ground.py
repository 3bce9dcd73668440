"""What every step of packaging stands on: where things lie, how programs are run.

Standard library only: these files make the environment in which anything else is.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
OUT = ROOT / "build" / "packaging"
WINDOWS = sys.platform == "win32"
PROGRAM = "headroom.exe" if WINDOWS else "headroom"

MACHINE_PATH = re.compile(rb"(?<![\w.])/(root|home|work|tmp|var/tmp)/|[A-Z]:\\+Users\\")
"""A path that only the machine has on which something was built."""


class CannotBuildError(Exception):
    """What the person at the keyboard has to put right first."""


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say that a step begins, and how long it took."""
    say(f"== {title}")
    began = time.monotonic()
    yield
    say(f"   {title}: done in {time.monotonic() - began:.0f} s")


def run(
    *words: str | Path,
    settings: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    log: Path | None = None,
) -> None:
    """Run a program; what it says goes to ``log`` if there is one.

    Raises:
        CannotBuildError: It ended with another status than 0.
    """
    told = [str(word) for word in words]
    out = log.open("wb") if log else None
    try:
        done = subprocess.run(  # noqa: S603 - programs that we name
            told,
            cwd=folder,
            env={**os.environ, **(settings or {})},
            stdout=out,
            stderr=subprocess.STDOUT if log else None,
            check=False,
        )
    finally:
        if out:
            out.close()
    if done.returncode != 0:
        where = f"; see {log}" if log else ""
        raise CannotBuildError(
            f"{Path(told[0]).name} {' '.join(told[1:4])} ended with {done.returncode}"
            f"{where}"
        )


def answer(*words: str | Path, folder: Path = ROOT) -> str:
    """Return what a program prints."""
    done = subprocess.run(  # noqa: S603 - programs that we name
        [str(word) for word in words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotBuildError(f"{words[0]} {words[1]}: {done.stderr.strip()}")
    return done.stdout.strip()


def version() -> str:
    """Return the version of the program, read without importing it."""
    text = (ROOT / "app" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise CannotBuildError("app/__init__.py names no version")
    return found[1]


def git() -> str:
    """Return git's place; what is built is a commit, so that it can be built again."""
    found = shutil.which("git")
    if found is None or not (ROOT / ".git").exists():
        raise CannotBuildError("a build is made of a commit: git and its folder needed")
    return found


@cache
def commit() -> str:
    """Return the commit that is built; asked once, since somebody may go on working."""
    return answer(git(), "rev-parse", "HEAD")


@cache
def commit_time() -> int:
    """Return when that commit was made, in seconds since 1970: the time of the build.

    A build has no other time, so that the same commit gives the same files.
    """
    return int(answer(git(), "log", "-1", "--format=%ct", commit()))


def build_day() -> str:
    """Return the day of that commit."""
    return datetime.fromtimestamp(commit_time(), UTC).date().isoformat()


def fixed() -> dict[str, str]:
    """Return the settings under which everything comes out the same twice."""
    return {
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(commit_time()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder in one order; links are none."""
    found = [
        path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    ]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def size_in(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in files_in(folder))


def mebi(size: int) -> str:
    """Return a size in words: MB of a million bytes."""
    return f"{size / 1e6:.1f} MB"
