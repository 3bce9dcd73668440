"""Case details stay in the store: markers in every field, every file looked through.

The worker (``tests/faults/canary.py``) runs the real window in an account of its own.
"""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.canary import MARK
from tests.faults.tally import note

ROOT = Path(__file__).parent.parent.parent
FORMS = (
    MARK.encode(),
    MARK.encode("utf-16-le"),
    MARK.encode("utf-16-be"),
    base64.b64encode(MARK.encode()),  # as it stands at the start of a value
    MARK.encode().hex().encode(),
)
"""What the marker looks like in the files of settings, logs and caches."""

HELD = ("unit", "asked")
"""Folders that may hold it: the store with its copies, and what was asked for."""


def run(folder, *more):
    inside = {name: str(folder / path) for name, path in (
        ("HOME", "home"), ("XDG_CONFIG_HOME", "home/.config"),
        ("XDG_DATA_HOME", "home/.local/share"), ("XDG_CACHE_HOME", "home/.cache"),
        ("XDG_STATE_HOME", "home/.local/state"), ("XDG_RUNTIME_DIR", "run"),
        ("TMPDIR", "tmp"),
    )}  # fmt: skip
    for path in ("home", "home/.local", *inside.values()):
        (folder / path).mkdir(exist_ok=True, mode=0o700)
    environment = {
        **os.environ,
        **inside,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.canary", str(folder), *more],
        env=environment,
        capture_output=True,
        text=True,
        cwd=folder / "tmp",
        timeout=600,
        check=False,
    )
    assert "FAILED" not in done.stdout, done.stdout + done.stderr
    assert "_lock" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    return done


def files_of(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def found_in(folder):
    """Return the files outside the store that hold a marker, or are named by one."""
    outside = [
        path
        for path in files_of(folder)
        if path.relative_to(folder).parts[0] not in HELD
    ]
    hits = [
        path
        for path in outside
        if MARK in str(path.relative_to(folder))
        or any(form in path.read_bytes() for form in FORMS)
    ]
    return outside, hits


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """The folder of an account that used the program, and what the program printed."""
    folder = tmp_path_factory.mktemp("account")
    return folder, run(folder)


def test_markers_are_in_the_store_and_in_what_was_asked_for(used):
    folder, done = used
    planted = int(done.stdout.split("planted ")[1].split()[0])
    assert planted > 30
    assert MARK.encode() in (folder / "unit" / "unit.db").read_bytes()
    assert MARK.encode() in (folder / "asked" / "summary.html").read_bytes()
    assert (folder / "asked" / "printed.pdf").is_file()


def test_no_other_file_holds_a_case_detail(used):
    folder, done = used
    outside, hits = found_in(folder)
    note(
        fault="P25",
        what="files outside the store searched for markers",
        tried=len(outside),
        survived=len(outside) - len(hits),
        lost=len(hits),
    )
    assert len(outside) >= 2  # a log and the settings at least
    assert hits == []
    assert MARK not in done.stderr


def test_the_log_names_errors_without_their_texts(used):
    folder, _ = used
    (log,) = folder.rglob("headroom.log")
    text = log.read_text("utf-8")
    assert text.count("ValueError at __main__, line") == 3
    assert "KeyError at __main__, line" in text
    assert "OutputError: app.reports.file, line" in text


def test_every_file_and_folder_is_for_the_user_alone(used):
    folder, _ = used
    made = [path for path in folder.rglob("*") if path != folder / "unit"]
    open_ones = [
        f"{path.relative_to(folder)}: {stat.S_IMODE(path.stat().st_mode):o}"
        for path in made
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    note(
        fault="P28",
        what="files and folders that only the user can read",
        tried=len(made),
        survived=len(made) - len(open_ones),
        lost=len(open_ones),
    )
    assert open_ones == []


def test_a_text_that_is_logged_on_purpose_is_found(tmp_path):
    run(tmp_path, "leak")
    _, hits = found_in(tmp_path)
    assert [path.name for path in hits] == ["headroom.log"]
