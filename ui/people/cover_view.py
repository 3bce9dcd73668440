"""The matrix of people and skills: skills and names stay in sight while it scrolls."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.casework.plain_text import tab_text
from ui.controls.rows import DISPLAY, Index, Rows, RowsView
from ui.people.cover_cells import CoverCells
from ui.people.cover_paint import CELL, CoverDelegate, NameHeader, SkillDelegate
from ui.people.cover_words import SkillLine, skill_columns, skill_meaning
from ui.style import present_look

EDGE = 6
"""Room for the edge of the list of skills, in pixels."""


WIDEST = 1.3
"""How much wider than need be a column becomes where there is room, as a factor."""

CLOSE = 0.87
"""Height of a row of the matrix, as a share of that of other tables."""


def row_height() -> int:
    """Return the height of a row of the matrix, in pixels."""
    return round(CLOSE * present_look().row_height)


class SkillRows(Rows[SkillLine]):
    """The skills; their heads stand at the bottom, as the names of the people do."""

    def data(self, index: Index, role: int = DISPLAY) -> object:
        line = self.value_at(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and line is not None:
            return skill_meaning(line)
        return super().data(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> str | int | None:
        found = super().headerData(section, orientation, role)
        if role != Qt.ItemDataRole.TextAlignmentRole or not isinstance(found, int):
            return found
        centre, bottom = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom
        return found & ~centre.value | bottom.value


class SkillsView(RowsView[SkillLine]):
    """The skills, in rows as close as those of the people."""

    def fit(self) -> None:
        super().fit()
        self.verticalHeader().setDefaultSectionSize(row_height())


class PeopleView(QTableView):
    """The people side by side; Return tells that a cell is wanted."""

    def __init__(self, cells: CoverCells) -> None:
        super().__init__()
        self._cells = cells
        self.setModel(cells)
        self.setAccessibleName("Skills of the people")
        self.setItemDelegate(CoverDelegate(self))
        self.setHorizontalHeader(NameHeader(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)

    def fit(self) -> None:
        """Give rows and columns the size that fits the text."""
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(row_height())
        least, room = look.pixels(CELL), self.viewport().width()
        even = room // max(self.horizontalHeader().count(), 1)
        wide = min(max(even, least), round(WIDEST * least))
        self.horizontalHeader().setDefaultSectionSize(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(tab_text(*self._cells.table()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class CoverView(QWidget):
    """Skills on the left, a column for each person on the right."""

    moved = Signal()  # another cell is the present one
    wanted = Signal(str, str)  # uid of the person and code of the skill of a cell

    def __init__(self) -> None:
        super().__init__()
        self.cells = CoverCells()
        self.skills = SkillRows(skill_columns())
        self.skills_view = SkillsView(self.skills, "Skills and their cover")
        self.people_view = PeopleView(self.cells)
        self._build()
        self._connect()

    def _build(self) -> None:
        scrolling = QAbstractItemView.ScrollMode.ScrollPerPixel
        for view in (self.skills_view, self.people_view):
            view.setVerticalScrollMode(scrolling)
        self.people_view.setHorizontalScrollMode(scrolling)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.skills_view.setVerticalScrollBarPolicy(off)
        self.skills_view.setFrameShape(QFrame.Shape.NoFrame)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.skills_view)
        layout.addWidget(self.people_view, 1)
        self.skills_view.setItemDelegate(SkillDelegate(self.skills_view))
        self.setObjectName("cover")
        self.setFocusProxy(self.people_view)

    def _connect(self) -> None:
        left, right = self.skills_view, self.people_view
        left.verticalScrollBar().valueChanged.connect(
            right.verticalScrollBar().setValue
        )
        right.verticalScrollBar().valueChanged.connect(
            left.verticalScrollBar().setValue
        )
        right.horizontalScrollBar().rangeChanged.connect(self._match_ends)
        left.selectionModel().currentRowChanged.connect(self._follow_skill)
        right.selectionModel().currentChanged.connect(self._follow_cell)
        right.activated.connect(self._tell)
        right.doubleClicked.connect(self._tell)
        right.horizontalHeader().sectionClicked.connect(self._choose_person)

    def fit(self) -> None:
        """Give both halves the size that fits the text and one another."""
        look = present_look()
        self.people_view.fit()
        whole = sum(look.pixels(column.width) for column in skill_columns())
        columns = skill_columns(is_narrow=self.width() < 2 * whole)
        if len(columns) != len(self.skills.columns):
            self.skills.show_values(self.skills.values(), columns)
        wide = sum(look.pixels(column.width) for column in columns)
        self.skills_view.setFixedWidth(wide + EDGE)
        self.skills_view.fit()
        head = self.people_view.horizontalHeader().sizeHint().height()
        self.skills_view.horizontalHeader().setMinimumHeight(head)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self._follow_cell(self.people_view.currentIndex(), QModelIndex())

    def choose(self, row: int, column: int) -> None:
        """Make a cell the present one, as far as there is one."""
        rows, columns = self.cells.rowCount(), self.cells.columnCount()
        if rows and columns:
            place = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
            self.people_view.setCurrentIndex(self.cells.index(*place))

    def wanted_height(self, most: int | None = None) -> int:
        """Return the height in which every skill is in sight, or so many of them."""
        head = self.people_view.horizontalHeader().sizeHint().height()
        count = self.cells.rowCount()
        rows = (count if most is None else min(count, most)) * row_height()
        bar = self.people_view.horizontalScrollBar()
        return head + rows + 2 * EDGE + (bar.height() if bar.maximum() else 0)

    def present(self) -> tuple[int, int]:
        """Return row and column of the present cell, -1 and -1 for none."""
        index = self.people_view.currentIndex()
        return index.row(), index.column()

    @Slot()
    def _match_ends(self) -> None:
        """Let both halves end at the same row when the right one scrolls sideways."""
        policy = Qt.ScrollBarPolicy
        scrolls = self.people_view.horizontalScrollBar().maximum() > 0
        self.skills_view.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )

    @Slot(QModelIndex, QModelIndex)
    def _follow_skill(self, index: QModelIndex, _before: QModelIndex) -> None:
        row, column = self.present()
        if index.isValid() and index.row() != row:
            self.choose(index.row(), column)

    @Slot(QModelIndex, QModelIndex)
    def _follow_cell(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self.skills_view.currentIndex().row() != index.row():
            self.skills_view.selectRow(index.row())
        self.people_view.horizontalHeader().viewport().update()
        self.moved.emit()

    def present_codes(self) -> tuple[str, str]:
        """Return the person and the skill of the present cell, empty for none."""
        row, column = self.present()
        if row < 0 or column < 0:
            return "", ""
        return self.cells.member(column).person.uid, self.cells.line(row).cover.skill

    @Slot(QModelIndex)
    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(*self.present_codes())

    @Slot(int)
    def _choose_person(self, column: int) -> None:
        self.choose(max(self.present()[0], 0), column)
