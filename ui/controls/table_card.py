"""A table on a card that goes out of the program: copied, or as a file."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QWidget

from app.casework.plain_text import tab_text
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.tab import Listing
from ui.controls.text_table import TextTable


class FittedTable(TextTable):
    """A table whose first column takes the room that the others leave, if there is any.

    Where there is none, every column is as wide as its words and the table scrolls.
    """

    def fit(self) -> None:
        """Give the first column the room that is left."""
        head = self.horizontalHeader()
        if not head.count():
            return
        widths = (
            max(self.sizeHintForColumn(place), head.sectionSizeHint(place))
            for place in range(head.count())
        )
        has_room = sum(widths) <= self.viewport().width()
        modes = QHeaderView.ResizeMode
        mode = modes.Stretch if has_room else modes.ResizeToContents
        if head.sectionResizeMode(0) != mode:
            head.setSectionResizeMode(0, mode)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class TableCard(Card):
    """Shows a listing under its choices; its buttons copy it and export it."""

    toast_wanted = Signal(str)
    export_wanted = Signal(object)  # the Listing

    def __init__(self, name: str, *choices: QWidget, is_narrow: bool = False) -> None:
        """Make an empty card.

        Args:
            name: Heading, and what a screen reader says that the table holds.
            choices: What stands beside the heading.
            is_narrow: Whether its few columns have room, so that the first takes what
                is left.
        """
        super().__init__()
        self.view = (FittedTable if is_narrow else TextTable)(name, is_even=False)
        self.view.horizontalHeader().setStretchLastSection(False)
        self.copy_button = button("Cop&y", "table")
        self.copy_button.setToolTip("Copy the whole table, headings first")
        self.export_button = button("E&xport…", "export")
        self.export_button.setToolTip("Write the table to a CSV file")
        self._listing: Listing | None = None
        self.heading = QLabel(name)
        self.heading.setObjectName("card_title")
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addSpacing(8)
        for widget in choices:
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        top.addWidget(self.export_button)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self._export)

    def show_listing(self, listing: Listing, *, numbers_from: int = 1) -> None:
        """Show a table; columns from ``numbers_from`` on hold numbers."""
        self._listing = listing
        head = tuple(listing.head)
        self.view.show_rows(head, listing.rows, numbers_from=numbers_from)
        if isinstance(self.view, FittedTable):
            self.view.fit()

    @Slot()
    def copy(self) -> None:
        """Copy the whole table as text with tabs."""
        if self._listing is not None:
            text = tab_text(self._listing.head, self._listing.rows)
            QGuiApplication.clipboard().setText(text)
            self.toast_wanted.emit(f"{len(self._listing.rows):,} rows copied")

    @Slot()
    def _export(self) -> None:
        if self._listing is not None:
            self.export_wanted.emit(self._listing)
