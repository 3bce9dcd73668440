"""Head and tabs of the page of a request; a tab is built when it is looked at."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.casework.history import Entry
from ui.request.head import Head
from ui.request.history import HistoryTab
from ui.request.overview import OverviewTab
from ui.request.sight import CaseSight
from ui.request.tab import Tab
from ui.request.tables import ExaminationsTab, ExhibitsTab, HoldsTab, NotesTab
from ui.request.timeline import TimelineTab

TABS: tuple[tuple[str, Callable[[], Tab]], ...] = (
    ("&Overview", OverviewTab),
    ("E&xhibits", ExhibitsTab),
    ("Exam&inations", ExaminationsTab),
    ("Ho&lds", HoldsTab),
    ("&Notes", NotesTab),
    ("Ti&meline", TimelineTab),
    ("Histor&y", HistoryTab),
)
"""The tabs from the left; letters that the menus take are not among theirs."""


class Board(QWidget):
    """Shows one request."""

    wanted = Signal(str, object)  # name of a form or act, and what it is about
    custody_wanted = Signal(object)  # the exhibit whose history is to be shown

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the request")
        self.built: dict[int, Tab] = {}
        self._stale: set[int] = set()
        self._papers: list[QVBoxLayout] = []
        self._sight: CaseSight | None = None
        for words, _ in TABS:
            paper = QWidget()
            layout = QVBoxLayout(paper)
            layout.setContentsMargins(0, 0, 0, 0)
            self._papers.append(layout)
            self.tabs.addTab(paper, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._show_tab)

    def show_sight(self, sight: CaseSight, *, last_step: str) -> None:
        """Show a request; tabs out of sight follow when they are looked at."""
        self._sight = sight
        self.head.show_sight(sight, last_step=last_step)
        counts = (
            *(None, len(sight.case.exhibits), len(sight.case.examinations), None),
            len(sight.case.notes),
        )
        for place, count in enumerate(counts):
            words = TABS[place][0]
            self.tabs.setTabText(place, f"{words} {count:,}" if count else words)
        self._stale = set(self.built)
        self._show_tab()

    def tab(self, kind: type[Tab]) -> Tab:
        """Return a tab and go there, building it if nobody has looked at it yet."""
        place = next(at for at, (_, made) in enumerate(TABS) if made is kind)
        self.tabs.setCurrentIndex(place)
        self._show_tab()
        return self.built[place]

    def show_custody(self, entries: Sequence[Entry]) -> None:
        """Show where the chosen exhibit was."""
        tab = self.built.get(self.tabs.currentIndex())
        if isinstance(tab, ExhibitsTab):
            tab.show_custody(entries)

    @Slot()
    def _show_tab(self) -> None:
        place = self.tabs.currentIndex()
        if self._sight is None:
            return
        if place not in self.built:
            self.built[place] = tab = TABS[place][1]()
            self._connect(tab)
            self._papers[place].addWidget(tab)
            self._stale.add(place)
        if place in self._stale:
            self._stale.discard(place)
            self.built[place].show_sight(self._sight)

    def _connect(self, tab: Tab) -> None:
        for signal, name in _wishes(tab):
            signal.connect(partial(self._wish, name))
        if isinstance(tab, ExhibitsTab):
            tab.custody_wanted.connect(self.custody_wanted)

    def _wish(self, name: str, thing: object = None) -> None:
        self.wanted.emit(name, thing)


def _wishes(tab: Tab) -> list[tuple[Any, str]]:
    """Return the signals of a tab with the name of the form or act that each wants."""
    if isinstance(tab, OverviewTab):
        return [
            (tab.enquiry_wanted, "enquiry"),
            (tab.scope_wanted, "scope"),
            (tab.override_wanted, "override"),
            (tab.override_ended, "end override"),
            (tab.rank_wanted, "rank"),
            (tab.clocks.accused_wanted, "accused"),
            (tab.clocks.removal_wanted, "remove accused"),
        ]
    if isinstance(tab, ExhibitsTab):
        return [
            (tab.add_wanted, "exhibit"),
            (tab.change_wanted, "exhibit"),
            (tab.move_wanted, "custody"),
        ]
    if isinstance(tab, ExaminationsTab):
        return [
            (tab.add_wanted, "examination"),
            (tab.change_wanted, "examination"),
            (tab.finish_wanted, "finish"),
            (tab.hours_wanted, "hours"),
        ]
    if isinstance(tab, NotesTab):
        return [(tab.add_wanted, "note"), (tab.change_wanted, "note")]
    return [(tab.redate_wanted, "correct")] if isinstance(tab, HistoryTab) else []
