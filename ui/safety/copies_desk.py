"""Does what the tab Copies asks for."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.keeping.difference import compare
from app.keeping.drill import Drill, record_drill, rehearse
from app.keeping.make import keep_copy
from app.keeping.place import choose_second
from app.keeping.recheck import check_copy
from app.keeping.restore import restore
from app.keeping.sight import Kept, read_kept
from app.progress import Progress
from app.store import Store, partner
from app.store.branch import head_at
from ui import settings
from ui.alerts import show_error
from ui.copies_sight import CopyRow, Preview
from ui.copies_words import preview_of, sight_of
from ui.job import Job
from ui.page import Page
from ui.safety.copies_tab import CopiesTab
from ui.safety.restore_dialog import RestoreDialog
from ui.session import Session
from ui.store_work import reading_work

WORDS = {
    "make": "Making a copy and checking it…",
    "second": "Making a copy in the second place…",
    "check": "Checking the copy…",
    "drill": "Restoring the newest copy into memory…",
    "preview": "Comparing the copy with the store…",
}


class CopiesDesk(QObject):
    """Between the tab and the store."""

    def __init__(self, page: Page, tab: CopiesTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        self._is_looking = self._is_stale = False
        self.looker, self.job = Job(self), Job(self)
        self.looker.succeeded.connect(self._show)
        self.looker.failed.connect(self._show_failure)
        self.looker.finished.connect(self._end_look)
        self.job.succeeded.connect(self._take)
        self.job.failed.connect(self._show_failure)
        self.job.finished.connect(self._end)
        tab.wanted.connect(self.refresh)
        tab.make_wanted.connect(self.make)
        tab.second_wanted.connect(self.ask_second)
        tab.drill_wanted.connect(self.drill)
        tab.check_wanted.connect(self.check)
        tab.restore_wanted.connect(self.ask_restore)
        page.session.copies_made.connect(self.refresh)
        page.session.leaving.connect(self._stop)

    # ---- What is shown --------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date; the second place may be slow to answer."""
        session = self._page.session
        if session.path is None:
            self._tab.say("A store in memory has no copies.")
        elif self._is_looking:
            self._is_stale = True
        else:
            self._is_looking = True
            self.looker.start(reading_work(session, _look))

    @Slot(object)
    def _show(self, kept: Kept) -> None:
        self._tab.show_copies(sight_of(kept, self._page.session.now()))

    @Slot()
    def _end_look(self) -> None:
        self._is_looking = False
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    # ---- What is asked for ----------------------------------------------------------

    @Slot()
    def make(self) -> None:
        """Make a copy now."""
        self._start("make", partial(_make, self._page.session))

    @Slot()
    def drill(self) -> None:
        """Rehearse a restore now, and record what came of it."""
        self._start("drill", partial(_drill, self._page.session))

    @Slot(object)
    def check(self, row: CopyRow) -> None:
        """Check a copy in full."""
        self._start("check", partial(_check, self._page.session.now(), row.path))

    @Slot()
    def ask_second(self) -> None:
        """Ask for the folder of the second place."""
        dialog = QFileDialog(
            self._page, "A folder on another disk for copies", settings.last_folder()
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_second)
        dialog.open()

    @Slot(str)
    def _take_second(self, name: str) -> None:
        self.choose_second(Path(name))

    def choose_second(self, folder: Path) -> None:
        """Keep copies in a second folder from now on, the first one at once."""
        self._start("second", partial(_choose, self._page.session, folder))

    @Slot(object)
    def ask_restore(self, row: CopyRow) -> None:
        """Show what going back to a copy would change, and ask."""
        self._start("preview", partial(_compare, row))

    def _open_dialog(self, preview: Preview) -> None:
        dialog = RestoreDialog(self._page, preview)
        self._page.open_form(dialog, partial(self.go_back, preview.copy))

    def go_back(self, copy: Path, why: str) -> None:
        """Close the store, put the copy in its place, and open that."""
        session = self._page.session
        if self._page.opened is not None:
            self._page.opened.accept()
        about = session.who, why, session.now()
        session.reopen_wanted.emit(partial(_restore, copy, about))

    # ---- Work -----------------------------------------------------------------------

    def _start(self, name: str, work: Callable[[Store, Progress], object]) -> None:
        self._tab.show_working(WORDS[name])
        self.job.start(reading_work(self._page.session, work))

    @Slot(object)
    def _take(self, found: object) -> None:
        if isinstance(found, Preview):
            self._open_dialog(found)
        elif isinstance(found, Drill):
            self._page.session.refresh()  # it stands in the history
            self._page.toast_wanted.emit(found.sentence, None)
        else:
            self._page.toast_wanted.emit(str(found), None)

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self._page, error)

    @Slot()
    def _end(self) -> None:
        self._tab.show_working("")
        self._page.session.copies_changed.emit()
        self.refresh()

    @Slot()
    def _stop(self) -> None:
        self.job.cancel()
        self.looker.cancel()


def _look(store: Store, progress: Progress) -> object:
    progress(0, 1)
    return read_kept(store)


def _make(session: Session, store: Store, progress: Progress) -> str:
    made = keep_copy(store, reason="asked", at=session.now(), progress=progress)
    count = "1 place" if made.places == 1 else f"{made.places} places"
    return made.missing or f"Copy made and checked, in {count}"


def _choose(session: Session, folder: Path, store: Store, progress: Progress) -> str:
    path = store.path or Path()
    choose_second(path, folder, history=(head_at(store, 1) or b"").hex())
    return _make(session, store, progress)


def _check(at: datetime, copy: Path, store: Store, progress: Progress) -> str:
    checked = check_copy(copy, of=store.path or copy, at=at, progress=progress)
    if not checked.fault:
        return "The copy passed every check"
    return f"The copy did not pass its check: {checked.fault}"


def _drill(session: Session, store: Store, progress: Progress) -> Drill:
    drill = rehearse(store.path or Path(), progress)
    with closing(partner(session.store)) as own:
        record_drill(own, drill, who=session.who, why="", at=session.now())
    return drill


def _compare(row: CopyRow, store: Store, progress: Progress) -> Preview:
    progress(0, 1)
    return preview_of(row, compare(store.path or Path(), row.path))


def _restore(
    copy: Path, about: tuple[str, str, datetime], store: Path, progress: Progress
) -> str:
    who, why, at = about
    return restore(store, copy, who=who, why=why, at=at, progress=progress).sentence
