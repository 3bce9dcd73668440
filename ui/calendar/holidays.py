"""Public holidays: those that are shipped, and what the unit made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.casework.working_time import Holidays
from app.errors import AppError, CapacityError
from ui.controls.form import Form, day_field, day_of

REGIONS = {"scotland": "Scotland", "england_and_wales": "England and Wales"}
"""The calendars that are shipped, and what they are called."""

YEARS = 3
"""Years after that of the day whose public holidays are listed, besides that year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRow:
    """One day of the list.

    Attributes:
        day: The day.
        name: What it is called.
        state: Where it comes from, and whether it is free, in words.
        is_free: Whether the unit does not work on it.
        is_changed: Whether the unit changed what is shipped.
    """

    day: date
    name: str
    state: str
    is_free: bool = True
    is_changed: bool = False


def holiday_rows(
    shipped: Holidays, unit: Holidays | None, first: date
) -> list[HolidayRow]:
    """Return the holidays of a region from a day to the end of the third year after.

    Args:
        shipped: As they come with the program.
        unit: As the unit has them; None for a region that is not the unit's.
        first: The day.
    """
    last = date(first.year + YEARS, 12, 31)
    days = shipped.days | (unit.days if unit else frozenset())
    return [_row(day, shipped, unit) for day in sorted(days) if first <= day <= last]


def _row(day: date, shipped: Holidays, unit: Holidays | None) -> HolidayRow:
    name = shipped.names.get(day, "")
    if unit is None:
        return HolidayRow(day=day, name=name, state="As shipped; not this unit's")
    if day not in unit:
        state = "Taken out: the unit works on it"
        return HolidayRow(
            day=day, name=name, state=state, is_free=False, is_changed=True
        )
    own = unit.names.get(day, name)
    if day not in shipped:
        return HolidayRow(day=day, name=own, state="Added by the unit", is_changed=True)
    return HolidayRow(day=day, name=own, state="As shipped")


class HolidayDialog(Form):
    """Adds a holiday of the unit's own, such as a local one."""

    def __init__(self, parent: QWidget, day: date, taken: Sequence[date]) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            day: The day to begin with.
            taken: Days that are holidays already.
        """
        super().__init__(parent, "Add a local holiday", "&Add")
        self._taken = frozenset(taken)
        self.day, self.name = day_field(day), QLineEdit()
        self.name.setPlaceholderText("Such as Glasgow Fair Monday")
        self.add_field("day", "&Day", self.day)
        self.add_field("name", "&Name", self.name)
        self.close_up()
        self.setMinimumWidth(400)

    def value(self) -> HolidayRow:
        day, name = day_of(self.day), self.name.text().strip()
        if day in self._taken:
            raise CapacityError(
                "That day is a public holiday already.", remedy="Choose another day."
            )
        if not name:
            raise CapacityError(
                "A public holiday needs a name.", remedy="Say what it is called."
            )
        return HolidayRow(day=day, name=name, state="")

    def place_of(self, error: AppError) -> str:
        return "name" if "name" in error.message else "day"
