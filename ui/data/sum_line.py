"""The sum of an import: rows of the file, and the bins in which they end."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.intake.check import Bin
from ui.controls.card import Card
from ui.controls.label import set_tone

WORDS = {
    Bin.TAKEN: "to take in",
    Bin.DUPLICATE: "duplicates",
    Bin.REJECTED: "rejected",
    Bin.BLANK: "blank or title",
}
PAST_WORDS = {**WORDS, Bin.TAKEN: "taken in"}
TONES = {Bin.TAKEN: "good", Bin.REJECTED: "bad"}

Counts = Mapping[Bin, int]


def sum_sentence(counts: Counts, words: Mapping[Bin, str] = WORDS) -> str:
    """Return the sum as a sentence; every row of the file is in it once."""
    parts = " + ".join(f"{counts[bin_]:,} {words[bin_]}" for bin_ in Bin)
    rows = sum(counts.values())
    return f"{rows:,} {'row' if rows == 1 else 'rows'} = {parts}"


class SumLine(QWidget):
    """Shows the sum as figures in a row: rows of the file and the four bins."""

    opened = Signal(object)  # the bin that was asked for

    def __init__(self, words: Mapping[Bin, str] = WORDS) -> None:
        super().__init__()
        self._words = words
        self._rows = QLabel()
        self._figures = {bin_: QLabel() for bin_ in Bin}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_tile(self._rows, "rows in the file"), 1)
        for sign, bin_ in zip("=+++", Bin, strict=True):
            mark = QLabel(sign)
            mark.setObjectName("card_title")
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(_tile(self._figures[bin_], words[bin_]), 1)

    def show_counts(self, counts: Counts) -> None:
        """Show the sum."""
        self._rows.setText(f"{sum(counts.values()):,}")
        for bin_, figure in self._figures.items():
            figure.setText(f"{counts[bin_]:,}")
            set_tone(figure, TONES.get(bin_, "") if counts[bin_] else "")
        self.setAccessibleName(sum_sentence(counts, self._words))

    def sentence(self) -> str:
        """Return the sum that is shown, as a sentence."""
        return self.accessibleName()


def _tile(figure: QLabel, words: str) -> QWidget:
    figure.setObjectName("figure_value")
    card = Card()
    card.heading.hide()
    card.body.setSpacing(0)
    card.body.setContentsMargins(12, 4, 12, 6)
    card.body.addWidget(figure)
    label = QLabel(words)
    label.setObjectName("caption")
    card.body.addWidget(label)
    return card
