"""The head of a page: its title, one sentence of scope and date, its actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.controls.label import ElidedLabel


class PageHeader(QWidget):
    """Title and sentence on the left, actions on the right, the primary one last."""

    def __init__(self, title: str, *actions: QWidget) -> None:
        super().__init__()
        self._title = QLabel(title)
        self._title.setObjectName("page_title")
        self._sentence = ElidedLabel()
        self._sentence.setObjectName("page_sentence")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(words, 1)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_sentence(self, text: str) -> None:
        """Say what the page covers and as at which day."""
        self._sentence.setText(text)

    def sentence(self) -> str:
        """Return the sentence shown."""
        return self._sentence.text()
