"""Facts of a request that can be typed: their names, and a field for each kind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.casework.plain_text import plain_number
from app.errors import InvalidRequest
from app.reports.history_words import FIELDS, LISTS
from ui.controls.form import OptionalDay, choice
from ui.request.sight import CaseSight, Terms

NOT_RECORDED = ("", "Not recorded")
MOST_TEXT = 4000
"""Characters of a line at the most; a text may have 100,000."""

TALL = 74
"""Height of a field for text, in pixels."""


class Kind(StrEnum):
    """What a fact is."""

    LINE = "line"
    TEXT = "text"
    CODE = "code"
    DAY = "day"
    YES = "yes"
    COUNT = "count"
    HOURS = "hours"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of a request that can be typed.

    Attributes:
        name: Attribute of ``Request``.
        kind: What it is.
    """

    name: str
    kind: Kind

    @property
    def label(self) -> str:
        """What it is called."""
        return FIELDS[self.name]


def _facts(kind: Kind, *names: str) -> tuple[Fact, ...]:
    return tuple(Fact(name=name, kind=kind) for name in names)


ENQUIRY = (
    *_facts(Kind.LINE, "requester", "division", "case_reference", "operation_name"),
    *_facts(Kind.CODE, "offence"),
    *_facts(Kind.DAY, "offence_on"),
    *_facts(Kind.YES, "online_abuse"),
    *_facts(Kind.CODE, "custody", "legal_basis", "risk_band"),
    *_facts(Kind.YES, "victim_device"),
    *_facts(Kind.LINE, "urgency"),
    *_facts(Kind.TEXT, "summary"),
)
"""What is known of the enquiry."""

SCOPE = (
    *_facts(Kind.CODE, "examination_type"),
    *_facts(Kind.COUNT, "exhibits_requested", "exhibits_agreed"),
    *_facts(Kind.CODE, "level_requested", "level_agreed"),
    *_facts(Kind.HOURS, "effort_requested", "effort_estimated"),
    *_facts(Kind.DAY, "received_on", "prosecutor_on"),
    *_facts(Kind.CODE, "missed_cause"),
)
"""What is asked for and agreed, and the days that others set."""

CORRECTABLE = (
    *ENQUIRY,
    *SCOPE,
    *_facts(Kind.LINE, "reference", "provider"),
    *_facts(Kind.DAY, "submitted_on", "accepted_on", "allocated_on", "started_on"),
    *_facts(Kind.DAY, "completed_on", "issued_on", "closed_on", "decided_on"),
    *_facts(Kind.PERSON, "examiner", "reviewer"),
    *_facts(Kind.CODE, "issue_channel", "closure_reason"),
)
"""What a correction can put right besides the day of a move."""

REQUIRED = frozenset({"reference"})
_MOST = {Kind.COUNT: 100_000.0, Kind.HOURS: 100_000.0}


class FactField(QWidget):
    """Edits one fact; nothing recorded stays nothing."""

    def __init__(self, fact: Fact, value: Any, sight: CaseSight) -> None:
        super().__init__()
        self.fact = fact
        self.editor = _editor(fact, value, sight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        self.setFocusProxy(self.editor.focusProxy() or self.editor)

    def value(self) -> Any:
        """Return what was typed.

        Raises:
            InvalidRequest: It cannot be.
        """
        editor, kind = self.editor, self.fact.kind
        if isinstance(editor, OptionalDay):
            return editor.day()
        if isinstance(editor, QComboBox):
            code = editor.currentData()
            return {"yes": True, "no": False}.get(code) if kind is Kind.YES else code
        text = _text(editor).strip()
        if kind in _MOST:
            return _number(self.fact, text)
        if not text and self.fact.name in REQUIRED:
            raise InvalidRequest(f"{self.fact.label} is needed.", remedy="Type it.")
        return text or None

    def say(self, name: str) -> None:
        """Say to a screen reader what is typed here."""
        (self.editor.focusProxy() or self.editor).setAccessibleName(name)


def changed(fields: Sequence[FactField], before: object) -> dict[str, Any]:
    """Return the facts whose field says something else than ``before``.

    An empty text and a text that is not recorded are the same.
    """
    found = {}
    for field in fields:
        value, was = field.value(), getattr(before, field.fact.name)
        if (value or None) != (was or None) or (value is None) != (was in (None, "")):
            found[field.fact.name] = value
    return found


def _editor(fact: Fact, value: Any, sight: CaseSight) -> QWidget:
    if fact.kind is Kind.TEXT:
        made = QPlainTextEdit(str(value or ""))
        made.setTabChangesFocus(True)
        made.setFixedHeight(TALL)
        return made
    if fact.kind is Kind.DAY:
        return OptionalDay("Known", value, sight.today)
    if fact.kind is Kind.YES:
        taken = {True: "yes", False: "no"}.get(value, "")
        return choice([NOT_RECORDED, ("yes", "Yes"), ("no", "No")], taken)
    terms = sight.terms(LISTS.get(fact.name, ""))
    if fact.kind is Kind.CODE or (terms and fact.name in LISTS):
        return code_choice(terms, value, sight, LISTS[fact.name])
    if fact.kind is Kind.PERSON:
        return person_choice(sight, value)
    line = QLineEdit(_shown(value))
    line.setMaxLength(MOST_TEXT)
    return line


def code_choice(
    terms: Terms, taken: str | None, sight: CaseSight, name: str
) -> QComboBox:
    """Return a list of codes; one taken that may not be chosen any more is kept."""
    every = [NOT_RECORDED, *terms]
    if taken and taken not in {code for code, _ in terms}:
        every.append((taken, sight.names.label(name, taken)))
    made = choice([(code, label) for code, label in every], taken or "")
    made.setItemData(0, None)
    return made


def person_choice(sight: CaseSight, taken: str | None) -> QComboBox:
    """Return a list of people; one who has left is kept where taken."""
    every = [("", "Nobody"), *sight.people]
    if taken and taken not in {uid for uid, _ in every}:
        every.append((taken, sight.names.person(taken)))
    made = choice(every, taken or "")
    made.setItemData(0, None)
    return made


def number_of(text: str, what: str, most: float) -> float | None:
    """Return a number that was typed, with a point or a comma; None for nothing.

    Raises:
        InvalidRequest: It is no number, or outside what can be.
    """
    if not text.strip():
        return None
    try:
        value = float(plain_number(text))
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise InvalidRequest(
            f"“{text.strip()[:40]}” is not a number that can be: {what}.",
            remedy=f"Give a number from 0 to {most:,g}, or nothing.",
        )
    return value


def _number(fact: Fact, text: str) -> float | int | None:
    found = number_of(text, fact.label, _MOST[fact.kind])
    if found is None or fact.kind is Kind.HOURS:
        return found
    if found != int(found):
        raise InvalidRequest(
            f"“{text}” is not a whole number: {fact.label}.",
            remedy="Give a whole number.",
        )
    return int(found)


def _text(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _shown(value: object) -> str:
    if value is None or isinstance(value, date):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
