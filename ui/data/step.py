"""What every step of the import has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Step(QWidget):
    """One step of the import; the wizard shows its title and asks what is missing.

    Attributes:
        title: What the list of steps says.
        heading: What the user does here.
        action: Words of the button that goes on, with the access key.
        body: Where the step puts its parts.
    """

    changed = Signal()  # what is missing may have changed

    title = ""
    heading = ""
    action = "&Next"

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)

    def missing(self) -> str:
        """Return what keeps the user from going on; empty if nothing does."""
        return ""

    def begin(self) -> None:
        """Put the cursor where the step begins."""
        self.setFocus()
