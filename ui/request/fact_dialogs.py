"""Forms for news, corrections and targets of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.casework.course import Stay, stays_of
from app.casework.history import holding
from app.casework.request import Priority
from app.casework.working_time import local_day
from app.errors import AppError, InvalidRequest
from app.reports.chart import day_text
from app.reports.history_words import value_text
from ui.controls.form import Form, choice, day_field, day_of
from ui.controls.label import caption
from ui.request.fact_field import CORRECTABLE, Fact, FactField, changed
from ui.request.sight import CaseSight

USUAL = 28
"""Days for which an override is offered to hold."""

MOVE = "move:"
"""What stands before the number of a move whose day is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Facts that hold from a day on.

    Attributes:
        facts: Attributes of ``Request`` and their new values.
        on: Since when.
    """

    facts: dict[str, Any]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was recorded wrongly: a fact, or the day of a move.

    Attributes:
        facts: Attributes and the right values; empty for the day of a move.
        move: Number of the event of the move; None for facts.
        on: Since when the facts held, or the right day of the move.
        reason: Code of ``correction_reason``.
        words: Why, in words.
    """

    facts: dict[str, Any]
    move: int | None
    on: date
    reason: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retarget:
    """Another target.

    Attributes:
        day: The target.
        reason: Code of ``retarget_reason``.
        words: Why, in words.
    """

    day: date
    reason: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overriding:
    """A priority that somebody sets against the points.

    Attributes:
        priority: The priority.
        reason: Code of ``override_reason``.
        until: Last day of it.
        words: Why, in words.
    """

    priority: Priority
    reason: str
    until: date
    words: str


NEWS = "This is for news. What was recorded wrongly is put right with “Correct…”."


class FactsDialog(Form):
    """Changes some facts, as news from a day on."""

    def __init__(
        self, parent: QWidget, title: str, facts: Sequence[Fact], sight: CaseSight
    ) -> None:
        super().__init__(parent, f"{title} of {sight.request.reference}", "&Save")
        self._before = sight.request
        self.fields = {
            fact.name: FactField(fact, getattr(sight.request, fact.name), sight)
            for fact in facts
        }
        self.since = day_field(sight.today)
        for name, field in self.fields.items():
            self.add_field(name, field.fact.label, field)
            field.say(field.fact.label)
        self.add_field("since", "So &from", self.since)
        _let_scroll(self)
        self.paper.addWidget(caption(NEWS))
        self.close_up()
        self.setMinimumWidth(560)

    def value(self) -> News:
        facts = changed(list(self.fields.values()), self._before)
        if not facts:
            raise InvalidRequest("Nothing was changed.", remedy="Change it, or cancel.")
        return News(facts=facts, on=day_of(self.since))

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "reference" in text.lower() and "reference" in self.fields:
            return "reference"
        for name, field in self.fields.items():
            if f": {field.fact.label}." in text:
                return name
        return "since" if "day to come" in text or "before the record" in text else ""


class CorrectionDialog(Form):
    """Puts right what was recorded wrongly: one fact, or the day of one move."""

    def __init__(
        self, parent: QWidget, sight: CaseSight, taken: int | None = None
    ) -> None:
        """Make it; ``taken`` is the number of the move to begin with."""
        super().__init__(parent, f"Correct {sight.request.reference}", "&Correct")
        self._sight = sight
        self.what = _what(sight)
        self.was = caption()
        self.right = QWidget()
        self._right_layout = QVBoxLayout(self.right)
        self._right_layout.setContentsMargins(0, 0, 0, 0)
        self.field: FactField | None = None
        self.on = day_field(sight.today)
        self.reason = choice([UNSAID, *sight.terms("correction_reason")])
        self.words = QLineEdit()
        self.add_field("what", "&What", self.what)
        self.add_field("was", "Recorded", self.was)
        self.add_field("right", "&Right value", self.right)
        self.add_field("on", "So fro&m", self.on)
        self.add_field("reason", "Wh&y", self.reason)
        self.add_field("words", "In wor&ds", self.words)
        self.paper.addWidget(caption(KEPT))
        self.close_up()
        self.setMinimumWidth(560)
        self.what.currentIndexChanged.connect(self._show_fact)
        if taken is not None:
            self.what.setCurrentIndex(max(self.what.findData(f"{MOVE}{taken}"), 0))
        self._show_fact()

    @property
    def moved(self) -> int | None:
        """The number of the move whose day is corrected; None for a fact."""
        name = str(self.what.currentData())
        return int(name.removeprefix(MOVE)) if name.startswith(MOVE) else None

    def value(self) -> Correction:
        facts: dict[str, Any] = {}
        if self.field is not None:
            facts = changed([self.field], self._sight.request)
        if self.moved is None and not facts:
            raise InvalidRequest(
                "That is what is recorded: the right value is another.",
                remedy="Give the right value, or cancel.",
            )
        return Correction(
            facts=facts,
            move=self.moved,
            on=day_of(self.on),
            reason=str(self.reason.currentData() or ""),
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "right value" in text or "is needed" in text or "number" in text:
            return "right"
        return "reason" if "needs a reason" in text else "on"

    @Slot()
    def _show_fact(self) -> None:
        if self.field is not None:
            self.field.deleteLater()
            self.field = None
        sight, stay = self._sight, self._stay()
        self.show_row(self.right, stay is None)
        if stay is not None:
            self.was.setText(day_text(stay.entered_on))
            self.on.setDate(day_field(stay.entered_on).date())
            return
        fact = next(one for one in CORRECTABLE if one.name == self.what.currentData())
        value = getattr(sight.request, fact.name)
        self.was.setText(value_text(fact.name, value, sight.names) or "nothing")
        self.on.setDate(day_field(_known_since(sight, fact.name)).date())
        self.field = FactField(fact, value, sight)
        self.field.say(f"Right value: {fact.label}")
        self._right_layout.addWidget(self.field)
        self.right.setFocusProxy(self.field)

    def _stay(self) -> Stay | None:
        every = stays_of(self._sight.case.entries)
        return next((one for one in every if one.number == self.moved), None)


UNSAID = ("", "Choose why")
"""A reason is chosen: one that stood there already would be recorded unread."""

KEPT = (
    "What was recorded before stays in the history: it can still be asked what was "
    "known then."
)


class RetargetDialog(Form):
    """Sets another target; the first one stays beside it."""

    def __init__(self, parent: QWidget, sight: CaseSight) -> None:
        request = sight.request
        super().__init__(parent, f"Target of {request.reference}", "&Set")
        self.day = day_field(request.target_on or sight.today)
        self.reason = choice([UNSAID, *sight.terms("retarget_reason")])
        self.words = QLineEdit()
        first = request.original_target_on
        told = f"The first target stays: {day_text(first)}." if first else FIRST
        self.add_field("day", "&Target", self.day)
        self.add_field("reason", "Wh&y", self.reason)
        self.add_field("words", "In wor&ds", self.words)
        self.paper.addWidget(caption(told))
        self.close_up()
        self.setMinimumWidth(420)

    def value(self) -> Retarget:
        return Retarget(
            day=day_of(self.day),
            reason=str(self.reason.currentData() or ""),
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        return "reason" if "reason" in error.message else "day"


FIRST = "This becomes the first target, which is kept for ever."


class OverrideDialog(Form):
    """Sets a priority against the points, with a reason and a last day."""

    def __init__(self, parent: QWidget, sight: CaseSight) -> None:
        request = sight.request
        super().__init__(parent, f"Priority of {request.reference}", "&Override")
        taken = sight.priority.value if sight.priority else ""
        self.priority = choice(sight.terms("priority"), taken)
        self.reason = choice([UNSAID, *sight.terms("override_reason")])
        self.until = day_field(sight.today + timedelta(days=USUAL))
        self.words = QLineEdit()
        self.add_field("priority", "&Priority", self.priority)
        self.add_field("reason", "Wh&y", self.reason)
        self.add_field("until", "&Last day", self.until)
        self.add_field("words", "In wor&ds", self.words)
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> Overriding:
        return Overriding(
            priority=Priority(self.priority.currentData()),
            reason=str(self.reason.currentData() or ""),
            until=day_of(self.until),
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "in words" in text:
            return "words"
        if "needs a reason" in text:
            return "reason"
        return "until" if " day" in text or "ended on" in text else "priority"


def _known_since(sight: CaseSight, name: str) -> date:
    """Return the day from which what is recorded of a fact holds."""
    for entry in reversed(holding(sight.case.entries)):
        if name in entry.facts:
            return local_day(entry.effective_at)
    return local_day(sight.case.entries[0].effective_at)


def _what(sight: CaseSight) -> QComboBox:
    """Return the list of all that can be corrected: facts, then days of moves."""
    made = QComboBox()
    for fact in CORRECTABLE:
        made.addItem(fact.label, fact.name)
    made.insertSeparator(made.count())
    for stay in reversed(stays_of(sight.case.entries)):
        status = sight.names.label("request_status", stay.status.value)
        words = f"Day of the move: {status}, {day_text(stay.entered_on)}"
        made.addItem(words, f"{MOVE}{stay.number}")
    return made


def _let_scroll(form: Form) -> None:
    """Put the rows into an area that scrolls where the screen is low."""
    inside = QWidget()
    inside.setObjectName("scrolled")
    form.paper.removeItem(form.rows)
    form.rows.setParent(None)
    inside.setLayout(form.rows)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inside)
    room = form.screen().availableSize().height()
    area.setMinimumHeight(min(inside.sizeHint().height() + 4, room - 190))
    form.paper.addWidget(area, 1)
