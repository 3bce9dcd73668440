"""What a page says when it has nothing to show, with the one next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.label import caption


class EmptyState(QWidget):
    """Says what belongs here and offers the next step."""

    wanted = Signal()  # the button was pressed

    def __init__(
        self, title: str, sentence: str, action: str = "", *, is_primary: bool = True
    ) -> None:
        """Make it; without ``action`` there is no button.

        A page whose head offers the same step has its primary button there.
        """
        super().__init__()
        self._title = heading = QLabel(title)
        heading.setObjectName("card_title")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = words = caption(sentence)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(heading)
        layout.addWidget(words)
        if action:
            go = button(action, is_primary=is_primary)
            go.clicked.connect(self.wanted)
            layout.addSpacing(8)
            layout.addWidget(go, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def show_title(self, text: str) -> None:
        """Say another title."""
        self._title.setText(text)

    def show_sentence(self, text: str) -> None:
        """Say another sentence."""
        self._words.setText(text)
