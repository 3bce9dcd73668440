"""The own view: what is on record of whoever uses the window, and nobody else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.card import MARGIN
from ui.controls.empty_state import EmptyState
from ui.wellbeing.person_panel import PersonPanel
from ui.wellbeing.sight import PersonSight

OWN = ("exposure", "tolerance")
"""Tables of which a person may take away their own entries."""


class OwnTab(QWidget):
    """Shows the person whose account is that of the user, or how to become known."""

    limit_wanted = Signal()
    remove_wanted = Signal(object)  # the Entry

    def __init__(self, account: str) -> None:
        super().__init__()
        self.limit_button = button("My own &limit…", "edit")
        self.panel = PersonPanel(self.limit_button, removes=OWN)
        self._empty = EmptyState(
            "No person has your account",
            f"Your account is “{account}”. Whoever keeps People enters it with your"
            " person; then what is on record of you is here, and you log your own.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN // 2, 0, 0)
        layout.addWidget(self._stack)
        self.limit_button.clicked.connect(self.limit_wanted)
        self.panel.remove_wanted.connect(self.remove_wanted)
        self.show_sight(None)

    def show_sight(self, sight: PersonSight | None) -> None:
        """Show the user's own person; None if there is none."""
        self.panel.show_sight(sight)
        self._stack.setCurrentWidget(self.panel if sight else self._empty)

    def allow(self, *, is_allowed: bool) -> None:
        """Let things be recorded, or not."""
        self.panel.allow(is_allowed=is_allowed)
        self.limit_button.setEnabled(is_allowed)
