"""What if: scenarios and their levers at the left, what comes of them at the right."""

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.reports.facts import Facts
from ui.controls.button import button
from ui.controls.card import GAP
from ui.controls.scrolled import scrolled
from ui.controls.tab import Tab
from ui.plan.compare_card import CompareCard
from ui.plan.lever_board import LeverBoard
from ui.plan.result_view import ResultView
from ui.plan.scenario_list import ScenarioList
from ui.style import present_look

LEFT = 326
"""Width of the levers at 100 % text, in pixels."""
MOST = 380
"""Width of the levers where text is large, in pixels."""
LIST = 146
"""Height of the list of scenarios at 100 % text, in pixels."""


class Banner(QFrame):
    """Says that a scenario rests on data that have changed, and offers to run again."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("past_banner")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.run_button = button("Run again")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.run_button)
        self.run_button.clicked.connect(self.wanted)
        self.hide()

    def say(self, words: str) -> None:
        """Show the words; nothing hides the banner."""
        self.words.setText(words)
        self.setVisible(bool(words))


class WhatIfTab(Tab):
    """Lays out the parts; the page connects them."""

    title = "What &if?"

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._as_at: date | None = None
        self.names, self.board = ScenarioList(), LeverBoard()
        self.result, self.compare = ResultView(), CompareCard()
        self.banner = Banner()
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(GAP)
        left.setChildrenCollapsible(False)
        left.addWidget(self.names)
        left.addWidget(self.board)
        left.setStretchFactor(0, 0)
        left.setStretchFactor(1, 1)
        left.setSizes([LIST, 500])
        self._left = left
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(GAP)
        right.setChildrenCollapsible(False)
        right.addWidget(self.result)
        right.addWidget(self.compare)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        right.setSizes([420, 170])
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.banner)
        inside.addWidget(right, 1)
        content = QWidget()
        content.setObjectName("scrolled")
        self.body.addWidget(scrolled(content), 1)  # where letters are large
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addWidget(column, 1)
        self.fit()

    def show_facts(self, facts: Facts) -> None:
        self._as_at = facts.as_at

    def sentence(self) -> str:
        return self.words

    def say(self, words: str) -> None:
        """Take what the head of the page says of the tab."""
        self.words = words
        self.sentence_changed.emit()

    def allow(self, *, is_allowed: bool) -> None:
        self.names.allow(is_allowed=is_allowed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def fit(self) -> None:
        """Give the levers the width that the text needs."""
        self._left.setFixedWidth(min(present_look().pixels(LEFT), MOST))
