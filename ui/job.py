"""Long work off the UI thread."""

from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.progress import Cancelled, Progress


class Job(QObject):
    """A page's place for one long calculation at a time.

    It is made with its page and lives as long: a signal's owner must outlast the
    thread that emits it. ``work`` runs on a pool thread, touches no widget, and opens
    a store connection of its own. Connect the signals to ``@Slot`` methods, not to
    lambdas.
    """

    progressed = Signal(int)  # per cent, each value once
    succeeded = Signal(object)  # what work returned
    failed = Signal(Exception)  # an AppError to show, anything else to log
    finished = Signal()  # always, and last; alone after a cancel

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._shown = -1

    def start(self, work: Callable[[Progress], object]) -> None:
        """Run ``work``; the page starts no other before ``finished``."""
        self._stop.clear()
        self._shown = -1
        QThreadPool.globalInstance().start(partial(self._run, work))

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def _run(self, work: Callable[[Progress], object]) -> None:
        try:
            self.succeeded.emit(work(self._report))
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - handed to the UI thread whole
            self.failed.emit(error)
        self.finished.emit()

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        now = 100 * done // max(total, 1)
        if now != self._shown:
            self._shown = now
            self.progressed.emit(now)
