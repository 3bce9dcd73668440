"""A line of text with names that are known to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter


class NameBox(QComboBox):
    """Takes any text; the list offers names, and typing finds those with it."""

    textChanged = Signal(str)  # noqa: N815 - named as that of a line of text

    def __init__(self, names: Sequence[str], hint: str) -> None:
        """Make the box, empty at first; ``hint`` says what belongs into it."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(names))
        self.setCurrentIndex(-1)
        if (line := self.lineEdit()) is not None:
            line.setPlaceholderText(hint)
        self.setEditText("")
        if (completer := self.completer()) is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editTextChanged.connect(self.textChanged)

    def text(self) -> str:
        """Return what is typed or chosen."""
        return self.currentText()

    def setText(self, text: str) -> None:
        """Put a text into the box."""
        self.setEditText(text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around the box."""
        event.ignore()
