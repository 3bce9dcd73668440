"""Forms: fields with their problems beside them, saved by Enter, left by Esc."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


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
        self.save_button.setDefault(True)
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

    def add_field(self, name: str, label: str, field: QWidget) -> None:
        """Add a field with its label and a place for its problem."""
        box, problem = QVBoxLayout(), _problem_label()
        box.setSpacing(2)
        box.addWidget(field)
        box.addWidget(problem)
        words = QLabel(label)
        words.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        self.rows.addRow(words, box)
        self._problems[name], self._fields[name] = problem, field

    def show_row(self, field: QWidget, is_shown: bool) -> None:
        """Show or hide a field with its label."""
        for row in range(self.rows.rowCount()):
            item = self.rows.itemAt(row, QFormLayout.ItemRole.FieldRole)
            box = item.layout() if item else None
            if box is not None and box.indexOf(field) >= 0:
                self.rows.setRowVisible(row, is_shown)

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
        for name in (*self._problems, ""):
            self.show_problem(name, "")
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
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setLocale(ENGLISH)
    edit.setDisplayFormat("d MMM yyyy")
    edit.setCalendarPopup(True)
    return edit


def day_of(edit: QDateEdit) -> date:
    """Return the day in a field."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def choice(terms: list[tuple[str, str]], taken: str = "") -> QComboBox:
    """Return a list of codes with their labels."""
    made = QComboBox()
    for code, label in terms:
        made.addItem(label, code)
    made.setCurrentIndex(max(made.findData(taken), 0))
    return made


def number(value: float, most: float, suffix: str, step: float = 0.5) -> QDoubleSpinBox:
    """Return a field for hours or a share."""
    made = QDoubleSpinBox()
    made.setLocale(ENGLISH)
    made.setRange(0, most)
    made.setDecimals(2 if step < 0.5 else 1)
    made.setSingleStep(step)
    made.setSuffix(suffix)
    made.setValue(value)
    return made


def _problem_label() -> QLabel:
    label = QLabel()
    label.setObjectName("problem")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.hide()
    return label
