"""Lists what was salvaged and marks it as checked, on the tab Check."""

from PySide6.QtCore import QObject, Slot

from app.errors import AppError
from app.salvage.marks import check_off, count_marks, read_marks
from ui.alerts import show_error
from ui.page import Page
from ui.safety.check_tab import CheckTab
from ui.safety.salvaged_list import SalvagedList


class SalvagedDesk(QObject):
    """Between the list and the store."""

    def __init__(self, page: Page, tab: CheckTab) -> None:
        super().__init__(page)
        self._page = page
        self.list = SalvagedList()
        tab.add_list(self.list)
        tab.wanted.connect(self.refresh)
        self.list.checked.connect(self.check)

    @Slot()
    def refresh(self) -> None:
        """Show what is still to be checked."""
        store = self._page.session.store
        try:
            marks, total = read_marks(store), count_marks(store)
        except AppError as error:
            show_error(self._page, error)
            return
        rows = [
            (mark.uid, mark.subject.capitalize(), mark.name, mark.source, mark.detail)
            for mark in marks
        ]
        self.list.show_marks(rows, total)

    @Slot(list)
    def check(self, uids: list[str]) -> None:
        """Note that records were checked."""
        if uids:
            words = f"Salvaged records marked as checked: {len(uids):,}"
            self._page.carry_out(check_off, uids, words)
            self.refresh()
