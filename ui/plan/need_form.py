"""What is to be reached, and what might be done for it, asked in a few lines."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.casework.request import Priority
from app.errors import AppError, ScenarioError
from app.scenario.goal import Goal, Means, WaitGoal
from app.scenario.levers import Joins
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.form import day_field, day_of
from ui.controls.label import caption
from ui.plan.ground import Ground
from ui.plan.lever_row import typed_number

AHEAD = timedelta(weeks=39)
"""How far after the beginning the day of the goal is, unless another is chosen."""
USUAL = "P3"
"""Priority whose target is asked for to begin with."""
USUAL_SHARE, USUAL_CERTAINTY = 80, 80


class NeedForm(Card):
    """Asks for the goal; ``wanted`` has the Goal and the Means."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._ground: Ground | None = None
        self.by = day_field(date(2026, 1, 1))
        self.by.setAccessibleName("By the day")
        self.certainty = number(str(USUAL_CERTAINTY), "Certainty in per cent")
        self.backlog = number("", "Open requests at most")
        self.days = {one: number("", f"{one} within days") for one in Priority}
        self.shares = {
            one: number(str(USUAL_SHARE), f"Share of {one} in per cent")
            for one in Priority
        }
        self.people = QCheckBox("More examiners")
        self.fte_cost = number("", "Pounds a year of one examiner")
        self.outside = QCheckBox("Outsourcing")
        self.item_cost = number("", "Pounds a request sent outside")
        self.demand = QCheckBox("Less demand")
        for box in (self.people, self.outside, self.demand):
            box.setChecked(True)
        self.find_button = button("Find o&ut", "search", is_primary=True)
        self.hint = caption(HINT)
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._lay_out()
        self.find_button.clicked.connect(self._ask)
        for line in self.findChildren(QLineEdit):
            line.returnPressed.connect(self._ask)

    def _lay_out(self) -> None:
        goal = QHBoxLayout()
        goal.setSpacing(6)
        fill(
            goal,
            *("By", self.by, "with", self.certainty, "% certainty:"),
            *("at most", self.backlog, "open requests"),
        )
        goal.addStretch(1)
        goal.addWidget(self.find_button)
        waits = QGridLayout()
        waits.setHorizontalSpacing(6)
        for place, one in enumerate(Priority):
            row, left = place // 2, 6 * (place % 2)
            parts: tuple[QWidget, ...] = (
                *(QLabel(f"{one} within"), self.days[one], QLabel("days,")),
                *(self.shares[one], QLabel("% of them")),
            )
            for offset, part in enumerate(parts):
                waits.addWidget(part, row, left + offset)
            waits.setColumnMinimumWidth(left + 5, 24)
        waits.setColumnStretch(12, 1)
        means = QHBoxLayout()
        means.setSpacing(6)
        fill(
            means,
            *("By means of", self.people, "£", self.fte_cost, "a year each"),
            *(self.outside, "£", self.item_cost, "a request", self.demand),
        )
        means.addStretch(1)
        self.body.setSpacing(8)
        for line in (goal, waits, means):
            self.body.addLayout(line)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.problem)

    def show_ground(self, ground: Ground) -> None:
        """Begin with the usual targets of the unit, once."""
        is_first = self._ground is None
        self._ground = ground
        held = [ground.skills.get(code, code) for code in ground.profile]
        if held:
            self.hint.setText(f"{HINT} New examiners hold {', '.join(held)}.")
        if not is_first:
            return
        day = ground.first_on + AHEAD
        self.by.setDate(QDate(day.year, day.month, day.day))
        for field in (*self.days.values(), self.backlog):
            field.setPlaceholderText("any")
        for one, days in zip(Priority, ground.targets, strict=False):
            if one == USUAL:
                self.days[one].setText(f"{days:g}")

    def goal(self) -> Goal:
        """Return what is to be reached.

        Raises:
            ScenarioError: It cannot be asked so.
        """
        waits = []
        for one in Priority:
            days = read(self.days[one], f"{one} within")
            if days is not None:
                share = needed(self.shares[one], f"The share of {one}")
                waits.append(WaitGoal(priority=one, days=days, share=share / 100))
        backlog = read(self.backlog, "The backlog")
        if backlog is not None and backlog != int(backlog):
            raise ScenarioError(
                "Half a request cannot be open.", remedy="Give a whole number."
            )
        by = day_of(self.by)
        if self._ground is not None and by <= self._ground.first_on:
            raise ScenarioError(
                "The day to reach it by lies before the plan begins.",
                remedy="Choose a later day.",
            )
        return Goal(
            by=by,
            waits=tuple(waits),
            backlog=None if backlog is None else int(backlog),
            certainty=needed(self.certainty, "The certainty") / 100,
        )

    def means(self) -> Means:
        """Return what might be done.

        Raises:
            ScenarioError: Nothing may be done, or a price is no number.
        """
        ground, boxes = self._ground, (self.people, self.outside, self.demand)
        if ground is None or not any(box.isChecked() for box in boxes):
            raise ScenarioError(
                "No means is ticked.",
                remedy="Tick at least one: examiners, outsourcing or less demand.",
            )
        profiles: tuple[Joins, ...] = ()
        if self.people.isChecked():
            profiles = (
                Joins(fte=1.0, skills=ground.profile, first_on=ground.first_on),
            )
        start = ground.first_on
        return Means(
            profiles=profiles,
            outsourcing_from=start if self.outside.isChecked() else None,
            demand_from=start if self.demand.isChecked() else None,
            item_cost=read(self.item_cost, "The price of a request"),
            fte_cost=read(self.fte_cost, "The price of an examiner"),
        )

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    @Slot()
    def _ask(self) -> None:
        try:
            goal, means = self.goal(), self.means()
        except AppError as error:
            self.show_problem(str(error))
            return
        self.show_problem("")
        self.wanted.emit(goal, means)


HINT = (
    "An empty field is not asked for. Each means is tried alone and together with"
    " another; the answer must hold 26 weeks beyond the day."
)


def fill(row: QHBoxLayout, *parts: str | QWidget) -> None:
    """Put words and fields side by side."""
    for part in parts:
        row.addWidget(QLabel(part) if isinstance(part, str) else part)


def number(text: str, name: str) -> QLineEdit:
    """Return a narrow field for a number."""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setProperty("slim", "true")
    made.setFixedWidth(made.fontMetrics().horizontalAdvance("0") * 9)
    return made


def read(field: QLineEdit, what: str) -> float | None:
    """Return the number in a field; None where it is empty.

    Raises:
        ScenarioError: It is no number.
    """
    text = field.text().strip()
    if not text:
        return None
    value = typed_number(text)
    if value is None:
        raise ScenarioError(f"{what}: “{text}” is no number.", remedy="Type a number.")
    return value


def needed(field: QLineEdit, what: str) -> float:
    """Return the number in a field that may not be empty.

    Raises:
        ScenarioError: There is none.
    """
    value = read(field, what)
    if value is None:
        raise ScenarioError(f"{what} is not given.", remedy="Type a number.")
    return value
