"""Utilisation: does what arrives fit into the hours that there are?"""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout

from app.capacity.by_week import HORIZON, capacity_by_week
from app.capacity.utilisation import (
    GROWTH,
    LONG_QUEUE,
    UtilisationByWeek,
    utilisation_by_week,
    utilisation_words,
)
from app.casework.working_time import weeks_between
from app.measures.flow import acceptances, arriving_effort, rows_between
from app.measures.period import whole_weeks
from app.reports.chart import day_text
from app.reports.facts import Facts
from ui.capacity.use_content import HEAD, use_chart, use_rows
from ui.charts.view import ChartView
from ui.controls.card import GAP, Card
from ui.controls.figure_card import Direction, FigureCard, meaning_of
from ui.controls.label import caption
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.style import present_look

LENGTHS = (26, 52, 104)
"""Weeks that can be looked back over."""
USUAL = 52
FIGURE = 300
"""Width of the figure at 100 % text, in pixels."""


class UseTab(Tab):
    """Arriving effort over net capacity by week, with the lines at 85 and 100 %."""

    title = "&Utilisation"

    def __init__(self) -> None:
        super().__init__()
        self.length = QComboBox()
        self.figure = FigureCard("Utilisation, last 13 weeks")
        self.words, self.meaning = QLabel(), caption()
        self.chart = ChartView()
        self.table = TableCard("Week by week", is_narrow=True)
        self.found: UtilisationByWeek | None = None
        self._facts: Facts | None = None
        self._build()
        self.length.activated.connect(self._show)
        self.figure.opened.connect(self._open_all)
        self.chart.opened.connect(self._open_week)
        self.table.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)

    def _build(self) -> None:
        for weeks in LENGTHS:
            self.length.addItem(f"Last {weeks} weeks", weeks)
        self.length.setCurrentIndex(LENGTHS.index(USUAL))
        self.length.setAccessibleName("Weeks shown")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        told = QVBoxLayout()
        told.addWidget(self.words)
        told.addWidget(self.meaning)
        told.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.figure)
        top.addLayout(told, 1)
        top.addWidget(self.length, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.table)
        splitter.setSizes([620, 520])
        splitter.setStretchFactor(0, 1)
        self.body.addWidget(splitter, 1)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.figure.setFixedWidth(present_look().pixels(FIGURE))
        self._show()

    def sentence(self) -> str:
        if self._facts is None:
            return ""
        return (
            f"All people and all requests, {self.length.currentText().lower()} that"
            f" were over; at {day_text(self._facts.as_at)}."
        )

    @Slot()
    def _show(self) -> None:
        if (facts := self._facts) is None:
            return
        weeks = self.length.currentData()
        span = whole_weeks(facts.as_at, weeks + HORIZON - 1)
        arriving = arriving_effort(facts.ledger, span.first, span.last)
        mondays = weeks_between(span.first, span.last)
        capacity = capacity_by_week(facts.team, mondays, facts.as_at)
        self.found = found = utilisation_by_week(arriving, capacity, weeks)
        value = found.latest.value or 0.0
        self.figure.show_figure(found.latest, direction_of(found, value))
        said = utilisation_words(found)
        self.words.setText(said)
        self.meaning.setText(
            f"{found.latest.definition} Uses {found.latest.coverage}; missing"
            " estimates are given the median of their type."
        )
        self.chart.show_chart(use_chart(found))
        meaning = meaning_of(found.latest).replace("\n", " ")
        listing = Listing(
            name="utilisation",
            head=HEAD,
            rows=use_rows(found),
            words=f"{self.sentence()} {said} {meaning}",
        )
        self.table.show_listing(listing)
        self.sentence_changed.emit()

    @Slot()
    def _open_all(self) -> None:
        if self._facts is not None:
            span = whole_weeks(self._facts.as_at, HORIZON)
            self._open(span.first, span.last, "the last 13 weeks")

    @Slot(int, int)
    def _open_week(self, row: int, _column: int) -> None:
        if self.found is not None:
            monday = self.found.weekly.mondays[row]
            sunday = monday + timedelta(days=6)
            self._open(monday, sunday, f"the week from {day_text(monday)}")

    def _open(self, first: date, last: date, when: str) -> None:
        """Ask for the requests whose effort arrived on some days."""
        if self._facts is not None:
            rows = rows_between(acceptances(self._facts.ledger), first, last)
            self.rows_wanted.emit(rows, f"Accepted in {when}")


def direction_of(found: UtilisationByWeek, value: float) -> Direction:
    """Return what the figure means, in a few words; the tone only repeats it."""
    over = f"{found.above(GROWTH)} of {len(found.net[-HORIZON:])} weeks above"
    if found.latest.value is None:
        return Direction(text="No week with net hours")
    if value > GROWTH:
        return Direction(text=f"Backlog grows; {over} 100%", tone="bad", arrow="up")
    if value > LONG_QUEUE:
        return Direction(text=f"Long queue; {over} 100%", tone="watch")
    return Direction(text="Room for weeks with more", tone="good")
