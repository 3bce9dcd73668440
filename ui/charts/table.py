"""The numbers behind a chart, in a table of their own."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.casework.plain_text import tab_text
from app.reports.chart import Chart

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole


class ChartTable(QAbstractTableModel):
    """The head and rows of a chart, all text already."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._head = chart.head()
        self._rows = chart.rows()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = DISPLAY) -> str | int | None:
        if role == DISPLAY:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return right.value
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> str | None:
        across = orientation == Qt.Orientation.Horizontal
        return self._head[section] if across and role == DISPLAY else None

    def text(self) -> str:
        """Return everything with tabs between the cells, heads first."""
        return tab_text(self._head, self._rows)


class TableDialog(QDialog):
    """Shows the table of a chart; it can be copied whole."""

    def __init__(self, parent: QWidget, chart: Chart) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{chart.title}: the numbers")
        self._table = ChartTable(chart)
        view = QTableView()
        view.setAccessibleName(chart.title)
        view.setModel(self._table)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        sentence = QLabel(f"{chart.unit}. {chart.description}")
        sentence.setWordWrap(True)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("&Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence)
        layout.addWidget(view)
        layout.addWidget(buttons)
        self.resize(620, 460)

    def copy(self) -> None:
        """Copy the whole table as text with tabs."""
        QApplication.clipboard().setText(self._table.text())


def show_table(parent: QWidget, chart: Chart) -> TableDialog:
    """Open the table of a chart."""
    dialog = TableDialog(parent, chart)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
