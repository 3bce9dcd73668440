"""Plan: what if? what do we need?"""

from PySide6.QtWidgets import QVBoxLayout

from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.page import Page
from ui.session import Session


class PlanPage(Page):
    """What if? What do we need?"""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.header = PageHeader("Plan")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.addWidget(self.header)
        layout.addStretch(1)
