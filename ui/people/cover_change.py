"""What becomes of hours and cover if somebody leaves, is away or is trained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from app.capacity.what_if import (
    MOST_WEEKS,
    Change,
    Effect,
    IsAway,
    IsTrained,
    Leaves,
    SkillEffect,
    effect_of,
)
from app.casework.working_time import day_words
from app.errors import CapacityError
from app.reports.chart import number_text
from ui.controls.button import Choice
from ui.controls.card import Card
from ui.controls.day_field import DayField
from ui.controls.form import choice, day_of
from ui.controls.label import caption, set_tone
from ui.controls.rows import Column, Rows, RowsView
from ui.controls.wrap import WrapRow
from ui.people.sight import Sight, has_left
from ui.style import present_look

LEAVES, AWAY, TRAINED = range(3)
LEAST_ROWS = 2.4
"""Rows, that of the heads among them, for which a list needs room to be shown."""

SKILL_LETTERS = 17
"""Letters of a skill that its field has room for."""

LEAST_EDGE = 6
"""Room for the edge of the list, in pixels."""

SPANS = (13, 26)
"""Weeks ahead over which hours can be summed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """What a change does to one skill, or to all casework hours.

    Attributes:
        label: What the skill is called.
        effect: What becomes of it.
    """

    label: str
    effect: SkillEffect


def effect_columns() -> tuple[Column[EffectLine], ...]:
    """Return the columns of the comparison."""
    return (
        Column(title="Skill", width=220, show=lambda one: one.label),
        Column(title="Net h before", width=96, is_number=True,
               show=lambda one: number_text(one.effect.hours.before)),
        Column(title="after", width=76, is_number=True,
               show=lambda one: number_text(one.effect.hours.after)),
        Column(title="Difference", width=132, is_number=True, show=difference_text),
        Column(title="Cover", width=0, show=cover_change_text, tone=cover_tone),
    )  # fmt: skip


def weight(line: EffectLine) -> tuple[bool, int, float, str]:
    """Return by what lines are ordered: other cover first, the thinnest of it first."""
    effect = line.effect
    is_other = effect.cover_after != effect.cover_before
    thin = effect.cover_after if is_other else 0
    return not is_other, thin, effect.hours.difference, line.label


def difference_text(line: EffectLine) -> str:
    """Return the hours won or lost, with their share of what was there."""
    hours = line.effect.hours
    said = signed(hours.difference)
    if said == "0":
        return "none"
    return said if hours.share is None else f"{said} ({signed(100 * hours.share)}%)"


def signed(value: float) -> str:
    """Return a whole number with its sign; 0 has none."""
    whole = number_text(abs(value))
    if whole == "0":
        return "0"
    return f"+{whole}" if value > 0 else f"\u2212{whole}"


def cover_change_text(line: EffectLine) -> str:
    """Return the fewest people in a week before and after."""
    before, after = line.effect.cover_before, line.effect.cover_after
    if before == after:
        return f"{before} as before"
    meaning = {0: ": nobody", 1: ": single point of failure"}.get(after, "")
    return f"{before} \u2192 {after}{meaning if after < before else ''}"


def cover_tone(line: EffectLine) -> str:
    """Return the tone of cover after a change."""
    before, after = line.effect.cover_before, line.effect.cover_after
    if after > before:
        return "good"
    if after == before:
        return ""
    return {0: "bad", 1: "watch"}.get(after, "")


class WhatIf(Card):
    """Fields that read as a sentence, and at once what would follow."""

    changed = Signal()  # the user supposes something else

    def __init__(self) -> None:
        super().__init__()
        self._sight: Sight | None = None
        self.person = choice([])
        self.kind = Choice(("leaves", "is away", "is trained"), "What happens")
        self.skill = choice([])
        self.day = DayField()
        self.weeks, self.hours = QSpinBox(), QSpinBox()
        self.span = Choice([f"{weeks} weeks" for weeks in SPANS], "Over how long")
        self.told, self.note = QLabel(), caption()
        self.lines: Rows[EffectLine] = Rows(effect_columns())
        self.lines_view = RowsView(self.lines, "Hours and cover by skill")
        self._first = QLabel("from")
        self._list = Roomed(self.lines_view)
        self._row = WrapRow(gap=8)
        self._groups: dict[str, QWidget] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        title = QLabel("What if")
        title.setObjectName("card_title")
        self.told.setObjectName("line_title")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        policy = QComboBox.SizeAdjustPolicy
        self.person.setSizeAdjustPolicy(policy.AdjustToContents)
        self.skill.setSizeAdjustPolicy(policy.AdjustToMinimumContentsLengthWithIcon)
        self.skill.setMinimumContentsLength(SKILL_LETTERS)
        for field, name in (
            (self.person, "Person"),
            (self.skill, "Skill to be trained in"),
            (self.day, "First day"),
            (self.weeks, "Weeks"),
            (self.hours, "Hours of training a week"),
        ):
            field.setAccessibleName(name)
        self.weeks.setRange(0, MOST_WEEKS)
        self.weeks.setValue(8)
        self.hours.setRange(0, 60)
        self.hours.setValue(7)
        self.hours.setSuffix(" h a week")
        tall = self.person.sizeHint().height()
        for name, parts in (
            ("who", (title, self.person, self.kind)),
            ("skill", (QLabel("in"), self.skill)),
            ("day", (self._first, self.day)),
            ("weeks", (QLabel("for"), self.weeks)),
            ("hours", (QLabel("at"), self.hours)),
            ("span", (QLabel("over the next"), self.span)),
        ):
            self._groups[name] = _side_by_side(parts, tall)
            self._row.add(self._groups[name])
        self.body.addWidget(self._row)
        self.body.addWidget(self.told)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self.note)
        self.setAccessibleName("What if")

    def _connect(self) -> None:
        told = (
            *(box.currentIndexChanged for box in (self.person, self.skill)),
            *(choices.chosen for choices in (self.kind, self.span)),
            *(number.valueChanged for number in (self.weeks, self.hours)),
            self.day.dateChanged,
        )
        for signal in told:
            signal.connect(self._show)
            signal.connect(self.changed)

    # ---- Showing --------------------------------------------------------------------

    def show_sight(self, sight: Sight) -> None:
        """Offer the people and skills of a day; what was chosen stays so."""
        before, self._sight = self._sight, None  # nothing is told until all is there
        people = [
            (one.person.uid, one.person.shown)
            for one in sight.people
            if not has_left(one, sight.day)
        ]
        _offer(self.person, people)
        _offer(self.skill, list(sight.words.skills.items()))
        if before is None or before.day != sight.day:
            start = sight.day + timedelta(days=1)
            self.day.setDate(QDate(start.year, start.month, start.day))
        self._sight = sight
        self._show()

    def suppose(self, person: str, skill: str) -> None:
        """Take a person and a skill of the matrix for the fields."""
        for box, value in ((self.person, person), (self.skill, skill)):
            if (place := box.findData(value)) >= 0:
                box.setCurrentIndex(place)

    def change(self) -> Change | None:
        """Return what is supposed; None without people."""
        person = self.person.currentData()
        if person is None:
            return None
        day, weeks = day_of(self.day), self.weeks.value()
        if self.kind.position == LEAVES:
            return Leaves(person=person, on=day)
        if self.kind.position == AWAY:
            return IsAway(person=person, first_on=day, weeks=weeks)
        return IsTrained(
            person=person,
            skill=str(self.skill.currentData() or ""),
            first_on=day,
            weeks=weeks,
            weekly_hours=float(self.hours.value()),
        )

    @Slot()
    def _show(self) -> None:
        """Show what would follow from what the fields say."""
        self._show_fields()
        sight, change = self._sight, self.change()
        if sight is None or change is None:
            return
        weeks = SPANS[self.span.position]
        try:
            effect = effect_of(sight.team, change, sight.day, weeks)
        except CapacityError as error:
            self._show_refusal(str(error))
        else:
            self._show_effect(effect, sight)

    def height_for(self, width: int, rows: int) -> int:
        """Return the height that the fields need, and so many rows of the list."""
        margins = self.body.contentsMargins()
        inside = width - margins.left() - margins.right()
        fields = self._row.heightForWidth(inside) + self.told.heightForWidth(inside)
        gaps = margins.top() + margins.bottom() + 3 * self.body.spacing()
        head = self.lines_view.horizontalHeader().sizeHint().height()
        listed = head + rows * present_look().row_height + LEAST_EDGE if rows else 0
        return gaps + fields + listed + self.note.heightForWidth(inside)

    def _show_fields(self) -> None:
        kind = self.kind.position
        for name in ("skill", "hours"):
            self._groups[name].setVisible(kind == TRAINED)
        self._groups["weeks"].setVisible(kind != LEAVES)
        self._first.setText("after" if kind == LEAVES else "from")
        self.day.setAccessibleName("Last day" if kind == LEAVES else "First day")
        self.weeks.setSuffix(" week" if self.weeks.value() == 1 else " weeks")
        self._row.arrange()

    def _show_refusal(self, words: str) -> None:
        self.told.setText(words)
        set_tone(self.told, "watch")
        self.lines.show_values([])
        self.note.setText("")

    def _show_effect(self, effect: Effect, sight: Sight) -> None:
        labels = sight.words.skills
        lines = [
            EffectLine(label=labels.get(code, code), effect=one)
            for code, one in effect.skills.items()
            if one.is_changed
        ]
        lines.sort(key=weight)
        self.told.setText(effect_sentence(effect, lines))
        set_tone(self.told, "")
        self.lines.show_values(lines)
        self.lines_view.fit()
        self.note.setText(effect_note(effect, len(effect.skills) - len(lines)))


class Roomed(QWidget):
    """Shows a list only where some rows of it have room."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self._view = view
        view.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        return self._view.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.setGeometry(self.rect())
        self._view.setVisible(self.height() >= LEAST_ROWS * present_look().row_height)


def effect_sentence(effect: Effect, lines: Sequence[EffectLine]) -> str:
    """Return what a change does in all, and which skills it leaves thin."""
    hours = effect.hours
    before, after = number_text(hours.before), number_text(hours.after)
    share = "" if hours.share is None else f", {signed(100 * hours.share)}%"
    change = f" ({signed(hours.difference)} h{share})"
    parts = [f"Net casework hours {before} \u2192 {after}{change}."]
    if before == after:
        parts = [f"Net casework hours stay at {before}."]
    fewer = [one for one in lines if one.effect.cover_after < one.effect.cover_before]
    for count, words in ((0, "Nobody left in"), (1, "One person left in")):
        names = [one.label for one in fewer if one.effect.cover_after == count]
        if names:
            parts.append(f"{words} {', '.join(names)}.")
    more = [
        one.label for one in lines if one.effect.cover_after > one.effect.cover_before
    ]
    if more:
        parts.append(f"Better covered: {', '.join(more)}.")
    return " ".join(parts)


def effect_note(effect: Effect, others: int) -> str:
    """Return over which weeks hours and cover are counted."""
    first, last = effect.mondays[0], last_day(effect.mondays)
    said = f"Hours from {day_words(first)} to {day_words(last)} (M31)."
    if not effect.is_in_sight:
        return f"{said} The change begins after that."
    begin, end = effect.holds[0], last_day(effect.holds)
    said += (
        f" Cover: people with hours, without the change \u2192 with it, in the thinnest"
        f" week that it alters, {day_words(begin)} to {day_words(end)} (M33)."
    )
    return f"{said} {others} other skills stay as they are." if others else said


def last_day(mondays: Sequence[date]) -> date:
    """Return the Sunday of the last week."""
    return mondays[-1] + timedelta(days=6)


def _side_by_side(parts: Sequence[QWidget], tall: int) -> QWidget:
    """Return widgets beside one another, as tall as a field at least."""
    group = QWidget()
    layout = QHBoxLayout(group)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addStrut(tall)
    for part in parts:
        layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return group


def _offer(box: QComboBox, terms: Sequence[tuple[str, str]]) -> None:
    """Fill a list of codes anew; what was chosen stays so."""
    chosen = box.currentData()
    box.blockSignals(True)  # it is told once, when everything is there
    box.clear()
    for code, label in terms:
        box.addItem(label, code)
    box.setCurrentIndex(max(box.findData(chosen), 0) if terms else -1)
    box.blockSignals(False)
