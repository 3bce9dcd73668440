"""Runs a frozen program off screen, without a network, and looks at what comes out.

    python packaging/smoke.py PROGRAM [--output FILE]

Each command has a clock of its own: a module that is missing inside a slot leaves a
window that never closes. Every command runs in a network namespace of its own that has
no interface that is up, not even loopback. What is said goes to the screen and to a
file.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ground import CannotBuildError, say

SECONDS = 180
HEADING = "Reference,Received,Accepted,Started,Issued,Priority,Hours"
ROWS = (
    "DF-1,05/01/2026,06/01/2026,10/02/2026,20/02/2026,P2,12",
    "DF-2,25/01/2026,26/01/2026,,,P3,8.5",
    "DF-3,30/02/2026,,,,P3,4",
)
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//smoke//EN\r
BEGIN:VEVENT\r
UID:1@smoke\r
DTSTART;TZID=Europe/London:20260302T090000\r
DTEND;TZID=Europe/London:20260302T170000\r
SUMMARY:Annual leave\r
END:VEVENT\r
END:VCALENDAR\r
"""


@dataclass(kw_only=True)
class Smoke:
    """The program under test, the folder it works in, and what was said."""

    program: Path
    folder: Path
    wrapper: list[str]
    lines: list[str] = field(default_factory=list)
    failed: int = 0

    def tell(self, line: str) -> None:
        """Print a line and keep it."""
        say(line)
        self.lines.append(line)

    def command(
        self, *words: str, expect: str = "", status: int = 0, **settings: str
    ) -> str:
        """Run one command; a wrong status or words that are not said count as failed.

        Args:
            words: The words of the command line.
            expect: What must be said, if anything.
            status: The exit status that is right.
            settings: Environment variables besides the few that each command has.
        """
        began = time.monotonic()
        told, code = self._run(words, settings)
        took = time.monotonic() - began
        is_right = code == status and expect in told
        self.failed += not is_right
        mark = "ok    " if is_right else "FAILED"
        self.tell(f"{mark} {took:5.1f} s  headroom {' '.join(words)}")
        shown = told.strip().splitlines()
        for line in shown if not is_right else shown[:2]:
            self.tell(f"                  {line}")
        if not is_right:
            self.tell(f"                  exit status {code}, wanted {status} {expect}")
        return told

    def _run(
        self, words: Sequence[str], settings: dict[str, str]
    ) -> tuple[str, int | str]:
        environment = {**bare_environment(self.folder), **settings}
        try:
            done = subprocess.run(  # noqa: S603 - the program that we built
                [*self.wrapper, str(self.program), *words],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "", f"stopped after {SECONDS} s"
        return done.stdout + done.stderr, done.returncode

    def look(self, what: str, is_right: bool) -> None:
        """Tell of something that was looked at."""
        self.failed += not is_right
        self.tell(f"{'ok    ' if is_right else 'FAILED'}          {what}")


def bare_environment(home: Path) -> dict[str, str]:
    """Return the little that a program is given: nothing of the builder's Python."""
    kept = ("SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "PATHEXT", "WINDIR", "NUMBER_OF_"
            "PROCESSORS")  # fmt: skip
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PATH": os.environ["PATH"] if os.name == "nt" else "/usr/bin:/bin",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home),
        "APPDATA": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }


def without_network() -> tuple[list[str], str]:
    """Return what goes before a command so that it has no network, and its words."""
    unshare = shutil.which("unshare")
    if unshare is not None:
        for words in (["-n"], ["-rn"]):
            trial = subprocess.run(  # noqa: S603 - unshare, found by name
                [unshare, *words, "true"], capture_output=True, check=False
            )
            if trial.returncode == 0:
                return [unshare, *words], f"unshare {words[0]}: no interface is up"
    return [], "the network as it is here: no namespace can be made"


def reach(wrapper: Sequence[str]) -> str:
    """Return what comes of a connection to this very computer, the nearest there is."""
    script = (
        "import socket,sys\n"
        "try: socket.create_connection(('127.0.0.1', 9), 2)\n"
        "except OSError as error: print(error)"
    )
    done = subprocess.run(  # noqa: S603 - this Python
        [*wrapper, sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "connected"


def write_workbook(path: Path) -> None:
    """Write the rows as a small XLSX, by hand: nothing but Python is here."""
    space = "http://schemas.openxmlformats.org"
    office = f"{space}/officeDocument/2006/relationships"
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for letter, cell in zip("ABCDEFG", line.split(","), strict=True)
        )
        + "</row>"
        for number, line in enumerate((HEADING, *ROWS), start=1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxml'
        'formats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}/spreadsheetml/2006/main" '
        f'xmlns:r="{office}"><sheets><sheet name="Ledger" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships "
        f'xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": "<worksheet "
        f'xmlns="{space}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def day_of_work(smoke: Smoke) -> None:
    """Make a store, bring files in, read it, print it, check it, look at it."""
    (smoke.folder / "ledger.csv").write_text("\n".join((HEADING, *ROWS)), "utf-8")
    (smoke.folder / "leave.ics").write_text(CALENDAR, "utf-8", newline="")
    write_workbook(smoke.folder / "ledger.xlsx")
    smoke.command("--version", expect="Headroom ")
    smoke.command("demo", "demo.db", expect="the demonstration unit")
    as_of = ("--as-of", "2026-03-31")
    for kind in ("csv", "xlsx"):
        words = ("import", f"{kind}.db", f"ledger.{kind}", "--create", *as_of)
        smoke.command(*words, "--dates", "dd/mm/yyyy", expect="3 rows: 2 taken")
    person = ("--person", "Examiner 01", "--kind", "A_LEAVE")
    smoke.command("import", "demo.db", "leave.ics", *person, *as_of, expect="1 row")
    smoke.command("backlog", "demo.db", *as_of, expect="B1")
    smoke.command("clocks", "demo.db", *as_of)
    smoke.command("capacity", "demo.db", *as_of)
    smoke.command("forecast", "demo.db", "--weeks", "8", expect="Seed ")
    smoke.command("plan", "demo.db", "--replications", "100", expect="Seed ")
    summary = ("report", "capacity-summary", "demo.db", "--output")
    smoke.command(*summary, "summary.pdf", "--png")
    smoke.command(*summary, "summary.html")
    for name, start in (("summary.pdf", b"%PDF-"), ("summary-1.png", b"\x89PNG")):
        path = smoke.folder / name
        is_right = path.is_file() and path.read_bytes().startswith(start)
        size = path.stat().st_size if path.is_file() else 0
        smoke.look(f"{name}: {size:,} bytes, begins as it must", is_right)
    smoke.command("verify", "demo.db", expect="The store is sound.")
    show_window(smoke, "demo.db")


def show_window(smoke: Smoke, *words: str) -> None:
    """Open the window; it goes to every page and closes by itself."""
    walk = smoke.folder / "walk.txt"
    walk.unlink(missing_ok=True)
    smoke.command("open", *words, HEADROOM_WALK=str(walk))
    told = walk.read_text("utf-8").splitlines() if walk.is_file() else []
    smoke.look(
        f"window: {told[-1] if told else 'nothing was shown'}",
        bool(told) and told[-1].endswith("no fault"),
    )


def further_commands(smoke: Smoke, known: set[str]) -> None:
    """Run what keeps a store safe, as far as this version can do it."""
    if {"backup", "drill", "restore"} <= known:
        smoke.command("backup", "demo.db", expect="every check passed")
        smoke.command("drill", "demo.db", expect="came out the same to the last digit")
        copies = sorted(smoke.folder.glob("demo.db.copies/*.db"))
        source = ("--from", str(copies[0]) if copies else "no copy was made")
        smoke.command("restore", "demo.db", *source, "--preview", expect="Nothing was")
        smoke.command("restore", "demo.db", *source, "--why", "smoke", expect="kept as")
        smoke.command("verify", "demo.db", expect="The store is sound.")
    if "export" in known:
        smoke.command("export", "demo.db", "plain.zip", expect="are not protected")
        smoke.look("plain.zip is a sound archive", is_sound(smoke.folder / "plain.zip"))
    if "protect" in known:
        protected_store(smoke)
    if "installation" in known and (smoke.program.parent / "SHA256SUMS").is_file():
        smoke.command("installation", expect="as it was released")


def protected_store(smoke: Smoke) -> None:
    """Protect a store with a passphrase, and open it with that and not without."""
    for name, words in (("right", "smoke test of a build"), ("wrong", "another")):
        (smoke.folder / f"{name}.txt").write_text(f"{words}\n", "utf-8")
    right, wrong = (
        ("--passphrase-file", "right.txt"),
        ("--passphrase-file", "wrong.txt"),
    )
    smoke.command(*right, "protect", "demo.db", expect="The store was protected")
    smoke.command(*right, "verify", "demo.db", expect="The store is sound.")
    smoke.command(*right, "backlog", "demo.db", expect="B1")
    smoke.command(*wrong, "verify", "demo.db", status=2)
    smoke.command("verify", "demo.db", status=2)
    plain = (smoke.folder / "demo.db").read_bytes().startswith(b"SQLite format 3")
    smoke.look("the protected store cannot be read as SQLite", not plain)


def is_sound(path: Path) -> bool:
    """Tell whether a ZIP can be read to its end."""
    if not path.is_file():
        return False
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None


def smoke_test(program: Path, output: Path | None = None) -> int:
    """Run every step; return how many failed."""
    wrapper, words = without_network()
    with tempfile.TemporaryDirectory(prefix="headroom-smoke-") as place:
        smoke = Smoke(program=program, folder=Path(place), wrapper=wrapper)
        smoke.tell(f"smoke test, off screen, {words}")
        smoke.tell(f"a connection to this computer itself: {reach(wrapper)}")
        day_of_work(smoke)
        commands = smoke.command("--help")
        known = set(re.findall(r"^    ([a-z-]+)(?=\s)", commands, re.MULTILINE))
        further_commands(smoke, known)
        outcome = "every step passed" if not smoke.failed else f"{smoke.failed} FAILED"
        smoke.tell(f"smoke test: {outcome}")
        if output is not None:
            text = "\n".join(smoke.lines).replace(place, "FOLDER")
            output.write_text(text + "\n", "utf-8")
    return smoke.failed


def main() -> int:
    """Read the words and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("program", type=Path, help="the frozen program")
    parser.add_argument("--output", type=Path, help="file for what is said")
    words = parser.parse_args()
    if not words.program.is_file():
        raise CannotBuildError(f"there is no {words.program}")
    return 1 if smoke_test(words.program.resolve(), words.output) else 0


if __name__ == "__main__":
    sys.exit(main())
