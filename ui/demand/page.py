"""Demand: what is coming, and how does it compare?"""

from ui.demand.arrivals_tab import ArrivalsTab
from ui.demand.year_tab import YearTab
from ui.session import Session
from ui.tabbed_page import TabbedPage


class DemandPage(TabbedPage):
    """What arrived, against earlier years, what is expected, and what drives it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Demand")
        self.arrivals, self.year = ArrivalsTab(), YearTab()
        self.add_tabs(self.arrivals, self.year)
