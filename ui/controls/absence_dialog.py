"""The form for days on which a person is away or on other work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from app.errors import AppError
from app.workforce.absence import PART_KINDS, RESTRICTED, Absence
from ui.controls.button import Choice
from ui.controls.form import Form, NumberField, choice, day_field, day_of
from ui.controls.label import set_tone
from ui.controls.phased_steps import PhasedSteps, ShareField

Terms = list[tuple[str, str]]
PHASED = "A_PHASED"
MOST_WARNINGS = 5
"""How many warnings are said; more are counted."""

EXTENTS = ("Whole days", "Hours of each day")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceChoices:
    """What the form offers.

    Attributes:
        people: Uids and names of the people to choose from.
        kinds: Codes and labels of the kinds of absence and other work.
        warn: Returns what absences would lead to, in sentences; they forbid nothing.
    """

    people: Terms
    kinds: Terms
    warn: Callable[[Sequence[Absence]], Sequence[str]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceDraft:
    """What the form begins with when an absence is added.

    Attributes:
        person: Uid of the person; empty for the first of the list.
        kind: Code of the kind; empty for the first of the list.
        first_on: First day.
        last_on: Last day.
    """

    person: str = ""
    kind: str = ""
    first_on: date
    last_on: date


class AbsenceDialog(Form):
    """Adds absences of one person, or changes one; warns while it is filled in.

    The value is a sequence: a phased return is an absence for each of its steps.
    """

    def __init__(
        self, parent: QWidget, choices: AbsenceChoices, begin: AbsenceDraft | Absence
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            choices: What it offers.
            begin: The absence to change, or what to begin a new one with.
        """
        changed = begin if isinstance(begin, Absence) and begin.uid else None
        title = "Change days" if changed else "Add days away or on other work"
        super().__init__(parent, title, "Sa&ve" if changed else "&Add")
        self._changed, self._choices = changed, choices
        self.person = choice(choices.people, begin.person)
        self.kind = choice(choices.kinds, begin.kind)
        self.first, self.last = day_field(begin.first_on), day_field(begin.last_on)
        self.extent = Choice(EXTENTS, "How much of each day")
        self.hours = NumberField(3.5, 24, "h a day")
        self.share = ShareField(50, "% of the hours kept")
        self.steps = PhasedSteps(begin.first_on)
        self.no_exposure = QCheckBox("No &exposure to harmful material")
        self.note = QLineEdit()
        self.note.setPlaceholderText("Never a diagnosis")
        self.warnings = QLabel()
        self._build()
        if changed is not None:
            self._fill(changed)
        self._connect()
        self.setMinimumWidth(470)
        self._show_fields()

    def _build(self) -> None:
        self.add_field("person", "&Who", self.person)
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("first", "&First day", self.first)
        self.add_field("last", "&Last day", self.last)
        self.add_field("extent", "E&xtent", self.extent)
        self.add_field("hours", "&Hours", self.hours)
        self.add_field("share", "&Share", self.share)
        self.add_field("steps", "S&teps", self.steps)
        self.add_field("no_exposure", "", self.no_exposure)
        self.no_exposure.setAccessibleName("No exposure to harmful material")
        self.add_field("note", "&Note", self.note)
        self.warnings.setWordWrap(True)
        self.warnings.setAccessibleName("Warnings")
        set_tone(self.warnings, "watch")
        self.warnings.hide()
        self.paper.addWidget(self.warnings)
        self.close_up()

    def _fill(self, absence: Absence) -> None:
        self.person.setEnabled(False)
        self.note.setText(absence.note)
        self.no_exposure.setChecked(absence.bars_exposure)
        if absence.hours_per_day is not None:
            self.extent.choose(1)
            self.hours.set_number(absence.hours_per_day)
        if absence.share_kept is not None:
            self.share.set_number(round(absence.share_kept * 100, 2))

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.extent.chosen.connect(self._show_fields)
        self.first.dateChanged.connect(self._follow_first)
        for signal in (
            self.person.currentIndexChanged,
            self.last.dateChanged,
            self.hours.edited,
            self.share.edited,
            self.steps.edited,
        ):
            signal.connect(self._warn)

    @property
    def is_part(self) -> bool:
        """Whether the kind keeps a share of the hours."""
        return self.kind.currentData() in PART_KINDS

    @property
    def is_in_steps(self) -> bool:
        """Whether the days come from the steps of a phased return."""
        return self.kind.currentData() == PHASED and self._changed is None

    def value(self) -> tuple[Absence, ...]:
        if not self.is_in_steps:
            share = self.share.share() if self.is_part else None
            return (self._absence(day_of(self.first), day_of(self.last), share),)
        return tuple(
            self._absence(step.first_on, step.last_on, step.share)
            for step in self.steps.stretches()
        )

    def _absence(self, first: date, last: date, share: float | None) -> Absence:
        kind = self.kind.currentData()
        in_hours = not self.is_part and self.extent.position == 1
        return Absence(
            uid=self._changed.uid if self._changed else "",
            version=self._changed.version if self._changed else 1,
            person=self.person.currentData() or "",
            kind=kind,
            first_on=first,
            last_on=last,
            hours_per_day=self.hours.number() if in_hours else None,
            share_kept=share,
            bars_exposure=kind == RESTRICTED and self.no_exposure.isChecked(),
            note=self.note.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        text = error.message
        for words, name in (
            ("ends on", "last"),
            ("away already", "first"),
            ("in post", "first"),
            ("step", "steps"),
            ("weeks", "steps"),
            ("share", "steps" if self.is_in_steps else "share"),
            ("hours", "hours"),
        ):
            if words in text:
                return name
        return ""

    @Slot()
    def _show_fields(self) -> None:
        self.show_row(self.extent, not self.is_part)
        self.show_row(self.hours, not self.is_part and self.extent.position == 1)
        self.show_row(self.share, self.is_part and not self.is_in_steps)
        self.show_row(self.steps, self.is_in_steps)
        self.show_row(self.last, not self.is_in_steps)
        self.show_row(self.no_exposure, self.kind.currentData() == RESTRICTED)
        self._warn()
        self._fit()

    def _fit(self) -> None:
        self._make_room()
        self.adjustSize()

    @Slot()
    def _follow_first(self) -> None:
        self.steps.begin(day_of(self.first))
        if day_of(self.last) < day_of(self.first):
            self.last.setDate(self.first.date())
        self._warn()

    @Slot()
    def _warn(self) -> None:
        """Say what the days as they stand would lead to."""
        try:
            said = list(self._choices.warn(self.value()))
        except AppError:
            said = []
        if len(said) > MOST_WARNINGS:
            more = len(said) - MOST_WARNINGS + 1
            said = [*said[: MOST_WARNINGS - 1], f"And {more} warnings more."]
        before = self.warnings.text()
        self.warnings.setText("\n".join(said))
        self.warnings.setVisible(bool(said))
        if self.warnings.text() != before:
            self._make_room()
