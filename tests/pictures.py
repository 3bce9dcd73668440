"""Pictures of the window to look at: each page in light and dark, off screen.

    python -m tests.pictures FOLDER [STORE]

Without a store the demonstration unit is made. Nothing is asserted: somebody looks.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOMS = (
    *("today", "register", "intake", "queue", "people", "calendar", "capacity"),
    *("wellbeing", "data", "reports"),
)
RICH = """
    SELECT request.uid FROM request JOIN proceeding ON proceeding.request = request.uid
     WHERE status IN ('IN_PROGRESS', 'ON_HOLD', 'ALLOCATED') AND score IS NOT NULL
  GROUP BY request.uid ORDER BY count(*) DESC, request.uid LIMIT 1
"""
TABS = ("overview", "exhibits", "examinations", "holds", "notes", "timeline", "history")


def write_pictures(folder: Path, store: Path) -> None:
    """Write the pictures into ``folder``."""
    from PySide6.QtCore import QLocale, QSettings, QThreadPool
    from PySide6.QtWidgets import QApplication

    from ui import settings, style
    from ui.look import refresh_look
    from ui.main_window import MainWindow

    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    application.setOrganizationName("headroom-pictures")
    with tempfile.TemporaryDirectory() as kept:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.IniFormat, scope, kept)
        QLocale.setDefault(QLocale("en_GB"))
        style.load_fonts()
        refresh_look()
        window = MainWindow()
        window.resize(1366, 768)
        window.show()
        window.open(store)
        wait(lambda: window.workspace.session.ledger is not None)
        for theme in ("light", "dark"):
            settings.set_theme(theme)
            refresh_look()
            for name in shown(window):
                wait(lambda: False, 600)  # until the page has asked its threads
                QThreadPool.globalInstance().waitForDone()
                wait(lambda: False, 200)  # until it shows their answers
                window.grab().save(str(folder / f"{name}-{theme}.png"))
        window.close()


def shown(window) -> Iterator[str]:
    """Go from page to page and tell the name of each."""
    for room in ROOMS:
        window.go(room)
        if room == "intake":
            window.workspace.page().tabs.setCurrentIndex(0)
        yield room
    workspace = window.workspace
    window.go("intake")
    workspace.page().tabs.setCurrentIndex(1)
    yield "intake-new"
    workspace.open_request(workspace.session.store.value(RICH))
    for place, tab in enumerate(TABS):
        workspace.page().tabs.setCurrentIndex(place)
        yield f"request-{tab}"


def wait(condition, longest: int = 20_000) -> None:
    """Let the window work until a condition holds, or for some milliseconds."""
    from PySide6.QtTest import QTest

    for _ in range(longest // 50):
        if condition():
            return
        QTest.qWait(50)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    if len(sys.argv) > 2:
        write_pictures(target, Path(sys.argv[2]))
    else:
        from app.demo.build import make_demo

        with tempfile.TemporaryDirectory() as made:
            make_demo(Path(made) / "demo.db").close()
            write_pictures(target, Path(made) / "demo.db")
