"""Plan and actual: what the plan said before some weeks, and what happened in them."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget

from app.capacity.plan import PlanAndActual, plan_and_actual, plan_words
from app.casework.working_time import monday_of, weeks_between
from app.measures.definition import sentence_of
from app.measures.period import whole_weeks
from app.reports.chart import day_text
from app.reports.facts import Facts
from app.workforce.team import Team
from ui.capacity.plan_content import HEAD, plan_chart, plan_rows
from ui.charts.view import ChartView
from ui.controls.card import GAP, Card
from ui.controls.day_field import DayField
from ui.controls.empty_state import EmptyState
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard

LENGTHS = (4, 13, 26, 52)
"""Weeks that can be looked back over at once."""
USUAL = 13
MOST = 156
"""Weeks that a day may lie back."""


class PlanTab(Tab):
    """Asks for the team as known before the first week, and compares."""

    title = "P&lan and actual"

    known_wanted = Signal(object)  # the day: answer with ``show_known``

    def __init__(self) -> None:
        super().__init__()
        self.length, self.start = QComboBox(), DayField()
        self.words = QLabel()
        self.chart = ChartView()
        self.table = TableCard("Differences", is_narrow=True)
        self.found: PlanAndActual | None = None
        self._facts: Facts | None = None
        self._sentence = ""
        self._stack = QStackedWidget()
        self._none = EmptyState("No plan to compare with", "")
        self._build()
        self.length.activated.connect(self._choose_length)
        self.start.dateChanged.connect(self._choose_day)
        self.table.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)

    def _build(self) -> None:
        for weeks in LENGTHS:
            self.length.addItem(f"Last {weeks} weeks", weeks)
        self.length.addItem("From a day on", 0)
        self.length.setCurrentIndex(LENGTHS.index(USUAL))
        self.length.setAccessibleName("Weeks to compare")
        self.start.setAccessibleName("From the week of")
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel("from the week of")
        label.setBuddy(self.start)
        for widget in (QLabel("Weeks"), self.length, label, self.start):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.words)
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.table)
        splitter.setSizes([520, 620])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._none)
        self.body.addWidget(self._stack, 1)

    # ---- Choosing -------------------------------------------------------------------

    @Slot()
    def _choose_length(self) -> None:
        self._set_start()
        self._ask()

    @Slot()
    def _choose_day(self) -> None:
        self.length.setCurrentIndex(len(LENGTHS))
        self._ask()

    def _set_start(self) -> None:
        """Let the field show the first week of the length chosen."""
        weeks = self.length.currentData()
        if self._facts is None or not weeks:
            return
        first = whole_weeks(self._facts.as_at, weeks).first
        with QSignalBlocker(self.start):
            self.start.setDate(QDate(first.year, first.month, first.day))

    def mondays(self, as_at: date) -> list[date]:
        """Return the weeks from that of the day chosen to the last that is over."""
        chosen = self.start.date()
        first = monday_of(date(chosen.year(), chosen.month(), chosen.day()))
        return weeks_between(first, whole_weeks(as_at, 1).first)

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        last = whole_weeks(facts.as_at, 1)
        first = last.first - timedelta(weeks=MOST - 1)
        with QSignalBlocker(self.start):
            self.start.setDateRange(
                QDate(first.year, first.month, first.day),
                QDate(last.last.year, last.last.month, last.last.day),
            )
        self._set_start()
        self._ask()

    def sentence(self) -> str:
        return self._sentence

    def _ask(self) -> None:
        if self._facts is not None:
            first = self.mondays(self._facts.as_at)[0]
            self.known_wanted.emit(first - timedelta(days=1))

    def show_known(self, known: Team) -> None:
        """Compare with the team as it was known on the day that was asked for."""
        if (facts := self._facts) is None:
            return
        mondays = self.mondays(facts.as_at)
        self.found = found = plan_and_actual(known, facts.team, mondays, facts.as_at)
        said = plan_words(found)
        self.words.setText(said if found.has_plan else "")
        self.words.setVisible(found.has_plan)
        if not found.has_plan:
            self._none.show_sentence(said)
        self._stack.setCurrentIndex(0 if found.has_plan else 1)
        self.chart.show_chart(plan_chart(found))
        self._sentence = (
            f"All people: plan as known on {day_text(found.known_on)}, with its"
            f" allowance for sickness, and what is recorded at {day_text(facts.as_at)}."
        )
        rows = plan_rows(found, facts.names("absence_kind"))
        words = f"{said} {self._sentence} M31 Net capacity: {sentence_of('M31')}"
        listing = Listing(name="plan-and-actual", head=HEAD, rows=rows, words=words)
        self.table.show_listing(listing)
        self.sentence_changed.emit()
