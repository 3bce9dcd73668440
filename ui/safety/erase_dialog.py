"""Asks what is to be erased for ever, and shows first where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.errors import InvalidRequest
from ui.controls.button import button
from ui.controls.form import Form
from ui.controls.label import caption, set_tone
from ui.controls.table_card import FittedTable

TEXT = ""
"""The field of what is typed as it is, not of a request."""

FIELDS = (
    ("summary", "Summary"),
    ("reference", "Reference"),
    ("requester", "Requester"),
    ("case_reference", "Case reference"),
    ("operation_name", "Name of the operation"),
    ("decided_by", "Decided by"),
    (TEXT, "A text that I type"),
)
FINAL = (
    "This cannot be undone. The text goes out of the records, the history, rows of"
    " imported files, drafts and the file itself; the history shows that something was"
    " erased, when, by whom and why. Copies made before, papers and exports keep it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be erased.

    Attributes:
        reference: The request out of which it is erased; empty for everywhere.
        field: Its field, with all that it ever held; empty for ``text``.
        text: A text as it was typed.
        is_everywhere: Whether it goes out of other requests, too.
        basis: Why it is lawful.
    """

    reference: str
    field: str
    text: str
    is_everywhere: bool
    basis: str = ""


class EraseDialog(Form):
    """Its ``wanted`` brings what is to be erased, once its places were looked at."""

    look_wanted = Signal(object)  # the Wanted, of which only places are shown

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Erase a value", "&Erase for ever")
        self.reference, self.text, self.basis = QLineEdit(), QLineEdit(), QLineEdit()
        self.reference.setPlaceholderText("such as DF-2026-0142")
        self.basis.setPlaceholderText("such as the decision and its date")
        self.field = QComboBox()
        for code, label in FIELDS:
            self.field.addItem(label, code)
        self.everywhere = QCheckBox("Also &where the same words stand elsewhere")
        self.look_button = button("&Look where it stands")
        self.said = caption()
        self.places = FittedTable("Where it stands", is_even=False)
        self.places.setMinimumHeight(self.fontMetrics().height() * 8)
        self._build()
        self._forget_places()
        self._show_field()

    def _build(self) -> None:
        self.add_field("reference", "&Request", self.reference)
        self.add_field("field", "F&ield", self.field)
        self.add_field("text", "&Text", self.text)
        self.rows.addRow("", self.everywhere)
        self.add_field("basis", "Lawful &basis", self.basis)
        row = QHBoxLayout()
        row.addWidget(self.look_button)
        row.addWidget(self.said, 1)
        self.paper.addLayout(row)
        self.paper.addWidget(self.places, 1)
        final = QLabel(FINAL)
        final.setWordWrap(True)
        set_tone(final, "watch")
        self.paper.addWidget(final)
        self.close_up()
        self.resize(640, self.sizeHint().height())
        self.look_button.clicked.connect(self._look)
        self.field.currentIndexChanged.connect(self._show_field)
        for edit in (self.reference, self.text):
            edit.textEdited.connect(self._forget_places)
        self.everywhere.toggled.connect(self._forget_places)
        self.field.currentIndexChanged.connect(self._forget_places)

    def value(self) -> Wanted:
        if not self.basis.text().strip():
            raise InvalidRequest("Say on what basis it is lawful.")
        return self._asked()

    def _asked(self) -> Wanted:
        asked = Wanted(
            reference=self.reference.text().strip(),
            field=str(self.field.currentData()),
            text=self.text.text().strip(),
            is_everywhere=self.everywhere.isChecked(),
            basis=self.basis.text().strip(),
        )
        if asked.field and not asked.reference:
            raise InvalidRequest("Name the request.")
        if not asked.field and not asked.text:
            raise InvalidRequest("Type the text that is to be erased.")
        return asked

    @Slot()
    def _look(self) -> None:
        self._forget()
        try:
            self.look_wanted.emit(self._asked())
        except InvalidRequest as error:
            self.show_error(error)

    @Slot()
    def _show_field(self) -> None:
        self.show_row(self.text, not self.field.currentData())

    @Slot()
    def _forget_places(self) -> None:
        """Ask to look again: what is to be erased is another."""
        self.places.show_rows(("Where", "Times"), [])
        self.said.setText("Look first; then it can be erased.")
        self.save_button.setEnabled(False)

    def show_places(self, places: Sequence[tuple[str, str]], elsewhere: int) -> None:
        """Show where it stands, and how often it stands elsewhere besides."""
        self.places.show_rows(("Where", "Times"), places)
        self.places.fit()
        more = (
            f" The same words stand {elsewhere:,} times elsewhere and are left there."
            if elsewhere
            else ""
        )
        found = "This goes." if places else "It stands nowhere there."
        self.said.setText(f"{found}{more}")
        self.save_button.setEnabled(bool(places))

    def show_working(self, *, is_working: bool) -> None:
        """Let nothing be pressed while it is being erased."""
        self.save_button.setEnabled(not is_working)
        if is_working:
            self.said.setText("Erasing, and looking through the whole file…")
