"""Says what runs and how far it is."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget


class Working(QWidget):
    """A few words and a bar; hidden while nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what runs."""
        self._words.setText(words)
        self._bar.setValue(0)

    @Slot(int)
    def show_progress(self, percent: int) -> None:
        """Show how far it is."""
        self._bar.setValue(percent)
