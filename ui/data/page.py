"""The Data page: bring records in, and look at what came in."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import ReadOnlyStore
from app.intake.check import Bin
from app.intake.fields import field_named
from app.reports.chart import day_text
from app.store.coverage import Filled, filled_fields
from app.store.imports import PastImport, imported_rows, past_imports
from ui import importing
from ui.alerts import show_error
from ui.controls.button import button
from ui.controls.card import GAP, MARGIN, Card
from ui.controls.empty_state import EmptyState
from ui.controls.page_header import PageHeader
from ui.data.import_details import ImportDetails
from ui.data.import_list import FileLine, ImportList
from ui.data.rejected_dialog import ask_where
from ui.data.trust import CheckLine, Share, SharesCard
from ui.data.wizard import ImportWizard
from ui.drop import dropped_file
from ui.job import Job
from ui.last_check import last_found
from ui.page import Page

if TYPE_CHECKING:
    from ui.session import Session

CHECK = "safety/check and history"
"""Where the store is checked."""
MOST_ROWS = 1_000
"""Rows of one bin that are shown; all of them are kept."""


class DataPage(Page):
    """Lists the imports and their rows; imports and undoes."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self.setAcceptDrops(not session.read_only)
        self._wizard: ImportWizard | None = None
        self._fill_job, self._undo_job, self._save_job = Job(self), Job(self), Job(self)
        self._is_filling = self._is_undoing = False
        self._is_saving = False
        self._import = button("&Import a spreadsheet…", "import", is_primary=True)
        self._import.setEnabled(not session.read_only)
        self._header = PageHeader("Data", self._import)
        self.imports, self.details = (
            ImportList(),
            ImportDetails(may_write=not session.read_only),
        )
        self.check, self.shares = CheckLine(), SharesCard()
        self.empty_state = EmptyState(
            "No file was brought in yet",
            "Bring in the spreadsheet or export that the unit works from: choose it, or"
            " drop it on this page. Every row is checked before anything is written.",
            "" if session.read_only else "Import a spreadsheet…",
            is_primary=False,
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        imports = Card("Imports")
        imports.body.addWidget(self.imports)
        rows = Card("Rows of the import")
        rows.body.addWidget(self.details)
        files = QSplitter(Qt.Orientation.Vertical)
        files.setChildrenCollapsible(False)
        files.setHandleWidth(GAP)
        files.addWidget(imports)
        files.addWidget(rows)
        files.setSizes([200, 380])
        empty = Card()
        empty.body.addWidget(self.empty_state)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(files)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.check)
        column.addWidget(self.shares, 1)
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addWidget(self._stack, 5)
        across.addWidget(side, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 14)
        layout.setSpacing(GAP)
        layout.addWidget(self._header)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self._import.clicked.connect(self._begin_empty)
        self.empty_state.wanted.connect(self._begin_empty)
        self.imports.selected.connect(self.details.show_line)
        self.details.rows_wanted.connect(self._show_rows)
        self.details.undo_wanted.connect(self._ask_undo)
        self.details.save_wanted.connect(self._ask_save)
        self.check.look_wanted.connect(partial(self.room_wanted.emit, CHECK))
        self._fill_job.succeeded.connect(self._show_shares)
        self._fill_job.failed.connect(self._show_failure)
        self._fill_job.finished.connect(self._end_filling)
        self._undo_job.succeeded.connect(self._show_undone)
        self._undo_job.failed.connect(self._show_failure)
        self._undo_job.finished.connect(self._end_undo)
        self._save_job.succeeded.connect(self._show_saved)
        self._save_job.failed.connect(self._show_failure)
        self._save_job.finished.connect(self._end_saving)

    def refresh(self) -> None:
        """List the imports again; how full the fields are is counted in a job."""
        lines = [_line(past) for past in past_imports(self.session.store)]
        self._stack.setCurrentIndex(1 if lines else 0)
        self.imports.show_lines(lines)
        line = self.imports.line()
        if line is not None:
            self.details.show_line(line)
        self._header.show_sentence(self._sentence(lines))
        self._show_check()
        if self.session.path is None:  # a store in memory belongs to this thread
            self._show_shares(filled_fields(self.session.store))
        elif not self._is_filling:
            self._is_filling = True
            self._fill_job.start(importing.count_fields(self.session))

    def _show_check(self) -> None:
        path = self.session.path
        found = last_found(path) if path is not None else None
        if found is not None:
            self.check.show_found(found)

    def _sentence(self, lines: list[FileLine]) -> str:
        if not lines:
            return "Bring records in, and see whether the figures can be trusted."
        one = "1 import" if len(lines) == 1 else f"{len(lines):,} imports"
        rejected = sum(
            line.counts[Bin.REJECTED] for line in lines if not line.is_undone
        )
        return f"{one}, the last {lines[0].when}; {rejected:,} rows rejected and kept."

    def stop_work(self) -> None:
        """Cancel what runs: the window is about to close."""
        if self._wizard is not None:
            self._wizard.stop()
        for job in (self._fill_job, self._undo_job, self._save_job):
            job.cancel()

    @property
    def is_busy(self) -> bool:
        """Whether anything runs in the background."""
        return self._is_filling or self._is_undoing or self._is_saving

    @property
    def may_import(self) -> bool:
        """Whether the store can be written."""
        return self._import.isEnabled()

    # ---- Import ----------------------------------------------------------------------

    @Slot()
    def _begin_empty(self) -> None:
        self.begin_import()

    def begin_import(self, path: Path | None = None, kind: str = "") -> None:
        """Open the import, if the store can be written."""
        if self.session.read_only:
            show_error(self, _closed_for_writing())
        else:
            self.open_wizard(path, kind)

    def open_wizard(self, path: Path | None = None, kind: str = "") -> ImportWizard:
        """Open the import, with a file if one is given; return it."""
        if self._wizard is None:
            wizard = ImportWizard(self.session, self, kind=kind)
            wizard.imported.connect(self._take_import)
            wizard.room_wanted.connect(self.room_wanted)
            wizard.finished.connect(self._drop_wizard)
            self._wizard = wizard
            wizard.open()
        if path is not None:
            self._wizard.begin_with(path)
        return self._wizard

    @Slot(object)
    def _take_import(self, _result: object) -> None:
        self.session.refresh()
        self.refresh()
        self.imports.select_latest()

    @Slot()
    def _drop_wizard(self) -> None:
        """Let the import go; it may have been closed just as the rows came in."""
        wizard, self._wizard = self._wizard, None
        if wizard is not None:
            wizard.deleteLater()
            if wizard.is_untold:
                self._take_import(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_wizard(path)

    # ---- One import ------------------------------------------------------------------

    @Slot(str, object)
    def _show_rows(self, uid: str, bin_: Bin) -> None:
        line = self.details.line
        rows: list[tuple[str | int, ...]] = []
        for row in imported_rows(self.session.store, uid, [bin_]):
            rows.append((row.line, row.reference, "; ".join(row.reasons), *row.cells))
            if len(rows) == MOST_ROWS:
                break
        self.details.show_rows(rows, line.columns if line else ())
        total = line.counts[bin_] if line else 0
        self.details.show_limit(len(rows), total)

    @Slot(object)
    def _ask_undo(self, line: FileLine) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Undo an import")
        box.setTextFormat(Qt.TextFormat.PlainText)
        taken = line.counts[Bin.TAKEN]
        box.setText(f"Take the {taken:,} {line.kind} of {line.name} out of the store?")
        box.setInformativeText(
            "The history keeps that they came in and were taken back. The file can be"
            " brought in again."
        )
        yes = box.addButton("&Undo the import", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("&Keep it", QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(partial(self.undo, line))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def undo(self, line: FileLine) -> None:
        """Take an import back."""
        if not self._is_undoing:
            self._is_undoing = True
            self.details.show_undoing(is_undoing=True)
            self._undo_job.start(importing.undo(self.session, line.uid))

    @Slot(object)
    def _show_undone(self, _result: object) -> None:
        self.toast_wanted.emit("The import was undone.", None)
        self.session.refresh()
        self.refresh()

    @Slot()
    def _end_undo(self) -> None:
        self._is_undoing = False
        self.details.show_undoing(is_undoing=False)

    @Slot(object)
    def _ask_save(self, line: FileLine) -> None:
        dialog = ask_where(self, line.name)
        dialog.fileSelected.connect(partial(self.save_rejected, line.uid))

    def save_rejected(self, uid: str, name: str) -> None:
        """Write the rejected rows of an import to a file."""
        if not self._is_saving:
            self._is_saving = True
            work = importing.save_rejected(self.session, uid, Path(name))
            self._save_job.start(work)

    @Slot(object)
    def _show_saved(self, rows: int) -> None:
        self.toast_wanted.emit(f"{rows:,} rejected rows were saved.", None)

    @Slot()
    def _end_saving(self) -> None:
        self._is_saving = False

    # ---- Trust -----------------------------------------------------------------------

    @Slot(object)
    def _show_shares(self, found: list[Filled]) -> None:
        shares = [
            Share(label=_label(one), filled=one.filled, total=one.total)
            for one in found
        ]
        totals = {one.kind: one.total for one in found}
        counted = " and ".join(f"{total:,} {kind}" for kind, total in totals.items())
        said = f"Share of {counted} in the store that hold a field." if found else ""
        self.shares.show_shares(shares, said or "No records yet.")

    @Slot()
    def _end_filling(self) -> None:
        self._is_filling = False

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self, error)


def _closed_for_writing() -> ReadOnlyStore:
    return ReadOnlyStore(
        "The store is open for reading only, so nothing can be brought in.",
        remedy="Close the window that has it open for writing, then open it again.",
    )


def _line(past: PastImport) -> FileLine:
    when = datetime.fromisoformat(past.recorded_at).astimezone()
    return FileLine(
        uid=past.uid,
        name=past.name,
        when=f"{day_text(when.date())}, {when:%H:%M}",
        who=past.who,
        kind=past.kind,
        counts={
            Bin.TAKEN: past.taken,
            Bin.DUPLICATE: past.duplicate,
            Bin.REJECTED: past.rejected,
            Bin.BLANK: past.blank,
        },
        is_undone=past.undone_by is not None,
        columns=past.columns,
    )


def _label(one: Filled) -> str:
    label = field_named(one.kind, one.name).label
    return label if one.kind == "requests" else f"Exhibit: {label.lower()}"
