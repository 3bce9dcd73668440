"""What comes of the chosen scenario: one chart or table at a time, and its sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.plain_text import tab_text
from app.reports.chart import Chart, day_text
from app.reports.plan_charts import share_words
from app.scenario.outcome import Expected
from ui.charts.view import ChartView, picture_of
from ui.controls.button import Choice, button
from ui.controls.card import Card
from ui.controls.empty_state import EmptyState
from ui.controls.rows import Column, Rows, RowsView
from ui.controls.text_table import TextTable
from ui.controls.wrap import WrapRow


class View(IntEnum):
    """What of a scenario is looked at."""

    REQUESTS = 0
    HOURS = 1
    WAITS = 2
    WITHIN = 3
    MISSES = 4
    EACH = 5
    SKILLS = 6
    COST = 7


VIEWS = (
    *("Requests", "Hours", "Waits", "In target"),
    *("Limits", "Each request", "Skills", "Cost"),
)
HORIZONS = (26, 52, 104)
"""Weeks ahead that can be looked at."""
LIKELY = 0.5
"""Chance to miss its date from which a request is shown as bad; from half of it, as
one to watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the view shows of a scenario.

    Attributes:
        charts: By view; a view without one says ``words``.
        words: The sentence of each view.
        expected: Every open request.
        cost_head: Heads of the table of cost.
        cost_rows: Its rows.
    """

    charts: Mapping[View, Chart] = field(default_factory=dict)
    words: Mapping[View, str] = field(default_factory=dict)
    expected: Sequence[Expected] = ()
    cost_head: tuple[str, ...] = ()
    cost_rows: Sequence[Sequence[str]] = ()


class ResultView(Card):
    """Shows one view of the chosen scenario."""

    view_chosen = Signal()
    horizon_chosen = Signal(int)  # weeks
    request_wanted = Signal(str)  # uid
    cancel_wanted = Signal()
    toast_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(holds_chart=True)
        self.views = Choice(VIEWS, "What is shown of the scenario")
        self.horizon = Choice(("6 m", "1 y", "2 y"), "How far ahead is shown")
        for place, words in enumerate(("Six months", "One year", "Two years")):
            self.horizon.buttons()[place].setToolTip(f"{words} ahead")
            self.horizon.buttons()[place].setAccessibleName(f"{words} ahead")
        self.horizon.choose(1)
        self.chart = ChartView()
        self._each_rows = Rows(COLUMNS)
        self.each = RowsView(
            self._each_rows, "Expected completion of each open request"
        )
        self.cost = TextTable("What each scenario costs", is_even=False)
        self.empty = EmptyState("Nothing to show yet", "")
        self.stack = QStackedWidget()
        for part in (self.chart, self.each, self.cost, self.empty):
            self.stack.addWidget(part)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setAccessibleName("What the chart says")
        self.copy_button = button("Copy", "table")
        self.copy_button.setToolTip("Copy the sentence, the picture and its numbers")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the calculation")
        self.cancel_button = button("Cancel")
        self._working = QWidget()
        self._shown = Shown()
        self._lay_out()
        self.views.chosen.connect(self._choose_view)
        self.horizon.chosen.connect(self._choose_horizon)
        self.copy_button.clicked.connect(self.copy)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.each.activated.connect(self._open_request)

    def _lay_out(self) -> None:
        top = WrapRow()
        top.add(self.views)
        top.add(self.horizon)
        work = QHBoxLayout(self._working)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self.progress, 1)
        work.addWidget(self.cancel_button)
        self._working.hide()
        foot = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self.sentence)
        foot.addLayout(words, 1)
        foot.addWidget(self.copy_button)
        self.body.addWidget(top)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)
        self.body.addWidget(self._working)

    # ---- Showing --------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view chosen."""
        return View(self.views.position)

    @property
    def weeks(self) -> int:
        """Weeks ahead that are looked at."""
        return HORIZONS[self.horizon.position]

    def show_result(self, shown: Shown) -> None:
        """Show what came of a scenario, in the view chosen."""
        self._shown = shown
        self._each_rows.show_values(shown.expected)
        self.cost.show_rows(shown.cost_head, shown.cost_rows)
        self._choose_view()

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing to show."""
        self._shown = Shown()
        self.empty.show_sentence(why)
        self.stack.setCurrentWidget(self.empty)
        self._say("")

    def show_preview(self, chart: Chart) -> None:
        """Show the instant answer while a lever is moved."""
        if self.view in (View.REQUESTS, View.HOURS):
            self.chart.show_chart(chart)
            self.stack.setCurrentWidget(self.chart)
            self._say(chart.coverage)

    def show_progress(self, percent: int | None, words: str = "") -> None:
        """Show how far a calculation is; None when none runs."""
        self._working.setVisible(percent is not None)
        if percent is not None:
            self.progress.setFormat(f"{words} %p%" if words else "%p%")
            self.progress.setValue(percent)

    def _say(self, words: str) -> None:
        self.sentence.setText(words)
        self.copy_button.setEnabled(bool(words))

    @Slot()
    def _choose_view(self, _place: int = 0) -> None:
        shown, view = self._shown, self.view
        if view is View.EACH and shown.expected:
            self.stack.setCurrentWidget(self.each)
            self.each.fit()
        elif view is View.COST and shown.cost_rows:
            self.stack.setCurrentWidget(self.cost)
        elif (chart := shown.charts.get(view)) is not None:
            self.chart.show_chart(chart)
            self.stack.setCurrentWidget(self.chart)
        elif shown.words:
            self.empty.show_sentence(shown.words.get(view, ""))
            self.stack.setCurrentWidget(self.empty)
        self._say(shown.words.get(view, ""))
        self.view_chosen.emit()

    @Slot(int)
    def _choose_horizon(self, place: int) -> None:
        self.horizon_chosen.emit(HORIZONS[place])

    @Slot(QModelIndex)
    def _open_request(self, index: QModelIndex) -> None:
        place = index.row()
        if 0 <= place < len(self._shown.expected):
            self.request_wanted.emit(self._shown.expected[place].uid)

    # ---- Copying --------------------------------------------------------------------

    @Slot()
    def copy(self) -> None:
        """Copy the sentence with the numbers, and the chart as a picture."""
        words, current = self.sentence.text(), self.stack.currentWidget()
        board = QGuiApplication.clipboard()
        if current is self.chart and self.chart.chart is not None:
            board.setMimeData(picture_of(self.chart.chart, words))
        elif current is self.each:
            head = [column.title for column in COLUMNS]
            rows = [[c.show(one) for c in COLUMNS] for one in self._shown.expected]
            board.setText(f"{words}\n\n{tab_text(head, rows)}")
        elif current is self.cost:
            table = tab_text(self._shown.cost_head, self._shown.cost_rows)
            board.setText(f"{words}\n\n{table}")
        else:
            board.setText(words)
        self.toast_wanted.emit("Sentence and numbers copied")


def _day(day: date | None) -> str:
    return "beyond the plan" if day is None else day_text(day)


def _due(one: Expected) -> str:
    if one.due is None:
        return "none"
    return f"{day_text(one.due)}{', limit' if one.is_statutory else ', target'}"


def _tone(one: Expected) -> str:
    if one.breach is None or one.breach < LIKELY / 2:
        return ""
    return "bad" if one.breach >= LIKELY else "watch"


COLUMNS: tuple[Column[Expected], ...] = (
    Column(title="Request", show=lambda one: one.reference),
    Column(title="Priority", show=lambda one: one.priority or "none yet", width=80),
    Column(title="As likely as not (P50)", show=lambda one: _day(one.p50), width=150),
    Column(title="Fairly sure (P85)", show=lambda one: _day(one.p85), width=130),
    Column(title="Due", show=_due, width=150),
    Column(
        title="Chance to miss it",
        show=lambda one: share_words(one.breach) if one.due else "no date",
        width=120,
        is_number=True,
        tone=_tone,
    ),
)
