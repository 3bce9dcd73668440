"""The queue on screen: rows in order of service, and the lines where hours end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDrag,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from ui import settings
from ui.queue.column import COLUMNS, Field
from ui.queue.delegate import QueueDelegate, paint_lines, picture_of_drag
from ui.queue.line import Line, band_height
from ui.queue.table import QueueTable
from ui.style import present_look

LAYOUT, CHOSEN = "queue_columns", "queue_chosen"
GROWING = (Field.OFFENCE, Field.ITEMS, Field.EXAMINER, Field.REASON)
"""Columns that take a part of the room that is left."""
CLEAR = QItemSelectionModel.SelectionFlag.ClearAndSelect
KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class QueueView(QTableView):
    """Shows the table; says upwards what is wanted of it."""

    copy_wanted = Signal()
    opened = Signal()  # Enter or a double click on a row
    chosen = Signal()  # the selection or the current row is another

    def __init__(self, table: QueueTable) -> None:
        super().__init__()
        self._table = table
        self._hidden: set[Field] = set()
        self._wanted: set[Field] = set()
        self._widths: dict[int, int] = {}
        self._is_fitting = False
        self._tall: list[int] = []
        self.setModel(table)
        self.setItemDelegate(QueueDelegate(self))
        self.setAccessibleName("Queue in order of service")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self._set_up_heading()
        self.doubleClicked.connect(self.opened)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentRowChanged.connect(self.chosen)
        self._fit_text()

    def _set_up_heading(self) -> None:
        heading = self.horizontalHeader()
        heading.setSectionsMovable(True)
        heading.setHighlightSections(False)
        heading.setStretchLastSection(False)
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(self._offer_columns)
        heading.sectionResized.connect(self._note_width)

    # ---- The lines ------------------------------------------------------------------

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Draw a line above each row where hours end; rows make room for the words."""
        self._table.show_lines(lines)
        usual, more = present_look().row_height, band_height()
        heading = self.verticalHeader()
        for row in self._tall:
            if row < self._table.rowCount():
                heading.resizeSection(row, usual)
        self._tall = sorted(self._table.lines)
        for row in self._tall:
            heading.resizeSection(row, usual + more)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        lines = self._table.lines
        if not lines:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, area in self._bands(lines):
            if area.intersects(event.rect()):
                paint_lines(painter, area, lines[row], self.font())
        painter.end()

    def _bands(
        self, lines: Mapping[int, Sequence[Line]]
    ) -> Iterator[tuple[int, QRect]]:
        """Return the room above each row that has lines, as wide as the table."""
        wide, tall = self.viewport().width(), band_height()
        for row in lines:
            yield row, QRect(0, self.rowViewportPosition(row), wide, tall)

    # ---- Columns --------------------------------------------------------------------

    def restore_columns(self) -> None:
        """Take places, choice and widths of the columns as they were left."""
        state = settings.layout_of(LAYOUT)
        if not state.isEmpty():
            self._is_fitting = True
            self.horizontalHeader().restoreState(state)
        words = settings.layout_of(CHOSEN).toStdString().split()
        known = {field.value for field in Field}
        words = [word for word in words if word[1:] in known]
        self._wanted = {Field(word[1:]) for word in words if word[0] == "+"}
        self._hidden = {Field(word[1:]) for word in words if word[0] == "-"}
        self.fit_columns()

    def keep_columns(self) -> None:
        """Keep places, choice and widths of the columns."""
        settings.set_layout_of(LAYOUT, self.horizontalHeader().saveState())
        words = [f"+{field.value}" for field in self._wanted]
        words += [f"-{field.value}" for field in self._hidden]
        settings.set_layout_of(CHOSEN, QByteArray(" ".join(words).encode()))

    def fit_columns(self) -> None:
        """Hide the least used columns that do not fit, and share out what is left.

        What the user has asked for stays: columns chosen and widths drawn.
        """
        room, shown = self.viewport().width(), list[int]()
        self._is_fitting = True
        for place in sorted(range(len(COLUMNS)), key=lambda at: COLUMNS[at].rank):
            column = COLUMNS[place]
            width = self._widths.get(place, present_look().pixels(column.width))
            is_asked = column.field in self._wanted or column.rank == 0
            fits = is_asked or (width <= room and column.field not in self._hidden)
            self.setColumnHidden(place, not fits)
            if fits:
                room -= width
                shown.append(place)
        self._share_out(shown, max(room, 0))
        self._is_fitting = False

    def _share_out(self, shown: Sequence[int], room: int) -> None:
        """Give columns their widths, those of words a part of the room left."""
        shares = {
            place: COLUMNS[place].width
            for place in shown
            if COLUMNS[place].field in GROWING and place not in self._widths
        }
        whole = sum(shares.values())
        for place in shown:
            usual = present_look().pixels(COLUMNS[place].width)
            extra = room * shares[place] // whole if place in shares else 0
            self.setColumnWidth(place, self._widths.get(place, usual) + extra)

    @Slot(int, int, int)
    def _note_width(self, place: int, _before: int, width: int) -> None:
        """Remember a width that the user has drawn."""
        if not self._is_fitting and width and self.isVisible():
            self._widths[place] = width

    @Slot(QPoint)
    def _offer_columns(self, place: QPoint) -> None:
        self.choose_columns(self.horizontalHeader().mapToGlobal(place))

    def choose_columns(self, place: QPoint) -> None:
        """Open the menu of columns at a place of the screen."""
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def column_menu(self) -> QMenu:
        """Return the menu that shows and hides columns."""
        menu = QMenu(self)
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(column.field is not Field.REFERENCE)
            action.setData(place)
        menu.triggered.connect(lambda action: self.toggle_column(action.data()))
        return menu

    def toggle_column(self, place: int) -> None:
        """Show a hidden column or hide one that is shown."""
        field, is_hidden = COLUMNS[place].field, self.isColumnHidden(place)
        (self._wanted.add if is_hidden else self._wanted.discard)(field)
        (self._hidden.discard if is_hidden else self._hidden.add)(field)
        self.fit_columns()

    def shown_columns(self) -> list[int]:
        """Return the columns that are shown, from the left."""
        heading = self.horizontalHeader()
        places = [heading.logicalIndex(place) for place in range(len(COLUMNS))]
        return [place for place in places if not self.isColumnHidden(place)]

    # ---- Selection ------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """Return the selected rows from the top."""
        parts = self.selectionModel().selection().toList()
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return sorted(rows)

    def selected_uids(self) -> list[str]:
        """Return the uids of the selected requests from the top."""
        return [self._table.rows[row].waiting.uid for row in self.selected_rows()]

    def current_uid(self) -> str:
        """Return the uid of the request that the cursor is on; empty for none."""
        row, rows = self.currentIndex().row(), self._table.rows
        return rows[row].waiting.uid if 0 <= row < len(rows) else ""

    def select_uids(self, uids: Sequence[str], current: str) -> None:
        """Select the rows of some requests and put the cursor on one."""
        places = self._table.places_of([*uids, current])
        selection, last = QItemSelection(), len(COLUMNS) - 1
        for uid in uids:
            if (row := places.get(uid)) is not None:
                line = self._table.index(row, 0), self._table.index(row, last)
                selection.select(*line)
        model = self.selectionModel()
        if (row := places.get(current)) is not None:
            model.setCurrentIndex(self._table.index(row, 0), KEEP)
        model.select(selection, CLEAR)

    # ---- What Qt asks ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Move the cursor; Home and End go to the first and the last row."""
        if action in (
            QAbstractItemView.CursorAction.MoveHome,
            QAbstractItemView.CursorAction.MoveEnd,
        ):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected requests as a small word that hides nobody."""
        rows = self.selected_rows()
        drag = QDrag(self)
        drag.setMimeData(
            self._table.mimeData([self._table.index(row, 0) for row in rows])
        )
        picture = picture_of_drag(len(rows), self.font(), self.devicePixelRatioF())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(-14, -8))
        drag.exec(Qt.DropAction.CopyAction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def _fit_text(self) -> None:
        self.verticalHeader().setDefaultSectionSize(present_look().row_height)
        self.fit_columns()
        self.show_lines([line for some in self._table.lines.values() for line in some])
