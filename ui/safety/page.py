"""Safety: is every copy good, is the history whole, who may write, who may read?"""

from ui.safety.check_desk import CheckDesk
from ui.safety.check_tab import CheckTab
from ui.safety.copies_desk import CopiesDesk
from ui.safety.copies_tab import CopiesTab
from ui.safety.erase_desk import EraseDesk
from ui.safety.leaving_desk import LeavingDesk
from ui.safety.leaving_tab import LeavingTab
from ui.safety.protection_desk import ProtectionDesk
from ui.safety.protection_tab import ProtectionTab
from ui.safety.salvaged_desk import SalvagedDesk
from ui.safety.sharing_desk import SharingDesk
from ui.safety.sharing_tab import SharingTab
from ui.session import Session
from ui.tabbed_page import TabbedPage


class SafetyPage(TabbedPage):
    """The tabs of safety; each has a desk that does what it asks for."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Safety")
        self.copies, self.check, self.sharing = CopiesTab(), CheckTab(), SharingTab()
        self.protection, self.leaving = ProtectionTab(), LeavingTab()
        self.add_tabs(
            *(self.copies, self.check, self.sharing), self.protection, self.leaving
        )
        self.desks = (
            CopiesDesk(self, self.copies),
            CheckDesk(self, self.check),
            EraseDesk(self, self.check),
            SalvagedDesk(self, self.check),
            SharingDesk(self, self.sharing),
            ProtectionDesk(self, self.protection),
            LeavingDesk(self, self.leaving),
        )
