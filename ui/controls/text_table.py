"""A plain table of text that can be read, copied and gone through by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.casework.plain_text import tab_text
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
MEASURED = 40
"""Rows by which the width of a column is found."""

_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value


class TextRows(QAbstractTableModel):
    """Rows of text under heads; numbers stand at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.head: tuple[str, ...] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self._numbers_from = 0

    def show_rows(
        self,
        head: tuple[str, ...],
        rows: Sequence[Sequence[str]],
        *,
        numbers_from: int,
    ) -> None:
        """Replace every row; columns from ``numbers_from`` on hold numbers."""
        self.beginResetModel()
        self.head, self.rows, self._numbers_from = head, rows, numbers_from
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.head)

    def data(self, index: Index, role: int = DISPLAY) -> str | int | None:
        if role == DISPLAY:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self.head[section] if role == DISPLAY else None

    def _side(self, column: int) -> int:
        return _RIGHT if column >= self._numbers_from else _LEFT


class TextTable(QTableView):
    """Shows rows of text; Ctrl+C copies them all with their heads."""

    def __init__(self, name: str, *, is_even: bool = True) -> None:
        """Make an empty table.

        Args:
            name: Says to a screen reader what it holds.
            is_even: Whether all columns are of one width; as wide as they need else.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.text_rows = TextRows()
        self.setModel(self.text_rows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(present_look().row_height)
        self.setObjectName("text_table")
        heading = self.horizontalHeader()
        modes = QHeaderView.ResizeMode
        heading.setSectionResizeMode(
            modes.Stretch if is_even else modes.ResizeToContents
        )
        heading.setStretchLastSection(True)
        heading.setResizeContentsPrecision(MEASURED)
        heading.setHighlightSections(False)

    def show_rows(
        self,
        head: tuple[str, ...],
        rows: Sequence[Sequence[str]],
        *,
        numbers_from: int = 1,
    ) -> None:
        """Replace every row; columns from ``numbers_from`` on hold numbers."""
        self.text_rows.show_rows(head, rows, numbers_from=numbers_from)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            whole = tab_text(self.text_rows.head, self.text_rows.rows)
            QGuiApplication.clipboard().setText(whole)
        else:
            super().keyPressEvent(event)
