"""The records that came back from a damaged store and are to be checked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractItemView

from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.label import caption
from ui.controls.text_table import TextTable
from ui.style import present_look

HEAD = ("Record", "Which", "Came back from", "What is doubtful")
MEANT = (
    "These came back from a damaged store and are not proven. Compare each with the"
    " case papers or with an older copy, mend what is wrong, then mark it."
)
ROWS_SEEN = 7


class SalvagedList(Card):
    """A table of marks; those chosen are marked as checked. Hidden without any."""

    checked = Signal(list)  # uids of the marks

    def __init__(self) -> None:
        self.button = button("Mark as checke&d", "check")
        super().__init__("Salvaged, to be checked", corner=self.button)
        self.count = caption()
        self.table = TextTable("Salvaged records to be checked", is_even=False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setMinimumHeight(present_look().pixels(24 * ROWS_SEEN))
        self.body.addWidget(self.count)
        self.body.addWidget(self.table, 1)
        self._uids: list[str] = []
        self.button.clicked.connect(self._check)
        self.hide()

    def show_marks(self, rows: Sequence[tuple[str, ...]], total: int) -> None:
        """Show the marks.

        Args:
            rows: Uid of the mark, sort of record, which, source, what is doubtful.
            total: How many there are; more may be there than are listed.
        """
        self._uids = [row[0] for row in rows]
        shown = [row[1:] for row in rows]
        self.table.show_rows(HEAD, shown, numbers_from=len(HEAD))
        more = "" if total == len(rows) else f" The first {len(rows):,} are listed."
        self.count.setText(f"{total:,} records. {MEANT}{more}")
        self.setVisible(total > 0)
        model = self.table.selectionModel()
        if model is not None:
            model.selectionChanged.connect(self._allow)
        self._allow()

    def chosen(self) -> list[str]:
        """Return the uids of the marks that are selected."""
        places = {index.row() for index in self.table.selectedIndexes()}
        return [self._uids[place] for place in sorted(places)]

    @Slot()
    def _allow(self) -> None:
        self.button.setEnabled(bool(self.chosen()))

    @Slot()
    def _check(self) -> None:
        self.checked.emit(self.chosen())
