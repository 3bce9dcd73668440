"""The window is painted before the large libraries are loaded (they cost 250 ms)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGE = {"numpy", "pyqtgraph", "sqlite_utils", "python_calamine"}
LATER = {"PySide6.QtPrintSupport", "PySide6.QtSvg"}


def loaded_by(statement):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("start", ["ui.__main__", "ui.main_window"])
def test_window_starts_without_the_large_libraries(start):
    loaded = loaded_by(f"import {start}")
    assert "PySide6.QtWidgets" in loaded
    assert loaded & (LARGE | LATER) == set()


def test_command_line_starts_without_qt_and_the_large_libraries():
    loaded = loaded_by("import app.__main__")
    assert [name for name in loaded if name.split(".")[0] in LARGE | {"PySide6"}] == []
