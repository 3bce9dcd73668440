"""The forms of the queue: hand back, a priority by decision, a note of a chase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.casework.request import Priority
from app.errors import AppError, InvalidRequest
from ui.controls.form import Form, choice, day_field, day_of
from ui.controls.label import caption

Terms = list[tuple[str, str]]
USUAL = timedelta(days=28)
"""How long an override holds unless another day is given."""
MOST_NAMED = 6
"""References that are named in a form; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """What is to happen to work that an examiner gives back.

    Attributes:
        reason: Code of why, of the list ``give_back_reason``.
        examiner: Uid of who gets it instead; empty for nobody yet.
        words: What else to record about why.
    """

    reason: str
    examiner: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A priority other than the one that the points lead to.

    Attributes:
        priority: The priority.
        reason: Code of why, of the list ``override_reason``.
        until: Its last day.
        words: What else to record about why.
    """

    priority: Priority
    reason: str
    until: date
    words: str = ""


class HandBackDialog(Form):
    """Takes work from an examiner, with the reason, and gives it to another."""

    def __init__(
        self,
        parent: QWidget,
        references: Sequence[str],
        reasons: Terms,
        people: Terms,
        taken: str = "",
    ) -> None:
        super().__init__(parent, "Hand back or re-allocate", "&Hand back")
        self.reason = choice([("", "Choose why"), *reasons])
        self.examiner = choice(
            [("", "Nobody yet: back into the queue"), *people], taken
        )
        self.words = QLineEdit()
        self.paper.insertWidget(0, caption(named(references)))
        self.add_field("reason", "&Reason", self.reason)
        self.add_field("examiner", "&Goes to", self.examiner)
        self.add_field("words", "&Remark", self.words)
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> HandBack:
        reason = self.reason.currentData()
        if not reason:
            raise InvalidRequest("Choose why the work is handed back.")
        return HandBack(
            reason=reason,
            examiner=self.examiner.currentData(),
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        return "reason" if "why" in error.message else "examiner"


class OverrideDialog(Form):
    """Sets a priority by hand: with a reason, and only until a day."""

    def __init__(
        self,
        parent: QWidget,
        references: Sequence[str],
        priorities: Terms,
        reasons: Terms,
        today: date,
        taken: str = "",
    ) -> None:
        super().__init__(parent, "Override the priority", "&Override")
        self._today = today
        self.priority = choice(priorities, taken)
        self.reason = choice([("", "Choose why"), *reasons])
        self.until = day_field(today + USUAL)
        self.words = QLineEdit()
        self.paper.insertWidget(0, caption(named(references)))
        self.add_field("priority", "&Priority", self.priority)
        self.add_field("reason", "&Reason", self.reason)
        self.add_field("until", "&Until", self.until)
        self.add_field("words", "Re&mark", self.words)
        self.paper.addWidget(
            caption(
                "The points stay as they are. After the last day the priority of"
                " the points holds again."
            )
        )
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> Override:
        if not self.reason.currentData():
            raise InvalidRequest("Choose why the priority is another.")
        until = day_of(self.until)
        if until < self._today:
            raise InvalidRequest(
                "The last day of an override cannot be over already.",
                remedy="Give today or a later day.",
            )
        return Override(
            priority=Priority(self.priority.currentData()),
            reason=self.reason.currentData(),
            until=until,
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        return "until" if "day" in error.message else "reason"


class NoteDialog(Form):
    """Takes a note on one request, such as that somebody was asked again."""

    def __init__(self, parent: QWidget, reference: str, text: str) -> None:
        super().__init__(parent, "Record a chase", "&Record")
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.paper.insertWidget(0, caption(f"A note on {reference}."))
        self.add_field("text", "&Note", self.text)
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> str:
        return self.text.toPlainText()

    def place_of(self, error: AppError) -> str:
        del error
        return "text"


def named(references: Sequence[str]) -> str:
    """Return the requests that a form is about, in words."""
    words = ", ".join(references[:MOST_NAMED])
    more = len(references) - MOST_NAMED
    return f"{words} and {more:,} more" if more > 0 else words
