"""One lever as a compact row: slider, number and unit, reset, and what is wrong."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QWidget,
)

from app.reports.chart import number_text
from ui.controls.button import button
from ui.controls.icon import icon
from ui.controls.label import ElidedLabel, caption
from ui.style import present_look

MOST = 1e9
"""No number of a lever is larger."""
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
UNIT = 54
"""Width of a unit at 100 % text, in pixels, so that the numbers stand in a column."""
UP_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """How one lever is shown.

    Attributes:
        key: Name of the lever.
        label: What it is called.
        unit: What its number counts, as it stands behind the number.
        low: Left end of the slider.
        high: Right end of the slider; more may be typed if the lever allows it.
        step: What one step of the slider is.
        usual: The number of the base, to which reset returns.
        decimals: Digits after the point.
        hint: What the lever means, in a sentence.
    """

    key: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    usual: float
    decimals: int = 0
    hint: str = ""


def typed_number(text: str) -> float | None:
    """Return the number that was typed; None if it is none.

    ``1,5`` is one and a half and ``10,000`` ten thousand, as people write them.
    """
    plain = text.strip().rstrip("%").replace("\N{MINUS SIGN}", "-").replace(" ", "")
    plain = plain.replace(",", "" if _THOUSANDS.fullmatch(plain) else ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < MOST else None  # neither nan nor inf


class Wheelless(QSlider):
    """A level slider that leaves the wheel to what scrolls around it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QLineEdit):
    """The number of a lever; the arrows up and down go by a step."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = UP_KEYS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)


class LeverRow(QWidget):
    """Shows a lever: a slider, a number with its unit, what the base has.

    ``moved`` comes while the slider is dragged, ``settled`` when it is let go, or when
    the number was typed or stepped.
    """

    moved = Signal(str, float)  # key, value: a preview is wanted
    settled = Signal(str, float)  # key, value: the full answer is wanted
    details_wanted = Signal(str)  # key: dates, skills and the like are to be changed

    def __init__(self, control: Control) -> None:
        super().__init__()
        self._control = control
        self._value = control.usual
        self.slider, self.box = Wheelless(), NumberBox()
        self.name = ElidedLabel(control.label)
        self.unit = QLabel(control.unit)
        self.unit.setObjectName("caption")
        self.reset_button = button("↺")
        self.reset_button.setProperty("slim", "true")
        self.details_button = button("")
        self.details_button.setIcon(icon("edit"))
        self.details_button.setProperty("slim", "true")
        self.details_button.hide()
        self._since = ""
        self.note, self.problem = caption(), caption()
        self.problem.setObjectName("problem")
        self.problem.hide()
        self._build()
        self.show_control(control, control.usual)
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderReleased.connect(self._let_go)
        self.box.returnPressed.connect(self._take_typed)
        self.box.editingFinished.connect(self._take_typed)
        self.box.stepped.connect(self._step)
        self.reset_button.clicked.connect(self.reset)
        self.details_button.clicked.connect(self._ask_details)

    def _build(self) -> None:
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setProperty("slim", "true")
        self._fit()
        side = QHBoxLayout()
        side.setSpacing(4)
        side.addWidget(self.box)
        side.addWidget(self.unit)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.name, 0, 0)
        grid.addLayout(side, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.details_button)
        foot.addWidget(self.reset_button)
        grid.addLayout(foot, 2, 0, 1, 2)
        grid.addWidget(self.problem, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def _fit(self) -> None:
        """Let numbers and units stand in columns, whatever the size of the text."""
        self.box.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 8)
        self.unit.setFixedWidth(present_look().pixels(UNIT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    # ---- Showing --------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The lever's name."""
        return self._control.key

    @property
    def value(self) -> float:
        """The number that holds."""
        return self._value

    @property
    def is_changed(self) -> bool:
        """Whether the lever stands elsewhere than in the base."""
        return abs(self._value - self._control.usual) > self._control.step * 1e-6

    def show_control(self, control: Control, value: float, since: str = "") -> None:
        """Show where the lever stands, and the base from which it was moved.

        Args:
            control: How the lever is shown.
            value: Where it stands.
            since: From when it holds, where more than the number can be changed.
        """
        if self.slider.isSliderDown() or self.box.isModified():
            return  # somebody moves it: what is read meanwhile does not take it away
        self._control, self._value, self._since = control, value, since
        name = f"{control.label}, {control.unit}" if control.unit else control.label
        for widget in (self.slider, self.box):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(control.hint)
            widget.setToolTip(control.hint)
        self.reset_button.setAccessibleName(f"Reset {control.label}")
        self.reset_button.setToolTip("Back to the base")
        self.details_button.setAccessibleName(f"Details of {control.label}")
        self.details_button.setToolTip("From when, for whom, of what type")
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, self._place(control.high))
            self.slider.setPageStep(max(self.slider.maximum() // 10, 1))
            self.slider.setValue(self._place(value))
        self._show_number()
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the number; empty for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def reset(self) -> None:
        """Take the number of the base again."""
        self._take(self._control.usual)
        self.box.setFocus()

    def _show_number(self) -> None:
        control, is_changed = self._control, self.is_changed
        self.box.setText(number_text(self._value, control.decimals).replace(",", ""))
        self.reset_button.setVisible(is_changed)
        was = number_text(control.usual, control.decimals)
        told = f"Base {was}, {self._since}" if self._since else f"Base {was}"
        self.note.setText(told if is_changed else "")
        self.details_button.setVisible(is_changed and bool(self._since))
        self.note.setVisible(is_changed)
        for widget in (self.name, self.slider):
            if widget.property("moved") != is_changed:
                widget.setProperty("moved", is_changed)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    # ---- Moving ---------------------------------------------------------------------

    def _place(self, value: float) -> int:
        """Return the step of the slider at a value; typed ones may lie beyond it."""
        control = self._control
        return round((value - control.low) / control.step)

    @Slot(int)
    def _slide(self, place: int) -> None:
        control = self._control
        self._value = round(control.low + place * control.step, 9)
        self.show_problem("")
        self._show_number()
        if self.slider.isSliderDown():
            self.moved.emit(self.key, self._value)
        else:  # by keys or a click beside the handle
            self.settled.emit(self.key, self._value)

    @Slot()
    def _ask_details(self) -> None:
        self.details_wanted.emit(self.key)

    @Slot()
    def _let_go(self) -> None:
        self.settled.emit(self.key, self._value)

    @Slot(int)
    def _step(self, by: int) -> None:
        control = self._control
        self._take(round(self._value + by * control.step, 9))

    @Slot()
    def _take_typed(self) -> None:
        if not self.box.isModified():
            return
        self.box.setModified(False)
        value = typed_number(self.box.text())
        if value is None:
            self.show_problem(f"“{self.box.text()}” is no number. Type one, such as 5.")
            return
        self._take(value)

    def _take(self, value: float) -> None:
        self._value = value
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._place(value))
        self.show_problem("")
        self._show_number()
        self.settled.emit(self.key, value)
