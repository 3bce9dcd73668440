"""The people with their bars, and the moves to tick."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.measures.workload import Load
from app.planning.fair_load import Suggestion
from ui.controls.rows import LEFT, RIGHT, SIDE, Roomy, Rows
from ui.people.load_words import (
    AFTER,
    MOVE_COLUMNS,
    LoadLine,
    Names,
    bar_words,
    move_words,
)
from ui.style import mixed, present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
BAR = 12
"""Height of a bar at 100 % text, in pixels."""

WORDS = "00.0 (+00.0)"
"""What there is room for behind the longest bar."""

LEAST = 84
"""Least width of a column that takes what is left, at 100 % text, in pixels."""


class LoadBar(QStyledItemDelegate):
    """Paints weeks of work as a bar with its words, and where the unit stands."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        tokens, rows = present_look().tokens, index.model()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.selection))
        elif index.row() % 2:
            odd = mixed(tokens.canvas, tokens.surface, 0.45)
            painter.fillRect(option.rect, QColor(odd))
        line = rows.value_at(index.row()) if isinstance(rows, Rows) else None
        if not isinstance(line, LoadLine):
            return
        is_after = index.column() == AFTER
        load = line.after if is_after else line.load
        words = bar_words(line, is_after=is_after)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, option, line, load, words)
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        line: LoadLine,
        load: Load,
        words: str,
    ) -> None:
        look, metrics = present_look(), QFontMetrics(option.font)
        area = QRectF(option.rect).adjusted(SIDE + 2, 0, -SIDE, 0)
        room = max(area.width() - metrics.horizontalAdvance(WORDS), 24.0)
        scale = room / line.most if line.most > 0 else 0.0
        long = (load.weeks or 0.0) * scale
        bar = QRectF(area.left(), 0, long, look.pixels(BAR))
        bar.moveTop(area.center().y() - bar.height() / 2)
        painter.setPen(QPen(QColor(look.tokens.received_edge), 1))
        painter.setBrush(QColor(look.tokens.received))
        if long >= 1:
            painter.drawRoundedRect(bar, 2, 2)
        x = area.left() + line.mean * scale
        painter.setPen(QPen(QColor(look.tokens.text), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(
            int(x), option.rect.top() + 2, int(x), option.rect.bottom() - 1
        )
        painter.setPen(QColor(look.tokens.text))
        painter.setFont(option.font)
        begin = area.left() + max(long, 0.0) + 6
        if begin - 4 < x < begin + metrics.horizontalAdvance(words):
            begin = max(begin, x + 5)
        place = QRectF(begin, area.top(), area.right() - begin, area.height())
        mode = Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(words, mode, int(place.width()))
        painter.drawText(place, LEFT, shown)


class MoveRows(QAbstractTableModel):
    """Suggestions with a tick each."""

    ticked = Signal()  # other moves are ticked

    def __init__(self) -> None:
        super().__init__()
        self.moves: tuple[Suggestion, ...] = ()
        self._names: Names = {}
        self._ticks: set[int] = set()

    def show_moves(self, moves: Sequence[Suggestion], names: Names) -> None:
        """Replace every row; none is ticked then."""
        self.beginResetModel()
        self.moves, self._names, self._ticks = tuple(moves), names, set()
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> tuple[Suggestion, ...]:
        """Return the moves that are ticked, in order."""
        return tuple(self.moves[row] for row in sorted(self._ticks))

    def tick_all(self, is_ticked: bool) -> None:
        """Tick every move, or none."""
        self._ticks = set(range(len(self.moves))) if is_ticked else set()
        if self.moves:
            last = self.index(len(self.moves) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    def words(self, row: int) -> str:
        """Return all about a move in sentences."""
        return move_words(self.moves[row], self._names)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.moves)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(MOVE_COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        move, column = self.moves[index.row()], MOVE_COLUMNS[index.column()]
        if role == Role.DisplayRole:
            return column.show(move, self._names)
        if role == Role.CheckStateRole and index.column() == 0:
            is_ticked = index.row() in self._ticks
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self.words(index.row())
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if MOVE_COLUMNS[section].is_number else LEFT
        return MOVE_COLUMNS[section].title if role == Role.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_tick = index.isValid() and index.column() == 0
        return usual | Qt.ItemFlag.ItemIsUserCheckable if can_tick else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticks.add(index.row())
        else:
            self._ticks.discard(index.row())
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class MovesView(QTableView):
    """Shows the moves; Space ticks one."""

    def __init__(self, moves: MoveRows) -> None:
        super().__init__()
        self.setModel(moves)
        self.setAccessibleName("Suggested moves")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegate(Roomy(self))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    def fit(self) -> None:
        """Give rows and columns the size that fits the text and the room."""
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        widths = [look.pixels(column.width) for column in MOVE_COLUMNS]
        room = self.viewport().width() - sum(widths)
        share = max(room // widths.count(0), look.pixels(LEAST))
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width or share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()
