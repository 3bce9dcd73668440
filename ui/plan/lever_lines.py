"""What stands under the sliders: levers as lines, the order of service, what to add."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.scenario.lever_work import DISCIPLINE_WORDS
from app.scenario.levers import Discipline
from ui.controls.button import button
from ui.controls.code_box import CodeBox
from ui.controls.icon import icon
from ui.controls.label import caption
from ui.plan.lever_words import TITLES

LINE = "line/"
"""With what the key of a line begins; the position of its lever follows."""


class LeverLine(QWidget):
    """A lever that concerns a part, with what changes it and takes it away."""

    is_changed = True

    change_wanted = Signal(int)  # position among the scenario's levers
    remove_wanted = Signal(int)

    def __init__(self, position: int, words: str) -> None:
        super().__init__()
        self._position = position
        self.key = f"{LINE}{position}"
        self.problem = caption()
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setProperty("moved", "true")
        self.change_button = _small("edit", f"Change: {words}")
        self.remove_button = _small("bin", f"Remove: {words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        row.addWidget(self.words, 1)
        row.addWidget(self.change_button)
        row.addWidget(self.remove_button)
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)

    def show_problem(self, text: str) -> None:
        """Say why the lever cannot be run; empty for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self._position)

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self._position)


class AddLine(QWidget):
    """Offers the kinds of lever that belong to a group."""

    add_wanted = Signal(object)  # the class of the lever

    def __init__(self, group: str, kinds: Sequence[type]) -> None:
        super().__init__()
        self.add_button = button("Add…", "plus")
        self.add_button.setProperty("slim", "true")
        self.add_button.setAccessibleName(f"Add to {group}")
        self.menu = QMenu(self)
        for kind in kinds:
            action = self.menu.addAction(f"{TITLES[kind]}…")
            action.triggered.connect(partial(self._tell, kind))
        self.add_button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.add_button)
        row.addStretch(1)

    def _tell(self, kind: type, _checked: bool = False) -> None:
        self.add_wanted.emit(kind)


class OrderRow(QWidget):
    """In which order work is taken."""

    key = "order"
    chosen = Signal(object)  # the Discipline

    def __init__(self) -> None:
        super().__init__()
        self.box = CodeBox()
        for discipline, words in DISCIPLINE_WORDS.items():
            self.box.addItem(words, discipline)
        self.box.setAccessibleName("Order of service")
        self.box.setMinimumContentsLength(12)
        adjust = CodeBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(adjust)
        label = QLabel("Order")
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 4)
        row.addWidget(label)
        row.addWidget(self.box, 1)
        self.box.activated.connect(self._tell)

    def show_problem(self, text: str) -> None:
        """Say why the order cannot be; empty for nothing."""
        self.box.setToolTip(text)
        self.box.setAccessibleDescription(text)

    @property
    def is_changed(self) -> bool:
        """Whether it is another order than that of the base."""
        return self.box.currentIndex() > 0

    def show_order(self, discipline: Discipline) -> None:
        """Show which order is chosen."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(list(DISCIPLINE_WORDS).index(discipline))

    @Slot(int)
    def _tell(self, place: int) -> None:
        self.chosen.emit(list(DISCIPLINE_WORDS)[place])


def _small(icon_name: str, name: str) -> QPushButton:
    made = button("")
    made.setProperty("slim", "true")
    made.setIcon(icon(icon_name))
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
