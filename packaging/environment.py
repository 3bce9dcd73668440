"""Two environments of packaging's own, made from the locks with their hashes.

``tools`` has everything, since PyInstaller must import what it freezes; ``runtime`` has
what the program needs and no more, and is what the bill of materials is taken from.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from ground import HERE, OUT, WINDOWS, run, say

TOOLS, RUNTIME = OUT / "tools", OUT / "runtime"
LISTS = {
    TOOLS: (HERE / "requirements.lock", HERE / "runtime.lock"),
    RUNTIME: (HERE / "runtime.lock",),
}


def python_of(environment: Path) -> Path:
    """Return the Python of an environment."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def make_environment(environment: Path, source: Path | None = None) -> Path:
    """Make an environment, unless it is there as its locks want it; return its Python.

    Args:
        environment: ``TOOLS`` or ``RUNTIME``.
        source: Folder of wheels to install from, for a machine without a network.
    """
    lists = LISTS[environment]
    wanted = hashlib.sha256(
        b"".join(path.read_bytes() for path in lists) + sys.version.encode()
    ).hexdigest()
    stamp, python = environment / "made-from.txt", python_of(environment)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    say(f"   installing {environment.name} from {len(lists)} lock(s) with hashes")
    run(sys.executable, "-m", "venv", "--clear", environment)
    offline = ["--no-index", "--find-links", source] if source else []
    each = [word for path in lists for word in ("-r", path)]
    run(
        *(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-compile", "--require-hashes", "--only-binary", ":all:"),
        *offline,
        *each,
        log=OUT / f"{environment.name}.log",
    )
    stamp.write_text(wanted, "utf-8")
    return python
