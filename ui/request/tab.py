"""What every tab of the page of a request has in common."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.controls.label import caption
from ui.request.sight import CaseSight


class Tab(QWidget):
    """One tab; it is built when it is first looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.sight: CaseSight | None = None
        self.said = caption()
        self.paper = QVBoxLayout(self)
        self.paper.setContentsMargins(0, 10, 0, 0)
        self.paper.setSpacing(8)

    def show_sight(self, sight: CaseSight) -> None:
        """Show a request."""
        self.sight = sight
        self.fill(sight)

    def fill(self, sight: CaseSight) -> None:
        """Bring everything on the tab up to date."""

    def add_bar(self, *actions: QPushButton) -> None:
        """Put a line with a sentence on the left and actions on the right on top."""
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.said, 1)
        for made in actions:
            bar.addWidget(made)
        self.paper.addLayout(bar)


def allow(buttons: Iterable[QPushButton], *, is_allowed: bool) -> None:
    """Let some buttons be pressed, or not."""
    for made in buttons:
        made.setEnabled(is_allowed)
