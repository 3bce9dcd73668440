"""Gross to net: the way from contracted to casework hours, each deduction by name."""

from app.reports.chart import day_text
from app.reports.facts import Facts
from ui.capacity.tab import Tab


class GrossTab(Tab):
    """A waterfall over a period, and its weeks and people in a table."""

    title = "Gross to &net"

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""

    def show_facts(self, facts: Facts) -> None:
        self._sentence = f"As at {day_text(facts.as_at)}."

    def sentence(self) -> str:
        return self._sentence
