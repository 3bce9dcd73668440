"""The surroundings of every test: one platform, one font, one language, one time zone.

Set before anything imports Qt, so that a picture or a page made by a test is the same
on every machine. Qt itself is only touched by tests that ask for it.
"""

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from app.store import Store

pytest_plugins = ["tests.files"]

os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": "1",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}
os.environ.pop("QT_STYLE_OVERRIDE", None)
if hasattr(time, "tzset"):
    time.tzset()

# Slow machines are no fault; the gate tries the same examples every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

FONTS = Path(__file__).parent.parent / "resources" / "fonts"


@pytest.fixture(scope="session")
def qapp(qapp, tmp_path_factory):
    """The one QApplication of the run, with our font and nothing that moves."""
    from PySide6.QtCore import QLocale, QSettings, QStandardPaths, Qt
    from PySide6.QtGui import QFont, QFontDatabase

    gc.disable()  # as in the program: see ui/collector.py
    QStandardPaths.setTestModeEnabled(True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        folder = str(tmp_path_factory.mktemp("settings"))
        QSettings.setPath(QSettings.Format.IniFormat, scope, folder)
    qapp.setOrganizationName("headroom-tests")
    qapp.setApplicationName("headroom-tests")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    for file in sorted(FONTS.glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, file
    qapp.setStyle("Fusion")
    qapp.setFont(QFont("Inter", 9))
    qapp.setCursorFlashTime(0)
    for effect in Qt.UIEffect:
        qapp.setEffectEnabled(effect, False)
    return qapp


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Delete what a test has put away, and what it would have the program remember."""
    yield
    if not gc.isenabled():  # a test with a window was here before
        from ui.collector import collect_due

        collect_due()
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QSettings

    QSettings().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ---- Store fixtures: a real store in memory, and a few requests in it. -------------


@pytest.fixture
def store() -> Iterator["Store"]:
    """The store of a new unit, in memory."""
    from datetime import UTC, datetime

    from app.store.setting import Settings
    from app.store.unit import create_unit

    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    store = create_unit(":memory:", Settings(), who="test", at=now)
    yield store
    store.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others than its owner can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
