"""The forms for time that people cannot give to casework."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.workforce.absence import PART_KINDS, Absence, Abstraction
from ui.controls.button import Choice
from ui.controls.form import Form, NumberField, OptionalDay, choice, day_field, day_of

Terms = list[tuple[str, str]]
EVERYONE = ""


class AbsenceDialog(Form):
    """Adds an absence of one person."""

    def __init__(
        self, parent: QWidget, people: Terms, kinds: Terms, taken: str, today: date
    ) -> None:
        super().__init__(parent, "Add an absence", "&Add")
        self.person = choice(people, taken)
        self.kind = choice(kinds)
        self.first = day_field(today)
        self.last = day_field(today)
        self.extent = Choice(("Whole days", "Hours a day"), "How much of each day")
        self.hours = NumberField(3.5, 24, "h a day")
        self.share = NumberField(50, 100, "% of the hours kept")
        self.add_field("person", "&Who", self.person)
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("first", "&First day", self.first)
        self.add_field("last", "&Last day", self.last)
        self.add_field("extent", "E&xtent", self.extent)
        self.add_field("hours", "H&ours", self.hours)
        self.add_field("share", "&Share", self.share)
        self.close_up()
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.extent.chosen.connect(self._show_fields)
        self.first.dateChanged.connect(self._follow_first)
        self.setMinimumWidth(440)
        self._show_fields()

    @property
    def is_part(self) -> bool:
        """Whether the kind keeps a share of the hours."""
        return self.kind.currentData() in PART_KINDS

    def value(self) -> Absence:
        in_hours = not self.is_part and self.extent.position == 1
        return Absence(
            person=self.person.currentData(),
            kind=self.kind.currentData(),
            first_on=day_of(self.first),
            last_on=day_of(self.last),
            hours_per_day=self.hours.number() if in_hours else None,
            share_kept=self.share.number() / 100 if self.is_part else None,
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "ends on" in text:
            return "last"
        if "away already" in text or "in post" in text:
            return "first"
        return "hours" if "hours" in text else ""

    @Slot()
    def _show_fields(self) -> None:
        self.show_row(self.extent, not self.is_part)
        in_hours = not self.is_part and self.extent.position == 1
        self.show_row(self.hours, in_hours)
        self.show_row(self.share, self.is_part)

    @Slot()
    def _follow_first(self) -> None:
        if day_of(self.last) < day_of(self.first):
            self.last.setDate(self.first.date())


class AbstractionDialog(Form):
    """Adds time that regularly goes to other work, of one person or of everyone."""

    def __init__(
        self, parent: QWidget, people: Terms, kinds: Terms, taken: str, today: date
    ) -> None:
        super().__init__(parent, "Add other work", "&Add")
        everyone = (EVERYONE, "Everyone whose hours are counted")
        self.person = choice([everyone, *people], taken)
        self.kind = choice(kinds)
        self.first = day_field(today)
        self.ends = OptionalDay("Ends on", None, today)
        self.amount = Choice(("Hours a week", "Share"), "Hours or a share")
        self.hours = NumberField(2, 7 * 24, "h a week")
        self.share = NumberField(10, 100, "% of the hours left")
        self.add_field("person", "&Who", self.person)
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("first", "&From", self.first)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("amount", "A&mount", self.amount)
        self.add_field("hours", "H&ours", self.hours)
        self.add_field("share", "&Share", self.share)
        self.close_up()
        self.amount.chosen.connect(self._show_fields)
        self.setMinimumWidth(440)
        self._show_fields()

    def value(self) -> Abstraction:
        in_hours = self.amount.position == 0
        return Abstraction(
            person=self.person.currentData() or None,
            kind=self.kind.currentData(),
            valid_from=day_of(self.first),
            valid_to=self.ends.day(),
            weekly_hours=self.hours.number() if in_hours else None,
            share=None if in_hours else self.share.number() / 100,
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "ends on" in text:
            return "ends"
        return "hours" if "hours" in text else ""

    @Slot()
    def _show_fields(self) -> None:
        in_hours = self.amount.position == 0
        self.show_row(self.hours, in_hours)
        self.show_row(self.share, not in_hours)
