"""The form for time that regularly goes to other work."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.workforce.absence import Abstraction
from ui.controls.button import Choice
from ui.controls.form import Form, NumberField, OptionalDay, choice, day_field, day_of
from ui.controls.phased_steps import ShareField

Terms = list[tuple[str, str]]
EVERYONE = ""


class AbstractionDialog(Form):
    """Adds or changes standing time on other work, of one person or of everyone."""

    def __init__(
        self,
        parent: QWidget,
        people: Terms,
        kinds: Terms,
        today: date,
        changed: Abstraction | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            people: Uids and names of the people to choose from.
            kinds: Codes and labels of the kinds of other work.
            today: The day on which something new begins.
            changed: What is changed; None for something new.
        """
        title = "Change other work" if changed else "Add regular other work"
        super().__init__(parent, title, "Sa&ve" if changed else "&Add")
        self._changed = changed
        everyone = (EVERYONE, "Everyone whose hours are counted")
        self.person = choice([everyone, *people], (changed and changed.person) or "")
        self.kind = choice(kinds, changed.kind if changed else "")
        self.first = day_field(changed.valid_from if changed else today)
        self.ends = OptionalDay("Ends on", changed.valid_to if changed else None, today)
        self.amount = Choice(("Hours a week", "Share"), "Hours or a share")
        self.hours = NumberField(2, 7 * 24, "h a week")
        self.share = ShareField(10, "% of the hours left")
        if changed is not None:
            self._fill(changed)
        self.add_field("person", "&Who", self.person)
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("first", "&From", self.first)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("amount", "A&mount", self.amount)
        self.add_field("hours", "&Hours", self.hours)
        self.add_field("share", "&Share", self.share)
        self.close_up()
        self.amount.chosen.connect(self._show_fields)
        self.setMinimumWidth(440)
        self._show_fields()

    def _fill(self, changed: Abstraction) -> None:
        if changed.share is not None:
            self.amount.choose(1)
            self.share.set_number(round(changed.share * 100, 4))
        elif changed.weekly_hours is not None:
            self.hours.set_number(changed.weekly_hours)

    def value(self) -> Abstraction:
        in_hours = self.amount.position == 0
        return Abstraction(
            uid=self._changed.uid if self._changed else "",
            version=self._changed.version if self._changed else 1,
            person=self.person.currentData() or None,
            kind=self.kind.currentData(),
            valid_from=day_of(self.first),
            valid_to=self.ends.day(),
            weekly_hours=self.hours.number() if in_hours else None,
            share=None if in_hours else self.share.share(),
        )

    def place_of(self, error: AppError) -> str:
        text = error.message
        if "ends on" in text:
            return "ends"
        if "share" in text:
            return "share"
        return "hours" if "hours" in text else ""

    @Slot()
    def _show_fields(self) -> None:
        in_hours = self.amount.position == 0
        self.show_row(self.hours, in_hours)
        self.show_row(self.share, not in_hours)
