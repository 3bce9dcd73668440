"""The form for one accused on one charge, with the days from which limits run."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.casework.proceeding import DAY_LABELS, Proceeding
from app.casework.working_time import day_words
from app.errors import AppError
from app.rules.clock import (
    EVENTS,
    PROSECUTOR,
    Limit,
    RuleSet,
    governing_of,
    limits_of,
)
from ui.controls.clock_words import PROMISE, left_words
from ui.controls.form import Form, OptionalDay, choice
from ui.controls.label import caption
from ui.style import present_look

Terms = list[tuple[str, str]]

LABELS = {
    "offence_on": "&Offence",
    "appearance_on": "First a&ppearance",
    "petition_on": "First appearance on pe&tition",
    "committal_on": "Committal for e&xamination",
    "full_committal_on": "&Full committal",
    "limit_on": "&Day given by the prosecutor",
    "ended_on": "Proceedings e&nded",
}
LONGEST = 200
"""Characters that a reference or a charge can have."""


class ProceedingDialog(Form):
    """Adds or changes one accused and charge; ``wanted`` has the ``Proceeding``."""

    def __init__(
        self,
        parent: QWidget,
        proceeding: Proceeding,
        rules: RuleSet,
        custody: Terms,
        today: date,
    ) -> None:
        """Make the form.

        Args:
            parent: The page.
            proceeding: What is known; one without a uid is added, else changed.
            rules: The rules of the region, for steps taken and for what follows.
            custody: Codes and labels of the custody or court status.
            today: The day on which it is typed.
        """
        is_new = not proceeding.uid
        title = "Add an accused" if is_new else f"Edit {proceeding.accused}"
        super().__init__(parent, title, "&Add" if is_new else "&Save")
        self._before, self._rules, self._today = proceeding, rules, today
        self.accused = _line(proceeding.accused, "A1; never a name")
        self.charge = _line(proceeding.charge, "Charge 1")
        self.custody = choice(
            [("", "Not recorded"), *custody], proceeding.custody or ""
        )
        self.source = _line(proceeding.limit_source, "Letter of 1 May")
        self.days = {
            name: OptionalDay("On", getattr(proceeding, name), today) for name in LABELS
        }
        self.steps = Steps(rules, proceeding)
        self.follows = caption()
        self._build()
        self._listen()
        self.setMinimumWidth(820)
        self._show_what_follows()

    def _build(self) -> None:
        self.add_field("accused", "&Reference of the accused", self.accused)
        self.add_field("charge", "C&harge", self.charge)
        self.add_field("custody", "C&ustody or court status", self.custody)
        for name in EVENTS:
            self._add_day(name)
        self._add_day("limit_on")
        self.add_field("limit_source", "&Who gave it", self.source)
        self._add_day("ended_on")
        self.paper.removeItem(self.rows)
        self.rows.setParent(None)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(self.rows, 1)
        across.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignTop)
        self.paper.addLayout(across)
        self.paper.addWidget(self.follows)
        self.close_up()

    def _add_day(self, name: str) -> None:
        self.add_field(name, LABELS[name], self.days[name])
        self.days[name].edit.setAccessibleName(f"Day of {DAY_LABELS[name]}")

    def _listen(self) -> None:
        for line in (self.accused, self.charge):
            line.textChanged.connect(self._show_what_follows)
        for day in self.days.values():
            day.changed.connect(self._show_what_follows)
        self.custody.currentIndexChanged.connect(self._show_what_follows)
        for box in self.steps.boxes.values():
            box.toggled.connect(self._show_what_follows)

    def value(self) -> Proceeding:
        before = self._before
        return Proceeding(
            uid=before.uid,
            version=before.version,
            request=before.request,
            accused=self.accused.text().strip(),
            charge=self.charge.text().strip() or None,
            custody=self.custody.currentData() or None,
            limit_source=self.source.text().strip() or None,
            met=self.steps.taken(before.met),
            **{name: day.day() for name, day in self.days.items()},
        )

    def place_of(self, error: AppError) -> str:
        text = error.message
        if "reference of the accused" in text:
            return "accused"
        found = {text.find(label): name for name, label in DAY_LABELS.items()}
        return next((found[at] for at in sorted(found) if at >= 0), "")

    @Slot()
    def _show_what_follows(self) -> None:
        """Say which limit would govern, as far as what is typed makes sense."""
        try:
            typed = self.value()
        except AppError:
            self.follows.setText("")
            return
        limits = limits_of(typed, self._rules)
        self.steps.show_steps(limits)
        first = governing_of(limits, self._today)
        if first is None:
            words = "No limit runs by what is recorded here."
        else:
            left = left_words(first, self._today)
            words = f"Governs: {first.label}, {day_words(first.day)}, {left}."
        self.follows.setText(f"{words} {PROMISE}")


class Steps(QWidget):
    """A box for each limit that runs: was its step taken in time?"""

    def __init__(self, rules: RuleSet, proceeding: Proceeding) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(QLabel("Steps taken in time"))
        self.nothing = caption("Steps appear here when a limit runs.")
        self.nothing.setMinimumWidth(present_look().pixels(260))
        down.addWidget(self.nothing)
        asked = (one for one in rules.rules if one.is_used and not one.met_by)
        names = {one.id: one.label for one in asked}
        names[PROSECUTOR] = "What the prosecutor asked for"
        self.boxes: dict[str, QCheckBox] = {}
        for rule, name in names.items():
            self.boxes[rule] = QCheckBox(name)
            self.boxes[rule].setChecked(rule in proceeding.met)
            down.addWidget(self.boxes[rule])
        down.addStretch(1)

    def show_steps(self, limits: Sequence[Limit]) -> None:
        """Show the boxes of these limits, and those that are ticked."""
        shown = {one.rule.id if one.rule else PROSECUTOR for one in limits}
        for rule, box in self.boxes.items():
            box.setVisible(rule in shown or box.isChecked())
        self.nothing.setVisible(all(box.isHidden() for box in self.boxes.values()))

    def taken(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rules whose step was taken; those not shown stay as before."""
        unseen = {rule for rule in before if rule not in self.boxes}
        ticked = {rule for rule, box in self.boxes.items() if box.isChecked()}
        return tuple(sorted(unseen | ticked))


def _line(text: str | None, example: str) -> QLineEdit:
    made = QLineEdit(text or "")
    made.setMaxLength(LONGEST)
    made.setPlaceholderText(example)
    return made
