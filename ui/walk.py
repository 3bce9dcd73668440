"""A walk through every page that ends by itself: how a build shows that it works.

The smoke test of a frozen program sets ``ui.__main__.WALK`` to the name of a file,
opens a store and waits. What was shown is written there line by line; the exit status
is 0 when each page was painted and nothing was logged as a fault. Nothing is written
into the store.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Slot
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from ui.alerts import LOG
from ui.main_window import MainWindow
from ui.rooms import RAIL

TICK = 50  # milliseconds between two looks
STILL = 4  # looks at which nothing may run until a page is taken to be there
LONGEST = 120.0  # seconds


class Walk(QObject):
    """Waits for the store, goes to each room, and ends the program."""

    def __init__(
        self, window: MainWindow, file: Path, load_the_rest: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._load_the_rest = load_the_rest
        self._faults = _Faults()
        LOG.addHandler(self._faults)
        self._rooms = [room.name for room in RAIL]
        self._shown = 0
        self._still = 0
        self._end = time.monotonic() + LONGEST
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin; ``QApplication.exec`` returns what came of it."""
        self._tell("window painted")
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if time.monotonic() > self._end:
            self._finish(f"stopped after {LONGEST:.0f} s")
        elif self._faults.lines:
            self._finish("a fault was logged")
        elif self._is_still():
            self._step()

    def _is_still(self) -> bool:
        workspace = self._window.workspace
        is_ready = workspace is not None and workspace.session.ledger is not None
        is_busy = QThreadPool.globalInstance().activeThreadCount() > 0
        self._still = self._still + 1 if is_ready and not is_busy else 0
        return self._still >= STILL

    def _step(self) -> None:
        """Tell of the page in sight and go to its next tab, or to the next room."""
        self._still = 0
        workspace = self._window.workspace
        page = workspace.page() if workspace is not None else None
        room = self._rooms[0]
        if page is None or not page.isVisible() or _is_blank(self._window):
            self._finish(f"nothing is shown at {room}")
            return
        self._shown += 1
        tabs = _tabs_in_sight(page)
        name = tabs.tabText(tabs.currentIndex()).replace("&", "") if tabs else ""
        self._tell(f"shown: {room}{'/' if name else ''}{name}")
        if not (tabs and _show_next(tabs)):
            self._leave_room()

    def _leave_room(self) -> None:
        del self._rooms[0]
        if self._rooms:
            self._window.go(self._rooms[0])
        else:
            self._load_the_rest()
            self._finish("")

    def _finish(self, problem: str) -> None:
        self._timer.stop()
        for line in self._faults.lines:
            self._tell(f"fault: {line}")
        self._tell(problem or f"{self._shown} pages and tabs shown, no fault")
        self._window.close()
        QApplication.exit(1 if problem or self._faults.lines else 0)

    def _tell(self, line: str) -> None:
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")


class _Faults(logging.Handler):
    """Keeps what is logged as a fault of ours."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _tabs_in_sight(page: QWidget) -> QTabWidget | None:
    found = page.findChildren(QTabWidget)
    return next((tabs for tabs in found if tabs.isVisible()), None)


def _show_next(tabs: QTabWidget) -> bool:
    """Show the next tab that can be shown; return whether there was one."""
    for place in range(tabs.currentIndex() + 1, tabs.count()):
        if tabs.isTabVisible(place) and tabs.isTabEnabled(place):
            tabs.setCurrentIndex(place)
            return True
    return False


def _is_blank(window: MainWindow) -> bool:
    """Tell whether the picture of a window is of one colour."""
    picture = window.grab().toImage()
    first = picture.pixelColor(0, 0)
    across = range(0, picture.width(), max(picture.width() // 40, 1))
    down = range(0, picture.height(), max(picture.height() // 40, 1))
    return all(picture.pixelColor(x, y) == first for x in across for y in down)
