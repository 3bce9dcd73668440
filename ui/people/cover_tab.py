"""The tab of cover: people against skills, and what happens if one of them goes."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
)

from app.capacity.cover import CoverMatrix, cover_matrix
from app.measures.figure import Figure
from ui.controls.button import Chip, Choice
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import ElidedLabel
from ui.controls.wrap import WrapRow
from ui.people.cover_cells import skill_lines
from ui.people.cover_change import WhatIf
from ui.people.cover_paint import key_signs
from ui.people.cover_view import CoverView
from ui.people.cover_words import matrix_sentence, skill_words
from ui.people.sight import Sight
from ui.people.tab import PeopleTab

BY_NEED, BY_LIST = range(2)
ROWS_BELOW, ROWS_ABOVE, LEAST_BELOW = 4, 3, 2
"""Rows of the comparison and of the matrix that have room once somebody supposes."""


class CoverTab(PeopleTab):
    """The matrix above, what would follow from a change below."""

    title = "C&over"

    def __init__(self) -> None:
        super().__init__()
        self.matrix: CoverMatrix | None = None
        self.order = Choice(("By need", "As listed"), "Order of the skills")
        self.all_skills = Chip("Also skills nobody holds")
        self.view, self.what_if = CoverView(), WhatIf()
        self.present = ElidedLabel()
        self.empty = EmptyState(
            "No skills are recorded yet",
            "Record under People who is current in which skill: this tab then shows"
            " what rests on one person.",
        )
        self.split = QSplitter(Qt.Orientation.Vertical)
        self._stack, self._card = QStackedWidget(), Card()
        self._scroll = QScrollArea()
        self._work: Mapping[str, Figure] = {}
        self._is_shared_out = False  # the user has given the halves their heights
        self._is_first, self._rows_below = True, 0
        self._build()
        self._connect()

    def _build(self) -> None:
        card, bar = self._card, QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(QLabel("Skills"))
        bar.addWidget(self.order)
        bar.addWidget(self.all_skills)
        bar.addWidget(self.present, 1)
        self.present.setObjectName("caption")
        key = WrapRow(gap=4)
        for sign in key_signs():
            key.add(sign)
        card.body.addLayout(bar)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(key)
        self.split.setHandleWidth(GAP)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(card)
        self.split.addWidget(self.what_if)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.split)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        self.paper.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.order.chosen.connect(self._show_matrix)
        self.all_skills.toggled.connect(self._show_matrix)
        self.view.moved.connect(self._say_present)
        self.view.wanted.connect(self._suppose)
        self.what_if.changed.connect(self._make_room)
        self.split.splitterMoved.connect(self._keep_heights)

    def fill(self, sight: Sight) -> None:
        """Show who covers what on the day; the present cell stays where it is."""
        codes = list(sight.words.skills)
        self.matrix = cover_matrix(sight.team, codes, sight.day)
        self._work = _weeks_of_work(sight, self.matrix)
        has_any = any(one.is_known for one in self.matrix.skills)
        self._stack.setCurrentWidget(self._scroll if has_any else self.empty)
        self._show_matrix()
        self.what_if.show_sight(sight)
        if self._is_first and has_any:
            self._is_first = False
            self.view.choose(*self.view.cells.place_of_need())
            self._suppose_first(self.matrix)

    def sentence(self, sight: Sight) -> str:
        """Return how many skills rest on few people."""
        del sight
        return matrix_sentence(self.matrix) if self.matrix else ""

    @Slot()
    def _show_matrix(self) -> None:
        if self.matrix is None or self.sight is None:
            return
        is_by_need = self.order.position == BY_NEED
        skills = self.matrix.by_need() if is_by_need else self.matrix.skills
        if not self.all_skills.isChecked():
            skills = tuple(one for one in skills if one.is_known)
        words, before = self.sight.words, self.view.present()
        lines = skill_lines(skills, words.skills, words.people, self._work)
        self.view.cells.show_matrix(self.matrix, lines)
        self.view.skills.show_values(lines)
        self.view.fit()
        self.view.choose(*before)
        self._share_out()

    @Slot()
    def _say_present(self) -> None:
        """Say the present cell and its skill in words."""
        row, column = self.view.present()
        if row < 0 or column < 0:
            self.present.setText("")
            return
        cell = self.view.cells.words(row, column)
        self.present.setText(f"{cell}. {skill_words(self.view.cells.line(row))}.")

    @Slot(str, str)
    def _suppose(self, person: str, skill: str) -> None:
        self.what_if.suppose(person, skill)
        self._make_room()

    def _suppose_first(self, matrix: CoverMatrix) -> None:
        """Begin with the person on whom the neediest skill rests."""
        for one in matrix.by_need():
            if len(one.now) == 1:
                self.what_if.suppose(one.now[0], one.skill)
                break
        self._rows_below = 0
        self._share_out()

    # ---- Heights --------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_out()

    @Slot()
    def _keep_heights(self) -> None:
        self._is_shared_out = True

    @Slot()
    def _make_room(self) -> None:
        """Give the comparison room from the first change on that the user supposes."""
        self._rows_below = ROWS_BELOW
        self._share_out()

    def _share_out(self) -> None:
        """Give the matrix the height that it needs, and the rest to what if."""
        if not self._scroll.isVisible():
            return
        around = self._card.sizeHint().height() - self.view.sizeHint().height()
        least = around + self.view.wanted_height(ROWS_ABOVE)
        rows = min(self._rows_below, LEAST_BELOW)
        below = self.what_if.height_for(self._scroll.width(), rows)
        self.split.setMinimumHeight(least + GAP + below)
        if self._is_shared_out:
            return
        wanted, whole = around + self.view.wanted_height(), self._room() - GAP
        listed = self.what_if.height_for(self._scroll.width(), self._rows_below)
        above = max(min(wanted, whole - listed), min(wanted, least))
        self.split.setSizes([above, whole - above])

    def _room(self) -> int:
        """Return the height of both halves together."""
        return max(self._scroll.viewport().height(), self.split.minimumHeight())


def _weeks_of_work(sight: Sight, matrix: CoverMatrix) -> Mapping[str, Figure]:
    """Return how long what waits for each skill would take those who have it (M09)."""
    from app.capacity.demand import weeks_by_skill

    facts = sight.facts
    if facts is None:
        return {}
    net = {one.skill: one.weekly for one in matrix.skills if one.is_known}
    skills = facts.skills()
    return weeks_by_skill(facts.ledger, facts.parts, skills, net, sight.day)
