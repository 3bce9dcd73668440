"""What is asked and what is agreed, side by side for each exhibit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.reports.chart import number_text
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag
HEAD = ("Exhibit", "Device", "Asked", "h", "Agreed", "h", "Examination")
LEVEL, HOURS = 4, (3, 5)
"""The column whose cells are changed, and those with hours."""
WHOLE = "Whole request"
APART = 5
"""Room left and right in a cell, in pixels."""
MOST_ROWS = 6
"""Rows of the table that are shown without scrolling."""


@dataclass(slots=True, kw_only=True)
class ScopeRow:
    """One exhibit, or the work on the request as a whole.

    Attributes:
        uid: The exhibit; empty for work on the request.
        reference: The label that it carries.
        device: What it is.
        level_asked: Code of the level asked for; empty for the usual one.
        is_agreed: Whether it is in the agreed scope.
        level: Code of the level agreed.
        hours_asked: Examiner hours of what was asked; None if not known.
        hours_agreed: Likewise of what is agreed; None if it is left out.
        examination: The examination that follows.
    """

    uid: str
    reference: str
    device: str
    level_asked: str = ""
    is_agreed: bool = True
    level: str = ""
    hours_asked: float | None = None
    hours_agreed: float | None = None
    examination: str = ""


class ScopeTable(QAbstractTableModel):
    """The rows; a tick agrees to an exhibit, a level can be chosen for each."""

    edited = Signal()  # a tick or a level is another

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ScopeRow] = []
        self.levels: tuple[tuple[str, str], ...] = ()
        self.is_fixed = False

    def show_rows(
        self, rows: Sequence[ScopeRow], levels: Sequence[tuple[str, str]]
    ) -> None:
        """Replace every row; ``levels`` are codes and what they are called."""
        self.beginResetModel()
        self.rows, self.levels = list(rows), tuple(levels)
        self.endResetModel()

    def show_hours(self) -> None:
        """Say that hours were put into the rows."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(HEAD) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def level_text(self, code: str) -> str:
        """Return what a level is called."""
        return dict(self.levels).get(code, code or "Usual")

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _side(section)
        return HEAD[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._texts(row)[column]
        if role == Role.EditRole and column == LEVEL:
            return row.level
        if role == Role.CheckStateRole and column == 0 and row.uid:
            checked = Qt.CheckState.Checked
            return checked if row.is_agreed else Qt.CheckState.Unchecked
        if role == Role.TextAlignmentRole:
            return _side(column)
        if role == Role.AccessibleTextRole and column == 0:
            return self._spoken(row)
        return None

    def flags(self, index: Index) -> Flag:
        if not index.isValid():
            return Flag.NoItemFlags
        usual, row = Flag.ItemIsEnabled | Flag.ItemIsSelectable, self.rows[index.row()]
        if self.is_fixed or not row.uid:
            return usual
        if index.column() == 0:
            return usual | Flag.ItemIsUserCheckable
        is_level = index.column() == LEVEL and row.is_agreed
        return usual | Flag.ItemIsEditable if is_level else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        row = self.rows[index.row()]
        if role == Role.CheckStateRole and index.column() == 0:
            row.is_agreed = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role == Role.EditRole and index.column() == LEVEL:
            row.level = str(value)
        else:
            return False
        self.edited.emit()
        return True

    def _texts(self, row: ScopeRow) -> tuple[str, ...]:
        is_whole = not row.uid
        agreed = self.level_text(row.level) if row.is_agreed else "Left out"
        return (
            row.reference,
            row.device,
            "" if is_whole else self.level_text(row.level_asked),
            _hours(row.hours_asked),
            "" if is_whole else agreed,
            _hours(row.hours_agreed),
            row.examination if row.is_agreed else "",
        )

    def _spoken(self, row: ScopeRow) -> str:
        reference, device, asked, _, agreed, hours, _ = self._texts(row)
        if not row.uid:
            return f"{reference}, {device}, {hours} hours"
        return f"{reference}, {device}, asked {asked}, agreed {agreed}, {hours} hours"


class RoomyDelegate(QStyledItemDelegate):
    """Keeps cells as far apart as their headings are."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(option.rect, option.palette.highlight())
        super().paint(painter, _inside(option), index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * APART, 0)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        return super().editorEvent(event, model, _inside(option), index)


class ScopeDelegate(RoomyDelegate):
    """Offers the levels as a list."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        del option
        model = index.model()
        box = QComboBox(parent)
        box.setAccessibleName("Level agreed")
        if isinstance(model, ScopeTable):
            for code, label in model.levels:
                box.addItem(label, code)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Role.EditRole)), 0))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class ScopeView(QTableView):
    """Shows the rows: Space ticks one, a digit sets its level, F2 offers them all."""

    def __init__(self, table: ScopeTable) -> None:
        super().__init__()
        self._table = table
        self.setModel(table)
        self.setItemDelegate(ScopeDelegate(self))
        self.setAccessibleName("Scope asked and agreed")
        self.setToolTip("Space agrees or leaves out; 0 to 3 set the level agreed.")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(len(HEAD) - 1, QHeaderView.ResizeMode.Stretch)
        table.modelReset.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Make room for the rows, as far as there are not too many."""
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        rows = min(max(self._table.rowCount(), 2), MOST_ROWS)
        tall = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(tall + rows * look.row_height + 8)
        if self._table.rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self._table.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space wherever in the row; set a level by its digit."""
        row, key = self.currentIndex().row(), event.text()
        if row < 0 or self._table.is_fixed or not self._table.rows[row].uid:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            first = self._table.index(row, 0)
            off, on = Qt.CheckState.Unchecked, Qt.CheckState.Checked
            state = off if self._table.rows[row].is_agreed else on
            self._table.setData(first, state, Role.CheckStateRole)
        elif key and key in dict(self._table.levels):
            self._table.setData(self._table.index(row, LEVEL), key)
        else:
            super().keyPressEvent(event)


def _inside(option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    """Return where a cell writes: its room without the margins."""
    inner = QStyleOptionViewItem(option)
    inner.rect = option.rect.adjusted(APART, 0, -APART, 0)
    return inner


def _hours(value: float | None) -> str:
    return "" if value is None else number_text(value, 1)


def _side(column: int) -> int:
    sides = Qt.AlignmentFlag
    side = sides.AlignRight if column in HOURS else sides.AlignLeft
    return int((side | sides.AlignVCenter).value)
