#!/usr/bin/env python3
"""Builds a release: tests, freezes, tries, lists, sums up and packs the program.

    python3 packaging/build.py               everything; needs nothing but Python
    python3 packaging/build.py --no-tests    without the tests of the source
    python3 packaging/build.py --twice       freezes twice and compares file by file

What is built is the commit that is checked out, not what lies about beside it. The
result is in build/packaging/release. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

import archive
import bill
import compare_builds
import deb
import freeze
import licences
import smoke
import sums
from environment import RUNTIME, TOOLS, make_environment
from ground import (
    OUT,
    PROGRAM,
    ROOT,
    WINDOWS,
    CannotBuildError,
    build_day,
    commit,
    files_in,
    mebi,
    run,
    say,
    size_in,
    step,
    version,
)

LARGEST = 220_000_000
"""Bytes that the folder may have."""


def main() -> int:
    """Build, and return 0 when everything passed."""
    words = read_words()
    os.umask(0o022)  # what is released is for everybody to read
    OUT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    try:
        if words.sheet:  # after what was built was signed
            write_sheet(OUT / "frozen" / "headroom", OUT / "release")
        else:
            build(words)
    except CannotBuildError as error:
        say(f"build.py: {error}")
        return 2
    say(f"build.py: done in {time.monotonic() - began:.0f} s")
    return 0


def read_words() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-tests", action="store_true", help="skip the tests")
    parser.add_argument("--no-packages", action="store_true", help="the folder only")
    parser.add_argument("--twice", action="store_true", help="build twice and compare")
    parser.add_argument("--sheet", action="store_true", help="only the sheet, anew")
    parser.add_argument(
        "--wheelhouse", type=Path, help="folder of wheels: install without a network"
    )
    return parser.parse_args()


def build(words: argparse.Namespace) -> None:
    """Run every step in order; the first that fails ends it."""
    say(f"Headroom {version()}, commit {commit()[:12]} of {build_day()}")
    if freeze.is_changed():
        say("   NOTE: the working tree has changes; they are NOT in this build")
    if words.no_tests:
        say("== tests: SKIPPED as asked; a release is never built so")
    else:
        with step("tests of the source"):
            run(sys.executable, ROOT / "dev.py", "test")
    with step("environments"):
        tools = make_environment(TOOLS, words.wheelhouse)
        make_environment(RUNTIME, words.wheelhouse)
    with step("freezing"):
        folder = make_folder(tools, OUT / "source", OUT / "frozen")
    if words.twice:
        with step("freezing again elsewhere, and comparing"):
            compare_with_another(tools, folder)
    release = OUT / "release"
    shutil.rmtree(release, ignore_errors=True)
    release.mkdir()
    with step("smoke test"):
        if smoke.smoke_test(folder / PROGRAM, release / "smoke.txt"):
            raise CannotBuildError("the smoke test failed; see above")
    if not words.no_packages:
        with step("packages"):
            pack(folder, release)
    shutil.copyfile(folder / bill.NAME, release / f"headroom-{version()}.cdx.json")
    write_sheet(folder, release)


def make_folder(tools: Path, source: Path, target: Path) -> Path:
    """Export, freeze, add licences, bill and sums; return the folder."""
    freeze.export_source(source)
    folder = freeze.freeze(tools, source, target)
    shipped = target / freeze.SHIPPED
    lines = licences.gather(folder, shipped, tools)
    say(f"   licences: {len(lines)} parts, none without a text")
    runtime = make_environment(RUNTIME)
    _, parts = bill.make_bill(folder, shipped, tools, runtime)
    say(f"   bill of materials: {parts} components")
    freeze.write_build_note(folder)
    freeze.settle(folder)
    sums.write_sums(folder)
    freeze.settle(folder)
    size = size_in(folder)
    say(f"   folder: {mebi(size)} in {len(files_in(folder))} files")
    if size > LARGEST:
        raise CannotBuildError(f"the folder is {mebi(size)}, over {mebi(LARGEST)}")
    return folder


def compare_with_another(tools: Path, folder: Path) -> None:
    """Build once more from another folder into another, and compare."""
    elsewhere = OUT / "a second place, of another length"
    another = make_folder(tools, elsewhere / "source", elsewhere / "frozen")
    compared, lines = compare_builds.differences(folder, another)
    for line in lines[:20]:
        say(f"   {line}")
    say(f"   {compared:,} files and links compared, {len(lines)} differences")
    if lines:
        raise CannotBuildError("two builds of the same commit differ")
    shutil.rmtree(elsewhere)


def pack(folder: Path, release: Path) -> None:
    """Write the packages of this system."""
    name = f"headroom-{version()}"
    if WINDOWS:
        archive.write_zip(folder, release / f"{name}-windows-x64.zip", name)
        say("   the installers of Windows are made by packaging/windows/build.ps1")
    else:
        portable = release / f"{name}-linux-x86_64.tar.xz"
        archive.write_tar(folder, portable, name)
        say(f"   {portable.name}: {mebi(portable.stat().st_size)}")
        package = release / f"headroom_{version()}_amd64.deb"
        deb.write_deb(folder, OUT / "deb", package)
        say(f"   {package.name}: {mebi(package.stat().st_size)}")


def write_sheet(folder: Path, release: Path) -> None:
    """Write the sums of what is released, and the sheet that is printed and signed."""
    tree = sums.digest(folder / sums.LIST)
    for old in (release / "sheet.txt", release / sums.LIST):
        old.unlink(missing_ok=True)
    sheet = [
        f"Headroom {version()}",
        f"Commit     {commit()}",
        f"Day        {build_day()}",
        f"Files      {len(files_in(folder))}, {mebi(size_in(folder))}",
        "SHA-256 of the list of the installed files (About, Verify installation):",
        f"           {tree}",
        "SHA-256 of what is on the medium:",
        *(f"  {sums.digest(path)}  {path.name}" for path in files_in(release)),
    ]
    (release / "sheet.txt").write_text("\n".join(sheet) + "\n", "utf-8")
    sums.write_sums(release)
    say("\n".join(f"   {line}" for line in sheet))


if __name__ == "__main__":
    sys.exit(main())
