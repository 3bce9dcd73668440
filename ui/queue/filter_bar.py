"""What narrows the queue and which line is drawn: find, chips, skill, week."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import Chip
from ui.controls.icon import icon
from ui.controls.wrap import WrapRow
from ui.queue.sieve import Group, Sieve
from ui.queue.wording import week_text
from ui.style import present_look

PAUSE = 120
"""Milliseconds without a key after which the list is narrowed."""
WEEKS = 12
"""Weeks ahead for which a line can be drawn at the most."""
UNIT, EVERY = "", "*"
"""What is chosen for the line of the unit alone, and for those of all skills too."""


class FindField(QLineEdit):
    """The field to type into; Esc asks to clear everything."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find (Ctrl+F)")
        self.setToolTip("Reference, offence, items, examiner or status")
        self.setAccessibleName("Find in the queue")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(120)
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(icon("search", "muted"), leading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class WeekField(QSpinBox):
    """Counts weeks from the present one, and says them in words."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self.setRange(0, WEEKS)
        self.setAccessibleName("Week whose hours the line shows")
        self.setToolTip("The week whose net hours the line shows")
        self.lineEdit().setReadOnly(True)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    def begin(self, today: date) -> None:
        """Count from the week that ``today`` lies in."""
        if today != self._today:
            self._today = today
            self.setMinimumWidth(present_look().pixels(168))
            self.setValue(self.value())
            self.lineEdit().setText(self.textFromValue(self.value()))

    def textFromValue(self, value: int) -> str:
        words = week_text(self._today, value)
        return words[:1].upper() + words[1:]

    def valueFromText(self, _text: str) -> int:
        return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take the words as they stand: they cannot be typed."""
        return QValidator.State.Acceptable, text, position


class FilterBar(QWidget):
    """Says ``changed`` when another filter is wanted, ``line_changed`` for the line."""

    changed = Signal()
    line_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = FindField()
        self.chips = {group: Chip(group.value) for group in Group}
        self.skill, self.line = QComboBox(), QComboBox()
        self.week = WeekField()
        self._row = WrapRow()
        self._count = QLabel()
        self._count.setObjectName("caption")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        group, first, second = QButtonGroup(self), QHBoxLayout(), QHBoxLayout()
        for one in self.chips.values():
            group.addButton(one)
            self._row.add(one)
        self.chips[Group.ALL].setChecked(True)
        for choice, name in ((self.skill, "Skill"), (self.line, "Line of")):
            choice.setAccessibleName(name)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setMinimumContentsLength(15)
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.skill.addItem("Any skill", "")
        self.offer_skills(())
        label = QLabel("&Line")
        label.setBuddy(self.line)
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self.field, 1)
        for part in (self.skill, label, self.line, self.week):
            first.addWidget(part)
        second.addWidget(self._row, 1)
        second.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._timer.start)
        self.field.returnPressed.connect(self._tell)
        self.field.cleared.connect(self.clear)
        self._timer.timeout.connect(self._tell)
        for one in self.chips.values():
            one.clicked.connect(self._tell)
        self.skill.currentIndexChanged.connect(self._tell)
        self.line.currentIndexChanged.connect(self.line_changed)
        self.week.valueChanged.connect(self.line_changed)

    def sieve(self) -> Sieve:
        """Return what is set."""
        group = next(one for one, chip in self.chips.items() if chip.isChecked())
        return Sieve(
            group=group, text=self.field.text(), skill=self.skill.currentData() or ""
        )

    def choose(self, group: Group) -> None:
        """Take a chip and tell it."""
        self.chips[group].setChecked(True)
        self._tell()

    def begin_week(self, ahead: int) -> None:
        """Choose a week by how far it is ahead, without telling."""
        with QSignalBlocker(self.week):
            self.week.setValue(ahead)

    def offer_skills(self, skills: Sequence[tuple[str, str]]) -> None:
        """Offer skills by code and label, keeping what is chosen."""
        wanted = (("Any skill", ""), *((label, code) for code, label in skills))
        lines = (("Unit and skills", EVERY), ("Whole unit", UNIT), *wanted[1:])
        _fill(self.skill, wanted)
        _fill(self.line, lines)

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Write on each chip how many requests it would show."""
        for group, chip in self.chips.items():
            chip.show_count(counts.get(group))
        self._row.arrange()

    def show_count(self, text: str) -> None:
        """Say how many are shown."""
        self._count.setText(text)

    @Slot()
    def clear(self) -> None:
        """Set everything back: all open requests, no words, any skill."""
        self.field.clear()
        with QSignalBlocker(self.skill):
            self.skill.setCurrentIndex(0)
        self.chips[Group.ALL].setChecked(True)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit()


def _fill(choice: QComboBox, items: Sequence[tuple[str, str]]) -> None:
    known = [(choice.itemText(at), choice.itemData(at)) for at in range(choice.count())]
    if known == list(items):
        return
    with QSignalBlocker(choice):
        taken = choice.currentData()
        choice.clear()
        for label, code in items:
            choice.addItem(label, code)
        choice.setCurrentIndex(max(choice.findData(taken), 0))
