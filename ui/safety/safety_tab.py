"""What the tabs of Safety have in common: a desk answers when they are looked at."""

from PySide6.QtCore import Signal

from app.reports.facts import Facts
from ui.controls.tab import Tab


class SafetyTab(Tab):
    """A tab whose content comes from a desk, not from the ledger."""

    wanted = Signal()  # it is looked at: its desk brings it up to date

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""

    def show_facts(self, facts: Facts) -> None:  # noqa: ARG002 - asked of a tab
        self.wanted.emit()

    def sentence(self) -> str:
        return self._sentence

    def say(self, sentence: str) -> None:
        """Say in the head of the page what the tab shows."""
        self._sentence = sentence
        self.sentence_changed.emit()
