"""The form for equipment of which a week has only so much."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import AppError
from app.reports.chart import number_text
from app.workforce.equipment import Equipment, LimitUnit
from ui.controls.button import Choice
from ui.controls.check_list import CheckList
from ui.controls.form import Form, NumberField, OptionalDay, choice, day_field, day_of
from ui.controls.label import caption
from ui.controls.whole_number import whole_number

Terms = list[tuple[str, str]]
UNITS = (LimitUnit.HOURS, LimitUnit.ITEMS)
_PLACES = (
    ("needs a name", "label"),
    ("there cannot be", "quantity"),
    ("has a limit", "limit"),
    ("number of pieces", "quantity"),
    ("number of hours", "limit"),
    ("whole number", "quantity"),
    ("examination type", "types"),
    ("ends on", "ends"),
)
"""Words of a refusal and the field that it is about."""


class EquipmentDialog(Form):
    """Adds equipment, or changes a piece that is there."""

    def __init__(
        self,
        parent: QWidget,
        kinds: Terms,
        types: Terms,
        today: date,
        item: Equipment | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            kinds: Codes and labels of kinds of equipment.
            types: Codes and labels of examination types.
            today: The present day of the unit.
            item: What is changed; None to add.
        """
        title = "Add equipment" if item is None else f"Change {item.label}"
        super().__init__(parent, title, "&Add" if item is None else "&Save")
        self.item = item
        self.label = QLineEdit(item.label if item else "")
        self.kind = choice(kinds, item.kind if item else "")
        self.quantity = NumberField(item.quantity if item else 1, 10_000, of="pieces")
        self.limit = NumberField(
            item.weekly_limit if item else 30, 100_000, of="hours or exhibits"
        )
        self.unit = Choice(("Hours", "Exhibits"), "What the limit counts")
        self.unit.choose(UNITS.index(item.unit) if item else 0)
        self.types = CheckList(types, item.types if item else ())
        self.first = day_field(item.valid_from if item else today)
        last = item.valid_to if item else None
        self.ends = OptionalDay("Ends on", last, today)
        self.note = QLineEdit(item.note if item else "")
        self.sum = caption()
        self._build()
        for field in (self.quantity, self.limit):
            field.edited.connect(self._show_sum)
        self.unit.chosen.connect(self._show_sum)
        self._show_sum()
        self.setMinimumWidth(480)
        self.label.setFocus()

    def _build(self) -> None:
        self.label.setPlaceholderText("Such as Extraction benches")
        self.note.setPlaceholderText("What else to know; may stay empty")
        self.add_field("label", "&Name", self.label)
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("quantity", "&How many", self.quantity)
        self.add_field("limit", "&Limit of each a week", self.limit)
        self.add_field("unit", "Counted in", self.unit)
        self.rows.addRow("", self.sum)
        self.add_field("types", "&Examination types that need it", self.types)
        self.add_field("first", "&In use from", self.first)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("note", "Re&mark", self.note)
        self.close_up()

    def value(self) -> Equipment:
        was = self.item
        made = Equipment(
            label=self.label.text().strip(),
            kind=str(self.kind.currentData() or ""),
            quantity=whole_number(self.quantity, "how many there are"),
            weekly_limit=self.limit.number(),
            unit=UNITS[self.unit.position],
            types=self.types.codes(),
            valid_from=day_of(self.first),
            valid_to=self.ends.day(),
            note=self.note.text().strip(),
        )
        return made if was is None else replace(made, uid=was.uid, version=was.version)

    def place_of(self, error: AppError) -> str:
        text = error.message
        return next((place for words, place in _PLACES if words in text), "")

    @Slot()
    def _show_sum(self) -> None:
        """Say what all of them can do together."""
        try:
            weekly = self.quantity.number() * self.limit.number()
        except AppError:
            self.sum.setText("")
            return
        of = "hours of examination" if self.unit.position == 0 else "exhibits"
        decimals = 0 if weekly == int(weekly) else 1
        self.sum.setText(f"Together {number_text(weekly, decimals)} {of} a week.")
