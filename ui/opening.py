"""Opens, creates and makes stores, and says when one is open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import AppError, DamagedStore, LockedStore, ReadOnlyStore, StoreInUse
from app.progress import Progress
from ui import settings
from ui.damaged import DamagedStores
from ui.job import Job
from ui.safekeeping import keep_before_upgrade
from ui.session import Session
from ui.unlocking import ask_key

if TYPE_CHECKING:
    from app.store import Store
    from ui.create_dialog import CreateDialog

STORES = "Headroom stores (*.db);;All files (*)"
DEMO = "demonstration.db"


class Opening(QObject):
    """Leads from a wish to an open store; ``opened`` brings the session."""

    opened = Signal(object, str)  # Session, name of the room to show first
    shared_wanted = Signal(object)  # the shared folder that a chosen file belongs to
    progressed = Signal(int, str)  # per cent, what is being done
    failed = Signal(Exception)
    finished = Signal()  # a long step has ended, well or not

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._room = "today"
        self.damaged = DamagedStores(window)
        self.damaged.open_wanted.connect(self.open)
        self._job = Job(self)
        self._job.progressed.connect(self._tell)
        self._job.succeeded.connect(self.open)
        self._job.failed.connect(self.failed)
        self._job.finished.connect(self.finished)

    def begin(self, way: str) -> None:
        """Begin in one of the ways of the start page."""
        if way == "open":
            self.choose()
        elif way == "demo":
            self.open_demo()
        else:
            self.create(room="import" if way == "import" else "today")

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open the store at a path; one that is in use is offered for reading."""
        from app.sharing.working import shared_by
        from app.store import open_store

        if (shared := shared_by(path)) is not None:
            self.shared_wanted.emit(shared.folder)
            return
        try:
            self._show(open_store(path, before_upgrade=keep_before_upgrade), "today")
        except ReadOnlyStore as error:
            self.open_for_reading(path, why=error.message)
        except StoreInUse as error:
            self._offer_reading(path, error)
        except LockedStore:
            ask_key(self._window, path, partial(self.open, path))
        except AppError as error:
            self._refuse(path, error)

    def open_for_reading(self, path: Path, *, why: str = "") -> None:
        """Open a store of which nothing can be changed, and say why."""
        from app.store import open_store

        try:
            store = open_store(path, read_only=True)
            store.remark = f"{why} You can look at everything." if why else ""
            self._show(store, "today")
        except LockedStore:
            again = partial(self.open_for_reading, path, why=why)
            ask_key(self._window, path, again)
        except AppError as error:
            self._refuse(path, error)

    def tell_failure(self, path: Path | None, error: Exception) -> None:
        """Say that the open store cannot be read; what can be done if it is damaged."""
        if path is None or not isinstance(error, AppError):
            self.failed.emit(error)
        else:
            self._refuse(path, error)

    def _refuse(self, path: Path, error: AppError) -> None:
        """Say why a store does not open; offer what can be done if it is damaged."""
        if not self.damaged.offer(path, error):
            self.failed.emit(error)

    def choose(self) -> None:
        """Let the user choose a file and open it."""
        dialog = QFileDialog(self._window, "Open a store", settings.last_folder())
        dialog.setNameFilter(STORES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def create(self, *, room: str = "today") -> None:
        """Ask what a new store needs and create it; then show a room."""
        from ui.create_dialog import CreateDialog  # not before the first paint

        dialog = CreateDialog(self._window)
        dialog.accepted.connect(partial(self._create, dialog, room))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_demo(self) -> None:
        """Open the demonstration unit, making it in the background if need be."""
        location = QStandardPaths.StandardLocation.AppLocalDataLocation
        folder = Path(QStandardPaths.writableLocation(location))
        path = folder / DEMO
        if path.is_file():
            self.open(path)
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._tell(0)
        self._job.start(partial(make_demo, path))

    def stop_work(self) -> None:
        """Cancel what is being made."""
        self._job.cancel()

    def _create(self, dialog: "CreateDialog", room: str) -> None:
        from ui.creating import create

        try:
            create(self._window, dialog.new_store(), partial(self._show, room=room))
        except AppError as error:
            self.failed.emit(error)

    def _show(self, store: "Store", room: str) -> None:
        if store.path is not None:
            settings.add_recent_store(store.path)
        self.opened.emit(begun(store), room)

    def _offer_reading(self, path: Path, error: StoreInUse) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("Headroom")
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(error.message)
        box.setInformativeText("You can look at it, without changing anything.")
        read = box.addButton("&Open for reading", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        read.clicked.connect(partial(self.open_for_reading, path))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot(str)
    def _open_chosen(self, name: str) -> None:
        settings.set_last_folder(Path(name).parent)
        self.open(Path(name))

    @Slot(int)
    def _tell(self, percent: int) -> None:
        self.progressed.emit(percent, "Making the demonstration unit…")


def begun(store: "Store") -> Session:
    """Return the session of a store that was opened, completed if it may be written.

    Raises:
        DamagedStore: What it holds cannot be read; it is closed again.
        AppError: It could not be completed; it is closed again.
    """
    try:
        if not store.read_only:
            complete(store)
        return Session(store)
    except AppError:
        store.close()
        raise
    except (ValueError, TypeError, LookupError) as error:  # no such text, day or code
        store.close()
        raise DamagedStore(
            "The store is damaged: part of what it holds cannot be read.",
            remedy="Open a verified copy, or have the file salvaged.",
            detail=type(error).__name__,
        ) from error


def complete(store: "Store") -> None:
    """Add what this version ships and a store of an earlier one lacks."""
    from datetime import UTC, datetime
    from getpass import getuser

    from app.store.unit import complete_unit

    complete_unit(store, who=getuser(), at=datetime.now(UTC))


def make_demo(path: Path, progress: Progress) -> Path:
    """Make the demonstration unit at ``path`` and return the path."""
    from app.demo.build import make_demo as make

    make(path, progress=progress).close()
    return path
