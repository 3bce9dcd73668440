"""A small folder as a release has it: some files and the list of them."""

import hashlib
from pathlib import Path

QT = "lib/PySide6/Qt/lib/libQt6Core.so.6"
FILES = {
    "headroom": b"program",
    "lib/resources/norms.csv": b"a,b\n",
    QT: b"qt",
    "build.json": b'{"commit": "0123abcd", "day": "2026-11-29"}',
}


def make_release(folder: Path) -> Path:
    """Write the files and their list into a new folder; return it."""
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    write_list(folder)
    return folder


def write_list(folder: Path) -> None:
    """Write the list of all files in a folder."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  "
        f"{file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
