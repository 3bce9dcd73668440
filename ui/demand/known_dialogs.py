"""The forms for what is known of coming demand: figures, operations, change points."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.casework.outlook import (
    MONTH,
    MOST_EXTRA,
    MOST_VALUE,
    MOST_WEEKS,
    QUARTER,
    ChangePoint,
    DriverValue,
    ExtraUnit,
    OperationPlan,
)
from app.errors import AppError
from app.measures.year import quarter_of
from app.reports.chart import Period, day_text
from app.reports.driver_chart import amount_words
from ui.controls.button import Choice
from ui.controls.form import Form, NumberField, choice, day_field, day_of
from ui.controls.label import caption
from ui.controls.whole_number import whole_number

Terms = list[tuple[str, str]]
USUAL: tuple[str, str] = ("", "As usual")
"""The choice of the unit's usual mix."""

LENGTHS = (QUARTER, MONTH)
UNITS = (ExtraUnit.REQUESTS, ExtraUnit.EXHIBITS)


class DriverDialog(Form):
    """Takes one published figure of a driver series."""

    def __init__(
        self,
        parent: QWidget,
        names: Sequence[str],
        today: date,
        latest: DriverValue | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            names: Series that there are.
            today: The present day of the unit.
            latest: The last value of the series shown, which the next one follows.
        """
        super().__init__(parent, "Enter a published figure", "&Enter")
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(list(names))
        self.name.setCurrentText(latest.name if latest else "")
        self.length = Choice(("Quarter", "Month"), "What the figure stands for")
        self.length.choose(LENGTHS.index(latest.months) if latest else 0)
        after = latest.last_on if latest else quarter_of(today).first
        self.day = day_field(min(date.fromordinal(after.toordinal() + 1), today))
        self.number = NumberField(0, MOST_VALUE, of="records")
        self.number.edit.clear()
        self.source = QLineEdit(latest.source if latest else "")
        self.words = caption()
        self._build()
        self.length.chosen.connect(self._show_period)
        self.day.dateChanged.connect(self._show_period)
        self._show_period()
        self.setMinimumWidth(480)

    def _build(self) -> None:
        edit = self.name.lineEdit()
        if edit is not None:
            edit.setPlaceholderText("Such as Indecent images, recorded crimes")
        self.source.setPlaceholderText("Where it was published; may stay empty")
        self.add_field("name", "&Series", self.name)
        self.add_field("length", "Figure of a", self.length)
        self.add_field("day", "&Day in it", self.day)
        self.rows.addRow("", self.words)
        self.add_field("number", "&Recorded", self.number)
        self.add_field("source", "S&ource", self.source)
        self.close_up()

    def value(self) -> tuple[DriverValue, ...]:
        if not self.number.edit.text().strip():
            raise AppError(
                "The figure is missing.",
                remedy="Give how many were recorded; 0 is one.",
            )
        return (
            DriverValue(
                name=self.name.currentText().strip(),
                first_on=self.first_on(),
                months=LENGTHS[self.length.position],
                value=self.number.number(),
                source=self.source.text().strip(),
            ),
        )

    def first_on(self) -> date:
        """Return the first day of the month or quarter that the day lies in."""
        day = day_of(self.day)
        is_quarter = LENGTHS[self.length.position] == QUARTER
        return quarter_of(day).first if is_quarter else day.replace(day=1)

    def place_of(self, error: AppError) -> str:
        places = {"needs a name": "name", "figure is missing": "number",
                  "number of records": "number"}  # fmt: skip
        return _found(places, error)

    @Slot()
    def _show_period(self) -> None:
        periods = (Period.QUARTER, Period.MONTH)
        words = day_text(self.first_on(), periods[self.length.position])
        self.words.setText(f"The figure of {words}; one that is there is replaced.")


class OperationDialog(Form):
    """Plans an operation or a campaign, or changes one."""

    def __init__(
        self,
        parent: QWidget,
        terms: Mapping[str, Terms],
        today: date,
        plan: OperationPlan | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            terms: Codes and labels of divisions, offences, types and priorities, by
                the name of the field.
            today: The present day of the unit.
            plan: What is changed; None to add.
        """
        title = "Plan an operation" if plan is None else f"Change {plan.name}"
        super().__init__(parent, title, "&Add" if plan is None else "&Save")
        self.plan = plan
        self.name = QLineEdit(plan.name if plan else "")
        self.first = day_field(plan.first_on if plan else today)
        self.weeks = NumberField(plan.weeks if plan else 4, MOST_WEEKS, of="weeks")
        self.extra = NumberField(
            plan.extra if plan else 5, MOST_EXTRA, of="requests or exhibits"
        )
        self.unit = Choice(("Requests", "Exhibits"), "What the addition counts")
        self.unit.choose(UNITS.index(plan.unit) if plan else 0)
        self.parts = {
            field: choice([USUAL, *codes], getattr(plan, field) if plan else "")
            for field, codes in terms.items()
        }
        self.note = QLineEdit(plan.note if plan else "")
        self.sum = caption()
        self._build()
        for number in (self.weeks, self.extra):
            number.edited.connect(self._show_sum)
        self.unit.chosen.connect(self._show_sum)
        self.first.dateChanged.connect(self._show_sum)
        self._show_sum()
        self.setMinimumWidth(480)
        self.name.setFocus()

    def _build(self) -> None:
        self.name.setPlaceholderText("Such as Operation Alder; no names of people")
        self.note.setPlaceholderText("What else to know; may stay empty")
        self.add_field("name", "&Name", self.name)
        self.add_field("first", "&First day", self.first)
        self.add_field("weeks", "&Weeks", self.weeks)
        self.add_field("extra", "&More a week", self.extra)
        self.add_field("unit", "Counted in", self.unit)
        self.rows.addRow("", self.sum)
        labels = {
            "division": "&Division",
            "offence": "&Offence category",
            "examination_type": "Examination t&ype",
            "priority": "&Priority",
        }
        for field, box in self.parts.items():
            self.add_field(field, labels[field], box)
        self.add_field("note", "Remar&k", self.note)
        self.close_up()

    def value(self) -> OperationPlan:
        made, was = self._made(self.name.text().strip()), self.plan
        return made if was is None else replace(made, uid=was.uid, version=was.version)

    def _made(self, name: str) -> OperationPlan:
        return OperationPlan(
            name=name,
            first_on=day_of(self.first),
            weeks=whole_number(self.weeks, "how many weeks it lasts"),
            extra=self.extra.number(),
            unit=UNITS[self.unit.position],
            note=self.note.text().strip(),
            division=self._code("division"),
            offence=self._code("offence"),
            examination_type=self._code("examination_type"),
            priority=self._code("priority"),
        )

    def _code(self, field: str) -> str:
        return str(self.parts[field].currentData() or "")

    def place_of(self, error: AppError) -> str:
        places = {"needs a name": "name", "cannot last": "weeks", "weeks": "weeks",
                  "brings": "extra", "requests or exhibits": "extra",
                  "whole number": "weeks"}  # fmt: skip
        return _found(places, error)

    @Slot()
    def _show_sum(self) -> None:
        """Say what it brings in all, and until when."""
        try:
            plan = self._made("It")
        except AppError:
            self.sum.setText("")
            return
        total = amount_words(plan.total, plan.unit)
        self.sum.setText(f"Together {total} more, until {day_text(plan.last_on)}.")


class ChangeDialog(Form):
    """Marks a day from which demand is another, or corrects one."""

    def __init__(
        self,
        parent: QWidget,
        day: date,
        change: ChangePoint | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            day: The day to begin with.
            change: What is corrected; None to add.
        """
        title = "Mark a change point" if change is None else "Correct a change point"
        super().__init__(parent, title, "&Mark" if change is None else "&Save")
        self.change = change
        self.day = day_field(change.day if change else day)
        self.words = QLineEdit(change.words if change else "")
        self.words.setPlaceholderText("Such as Kiosks opened to all divisions")
        self.add_field("day", "&From", self.day)
        self.add_field("words", "&What changed", self.words)
        text = caption(
            "The forecast finds its level anew from the week of that day; what was"
            " before counts little."
        )
        self.rows.addRow("", text)
        self.close_up()
        self.setMinimumWidth(460)
        self.words.setFocus()

    def value(self) -> ChangePoint:
        was = self.change
        made = ChangePoint(day=day_of(self.day), words=self.words.text().strip())
        return made if was is None else replace(made, uid=was.uid, version=was.version)

    def place_of(self, error: AppError) -> str:
        places = {"some words": "words", "already": "day"}
        return _found(places, error)


def _found(places: Mapping[str, str], error: AppError) -> str:
    """Return the field whose words a refusal has; empty for none."""
    text = error.message
    return next((place for words, place in places.items() if words in text), "")
