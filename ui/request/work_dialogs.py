"""Forms for the work on a request: an examination, hours, an end, a note."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.casework.examination import Examination, HoursLogged
from app.casework.note import Note
from app.errors import AppError
from app.rules.free_text import suspicions
from ui.controls.form import Form, OptionalDay, choice, day_field, day_of
from ui.controls.label import caption, set_tone
from ui.request.fact_field import (
    NOT_RECORDED,
    code_choice,
    number_of,
    person_choice,
)
from ui.request.sight import CaseSight

MOST_HOURS = 100_000
"""Hours of one piece of work at the most."""

LEAVE_OUT = "Names and passcodes do not belong in a note."

WHOLE = ("", "The request as a whole")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationDraft:
    """What the form was filled in with.

    Attributes:
        examination: The piece of work; its uid is empty for a new one.
        facts: Of one that is changed, the columns that differ.
        on: The day from which it holds.
    """

    examination: Examination
    facts: dict[str, Any]
    on: date


class ExaminationDialog(Form):
    """Adds a piece of work, or changes one."""

    def __init__(
        self, parent: QWidget, sight: CaseSight, examination: Examination | None = None
    ) -> None:
        title = "Change the examination" if examination else "Add an examination"
        super().__init__(parent, title, "&Save" if examination else "&Add")
        kind = sight.request.examination_type or ""
        self._start = examination or Examination(
            uid="", request=sight.request.uid, type=kind
        )
        one, estimate = self._start, self._start.effort_estimated
        level = "examination_level"
        self.type = choice(sight.terms("examination_type"), one.type)
        exhibits = [(each.uid, each.reference) for each in sight.case.exhibits]
        self.exhibit = choice([WHOLE, *exhibits], one.exhibit or "")
        self.level = code_choice(sight.terms(level), one.level, sight, level)
        self.estimate = QLineEdit("" if estimate is None else f"{estimate:g}")
        self.examiner = person_choice(sight, one.examiner)
        self.method = QLineEdit(one.method or "")
        self.scope = choice([NOT_RECORDED, ("yes", "Yes"), ("no", "No")])
        self.scope.setCurrentIndex({None: 0, True: 1, False: 2}[one.in_scope])
        self.started = OptionalDay("Begun", one.started_on, sight.today)
        self.ended = OptionalDay("Finished", one.done_on, sight.today)
        self.on = day_field(sight.today)
        self._add_fields()

    def _add_fields(self) -> None:
        self.add_field("type", "&Type", self.type)
        self.add_field("exhibit", "On e&xhibit", self.exhibit)
        self.add_field("level", "&Level", self.level)
        self.add_field("estimate", "&Hours estimated", self.estimate)
        self.add_field("examiner", "&Examiner", self.examiner)
        self.add_field("method", "&Method", self.method)
        self.add_field("scope", "Method in s&cope", self.scope)
        self.add_field("started", "&Begun", self.started)
        self.add_field("done", "&Finished", self.ended)
        self.add_field("on", "So f&rom", self.on)
        self.close_up()
        self.setMinimumWidth(460)

    def value(self) -> ExaminationDraft:
        facts: dict[str, Any] = {
            "type": str(self.type.currentData()),
            "exhibit": self.exhibit.currentData() or None,
            "level": self.level.currentData(),
            "effort_estimated": number_of(
                self.estimate.text(), "Hours estimated", MOST_HOURS
            ),
            "examiner": self.examiner.currentData(),
            "method": self.method.text().strip() or None,
            "in_scope": {"yes": True, "no": False}.get(self.scope.currentData()),
            "started_on": self.started.day(),
            "done_on": self.ended.day(),
        }
        start = self._start
        return ExaminationDraft(
            examination=replace(start, **facts),
            facts={n: v for n, v in facts.items() if v != getattr(start, n)},
            on=day_of(self.on),
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        if "Hours estimated" in text:
            return "estimate"
        return "done" if "finished" in text or "end of work" in text else "on"


class FinishDialog(Form):
    """Asks for the day on which a piece of work was finished."""

    def __init__(self, parent: QWidget, sight: CaseSight, words: str) -> None:
        super().__init__(parent, f"Finish {words}", "&Finish")
        self.on = day_field(sight.today)
        self.add_field("on", "Finished o&n", self.on)
        self.close_up()

    def value(self) -> date:
        return day_of(self.on)

    def place_of(self, error: AppError) -> str:
        del error
        return "on"


class HoursDialog(Form):
    """Logs hours of one person on one day."""

    def __init__(
        self, parent: QWidget, sight: CaseSight, examination: Examination | None
    ) -> None:
        super().__init__(parent, f"Log hours on {sight.request.reference}", "&Log")
        self._request = sight.request.uid
        pieces = [(one.uid, work_text(one, sight)) for one in sight.case.examinations]
        taken = examination.uid if examination else ""
        who = (examination and examination.examiner) or sight.request.examiner
        self.work = choice([WHOLE, *pieces], taken)
        self.person: QComboBox = person_choice(sight, who)
        self.on = day_field(sight.today)
        self.hours = QLineEdit()
        self.add_field("work", "&Work", self.work)
        self.add_field("person", "Wh&o", self.person)
        self.add_field("on", "&Day", self.on)
        self.add_field("hours", "&Hours", self.hours)
        self.close_up()
        self.setMinimumWidth(420)
        self.hours.setFocus()

    def value(self) -> HoursLogged:
        hours = number_of(self.hours.text(), "Hours", 24)
        return HoursLogged(
            uid="",
            request=self._request,
            person=self.person.currentData(),
            done_on=day_of(self.on),
            hours=hours or 0.0,
            examination=self.work.currentData() or None,
        )

    def place_of(self, error: AppError) -> str:
        return "hours" if "number" in str(error) else "on"


class NoteDialog(Form):
    """Writes a note, or changes one; warns of what does not belong there."""

    def __init__(
        self, parent: QWidget, sight: CaseSight, note: Note | None = None
    ) -> None:
        title = "Change the note" if note else "Write a note"
        super().__init__(parent, title, "&Save")
        self._start = note or Note(
            uid="", request=sight.request.uid, written_on=sight.today, text=""
        )
        self.on = day_field(self._start.written_on)
        self.text = QPlainTextEdit(self._start.text)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(460, 180)
        self.warning = caption()
        set_tone(self.warning, "watch")
        self.add_field("on", "&Day", self.on)
        self.add_field("text", "&Note", self.text)
        self.show_row(self.on, note is None)
        self.paper.addWidget(self.warning)
        self.close_up()
        self.text.textChanged.connect(self._warn)
        self._warn()
        self.text.setFocus()

    def value(self) -> Note:
        return replace(
            self._start, written_on=day_of(self.on), text=self.text.toPlainText()
        )

    def place_of(self, error: AppError) -> str:
        return "on" if "day to come" in str(error) else "text"

    @Slot()
    def _warn(self) -> None:
        found = suspicions(self.text.toPlainText())
        told = (f"“{one.text}” looks like {one.looks.value}." for one in found)
        self.warning.setText(" ".join((*told, LEAVE_OUT)))
        self.warning.setVisible(bool(found))


def work_text(examination: Examination, sight: CaseSight) -> str:
    """Return a piece of work in a few words: its type and its exhibit."""
    kind = sight.names.label("examination_type", examination.type)
    for exhibit in sight.case.exhibits:
        if exhibit.uid == examination.exhibit:
            return f"{kind}, {exhibit.reference}"
    return kind
