"""The form for a person: name, role, time in post, hours by weekday, skills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, CapacityError
from app.reports.chart import number_text
from app.workforce.examiner import Person, SkillHeld, WorkingPattern
from ui.controls.form import Form, NumberField, OptionalDay, choice, day_field, day_of
from ui.controls.label import caption
from ui.people.skill_grid import SkillGrid
from ui.style import present_look

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

SINCE = "Capacity counts from this day: for those already here, give their first."

Terms = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """What the form was filled in with.

    Attributes:
        person: The person; the uid is empty for a new one.
        pattern: The working hours from a day on; the person may be empty.
        skills: The skills ticked; uids are those of skills held before.
        is_new_pattern: Whether the hours differ from those before.
    """

    person: Person
    pattern: WorkingPattern
    skills: tuple[SkillHeld, ...]
    is_new_pattern: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoices:
    """What can be chosen in the form.

    Attributes:
        roles: Codes and labels of roles.
        skills: Codes and labels of skills.
        full_time: Weekly hours of a full-time contract.
        shows_names: Whether the unit shows names; aliases otherwise.
        today: The day from which changes hold unless another is given.
    """

    roles: Terms
    skills: Terms
    full_time: float
    shows_names: bool
    today: date


class PersonDialog(Form):
    """Adds a person, or changes one."""

    def __init__(
        self,
        parent: QWidget,
        choices: PersonChoices,
        person: Person | None = None,
        pattern: WorkingPattern | None = None,
        skills: Sequence[SkillHeld] = (),
    ) -> None:
        title = f"Change {person.name}" if person else "Add a person"
        super().__init__(parent, title, "&Save" if person else "&Add")
        self._choices, self._person, self._pattern = choices, person, pattern
        starts = person.starts_on if person else choices.today
        self.name = QLineEdit(person.name if person else "")
        self.name.setMaxLength(80)
        self.role = choice(choices.roles, person.role if person else "")
        self.site = QLineEdit(person.site if person else "")
        self.starts = day_field(starts)
        ends = person.ends_on if person else None
        self.ends = OptionalDay("Leaves on", ends, choices.today)
        self.hours = HoursField(pattern, choices.full_time)
        self.from_day = day_field(pattern.valid_from if pattern else starts)
        self.skills = SkillGrid(choices.skills, skills)
        self._add_fields()
        self.starts.dateChanged.connect(self._follow_start)
        self.hours.edited.connect(self._offer_today)

    def _add_fields(self) -> None:
        is_named = self._choices.shows_names
        self.add_field("name", "&Name" if is_named else "&Alias", self.name)
        if not is_named:
            self.name.setPlaceholderText("The unit shows aliases, such as Examiner 12")
        self.add_field("role", "&Role", self.role)
        self.add_field("site", "Si&te", self.site)
        self.site.setPlaceholderText("Empty where the unit has one laboratory")
        starts = self.starts if self._person else _noted(self.starts, SINCE)
        self.add_field("starts", "In post &from", starts)
        self.add_field("ends", "Unt&il", self.ends)
        self.add_field("hours", "&Hours", self.hours)
        self.add_field("from", "Hours hol&d from", self.from_day)
        self.add_field("skills", "S&kills", self.skills)
        self.close_up()
        look, room = present_look(), self.screen().availableSize()
        self.resize(
            min(look.pixels(620), room.width() - 40),
            min(look.pixels(640), room.height() - 60),
        )
        self.name.setFocus()

    def value(self) -> PersonDraft:
        old = self._person
        person = Person(
            uid=old.uid if old else "",
            version=old.version if old else 1,
            name=self.name.text(),
            role=self.role.currentData(),
            site=self.site.text(),
            starts_on=day_of(self.starts),
            ends_on=self.ends.day(),
        )
        pattern = WorkingPattern(
            person=person.uid,
            valid_from=day_of(self.from_day),
            hours=self.hours.hours(),
        )
        if not pattern.weekly_hours:
            raise CapacityError(
                "Nobody works no hours.", remedy="Give hours for a day."
            )
        return PersonDraft(
            person=person,
            pattern=pattern,
            skills=self._skills(person),
            is_new_pattern=self._is_new(pattern),
        )

    def _skills(self, person: Person) -> tuple[SkillHeld, ...]:
        held = self.skills.held(person.uid, self._choices.today)
        return tuple(
            item if item.uid else replace(item, valid_from=self._begin(item, person))
            for item in held
        )

    def _begin(self, item: SkillHeld, person: Person) -> date:
        return person.starts_on if self._person is None else item.valid_from

    def _is_new(self, pattern: WorkingPattern) -> bool:
        before = self._pattern
        return before is None or (before.hours, before.valid_from) != (
            pattern.hours,
            pattern.valid_from,
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        for name, words in PLACES.items():
            if any(word in text for word in words):
                return name
        return ""

    @Slot()
    def _follow_start(self) -> None:
        if self._pattern is None:
            self.from_day.setDate(self.starts.date())

    @Slot()
    def _offer_today(self) -> None:
        """Let other hours of a person begin today, not in the past."""
        before = self._pattern
        if before is not None and day_of(self.from_day) == before.valid_from:
            self.from_day.setDate(day_field(self._choices.today).date())


PLACES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "called"),
    "skills": ("current", "level", "day of a skill"),
    "from": ("working pattern",),
    "hours": ("hours",),
    "ends": ("ends on", "before"),
}
"""Words of an error by which its field is found."""


class HoursField(QWidget):
    """Hours of Monday to Sunday, and what they come to."""

    edited = Signal()

    def __init__(self, pattern: WorkingPattern | None, full_time: float) -> None:
        super().__init__()
        self._full_time = full_time
        usual = (round(full_time / 5, 2),) * 5 + (0.0, 0.0)
        hours = pattern.hours if pattern else usual
        self.days = [NumberField(one, 24) for one in hours]
        self.total = caption()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(1)
        for place, (day, field) in enumerate(zip(DAYS, self.days, strict=True)):
            _add_day(layout, place, day, field)
            field.edited.connect(self._show_total)
            field.edited.connect(self.edited)
        layout.addWidget(self.total, 2, 0, 1, 7)
        self.setFocusProxy(self.days[0])
        self._show_total()

    def hours(self) -> tuple[float, ...]:
        """Return the hours from Monday."""
        return tuple(field.number() for field in self.days)

    @Slot()
    def _show_total(self) -> None:
        try:
            total = sum(self.hours())
        except CapacityError as error:
            self.total.setText(str(error))
            return
        share = number_text(total / self._full_time, 2)
        self.total.setText(f"{number_text(total, 2)} h a week, {share} FTE")


def _noted(field: QWidget, words: str) -> QWidget:
    """Return a field with a line under it."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(field)
    layout.addWidget(caption(words))
    whole.setFocusProxy(field)
    return whole


def _add_day(layout: QGridLayout, place: int, day: str, field: NumberField) -> None:
    field.say(f"Hours on {day}")
    label = QLabel(day)
    label.setObjectName("caption")
    layout.addWidget(label, 0, place)
    layout.addWidget(field, 1, place)
