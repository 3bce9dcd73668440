#!/usr/bin/env python3
"""Makes a wheelhouse: every package with its hash, for a site without a network.

    python3 packaging/wheelhouse.py                   for this system
    python3 packaging/wheelhouse.py --windows         for Windows x64, made here
    python3 packaging/wheelhouse.py --build           with what freezing needs besides
    python3 packaging/wheelhouse.py --check FOLDER    installs from it without a network

The folder holds the wheels, the program's own wheel, requirements.txt with the hashes,
SHA256SUMS and a README with the commands. pip takes nothing else: --require-hashes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import freeze
from environment import python_of
from ground import (
    HERE,
    OUT,
    CannotBuildError,
    commit,
    digest,
    fixed,
    mebi,
    run,
    say,
    size_in,
    step,
    version,
)
from smoke import bare_environment, without_network
from sums import write_sums

PYTHON = "3.11"
"""Python for which wheels are taken."""
PLATFORMS = {
    "linux": ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64",
              "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "windows": ("win_amd64",),
}  # fmt: skip
READ_ME = HERE / "wheelhouse.txt"


def main() -> int:
    """Read the words and do it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--windows", action="store_true")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--check", type=Path, metavar="FOLDER")
    words = parser.parse_args()
    try:
        if words.check:
            return check(words.check.resolve())
        system = "windows" if words.windows or sys.platform == "win32" else "linux"
        make(system, with_tools=words.build)
    except CannotBuildError as error:
        say(f"wheelhouse.py: {error}")
        return 2
    return 0


def make(system: str, *, with_tools: bool) -> Path:
    """Download every wheel for a system, add our own and what tells how to use it."""
    place = OUT / f"headroom-{version()}-wheelhouse-{system}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    locks = [HERE / "runtime.lock"]
    if with_tools:
        locks.append(HERE / "requirements.lock")
    with step(f"wheels for {system}"):
        for lock in locks:
            download(lock, place, system)
        own = build_own(place)
    lines = [lock.read_text("utf-8") for lock in locks]
    lines.append(f"headroom=={version()} --hash=sha256:{digest(own)}\n")
    (place / "requirements.txt").write_text("".join(lines), "utf-8", newline="\n")
    (place / "README.txt").write_text(read_me(system), "utf-8", newline="\n")
    write_sums(place)
    wheels = len(list(place.glob("*.whl")))
    say(f"   {place.name}: {wheels} wheels, {mebi(size_in(place))}")
    return place


def download(lock: Path, place: Path, system: str) -> None:
    """Download what a lock names, for another system if need be; wheels alone."""
    for_platform = [word for name in PLATFORMS[system] for word in ("--platform", name)]
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--dest", place),
        *("--require-hashes", "--only-binary", ":all:", "--no-deps"),
        *("--python-version", PYTHON, "--implementation", "cp", "--abi", "cp311"),
        *("--abi", "abi3", "--abi", "none", *for_platform, "-r", lock),
        log=OUT / f"wheelhouse-{lock.stem}.log",
    )


def build_own(place: Path) -> Path:
    """Build the program's own wheel from the commit; its builder is in the dev lock."""
    source = freeze.export_source(OUT / "wheel-source")
    builder = HERE.parent / ".venv"
    run(
        *(python_of(builder), "-m", "hatchling", "build", "-t", "wheel", "-d", place),
        folder=source,
        settings=fixed(),
        log=OUT / "wheel.log",
    )
    return next(place.glob("headroom-*.whl"))


def read_me(system: str) -> str:
    """Return the README of a wheelhouse, with the commands of its system."""
    is_windows = system == "windows"
    scripts = "headroom-env\\Scripts\\" if is_windows else "headroom-env/bin/"
    return READ_ME.read_text("utf-8").format(
        version=version(),
        commit=commit(),
        system="Windows 10 and 11, x64" if is_windows else "Linux x86-64 (Debian 12)",
        python=PYTHON,
        make=f"{'py -3.11' if is_windows else 'python3.11'} -m venv headroom-env",
        pip=f"{scripts}python -m pip",
        program=f"{scripts}headroom",
    )


def check(place: Path) -> int:
    """Install from a wheelhouse without a network, and make the demo unit."""
    wrapper, told = without_network()
    say(f"== installing from {place.name}; {told}")
    with tempfile.TemporaryDirectory(prefix="headroom-wheelhouse-") as home:
        environment = Path(home) / "headroom-env"
        run(*wrapper, sys.executable, "-m", "venv", environment)
        python = python_of(environment)
        settings = {**bare_environment(Path(home)), "PIP_CONFIG_FILE": "/dev/null"}
        run(
            *(*wrapper, python, "-m", "pip", "install", "--quiet", "--no-index"),
            *("--disable-pip-version-check", "--find-links", place),
            *("--require-hashes", "--only-binary", ":all:"),
            *("-r", place / "requirements.txt"),
            settings=settings,
        )
        program = python.with_name("headroom")
        for words in (("--version",), ("demo", "demo.db"), ("verify", "demo.db")):
            run(*wrapper, program, *words, folder=Path(home), settings=settings)
    say("   installed and run without a network")
    return 0


if __name__ == "__main__":
    sys.exit(main())
