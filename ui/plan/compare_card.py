"""The scenarios side by side, with the chance of meeting a target."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLabel

from app.casework.plain_text import tab_text
from app.reports.chart import number_text
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.scrolled import keep_rows
from ui.controls.text_table import TextTable
from ui.plan.lever_row import NumberBox, typed_number
from ui.style import present_look

MOST = 100_000
"""No target of open requests is larger."""
STEP = 10
"""By how many the arrows move the target."""
LEAST_ROWS = 3
NAME = 126
"""Room that the name of a scenario has at least, at 100 % text, in pixels."""


class CompareCard(Card):
    """A row for each scenario; choosing a row chooses the scenario."""

    chosen = Signal(int)  # place of the scenario
    level_chosen = Signal(int)  # open requests asked for at most
    toast_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view = SideTable("Scenarios side by side", is_even=False)
        self.level = NumberBox()
        self.level.setAccessibleName("Target: open requests at most")
        self.level.setToolTip("Of how many open requests at most the chance is told")
        self.level.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.level.setProperty("slim", "true")
        self.level.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 9)
        self.copy_button = button("Copy table", "table")
        self._level = 0
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.hide()
        title = QLabel("Side by side")
        title.setObjectName("card_title")
        words = QLabel("Target: at most")
        words.setBuddy(self.level)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(title)
        top.addSpacing(12)
        top.addWidget(words)
        top.addWidget(self.level)
        top.addWidget(QLabel("open requests"))
        top.addWidget(self.problem)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.level.editingFinished.connect(self._take_level)
        self.level.stepped.connect(self._step)
        self.copy_button.clicked.connect(self.copy)

    def show_rows(
        self, head: tuple[str, ...], rows: Sequence[Sequence[str]], place: int
    ) -> None:
        """Show the scenarios; the one at ``place`` is chosen, without telling."""
        marks = self.view.selectionModel()
        with QSignalBlocker(marks):
            self.view.show_rows(head, rows)
            if 0 <= place < len(rows):
                flag = QItemSelectionModel.SelectionFlag
                index = self.view.text_rows.index(place, 0)
                how = flag.ClearAndSelect | flag.Rows
                marks.setCurrentIndex(index, how)
        self.view.viewport().update()
        self.view.fit()
        keep_rows([self.view], LEAST_ROWS)

    def show_level(self, level: int) -> None:
        """Show of how many open requests the chance is told."""
        self._level = level
        self.level.setText(number_text(level).replace(",", ""))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    @Slot(int)
    def _step(self, by: int) -> None:
        self._tell(max(self._level + by * STEP, 0))

    @Slot()
    def _take_level(self) -> None:
        if not self.level.isModified():
            return
        self.level.setModified(False)
        value = typed_number(self.level.text())
        if value is None or not 0 <= value <= MOST or value != int(value):
            self.problem.setText(f"Give a whole number from 0 to {MOST:,}.")
            self.problem.show()
            return
        self._tell(int(value))

    def _tell(self, level: int) -> None:
        self.problem.hide()
        self.show_level(level)
        self.level_chosen.emit(level)

    @Slot()
    def copy(self) -> None:
        """Copy the whole table with its heads."""
        rows = self.view.text_rows
        QGuiApplication.clipboard().setText(tab_text(rows.head, rows.rows))
        self.toast_wanted.emit(f"{len(rows.rows):,} rows copied")


class SideTable(TextTable):
    """A table whose first column takes the room that the others leave."""

    def __init__(self, name: str, *, is_even: bool) -> None:
        super().__init__(name, is_even=is_even)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setStretchLastSection(False)

    def fit(self) -> None:
        """Give the first column the room that is left, if there is any."""
        head = self.horizontalHeader()
        if not head.count():
            return
        widths = [
            max(self.sizeHintForColumn(place), head.sectionSizeHint(place))
            for place in range(head.count())
        ]
        left = self.viewport().width() - sum(widths[1:])
        least = min(widths[0], present_look().pixels(NAME))
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, max(left, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
