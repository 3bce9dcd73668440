"""Runs what is due in the background, one scenario at a time; the newest wish wins."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import AppError
from app.progress import Progress
from app.scenario.outcome import Preview
from app.scenario.scenario import Scenario
from ui.job import Job
from ui.plan.portfolio import CANCELLED, Entry, Portfolio
from ui.plan.reckoning import Done, Ready, reckon, sketch

Preparation = Callable[[Progress], Ready]


class Runner(QObject):
    """Prepares what scenarios start from, then runs all that are due.

    The base comes first, then the scenario in sight. What is moved meanwhile cancels
    the run under way; a run whose scenario has changed since is never shown.
    """

    prepared = Signal()  # ``ready`` is another
    reckoned = Signal(str)  # key of a scenario of which it is known now what comes
    refused = Signal(str)  # key of a scenario that cannot be run; it has a problem
    broken = Signal(Exception)  # what is no matter of a scenario
    progressed = Signal(int, str)  # per cent, or -1 when nothing runs; what runs

    def __init__(
        self, parent: QObject, portfolio: Portfolio, replications: int
    ) -> None:
        super().__init__(parent)
        self.ready: Ready | None = None
        self.replications = replications
        self._portfolio = portfolio
        self._preparation: Preparation | None = None
        self._entry: Entry | None = None
        self._scenario: Scenario | None = None
        self._is_running, self._is_closed = False, False
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.progressed.connect(self._tell_progress)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs."""
        return not self._is_running

    def renew(self, preparation: Preparation) -> None:
        """Prepare again, because what the store holds has changed."""
        self._preparation = preparation
        self._job.cancel()
        self.go_on()

    def urge(self) -> None:
        """Run what was changed now: it cancels an older run.

        That of the base goes on, because all others are compared with it.
        """
        if self._entry is not None and not self._entry.is_base:
            self._job.cancel()
        self.go_on()

    def cancel(self) -> None:
        """Stop the run under way; its scenario is run when it is next changed."""
        if self._entry is not None:
            self._entry.problem = CANCELLED
            self.refused.emit(self._entry.key)
        self._job.cancel()

    def stop(self) -> None:
        """Stop for good: the window is about to close."""
        self._is_closed = True
        self._job.cancel()

    @Slot()
    def go_on(self) -> None:
        """Start what is to be done next, if nothing runs."""
        if self._is_running or self._is_closed:
            return
        if self._preparation is not None:
            work, self._preparation = self._preparation, None
            self._start(work)
            return
        entry = next(self._portfolio.due(), None)
        if entry is None or self.ready is None:
            self.progressed.emit(-1, "")
            return
        self._entry, self._scenario = entry, entry.scenario
        base = None if entry.is_base else self._portfolio.base.outcome
        work_of = partial(reckon, self.ready, entry.scenario, self.replications, base)
        self._start(work_of)

    def _start(self, work: Callable[[Progress], object]) -> None:
        self._is_running = True
        self._tell_progress(0)
        self._job.start(work)

    @Slot(int)
    def _tell_progress(self, percent: int) -> None:
        name = self._scenario.name if self._scenario else "Reading the records"
        self.progressed.emit(percent, name)

    @Slot(object)
    def _take(self, found: Ready | Done) -> None:
        if self._is_closed:
            return
        if isinstance(found, Ready):
            self.ready = found
            self._portfolio.learn(found.fingerprint)
            self.prepared.emit()
        elif (entry := self._entry) is not None and found.scenario == entry.scenario:
            entry.outcome, entry.difference = found.outcome, found.difference
            entry.problem = ""
            entry.is_old = False
            self.reckoned.emit(entry.key)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        entry = self._entry
        if entry is None or not isinstance(error, AppError):
            if entry is not None:
                entry.problem = BROKEN
            self.broken.emit(error)
        elif entry.scenario == self._scenario:
            entry.problem = str(error)
            self.refused.emit(entry.key)

    @Slot()
    def _finish(self) -> None:
        self._is_running, self._entry, self._scenario = False, None, None
        self.go_on()


BROKEN = "The calculation went wrong."


class Sketcher(QObject):
    """Draws the preview while a lever is dragged: only the newest place counts."""

    sketched = Signal(object, object)  # the Scenario, its Preview

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wish: tuple[Ready, Scenario] | None = None
        self._drawn: Scenario | None = None  # None when it is not wanted any more
        self._is_running = False
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.finished.connect(self._finish)

    def draw(self, ready: Ready, scenario: Scenario) -> None:
        """Wish for a preview; an older wish that was not begun is forgotten."""
        self._wish = ready, scenario
        if not self._is_running:
            self._begin()

    def forget(self) -> None:
        """Take every wish back: the full answer is being made."""
        self._wish, self._drawn = None, None
        self._job.cancel()

    def _begin(self) -> None:
        if self._wish is not None:
            (ready, self._drawn), self._wish = self._wish, None
            self._is_running = True
            self._job.start(partial(sketch, ready, self._drawn))

    @Slot(object)
    def _take(self, preview: Preview | None) -> None:
        if preview is not None and self._drawn is not None:
            self.sketched.emit(self._drawn, preview)

    @Slot()
    def _finish(self) -> None:
        self._is_running = False
        self._begin()
