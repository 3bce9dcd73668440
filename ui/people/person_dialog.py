"""The form for a person: names, role, post, time in post, hours, skills."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.workforce.examiner import Person, SkillHeld, WorkingPattern
from ui.controls.button import button
from ui.controls.form import Form, OptionalDay, choice, day_field, day_of
from ui.controls.label import caption
from ui.people.pattern_field import PatternField
from ui.people.skill_grid import SkillGrid
from ui.style import present_look

SINCE = "Capacity counts from this day: for those already here, give their first."
ACCOUNT = (
    "The account with which this person signs in to the computer: by it Wellbeing"
    " shows people their own record, and nobody else's. May stay empty."
)
NO_POST = "No post"

Terms = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """What the form was filled in with.

    Attributes:
        person: The person; the uid is empty for a new one.
        patterns: The working patterns as they are to be.
        skills: The skills ticked; uids are those of skills held before.
        seen: Uids of the patterns and skills that the form showed.
        post: Uid of the post; empty for none.
        is_other_post: Whether that is another post than before.
    """

    person: Person
    patterns: tuple[WorkingPattern, ...]
    skills: tuple[SkillHeld, ...]
    seen: frozenset[str]
    post: str
    is_other_post: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoices:
    """What can be chosen in the form, and what it shows of a person.

    Attributes:
        roles: Codes and labels of roles.
        skills: Codes and labels of skills.
        posts: Uids and labels of the posts that can be held.
        full_time: Weekly hours of a full-time contract.
        shows_names: Whether the unit shows names; aliases otherwise.
        today: The day from which changes hold unless another is given.
        person: The person to change; None for a new one.
        patterns: Working patterns of the person.
        held: Skills of the person.
        post: Uid of the post that the person holds; empty for none.
    """

    roles: Terms
    skills: Terms
    posts: Terms
    full_time: float
    shows_names: bool
    today: date
    person: Person | None = None
    patterns: tuple[WorkingPattern, ...] = ()
    held: tuple[SkillHeld, ...] = ()
    post: str = ""


class PersonDialog(Form):
    """Adds a person, or changes one."""

    removal_wanted = Signal(object)  # the Person, entered in error

    def __init__(self, parent: QWidget, choices: PersonChoices) -> None:
        person = choices.person
        title = f"Change {person.shown}" if person else "Add a person"
        super().__init__(parent, title, "&Save" if person else "&Add")
        self._choices, self._person = choices, person
        self._is_removing = False
        starts = person.starts_on if person else choices.today
        self.name = _line(person.name if person else "", 80)
        self.alias = _line(person.alias if person else "", 80)
        self.account = _line(person.account if person else "", 120)
        self.role = choice(choices.roles, person.role if person else "")
        self.site = _line(person.site if person else "", 80)
        self.post = choice([("", NO_POST), *choices.posts], choices.post)
        self.starts = day_field(starts)
        ends = person.ends_on if person else None
        self.ends = OptionalDay("Leaves on", ends, choices.today)
        self.hours = PatternField(
            choices.patterns,
            starts,
            today=choices.today,
            full_time=choices.full_time,
        )
        self.skills = SkillGrid(choices.skills, choices.held)
        self.alias_hint = caption()
        self._lay_out()
        self.starts.dateChanged.connect(self._follow_start)
        self.alias.textChanged.connect(self._say_shown)
        self.name.textChanged.connect(self._say_shown)
        self._say_shown()

    def _lay_out(self) -> None:
        """Put who it is on the left; hours and skills on the right."""
        left, right, both = self.rows, QFormLayout(), QHBoxLayout()
        self.paper.removeItem(left)
        left.setParent(None)
        right.setVerticalSpacing(6)
        right.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        both.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(right)
        both.addLayout(left, 4)
        both.addLayout(column, 6)
        self.paper.addLayout(both, 1)
        self._add_who()
        self.rows = right
        self.add_field("hours", "&Hours", self.hours)
        self.rows = left
        self.add_tall_field("skills", "S&kills", self.skills, column)
        self.close_up()
        if self._person is not None:
            self._add_removal()
        look, room = present_look(), self.screen().availableSize()
        self.resize(
            min(look.pixels(1100), room.width() - 40),
            min(look.pixels(650), room.height() - 60),
        )
        lines = (room.height() - look.pixels(500)) // look.row_height
        self.skills.setMinimumHeight(look.row_height * max(4, min(lines, 9)))
        self.name.setFocus()

    def _add_who(self) -> None:
        self.add_field("name", "&Name", self.name)
        self.add_field("alias", "Al&ias", _noted(self.alias, self.alias_hint))
        self.alias.setPlaceholderText("Such as Examiner 12")
        self.add_field("role", "&Role", self.role)
        self.add_field("post", "&Post", self.post)
        self.post.setToolTip("Another post is held from today; Posts takes any day")
        self.add_field("site", "Si&te", self.site)
        self.site.setPlaceholderText("Empty where the unit has one laboratory")
        starts = self.starts if self._person else _noted(self.starts, caption(SINCE))
        self.add_field("starts", "In post &from", starts)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("account", "A&ccount", _noted(self.account, caption(ACCOUNT)))
        self.account.setToolTip(ACCOUNT)

    def _add_removal(self) -> None:
        role = QDialogButtonBox.ButtonRole.ResetRole
        self.delete_button = button("De&lete…", "bin")
        self.delete_button.setToolTip("Only for somebody who was entered in error")
        self._buttons.addButton(self.delete_button, role)
        self.delete_button.clicked.connect(self._ask_removal)

    def value(self) -> PersonDraft:
        old, choices = self._person, self._choices
        person = Person(
            uid=old.uid if old else "",
            version=old.version if old else 1,
            name=self.name.text(),
            alias=self.alias.text().strip(),
            role=self.role.currentData(),
            site=self.site.text().strip(),
            account=self.account.text().strip(),
            starts_on=day_of(self.starts),
            ends_on=self.ends.day(),
            is_named=choices.shows_names,
        )
        return PersonDraft(
            person=person,
            patterns=self.hours.patterns(),
            skills=self._skills(person),
            seen=frozenset(
                {
                    *(one.uid for one in choices.patterns),
                    *(one.uid for one in self.skills.shown()),
                }
            ),
            post=self.post.currentData(),
            is_other_post=self.post.currentData() != choices.post,
        )

    def _skills(self, person: Person) -> tuple[SkillHeld, ...]:
        start = person.starts_on if self._person is None else self._choices.today
        held = self.skills.held(person.uid, start)
        return tuple(replace(item, person=person.uid) for item in held)

    def place_of(self, error: AppError) -> str:
        if self._is_removing:
            return "ends"
        text = str(error)
        for name, words in PLACES.items():
            if any(word in text for word in words):
                return name
        return ""

    @Slot(Exception)
    def show_error(self, error: AppError) -> None:
        """Say what is against it; somebody not to be deleted is offered to leave."""
        super().show_error(error)
        if self._is_removing:
            self._is_removing = False
            self.ends.box.setChecked(True)
            self.ends.edit.setFocus()

    @Slot()
    def _ask_removal(self) -> None:
        self._is_removing = True
        self.removal_wanted.emit(self._person)

    @Slot()
    def _follow_start(self) -> None:
        self.hours.follow_start(day_of(self.starts))

    @Slot()
    def _say_shown(self) -> None:
        """Say what everyone else will see."""
        name, alias = self.name.text().strip(), self.alias.text().strip()
        if self._choices.shows_names:
            words = "The unit shows names; the alias is kept and not shown."
        elif alias or not name:
            words = "The unit shows aliases: everyone sees this and not the name."
        else:
            words = f"The unit shows aliases: without one everyone sees “{name}”."
        self.alias_hint.setText(words)


PLACES: Mapping[str, tuple[str, ...]] = {
    "account": ("The account",),
    "post": ("hold another post", "hold a post", "two posts"),
    "name": ("name", "called"),
    "skills": ("current", "level", "day of a skill", "skill", "SK_"),
    "hours": ("working pattern", "hours"),
    "ends": ("ends on", "before"),
}
"""Words of an error by which its field is found."""


def _line(text: str, longest: int) -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(longest)
    return made


def _noted(field: QWidget, note: QWidget) -> QWidget:
    """Return a field with a line under it."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(field)
    layout.addWidget(note)
    whole.setFocusProxy(field)
    return whole
