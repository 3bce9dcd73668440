"""Whether the store is whole, and which printed heads still match."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption, set_tone
from ui.controls.text_table import TextTable
from ui.last_check import CheckFound
from ui.safety.check_sight import CheckSight, StepRow
from ui.safety.safety_tab import SafetyTab

STEPS = ("Step", "Result", "Found")
HEADS = ("Printed", "Now", "Head", "Document")
NEVER = "Not checked yet on this computer."
MEANT = (
    "Reads every page, follows the chain of the history from the first entry, replays"
    " it and compares what comes out with every record."
)
ASK = "its number and characters, or words"
HEAD_MEANT = (
    "The head stands at the foot of every paper that is printed. Type the one from an"
    " earlier paper: if it matches, nothing recorded before that print was changed."
)


class CheckTab(SafetyTab):
    """Whether the store is whole, and which printed heads still match."""

    title = "Chec&k and history"
    check_wanted = Signal()
    stop_wanted = Signal()
    compare_wanted = Signal(str)  # what was typed
    erase_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.check_button = button("Check the &store", "check", is_primary=True)
        self.stop_button = button("Sto&p")
        self.compare_button = button("Co&mpare")
        self.erase_button = button("Erase a va&lue…")
        self.verdict = _words()
        self.about = caption(MEANT)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Check of the store")
        self.steps = TextTable("Steps of the check", is_even=False)
        self.heads = TextTable("Heads that were printed", is_even=False)
        self.present, self.aloud = _words(), caption()
        self.typed = QLineEdit()
        self.answer = _words()
        self.facts, self.notes = caption(), _words()
        self._build()
        self._connect()
        self.heads.hide()
        self.show_progress(None)
        self.show_steps([])

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addWidget(self._check_card(), 1)
        across.addWidget(self._heads_card(), 1)
        self.body.addLayout(across, 1)
        self.body.addWidget(self._file_card())
        self.setFocusProxy(self.check_button)

    def _check_card(self) -> Card:
        card = Card("Check of the store", corner=self.check_button)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        card.body.addWidget(self.verdict)
        card.body.addWidget(self.about)
        card.body.addLayout(row)
        card.body.addWidget(self.steps, 1)
        card.body.addStretch()
        return card

    def _heads_card(self) -> Card:
        card = Card("Printed heads")
        card.body.addWidget(caption(HEAD_MEANT))
        card.body.addWidget(self.present)
        card.body.addWidget(self.aloud)
        label = QLabel("Head on a pape&r")
        label.setBuddy(self.typed)
        self.typed.setAccessibleName("Head on a paper")
        self.typed.setPlaceholderText(ASK)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.typed, 1)
        row.addWidget(self.compare_button)
        card.body.addLayout(row)
        card.body.addWidget(self.answer)
        self.answer.hide()
        self.heads.horizontalHeader().setStretchLastSection(False)
        card.body.addWidget(self.heads, 1)
        card.body.addStretch()
        return card

    def _file_card(self) -> Card:
        card = Card("The file", corner=self.erase_button)
        card.body.addWidget(self.facts)
        card.body.addWidget(self.notes)
        self.lists = QVBoxLayout()
        card.body.addLayout(self.lists)
        return card

    def _connect(self) -> None:
        self.check_button.clicked.connect(self.check_wanted)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.compare_button.clicked.connect(self._compare)
        self.typed.returnPressed.connect(self._compare)
        self.typed.textEdited.connect(self._forget_answer)
        self.erase_button.clicked.connect(self.erase_wanted)

    def add_list(self, widget: QWidget) -> None:
        """Add a list under the facts of the file."""
        self.lists.addWidget(widget)

    # ---- The check ------------------------------------------------------------------

    def show_progress(self, percent: int | None) -> None:
        """Show how far the check is; None when none runs."""
        for part in (self.bar, self.stop_button):
            part.setVisible(percent is not None)
        self.check_button.setEnabled(percent is None)
        self.bar.setValue(percent or 0)

    def show_found(self, found: CheckFound | None) -> None:
        """Show what the last check found; None where there was none."""
        self.verdict.setText(found.verdict if found else NEVER)
        self.about.setText(found.about if found else MEANT)
        tone = "plain" if found is None else "good" if found.is_sound else "bad"
        set_tone(self.verdict, tone)
        self.say(found.verdict if found else NEVER)

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        """Show what each step of the check found; nothing before one was made."""
        rows = [(step.name, step.result, step.found) for step in steps]
        self.steps.show_rows(STEPS, rows, numbers_from=len(STEPS))
        self.steps.setVisible(bool(rows))

    # ---- Heads ----------------------------------------------------------------------

    def show_sight(self, sight: CheckSight) -> None:
        """Show the heads and the facts of the file."""
        self.present.setText(f"Now: {sight.present}")
        self.aloud.setText(f"Read aloud: {sight.aloud}. {sight.since}.")
        rows = [
            (one.printed, one.result, one.head, one.document) for one in sight.heads
        ]
        self.heads.show_rows(HEADS, rows, numbers_from=len(HEADS))
        stretch = QHeaderView.ResizeMode.Stretch  # a long name is cut, not the table
        self.heads.horizontalHeader().setSectionResizeMode(len(HEADS) - 1, stretch)
        self.heads.setVisible(bool(rows))
        self.facts.setText(sight.facts)
        notes = " ".join(filter(None, (sight.clock, sight.erased)))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        set_tone(self.notes, "watch" if sight.clock else "plain")

    def show_answer(self, words: str, *, is_match: bool) -> None:
        """Say whether the head that was typed matches."""
        self.answer.setText(words)
        self.answer.show()
        set_tone(self.answer, "good" if is_match else "bad")

    @Slot()
    def _compare(self) -> None:
        self.compare_wanted.emit(self.typed.text())

    @Slot()
    def _forget_answer(self) -> None:
        self.answer.hide()

    def allow(self, *, is_allowed: bool) -> None:
        self.erase_button.setEnabled(is_allowed)


def _words() -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
