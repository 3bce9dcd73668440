"""Does what the tab Copies asks for."""

from PySide6.QtCore import QObject, Slot

from ui.page import Page
from ui.safety.copies_tab import CopiesTab


class CopiesDesk(QObject):
    """Between the tab and the store."""

    def __init__(self, page: Page, tab: CopiesTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        tab.wanted.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date."""
