"""The files that were brought in, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.intake.check import Bin
from ui.data.row_table import Cells, RowTable, RowView

HEAD = (
    *("File", "When", "By", "Holds", "Rows", "Taken", "Duplicates"),
    *("Rejected", "Blank", "State"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file that was brought in.

    Attributes:
        uid: Its permanent identity.
        name: Name of the file.
        when: When it was brought in, for the eye.
        who: Who brought it in.
        kind: What it held, ``requests`` or ``exhibits``.
        counts: Rows of each bin.
        is_undone: Whether it was taken back.
        columns: Names of its columns.
    """

    uid: str
    name: str
    when: str
    who: str
    kind: str
    counts: dict[Bin, int] = field(default_factory=dict)
    is_undone: bool = False
    columns: tuple[str, ...] = ()

    def cells(self) -> Cells:
        """Return what the list shows."""
        return (
            *(self.name, self.when, self.who, self.kind),
            *(sum(self.counts.values()), *(self.counts[bin_] for bin_ in Bin)),
            "undone" if self.is_undone else "in store",
        )


class ImportList(QWidget):
    """Shows the files, the latest first; tells which one is looked at."""

    selected = Signal(object)  # FileLine

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[FileLine] = []
        self._table = RowTable(HEAD)
        self._view = RowView(self._table, "Imports", sorts=False)
        self._view.selectionModel().currentRowChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    def show_lines(self, lines: Sequence[FileLine]) -> None:
        """Show files; the one looked at stays so if it is still there."""
        before = self.line()
        self._lines = list(lines)
        self._table.show_rows([line.cells() for line in lines])
        self._view.fit_columns(most=200, stretch=0)
        uids = [line.uid for line in lines]
        if uids:
            is_there = before is not None and before.uid in uids
            self._view.selectRow(uids.index(before.uid) if is_there and before else 0)

    def select(self, uid: str) -> None:
        """Look at one file."""
        for row, line in enumerate(self._lines):
            if line.uid == uid:
                self._view.selectRow(row)

    def select_latest(self) -> None:
        """Look at the file that came in last."""
        if self._lines:
            self._view.selectRow(0)

    def line(self) -> FileLine | None:
        """Return the file that is looked at."""
        row = self._view.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        line = self.line()
        if line is not None:
            self.selected.emit(line)
