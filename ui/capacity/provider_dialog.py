"""The forms for a provider, and for what came of one sending to it."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import AppError
from app.measures.outsourcing import Sent
from app.reports.chart import day_text
from app.workforce.equipment import Provider, Sending
from ui.controls.check_list import CheckList
from ui.controls.form import Form, NumberField, OptionalDay, day_field, day_of
from ui.controls.label import caption
from ui.controls.whole_number import clear, optional_number, whole_number

Terms = list[tuple[str, str]]
_PROVIDER = (
    ("called", "name"),
    ("needs a name", "name"),
    ("items a month", "monthly"),
    ("turnaround", "days"),
    ("number of days", "days"),
    ("an item", "cost"),
    ("number of pounds", "cost"),
    ("examination type", "types"),
    ("ends on", "ends"),
)
_SENDING = (
    ("items were sent", "items"),
    ("items sent", "items"),
    ("sending of", "items"),
    ("defective", "defects"),
    ("cost", "cost"),
    ("pounds", "cost"),
)
"""Words of a refusal and the field that it is about."""


class ProviderDialog(Form):
    """Adds a provider, or changes one that is there."""

    def __init__(
        self, parent: QWidget, types: Terms, today: date, one: Provider | None = None
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            types: Codes and labels of examination types.
            today: The present day of the unit.
            one: Who is changed; None to add.
        """
        title = "Add a provider" if one is None else f"Change {one.name}"
        super().__init__(parent, title, "&Add" if one is None else "&Save")
        self.one = one
        self.name = QLineEdit(one.name if one else "")
        self.types = CheckList(types, one.types if one else ())
        monthly = one.monthly_items if one else 10
        self.monthly = NumberField(monthly, 100_000, "exhibits", of="items a month")
        self.days = NumberField(0, 1e6, "days", of="days")
        clear(self.days, one.turnaround_days if one else None, "Not agreed")
        self.cost = NumberField(0, 1e9, "£", of="pounds")
        clear(self.cost, one.item_cost if one else None, "Not known")
        self.first = day_field(one.valid_from if one else today)
        self.ends = OptionalDay("Ends on", one.valid_to if one else None, today)
        self.note = QLineEdit(one.note if one else "")
        self._build()
        self.setMinimumWidth(480)
        self.name.setFocus()

    def _build(self) -> None:
        self.name.setPlaceholderText("As it is given when a request is sent out")
        self.note.setPlaceholderText("Such as the number of the contract")
        self.add_field("name", "&Name", self.name)
        self.add_field("types", "&Examination types that it takes", self.types)
        self.add_field("monthly", "&Takes a month", self.monthly)
        self.add_field("days", "T&urnaround agreed", self.days)
        self.add_field("cost", "Cost of an e&xhibit", self.cost)
        self.add_field("first", "Agreement &from", self.first)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("note", "Re&mark", self.note)
        self.close_up()

    def value(self) -> Provider:
        was, days = self.one, optional_number(self.days)
        made = Provider(
            name=self.name.text().strip(),
            types=self.types.codes(),
            monthly_items=self.monthly.number(),
            turnaround_days=(
                None if days is None else whole_number(self.days, "the turnaround")
            ),
            item_cost=optional_number(self.cost),
            valid_from=day_of(self.first),
            valid_to=self.ends.day(),
            note=self.note.text().strip(),
        )
        return made if was is None else replace(made, uid=was.uid, version=was.version)

    def place_of(self, error: AppError) -> str:
        text = error.message
        return next((place for words, place in _PROVIDER if words in text), "")


class SendingDialog(Form):
    """Takes what came of one sending: items, invoice, defects."""

    def __init__(self, parent: QWidget, sent: Sent) -> None:
        super().__init__(parent, f"What came of {sent.request.reference}", "&Save")
        self.sent = sent
        was = sent.sending
        back = f", back on {day_text(sent.back_on)}" if sent.back_on else ", not back"
        provider = sent.request.provider or "a provider that was not recorded"
        self.about = caption(f"Sent to {provider} on {day_text(sent.sent_on)}{back}.")
        self.items = NumberField(sent.items, 1e6, "exhibits", of="items sent")
        self.cost = NumberField(0, 1e12, "£", of="pounds")
        clear(self.cost, was.cost if was else None, "None yet")
        self.defects = NumberField(
            was.defects if was else 0, 1e6, "exhibits", of="defective items"
        )
        self.note = QLineEdit(was.note if was else "")
        self.note.setPlaceholderText("Such as what was wrong")
        self.rows.addRow(self.about)
        self.add_field("items", "&Sent", self.items)
        self.add_field("cost", "&Invoice", self.cost)
        self.add_field("defects", "&Defective or sent back", self.defects)
        self.add_field("note", "Re&mark", self.note)
        self.close_up()
        self.setMinimumWidth(420)
        self.cost.edit.setFocus()

    def value(self) -> Sending:
        was = self.sent.sending
        made = Sending(
            request=self.sent.request.uid,
            sent_on=self.sent.sent_on,
            items=whole_number(self.items, "how many items were sent"),
            cost=optional_number(self.cost),
            defects=whole_number(self.defects, "how many were defective"),
            note=self.note.text().strip(),
        )
        return made if was is None else replace(made, uid=was.uid, version=was.version)

    def place_of(self, error: AppError) -> str:
        text = error.message
        return next((place for words, place in _SENDING if words in text), "")
