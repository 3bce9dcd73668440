"""A page of several tabs, each brought up to date when somebody looks at it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout, QWidget

from app.casework.plain_text import csv_text
from app.errors import AppError
from ui import settings
from ui.alerts import show_error
from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.controls.tab import Listing, Tab
from ui.page import Page
from ui.session import Session


class TabbedPage(Page):
    """Shows one tab at a time; the others wait until they are looked at."""

    def __init__(self, session: Session, title: str, *actions: QWidget) -> None:
        """Make the page without a tab; ``add_tabs`` gives it some.

        Args:
            session: What is shown.
            title: Name of the room.
            actions: Buttons at the right of the head, the primary one last.
        """
        super().__init__(session)
        self.header = PageHeader(title, *actions)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(f"Views of {title.casefold()}")
        self._stale: set[Tab] = set()
        self.tabs.currentChanged.connect(self._show_present)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def add_tabs(self, *tabs: Tab) -> None:
        """Add tabs, from the left."""
        for tab in tabs:
            self.tabs.addTab(tab, tab.title)
            tab.rows_wanted.connect(self.rows_wanted)
            tab.toast_wanted.connect(self._tell)
            tab.export_wanted.connect(self.choose_file)
            tab.sentence_changed.connect(self._show_sentence)

    @Slot()
    def refresh(self) -> None:
        """Show the tab in sight; the others when they are next looked at."""
        self._stale = set(self.every_tab())
        for tab in self._stale:
            tab.allow(is_allowed=not self.session.read_only)
        self._show_present()

    def present(self) -> Tab:
        """Return the tab in sight."""
        return self.every_tab()[self.tabs.currentIndex()]

    def every_tab(self) -> list[Tab]:
        """Return the tabs, from the left."""
        places = range(self.tabs.count())
        found = [self.tabs.widget(place) for place in places]
        return [tab for tab in found if isinstance(tab, Tab)]

    @Slot()
    def _show_present(self) -> None:
        facts, tab = self.session.facts, self.present()
        if facts is not None and tab in self._stale:
            self._stale.discard(tab)
            tab.show_facts(facts)
        self._show_sentence()

    @Slot()
    def _show_sentence(self) -> None:
        is_read = self.session.facts is not None
        said = self.present().sentence() if is_read else "Reading the records…"
        self.header.show_sentence(said)

    @Slot(str)
    def _tell(self, words: str) -> None:
        self.toast_wanted.emit(words, None)

    # ---- Files ----------------------------------------------------------------------

    @Slot(object)
    def choose_file(self, listing: Listing) -> None:
        """Ask where to write a table."""
        dialog = QFileDialog(self, "Export the table shown", settings.last_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV file (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{listing.name}-{self.session.as_at.isoformat()}.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._export_to, listing))
        dialog.open()

    def _export_to(self, listing: Listing, name: str) -> None:
        self.export(listing, Path(name))

    def export(self, listing: Listing, path: Path) -> None:
        """Write a table as CSV, its marking first and what it counts last."""
        from app.reports.file import write_file

        rows = [*listing.rows, (), (listing.words,)]
        marking = self.session.settings.marking
        try:
            text = csv_text(listing.head, rows, marking=marking)
            write_file(path, text.encode("utf-8"))
        except AppError as error:
            show_error(self, error)
            return
        settings.set_last_folder(path.parent)
        self.toast_wanted.emit(f"Table exported to {path.name}", None)
