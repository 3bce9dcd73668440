"""A short word that something was done, with a way to undo it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

SECONDS = 8
"""How long it stays."""


class Toast(QFrame):
    """Lies over the lower edge of its parent for some seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._undo: Callable[[], None] | None = None
        self._text = QLabel()
        self._button = QPushButton("Undo")
        self._button.clicked.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        self.hide()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a text, aloud too, and offer to undo if that is possible."""
        self._undo = undo
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def place(self) -> None:
        """Move to the middle of the lower edge of the parent."""
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - 44)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
