"""The Debian package of a frozen folder: files in /opt, a command, a menu entry.

No script runs at installation or removal, nothing is fetched, and nothing outside these
files is written: removing it leaves the machine as it was and the stores alone.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from pathlib import Path

from ground import (
    HERE,
    ROOT,
    CannotBuildError,
    commit_time,
    fixed,
    run,
    size_in,
    version,
)

PLACE = Path("opt") / "headroom"


def write_deb(folder: Path, work: Path, target: Path) -> None:
    """Write the package of ``folder`` to ``target``.

    Args:
        folder: The frozen program, complete with licences and sums.
        work: Folder in which the tree of the package is made anew.
        target: The package.
    """
    if shutil.which("dpkg-deb") is None:
        raise CannotBuildError("the Debian package needs dpkg-deb (Debian or Ubuntu)")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, work / PLACE, symlinks=True)
    _lay(work)
    _write_control(work)
    _settle(work)
    run(
        *("dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z6"),
        *("--threads-max=1", work, target),
        settings=fixed(),
        log=work.parent / "dpkg-deb.log",
    )


def _lay(work: Path) -> None:
    """Lay what belongs to the system: command, menu entry, icon, copyright."""
    command = work / "usr/bin/headroom"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{(PLACE / 'headroom').as_posix()}")
    goals = {
        "linux/headroom.desktop": "usr/share/applications/headroom.desktop",
        "linux/headroom.svg": "usr/share/icons/hicolor/scalable/apps/headroom.svg",
    }
    for source, goal in goals.items():
        (work / goal).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / source, work / goal)
    documents = work / "usr/share/doc/headroom"
    documents.mkdir(parents=True)
    words = (
        "Headroom is under the MIT licence, below. What it is shipped with has its\n"
        f"own licences: /{PLACE.as_posix()}/licences, with a list in LIST.txt.\n\n"
    )
    text = words + (ROOT / "LICENSE").read_text("utf-8")
    (documents / "copyright").write_text(text, "utf-8")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (documents / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))


def _write_control(work: Path) -> None:
    control = (HERE / "linux" / "control").read_text("utf-8")
    control = control.replace("@VERSION@", version())
    control = control.replace("@KIB@", str(size_in(work) // 1024))
    (work / "DEBIAN").mkdir()
    (work / "DEBIAN" / "control").write_text(control, "utf-8")
    lines = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  "
        f"{path.relative_to(work).as_posix()}\n"
        for path in sorted(work.rglob("*"))
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts
    ]
    (work / "DEBIAN" / "md5sums").write_text("".join(lines), "utf-8")


def _settle(work: Path) -> None:
    moment = commit_time()
    for path in sorted(work.rglob("*"), reverse=True):
        if not path.is_symlink():
            is_program = path == work / PLACE / "headroom"
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    work.chmod(0o755)
