"""Lays the licence of everything that is shipped into the folder of a build.

``licences/`` then has the common texts of ``resources/licences``, a folder for each
distribution with what its wheel says, and one for each system library with what its
Debian package says. A part that is shipped and has no text ends the build.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path

from ground import ROOT, CannotBuildError

COMMON = ROOT / "resources" / "licences"
WORDS = ("licen", "copying", "notice", "authors", "legal code")
CODE = (".py", ".pyc", ".pyi", ".so", ".pyd", ".json")
WITHOUT_TEXT = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-notice.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-notice.txt"),
}
"""Distributions whose wheels bring no text, and the common texts that are theirs."""
INSIDE = {
    "Python": "Python.txt",
    "SQLCipher": "SQLCipher.txt",
    "SQLite": "SQLite.txt",
    "OpenSSL": "Apache-2.0.txt",
    "Qt": "Qt-notice.txt",
    "Inter": "Inter-OFL.txt",
}
"""What is inside other files, and the common text that is its own."""


def site_packages(python: Path) -> Path:
    """Return the folder of an environment's distributions."""
    told = subprocess.run(  # noqa: S603 - the Python that we made
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return Path(told.strip())


def plain(name: str) -> str:
    """Return a distribution's name as the index writes it."""
    return name.lower().replace("_", "-").replace(".", "-")


def gather(folder: Path, shipped: Path, python: Path) -> list[str]:
    """Lay the texts into ``folder``; return a line for each part that has one.

    Args:
        folder: The frozen program.
        shipped: What the specification wrote.
        python: The Python of the environment that was frozen.

    Raises:
        CannotBuildError: Something is shipped without its licence.
    """
    told = json.loads(shipped.read_text("utf-8"))
    place = folder / "licences"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(COMMON, place, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copyfile(ROOT / "LICENSE", place / "Headroom.txt")
    shutil.copyfile(ROOT / "resources/fonts/OFL.txt", place / "Inter-OFL.txt")
    lines, missing = [], []
    found = {
        plain(each.metadata["Name"]): each
        for each in distributions(path=[str(site_packages(python))])
    }
    for name, number in sorted(told["distributions"].items()):
        texts = _of_wheel(found[plain(name)], place / plain(name))
        texts += WITHOUT_TEXT.get(plain(name), ())
        if not texts:
            missing.append(name)
        lines.append(f"{name} {number}: {', '.join(texts)}")
    lines.append(f"PyInstaller's boot loader: {_of_boot_loader(found, place)}")
    lines += _of_system(told["system"], place / "system", missing)
    for name, text in sorted(INSIDE.items()):
        if not (place / text).is_file():
            missing.append(name)
        lines.append(f"{name}: {text}")
    if missing:
        raise CannotBuildError("shipped without a licence: " + ", ".join(missing))
    (place / "LIST.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return lines


def _of_wheel(found: Distribution, target: Path) -> list[str]:
    """Copy the texts that a wheel brings, and its own list of parts if it has one."""
    names = []
    for file in found.files or ():
        parts = [part.lower() for part in file.parts]
        is_text = "licenses" in parts or any(word in parts[-1] for word in WORDS)
        is_list = "sboms" in parts
        if not is_list and (file.suffix in CODE or not is_text):
            continue
        inner = Path(*file.parts[1:]) if len(parts) > 1 else Path(*file.parts)
        goal = target / inner
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(found.locate_file(file)), goal)
        if is_text:
            names.append(f"{target.name}/{inner.as_posix()}")
    return sorted(names)


def _of_boot_loader(found: Mapping[str, Distribution], place: Path) -> str:
    """Copy what PyInstaller says of the one part of it that is shipped."""
    text = found["pyinstaller"].read_text("licenses/COPYING.txt")
    if not text:
        raise CannotBuildError("PyInstaller brings no text of its licence")
    (place / "PyInstaller.txt").write_text(text, "utf-8", newline="\n")
    return "PyInstaller.txt"


def _of_system(libraries: list[str], target: Path, missing: list[str]) -> list[str]:
    """Copy what the packages say that brought the system's libraries."""
    lines = []
    for name, number in sorted(set(packages_of(libraries).values())):
        text = Path("/usr/share/doc") / name.partition(":")[0] / "copyright"
        if not text.is_file():
            missing.append(name)
            continue
        target.mkdir(exist_ok=True)
        goal = target / f"{name.partition(':')[0]}.txt"
        shutil.copyfile(text, goal)
        lines.append(f"{name.partition(':')[0]} {number}: system/{goal.name}")
    return lines


def packages_of(libraries: list[str]) -> dict[str, tuple[str, str]]:
    """Return the Debian package and its version of each library of the system.

    On Windows there are none: what Python's installer brings is under its licence.
    """
    if not sys.platform.startswith("linux"):
        return {}
    return {library: _package_of(library) for library in libraries}


def _package_of(library: str) -> tuple[str, str]:
    dpkg = shutil.which("dpkg-query")
    if dpkg is None:
        raise CannotBuildError("the licences of system libraries need dpkg (Debian)")
    for path in (library, library.removeprefix("/usr")):
        done = subprocess.run(  # noqa: S603 - dpkg-query, found by name
            [dpkg, "--search", path], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            name = done.stdout.split(": ", 1)[0].split(",")[0].strip()
            number = subprocess.run(  # noqa: S603
                [dpkg, "--show", "--showformat", "${Version}", name],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            return name, number
    raise CannotBuildError(f"no Debian package owns {library}")
