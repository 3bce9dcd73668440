"""What do we need: a goal, and the smallest means that reach it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.plain_text import tab_text
from app.casework.working_time import day_words
from app.reports.facts import Facts
from app.reports.need_table import need_head, need_rows, need_ways
from app.scenario.goal import Requirement, Way
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.empty_state import EmptyState
from ui.controls.scrolled import keep_rows
from ui.controls.tab import Tab
from ui.plan.compare_card import SideTable
from ui.plan.ground import ground_of
from ui.plan.need_form import NeedForm


class NeedTab(Tab):
    """Asks for a goal and shows the answer; one click makes a scenario of a way."""

    title = "What do we &need?"

    wanted = Signal(object, object)  # the Goal and the Means
    cancel_wanted = Signal()
    scenario_wanted = Signal(object)  # the Way that shall become a scenario

    def __init__(self) -> None:
        super().__init__()
        self.form = NeedForm()
        self.answer = QLabel()
        self.answer.setObjectName("card_title")
        self.answer.setWordWrap(True)
        self.answer.setAccessibleName("The answer")
        self.table = SideTable("What reaches the goal", is_even=False)
        single = QAbstractItemView.SelectionMode.SingleSelection
        self.table.setSelectionMode(single)
        self.make_button = button("Make a &scenario of it", "plus")
        self.make_button.setToolTip("Add the chosen way to the scenarios of What if")
        self.copy_button = button("Copy", "table")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the search")
        self.cancel_button = button("Cancel")
        self.empty = EmptyState("No answer yet", BEFORE)
        self._working = QWidget()
        self._ways: tuple[Way, ...] = ()
        self._as_at: date | None = None
        self._lay_out()
        self._fit_buttons()
        self.form.wanted.connect(self.wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.make_button.clicked.connect(self._make)
        self.copy_button.clicked.connect(self.copy)
        self.table.activated.connect(self._make_at)
        self.table.selectionModel().currentRowChanged.connect(self._fit_buttons)

    def _lay_out(self) -> None:
        work = QHBoxLayout(self._working)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self.progress, 1)
        work.addWidget(self.cancel_button)
        self._working.hide()
        answer = QWidget()
        inside = QVBoxLayout(answer)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.answer)
        inside.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.make_button)
        foot.addStretch(1)
        foot.addWidget(self.copy_button)
        inside.addLayout(foot)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(answer)
        card = Card()
        card.body.addWidget(self._working)
        card.body.addWidget(self.stack, 1)
        self.body.addWidget(self.form)
        self.body.addWidget(card, 1)

    def show_facts(self, facts: Facts) -> None:
        self._as_at = facts.as_at
        self.form.show_ground(ground_of(facts))

    def sentence(self) -> str:
        if self._as_at is None:
            return ""
        return (
            "The smallest means that reach a goal, simulated from the queue at"
            f" {day_words(self._as_at)} and 26 weeks beyond the goal."
        )

    def show_progress(self, percent: int | None) -> None:
        """Show how far the search is; None when none runs."""
        find, cancel = self.form.find_button, self.cancel_button
        had_focus = find.hasFocus() or cancel.hasFocus()
        self._working.setVisible(True)
        find.setEnabled(True)
        if had_focus:  # else it would go to what is next on the window
            (find if percent is None else cancel).setFocus()
        self._working.setVisible(percent is not None)
        find.setEnabled(percent is None)
        self.progress.setValue(percent or 0)

    def show_answer(self, found: Requirement) -> None:
        """Show what reaches the goal."""
        self._ways = need_ways(found)
        self.answer.setText(found.sentence)
        self.table.show_rows(need_head(), need_rows(found))
        self.table.fit()
        keep_rows([self.table])
        self.stack.setCurrentIndex(1)
        self.table.selectRow(_best(self._ways) + 1 if self._ways else 0)
        self._fit_buttons()

    def show_problem(self, text: str) -> None:
        """Say why there is no answer."""
        self.form.show_problem(text)

    def way(self) -> Way | None:
        """Return the way chosen; None for nothing added."""
        place = self.table.currentIndex().row() - 1
        return self._ways[place] if 0 <= place < len(self._ways) else None

    def rows(self) -> Sequence[Sequence[str]]:
        """Return what the table says."""
        return self.table.text_rows.rows

    @Slot()
    def _fit_buttons(self) -> None:
        self.make_button.setEnabled(self.way() is not None)

    @Slot()
    def _make(self) -> None:
        if (way := self.way()) is not None:
            self.scenario_wanted.emit(way)

    @Slot(QModelIndex)
    def _make_at(self, _index: QModelIndex) -> None:
        self._make()

    @Slot()
    def copy(self) -> None:
        """Copy the sentence and the table."""
        table = tab_text(self.table.text_rows.head, self.table.text_rows.rows)
        QGuiApplication.clipboard().setText(f"{self.answer.text()}\n\n{table}")
        self.toast_wanted.emit("Answer copied")


def _best(ways: Sequence[Way]) -> int:
    """Return the place of the first way that is enough, the lasting ones first."""
    places = range(len(ways))
    return min(places, key=lambda at: (not ways[at].reaches, not ways[at].holds, at))


BEFORE = (
    "Say by which day what shall be reached, and Find out: the smallest number of"
    " examiners, requests sent outside or share of demand that does it, and the two"
    " cheapest combinations."
)
