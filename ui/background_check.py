"""Checks the store once after it was opened, quietly; only what is wrong is told."""

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import AppError, DamagedStore
from app.progress import Progress
from ui.alerts import show_error
from ui.job import Job
from ui.last_check import found_of, keep_found
from ui.store_work import reading_work

if TYPE_CHECKING:
    from app.store import Store
    from app.store.verify import Verdict
    from ui.session import Session

DELAY = 12_000
"""Milliseconds after the first figures until the check begins: the rooms come first."""

WORK, REST = 0.01, 0.01
"""Seconds of work after which it rests, and how long, so that nothing else waits."""

REMEDY = (
    "Write nothing more into it. Nothing was changed and no copy is replaced from now"
    " on. Look at Safety, Check and history for what was found, and go back to a"
    " verified copy under Safety, Copies, or have the file salvaged."
)


class BackgroundCheck(QObject):
    """One check for each time that a store is opened."""

    checked = Signal(object)  # the Verdict
    room_wanted = Signal(str)
    mend_wanted = Signal(object, str)  # path of the store, what is wrong with it

    def __init__(self, session: "Session", window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.job = Job(self)
        self.job.succeeded.connect(self._take)
        self.job.failed.connect(self._fail)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.start)
        session.ready.connect(self._timer.start)
        session.leaving.connect(self.stop)

    @Slot()
    def start(self) -> None:
        """Begin, unless the store is in memory: that belongs to this thread."""
        if self._session.path is not None:
            self.job.start(reading_work(self._session, verify_gently))

    @Slot()
    def stop(self) -> None:
        """Ask it to stop: the store is about to be closed."""
        self._timer.stop()
        self.job.cancel()

    @Slot(object)
    def _take(self, verdict: "Verdict") -> None:
        path = self._session.path
        if path is None:
            return
        keep_found(path, found_of(verdict, self._session.now()))
        self.checked.emit(verdict)
        if not verdict.is_sound:
            tell_damage(self._session, verdict.fault)
            self._warn(verdict.fault)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, DamagedStore) and self._session.path is not None:
            self.mend_wanted.emit(self._session.path, error.message)
        else:
            show_error(self._window, error)

    def _warn(self, fault: str) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("The store failed a check")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"The store failed a check. {fault}")
        box.setInformativeText(REMEDY)
        look = box.addButton("&Look at the check", QMessageBox.ButtonRole.AcceptRole)
        mend = box.addButton("&What can be done…", QMessageBox.ButtonRole.ActionRole)
        mend.clicked.connect(partial(self.mend_wanted.emit, self._session.path, fault))
        box.addButton(QMessageBox.StandardButton.Close)
        look.clicked.connect(partial(self.room_wanted.emit, "safety/check and history"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def tell_damage(session: "Session", fault: str) -> None:
    """Mark the file, so that no copy of it takes the place of a good one."""
    from app.store.marker import damage_of, mark_damaged

    path = session.path
    if path is None or session.read_only or damage_of(path) is not None:
        return
    try:
        mark_damaged(path, fault, at=session.now())
    except AppError as error:
        show_error(None, error)


def verify_gently(store: "Store", progress: Progress) -> "Verdict":
    """Check a store with a rest after every little while."""
    from app.store.verify import verify

    rested = time.monotonic()

    def rest(done: int, total: int) -> None:
        nonlocal rested
        progress(done, total)
        if time.monotonic() - rested > WORK:
            time.sleep(REST)
            rested = time.monotonic()

    return verify(store, rest)
