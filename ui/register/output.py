"""A page whose rows go out of the program: to the clipboard, or to a file."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from app.casework.plain_text import csv_text, tab_text
from app.casework.register import RegisterRow
from app.errors import AppError
from ui import settings
from ui.alerts import show_error
from ui.page import Page
from ui.register.table import RegisterTable
from ui.register.view import RegisterView, listing

MOST_COPIED = 5000
"""Rows that go to the clipboard at the most; more are for an export."""


class OutputPage(Page):
    """Copies and exports the rows of its view in the columns that are shown."""

    view: RegisterView
    table: RegisterTable

    @abstractmethod
    def fetch(self, ids: Sequence[int]) -> list[RegisterRow]:
        """Return the rows of some requests; the page itself reads them."""

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected rows, headings first, as text with tabs."""
        ids = self.view.selected_ids(MOST_COPIED)
        head, rows = listing(self.view, self.table.sight, self.fetch, ids)
        QApplication.clipboard().setText(tab_text(head, rows))
        more = self.view.selected_count() - len(ids)
        rest = f"; {more:,} more are for an export" if more else ""
        count = "1 row" if len(ids) == 1 else f"{len(ids):,} rows"
        self.toast_wanted.emit(f"{count} copied{rest}", None)

    @Slot()
    def export_shown(self) -> None:
        """Ask for a file and write all that is shown."""
        self._choose_file("Export the requests shown", None)

    @Slot()
    def export_selected(self) -> None:
        """Ask for a file and write the selected rows."""
        ids = self.view.selected_ids(len(self.table.ids))
        self._choose_file("Export the requests selected", ids)

    def _choose_file(self, title: str, some: Sequence[int] | None) -> None:
        dialog = QFileDialog(self, title, settings.last_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV file (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"register-{self.session.as_at.isoformat()}.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._export_to, some))
        dialog.open()

    def _export_to(self, some: Sequence[int] | None, name: str) -> None:
        self.export(Path(name), some)

    def export(self, path: Path, some: Sequence[int] | None = None) -> None:
        """Write what is shown, or some of it, as CSV; its marking comes first."""
        from app.reports.file import write_file

        ids = self.table.ids if some is None else some
        marking = self.session.settings.marking
        head, rows = listing(self.view, self.table.sight, self.fetch, ids)
        try:
            text = csv_text(head, rows, marking=marking)
            write_file(path, text.encode("utf-8"))
        except AppError as error:
            show_error(self, error)
            return
        settings.set_last_folder(path.parent)
        count = f"{len(ids):,} requests"
        self.toast_wanted.emit(f"{count} exported to {path.name}", None)
