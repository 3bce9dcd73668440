"""The queue beside its panel, or a word on why there is nothing to see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget

from ui import settings
from ui.controls.card import GAP
from ui.controls.empty_state import EmptyState
from ui.queue.side import Side
from ui.queue.table import QueueTable
from ui.queue.view import QueueView

SPLITTER = "queue_splitter"


class Desk(QStackedWidget):
    """Holds the view of the table and the panel."""

    intake_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, table: QueueTable) -> None:
        super().__init__()
        self.view = QueueView(table)
        self.side = Side()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.view)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setCollapsible(1, False)
        self._splitter.setHandleWidth(GAP)
        self._splitter.setSizes([846, 300])
        self._splitter.splitterMoved.connect(self.keep)
        self._empty = EmptyState(
            "Nothing waits",
            "Requests stand here from their acceptance until their result is issued.",
            "Go to Intake",
            is_primary=False,
        )
        self._none = EmptyState(
            "No request fits",
            "Nothing in the queue fits the words and filters that are set.",
            "Clear the filters",
            is_primary=False,
        )
        self._empty.wanted.connect(self.intake_wanted)
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
