"""Forms: fields with their problems beside them, saved by Enter, left by Esc."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.casework.plain_text import plain_number
from app.errors import AppError, CapacityError
from ui.controls.code_box import CodeBox
from ui.controls.day_field import DayField


class Form(QDialog):
    """A dialog that returns a value: ``wanted`` has it when the user saves.

    The page gives the value to the store and then calls ``accept``, or ``show_error``
    with what the store said; what was typed is still there then.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget, title: str, save: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._problems: dict[str, QLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self.rows = QFormLayout()
        self.rows.setVerticalSpacing(6)
        growth = QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        self.rows.setFieldGrowthPolicy(growth)
        self._general = _problem_label()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.save_button = self._buttons.addButton(save, role)
        self.save_button.setProperty("primary", "true")
        self._buttons.rejected.connect(self.reject)
        self._buttons.accepted.connect(self._save)
        self.paper = QVBoxLayout(self)
        self.paper.setContentsMargins(18, 16, 18, 14)
        self.paper.setSpacing(10)
        self.paper.addLayout(self.rows)

    def close_up(self) -> None:
        """Add the general problem and the buttons under everything else."""
        self.paper.addWidget(self._general)
        self.paper.addWidget(self._buttons)
        for one in self._buttons.buttons():
            if isinstance(one, QPushButton):
                one.setAutoDefault(False)
        self.save_button.setDefault(True)  # only now: it needs its dialog
        self._forget_on_edit()

    def add_field(self, name: str, label: str, field: QWidget) -> None:
        """Add a field with its label and a place for its problem."""
        words, box = self._labelled(name, label, field)
        self.rows.addRow(words, box)

    def add_tall_field(
        self, name: str, label: str, field: QWidget, column: QVBoxLayout
    ) -> None:
        """Add a field that takes the height left in a column: rows of fields do not."""
        words, box = self._labelled(name, label, field)
        column.addWidget(words)
        column.addLayout(box, 1)

    def _labelled(
        self, name: str, label: str, field: QWidget
    ) -> tuple[QLabel, QVBoxLayout]:
        box, problem = QVBoxLayout(), _problem_label()
        box.setSpacing(2)
        box.addWidget(field)
        box.addWidget(problem)
        words = QLabel(label)
        words.setBuddy(_taking_focus(field))
        (field.focusProxy() or field).setAccessibleName(label.replace("&", ""))
        self._problems[name], self._fields[name] = problem, field
        return words, box

    def show_row(self, field: QWidget, is_shown: bool) -> None:
        """Show or hide a field with its label."""
        for row in range(self.rows.rowCount()):
            item = self.rows.itemAt(row, QFormLayout.ItemRole.FieldRole)
            box = item.layout() if item else None
            if box is not None and box.indexOf(field) >= 0:
                self.rows.setRowVisible(row, is_shown)
        for name, one in self._fields.items():
            if one is field:  # Qt shows the empty place of its problem, too
                problem = self._problems[name]
                problem.setVisible(is_shown and bool(problem.text()))

    def value(self) -> object:
        """Return what was typed, as a value.

        Raises:
            AppError: It cannot be.
        """
        raise AppError("This form has no value.")

    def show_problem(self, name: str, text: str) -> None:
        """Say what is wrong beside a field, or under the form for no field."""
        label = self._problems.get(name, self._general)
        label.setText(text)
        label.setVisible(bool(text))
        if (field := self._fields.get(name)) is not None and text:
            field.setFocus()
        if text:
            self._make_room()

    def _make_room(self) -> None:
        """Grow to what is shown now; what the user made larger stays so."""
        self.paper.activate()
        wanted = self.paper.heightForWidth(self.width())
        self.resize(self.width(), max(self.height(), wanted))

    def _forget_on_edit(self) -> None:
        """Let what was said to be wrong go as soon as something else is typed."""
        for field in self._fields.values():
            for one in (field, *field.findChildren(QWidget)):
                if isinstance(one, QDateEdit):
                    one.dateChanged.connect(self._forget)
                elif isinstance(one, QComboBox):
                    one.currentIndexChanged.connect(self._forget)
                elif isinstance(one, QLineEdit):
                    one.textEdited.connect(self._forget)
                elif isinstance(one, QAbstractButton):
                    one.clicked.connect(self._forget)
                elif isinstance(one, QAbstractItemView):
                    one.model().dataChanged.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        for name in (*self._problems, ""):
            self.show_problem(name, "")

    @Slot(Exception)
    def show_error(self, error: AppError) -> None:
        """Say what the store or a value has against it."""
        self.show_problem(self.place_of(error), str(error))

    def place_of(self, error: AppError) -> str:
        """Return the name of the field that an error is about; empty for none."""
        del error
        return ""

    def problems(self) -> list[str]:
        """Return what is said to be wrong."""
        labels = (*self._problems.values(), self._general)
        return [label.text() for label in labels if label.text()]

    @Slot()
    def _save(self) -> None:
        self._forget()
        try:
            value = self.value()
        except AppError as error:
            self.show_error(error)
            return
        self.wanted.emit(value)


class OptionalDay(QWidget):
    """A day that may be left open."""

    changed = Signal()

    def __init__(self, text: str, day: date | None, otherwise: date) -> None:
        """Make the field.

        Args:
            text: What the box says when a day is given.
            day: The day; None for open.
            otherwise: The day to begin with when the box is ticked.
        """
        super().__init__()
        self.box = QCheckBox(text)
        self.edit = day_field(day or otherwise)
        self.edit.setAccessibleName(text)
        self.edit.setEnabled(day is not None)
        self.box.setChecked(day is not None)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(self.changed)
        self.edit.dateChanged.connect(self.changed)
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.edit, 1)

    def day(self) -> date | None:
        """Return the day; None if it is open."""
        return day_of(self.edit) if self.box.isChecked() else None


def day_field(day: date) -> QDateEdit:
    """Return a field for a day, with a calendar."""
    return DayField(day)


def day_of(edit: QDateEdit) -> date:
    """Return the day in a field."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def choice(terms: list[tuple[str, str]], taken: str = "") -> QComboBox:
    """Return a list of codes with their labels."""
    made = CodeBox()
    for code, label in terms:
        made.addItem(label, code)
    made.setCurrentIndex(max(made.findData(taken), 0))
    return made


class NumberField(QWidget):
    """A number to type, with its unit behind it; a comma is as good as a point."""

    edited = Signal()

    def __init__(
        self, value: float, most: float, unit: str = "", *, of: str = "hours"
    ) -> None:
        """Make the field for numbers from 0 to ``most``, a number ``of`` what."""
        super().__init__()
        self._most, self._of = most, of
        self.edit = QLineEdit(f"{value:.10g}")
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.textChanged.connect(self.edited)
        self.setFocusProxy(self.edit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        if unit:
            self.edit.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * 12))
            layout.addWidget(QLabel(unit), 1)

    def say(self, name: str) -> None:
        """Say to a screen reader what the number is."""
        self.edit.setAccessibleName(name)

    def set_number(self, value: float) -> None:
        """Put a number into the field."""
        self.edit.setText(f"{value:.10g}")

    def number(self) -> float:
        """Return what was typed; nothing counts as 0.

        Raises:
            CapacityError: It is no number, or outside what can be.
        """
        text = plain_number(self.edit.text())
        try:
            value = float(text or 0)
        except ValueError:
            value = -1.0
        if not 0 <= value <= self._most:
            raise CapacityError(
                f"“{self.edit.text()}” is not a number of {self._of} that can be.",
                remedy=f"Give a number from 0 to {self._most:,.10g}.",
            )
        return value


def _taking_focus(field: QWidget) -> QWidget:
    """Return what takes the keys for a field: a widget without focus has no key."""
    while (inner := field.focusProxy()) is not None:
        field = inner
    return field


def _problem_label() -> QLabel:
    label = QLabel()
    label.setObjectName("problem")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.hide()
    return label
