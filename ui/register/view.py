"""The register on screen: sorting by its headings, columns that make room, copying."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from app.casework.register import Sort
from ui import settings
from ui.register.column import COLUMNS, Sight
from ui.register.delegate import RegisterDelegate
from ui.register.table import PAGE, Fetch, RegisterTable
from ui.style import present_look

LAYOUT, CHOSEN = "register_columns", "register_chosen"
PLACES = {column.sort: place for place, column in enumerate(COLUMNS)}
GROWING = (Sort.STATUS, Sort.OFFENCE, Sort.TYPE, Sort.DIVISION, Sort.EXAMINER)
"""Columns that take a part of the room that is left."""
DESCENDING = Qt.SortOrder.DescendingOrder


class RegisterView(QTableView):
    """Shows the table; says upwards what is wanted of it."""

    sort_wanted = Signal(str, bool)  # value of Sort, descending
    copy_wanted = Signal()
    opened = Signal()  # Enter or a double click on a row
    menu_wanted = Signal(QPoint)  # where on the screen
    chosen = Signal()  # the selection or the current row is another

    def __init__(self, table: RegisterTable) -> None:
        super().__init__()
        self._table = table
        self._hidden: set[Sort] = set()
        self._wanted: set[Sort] = set()
        self._widths: dict[int, int] = {}
        self._is_fitting = False
        self.setModel(table)
        self.setItemDelegate(RegisterDelegate(self))
        self.setAccessibleName("Requests")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._set_up_heading()
        self.doubleClicked.connect(self.opened)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentRowChanged.connect(self.chosen)
        self._fit_text()

    def _set_up_heading(self) -> None:
        heading = self.horizontalHeader()
        heading.setSectionsClickable(True)
        heading.setSectionsMovable(True)
        heading.setHighlightSections(False)
        heading.setSortIndicatorShown(True)
        heading.setStretchLastSection(False)
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(self._offer_columns)
        heading.sectionClicked.connect(self._sort_by)
        heading.sectionResized.connect(self._note_width)

    # ---- Order ----------------------------------------------------------------------

    def show_order(self, sort: Sort, is_descending: bool) -> None:
        """Put the arrow on the heading that the rows are sorted by."""
        order = DESCENDING if is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(PLACES[sort], order)

    @Slot(int)
    def _sort_by(self, section: int) -> None:
        heading = self.horizontalHeader()
        order = heading.sortIndicatorOrder()  # Qt has turned it already
        self.sort_wanted.emit(COLUMNS[section].sort.value, order == DESCENDING)

    # ---- Columns --------------------------------------------------------------------

    def restore_columns(self) -> None:
        """Take places, choice and widths of the columns as they were left."""
        state = settings.layout_of(LAYOUT)
        if not state.isEmpty():
            self._is_fitting = True
            self.horizontalHeader().restoreState(state)
        words = settings.layout_of(CHOSEN).toStdString().split()
        self._wanted = {Sort(word[1:]) for word in words if word[0] == "+"}
        self._hidden = {Sort(word[1:]) for word in words if word[0] == "-"}
        self.fit_columns()

    def keep_columns(self) -> None:
        """Keep places, choice and widths of the columns."""
        settings.set_layout_of(LAYOUT, self.horizontalHeader().saveState())
        words = [f"+{sort.value}" for sort in self._wanted]
        words += [f"-{sort.value}" for sort in self._hidden]
        settings.set_layout_of(CHOSEN, QByteArray(" ".join(words).encode()))

    def fit_columns(self) -> None:
        """Hide the least used columns that do not fit, and share out what is left.

        What the user has asked for stays: columns chosen and widths drawn.
        """
        room, shown = self.viewport().width(), list[int]()
        self._is_fitting = True
        for place in self._by_use():
            column = COLUMNS[place]
            width = self._widths.get(place, present_look().pixels(column.width))
            is_asked = column.sort in self._wanted or column.rank == 0
            fits = is_asked or (width <= room and column.sort not in self._hidden)
            self.setColumnHidden(place, not fits)
            if fits:
                room -= width
                shown.append(place)
        self._share_out(shown, max(room, 0))
        self._is_fitting = False

    def _share_out(self, shown: Sequence[int], room: int) -> None:
        """Give columns their widths, those of words a part of the room left."""
        open_ended = [
            place
            for place in shown
            if COLUMNS[place].sort in GROWING and place not in self._widths
        ]
        for place in shown:
            usual = present_look().pixels(COLUMNS[place].width)
            extra = room // len(open_ended) if place in open_ended else 0
            self.setColumnWidth(place, self._widths.get(place, usual) + extra)

    @Slot(int, int, int)
    def _note_width(self, place: int, _before: int, width: int) -> None:
        """Remember a width that the user has drawn."""
        if not self._is_fitting and width and self.isVisible():
            self._widths[place] = width

    def _by_use(self) -> list[int]:
        """Return the columns, the most needed first."""
        return sorted(range(len(COLUMNS)), key=lambda place: COLUMNS[place].rank)

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
            action.setEnabled(column.sort is not Sort.REFERENCE)
            action.setData(place)
        menu.triggered.connect(lambda action: self.toggle_column(action.data()))
        return menu

    def toggle_column(self, place: int) -> None:
        """Show a hidden column or hide one that is shown."""
        sort, is_hidden = COLUMNS[place].sort, self.isColumnHidden(place)
        (self._wanted.add if is_hidden else self._wanted.discard)(sort)
        (self._hidden.discard if is_hidden else self._hidden.add)(sort)
        self.fit_columns()

    def shown_columns(self) -> list[int]:
        """Return the columns that are shown, from the left."""
        heading = self.horizontalHeader()
        places = [heading.logicalIndex(place) for place in range(len(COLUMNS))]
        return [place for place in places if not self.isColumnHidden(place)]

    # ---- Selection ------------------------------------------------------------------

    def selected_count(self) -> int:
        """Return how many rows are selected, by their ranges."""
        return sum(part.height() for part in self._parts())

    def selected_ids(self, most: int) -> list[int]:
        """Return the ids of the selected rows from the top, ``most`` at the most."""
        ids, found = self._table.ids, list[int]()
        for part in sorted(self._parts(), key=lambda part: part.top()):
            end = min(part.bottom() + 1, part.top() + most - len(found))
            found.extend(ids[part.top() : end])
        return found

    def _parts(self) -> list[QItemSelectionRange]:
        return self.selectionModel().selection().toList()

    def current_id(self) -> int | None:
        """Return the id of the row that the cursor is on."""
        row = self.currentIndex().row()
        return self._table.ids[row] if 0 <= row < len(self._table.ids) else None

    def select_ids(self, ids: Sequence[int], current: int | None) -> None:
        """Select the rows of some requests and put the cursor on one."""
        selection, last = QItemSelection(), len(COLUMNS) - 1
        for row in self._table.places_of(ids):
            line = self._table.index(row, 0), self._table.index(row, last)
            selection.select(*line)
        model = self.selectionModel()
        places = self._table.places_of([current] if current is not None else [])
        if places:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            model.setCurrentIndex(self._table.index(places[0], 0), flag)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # ---- What Qt asks ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def _fit_text(self) -> None:
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self.fit_columns()


def listing(
    view: RegisterView, sight: Sight, fetch: Fetch, ids: Sequence[int]
) -> tuple[list[str], Iterator[list[str]]]:
    """Return headings and cells of some requests in the columns that are shown."""
    columns = [COLUMNS[place] for place in view.shown_columns()]
    pages = (fetch(ids[at : at + PAGE]) for at in range(0, len(ids), PAGE))
    cells = (
        [column.show(row, sight) for column in columns]
        for page in pages
        for row in page
    )
    return [column.title for column in columns], cells
