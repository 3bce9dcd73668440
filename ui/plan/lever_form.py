"""The form for one lever, made from what its kind asks for."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.casework.request import Priority
from app.errors import AppError, ScenarioError
from app.scenario.lever_work import DISCIPLINE_WORDS
from app.scenario.levers import Discipline, Lever
from ui.controls.check_list import CheckList
from ui.controls.form import (
    Form,
    NumberField,
    OptionalDay,
    choice,
    day_field,
    day_of,
)
from ui.plan.ground import Ground
from ui.plan.lever_row import typed_number
from ui.plan.lever_words import TITLES
from ui.style import present_look

EVERYBODY = "Everybody"
YEAR = timedelta(days=365)
MOST = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a fact of a lever is asked for.

    Attributes:
        label: What the form says, with its access key.
        unit: What stands behind a number.
        scale: By what a number is multiplied to be shown: 100 for per cent.
        is_whole: Whether it is a whole number.
        may_be_empty: Whether it may be left open.
    """

    label: str
    unit: str = ""
    scale: float = 1.0
    is_whole: bool = False
    may_be_empty: bool = False


NUMBERS: Mapping[str, Asked] = {
    "fte": Asked(label="&People", unit="FTE"),
    "induction_weeks": Asked(label="&Induction", unit="weeks", is_whole=True),
    "weeks": Asked(label="Du&ration", unit="weeks", is_whole=True),
    "weekly_hours": Asked(label="&Hours", unit="h a week"),
    "hour_cost": Asked(label="C&ost", unit="£ an hour", may_be_empty=True),
    "share": Asked(label="S&hare", unit="%", scale=100),
    "monthly_items": Asked(label="Re&quests", unit="a month"),
    "lead_days": Asked(label="Time to &return", unit="days", is_whole=True),
    "item_cost": Asked(label="C&ost", unit="£ a request", may_be_empty=True),
    "cost": Asked(label="C&ost", unit="£ in all", may_be_empty=True),
    "factor": Asked(label="&Effort", unit="% of today", scale=100),
    "step": Asked(label="&At once", unit="%", scale=100),
    "yearly": Asked(label="A &year", unit="%", scale=100),
    "requests": Asked(label="Re&quests", unit="in all", is_whole=True),
    "hours": Asked(label="&Hours", unit="h each", may_be_empty=True),
    "waits_out": Asked(label="&Waits at most", unit="times the target"),
}
DAYS = {"first_on": "&From", "last_on": "&Until", "on": "&Last day in post"}


class SignedField(NumberField):
    """A number that may be negative; what bounds it is the lever's to say."""

    def read(self, asked: Asked) -> float | int | None:
        """Return the number as the lever has it.

        Raises:
            ScenarioError: It is no number, or no whole one.
        """
        text = self.edit.text().strip()
        if not text and asked.may_be_empty:
            return None
        value = typed_number(text)
        name = asked.label.replace("&", "")
        if value is None:
            raise ScenarioError(
                f"{name}: “{text}” is no number.", remedy="Type one, such as 5."
            )
        if not asked.is_whole:
            return value / asked.scale
        if value != int(value):
            raise ScenarioError(f"{name}: a whole number is needed.")
        return int(value)


class LeverForm(Form):
    """Adds a lever, or changes one; ``wanted`` has the lever."""

    def __init__(
        self, parent: QWidget, kind: type, ground: Ground, lever: Lever | None = None
    ) -> None:
        title = TITLES[kind]
        super().__init__(parent, title, "&Save" if lever else "&Add")
        self._kind, self._ground = kind, ground
        self.facts: dict[str, QWidget] = {}
        self._reads: dict[str, Callable[[], Any]] = {}
        self._asked_last = ""
        for field in fields(kind):
            known = getattr(lever, field.name) if lever else _begins(field, ground)
            self._ask(field.name, known)
        self.close_up()
        self.resize(present_look().pixels(480), self.sizeHint().height())

    def value(self) -> Lever:
        """Return the lever.

        Raises:
            ScenarioError: It cannot be.
        """
        facts = {}
        for name, read in self._reads.items():
            self._asked_last = name
            facts[name] = read()
        self._asked_last = ""
        made: Lever = self._kind(**facts)
        return made

    def place_of(self, error: AppError) -> str:
        """Return the field that an error is about, if it can be told."""
        text = str(error)
        if self._asked_last:
            return self._asked_last
        for name, words in PLACES.items():
            if name in self.facts and any(word in text for word in words):
                return name
        return ""

    # ---- Fields ---------------------------------------------------------------------

    def _ask(self, name: str, known: Any) -> None:
        if name in NUMBERS:
            self._ask_number(name, known)
        elif name in DAYS:
            self._ask_day(name, known)
        elif name in ("skills", "types", "priorities"):
            self._ask_several(name, known)
        elif name == "label":
            line = QLineEdit(known or "")
            line.setMaxLength(60)
            self._add(name, "&Name", line, lambda: line.text().strip())
        else:
            self._ask_one(name, known)

    def _add(
        self, name: str, label: str, field: QWidget, read: Callable[[], Any]
    ) -> None:
        self.facts[name], self._reads[name] = field, read
        self.add_field(name, label, field)

    def _ask_number(self, name: str, known: float | None) -> None:
        asked = NUMBERS[name]
        field = SignedField(0, MOST, asked.unit)
        shown = "" if known is None else f"{round(known * asked.scale, 6):g}"
        field.edit.setText(shown)
        if asked.may_be_empty:
            field.edit.setPlaceholderText("not known")
        self._add(name, asked.label, field, lambda: field.read(asked))

    def _ask_day(self, name: str, known: date | None) -> None:
        if name == "last_on" and self._is_open():
            otherwise = self._ground.first_on + YEAR
            field = OptionalDay("Ends on", known, otherwise)
            self._add(name, DAYS[name], field, field.day)
            return
        edit = day_field(known or self._ground.first_on)
        self._add(name, DAYS[name], edit, lambda: day_of(edit))

    def _is_open(self) -> bool:
        field = next(one for one in fields(self._kind) if one.name == "last_on")
        return field.default is not MISSING

    def _ask_several(self, name: str, known: tuple[str, ...]) -> None:
        if name == "priorities":
            terms = [(one.value, one.value) for one in Priority]
            ticks = CheckList(terms, known)
            self._add(
                name,
                "P&riorities",
                ticks,
                lambda: tuple(Priority(code) for code in ticks.codes()),
            )
        else:
            names = self._ground.skills if name == "skills" else self._ground.types
            ticks = CheckList(list(names.items()), known)
            label = "S&kills" if name == "skills" else "&Types"
            self._add(name, label, ticks, ticks.codes)
        ticks.setToolTip("" if name == "skills" else "None ticked means all")

    def _ask_one(self, name: str, known: str) -> None:
        ground = self._ground
        orders = [(one.value, words) for one, words in DISCIPLINE_WORDS.items()]
        priorities = [(one.value, one.value) for one in Priority]
        people = list(ground.people.items())
        if name == "person" and known == "" and _has_default(self._kind, name):
            people = [("", EVERYBODY), *people]
        terms, label = {
            "person": (people, "&Person"),
            "skill": (list(ground.skills.items()), "S&kill"),
            "kind": (list(ground.kinds.items()), "&Kind"),
            "examination_type": (list(ground.types.items()), "&Type"),
            "priority": (priorities, "P&riority"),
            "discipline": (orders, "&Order"),
        }[name]
        box: QComboBox = choice(terms, known or "")
        self._add(name, label, box, lambda: TYPES.get(name, str)(_taken(box)))


PLACES: Mapping[str, tuple[str, ...]] = {
    "last_on": ("ends on",),
    "skills": ("skill",),
    "types": ("examination type",),
    "label": ("name",),
    "fte": ("who join",),
    "induction_weeks": ("induction",),
    "weekly_hours": ("hours a week",),
    "monthly_items": ("requests a month",),
    "lead_days": ("days to return",),
    "item_cost": ("pounds a request",),
    "hour_cost": ("pounds an hour",),
    "cost": ("pounds",),
    "hours": ("hours each",),
    "requests": ("requests",),
    "share": ("0% to 100%",),
    "yearly": ("a year",),
    "factor": ("times that",),
    "step": ("at once",),
    "weeks": ("weeks",),
}
"""Words of an error by which its field is found, the most special first."""


TYPES: Mapping[str, type] = {"priority": Priority, "discipline": Discipline}
"""What a chosen code becomes, where it is more than a text."""


def _taken(box: QComboBox) -> str:
    code = box.currentData()
    if code is None:
        raise ScenarioError("Nothing can be chosen here.", remedy="Enter it first.")
    return str(code)


def _has_default(kind: type, name: str) -> bool:
    return any(one.name == name and one.default is not MISSING for one in fields(kind))


FIRST_GUESS: Mapping[str, float] = {
    "fte": 1.0,
    "weekly_hours": 4.0,
    "share": 0.1,
    "monthly_items": 5.0,
    "requests": 20,
}
"""Where a number begins that has no usual one."""


def _begins(field: Any, ground: Ground) -> Any:
    """Return what a field of a new lever begins with."""
    if field.default is not MISSING:
        return field.default
    if field.name == "skills":
        return ground.profile
    if field.name == "last_on":
        return ground.first_on + timedelta(days=27)
    if field.name in DAYS:
        return ground.first_on
    return FIRST_GUESS.get(field.name, () if field.name == "types" else "")
