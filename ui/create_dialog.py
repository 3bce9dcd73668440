"""Asks what a new store needs to know: the unit, its marking, whose holidays."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import settings
from ui.controls.button import button, let_return_press
from ui.controls.label import caption

if TYPE_CHECKING:
    from app.store.setting import Settings

REGIONS = (("scotland", "Scotland"), ("england_and_wales", "England and Wales"))
ENDING = ".db"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStore:
    """What the dialog was told.

    Attributes:
        path: Where the store is to be made.
        settings: Name, marking and region of the unit.
        is_protected: Whether it is to be encrypted.
    """

    path: Path
    settings: "Settings"
    is_protected: bool = False


class CreateDialog(QDialog):
    """Three questions and a place; everything can be changed later but the place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from app.store.setting import MARKINGS

        super().__init__(parent)
        self.setWindowTitle("Create a store")
        self._unit = QLineEdit("Digital Forensics Unit")
        self._force = QLineEdit()
        self._force.setPlaceholderText("as it is to be printed; may be left empty")
        self._marking = QComboBox()
        self._marking.setEditable(True)
        self._marking.addItems(MARKINGS)
        self._marking.setCurrentText("OFFICIAL-SENSITIVE")
        self._region = QComboBox()
        for code, text in REGIONS:
            self._region.addItem(text, code)
        folder = Path(settings.last_folder() or Path.home())
        self._path = QLineEdit(str(folder / "headroom.db"))
        self.protect = QCheckBox("P&rotect it with a passphrase")
        self.protect.setToolTip("Encrypt the file; this can be done later, too")
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._build()
        for field in (self._unit, self._path):
            field.textChanged.connect(self._check)
        self._marking.editTextChanged.connect(self._check)
        self._check()

    def _build(self) -> None:
        choose = button("Choose…")
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self._path, 1)
        place.addWidget(choose)
        form = QFormLayout()
        form.addRow("&Unit", self._unit)
        form.addRow("&Force or organisation", self._force)
        form.addRow("Protective &marking", self._marking)
        form.addRow("Public &holidays of", self._region)
        label = QLabel("&Save as")
        label.setBuddy(self._path)
        form.addRow(label, place)
        form.addRow("", self.protect)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._create = button("Create", is_primary=True)
        box.addButton(self._create, role.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            caption(
                "The marking is shown on every screen and printed on every page."
                " The store is one file that only you can read until you share it."
            )
        )
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(box)
        let_return_press(self._create)
        self.resize(540, self.sizeHint().height())

    def problem(self) -> str:
        """Return what is still wrong, as a sentence; empty if nothing is."""
        path = Path(self._path.text().strip())
        if not self._unit.text().strip():
            return "Type the name of the unit."
        if not self._marking.currentText().strip():
            return "Choose a protective marking."
        if not path.name or not path.parent.is_dir():
            return "Choose a folder that exists."
        if path.exists():
            return f"A file called {path.name} is there already: choose another name."
        return ""

    def new_store(self) -> NewStore:
        """Return what was typed."""
        from app.store.setting import Settings

        path = Path(self._path.text().strip())
        path = path if path.suffix else path.with_suffix(ENDING)
        settings.set_last_folder(path.parent)
        return NewStore(
            path=path,
            is_protected=self.protect.isChecked(),
            settings=Settings(
                unit=self._unit.text().strip(),
                organisation=self._force.text().strip(),
                marking=self._marking.currentText().strip(),
                region=self._region.currentData(),
            ),
        )

    def _check(self) -> None:
        problem = self.problem()
        self._problem.setText(problem)
        self._create.setEnabled(not problem)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the store as", self._path.text(), "Headroom stores (*.db)"
        )
        if name:
            self._path.setText(name)
