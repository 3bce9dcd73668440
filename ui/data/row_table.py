"""Rows of text to look at: sorted by a click on a heading, filtered by the caller."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app.casework.plain_text import escaped_cell
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
ROLES = (DISPLAY, ALIGNMENT, TOOL_TIP, SPOKEN)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
PADDED = "QTableView::item { padding: 0 6px; }"
"""Brings the cells in line with their headings."""

MEASURED = 60
"""Rows by which the width of a column is found."""

LONGEST = 160
"""Characters of a cell that are drawn; the tool tip has the whole."""

Cells = Sequence[str | int]


class RowTable(QAbstractTableModel):
    """A read-only table; a row is a sequence of texts and numbers."""

    def __init__(self, head: Sequence[str]) -> None:
        super().__init__()
        self._head = tuple(head)
        self._rows: list[Cells] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[Cells], head: Sequence[str] = ()) -> None:
        """Replace every row, and the headings if others are given."""
        self.beginResetModel()
        self._head = tuple(head) or self._head
        self._rows = list(rows)
        self._put_in_order()
        self.endResetModel()

    def row_at(self, row: int) -> Cells:
        """Return the cells of a row as it stands now."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or role not in ROLES:
            return None
        row = self._rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        if role == DISPLAY:
            return f"{cell:,}" if isinstance(cell, int) else _line(cell)
        if role == ALIGNMENT:
            return RIGHT if isinstance(cell, int) else None
        if role == TOOL_TIP:
            return cell if isinstance(cell, str) and len(cell) > 20 else None
        return self._spoken(row) if index.column() == 0 else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT and self._rows and section < len(self._rows[0]):
            return RIGHT if isinstance(self._rows[0][section], int) else None
        return self._head[section] if role == DISPLAY else None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order) if column >= 0 else None
        self._put_in_order()
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        if self._sorted is None:
            return
        column, order = self._sorted
        backwards = order == Qt.SortOrder.DescendingOrder
        self._rows.sort(key=lambda row: _order(row, column), reverse=backwards)

    def _spoken(self, row: Cells) -> str:
        pairs = zip(self._head, row, strict=False)
        return ", ".join(f"{name} {cell}" for name, cell in pairs if cell != "")


def _order(row: Cells, column: int) -> tuple[int, int, str]:
    cell = row[column] if column < len(row) else ""
    return (0, cell, "") if isinstance(cell, int) else (1, 0, cell.casefold())


def _line(text: str) -> str:
    return " ".join(text[:LONGEST].split())


class RowView(QTableView):
    """Shows a ``RowTable``; whole rows are selected, Ctrl+C copies them."""

    def __init__(self, table: RowTable, name: str, *, sorts: bool = True) -> None:
        """Make the view.

        Args:
            table: What it shows.
            name: What a screen reader says it is.
            sorts: Whether a click on a heading sorts.
        """
        super().__init__()
        self._table = table
        self.setAccessibleName(name)
        self.setModel(table)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(PADDED)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(present_look().row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(MEASURED)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        if sorts:
            self.setSortingEnabled(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def fit_columns(self, *, most: int = 260, stretch: int = -1) -> None:
        """Make the columns as wide as what they show.

        Args:
            most: Greatest width of a column, in pixels at 100 % text.
            stretch: The column that takes what is left; -1 for none.
        """
        header = self.horizontalHeader()
        self.resizeColumnsToContents()
        widest = present_look().pixels(most)
        for column in range(header.count()):
            mode = header.ResizeMode
            is_last = column == stretch
            header.setSectionResizeMode(
                column, mode.Stretch if is_last else mode.Interactive
            )
            if not is_last:
                width = min(header.sectionSize(column) + 2, widest)
                header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected rows with tabs between the cells."""
        rows = [
            self._table.row_at(row)
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        ]
        return "\n".join("\t".join(_copied(cell) for cell in row) for row in rows)


def _copied(cell: str | int) -> str:
    return escaped_cell(" ".join(str(cell).split()))
