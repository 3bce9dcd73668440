"""Changes what the unit has settled: name, marking, region, targets, thresholds."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.store.setting import MARKINGS, Settings
from ui.controls.button import button, let_return_press
from ui.controls.label import caption
from ui.create_dialog import REGIONS

if TYPE_CHECKING:
    from ui.workspace import Workspace

ALIASES = (
    "Otherwise pages, prints and files show the alias of each person, and the name only"
    " of somebody without an alias. The form of a person always has both."
)
PRIORITIES = ("P1", "P2", "P3", "P4")


class UnitDialog(QDialog):
    """Shows the settings of a unit; ``settings`` gives them as changed."""

    def __init__(self, parent: QWidget | None, before: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings of the unit")
        self._before = before
        self._unit = QLineEdit(before.unit)
        self._force = QLineEdit(before.organisation)
        self._marking = QComboBox()
        self._marking.setEditable(True)
        self._marking.addItems(MARKINGS)
        self._marking.setCurrentText(before.marking)
        self._handling = QLineEdit(before.handling)
        self._region = QComboBox()
        for code, text in REGIONS:
            self._region.addItem(text, code)
        self._region.setCurrentIndex(self._region.findData(before.region))
        self._full_time = hours_field(before.full_time)
        self._sickness = share_field(before.sickness_allowance)
        self._over_age = days_field(before.over_age)
        self._preparation = days_field(before.preparation)
        self._lapse = days_field(before.lapse)
        self._names = QCheckBox("Show people by &name everywhere")
        self._names.setChecked(before.shows_names)
        self._targets = [days_field(days) for days in before.targets]
        self._build()

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow("&Unit", self._unit)
        form.addRow("&Force or organisation", self._force)
        form.addRow("Protective &marking", self._marking)
        form.addRow("Han&dling line", self._handling)
        form.addRow("&Holidays and clock rules of", self._region)
        form.addRow("Fu&ll-time week", self._full_time)
        form.addRow("&Sickness allowance", self._sickness)
        form.addRow("Over-&age after", self._over_age)
        form.addRow("&Prosecutor needs before a limit", self._preparation)
        form.addRow("&Returned requests lapse after", self._lapse)
        form.addRow("Targets, receipt to issue", self._target_row())
        form.addRow("", self._names)
        form.addRow("", caption(ALIASES))
        save = button("Save", is_primary=True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        words = "These belong to the store: everyone who opens it works with them."
        layout.addWidget(caption(words))
        layout.addLayout(form)
        layout.addWidget(box)
        let_return_press(save)
        self.resize(560, self.sizeHint().height())

    def _target_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, field in zip(PRIORITIES, self._targets, strict=True):
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(f"Target of {name}, days from receipt to issue")
            row.addWidget(label)
            row.addWidget(field, 1)
        return row

    def settings(self) -> Settings:
        """Return the settings as they stand in the dialog.

        Raises:
            StoreError: The name or the marking is empty.
        """
        first, second, third, fourth = (field.value() for field in self._targets)
        return replace(
            self._before,
            unit=self._unit.text().strip(),
            organisation=self._force.text().strip(),
            marking=self._marking.currentText().strip(),
            handling=self._handling.text().strip(),
            region=self._region.currentData(),
            full_time=self._full_time.value(),
            sickness_allowance=round(self._sickness.value() / 100, 4),
            over_age=self._over_age.value(),
            preparation=self._preparation.value(),
            lapse=self._lapse.value(),
            shows_names=self._names.isChecked(),
            targets=(first, second, third, fourth),
        )


def change_unit(parent: QWidget, workspace: "Workspace") -> None:
    """Open the settings of the unit; what is saved goes to the workspace."""
    dialog = UnitDialog(parent, workspace.session.settings)
    dialog.accepted.connect(partial(workspace.keep_settings, dialog.settings))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def hours_field(hours: float) -> QDoubleSpinBox:
    """Return a field for the hours of a week."""
    field = QDoubleSpinBox()
    field.setRange(1, 60)
    field.setDecimals(1)
    field.setSuffix(" hours")
    field.setValue(hours)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # no style sheet reaches them
    return field


def share_field(share: float) -> QDoubleSpinBox:
    """Return a field for a share, shown in per cent."""
    field = QDoubleSpinBox()
    field.setRange(0, 50)
    field.setDecimals(1)
    field.setSuffix("%")
    field.setValue(100 * share)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # no style sheet reaches them
    return field


def days_field(days: int) -> QSpinBox:
    """Return a field for a number of days."""
    field = QSpinBox()
    field.setRange(1, 1000)
    field.setSuffix(" days")
    field.setValue(days)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # no style sheet reaches them
    return field
