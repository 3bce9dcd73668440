"""What this program is, what it was built from, and whether its files are as released.

A release is a folder with ``SHA256SUMS`` beside the program: a line for each file. The
list only tells: nothing refuses to start because of it, since the licence of Qt lets
anybody put other Qt libraries in place of those shipped.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from app import __version__
from app.errors import AppError
from app.progress import Progress, no_progress

LIST = "SHA256SUMS"
BUILD = "build.json"
LICENCES = "licences"
AT_ONCE = 1 << 20
"""Bytes read at a time."""
NAMED = 20
"""Files that are named of each kind; of the others there is a count."""
QT = ("lib/PySide6/", "lib/shiboken6/", "lib/libQt6", "lib/libpyside6", "lib/libicu")
"""Beginnings of the names of files that the LGPL lets anybody replace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What runs here.

    Attributes:
        version: Of the program, such as 1.2.0.
        commit: What it was built from; empty where it runs from its source.
        built_on: Day of that commit, as 2026-11-29; empty likewise.
        folder: Where the frozen program lies; None where it runs from its source.
        fingerprint: SHA-256 of the list of files; empty where there is none.
    """

    version: str
    commit: str = ""
    built_on: str = ""
    folder: Path | None = None
    fingerprint: str = ""

    @property
    def is_frozen(self) -> bool:
        """Whether this is a build, as against the source."""
        return self.folder is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesChecked:
    """What comparing the files with their list came to.

    Attributes:
        listed: Files that the list names.
        changed: Names of those whose content is another.
        missing: Names of those that are not there.
        added: Names of files that the list does not name.
        fingerprint: SHA-256 of the list itself.
    """

    listed: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    fingerprint: str

    @property
    def is_as_released(self) -> bool:
        """Whether every file is there and as listed, and no other is."""
        return not (self.changed or self.missing or self.added)


def present_installation() -> Installation:
    """Return what runs here, read from beside the program."""
    if not getattr(sys, "frozen", False):
        return Installation(version=__version__)
    return installation_in(Path(sys.executable).parent)


def installation_in(folder: Path) -> Installation:
    """Return what the folder of a frozen program says of itself."""
    built = _built(folder / BUILD)
    return Installation(
        version=__version__,
        commit=str(built.get("commit", "")),
        built_on=str(built.get("day", "")),
        folder=folder,
        fingerprint=_digest(folder / LIST) if (folder / LIST).is_file() else "",
    )


def check_files(folder: Path, progress: Progress = no_progress) -> FilesChecked:
    """Compare every file in the folder of a release with its list.

    Raises:
        AppError: There is no list, or it cannot be read.
    """
    listed = _listed(folder / LIST)
    there = _files(folder)
    changed = []
    for place, (name, expected) in enumerate(listed.items()):
        progress(place, len(listed))
        if name in there and _digest(there[name]) != expected:
            changed.append(name)
    return FilesChecked(
        listed=len(listed),
        changed=tuple(changed),
        missing=tuple(sorted({*listed} - {*there})),
        added=tuple(sorted({*there} - {*listed} - {LIST})),
        fingerprint=_digest(folder / LIST),
    )


def told(checked: FilesChecked) -> list[str]:
    """Return what was found, in sentences for whoever installed the program."""
    lines = [
        f"{checked.listed:,} files compared with the list of the release."
        if checked.is_as_released
        else f"The installation differs from its release: {_differences(checked)}."
    ]
    for word, names in (
        ("changed", checked.changed),
        ("missing", checked.missing),
        ("not in the list", checked.added),
    ):
        lines += [f"{word}: {name}" for name in names[:NAMED]]
        if len(names) > NAMED:
            lines.append(f"{word}: {len(names) - NAMED:,} more")
    if checked.is_as_released:
        lines.append("Every file is as it was released.")
    elif _only_qt(checked):
        lines.append(
            "Only libraries of Qt and PySide differ: you may replace those. If nobody"
            " here did, install the program again."
        )
    else:
        lines.append("Install it again from the medium; your stores are not touched.")
    lines.append(
        f"SHA-256 of the list: {checked.fingerprint}. Compare it with the one printed"
        " on the sheet of the release: a list that lies in the same folder can be"
        " changed with its files."
    )
    return lines


def _differences(checked: FilesChecked) -> str:
    counts = (
        (len(checked.changed), "changed"),
        (len(checked.missing), "missing"),
        (len(checked.added), "added"),
    )
    return ", ".join(f"{count:,} {word}" for count, word in counts if count)


def _only_qt(checked: FilesChecked) -> bool:
    names = (*checked.changed, *checked.missing, *checked.added)
    return all(name.startswith(QT) for name in names)


def _built(path: Path) -> Mapping[str, object]:
    try:
        built = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return built if isinstance(built, dict) else {}


def _listed(path: Path) -> dict[str, str]:
    """Return names and digests from a list such as ``sha256sum`` writes and reads."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            "The list of the release's files is not there or cannot be read.",
            remedy="Install the program again from the medium.",
            detail=str(error),
        ) from error
    pairs = (line.split("  ", 1) for line in lines if line.strip())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _files(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its name in the list; links to it are none.

    A link inside the folder has no content of its own; what it leads to is compared.
    """
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and (not path.is_symlink() or _leads_out(path, folder))
    }


def _leads_out(path: Path, folder: Path) -> bool:
    return not path.resolve().is_relative_to(folder.resolve())


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while part := stream.read(AT_ONCE):
                digest.update(part)
    except OSError:
        return ""  # there, and nobody can read it: as good as changed
    return digest.hexdigest()
