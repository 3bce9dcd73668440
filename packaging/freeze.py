"""Freezes the program of a commit into one folder, the same to the byte each time."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from io import BytesIO
from pathlib import Path
from subprocess import run as start

from ground import (
    PROGRAM,
    ROOT,
    WINDOWS,
    CannotBuildError,
    answer,
    build_day,
    commit,
    commit_time,
    files_in,
    fixed,
    git,
    run,
    version,
)

SHIPPED = "shipped.json"
"""What the specification writes beside its work: distributions and system libraries."""
WITH_DEBUG = ("libpython", "_sqlite3.")
"""Libraries of Python's builder and of sqlcipher3 that carry 30 MB for debuggers. None
of Qt's is touched, and not OpenBLAS, which does not survive it."""


def export_source(folder: Path) -> Path:
    """Write the files of the commit into a new folder, and nothing that lies about."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packed = start(  # noqa: S603 - git, found by name
        [git(), "archive", "--format=tar", commit()],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def is_changed() -> bool:
    """Tell whether the working tree differs from the commit that is built."""
    return bool(answer(git(), "status", "--porcelain", "--untracked-files=no"))


def freeze(python: Path, source: Path, target: Path) -> Path:
    """Run PyInstaller on ``source``; return the folder of the frozen program.

    Args:
        python: The Python of the environment with PyInstaller and all it freezes.
        source: The exported source.
        target: Folder for the result and for the work, made anew.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shipped = target / SHIPPED
    settings = {**fixed(), "HEADROOM_SHIPPED": str(shipped)}
    if WINDOWS:
        settings["HEADROOM_VERSION_FILE"] = str(write_version_file(target))
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "INFO"),
        *("--distpath", target, "--workpath", target / "work"),
        source / "packaging" / "headroom.spec",
        settings=settings,
        folder=source,
        log=target / "pyinstaller.log",
    )
    folder = target / "headroom"
    if not (folder / PROGRAM).is_file():
        raise CannotBuildError(f"PyInstaller left no {PROGRAM} in {folder}")
    drop_debug(folder)
    return folder


def drop_debug(folder: Path) -> None:
    """Take what only a debugger reads out of the libraries named, where it can be."""
    strip = shutil.which("strip")
    if WINDOWS or strip is None:
        return
    for path in files_in(folder):
        if path.name.startswith(WITH_DEBUG):
            run(strip, "--strip-debug", "--enable-deterministic-archives", path)


def write_build_note(folder: Path) -> None:
    """Write what the program says of itself in About."""
    note = {"version": version(), "commit": commit(), "day": build_day()}
    (folder / "build.json").write_text(json.dumps(note, indent=1) + "\n", "utf-8")


def settle(folder: Path) -> None:
    """Give every file the same owner's rights and the time of the commit."""
    moment = commit_time()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink():
            continue
        is_program = path.name == PROGRAM and path.parent == folder
        path.chmod(0o755 if path.is_dir() or is_program else 0o644)
        os.utime(path, (moment, moment))
    folder.chmod(0o755)
    os.utime(folder, (moment, moment))


def write_version_file(target: Path) -> Path:
    """Write the resource by which Windows shows version and maker of the program."""
    numbers = [int(part) for part in version().split(".")[:3]]
    numbers += [0] * (4 - len(numbers))
    template = (ROOT / "packaging" / "windows" / "version.txt").read_text("utf-8")
    path = target / "version.txt"
    path.write_text(
        template.replace("@NUMBERS@", str(tuple(numbers))).replace(
            "@VERSION@", version()
        ),
        "utf-8",
    )
    return path
