"""The window is painted before the large libraries are loaded (they cost 250 ms)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGE = {"numpy", "pyqtgraph", "sqlite_utils", "python_calamine"}
LARGE |= {"icalendar", "dateutil"}
LATER = {"PySide6.QtPrintSupport", "PySide6.QtPdf", "PySide6.QtNetwork"}


PAINT = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from ui import look, main_window, style
style.load_fonts()
look.refresh_look()
window = main_window.MainWindow()
window.show()
assert not window.grab().isNull()
"""


def loaded_by(statements, home):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{statements}\nprint(*sys.modules)"],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "start",
    ["import ui.__main__", "import ui.main_window", PAINT],
    ids=["start", "window", "paint"],
)
def test_window_is_painted_without_the_large_libraries(start, tmp_path):
    assert loaded_by(start, tmp_path) & (LARGE | LATER) == set()


def test_command_line_starts_without_qt_and_the_large_libraries(tmp_path):
    loaded = {name.split(".")[0] for name in loaded_by("import app.__main__", tmp_path)}
    assert loaded & (LARGE | {"PySide6"}) == set()
