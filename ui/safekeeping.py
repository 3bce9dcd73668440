"""The copies that the window makes by itself, and the way back to one of them.

A copy is made in the background with a connection of its own: soon after a store was
opened if the newest one lacks something, ten minutes after the first change that no
copy holds, and when the store is closed. Once a month the newest one is rehearsed, at
a time when nobody has changed anything for a while.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.errors import AppError
from app.progress import Progress
from ui.alerts import show_error
from ui.job import Job
from ui.store_work import reading_work
from ui.unlocking import forget_key, keep_key

if TYPE_CHECKING:
    from app.keeping.state import KeepingState
    from app.store import Store
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.status_line import StatusLine

FIRST = 20_000
"""Milliseconds after opening until the copies are looked at: figures come first."""
WORK = 10 * 60_000
"""Milliseconds of work that no copy holds, at most, until one is begun."""
MINUTE = 60_000
"""Milliseconds between two looks at the clock."""
STILL = 5
"""Minutes without a change after which a rehearsal may begin."""
ROOM = "safety/copies"

Work = Callable[[Path, Progress], str]
"""What is done while nothing has the store open; returns a sentence."""


class Safekeeping(QObject):
    """Keeps copies of the store that the window has open; it outlives each store."""

    def __init__(self, window: "MainWindow", status: "StatusLine") -> None:
        super().__init__(window)
        self._window = window
        self.state: KeepingState | None = None
        self._session: Session | None = None
        self._status = status
        self._opened = self._copied = ""
        self._is_busy = False
        self._still = 0
        self._path: Path | None = None  # of the store that is worked on, closed
        self._closed: Path | None = None  # whose key is to be forgotten
        self._room = ROOM
        self._said = ""
        self._first = QTimer(self, singleShot=True, interval=FIRST)
        self._due = QTimer(self, singleShot=True, interval=WORK)
        self._minute = QTimer(self, interval=MINUTE)
        self._job, self._last, self._apart = Job(self), Job(self), Job(self)
        self._connect()

    def _connect(self) -> None:
        self._first.timeout.connect(self._keep_first)
        self._due.timeout.connect(self.keep)
        self._minute.timeout.connect(self._pass_minute)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._tell_failure)
        self._job.finished.connect(self._end)
        self._last.failed.connect(self._tell_failure)
        self._last.finished.connect(self._forget_key)
        self._apart.progressed.connect(self._tell_progress)
        self._apart.succeeded.connect(self._tell_done)
        self._apart.failed.connect(self._show_failure)
        self._window.start.cancelled.connect(self._apart.cancel)
        self._status.copies_wanted.connect(self._show_copies)
        self._apart.finished.connect(self._open_again)

    # ---- A store comes and goes -----------------------------------------------------

    def watch(self, session: "Session") -> None:
        """Keep copies of this store from now on."""
        self._session, self.state = session, None
        self._opened = self._copied = ""
        self._still = 0
        self._is_busy = False
        if session.path is None:
            return
        session.ready.connect(self._begin)
        session.changed.connect(self._note_change)
        session.copies_changed.connect(self.look)
        session.reopen_wanted.connect(self.reopen)
        session.rewrite_wanted.connect(self.rewrite)
        session.leaving.connect(self.stop)
        session.locked.connect(self.pause)
        session.unlocked.connect(self.go_on)
        keep_key(session.store)

    @Slot()
    def stop(self) -> None:
        """Stop what is under way: the store is about to be closed."""
        for timer in (self._first, self._due, self._minute):
            timer.stop()
        self._job.cancel()

    @Slot()
    def pause(self) -> None:
        """Make a copy while there still is a key, and none as long as it is locked."""
        for timer in (self._first, self._due, self._minute):
            timer.stop()
        session = self._session
        if session is not None and not session.read_only and self._is_changed(session):
            self._start(partial(keep_now, session.now()))

    @Slot()
    def go_on(self) -> None:
        """Look after copies again: the store is unlocked."""
        self._first.start()
        self._minute.start()
        self.look()

    def leave(self) -> None:
        """Make a last copy of the store that was just closed, if it was changed."""
        session, self._session = self._session, None
        self._status.say_copies("", "plain")
        if session is None or session.path is None:
            return
        self._closed = session.path
        is_kept = session.read_only or not self._is_changed(session)
        if self._path is not None or is_kept:
            self._forget_key()
        else:
            self._last.start(partial(keep_closed, session.path))

    @Slot()
    def _forget_key(self) -> None:
        """Forget the key of the store that was closed, unless it is open again."""
        path, self._closed = self._closed, None
        open_again = self._session.path if self._session is not None else None
        if path is not None and path not in (open_again, self._path):
            forget_key(path)

    def _is_changed(self, session: "Session") -> bool:
        now = session.facts.fingerprint if session.facts is not None else ""
        return now not in ("", self._opened if not self._copied else self._copied)

    # ---- While it is open -----------------------------------------------------------

    @Slot()
    def _begin(self) -> None:
        session = self._session
        if session is None or session.facts is None:
            return
        self._opened = session.facts.fingerprint
        self._first.start()
        self._minute.start()
        self.look()

    @Slot()
    def _note_change(self) -> None:
        session = self._session
        if session is None or session.read_only or not self._is_changed(session):
            return
        self._still = 0
        if not self._due.isActive():
            self._due.start()

    @Slot()
    def look(self) -> None:
        """Look which copies there are, without making one."""
        self._start(look)

    @Slot()
    def keep(self) -> None:
        """Make a copy if the newest one lacks something."""
        session = self._session
        if session is None or session.read_only:
            return
        if not self._start(partial(keep_now, session.now())):
            self._due.start(MINUTE)  # another job runs: after it

    @Slot()
    def _keep_first(self) -> None:
        state, session = self.state, self._session
        if state is not None and session is not None and state.is_due(session.now()):
            self.keep()

    def _start(self, work: "Callable[[Store, Progress], object]") -> bool:
        session = self._session
        if session is None or session.path is None or self._is_busy:
            return False
        self._is_busy = True
        self._job.start(reading_work(session, work))
        return True

    @Slot()
    def _pass_minute(self) -> None:
        """Say how old the newest copy is by now; rehearse it when that is due."""
        self._say()
        self._still += 1
        session = self._session
        if self._still != STILL or session is None or session.read_only:
            return
        if self.state is not None and self.state.proved_at is not None:
            self._start(partial(rehearse_if_due, session))

    @Slot(object)
    def _take(self, found: object) -> None:
        session = self._session
        if session is None:
            return
        if isinstance(found, str):  # a rehearsal that was recorded
            self._status.showMessage(found, 15_000)
            session.refresh()
        else:
            self._take_state(session, found)
        self._say()

    def _take_state(self, session: "Session", found: object) -> None:
        from app.keeping.state import KeepingState

        before = self.state
        if not isinstance(found, KeepingState):
            return
        self.state = found
        self._copied = found.fingerprint
        if not found.is_changed:
            self._due.stop()
        if before is not None and before.fingerprint != found.fingerprint:
            session.copies_made.emit()

    @Slot(Exception)
    def _tell_failure(self, error: Exception) -> None:
        """Say in the status bar that no copy was made; work goes on."""
        if not isinstance(error, AppError):
            show_error(None, error)
            return
        self._status.say_copies(f"No copy was made: {error.message}", "bad")

    @Slot()
    def _end(self) -> None:
        self._is_busy = False

    def _say(self) -> None:
        from app.keeping.state import words_of

        if self.state is not None and self._session is not None:
            words, tone = words_of(self.state, self._session.now())
            more = self.state.missing or self.state.damage
            self._status.say_copies(words, tone, more)

    # ---- Without a store ------------------------------------------------------------

    @Slot(object, str)
    def rewrite(self, work: Work, room: str) -> None:
        """Do the same as ``reopen``, and then show another room."""
        self._room = room
        self.reopen(work)

    @Slot(object)
    def reopen(self, work: Work) -> None:
        """Close the store, do something with its file, and open it again."""
        if self._session is None or self._session.path is None:
            return
        self._path, self._said = self._session.path, ""
        self._window.close_store()
        self._tell_progress(0)
        self._apart.start(partial(work, self._path))

    @Slot(int)
    def _tell_progress(self, percent: int) -> None:
        self._window.start.show_progress(percent, "Working on the file of the store…")

    @Slot(object)
    def _tell_done(self, said: str) -> None:
        self._said = said

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self._window, error)

    @Slot()
    def _open_again(self) -> None:
        self._window.start.show_progress(None)
        path, self._path = self._path, None
        if path is None or not self._window.isVisible():
            return
        room, self._room = self._room, ROOM
        self._window.open(path)
        self._window.go(room)
        self._status.showMessage(self._said, 15_000)

    @Slot()
    def _show_copies(self) -> None:
        self._window.go(ROOM)


def look(store: "Store", progress: Progress) -> "KeepingState":
    """Return what is known of the copies of a store."""
    from app.keeping.state import state_of

    progress(0, 1)
    return state_of(store)


def keep_now(at: datetime, store: "Store", progress: Progress) -> "KeepingState":
    """Make a copy of an open store if it needs one."""
    from app.keeping.state import keep_if_needed

    return keep_if_needed(store, reason="work", at=at, progress=progress)


def keep_closed(path: Path, progress: Progress) -> "KeepingState":
    """Make a copy of a store that was just closed, if it needs one."""
    from app.keeping.state import keep_if_needed
    from app.store import reading

    at = datetime.now(UTC)
    with reading(path) as store:
        return keep_if_needed(store, reason="close", at=at, progress=progress)


def rehearse_if_due(session: "Session", store: "Store", progress: Progress) -> str:
    """Rehearse the newest copy if that is due, record it, and return what was found."""
    from app.keeping.drill import is_due, record_drill, rehearse
    from app.store import partner

    if session.path is None or not is_due(store, session.today):
        return ""
    drill = rehearse(session.path, progress)
    with closing(partner(session.store)) as own:
        why = "monthly rehearsal"
        record_drill(own, drill, who=session.who, why=why, at=session.now())
    return drill.sentence


def keep_before_upgrade(store: "Store") -> None:
    """Keep a copy of a store of an earlier version, proved by upgrading the copy.

    Raises:
        AppError: None could be made, so the store must stay as it is.
    """
    from app.keeping.make import UPGRADE, keep_copy

    keep_copy(store, reason=UPGRADE, at=datetime.now(UTC))
