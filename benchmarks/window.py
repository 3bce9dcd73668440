"""The window against the clock, in a process of its own; ``run.py`` starts it.

``python -m benchmarks.window STORE`` prints what it measured as JSON, in seconds and
MiB; ``python -m benchmarks.window --empty`` does it for a bare Qt window, the peer.
Times of start count from the moment at which the parent started the process.
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTED = float(os.environ.get("STARTED_AT", time.time()))
FOUND: dict[str, float] = {}
PAUSE = 0.150
"""Seconds that the register waits after a key, in case another follows."""
READY = 5000
"""Milliseconds in which the window gets its other pages ready while nothing happens."""


def since_start() -> float:
    """Return seconds since the process was started."""
    return time.time() - STARTED


def memory(name: str) -> float:
    """Return a line of the process status in MiB, such as VmRSS or VmHWM."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def finish() -> None:
    """Print what was found and leave without tidying up."""
    FOUND["memory_peak_mib"] = memory("VmHWM")
    print(json.dumps(FOUND), flush=True)
    os._exit(0)


def empty() -> None:
    """Show a bare window and say when it was painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            FOUND.setdefault("painted", since_start())
            QTimer.singleShot(0, finish)

    application = QApplication([])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    application.exec()


def wait_for(signal: Any, act: Callable[[], object]) -> float:
    """Return seconds from ``act`` to ``signal`` and the paint after it."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    loop = QEventLoop()
    signal.connect(loop.quit)
    begun = time.perf_counter()
    act()
    loop.exec()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    signal.disconnect(loop.quit)
    return time.perf_counter() - begun


def go_to(window: Any, room: str) -> float:
    """Return seconds to change to a page and paint it; what it works on comes later."""
    from PySide6.QtWidgets import QApplication

    begun = time.perf_counter()
    window.go(room)
    QApplication.sendPostedEvents()
    window.repaint()
    return time.perf_counter() - begun


def drive(window: Any) -> None:
    """Go through the pages and the register as a user does."""
    rooms = ("register", "intake", "queue", "people", "data", "reports", "today")
    for visit in ("first", "again"):
        for room in rooms:
            FOUND[f"page_{room}_{visit}"] = go_to(window, room)
            settle()
    register(window)
    FOUND["queue_drawn"] = draw_queue(window)
    finish()


def draw_queue(window: Any) -> float:
    """Return the median seconds to rank and draw the queue, as after a change."""
    from ui.session import read_all

    window.go("queue")
    settle()
    page, session = window.workspace.page(), window.workspace.session
    session._facts = read_all(session.store, session.facts, session.as_at)
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        page.refresh()
        window.repaint()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def settle() -> None:
    """Let work in the background come to its end."""
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QApplication

    for _ in range(3):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()


def register(window: Any) -> None:
    """Scroll and filter the register."""
    window.go("register")
    settle()
    page = window.workspace.page()
    bar = page.view.verticalScrollBar()
    chance = random.Random(1)  # noqa: S311 - no secret
    times = []
    for _ in range(60):
        begun = time.perf_counter()
        bar.setValue(chance.randint(0, bar.maximum()))
        page.view.viewport().repaint()
        times.append(time.perf_counter() - begun)
    FOUND["scroll_median"] = statistics.median(times)
    FOUND["scroll_worst"] = max(times)
    filters = []
    for words in ("00123", "DF-2024", "", "9999", ""):
        waited = wait_for(page.shown, lambda words=words: page.bar.field.setText(words))
        filters.append(waited - PAUSE)
        settle()
    FOUND["filter_median"] = statistics.median(filters)
    FOUND["filter_worst"] = max(filters)


def full(store: Path) -> None:
    """Open the window on a store as the program does, and measure it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from ui import main_window
    from ui.__main__ import run

    class Timed(main_window.MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            FOUND.setdefault("painted", since_start())

        def show_store(self, session: Any, room: str = "today") -> None:
            super().show_store(session, room)
            page = self.workspace.page()
            page._job.finished.connect(self._figures_shown)

        def _figures_shown(self) -> None:
            if "figures" not in FOUND:
                FOUND["figures"] = 0.0
                QTimer.singleShot(0, self._drive_later)

        def _drive_later(self) -> None:
            FOUND["figures"] = since_start()
            QTimer.singleShot(READY, lambda: drive(self))

    main_window.MainWindow = Timed  # type: ignore[misc]
    run(store)


if __name__ == "__main__":
    empty() if sys.argv[1] == "--empty" else full(Path(sys.argv[1]))
