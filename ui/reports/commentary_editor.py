"""Where the manager writes what stands under a report; kept when it is left."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class CommentaryEditor(QPlainTextEdit):
    """Plain text; ``left`` is emitted when the user leaves it changed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setAccessibleName("Commentary")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(
            "What should the reader know? It is printed with this month's figures."
        )

    @property
    def is_changed(self) -> bool:
        """Whether it holds anything that was not kept yet."""
        return self.toPlainText().strip() != self._kept

    def show_text(self, text: str) -> None:
        """Show what is kept."""
        self._kept = text.strip()
        if self.is_changed:
            self.setPlainText(text)

    def mark_kept(self) -> None:
        """Take what it holds as kept."""
        self._kept = self.toPlainText().strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_changed:
            self.left.emit()
