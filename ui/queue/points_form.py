"""The points of a policy, typed in a grid: a row for each factor."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.casework.plain_text import plain_number
from app.casework.vocabulary import Vocabulary
from app.errors import AppError, PolicyError
from app.rules.policy import NO_POINTS, SCORED, Policy, check_policy, value_words
from ui.controls.label import caption, set_tone
from ui.style import present_look

DIGITS = "00000"
"""As wide as a field of points is."""

AGEING = "ageing"


class PointsForm(QWidget):
    """Edits the points, the thresholds and the rules of a policy."""

    edited = Signal()

    def __init__(self, policy: Policy, factors: Vocabulary) -> None:
        super().__init__()
        self._policy, self._factors = policy, factors
        self.fields: dict[str, QLineEdit] = {}
        self.dates_first = QCheckBox("In a priority, nearest legal date first")
        self.dates_first.setChecked(policy.dates_first)
        self.dates_first.toggled.connect(self.edited)
        self.note = QLineEdit(policy.note if policy.number > 1 else "")
        self.note.setMaxLength(400)
        self.note.setAccessibleName("Why it is changed")
        self.note.setPlaceholderText("Why it is changed; stays with the policy")
        self.note.textChanged.connect(self.edited)
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._grid(), 1)
        layout.addLayout(self._thresholds())
        layout.addLayout(self._waiting())
        layout.addWidget(self.note)
        layout.addWidget(self.problem)
        self.check()

    def policy(self) -> Policy:
        """Return the policy as it is typed.

        Raises:
            PolicyError: Points are missing, negative or no number, or thresholds are
                out of order; its place says where.
        """
        first, second, third = (self._number(one, f"{one} from") for one in SCORED)
        typed = replace(
            self._policy,
            factors={
                code: {
                    value: self._number(f"{code}/{value}", self._words(code, value))
                    for value in values
                }
                for code, values in self._policy.factors.items()
            },
            thresholds=(first, second, third),
            ageing=self._number(AGEING, "Times its target"),
            dates_first=self.dates_first.isChecked(),
            note=self.note.text().strip(),
        )
        check_policy(typed, self._factors)
        return typed

    @Slot()
    def check(self) -> bool:
        """Say what is wrong with what is typed; return whether nothing is."""
        try:
            self.policy()
        except PolicyError as error:
            self.show_error(error)
            return False
        self.show_problem("", "")
        return True

    def show_error(self, error: AppError) -> None:
        """Say what stands against the policy, and mark the field that it is about."""
        place = error.place if isinstance(error, PolicyError) else ""
        self.show_problem(str(error), place)

    def show_problem(self, words: str, place: str) -> None:
        """Say what is wrong, and mark the field at a place."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for name, field in self.fields.items():
            wrong = "true" if name == place else "false"
            if field.property("wrong") != wrong:
                field.setProperty("wrong", wrong)
                field.style().unpolish(field)
                field.style().polish(field)

    def go_to_problem(self) -> None:
        """Put the cursor into the field that is wrong."""
        for field in self.fields.values():
            if field.property("wrong") == "true":
                field.setFocus()
                field.selectAll()

    def _grid(self) -> QScrollArea:
        paper = QWidget()
        paper.setObjectName("scrolled")
        grid = QGridLayout(paper)
        grid.setContentsMargins(2, 2, 10, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        widest = max(map(len, self._policy.factors.values()), default=0)
        grid.setColumnStretch(widest + 1, 1)
        for place, (code, values) in enumerate(self._policy.factors.items()):
            name = QLabel(self._policy.label(code))
            name.setObjectName("line_title")
            name.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(name, 2 * place + 1, 0)
            grid.setRowMinimumHeight(2 * place, present_look().pixels(21))
            for column, (value, points) in enumerate(values.items(), 1):
                words = caption(value_words(value))
                words.setWordWrap(False)
                bottom = Qt.AlignmentFlag.AlignBottom
                grid.addWidget(words, 2 * place, column, bottom)
                field = self._field(f"{code}/{value}", f"{points:g}")
                field.setAccessibleName(self._words(code, value))
                if (code, value) in NO_POINTS:
                    field.setReadOnly(True)
                    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                    field.setToolTip("It is recorded so that it is seen, no more.")
                    set_tone(field, "plain")
                grid.addWidget(field, 2 * place + 1, column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(paper)
        area.setMinimumHeight(present_look().pixels(160))
        return area

    def _thresholds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for priority, points in zip(SCORED, self._policy.thresholds, strict=True):
            row.addWidget(self._label(priority, f"{priority} from", f"{points:g}"))
            row.addWidget(self.fields[priority])
            row.addSpacing(8)
        row.addStretch(1)
        row.addWidget(self.dates_first)
        return row

    def _waiting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        times = f"{self._policy.ageing:g}"
        row.addWidget(self._label(AGEING, "Serve one class higher after", times))
        row.addWidget(self.fields[AGEING])
        row.addWidget(QLabel("times its target; 0 for never"))
        row.addStretch(1)
        return row

    def _label(self, name: str, words: str, text: str) -> QLabel:
        field = self._field(name, text)
        field.setAccessibleName(words)
        label = QLabel(words)
        label.setBuddy(field)
        return label

    def _field(self, name: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        wide = field.fontMetrics().horizontalAdvance(DIGITS)
        field.setFixedWidth(wide + present_look().pixels(18))
        field.setMaxLength(12)
        field.textChanged.connect(self.check)
        field.textChanged.connect(self.edited)
        self.fields[name] = field
        return field

    def _words(self, code: str, value: str) -> str:
        return f"{self._policy.label(code)}, {value_words(value)}"

    def _number(self, name: str, words: str) -> float:
        text = plain_number(self.fields[name].text())
        try:
            number = float(text)
        except ValueError as error:
            fault = f"“{text}” is no number" if text else "a number is missing"
            raise PolicyError(
                f"{words}: {fault}.", place=name, remedy="Give one from 0 to 999."
            ) from error
        if not 0 <= number < 1000:
            fault = "negative" if number < 0 else "too many"
            raise PolicyError(
                f"{words}: {text} is {fault}.",
                place=name,
                remedy="Give a number from 0 to 999.",
            )
        return number
