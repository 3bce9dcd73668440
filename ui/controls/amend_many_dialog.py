"""The form of one fact that many requests shall have, such as their division."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.casework.working_time import day_words
from app.errors import AppError, InvalidRequest
from ui.controls.button import Choice
from ui.controls.form import Form, day_field, day_of
from ui.controls.label import caption

Terms = Sequence[tuple[str, str]]
FACTS = ("division", "requester", "operation_name")
"""The facts that can be changed, in the order in which they are offered."""
NAMED = 6
"""References that are named; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What shall be so of many requests.

    Attributes:
        fact: Name of the fact, one of ``FACTS``.
        value: What it shall be; None for nothing.
        on: Since when.
        words: Why, in words.
    """

    fact: str
    value: str | None
    on: date
    words: str


class AmendManyDialog(Form):
    """Takes one fact, since when and why, and returns them as an ``Amendment``."""

    def __init__(
        self, parent: QWidget, references: Sequence[str], divisions: Terms, today: date
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            references: Numbers of the requests.
            divisions: Codes and names of the divisions in use.
            today: The day on which it is recorded.
        """
        count = len(references)
        noun = "1 request" if count == 1 else f"{count:,} requests"
        super().__init__(parent, f"Change {noun}", f"&Change {noun}")
        self._today = today
        self.fact = Choice(("Division", "Requester", "Operation"), "What to change")
        self.division = QComboBox()
        self.division.setEditable(True)
        for code, label in divisions:
            self.division.addItem(label, code)
        self.division.setCurrentIndex(-1)
        self.requester, self.operation = QLineEdit(), QLineEdit()
        self.on, self.words = day_field(today), QLineEdit()
        self.words.setPlaceholderText("Recorded with each of them")
        self.paper.insertWidget(0, caption(named(references)))
        self.add_field("fact", "C&hange", self.fact)
        self.add_field("division", "&Division", self.division)
        self.add_field("requester", "&Requester", self.requester)
        self.add_field("operation_name", "&Operation", self.operation)
        self.add_field("on", "&Since", self.on)
        self.add_field("words", "&Why", self.words)
        self.close_up()
        self.fact.chosen.connect(self._show_fields)
        self.setMinimumWidth(460)
        self._show_fields()

    def value(self) -> Amendment:
        fact, day, words = FACTS[self.fact.position], day_of(self.on), self.words.text()
        value = self._value(fact)
        if fact == "division" and not value:
            raise InvalidRequest(
                "No division is given.", remedy="Choose one, or type its code."
            )
        if day > self._today:
            raise InvalidRequest(
                f"{day_words(day)} is a day to come.",
                remedy="Give today or an earlier day.",
            )
        if not words.strip():
            raise InvalidRequest(
                "A reason in words is needed.", remedy="Say why, for the history."
            )
        return Amendment(fact=fact, value=value, on=day, words=words.strip())

    def place_of(self, error: AppError) -> str:
        text = error.message
        if "day to come" in text or "before the record" in text:
            return "on"
        return "words" if "reason" in text else FACTS[self.fact.position]

    def _value(self, fact: str) -> str | None:
        if fact != "division":
            field = self.requester if fact == "requester" else self.operation
            return field.text().strip() or None
        typed = self.division.currentText().strip()
        place = self.division.findText(typed)
        code: str | None = self.division.itemData(place) if place >= 0 else typed
        return code or None

    @Slot()
    def _show_fields(self) -> None:
        fields = (self.division, self.requester, self.operation)
        for place, field in enumerate(fields):
            self.show_row(field, place == self.fact.position)


def named(references: Sequence[str]) -> str:
    """Return the numbers of requests as words; those of many are counted."""
    words = ", ".join(references[:NAMED])
    more = len(references) - NAMED
    return f"{words} and {more:,} more" if more > 0 else words
