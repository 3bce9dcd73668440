"""Leads to a protected store in three steps: passphrase, recovery key, proof of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, WrongKey
from ui.controls.button import button, let_return_press
from ui.controls.label import caption
from ui.passphrase_dialog import GOOD, Passphrases, refuse_unlike, secret_field
from ui.style import present_look

if TYPE_CHECKING:
    from app.reports.report import Report

WIDTH = 560
NEXT = "Ne&xt"  # N leads to the new passphrase, P prints
IN_A_ROW = 5
"""Groups of the recovery key side by side."""

LOST = (
    "A passphrase that nobody knows any more cannot be found out or put back, by"
    " nobody. The recovery key on the next page is the only other way in."
)
PRINT_IT = (
    "Print this key, or write it down, and put it into the unit's safe. It is shown"
    " this once and kept nowhere. Give it to no printer that others can read from: some"
    " keep what they printed."
)
PROOF = (
    "To be sure that the key is on paper: type its last group, number {number}, from"
    " the sheet."
)
NOT_IT = "That is not the last group of the key."
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


class ProtectDialog(QDialog):
    """Asks for all that is needed before a store gets another key."""

    wanted = Signal(object)  # Passphrases: everything was answered

    def __init__(
        self, parent: QWidget, title: str, groups: Sequence[str], *, asks_new: bool
    ) -> None:
        """Make it.

        Args:
            parent: The window in front of which it stands.
            title: What is about to be done; the last button says it.
            groups: The recovery key, in groups.
            asks_new: Whether a new passphrase is asked for, not the present one.
        """
        super().__init__(parent)
        self.setWindowTitle(title.replace("&", ""))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.groups = tuple(groups)
        self.sheet: Callable[[], Report] | None = None  # the sheet to print
        self._title, self._asks_new = title, asks_new
        self.first, self.again = secret_field("first"), secret_field("again")
        self.proof = QLineEdit()
        self.proof.setAccessibleName(f"Group {len(groups)} of the recovery key")
        self.print_button = button("&Print the sheet…", "reports")
        self.steps = QStackedWidget()
        self.heading = QLabel()
        self.heading.setObjectName("card_title")
        self.said = QLabel()
        self.said.setObjectName("problem")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.cancel, self.back = button("Cancel"), button("&Back")
        self.go_on = button(NEXT, is_primary=True)
        self._build()
        self._connect()
        self._show_step(0)

    def _build(self) -> None:
        for step in (self._passphrase(), self._key(), self._proof()):
            self.steps.addWidget(step)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        let_return_press(self.go_on)
        self.setMinimumWidth(present_look().pixels(WIDTH))

    def _connect(self) -> None:
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self._go_back)
        self.go_on.clicked.connect(self._go_on)
        self.print_button.clicked.connect(self._print)
        for field in (self.first, self.again, self.proof):
            field.textEdited.connect(self._forget)

    def _passphrase(self) -> QWidget:
        step = QWidget()
        layout = QVBoxLayout(step)
        layout.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&New passphrase" if self._asks_new else "&Passphrase", self.first)
        if self._asks_new:
            form.addRow("A&gain", self.again)
        layout.addLayout(form)
        layout.addWidget(caption(GOOD if self._asks_new else "It stays as it is."))
        layout.addWidget(caption(LOST))
        layout.addStretch(1)
        return step

    def _key(self) -> QWidget:
        step = QWidget()
        layout = QVBoxLayout(step)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(caption(PRINT_IT))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        for place, text in enumerate(self.groups):
            grid.addWidget(_group(place + 1, text), place // IN_A_ROW, place % IN_A_ROW)
        layout.addLayout(grid)
        layout.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return step

    def _proof(self) -> QWidget:
        step = QWidget()
        layout = QVBoxLayout(step)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(caption(PROOF.format(number=len(self.groups))))
        layout.addWidget(self.proof)
        layout.addStretch(1)
        return step

    @property
    def step(self) -> int:
        """The step in sight, from 0."""
        return self.steps.currentIndex()

    @Slot()
    def _go_on(self) -> None:
        try:
            self._check()
        except AppError as error:
            self.show_error(error)
            return
        if self.step < self.steps.count() - 1:
            self._show_step(self.step + 1)
        else:
            self._allow(is_allowed=False)
            self.wanted.emit(Passphrases(self.first.text(), self.first.text()))

    def _check(self) -> None:
        if self.step == 0 and self._asks_new:
            refuse_unlike(self.first.text(), self.again.text())
        elif self.step == 0 and not self.first.text():
            raise WrongKey("The passphrase is needed.")
        elif self.step == self.steps.count() - 1:
            typed = "".join(self.proof.text().upper().split())
            if typed.translate(_READ_AS) != self.groups[-1]:
                raise WrongKey(NOT_IT, remedy="Go back and compare with the sheet.")

    @Slot(Exception)
    def show_error(self, error: AppError) -> None:
        """Say what is wrong; about the passphrase on the page where it is typed."""
        if self.step and "passphrase" in str(error):
            self._show_step(0)
        self._allow(is_allowed=True)
        self.said.setText(str(error))
        self.said.show()
        self._focus()

    @Slot()
    def _forget(self) -> None:
        self.said.hide()

    @Slot()
    def _go_back(self) -> None:
        self._show_step(self.step - 1)

    def _show_step(self, step: int) -> None:
        count = self.steps.count()
        self.steps.setCurrentIndex(step)
        names = "Passphrase", "Recovery key", "Is the recovery key on paper?"
        self.heading.setText(f"{step + 1} of {count}: {names[step]}")
        self.back.setVisible(step > 0)
        self.go_on.setText(self._title if step == count - 1 else NEXT)
        self.said.hide()
        self._focus()

    def _focus(self) -> None:
        (self.first, self.go_on, self.proof)[self.step].setFocus()

    def _allow(self, *, is_allowed: bool) -> None:
        for one in (self.go_on, self.back, self.steps):
            one.setEnabled(is_allowed)

    @Slot()
    def _print(self) -> None:
        from ui.printing.preview import PreviewDialog

        if self.sheet is None:
            return
        report = self.sheet()
        preview = PreviewDialog(self, report, (report.marking,), may_save=False)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()


def _group(number: int, text: str) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    letters = QLabel(text)
    letters.setObjectName("figure_value")
    letters.setAccessibleName(f"Group {number}: {' '.join(text)}")
    layout.addWidget(caption(str(number)))
    layout.addWidget(letters)
    return made
