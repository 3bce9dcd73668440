"""One file that was brought in: each of its rows, by where it ended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.intake.check import Bin
from ui.controls.button import Choice, button
from ui.controls.empty_state import EmptyState
from ui.controls.label import ElidedLabel
from ui.data.import_list import FileLine
from ui.data.row_table import Cells, RowTable, RowView
from ui.data.sum_line import PAST_WORDS, sum_sentence

ORDER = (Bin.REJECTED, Bin.DUPLICATE, Bin.TAKEN, Bin.BLANK)
WORDS = {
    Bin.REJECTED: "&Rejected",
    Bin.DUPLICATE: "Dup&licates",
    Bin.TAKEN: "Take&n in",
    Bin.BLANK: "&Blank",
}
UNDO = "&Undo this import…"
HEAD = ("Line", "Reference", "Why")


class ImportDetails(QWidget):
    """Shows the rows of one import and what can be done with it."""

    rows_wanted = Signal(str, object)  # uid of the import, the bin to show
    undo_wanted = Signal(object)  # FileLine
    save_wanted = Signal(object)  # FileLine, whose rejected rows are to be saved

    def __init__(self, *, may_write: bool) -> None:
        super().__init__()
        self._may_write = may_write
        self._line: FileLine | None = None
        self._sum = ElidedLabel()
        self._bin = Choice([WORDS[bin_] for bin_ in ORDER], "Rows that ended as")
        self._bin.chosen.connect(self._ask)
        self._save = button("&Save rejected rows…", "export")
        self._save.clicked.connect(self._tell_save)
        self._undo = button(UNDO, "undo")
        self._undo.clicked.connect(self._tell_undo)
        self.table = RowTable(HEAD)
        self._view = RowView(self.table, "Rows of the import")
        self._nothing = EmptyState("No such rows", "No row of this file ended here.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing)
        self._limit = QLabel()
        self._limit.setObjectName("caption")
        self._limit.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addWidget(self._undo)
        buttons.addStretch(1)
        buttons.addWidget(self._limit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sum)
        layout.addWidget(self._bin, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    @property
    def line(self) -> FileLine | None:
        """The import that is shown."""
        return self._line

    def show_line(self, line: FileLine) -> None:
        """Show an import, first the bin in which there is something to do."""
        if line == self._line:
            return
        self._line = line
        state = ", taken back since" if line.is_undone else ""
        self._sum.setText(
            f"{line.name}: {sum_sentence(line.counts, PAST_WORDS)}{state}."
        )
        for one, bin_ in zip(self._bin.buttons(), ORDER, strict=True):
            one.setText(f"{WORDS[bin_]} {line.counts[bin_]:,}")
        self._save.setEnabled(bool(line.counts[Bin.REJECTED]))
        self._undo.setEnabled(self._may_write and not line.is_undone)
        first = next((p for p, bin_ in enumerate(ORDER) if line.counts[bin_]), 0)
        self._bin.choose(first)
        self._ask(first)

    def show_rows(self, rows: Sequence[Cells], columns: Sequence[str]) -> None:
        """Show rows of a bin: line, reference, reasons, then the cells of the file."""
        self.table.show_rows(rows, (*HEAD, *columns))
        self._view.fit_columns(most=330)
        self._stack.setCurrentIndex(0 if rows else 1)

    def show_undoing(self, *, is_undoing: bool) -> None:
        """Show that the import is being taken back."""
        line = self._line
        may = self._may_write and line is not None and not line.is_undone
        self._undo.setEnabled(may and not is_undoing)
        self._undo.setText("Undoing…" if is_undoing else UNDO)

    def show_limit(self, shown: int, total: int) -> None:
        """Say that only the first rows are shown, if that is so."""
        self._limit.setText(f"The first {shown:,} of {total:,} rows are shown.")
        self._limit.setVisible(shown < total)

    @Slot(int)
    def _ask(self, place: int) -> None:
        if self._line is not None:
            self.rows_wanted.emit(self._line.uid, ORDER[place])

    @Slot()
    def _tell_save(self) -> None:
        self.save_wanted.emit(self._line)

    @Slot()
    def _tell_undo(self) -> None:
        self.undo_wanted.emit(self._line)
