"""The table beside the details, or a word on why there is nothing to see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget

from ui import settings
from ui.controls.card import GAP
from ui.controls.empty_state import EmptyState
from ui.register.details import Details
from ui.register.table import RegisterTable
from ui.register.view import RegisterView

SPLITTER = "register_splitter"


class Desk(QStackedWidget):
    """Holds the view of the table and the panel of details."""

    import_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, table: RegisterTable) -> None:
        super().__init__()
        self.view = RegisterView(table)
        self.details = Details()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.view)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setHandleWidth(GAP)
        self._splitter.setSizes([884, 262])
        self._splitter.splitterMoved.connect(self.keep)
        self._empty = EmptyState(
            "No requests here yet",
            "Every examination request of the unit stands here, open or closed.",
            "Import a spreadsheet",
        )
        self._none = EmptyState(
            "No request fits",
            "Nothing fits the words and filters that are set.",
            "Clear the filters",
        )
        self._empty.wanted.connect(self.import_wanted)
        self._none.wanted.connect(self.clear_wanted)
        for one in (self._splitter, self._empty, self._none):
            self.addWidget(one)

    def show_for(self, rows: int, total: int) -> None:
        """Show the table if it has rows, else why it has none."""
        empty = self._none if total else self._empty
        self.setCurrentWidget(self._splitter if rows else empty)

    def restore(self) -> None:
        """Take the layout as it was left."""
        self.view.restore_columns()
        state = settings.layout_of(SPLITTER)
        if not state.isEmpty():
            self._splitter.restoreState(state)

    def keep(self) -> None:
        """Keep the layout."""
        settings.set_layout_of(SPLITTER, self._splitter.saveState())
        self.view.keep_columns()
