"""One sentence to read aloud, with its range and its main assumption."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel

from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.label import caption


class Aloud(Card):
    """Says what a tab shows in a sentence, which can be copied; small print below."""

    toast_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words, self.small = QLabel(), caption()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAccessibleName("To read aloud")
        keys = Qt.TextInteractionFlag
        self.words.setTextInteractionFlags(
            keys.TextSelectableByMouse | keys.TextSelectableByKeyboard
        )
        self.copy_button = button("Copy &sentence", "table")
        self.copy_button.setToolTip("Copy the sentence and what it rests on")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.small)
        self.copy_button.clicked.connect(self.copy)

    def say(self, sentence: str, small: str = "") -> None:
        """Show a sentence, and what it rests on in small letters."""
        self.words.setText(sentence)
        self.small.setText(small)
        self.small.setVisible(bool(small))

    def text(self) -> str:
        """Return everything that is said."""
        return " ".join(filter(None, (self.words.text(), self.small.text())))

    @Slot()
    def copy(self) -> None:
        """Copy what is said."""
        QGuiApplication.clipboard().setText(self.text())
        self.toast_wanted.emit("Sentence copied")
