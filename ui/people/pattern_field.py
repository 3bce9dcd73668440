"""The working hours of a person: what holds from which day on, and hours by day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import CapacityError
from app.reports.chart import day_text, number_text
from app.workforce.examiner import WorkingPattern, holds_on
from app.workforce.pattern import DAYS, week_words, with_change, without
from ui.controls.button import button
from ui.controls.form import NumberField, day_field, day_of
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView
from ui.people.wording import contract_text
from ui.style import present_look

HINT = (
    "Other hours hold from the day given: what was before stays as it was. To put the"
    " past right, give the day from which these hours held."
)
SHOWN = 3
"""Patterns that are in sight without scrolling."""


class HoursField(QWidget):
    """Hours of Monday to Sunday, and what they come to."""

    edited = Signal()

    def __init__(self, hours: Sequence[float], full_time: float) -> None:
        super().__init__()
        self._full_time = full_time
        self.days = [NumberField(one, 24) for one in hours]
        self.total = caption()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(1)
        for place, (day, field) in enumerate(zip(DAYS, self.days, strict=True)):
            field.say(f"Hours on {day}")
            layout.addWidget(caption(day), 0, place)
            layout.addWidget(field, 1, place)
            field.edited.connect(self._show_total)
            field.edited.connect(self.edited)
        layout.addWidget(self.total, 2, 0, 1, 7)
        self.setFocusProxy(self.days[0])
        self._show_total()

    def hours(self) -> tuple[float, ...]:
        """Return the hours from Monday.

        Raises:
            CapacityError: One is no number from 0 to 24.
        """
        return tuple(field.number() for field in self.days)

    def set_hours(self, hours: Sequence[float]) -> None:
        """Put hours into the fields without telling."""
        self.blockSignals(True)
        for field, one in zip(self.days, hours, strict=True):
            field.set_number(one)
        self.blockSignals(False)
        self._show_total()

    @Slot()
    def _show_total(self) -> None:
        try:
            total = sum(self.hours())
        except CapacityError as error:
            self.total.setText(str(error))
            return
        share = number_text(total / self._full_time, 2)
        self.total.setText(f"{number_text(total, 2)} h a week, {share} FTE")


class PatternField(QWidget):
    """The list of working patterns, and a week to change from a day on."""

    def __init__(
        self, patterns: Sequence[WorkingPattern], begins: date, *, today: date,
        full_time: float,
    ) -> None:  # fmt: skip
        """Make the field.

        Args:
            patterns: What is recorded of the person; empty for a new one.
            begins: First day of a person without a pattern.
            today: Day from which other hours hold unless another is given.
            full_time: Weekly hours of a full-time contract.
        """
        super().__init__()
        self._kept, self._today, self._full_time = tuple(patterns), today, full_time
        self._loaded = _present(self._kept, today)
        self._is_edited = self._is_day_given = False
        usual = (round(full_time / 5, 2),) * 5 + (0.0, 0.0)
        loaded = self._loaded
        self.week = HoursField(loaded.hours if loaded else usual, full_time)
        self.from_day = day_field(loaded.valid_from if loaded else begins)
        self.from_day.setAccessibleName("Hours hold from")
        self.rows: Rows[WorkingPattern] = Rows(self._columns())
        self.view = RowsView(self.rows, "Working patterns")
        self.remove = button("Remo&ve", "bin")
        self.remove.setToolTip("Take the chosen hours away; those before go on instead")
        self._build()
        self._show_rows()

    def _build(self) -> None:
        look = present_look()
        self.view.setMinimumHeight(look.row_height * (SHOWN + 1))
        self.view.setMaximumHeight(look.row_height * (SHOWN + 2))
        day = QHBoxLayout()
        words = QLabel("These hours hol&d from")
        words.setBuddy(self.from_day)
        day.addWidget(words)
        day.addWidget(self.from_day, 1)
        day.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.week)
        layout.addLayout(day)
        layout.addWidget(caption(HINT))
        layout.addWidget(self.view, 1)
        self.view.setVisible(bool(self._kept))
        self.remove.setVisible(bool(self._kept))
        self.setFocusProxy(self.week)
        self.week.edited.connect(self._note_edit)
        self.from_day.dateChanged.connect(self._note_day)
        self.view.clicked.connect(self._load_chosen)
        self.view.activated.connect(self._load_chosen)
        self.remove.clicked.connect(self._remove_chosen)

    def _columns(self) -> tuple[Column[WorkingPattern], ...]:
        return (
            Column(title="From", width=104, show=lambda one: day_text(one.valid_from)),
            Column(title="Until", width=104,
                   show=lambda one: day_text(one.valid_to) if one.valid_to else "open"),
            Column(title="Week", show=lambda one: week_words(one.hours) or "no hours"),
            Column(title="Contract", width=128,
                   show=lambda one: contract_text(one, self._full_time)),
        )  # fmt: skip

    def patterns(self) -> tuple[WorkingPattern, ...]:
        """Return all the working patterns as they are to be.

        Raises:
            CapacityError: Hours are no number from 0 to 24 a day, or there are none.
        """
        hours = self.week.hours()
        if not self._is_edited and self._kept:
            return self._kept
        if not sum(hours):
            raise CapacityError(
                "Nobody works no hours.", remedy="Give hours for a day."
            )
        begin = day_of(self.from_day)
        new = WorkingPattern(person="", valid_from=begin, hours=hours)
        return with_change(self._kept, new)

    def follow_start(self, day: date) -> None:
        """Let the hours of a new person begin with the time in post."""
        if not self._kept:
            self.from_day.setDate(day_field(day).date())

    @Slot()
    def _note_edit(self) -> None:
        """Let other hours begin today rather than in the past."""
        loaded = self._loaded
        is_first = not self._is_edited
        self._is_edited = True
        is_past = loaded is not None and loaded.valid_from < self._today
        if is_first and is_past and not self._is_day_given:
            self.from_day.setDate(day_field(self._today).date())
        self._show_rows()

    @Slot()
    def _note_day(self) -> None:
        loaded = self._loaded
        self._is_day_given = loaded is None or (
            day_of(self.from_day) != loaded.valid_from
        )
        self._is_edited = self._is_edited or self._is_day_given
        self._show_rows()

    def _show_rows(self) -> None:
        """Show what the patterns come to with what is typed."""
        try:
            every = self.patterns()
        except CapacityError:
            return
        self.rows.show_values(every)
        self.view.fit()
        begin = day_of(self.from_day)
        for row, one in enumerate(every):
            if one.valid_from == begin:
                self.view.selectRow(row)
        self.view.setVisible(bool(self._kept))
        self.remove.setVisible(len(every) > 1)

    @Slot()
    def _load_chosen(self) -> None:
        """Put the hours of the chosen row into the week; what was typed is kept."""
        one = self.view.chosen()
        if one is None:
            return
        if self._is_edited:
            try:
                self._kept = self.patterns()
            except CapacityError:
                return
        self._load(one)

    def _load(self, one: WorkingPattern) -> None:
        self._loaded, self._is_edited, self._is_day_given = one, False, False
        self.from_day.blockSignals(True)
        self.from_day.setDate(day_field(one.valid_from).date())
        self.from_day.blockSignals(False)
        self.week.set_hours(one.hours)
        self._show_rows()

    @Slot()
    def _remove_chosen(self) -> None:
        one = self.view.chosen()
        if one is None or len(self.rows.values()) < 2:
            return
        self._kept = without(self.rows.values(), one)
        left = _present(self._kept, self._today)
        if left is not None:
            self._load(left)


def _present(patterns: Sequence[WorkingPattern], day: date) -> WorkingPattern | None:
    """Return the pattern that holds on a day, else the next, else the last."""
    for one in patterns:
        if holds_on(one.valid_from, one.valid_to, day) or one.valid_from > day:
            return one
    return patterns[-1] if patterns else None
