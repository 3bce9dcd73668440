"""Looks in the background for what it takes to reach a goal."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import AppError
from app.scenario.goal import Goal, Means, Requirement
from ui.job import Job
from ui.plan.need_tab import NeedTab
from ui.plan.reckoning import search
from ui.plan.runner import Runner

EARLY = "The records are still being read. Try again in a moment."


class Searcher(QObject):
    """Answers the tab What do we need."""

    broken = Signal(Exception)
    done = Signal()  # an answer or a problem is shown, or it was cancelled

    def __init__(self, parent: QObject, tab: NeedTab, runner: Runner) -> None:
        super().__init__(parent)
        self._tab, self._runner = tab, runner
        self._job = Job(self)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._fail)
        self._job.progressed.connect(tab.show_progress)
        self._job.finished.connect(self._finish)
        tab.wanted.connect(self.find)
        tab.cancel_wanted.connect(self.stop)

    @Slot(object, object)
    def find(self, goal: Goal, means: Means) -> None:
        """Begin to look for what reaches a goal."""
        if (ready := self._runner.ready) is None:
            self._tab.show_problem(EARLY)
            return
        self._tab.show_progress(0)
        self._job.start(partial(search, ready, goal, means))

    @Slot()
    def stop(self) -> None:
        """Stop looking."""
        self._job.cancel()

    @Slot(object)
    def _show(self, found: Requirement) -> None:
        self._tab.show_answer(found)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._tab.show_problem(str(error))
        else:
            self.broken.emit(error)

    @Slot()
    def _finish(self) -> None:
        self._tab.show_progress(None)
        self.done.emit()
