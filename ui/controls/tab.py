"""One view of a room with tabs: what all of them have in common.

A tab takes values by ``show_facts`` and tells by signals what it cannot do itself: it
knows no store. The page (``ui.tabbed_page``) shows only the tab that is looked at; the
others are brought up to date when somebody goes there. To add one: derive from ``Tab``,
set ``title``, and give it to the page; what it writes, the page does on a signal of its
own.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.reports.facts import Facts
from ui.controls.card import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table that goes out of the program: to the clipboard or to a file.

    Attributes:
        name: Beginning of the file's name, such as ``gross-to-net``.
        head: Heads of the columns.
        rows: The rows, as text.
        words: What it covers, as at which day and what it counts: stands below.
    """

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: str


class Tab(QWidget):
    """A view of the room; ``body`` is its layout."""

    title = ""
    """What the tab says, with its access key."""

    rows_wanted = Signal(object, str)  # rows of the ledger, title of the list
    toast_wanted = Signal(str)  # what was done, where nothing was written
    export_wanted = Signal(object)  # the Listing to be written to a file
    sentence_changed = Signal()  # ``sentence`` says something else now

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, GAP, 0, 0)
        self.body.setSpacing(GAP)

    @abstractmethod
    def show_facts(self, facts: Facts) -> None:
        """Show the facts as at ``facts.as_at``; called when the tab is looked at."""

    @abstractmethod
    def sentence(self) -> str:
        """Return what the tab covers and as at which day, for the head of the page."""

    def allow(self, *, is_allowed: bool) -> None:
        """Let be changed what can be, or not in a store open for reading only."""
