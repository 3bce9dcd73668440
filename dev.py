#!/usr/bin/env python3
"""Set up and run Headroom on a machine that has nothing but Python.

python3 dev.py demo    run the main job on the demo unit
python3 dev.py test    run every test
python3 dev.py lint    style, format and types
python3 dev.py bench   the benchmarks, beside their peers
python3 dev.py faults [--long]    what the store survives, as a table
python3 dev.py fuzz [--minutes N]    readers of files, given whatever atheris finds
python3 dev.py pictures    each page in light and dark, to look at, in build/pictures
python3 dev.py lock    write the lock files anew

Each does all the set-up first and ends with one line of result. Standard library only,
and written so that a Python too old for Headroom can still read it and say so.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "set-up-from.txt"
PEERS = ROOT / "build" / "peers"  # what benchmarks compare with: nothing of ours
FUZZER = ROOT / "build" / "fuzz"  # atheris and what it found out
READERS = "text workbook calendar mapping child owner copy share key"
OLDEST_PYTHON = (3, 11)

OFFSCREEN_LIBRARIES = {  # what Qt loads even without a display: library, Debian package
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
DISPLAY_LIBRARIES = {  # what it loads besides when it opens a window
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotGoOnError(Exception):
    """Something that only the person at the keyboard can put right."""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status: 0 done, 2 the user can act."""
    chosen = read_arguments(arguments)
    began = time.monotonic()
    try:
        status: int = chosen.run(chosen)
    except CannotGoOnError as error:
        say(f"dev.py {chosen.command}: {error}")
        return 2
    except KeyboardInterrupt:
        say(f"dev.py {chosen.command}: stopped")
        return 130
    outcome = "done" if status == 0 else f"FAILED, exit status {status},"
    say(f"dev.py {chosen.command}: {outcome} in {time.monotonic() - began:.0f} s")
    return status


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Return the command and what was said with it."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="run the main job on the demo unit")
    demo.add_argument("folder", nargs="?", type=Path, help="default: build/demo")
    demo.set_defaults(run=run_demo)
    test = commands.add_parser("test", help="run every test, or what pytest is told")
    test.set_defaults(run=run_tests, pytest=arguments[1:])
    commands.add_parser("lint", help="style and types").set_defaults(run=run_lint)
    commands.add_parser("bench", help="benchmarks").set_defaults(run=run_benchmarks)
    commands.add_parser("pictures", help="pages to look at").set_defaults(
        run=write_pictures
    )
    commands.add_parser("lock", help="write the locks").set_defaults(run=write_locks)
    faults = commands.add_parser("faults", help="what the store survives, as a table")
    faults.add_argument("--long", action="store_true", help="many more rounds: hours")
    faults.set_defaults(run=run_faults)
    fuzz = commands.add_parser("fuzz", help="readers, given whatever atheris finds")
    fuzz.add_argument("--minutes", type=float, default=3, help="for each reader (3)")
    fuzz.add_argument("--only", choices=READERS.split(), help="one reader")
    fuzz.set_defaults(run=run_fuzz)
    for_pytest = arguments[:1] == ["test"]
    return parser.parse_args(arguments[:1] if for_pytest else arguments)


def run_demo(chosen: argparse.Namespace) -> int:
    """Open the demo unit, or print its capacity summary where there is no display."""
    set_up(for_window=has_display())
    folder = (chosen.folder or ROOT / "build" / "demo").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "demo.db"
    if has_display():
        made = 0 if store.exists() else headroom("demo", store)
        return made or headroom("open", store)
    for old in [*folder.glob("demo.db*"), *folder.glob("capacity-summary*")]:
        old.unlink()
    summary = folder / "capacity-summary.pdf"
    return headroom("demo", store) or headroom(  # which says where it put the pages
        "report", "capacity-summary", store, "--output", summary, "--png"
    )


def run_tests(chosen: argparse.Namespace) -> int:
    """Run pytest: on everything and on all processors, unless it is told otherwise."""
    set_up()
    everything = ["-n", "auto", "--dist", "loadfile"]
    return run(PYTHON, "-m", "pytest", *(chosen.pytest or everything))


def run_lint(_chosen: argparse.Namespace) -> int:
    """Check style, format and types; stop at the first that fails."""
    set_up()
    return (
        run(PYTHON, "-m", "ruff", "check", ".")
        or run(PYTHON, "-m", "ruff", "format", "--check", ".")
        or run(PYTHON, "-m", "mypy")
    )


def run_benchmarks(_chosen: argparse.Namespace) -> int:
    """Run the benchmarks, with the peers that they are compared with."""
    set_up()
    return bring(PEERS, ROOT / "benchmarks" / "requirements.lock") or run(
        PYTHON, "-m", "benchmarks", settings={**os.environ, "PYTHONPATH": str(PEERS)}
    )


def run_faults(chosen: argparse.Namespace) -> int:
    """Run the harnesses of faults and print what each tried and what survived."""
    set_up()
    tally = ROOT / "build" / "faults.jsonl"
    tally.parent.mkdir(exist_ok=True)
    tally.unlink(missing_ok=True)
    settings = {**os.environ, "HEADROOM_FAULT_TALLY": str(tally)}
    words = ["-m", "pytest", "-q", "tests/faults", "-n", "2", "--dist", "load"]
    if chosen.long:
        settings["HEADROOM_FAULTS"] = "long"
        words += ["--timeout", "7200"]
    status = run(PYTHON, *words, settings=settings)
    if not tally.exists():
        return status or 1
    return run(PYTHON, "-m", "tests.faults.tally", tally) or status


def run_fuzz(chosen: argparse.Namespace) -> int:
    """Give each reader whatever atheris finds; stop at the first that fails."""
    set_up()
    status = bring(FUZZER / "library", ROOT / "tests" / "faults" / "fuzz.lock")
    path = os.pathsep.join((str(FUZZER / "library"), str(ROOT)))
    most = f"-max_total_time={60 * chosen.minutes:.0f}"
    for name in [chosen.only] if chosen.only else READERS.split():
        words = ["-m", "tests.faults.fuzz_readers", name, FUZZER / name, most]
        settings = {**os.environ, "PYTHONPATH": path}
        status = status or run(PYTHON, *words, settings=settings)
    return status


def bring(place: Path, wanted: Path) -> int:
    """Install a lock's packages into a folder of their own, unless they are there.

    Ciw brings a folder ``tests`` with it: in the environment of the program it would
    stand for ours wherever that is not looked up first.
    """
    stamp, known = place / "set-up-from.txt", fingerprint(wanted)
    if stamp.exists() and stamp.read_text("utf-8") == known:
        return 0
    shutil.rmtree(place, ignore_errors=True)
    uv = shutil.which("uv")
    if uv is None or runs(PYTHON, "-m", "pip", "--version"):
        status = pip_install("--target", place, "-r", wanted)
    else:  # an environment made by uv has no pip
        strict = ["--require-hashes", "--only-binary", ":all:", "--quiet"]
        where: list[str | Path] = ["--python", PYTHON, "--target", place]
        status = run(uv, "pip", "install", *where, *strict, "-r", wanted)
    if status == 0:
        stamp.write_text(known, "utf-8")
    return status


def write_pictures(_chosen: argparse.Namespace) -> int:
    """Write a picture of each page in light and in dark."""
    set_up()
    return run(PYTHON, "-m", "tests.pictures", ROOT / "build" / "pictures")


def write_locks(_chosen: argparse.Namespace) -> int:
    """Write the locks from the public index alone, whatever this machine is set to.

    Both forms are needed: ``uv.lock`` for uv, lists with hashes for pip.
    """
    uv = shutil.which("uv")
    if uv is None:
        raise CannotGoOnError("writing the locks needs uv: pip install uv")
    settings = {
        name: value for name, value in os.environ.items() if not name.startswith("UV_")
    }
    lists = {
        "requirements.lock": ["--group", "dev"],
        "benchmarks/requirements.lock": ["--only-group", "benchmarks"],
        "packaging/requirements.lock": ["--only-group", "packaging"],
        "packaging/runtime.lock": ["--no-dev", "--extra", "protected"],
        "tests/faults/fuzz.lock": ["--only-group", "fuzz"],
    }
    status = run(uv, "--no-config", "lock", settings=settings)
    for file, groups in lists.items():
        plain = ["--no-emit-project", "--no-header", "--no-annotate", "--quiet"]
        export = [uv, "--no-config", "export", "--frozen", *plain, *groups, "-o", file]
        status = status or run(*export, settings=settings)
    return status


def headroom(*words: str | Path) -> int:
    """Run the program's command line."""
    return run(PYTHON, "-m", "app", *words)


def set_up(for_window: bool = False) -> None:
    """Bring what the program and its tests need, as far as it is not there yet."""
    need_new_python()
    bring_system_packages(for_window)
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    if not (sync_with_uv() or sync_with_pip()):
        raise CannotGoOnError("the packages could not be installed; see above")
    STAMP.write_text(wanted, "utf-8")


def fingerprint(*files: Path) -> str:
    """Return what was installed from; another means doing it again."""
    usual = [ROOT / name for name in ("pyproject.toml", "uv.lock", "requirements.lock")]
    content = b"".join(file.read_bytes() for file in files or usual)
    return f"{hashlib.sha256(content).hexdigest()} {sys.version_info[:2]} {ROOT}"


def need_new_python() -> None:
    """Hand over to a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            again = subprocess.run([newer, __file__, *sys.argv[1:]])
            raise SystemExit(again.returncode)
    have, need = sys.version.split()[0], ".".join(map(str, OLDEST_PYTHON))
    raise CannotGoOnError(
        f"Headroom needs Python {need} or newer and this is {have}; install it "
        f"(apt-get install python{need}-venv) and run the command again"
    )


def bring_system_packages(for_window: bool) -> None:
    """Install the Debian packages that are missing, or name them in one line."""
    missing = missing_packages(for_window)
    if not missing:
        return
    rights = administrator_rights()
    words = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if rights is None or not shutil.which("apt-get"):
        raise CannotGoOnError(
            "system packages are missing; as administrator run: " + " ".join(words)
        )
    say("installing system packages: " + " ".join(missing))
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    for step in (
        ["apt-get", "update"],
        [words[0], "-o", "DPkg::Lock::Timeout=120", *words[1:]],
    ):
        done = subprocess.run([*quiet, *step], capture_output=True, text=True)
        if done.returncode != 0:
            say(done.stdout + done.stderr)
    if missing := missing_packages(for_window):
        raise CannotGoOnError("apt-get did not bring: " + " ".join(missing))


def missing_packages(for_window: bool) -> list[str]:
    """Return the Debian packages whose libraries or modules cannot be loaded."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = {**OFFSCREEN_LIBRARIES, **(DISPLAY_LIBRARIES if for_window else {})}
    packages = [package for name, package in libraries.items() if not loads(name)]
    importlib.invalidate_caches()
    if not shutil.which("uv") and not PYTHON.exists():
        modules = ("venv", "ensurepip")
        if not all(importlib.util.find_spec(module) for module in modules):
            packages.append("python3-venv")
    return packages


def loads(library: str) -> bool:
    """Return whether the system's loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def administrator_rights() -> list[str] | None:
    """Return what goes before a command to run it as root, None without the rights."""
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def sync_with_uv() -> bool:
    """Make the environment with uv, where it is on the path."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    settings = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    settings.pop("VIRTUAL_ENV", None)
    say("installing packages with uv")
    if run(uv, "sync", "--locked", "--python", sys.executable, settings=settings) == 0:
        return True
    say("uv could not do it; trying pip")
    return False


def sync_with_pip() -> bool:
    """Make the environment with venv and pip, from the lock with hashes."""
    say("installing packages with pip")
    if not runs(PYTHON, "-m", "pip", "--version"):
        run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    status = pip_install("-r", ROOT / "requirements.lock")
    itself = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
    return (status or pip_install(*itself)) == 0


def pip_install(*what: str | Path) -> int:
    """Install into the environment; a list must have hashes and no source packages."""
    strict = ["--require-hashes", "--only-binary", ":all:"] if "-r" in what else []
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    return run(PYTHON, "-m", "pip", "install", *quiet, *strict, *what)


def has_display() -> bool:
    """Return whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(*words: str | Path, settings: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder and return its exit status."""
    environment = dict(os.environ if settings is None else settings)
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(
        [str(word) for word in words], cwd=ROOT, env=environment
    ).returncode


def runs(*words: str | Path) -> bool:
    """Return whether a program is there and works; what it says is not shown."""
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except OSError:
        return False


def say(text: str) -> None:
    """Print one line at once, so that it stands before what the next program prints."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
