"""The protective marking across the top of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class MarkingStrip(QLabel):
    """Shows the marking of the store in capitals; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(0, 2, 0, 2)
        self.show_marking("")

    def show_marking(self, marking: str) -> None:
        """Show a marking."""
        self.setText(marking.upper())
        self.setAccessibleName(f"Protective marking: {marking}")
        self.setVisible(bool(marking))
