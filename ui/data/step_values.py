"""Third step: which of our codes does each word of the file mean?"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from app.intake.cells import STRICT_FIELDS
from app.intake.fields import field_named
from app.intake.mapping import Mapping
from app.intake.values import NO
from app.intake.words import plain
from ui.controls.label import caption, set_tone
from ui.data.choice_table import ChoiceTable, ChoiceView, Line
from ui.data.step import Step
from ui.import_questions import Questions, Word

EMPTY, UNKNOWN = "", "?"
MOST_WORDS = 300
"""Words of one column that are shown; a column with more is hardly coded."""


class ValuesStep(Step):
    """Shows each word of the coded columns with the code that was guessed for it."""

    title = "Words"
    heading = "What do the words in the file mean?"

    def __init__(self) -> None:
        super().__init__()
        self._questions = Questions(words={}, choices={}, dates={}, others={})
        self._mapping = Mapping()
        self._head = QLabel()
        self._head.setWordWrap(True)
        self.lines = ChoiceTable(
            ("Field", "Word in the file", "Rows", "Means", "What follows"), 3
        )
        self._view = ChoiceView(self.lines, "Meaning of each word")
        self.lines.chosen.connect(self._take)
        self._own = caption()
        self.body.addWidget(self._head)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._own)

    @property
    def mapping(self) -> Mapping:
        """The mapping with the user's codes."""
        return self._mapping

    def show_questions(self, questions: Questions, mapping: Mapping) -> None:
        """Show the words of a file; those not understood come first."""
        self._questions, self._mapping = questions, mapping
        self._show()
        self._view.fit_columns((150, 230, 70, 260, 0))
        self._view.selectRow(0)
        shown = ", ".join(f"{word} ({rows:,})" for word, rows in questions.own[:20])
        rest = len(questions.own) - 20
        more = f" and {rest} more" if rest > 0 else ""
        self._own.setText(
            f"Divisions are taken as they stand and become the unit's own list"
            f" ({len(questions.own)}): {shown}{more}."
        )
        self._own.setVisible(bool(questions.own))

    def begin(self) -> None:
        self._view.setFocus()

    @Slot(object, str)
    def _take(self, key: tuple[str, str], code: str) -> None:
        name, text = key
        if code == UNKNOWN:
            return
        self._mapping = self._mapping.with_value(name, text, code)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        lines = [
            self._line(name, word)
            for name, words in self._questions.words.items()
            for word in words[:MOST_WORDS]
        ]
        first = [line for line in lines if self._is_open(line.key)]
        rest = [line for line in lines if not self._is_open(line.key)]
        self.lines.show_lines([*first, *rest])
        unclear = sum(1 for line in first if line.chosen == UNKNOWN)
        self._head.setText(self._sentence(len(lines), unclear))
        set_tone(self._head, "watch" if unclear else "plain")

    def _sentence(self, words: int, unclear: int) -> str:
        if not words:
            return "No column of the file holds codes: there is nothing to choose here."
        if not unclear:
            return f"Every word was understood ({words:,}); look them over."
        return (
            f"{unclear:,} of {words:,} words were not understood: choose what they"
            " mean, or leave them; the last column says what follows."
        )

    def _is_open(self, key: tuple[str, str]) -> bool:
        """Whether a word was not understood when it was first shown."""
        name, text = key
        return next(
            (w.code is None for w in self._questions.words[name] if w.text == text),
            False,
        )

    def _line(self, name: str, word: Word) -> Line:
        chosen = self._mapping.values.get(name, {}).get(plain(word.text), word.code)
        code = UNKNOWN if chosen is None else chosen
        note, tone = self._consequence(name, code, word)
        unknown = [(UNKNOWN, "not understood")] if word.code is None else []
        return Line(
            key=(name, word.text),
            cells=(field_named(self._mapping.kind, name).label, word.text, word.rows),
            choices=[*unknown, (EMPTY, "leave empty"), *self._questions.choices[name]],
            chosen=code,
            tone=tone,
            note=note,
        )

    def _consequence(self, name: str, code: str, word: Word) -> tuple[str, str]:
        rows = "1 row is" if word.rows == 1 else f"{word.rows:,} rows are"
        if code == UNKNOWN and name in STRICT_FIELDS:
            return f"{rows} rejected", "bad"
        if code == UNKNOWN:
            return f"{rows} taken, this cell left empty", "watch"
        if code == NO and name == "shown_as":
            return f"{rows} rejected: nobody is away", "watch"
        return ("left empty", "plain") if code == EMPTY else ("", "plain")
