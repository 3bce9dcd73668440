"""What every tab of the room has in common."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.people.sight import Sight


class PeopleTab(QWidget):
    """One tab: it is handed what to show when it is looked at, and emits what is asked.

    Attributes:
        title: What its tab says, with an access key.
        head_buttons: Buttons that stand in the head of the page while it is in sight.
    """

    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.sight: Sight | None = None
        self.head_buttons: tuple[QPushButton, ...] = ()
        self.paper = QVBoxLayout(self)
        self.paper.setContentsMargins(0, 10, 0, 0)
        self.paper.setSpacing(8)

    def show_sight(self, sight: Sight) -> None:
        """Show the team as at a day."""
        self.sight = sight
        self.fill(sight)

    def fill(self, sight: Sight) -> None:
        """Bring everything on the tab up to date."""

    def sentence(self, sight: Sight) -> str:
        """Return the sentence of scope and date for the head of the page."""
        del sight
        return ""

    def go_find(self) -> None:
        """Put the cursor where the user types what to find."""
        self.setFocus()
