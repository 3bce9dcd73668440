"""What narrows the register: a find field, chips with counts, and lists of codes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.casework.register import Filter, Group
from ui.controls.button import Chip, button
from ui.controls.icon import icon
from ui.controls.wrap import WrapRow

PAUSE = 150
"""Milliseconds without a key after which the search begins."""

LISTS = (
    ("priorities", "Any priority", "Priority"),
    ("offences", "Any offence", "Offence"),
    ("types", "Any type", "Examination type"),
    ("divisions", "Any division", "Division"),
    ("examiners", "Any examiner", "Examiner"),
)
"""Field of the filter, what the list says when it does not narrow, its name."""


class FindField(QLineEdit):
    """The field to type into; Esc asks to clear everything."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find reference, requester or summary (Ctrl+F)")
        self.setAccessibleName("Find")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(120)
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(icon("search", "muted"), leading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Says ``changed`` when another filter is wanted."""

    changed = Signal()
    figure_closed = Signal()  # the chip that names a figure was taken away

    def __init__(self) -> None:
        super().__init__()
        self.field = FindField()
        self.chips = {group: Chip(group.value) for group in Group}
        self.lists = {name: _list(empty, said) for name, empty, said in LISTS}
        self.clear_button = button("&Clear filters")
        self.figure = Chip("")
        self._row = WrapRow()
        self._count = QLabel()
        self._count.setObjectName("caption")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._build()
        self._connect()

    def _build(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        group = QButtonGroup(self)
        for row in (first, second):
            row.setSpacing(8)
        for one in (*self.chips.values(), self.figure):
            if one is not self.figure:
                group.addButton(one)
            self._row.add(one)
        self.chips[Group.OPEN].setChecked(True)
        first.addWidget(self._row, 1)
        second.addWidget(self.field, 1)
        for choice in self.lists.values():
            second.addWidget(choice)
        second.addWidget(self.clear_button)
        first.addWidget(self._count)
        self.figure.setCheckable(False)
        self.figure.setIcon(icon("close", "accent"))
        self.figure.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(second)
        layout.addLayout(first)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._timer.start)
        self.field.returnPressed.connect(self._tell)
        self.field.cleared.connect(self.clear)
        self._timer.timeout.connect(self._tell)
        for one in self.chips.values():
            one.clicked.connect(self._tell)
        for choice in self.lists.values():
            choice.currentIndexChanged.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)
        self.figure.clicked.connect(self.figure_closed)

    def filter(self) -> Filter:
        """Return the filter that is set."""
        group = next(one for one, chip in self.chips.items() if chip.isChecked())
        codes = {
            name: (choice.currentData(),) if choice.currentIndex() > 0 else ()
            for name, choice in self.lists.items()
        }
        return Filter(group=group, text=self.field.text(), **codes)

    def choose(self, group: Group) -> None:
        """Take a chip without telling."""
        self.chips[group].setChecked(True)

    def offer(self, name: str, terms: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their labels in one of the lists, keeping the choice."""
        choice = self.lists[name]
        with QSignalBlocker(choice):
            taken = choice.currentData()
            while choice.count() > 1:
                choice.removeItem(1)
            for code, label in terms:
                choice.addItem(label, code)
            choice.setCurrentIndex(max(choice.findData(taken), 0) if taken else 0)

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Write on each chip how many requests it would show."""
        for group, chip in self.chips.items():
            chip.show_count(counts.get(group))
        self._row.arrange()

    def show_count(self, text: str, *, is_old: bool = False) -> None:
        """Say how many are shown; dimmed while others are on their way."""
        self._count.setText(text)
        self._count.setEnabled(not is_old)

    def show_figure(self, title: str) -> None:
        """Name the figure whose rows are shown; empty for none."""
        self.figure.setText(title)
        self.figure.setAccessibleName(f"Only: {title}. Press to show all again.")
        self.figure.setToolTip("Only the rows behind this figure. Press to show all.")
        self.figure.setVisible(bool(title))
        self._row.arrange()

    @Slot()
    def clear(self) -> None:
        """Set everything back: open requests, no words, no codes, no figure."""
        self.field.clear()  # not silently: its cross would stay
        self._timer.stop()
        for choice in self.lists.values():
            with QSignalBlocker(choice):
                choice.setCurrentIndex(0)
        self.chips[Group.OPEN].setChecked(True)
        if self.figure.isVisibleTo(self):
            self.figure_closed.emit()
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit()


def _list(empty: str, name: str) -> QComboBox:
    choice = QComboBox()
    choice.addItem(empty)
    choice.setAccessibleName(name)
    choice.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    choice.setMinimumContentsLength(len(empty) - 2)
    choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return choice
