"""What the window is working on: a store, its ledger, and the as-at day."""

import getpass
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.progress import Progress
from ui.job import Job
from ui.steps import Steps

if TYPE_CHECKING:  # numpy comes after the first paint
    from app.casework.ledger import Ledger
    from app.reports.facts import Facts
    from app.store import Store
    from app.store.setting import Settings
    from ui.sharing import Sharing


class Session(QObject):
    """The open store and the day as at which everything is shown.

    The ledger is read in the background: it is None until ``ready`` is emitted for
    the first time. Measures take ``ledger`` and ``as_at``; pages read single requests
    through store functions with ``store``.
    """

    ready = Signal()  # the ledger was read for the first time
    changed = Signal()  # something was written and the ledger holds it now
    as_at_changed = Signal(object)  # the new date
    failed = Signal(Exception)  # the ledger could not be read
    steps_changed = Signal()  # what can be undone or done again is another
    copies_changed = Signal()  # a page made, moved or checked copies of the store
    copies_made = Signal()  # the window made a copy by itself
    reopen_wanted = Signal(object)  # what to do while nothing has the store open
    rewrite_wanted = Signal(object, str)  # the same, and the room to show after it
    leaving = Signal()  # the store is about to be closed
    lock_wanted = Signal()  # cover the window now
    lock_changed = Signal()  # how long nothing may happen until it is locked
    locked = Signal()  # the window is covered, and a protected store closed
    unlocked = Signal()  # both are as they were

    def __init__(
        self,
        store: "Store",
        *,
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.sharing: Sharing | None = None
        self._facts: Facts | None = None
        self._is_other = False
        self.settings = read_unit(store)
        self._today = today
        self._as_at: date | None = None
        self._is_reading = False
        self._is_stale = False
        self._is_closed = False
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self.failed)
        self._job.finished.connect(self._go_on)
        self.steps = Steps()
        self._is_keeping = False
        self._keeper = Job(self)  # that it fails does not matter: all can be read again
        self._keeper.finished.connect(self._end_keeping)

    @property
    def path(self) -> Path | None:
        """The file of the store; None for one in memory."""
        return self.store.path

    @property
    def name(self) -> str:
        """The name of the store's file, for the window's title and status bar."""
        return self.path.name if self.path else "in memory"

    @property
    def ledger(self) -> "Ledger | None":
        """The whole history in columns; None until it was read."""
        return self._facts.ledger if self._facts else None

    @property
    def facts(self) -> "Facts | None":
        """Ledger, team, settings and words as at the day shown; None until read."""
        return replace(self._facts, as_at=self.as_at) if self._facts else None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written to the store."""
        return self.store.read_only

    @property
    def who(self) -> str:
        """Who uses the window, for the history of the store."""
        return getpass.getuser()

    def now(self) -> datetime:
        """Return the present moment, for store functions that write."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day on which the window is used."""
        return self._today()

    @property
    def day(self) -> date:
        """The present day of the unit, on which what is done in it is recorded.

        The last day of a store whose history has ended, such as a demonstration; else
        today.
        """
        return self.settings.as_at or self.today

    @property
    def as_at(self) -> date:
        """The day at whose end everything is shown.

        The one chosen; else the last day of a store whose history has ended; else
        today, whatever day that will be.
        """
        return self._as_at or self.day

    @property
    def is_past(self) -> bool:
        """Whether a day before today was chosen."""
        return self.as_at < self.today

    def set_as_at(self, day: date | None) -> None:
        """Show everything as at a day; None for today."""
        before, today = self.as_at, self.today
        is_usual = day in (None, today) and self.settings.as_at is None
        self._as_at = None if is_usual else day or today
        if self.as_at != before:
            self.as_at_changed.emit(self.as_at)

    def remember(self, words: str, operation: str) -> bool:
        """Remember what was done in this window, so that it can be undone.

        Args:
            words: What was done.
            operation: Uid of the operation.

        Returns:
            Whether there is anything to undo: what changed nothing was not recorded.
        """
        from app.store.event import was_saved

        if not was_saved(self.store, operation):
            return False
        self.steps.remember(words, operation)
        self.steps_changed.emit()
        return True

    def undo(self) -> str:
        """Take back what was done last in this window, and return its words.

        Raises:
            InvalidRequest: There is nothing, or it was changed again since.
        """
        words = self.steps.undo(self.store, who=self.who, at=self.now())
        self.steps_changed.emit()
        self.refresh()
        return words

    def redo(self) -> str:
        """Do again what was undone last, and return its words.

        Raises:
            InvalidRequest: There is nothing, or it was changed again since.
        """
        words = self.steps.redo(self.store, who=self.who, at=self.now())
        self.steps_changed.emit()
        self.refresh()
        return words

    def refresh(self) -> None:
        """Read what was recorded since, in the background; then ``changed``."""
        if self._is_closed:
            return
        self.settings = read_unit(self.store)
        if self.path is None:  # a store in memory belongs to this thread
            self._take(read_all(self.store, self._facts, self.as_at))
        elif self._is_reading:
            self._is_stale = True
        else:
            self._is_reading = True
            known = None if self._is_other else self._facts  # it may be another history
            self._is_other = False
            self._job.start(partial(read_file, self.path, known, self.as_at))

    def show_other(self, store: "Store") -> None:
        """Show another store in place of the one shown: a newer copy of the same."""
        self.store.close()
        self.store, self._is_other = store, True
        self.refresh()

    def stop_work(self) -> None:
        """Ask reading to stop: the window is about to close."""
        self._is_stale = False
        self._is_closed = True
        self._job.cancel()
        self.leaving.emit()

    @Slot(object)
    def _take(self, facts: "Facts") -> None:
        if self._is_closed:  # read before, delivered after: nobody wants it now
            return
        is_first = self._facts is None
        self._facts = facts
        (self.ready if is_first else self.changed).emit()
        self._keep(facts)

    def _keep(self, facts: "Facts") -> None:
        """Keep the ledger in the store, so that the next start is quicker."""
        if self.path is None or self.read_only or self._is_keeping or self._is_closed:
            return
        self._is_keeping = True
        self._keeper.start(partial(keep_ledger, self.store, facts.ledger))

    @Slot()
    def _end_keeping(self) -> None:
        self._is_keeping = False

    @Slot()
    def _go_on(self) -> None:
        self._is_reading = False
        if self._is_stale:
            self._is_stale = False
            self.refresh()


def read_unit(store: "Store") -> "Settings":
    """Return the settings of the unit: name, marking, region, targets."""
    from app.store.setting import read_settings

    return read_settings(store)


def read_file(
    path: Path, known: "Facts | None", day: date, progress: Progress
) -> "Facts":
    """Return what a store holds, read through a connection of its own."""
    from app.store import reading

    progress(0, 1)
    with reading(path) as store:
        return read_all(store, known, day)


def keep_ledger(store: "Store", ledger: "Ledger", _progress: Progress) -> bool:
    """Keep the ledger through a connection of its own; return whether it was."""
    from app.store import partner
    from app.store.snapshot import save_snapshot

    with closing(partner(store)) as own:
        return save_snapshot(own, ledger)


def read_all(store: "Store", known: "Facts | None", day: date) -> "Facts":
    """Return what a store holds, to be shown as at ``day``.

    What is known is only brought up to date.
    """
    from app.reports.facts import limits_of_facts, read_facts
    from app.store.ledger import extend_ledger
    from app.store.queue import read_open

    ledger = extend_ledger(known.ledger, store) if known else None
    facts = read_facts(store, day, ledger)
    if known is None:  # the queue has time until the first figures are there
        return facts
    waiting, limits = read_open(store, known.waiting), limits_of_facts(facts)
    return replace(facts, waiting=waiting, limits=limits)
