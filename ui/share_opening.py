"""The ways to the pen: share a store, open a shared one, take the pen, give it back.

One for each window. What copies files runs in a job; a store is opened in the thread
of the window, as its connection belongs there.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import AppError, LockedStore, StoreInUse
from app.progress import Progress
from ui import settings
from ui.alerts import make_box, show_error
from ui.job import Job
from ui.session import Session
from ui.share_place import home
from ui.share_words import BRANCH, KEPT, LOST, NOTHING_LOST, STAYS, TAKE_OVER
from ui.sharing import Sharing
from ui.unlocking import ask_key

if TYPE_CHECKING:
    from app.sharing.opening import ToRead, WithPen
    from app.store.lock import Holder
    from ui.opening import Opening
    from ui.share_work import Fallen
    from ui.workspace import Workspace


class ShareOpening(QObject):
    """Leads from a wish to the pen; ``opened`` brings the session."""

    opened = Signal(object, str)  # Session, name of the room to show first
    failed = Signal(Exception)
    close_wanted = Signal()  # the store that is open must be closed first

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._workspace: Workspace | None = None
        self._room = "today"
        self._next: tuple[Session, Sharing] | None = None
        self._said = ""
        self._folder = Path()
        self._stale: tuple[Holder, float] | None = None
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self._is_busy = False

    @property
    def sharing(self) -> Sharing | None:
        """The pen of the session that is open."""
        return self._workspace.session.sharing if self._workspace else None

    def serve(
        self,
        opening: "Opening",
        show: Callable[[Session, str], None],
        close: Callable[[], None],
    ) -> None:
        """Connect to the window: what opens a file, what shows and closes a store."""
        opening.shared_wanted.connect(self.open)
        self.failed.connect(opening.failed)
        self.opened.connect(show)
        self.close_wanted.connect(close)

    # ---- A session comes and goes ---------------------------------------------------

    def attach(self, workspace: "Workspace") -> None:
        """Begin to beat, look and publish for a session that is shown."""
        self._workspace, session = workspace, workspace.session
        found, self._next = self._next, None
        if found is not None and found[0] is session:
            sharing = found[1]
        else:
            sharing = Sharing(session, home())
        session.sharing = sharing
        sharing.changed.connect(self._show)
        sharing.wanted.connect(self.do)
        sharing.lost.connect(self._fall_back)
        workspace.pen_strip.wanted.connect(self.do)
        said, self._said = self._said, ""
        if said:
            workspace.tell(said)
        sharing.begin()

    def stop(self) -> None:
        """Stop what runs for the session that is open."""
        if self.sharing is not None:
            self.sharing.stop()

    def leave(self) -> None:
        """Publish and give the pen back; the store is closed right after."""
        sharing, workspace, self._workspace = self.sharing, self._workspace, None
        if sharing is None or workspace is None:
            return
        self._room = workspace.room
        try:
            sharing.leave()
        except AppError as error:
            show_error(self._window, error)

    @Slot()
    def _show(self) -> None:
        if self._workspace is not None and self.sharing is not None:
            self._workspace.pen_strip.show_state(self.sharing.state())

    # ---- The ways -------------------------------------------------------------------

    @Slot(str)
    def do(self, way: str) -> None:
        """Go one of the ways: share, open, take, take_over, give or publish."""
        ways: dict[str, Callable[[], None]] = {
            "share": self.share,
            "open": self.choose,
            "take": self.take,
            "take_over": self.ask_to_take_over,
            "give": self.give,
            "publish": self.publish,
        }
        if not self._is_busy:
            ways[way]()

    def share(self) -> None:
        """Ask for the folder in which the open store is to be shared."""
        sharing = self.sharing
        if sharing is None or sharing.session.path is None or not sharing.is_writer:
            self._say("A store is shared by who has its pen.", "Take the pen first.")
        elif sharing.working is not None:
            self._say(
                "This store is shared already.",
                f"It is in the folder {sharing.working.folder}.",
            )
        else:
            self._ask_folder("Share this store in a folder", self.share_in)

    def share_in(self, folder: Path) -> None:
        """Share the open store in a folder."""
        from ui.share_work import share

        sharing = self.sharing
        if sharing is not None and sharing.session.path is not None:
            path = sharing.session.path
            self._said = STAYS.format(folder=folder.name, store=path.name)
            self._begin(partial(share, path, folder, home()))

    def choose(self) -> None:
        """Ask for the folder from which a shared store is to be opened."""
        self._ask_folder("Open from a shared folder", self.open)

    @Slot(object)
    def open(self, folder: Path) -> None:
        """Open the store that is shared in a folder: with the pen if it is free."""
        from ui.share_work import open_folder

        self._folder = folder
        self._begin(partial(open_folder, folder, home()))

    def take(self) -> None:
        """Take the pen if it is free; else say who has it."""
        from ui.share_work import take

        sharing = self.sharing
        if sharing is None:
            return
        if sharing.is_writer:
            self._say("This window has the pen already.", "Go on writing.")
            return
        if sharing.working is not None:
            self._folder = sharing.working.folder
            self._begin(partial(take, self._folder, home(), None))
            return
        self._open_here(sharing)

    def ask_to_take_over(self) -> None:
        """Ask the human whether who has the pen is really gone."""
        sharing = self.sharing
        if sharing is None or sharing.holder is None or not sharing.watch.is_stale:
            return
        holder, silent = sharing.holder, sharing.watch.silent
        box = make_box(
            self._window, TAKE_OVER.format(who=holder.name, silent=silent), KEPT
        )
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        yes = box.addButton("&Take the pen over", QMessageBox.ButtonRole.AcceptRole)
        yes.clicked.connect(partial(self.take_over, holder, silent))
        box.open()

    def take_over(self, holder: "Holder", silent: float, *_: object) -> None:
        """Take the pen over from an owner that does not move any more."""
        from app.store.lock import hand_over, take_over
        from ui.share_work import take

        sharing = self.sharing
        if sharing is None or sharing.session.path is None:
            return
        self._stale = holder, silent
        if sharing.working is not None:
            self._begin(partial(take, sharing.working.folder, home(), holder))
            return
        try:
            hand_over(take_over(sharing.session.path, holder))
        except AppError as error:
            self._fail(error)
            return
        self._open_here(sharing)

    def give(self) -> None:
        """Give the pen back and go on reading."""
        sharing = self.sharing
        if sharing is None or sharing.session.path is None:
            return
        if not sharing.is_writer:
            self._say("This window does not have the pen.", "It looks at the store.")
            return
        working, path = sharing.working, sharing.session.path
        self.close_wanted.emit()
        if working is None:
            self._open(path)
            return
        from ui.share_work import to_read

        self._begin(partial(to_read, working.folder, home()))

    def publish(self) -> None:
        """Publish now."""
        if self.sharing is not None:
            self.sharing.publish()

    @Slot()
    def _fall_back(self) -> None:
        """Turn to reading after somebody took the pen over, and say what happened."""
        sharing = self.sharing
        if sharing is None or sharing.session.path is None:
            return
        from app.store.lock import holder_of
        from ui.share_work import fall_back

        working, path = sharing.working, sharing.session.path
        has_own = working is not None and sharing.has_own()
        self.close_wanted.emit()
        by = holder_of(working.pen if working else path)
        who = LOST.format(who=by.name if by else "Another window")
        if working is None:
            self._open(path)
            self._say(who, NOTHING_LOST)
            return
        self._said = who
        self._begin(partial(fall_back, working, home(), has_own))

    # ---- What comes of them ---------------------------------------------------------

    def _begin(self, work: Callable[[Progress], object]) -> None:
        self._is_busy = True
        self._job.start(work)

    @Slot()
    def _end(self) -> None:
        self._is_busy = False

    @Slot(object)
    def _take(self, found: "WithPen | ToRead | Fallen") -> None:
        from app.sharing.opening import ToRead, WithPen

        if isinstance(found, WithPen):
            self._work_on(found)
        elif isinstance(found, ToRead):
            self._look_at(found)
        else:
            self._fallen(found)

    def _fallen(self, found: "Fallen") -> None:
        who, self._said = self._said, ""
        if found.reading is not None:
            self._look_at(found.reading)
        kept = BRANCH.format(branch=found.branch.name) if found.branch else NOTHING_LOST
        self._say(who, kept)

    def _work_on(self, ready: "WithPen") -> None:
        from app.store import open_store
        from ui.opening import complete

        try:
            store = open_store(ready.working.store)
        except AppError as error:
            ready.pen.release()
            self._folder = ready.working.folder
            self._fail(error)
            return
        settings.add_recent_store(ready.working.store)
        complete(store)
        session = Session(store)
        self._record_takeover(session)
        made = Sharing(session, home(), pen=ready.pen, passed=ready.passed)
        self._show_session(session, made)
        if ready.branch is not None:
            branch = BRANCH.format(branch=ready.branch.name)
            self._say("Somebody else has published since you worked last.", branch)

    def _look_at(self, ready: "ToRead") -> None:
        from app.store import open_store

        try:
            store = open_store(ready.path, read_only=True)
        except LockedStore:
            ask_key(self._window, ready.path, partial(self._look_at, ready))
            return
        except AppError as error:
            self._fail(error)
            return
        settings.add_recent_store(ready.working.store)
        session = Session(store)
        made = Sharing(session, home(), commit=ready.commit, passed=ready.passed)
        self._show_session(session, made)

    def _open(self, path: Path) -> None:
        from app.store import open_store

        try:
            session = Session(open_store(path, read_only=True))
        except LockedStore:
            ask_key(self._window, path, partial(self._open, path))
            return
        except AppError as error:
            self._fail(error)
            return
        self._show_session(session, Sharing(session, home()))

    def _open_here(self, sharing: Sharing) -> None:
        """Open the store of this computer again, for writing."""
        from app.store import open_store

        path = sharing.session.path
        if path is None:
            return
        try:
            session = Session(open_store(path))
        except AppError as error:
            sharing.look()
            self._fail(error)
            return
        self._record_takeover(session)
        self._show_session(session, Sharing(session, home()))

    def _show_session(self, session: Session, sharing: Sharing) -> None:
        room = self._workspace.room if self._workspace else self._room
        self._next = session, sharing
        self.opened.emit(session, room or "today")

    def _record_takeover(self, session: Session) -> None:
        stale, self._stale = self._stale, None
        if stale is None:
            return
        from app.sharing.record import record_takeover

        record_takeover(
            session.store,
            stale[0],
            silent=stale[1],
            who=session.who,
            at=session.now(),
        )

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._said, self._stale = "", None
        if isinstance(error, LockedStore):
            self._ask_key()
            return
        if isinstance(error, StoreInUse) and self.sharing is not None:
            self.sharing.look()
        self.failed.emit(error)

    def _ask_key(self) -> None:
        """Ask for the key of the working copy, then open the folder again."""
        from app.sharing.working import working_at

        path = working_at(home(), self._folder).store
        ask_key(self._window, path, partial(self.open, self._folder))

    def _say(self, message: str, more: str) -> None:
        box = make_box(self._window, message, more)
        box.setIcon(QMessageBox.Icon.Information)
        box.open()

    def _ask_folder(self, title: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, settings.last_folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()
