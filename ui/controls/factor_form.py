"""Judging the factors of a request: the values side by side, the points beside them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.casework.vocabulary import Vocabulary
from app.rules.policy import Policy, Values, value_words
from app.rules.priority import AUTOMATIC, Score, score_of
from ui.controls.button import Choice
from ui.controls.label import caption
from ui.controls.score_list import ScoreList

UNJUDGED = "not judged"
GAP = 18


class FactorForm(QWidget):
    """Asks for the factors that are judged; the others follow from the facts.

    Tab goes from factor to factor, the arrow keys choose a value.
    """

    changed = Signal()

    def __init__(self, policy: Policy, factors: Vocabulary) -> None:
        """Make the form.

        Args:
            policy: Whose values are offered and whose points are shown.
            factors: The list of factors, for their guidance.
        """
        super().__init__()
        self._policy = policy
        self._automatic: Values = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self.choices: dict[str, Choice] = {}
        self.score_list = ScoreList()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for code in policy.factors:
            if code not in AUTOMATIC:
                guidance = factors.term(code).guidance if code in factors else ""
                self._add_factor(grid, code, guidance)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(grid)
        left.addStretch(1)
        right.addWidget(self.score_list)
        right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(left, 3)
        layout.addLayout(right, 2)
        self._show_score()

    def values(self) -> dict[str, str]:
        """Return the value of each factor that was judged, by its code."""
        return {
            code: self._values[code][choice.position - 1]
            for code, choice in self.choices.items()
            if choice.position > 0
        }

    def show_values(self, judged: Values, automatic: Values | None = None) -> None:
        """Show what was judged before, and the values that follow from the facts."""
        self._automatic = automatic or {}
        for code, choice in self.choices.items():
            known, value = self._values[code], judged.get(code, "")
            choice.choose(known.index(value) + 1 if value in known else 0)
        self._show_score()

    def score(self) -> Score:
        """Return the score of what is judged, with what follows from the facts."""
        return score_of(self._policy, {**self.values(), **self._automatic})

    def _add_factor(self, grid: QGridLayout, code: str, guidance: str) -> None:
        values = tuple(self._policy.factors[code])
        name = self._policy.label(code)
        choice = Choice((UNJUDGED, *map(value_words, values)), name)
        for one in choice.buttons():
            one.setToolTip(guidance)
        choice.chosen.connect(self._tell)
        label = QLabel(name)
        label.setObjectName("line_title")
        label.setTextFormat(Qt.TextFormat.PlainText)
        row = grid.rowCount()
        grid.addWidget(label, row, 0)
        grid.addWidget(choice, row, 1, Qt.AlignmentFlag.AlignLeft)
        words = caption(guidance)
        words.setContentsMargins(0, 0, 0, 6)
        grid.addWidget(words, row + 1, 0, 1, 2)
        self._values[code], self.choices[code] = values, choice

    @Slot()
    def _tell(self) -> None:
        self._show_score()
        self.changed.emit()

    def _show_score(self) -> None:
        self.score_list.show_score(self.score())
