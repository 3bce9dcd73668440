"""The pen while a store is open: its beat, publishing, and the view that follows.

A window with the pen says every ten seconds that it is alive, and publishes what was
saved where the store is shared. A window without it looks every few seconds whether
the store has changed and who has the pen; it takes up what is new by itself.
"""

import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import AppError, PenTaken, StoreError
from ui.job import Job
from ui.pen_state import PenState

if TYPE_CHECKING:
    from app.sharing.generation import Commit
    from app.sharing.opening import ToRead
    from app.sharing.working import Working
    from app.store.lock import Holder, Owner
    from ui.session import Session
    from ui.share_work import Look, Sent

BEAT = 10_000
"""Milliseconds between two beats of a window that has the pen."""
LOOK = 3_000
"""Milliseconds between two looks of a window that has it not."""
BURST = 5_000
"""Milliseconds after the last change until it is published: more may follow."""
AT_MOST = 60.0
"""Seconds between two generations."""


class Sharing(QObject):
    """The pen of one session; ``state`` says what is known of it."""

    changed = Signal()  # ``state`` is another
    wanted = Signal(str)  # what the user wants: see ``ui.share_opening``
    lost = Signal()  # somebody has taken the pen over

    def __init__(
        self,
        session: "Session",
        home: Path,
        *,
        pen: "Owner | None" = None,
        commit: "Commit | None" = None,
        passed: tuple[str, ...] = (),
    ) -> None:
        """Begin with a session.

        Args:
            session: What is open.
            home: Where the user's data of this program lie.
            pen: The pen of the shared folder, if it is ours.
            commit: The generation that is looked at, if it is one.
            passed: Sentences on generations that were passed over.
        """
        from app.sharing.watch import Watch
        from app.sharing.working import shared_by

        super().__init__(session)
        self.session, self.pen, self.home = session, pen, home
        self.working: Working | None = shared_by(session.path) if session.path else None
        self.holder: Holder | None = None
        self.watch, self._commit = Watch(), commit
        self._passed, self._trouble = passed, ""
        self._sequence = -1
        self._published_at = -AT_MOST
        self._parts: dict[str, tuple[int, datetime]] = {}
        self._is_closed = self.is_lost = False
        self._looker, self._sender = Job(self), Job(self)
        self._looker.succeeded.connect(self._take_look)
        self._looker.failed.connect(self._show_trouble)
        self._looker.finished.connect(self._end_look)
        self._sender.succeeded.connect(self._take_sent)
        self._sender.failed.connect(self._fail_sending)
        self._sender.finished.connect(self._end_sending)
        self._is_looking = self._is_sending = False
        self._beats = QTimer(self, interval=LOOK if session.read_only else BEAT)
        self._beats.timeout.connect(self.beat)
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.publish)
        session.changed.connect(self._plan)
        session.ready.connect(self._plan)

    @property
    def is_writer(self) -> bool:
        """Whether this window may write."""
        return not self.session.read_only and not self.is_lost

    @Slot()
    def begin(self) -> None:
        """Begin to beat, or to look."""
        if self.session.path is not None:
            self._beats.start()
            self.beat()
            if self.pen is not None and self.pen.took_over:
                self.publish()  # who had the pen can publish nothing after that

    @Slot()
    def beat(self) -> None:
        """Say that this window is alive; without the pen look who has it."""
        if self._is_closed:
            return
        if not self.is_writer:
            self.look()
            return
        owners = [one for one in (self.session.store.owner, self.pen) if one]
        try:
            is_mine = [one.beat(self.session.now()) for one in owners]
        except OSError:  # the share is away for a while: saving goes on here
            is_mine = [True]
        if all(is_mine):
            self.changed.emit()
            return
        self.is_lost = True
        self._beats.stop()
        self._due.stop()
        self.lost.emit()

    # ---- Looking --------------------------------------------------------------------

    def look(self) -> None:
        """Look who has the pen and whether there is anything new."""
        if self._is_looking or self._is_closed or self.session.path is None:
            return
        if self.working is None:
            self._look_here()
            return
        from ui.share_work import look

        self._is_looking = True
        shown = self._commit.number if self._commit else 0
        self._looker.start(partial(look, self.working, shown, self.home))

    def _look_here(self) -> None:
        from app.store.lock import holder_of

        if self.session.path is not None:
            self._see(holder_of(self.session.path))
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Read the store again if somebody wrote to it, or put another in its place."""
        from app.store import open_store
        from app.store.branch import last_sequence

        store = self.session.store
        try:
            if store.is_moved() and store.path is not None:
                self.session.show_other(open_store(store.path, read_only=True))
                return
            sequence = last_sequence(store)
        except StoreError as error:
            self._trouble = error.message
            return
        self._trouble = ""
        if self._sequence not in (-1, sequence):
            self.session.refresh()
        self._sequence = sequence

    def _see(self, holder: "Holder | None") -> None:
        self.holder = holder
        token, beat = (holder.token, holder.beat) if holder else ("", -1)
        self.watch = self.watch.seen(token, beat, at=time.monotonic())

    @Slot(object)
    def _take_look(self, found: "Look") -> None:
        if self._is_closed:
            return
        self._trouble = ""
        self._see(found.holder)
        if found.fetched is not None:
            self._take_up(found.fetched)
        self.changed.emit()

    def _take_up(self, found: "ToRead") -> None:
        """Show a newer generation in place of the one in sight."""
        from app.sharing.opening import drop_copies
        from app.store import open_store

        try:
            self.session.show_other(open_store(found.path, read_only=True))
        except AppError as error:
            self._trouble = error.message
            return
        self._commit, self._passed = found.commit, found.passed
        drop_copies(found.working, but=found.path)

    @Slot(Exception)
    def _show_trouble(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self._trouble = error.message
        self.changed.emit()

    @Slot()
    def _end_look(self) -> None:
        self._is_looking = False

    # ---- Publishing -----------------------------------------------------------------

    @Slot()
    def _plan(self) -> None:
        """Publish what was saved: soon, and not more often than once a minute."""
        if self.pen is None or self.working is None or not self.is_writer:
            return
        if not self._is_closed and self._unpublished():
            since = time.monotonic() - self._published_at
            self._due.start(max(BURST, int((AT_MOST - since) * 1000)))
        self.changed.emit()

    @Slot()
    def publish(self) -> None:
        """Publish now what is not published, in the background."""
        path = self.session.path
        if self.pen is None or self.working is None or path is None:
            return
        if self._is_sending or self._is_closed or not self.is_writer:
            return
        from ui.share_work import send

        self._due.stop()
        self._is_sending = True
        self._published_at = time.monotonic()
        work = partial(send, path, self.working, self.pen, self._parts)
        self._sender.start(work)
        self.changed.emit()

    @Slot(object)
    def _take_sent(self, sent: "Sent") -> None:
        self.working, self._parts = sent.published.working, sent.parts
        self._trouble = ""

    @Slot(Exception)
    def _fail_sending(self, error: Exception) -> None:
        from app.sharing.publish import Overtaken

        if isinstance(error, Overtaken | PenTaken):
            self.is_lost = True
            self._beats.stop()
            self.lost.emit()
            return
        if not isinstance(error, AppError):
            raise error
        self._trouble = error.message

    @Slot()
    def _end_sending(self) -> None:
        self._is_sending = False
        self._plan()

    def has_own(self) -> bool:
        """Return whether there are changes that were never published."""
        return self.session.store.owner is not None and self._unpublished() > 0

    def _unpublished(self) -> int:
        from app.sharing.working import unpublished

        if self.working is None or self.session.read_only:
            return 0
        try:
            return unpublished(self.session.store, self.working)
        except StoreError:
            return 0

    # ---- The end --------------------------------------------------------------------

    def stop(self) -> None:
        """Stop beating, looking and publishing: the store is about to be closed."""
        self._is_closed = True
        self._beats.stop()
        self._due.stop()
        self._looker.cancel()

    def leave(self) -> None:
        """Publish what is not published yet and give the pen back.

        Raises:
            AppError: It could not be published; it stays in the working copy.
        """
        pen, self.pen = self.pen, None
        try:
            if pen is not None and self.working is not None and not self.is_lost:
                self._send_last(self.working, pen)
        finally:
            if pen is not None:
                pen.release()

    def _send_last(self, working: "Working", pen: "Owner") -> None:
        from app.progress import no_progress
        from ui.share_work import send

        if self.session.path is not None and self._unpublished():
            sent = send(self.session.path, working, pen, self._parts, no_progress)
            self.working = sent.published.working

    # ---- What is known --------------------------------------------------------------

    def state(self) -> PenState:
        """Return what is known just now."""
        working, holder = self.working, self.holder
        return PenState(
            is_writer=self.is_writer,
            is_free=not self.is_writer and (holder is None or holder.is_gone),
            is_stale=holder is not None and self.watch.is_stale,
            pen=self._pen_words(),
            copy=self._copy_words(),
            folder=str(working.folder) if working else "",
            generation=self._generation(),
            published=self._published_words(),
            unpublished=self._unpublished(),
            trouble=self._trouble,
            passed=self._passed,
            branches=self._branches(),
            is_busy=self._is_sending,
        )

    def _pen_words(self) -> str:
        from app.sharing.words import FREE, pen_words
        from app.store.lock import holder_of

        now = datetime.now(UTC).astimezone()
        store = self.session.store
        if self.is_writer:
            found = holder_of(store.path) if store.path is not None else None
            return pen_words(found, now=now)
        if self.holder is not None and self.holder.is_gone:
            return FREE
        silent = self.watch.silent if self.holder else None
        return pen_words(self.holder, now=now, silent=silent)

    def _copy_words(self) -> str:
        from app.sharing.words import copy_words

        if self._commit is None:
            return ""
        return copy_words(self._commit, now=datetime.now(UTC).astimezone())

    def _generation(self) -> int:
        if self._commit is not None:
            return self._commit.number
        return self.working.number if self.working else 0

    def _published_words(self) -> str:
        from app.sharing.words import clock

        now = datetime.now(UTC).astimezone()
        if self._commit is not None:
            who = f"{self._commit.who} on {self._commit.host}"
            return f"{clock(self._commit.moment, now)} by {who}"
        if self.working is None or not self.working.published:
            return ""
        return clock(datetime.fromisoformat(self.working.published), now)

    def _branches(self) -> tuple[Path, ...]:
        from app.sharing.opening import branches_of

        return branches_of(self.working) if self.working else ()
