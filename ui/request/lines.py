"""Lines of text in columns: exhibits, examinations, holds, stays, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app.casework.plain_text import tab_text
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROLE = Qt.ItemDataRole
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
PADDED = "QTableView::item { padding: 0 6px; }"
"""Brings the cells in line with their headings."""

LONGEST = 400
"""Characters of a cell that are drawn; the tool tip has more."""

MOST_TIP = 2000
"""Characters of a tool tip at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line.

    Attributes:
        cells: What its cells say.
        value: What it stands for.
        tone: good, watch, bad or empty; the words say the same.
        is_struck: Whether something took its place.
        indent: How far it is moved in, as a part of the line above.
    """

    cells: tuple[str, ...]
    value: Any = None
    tone: str = ""
    is_struck: bool = False
    indent: int = 0


class Lines(QAbstractTableModel):
    """The lines of a table that is only read."""

    def __init__(self, head: Sequence[str], numbers: Sequence[int] = ()) -> None:
        """Make it.

        Args:
            head: What stands above each column.
            numbers: Positions of the columns that stand to the right.
        """
        super().__init__()
        self._head, self._numbers = tuple(head), frozenset(numbers)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace every line."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return a line."""
        return self._lines[row]

    def texts(self) -> list[tuple[str, ...]]:
        """Return what every line says."""
        return [line.cells for line in self._lines]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == ROLE.DisplayRole:
            words = " ".join(line.cells[column][:LONGEST].split())
            return "\N{NO-BREAK SPACE}" * 4 * line.indent * (not column) + words
        if role == ROLE.ToolTipRole:
            return _tip(line.cells[column])
        if role == ROLE.TextAlignmentRole:
            return RIGHT if column in self._numbers else None
        if role == ROLE.AccessibleTextRole and column == 0:
            return self._spoken(line)
        if role == ROLE.FontRole and line.is_struck:
            font = QFont(QGuiApplication.font())
            font.setStrikeOut(True)
            return font
        return self._ink(line) if role == ROLE.ForegroundRole else None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == ROLE.TextAlignmentRole:
            return RIGHT if section in self._numbers else None
        return self._head[section] if role == ROLE.DisplayRole else None

    def _ink(self, line: Line) -> QColor | None:
        tokens = present_look().tokens
        if line.is_struck:
            return QColor(tokens.muted)
        return QColor(getattr(tokens, line.tone)) if line.tone else None

    def _spoken(self, line: Line) -> str:
        pairs = zip(self._head, line.cells, strict=True)
        told = ", ".join(f"{name} {cell}" for name, cell in pairs if cell)
        return f"Taken back: {told}" if line.is_struck else told


class LinesView(QTableView):
    """Shows lines; one is chosen, Enter or a double click opens it, Ctrl+C copies."""

    opened = Signal()  # the line chosen is to be opened
    chosen = Signal()  # another line is chosen

    def __init__(self, lines: Lines, name: str, widths: Sequence[int]) -> None:
        """Make the view.

        Args:
            lines: What it shows.
            name: What a screen reader says it is.
            widths: Width of each column at 100 % text, in pixels; 0 takes the rest.
        """
        super().__init__()
        self.lines, self._widths = lines, tuple(widths)
        self.setAccessibleName(name)
        self.setModel(lines)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(PADDED)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(present_look().row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(left)
        header.setMinimumSectionSize(40)
        for column, width in enumerate(widths):
            if width:
                header.resizeSection(column, present_look().pixels(width))
            else:
                header.setSectionResizeMode(column, header.ResizeMode.Stretch)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(self.chosen)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace every line; the same place stays chosen."""
        row = max(self.currentIndex().row(), 0)
        self.lines.show_lines(lines)
        if lines:
            self.setCurrentIndex(self.lines.index(min(row, len(lines) - 1), 0))
        self.chosen.emit()

    def value(self) -> Any:
        """Return what the chosen line stands for; None if none is chosen."""
        row = self.currentIndex().row()
        return self.lines.line(row).value if row >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.value() is not None:
            cells = self.lines.line(self.currentIndex().row()).cells
            QGuiApplication.clipboard().setText(tab_text((), [cells]).strip("\n"))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _tip(text: str) -> str | None:
    """Return a long text for a tool tip, as plain text whatever is in it."""
    if len(text) <= 24:
        return None
    escaped = text[:MOST_TIP].replace("&", "&amp;").replace("<", "&lt;")
    return f"<p style='white-space: pre-wrap'>{escaped}</p>"
