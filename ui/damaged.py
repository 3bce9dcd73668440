"""What is done when a store turns out to be damaged: a copy, salvage, or nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.progress import Progress
from ui.alerts import show_error
from ui.background_check import BackgroundCheck
from ui.damaged_dialog import DamagedDialog
from ui.job import Job

if TYPE_CHECKING:
    from app.keeping.listing import Copy
    from app.keeping.restore import Restored
    from app.salvage.outcome import Outcome

WHY = "The store was damaged"


class DamagedStores(QObject):
    """Leads from a damaged store to one that can be opened."""

    open_wanted = Signal(object)  # the path of a store that is whole

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: DamagedDialog | None = None
        self._path, self._found = Path(), ""
        self._copy: Copy | None = None
        self._close: Callable[[], None] = _nothing
        self._made: Path | None = None
        self.job = Job(self)
        self.job.progressed.connect(self._tell)
        self.job.succeeded.connect(self._take)
        self.job.failed.connect(self._fail)
        self.job.finished.connect(self._end)

    def watch(self, check: BackgroundCheck, close: Callable[[], None]) -> None:
        """Offer what can be done when a check of the open store finds damage.

        Args:
            check: The check.
            close: What closes the store.
        """
        self._close = close
        check.mend_wanted.connect(self.show_ways)

    def offer(self, path: Path, error: AppError) -> bool:
        """Offer what can be done if ``error`` means damage; return whether it does."""
        from app.salvage.aside import is_damage

        if not is_damage(path, error):
            return False
        self.show_ways(path, error.message)
        return True

    @Slot(object, str)
    def show_ways(self, path: Path, found: str) -> None:
        """Say what was found in the store at ``path``, and offer what can be done."""
        if self.dialog is not None:
            return
        from app.keeping.listing import list_copies, newest_verified

        self._path, self._found, self._made = path, found, None
        self._mark()
        self._copy = newest_verified(list_copies(path))
        self.dialog = DamagedDialog(self._window, path.name, found, _about(self._copy))
        self.dialog.copy_wanted.connect(self._go_back)
        self.dialog.salvage_wanted.connect(self._salvage)
        self.dialog.stop_wanted.connect(self.job.cancel)
        self.dialog.open_wanted.connect(self._open)
        self.dialog.finished.connect(self._forget)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _mark(self) -> None:
        from app.store.marker import damage_of, mark_damaged

        try:
            if damage_of(self._path) is None:
                mark_damaged(self._path, self._found, at=datetime.now(UTC))
        except AppError as error:
            show_error(self._window, error)

    @Slot()
    def _go_back(self) -> None:
        if self._copy is None:
            return
        self._close()  # nothing may have it open when another takes its place
        self._start(partial(_restore, self._path, self._copy.path, self._found))

    @Slot()
    def _salvage(self) -> None:
        self._start(partial(_salvage, self._path, self._found))

    def _start(self, work: Callable[[Progress], object]) -> None:
        self._tell(0)
        self.job.start(work)

    @Slot(int)
    def _tell(self, percent: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(percent)

    @Slot(object)
    def _take(self, done: "Outcome | Restored") -> None:
        from app.salvage.outcome import Outcome, history_told, records_named

        if not isinstance(done, Outcome):
            self._made = self._path
            self._open()
            return
        self._made = done.path
        if self.dialog is None:
            return
        rows = [
            (
                _capital(records_named(table.subject)),
                *(f"{count:,}" for count in (table.whole, table.doubtful, table.lost)),
            )
            for table in done.tables
        ]
        made = f"The new store is {done.path.name}, beside the damaged one."
        history = [made, *history_told(done)]
        self.dialog.show_progress(None)
        self.dialog.show_report(done.sentence, rows, history, is_proven=done.is_proven)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        show_error(self.dialog or self._window, error)

    @Slot()
    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(None)

    @Slot()
    def _open(self) -> None:
        made, dialog = self._made, self.dialog
        if dialog is not None:
            dialog.show_progress(None)
            dialog.accept()
        if made is not None:
            self.open_wanted.emit(made)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None


def _nothing() -> None:
    """Close nothing: no store is open."""


def _about(copy: "Copy | None") -> str:
    if copy is None:
        return ""
    when = copy.made_at.astimezone()
    day = f"{when.day} {when:%B %Y}"
    return (
        f"A verified copy from {when:%H:%M} on {day} is ready, up to operation"
        f" {copy.sequence:,}. What was recorded since is not in it."
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _salvage(path: Path, found: str, progress: Progress) -> "Outcome":
    from app.salvage.aside import put_aside, salvaged_name
    from app.salvage.rescue import salvage

    now = datetime.now(UTC)
    put_aside(path, found, at=now)
    return salvage(path, salvaged_name(path), who=getuser(), at=now, progress=progress)


def _restore(path: Path, copy: Path, found: str, progress: Progress) -> "Restored":
    from app.keeping.restore import restore
    from app.salvage.aside import put_aside

    now = datetime.now(UTC)
    put_aside(path, found, at=now)
    return restore(path, copy, who=getuser(), why=WHY, at=now, progress=progress)
