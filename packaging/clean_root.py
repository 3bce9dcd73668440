#!/usr/bin/env python3
"""Installs the Debian package in a bare root, runs it there, and takes it away again.

    python3 packaging/clean_root.py build/packaging/release/headroom_1.2.0_amd64.deb

Needs root, debootstrap and a Debian mirror. The program is run in a network namespace
without any interface; the same is done with the portable archive that lies beside the
package. What was said is kept in clean-root.txt beside the package.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ground import OUT, CannotBuildError, mebi, say, size_in

SUITE = "bookworm"
TRIAL = "srv/trial"
"""Home folder of the trial, in the bare root."""
WORDS = (
    "headroom --version",
    "headroom installation",
    "headroom demo demo.db",
    "headroom import unit.db ledger.csv --create --dates dd/mm/yyyy --as-of 2026-03-31",
    "headroom verify demo.db",
    "headroom backlog demo.db --as-of 2026-03-31",
    "headroom report capacity-summary demo.db --output summary.pdf --png",
    "HEADROOM_WALK=walk.txt headroom open demo.db && tail -n 1 walk.txt",
)
MISSING = """
lacking=$(find /opt/headroom -name '*.so*' -type f |
    LD_LIBRARY_PATH=/opt/headroom/lib xargs ldd 2>/dev/null |
    grep 'not found' | grep -v libcups | sort -u)
echo "libraries that are not there: ${lacking:-none}"; test -z "$lacking"
"""
"""Only that of printers may be missing: it is recommended, not needed."""
ON_DISPLAY = """
Xvfb :7 -screen 0 1366x768x24 >/dev/null 2>&1 & server=$!; sleep 3; cd
DISPLAY=:7 QT_QPA_PLATFORM=xcb HEADROOM_WALK=xcb.txt headroom open demo.db; status=$?
kill $server; tail -n 1 xcb.txt; exit $status
"""
"""The window on a display, as a person would have it: the plug-in for X11."""
LEDGER = "Reference,Received,Accepted\nDF-1,05/01/2026,06/01/2026\n"


class Root:
    """A bare Debian, and a list of what was done in it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.lines: list[str] = []
        self.failed = 0

    def tell(self, line: str) -> None:
        """Print a line and keep it."""
        say(line)
        self.lines.append(line)

    def run(self, command: str, *, network: bool = False, shown: int = 3) -> str:
        """Run a command of the shell in the root and tell how it went."""
        inside = ["chroot", str(self.place), "/bin/sh", "-c", command]
        done = subprocess.run(  # noqa: S603 - chroot, as root, in our own root
            inside if network else ["unshare", "-n", *inside],
            capture_output=True,
            text=True,
            env={
                "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME": f"/{TRIAL}",
                "LANG": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive",
                "QT_QPA_PLATFORM": "offscreen",
            },
            timeout=900,
            check=False,
        )
        self.failed += done.returncode != 0
        mark = "ok    " if done.returncode == 0 else f"FAILED ({done.returncode})"
        words = " ".join(command.split())
        self.tell(f"{mark} {'' if network else 'no network: '}{words}")
        said = (done.stdout + done.stderr).strip().splitlines()
        said = [line for line in said if "posix_openpt" not in line]  # apt's, in a root
        for line in said[-shown:] if done.returncode == 0 else said[-25:]:
            self.tell(f"         {line}")
        return done.stdout


def mirror() -> str:
    """Return the Debian mirror that this machine is set to."""
    lists = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    for path in lists:
        text = path.read_text("utf-8") if path.is_file() else ""
        found = re.search(r"https?://\S+/debian/?(?=\s)", text)
        if found:
            return found[0]
    return "http://deb.debian.org/debian"


def make_root(place: Path) -> Root:
    """Make a bare root from the mirror of this machine."""
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    bootstrap = shutil.which("debootstrap")
    if bootstrap is None or os.geteuid() != 0:
        raise CannotBuildError("needs root and debootstrap (apt-get install it)")
    root = Root(place)
    words = [bootstrap, "--variant=minbase", SUITE, str(place), mirror()]
    done = subprocess.run(  # noqa: S603 - debootstrap, found by name
        words, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotBuildError(f"debootstrap: {done.stdout[-800:]}{done.stderr[-800:]}")
    count = root.run("dpkg-query -W | wc -l", shown=1).strip()
    root.tell(f"a bare Debian {SUITE}: {count} packages, no Python, no Qt")
    return root


def try_package(root: Root, package: Path) -> None:
    """Install, run, remove, and look at what is left."""
    (root.place / TRIAL).mkdir()
    before = entries(root.place)
    shutil.copyfile(package, root.place / TRIAL / package.name)
    root.run("apt-get update -qq", network=True)
    install = "apt-get install -y -qq --no-install-recommends"
    root.run(f"{install} /{TRIAL}/{package.name}", network=True, shown=1)
    root.run("command -v python3 || echo there is no Python in this root")
    root.run(MISSING)
    (root.place / TRIAL / "ledger.csv").write_text(LEDGER, "utf-8")
    for words in WORDS:
        root.run(f"cd /{TRIAL} && {words}")
    root.run(f"{install} xvfb", network=True, shown=1)
    root.run(ON_DISPLAY)
    root.run("apt-get purge -y -qq headroom", network=True, shown=1)
    left = sorted(
        name for name in entries(root.place) - before if "headroom" in name.lower()
    )
    kept = [name for name in left if not name.startswith(f"{TRIAL}/")]
    root.tell(f"left after purge outside the home folder: {kept or 'nothing'}")
    root.failed += bool(kept)


def try_archive(root: Root, archive: Path) -> None:
    """Unpack the portable archive and run it, with the libraries already there."""
    shutil.copyfile(archive, root.place / TRIAL / archive.name)
    root.run("apt-get install -y -qq xz-utils", network=True, shown=1)
    root.run(f"cd /{TRIAL} && tar xf {archive.name} && rm {archive.name}")
    folder = archive.name.removesuffix("-linux-x86_64.tar.xz")
    root.run(f"cd /{TRIAL} && {folder}/headroom demo portable.db")
    root.run(f"cd /{TRIAL} && {folder}/headroom verify portable.db")
    root.run(f"cd /{TRIAL} && {folder}/headroom installation", shown=2)


def entries(place: Path) -> set[str]:
    """Return the names of all there is in a root but what the kernel shows."""
    return {
        path.relative_to(place).as_posix()
        for top in place.iterdir()
        if top.name not in {"proc", "sys", "dev", "tmp", "run"}
        for path in (top, *top.rglob("*"))
    }


def main() -> int:
    """Try a package, and the archive beside it if there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("package", type=Path)
    package = parser.parse_args().package
    place = OUT / "clean-root"
    try:
        root = make_root(place)
    except CannotBuildError as error:
        say(f"clean_root.py: {error}")
        return 2
    try_package(root, package)
    for archive in package.parent.glob("*-linux-x86_64.tar.xz"):
        try_archive(root, archive)
    root.tell("every step passed" if not root.failed else f"{root.failed} FAILED")
    (package.parent / "clean-root.txt").write_text(
        "\n".join(root.lines) + "\n", "utf-8"
    )
    say(f"   the root ({mebi(size_in(place))}) is taken away again")
    shutil.rmtree(place)
    return 1 if root.failed else 0


if __name__ == "__main__":
    sys.exit(main())
