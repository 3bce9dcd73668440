"""One field of the form: its label, the control, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.casework.vocabulary import Term
from ui.controls.code_box import CodeBox
from ui.controls.label import caption
from ui.intake.reading import read_day, tidy_day
from ui.intake.spec import NO, YES, Kind, Spec
from ui.style import present_look

NOTHING = "Not recorded"
CHOOSE = "Choose…"
MOST_PASTED = 200_000
"""Characters of one line that a field takes at all."""
_LINES = 3
"""Lines of a text that are seen at once."""


class DayLine(QLineEdit):
    """A day that may be left empty; Up and Down go by days once there is one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        day = read_day(self.text()) if way else None
        if way is None or day is None:
            super().keyPressEvent(event)
        else:
            moved = type(day).fromordinal(day.toordinal() + way)
            self.setText(tidy_day(moved.isoformat()))
            self.textEdited.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setText(tidy_day(self.text()))
        super().focusOutEvent(event)


class FormField(QWidget):
    """A control under its label, with its problem under it.

    Its text is what a draft keeps: words as typed, a code, ``yes``, ``no`` or nothing.
    """

    edited = Signal(str)  # name of the field
    entered = Signal(str)  # name of the field that the cursor came to

    def __init__(self, spec: Spec, *, is_mandatory: bool) -> None:
        super().__init__()
        self.spec = spec
        self._terms: tuple[Term, ...] = ()
        self._choices: tuple[tuple[str, str], ...] = ()
        self._is_quiet = False
        self.label = QLabel(f"{spec.label} *" if is_mandatory else spec.label)
        self.label.setObjectName("line_title")
        self.control = self._make_control()
        self.control.setAccessibleName(
            f"{spec.label}, needed" if is_mandatory else spec.label
        )
        self.control.setAccessibleDescription(spec.hint)
        self.control.installEventFilter(self)
        self.label.setBuddy(self.control)
        self._problem = problem_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label)
        layout.addWidget(self.control)
        layout.addWidget(self._problem)
        if spec.kind is not Kind.TEXT:
            layout.addStretch(1)
        self.setFocusProxy(self.control)

    def _make_control(self) -> QWidget:
        kind = self.spec.kind
        if kind is Kind.TEXT:
            return self._make_text()
        if kind in (Kind.LINE, Kind.DAY):
            line = DayLine() if kind is Kind.DAY else QLineEdit()
            line.setMaxLength(MOST_PASTED)
            line.textChanged.connect(self._tell)
            if kind is Kind.DAY:
                line.setPlaceholderText("day month year")
            return line
        made = CodeBox()
        made.setMinimumContentsLength(12)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        made.setSizeAdjustPolicy(policy)
        if kind is Kind.YES_NO:
            for text, code in ((NOTHING, ""), ("Yes", YES), ("No", NO)):
                made.addItem(text, code)
        if kind is Kind.OPEN:
            made.setEditable(True)
            made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            if (typed := made.lineEdit()) is not None:
                typed.setMaxLength(MOST_PASTED)
            made.editTextChanged.connect(self._tell)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _make_text(self) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        height = made.fontMetrics().lineSpacing() * _LINES + present_look().pixels(16)
        made.setFixedHeight(height)
        made.textChanged.connect(self._tell)
        return made

    def offer(self, terms: Sequence[Term]) -> None:
        """Offer codes with their guidance; what was chosen stays chosen."""
        self._terms = tuple(terms)
        self.offer_choices([(term.code, term.label) for term in terms])

    def offer_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their labels; what was chosen stays chosen."""
        if tuple(choices) == self._choices or not isinstance(self.control, QComboBox):
            return
        chosen = self.text()
        self._choices = tuple(choices)
        self._is_quiet = True
        self.control.clear()
        if self.spec.kind is Kind.CODE:
            self.control.addItem(CHOOSE, "")
        for code, label in choices:
            self.control.addItem(label, code)
        self._is_quiet = False
        self.set_text(chosen)

    def term(self) -> Term | None:
        """Return the code that is chosen, with its guidance."""
        code = self.text()
        return next((term for term in self._terms if term.code == code), None)

    def text(self) -> str:
        """Return what stands in the field, as a draft keeps it."""
        control = self.control
        if isinstance(control, QLineEdit):
            return control.text()
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        if isinstance(control, QComboBox):
            if self.spec.kind is Kind.OPEN:
                return self._open_text(control)
            return str(control.currentData() or "")
        return ""

    def _open_text(self, control: QComboBox) -> str:
        typed = control.currentText()
        plain = typed.strip().casefold()
        for code, label in self._choices:
            if plain in (label.casefold(), code.casefold()):
                return code
        return typed

    def set_text(self, text: str) -> None:
        """Put what a draft kept into the field, without saying that it was edited."""
        self._is_quiet = True
        control = self.control
        if isinstance(control, QLineEdit):
            control.setText(text)
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText(text)
        elif isinstance(control, QComboBox):
            self._choose(control, text)
        self._is_quiet = False

    def _choose(self, control: QComboBox, text: str) -> None:
        place = control.findData(text) if text else -1
        if self.spec.kind is Kind.OPEN:
            control.setCurrentIndex(place)
            if place < 0:
                control.setEditText(text)
        else:
            control.setCurrentIndex(max(place, 0))

    def show_problem(self, text: str) -> None:
        """Say what is wrong with it; nothing for an empty text."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def problem(self) -> str:
        """Return what is said to be wrong."""
        return self._problem.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.spec.name)
        return super().eventFilter(watched, event)

    @Slot()
    def _tell(self) -> None:
        if not self._is_quiet:
            self.edited.emit(self.spec.name)


def problem_label() -> QLabel:
    """Return a place for what is wrong, hidden while nothing is."""
    made = caption()
    made.setObjectName("problem")
    made.hide()
    return made
