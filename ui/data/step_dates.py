"""Fourth step: how are the days written? Asked only where the column cannot tell."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from app.intake.dates import DateFormat, DateReading, Outcome
from app.intake.fields import field_named
from app.intake.mapping import ANY_COLUMN, Mapping
from ui.controls.label import caption, set_tone
from ui.data.choice_table import ChoiceTable, ChoiceView, Line
from ui.data.step import Step
from ui.import_questions import Questions, meaning

OPEN = "?"


class DatesStep(Step):
    """Shows how each column of dates is read and asks where that is undecided."""

    title = "Dates"
    heading = "How are the dates written?"
    action = "&Check every row"

    def __init__(self) -> None:
        super().__init__()
        self._questions = Questions(words={}, choices={}, dates={}, others={})
        self._mapping = Mapping()
        self._head = QLabel()
        self._head.setWordWrap(True)
        self.lines = ChoiceTable(
            ("Field", "Column of the file", "Read as", "What follows"), 2
        )
        self._view = ChoiceView(self.lines, "How the dates of each column are read")
        self.lines.chosen.connect(self._take)
        self.body.addWidget(self._head)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(
            caption(
                "A column is read in one way from top to bottom: days and months are"
                " never swapped for single cells."
            )
        )

    @property
    def mapping(self) -> Mapping:
        """The mapping with the user's answers."""
        return self._mapping

    def show_questions(self, questions: Questions, mapping: Mapping) -> None:
        """Show how the dates of a file are read."""
        self._questions, self._mapping = questions, mapping
        self._show()
        self._view.fit_columns((150, 190, 350, 0))
        self._view.selectRow(0)

    def missing(self) -> str:
        names = self._unanswered()
        if not names:
            return ""
        first = f"“{self._mapping.columns[names[0]]}”"
        return f"Choose how the dates of column {first} are to be read."

    def begin(self) -> None:
        self._view.setFocus()

    @Slot(object, str)
    def _take(self, name: str, chosen: str) -> None:
        if chosen == OPEN:
            return
        form = DateFormat(chosen)
        is_mixed = self._questions.dates[name].outcome is Outcome.MIXED
        self._mapping = self._mapping.with_date(name, form, accept_mixed=is_mixed)
        if not is_mixed:
            self._answer_alike(form)
        self._show()
        self.changed.emit()

    def _answer_alike(self, form: DateFormat) -> None:
        """Take the answer for the other undecided columns that nobody answered yet."""
        for name in self._unanswered():
            reading = self._questions.dates[name]
            if reading.outcome is Outcome.UNDECIDED and form in reading.candidates:
                self._mapping = self._mapping.with_date(name, form)

    def _unanswered(self) -> list[str]:
        return [
            name
            for name, reading in self._questions.dates.items()
            if reading.outcome in (Outcome.UNDECIDED, Outcome.MIXED)
            and self._answer(name, reading) is None
        ]

    def _answer(self, name: str, reading: DateReading) -> DateFormat | None:
        form = self._mapping.dates.get(name, self._mapping.dates.get(ANY_COLUMN))
        if form not in reading.candidates:
            return None
        is_mixed = reading.outcome is Outcome.MIXED
        return None if is_mixed and name not in self._mapping.mixed else form

    def _show(self) -> None:
        dates = self._questions.dates
        order = sorted(dates, key=lambda name: len(dates[name].candidates) < 2)
        self.lines.show_lines([self._line(name, dates[name]) for name in order])
        waiting = len(self._unanswered())
        self._head.setText(_sentence(len(dates), waiting))
        set_tone(self._head, "watch" if waiting else "plain")

    def _line(self, name: str, reading: DateReading) -> Line:
        form = reading.format or self._answer(name, reading)
        choices = [
            (one.value, self._words(name, reading, one)) for one in reading.candidates
        ]
        if len(choices) > 1:
            choices = [(OPEN, "choose …"), *choices]
        note, tone = self._consequence(name, reading, form)
        return Line(
            key=name,
            cells=(
                field_named(self._mapping.kind, name).label,
                self._mapping.columns[name],
            ),
            choices=choices or [(OPEN, "no dates")],
            chosen=form.value if form else OPEN,
            tone=tone,
            note=note,
        )

    def _words(self, name: str, reading: DateReading, form: DateFormat) -> str:
        others = self._questions.others.get((name, form), 0)
        if reading.outcome is Outcome.MIXED and others:
            return f"{form.value}: {others:,} cells are written otherwise"
        if reading.outcome is not Outcome.UNDECIDED:
            return form.value
        cell = reading.examples[0]
        return f"{form.value}: {cell} is {meaning(cell, form)}"

    def _consequence(
        self, name: str, reading: DateReading, form: DateFormat | None
    ) -> tuple[str, str]:
        if reading.outcome is Outcome.EMPTY:
            return "no cell holds a date", "plain"
        if form is None and reading.outcome is Outcome.MIXED:
            return f"written in several ways: {_listed(reading.examples)}", "bad"
        if form is None:
            return "day or month first?", "bad"
        others = self._questions.others.get((name, form), 0)
        if reading.outcome is Outcome.MIXED and others:
            rows = "1 row" if others == 1 else f"{others:,} rows"
            return f"{rows} will be rejected", "watch"
        return ("clear", "good") if reading.format else ("", "plain")


def _sentence(columns: int, waiting: int) -> str:
    if not waiting:
        return f"It is clear how the {columns} columns of dates are written."
    one = "One column" if waiting == 1 else f"{waiting} columns"
    return f"{one} of dates can be read in more than one way. Choose which is meant."


def _listed(cells: Sequence[str]) -> str:
    return " and ".join(f"“{cell}”" for cell in cells[:2])
