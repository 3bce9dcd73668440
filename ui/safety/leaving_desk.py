"""Does what the tab Export all asks for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.leaving.export import Exported, export_all
from app.leaving.telling import Content, content_of, events_words, summary_of
from app.progress import Progress
from app.store import Store
from ui import settings
from ui.alerts import show_error
from ui.job import Job
from ui.page import Page
from ui.safety.leaving_tab import LeavingTab, Rows
from ui.store_work import reading_work

STOPPED = "Stopped. Nothing was written."


class LeavingDesk(QObject):
    """Between the tab and the store."""

    def __init__(self, page: Page, tab: LeavingTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        self._done: Exported | None = None
        self._is_over = True
        self.job = Job(self)
        self.job.progressed.connect(tab.show_progress)
        self.job.succeeded.connect(self._show_done)
        self.job.failed.connect(self._show_failed)
        self.job.finished.connect(self._finish)
        tab.wanted.connect(self.refresh)
        tab.export_asked.connect(self.ask)
        tab.stop_asked.connect(self.job.cancel)
        tab.place_asked.connect(self._look)

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date."""
        content = content_of(self._page.session.store)
        self._tab.show_content(_rows(content, False), _rows(content, True))

    @Slot()
    def ask(self) -> None:
        """Ask for the place, and write there."""
        is_zip = self._tab.is_zip
        dialog = QFileDialog(self._page, "Export everything", settings.last_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        name = f"{Path(self._page.session.name).stem}-plain"
        if is_zip:
            dialog.setNameFilter("ZIP file (*.zip)")
            dialog.setDefaultSuffix("zip")
        else:
            dialog.setNameFilter("New folder (*)")
            dialog.setLabelText(QFileDialog.DialogLabel.FileName, "Name of the folder")
        dialog.selectFile(f"{name}.zip" if is_zip else name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_place)
        dialog.open()

    @Slot(str)
    def _take_place(self, name: str) -> None:
        self.export(Path(name))

    def export(self, target: Path) -> None:
        """Write everything to ``target``."""
        settings.set_last_folder(target.parent)
        self._is_over = False
        self._tab.show_outcome("", is_there=False)
        self._tab.show_progress(0)
        with_wellbeing = self._tab.with_wellbeing.isChecked()
        work = partial(_write, target, with_wellbeing)
        self.job.start(reading_work(self._page.session, work))

    @Slot(object)
    def _show_done(self, done: Exported) -> None:
        self._done, self._is_over = done, True
        left = done.left_out
        more = f" {events_words(left)} about wellbeing left out." if left else ""
        words = f"Written to {done.path}. {summary_of(done)}{more}"
        self._tab.show_outcome(words, is_there=True)

    @Slot(Exception)
    def _show_failed(self, error: Exception) -> None:
        self._is_over = True
        show_error(self._page, error)

    @Slot()
    def _finish(self) -> None:
        self._tab.show_progress(None)
        if not self._is_over:
            self._tab.show_outcome(STOPPED, is_there=False)

    @Slot()
    def _look(self) -> None:
        if self._done is not None:
            QGuiApplication.clipboard().setText(str(self._done.path))
            self._page.toast_wanted.emit("The path was copied to the clipboard.", None)


def _write(
    target: Path, with_wellbeing: bool, store: Store, progress: Progress
) -> Exported:
    return export_all(store, target, with_wellbeing=with_wellbeing, progress=progress)


def _rows(content: Content, with_wellbeing: bool) -> Rows:
    records = content.records + content.wellbeing * with_wellbeing
    found = (
        ("tables", "Every present record, codes and names in words beside", records),
        ("history", "Each operation: who, when, why, and its link", content.operations),
        ("history", "Each event: before and after", content.events),
        ("imports", "Each row of each imported file, as it was", content.rows),
    )
    counted = tuple((name, what, f"{count:,}") for name, what, count in found)
    return (
        *counted,
        ("schema.sql", "The tables as SQLite makes them", ""),
        ("README.txt", "Each file and column in words; how to check the chain", ""),
        ("manifest.json", "Each file with its SHA-256 and its number of rows", ""),
    )
