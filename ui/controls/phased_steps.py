"""The steps of a phased return: how many weeks at which share of the hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import CapacityError
from app.reports.chart import day_text
from ui.controls.button import link
from ui.controls.form import NumberField
from ui.controls.label import caption

USUAL = ((2, 40), (2, 60), (2, 80))
"""Weeks and percent kept that are proposed."""

MOST = 8
"""How many steps there may be."""

MOST_WEEKS = 52
"""How many weeks a step may last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days on which a share of the hours is kept.

    Attributes:
        first_on: First day.
        last_on: Last day, included.
        share: Share of the hours kept, 0 to 1.
    """

    first_on: date
    last_on: date
    share: float


class ShareField(NumberField):
    """A share to type, in percent."""

    def __init__(self, percent: float, unit: str) -> None:
        super().__init__(percent, 100, unit)

    def share(self) -> float:
        """Return what was typed, 0 to 1.

        Raises:
            CapacityError: It is no share.
        """
        try:
            return self.number() / 100
        except CapacityError as error:
            raise CapacityError(
                f"“{self.edit.text()}” is not a share of the hours that can be.",
                remedy="Give a share from 0 to 100 %.",
            ) from error


class PhasedSteps(QWidget):
    """A few steps, one after the other; a step of no weeks is passed over."""

    edited = Signal()

    def __init__(self, first: date) -> None:
        super().__init__()
        self._first = first
        self.steps: list[tuple[NumberField, ShareField]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._ends = caption()
        self._ends.setWordWrap(False)
        self.more = link("Another step")
        self.more.clicked.connect(self._add_step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._list)
        below = QHBoxLayout()
        below.addWidget(self._ends, 1)
        below.addWidget(self.more)
        layout.addLayout(below)
        for weeks, percent in USUAL:
            self._add(weeks, percent)
        self.setFocusProxy(self.steps[0][0])
        self._say_end()

    def begin(self, first: date) -> None:
        """Let the first step begin on a day."""
        self._first = first
        self._say_end()

    def stretches(self) -> Sequence[Stretch]:
        """Return the days of each step.

        Raises:
            CapacityError: Weeks or shares cannot be, or there is no step.
        """
        found, first = [], self._first
        for weeks, share in self.steps:
            days = round(_weeks(weeks) * 7)
            if not days:
                continue
            last = first + timedelta(days=days - 1)
            found.append(Stretch(first_on=first, last_on=last, share=share.share()))
            first = last + timedelta(days=1)
        if not found:
            raise CapacityError(
                "A phased return needs at least one step.",
                remedy="Give weeks and a share of the hours.",
            )
        return found

    def _add(self, weeks: float, percent: float) -> None:
        step = (NumberField(weeks, MOST_WEEKS, "weeks at"), ShareField(percent, "%"))
        number = len(self.steps) + 1
        step[0].say(f"Weeks of step {number}")
        step[1].say(f"Share kept in step {number}, percent")
        row = QHBoxLayout()
        row.addWidget(QLabel(f"{number}."))
        row.addWidget(step[0], 1)
        row.addWidget(step[1], 1)
        self._list.addLayout(row)
        for field in step:
            field.edited.connect(self._say_end)
        self.steps.append(step)
        self.more.setVisible(len(self.steps) < MOST)

    @Slot()
    def _add_step(self) -> None:
        self._add(2, 90)
        self.steps[-1][0].setFocus()
        self._say_end()

    @Slot()
    def _say_end(self) -> None:
        try:
            last = self.stretches()[-1].last_on
        except CapacityError:
            self._ends.setText("")
        else:
            self._ends.setText(f"Full hours from {day_text(last + timedelta(days=1))}")
        self.edited.emit()


def _weeks(field: NumberField) -> float:
    try:
        return field.number()
    except CapacityError as error:
        raise CapacityError(
            f"“{field.edit.text()}” is not a number of weeks that can be.",
            remedy=f"Give from 0 to {MOST_WEEKS} weeks.",
        ) from error
