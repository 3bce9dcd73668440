"""Arrivals: what was asked for and what was agreed, by week, month or quarter."""

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.casework.working_time import day_words
from app.measures.arrivals import By, Stage, Unit, arrivals_of
from app.reports.arrivals_chart import (
    Course,
    arrivals_chart,
    arrivals_sentence,
    arrivals_table,
    course_of,
)
from app.reports.chart import Period, day_text
from app.reports.facts import Facts
from ui.charts.view import ChartView
from ui.controls.button import Choice
from ui.controls.card import GAP, Card
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.controls.wrap import WrapRow
from ui.demand.aloud import Aloud
from ui.demand.choices import (
    UNITS,
    breakdown,
    chosen_by,
    group_box,
    labels_of,
    list_groups,
    unit_choice,
)

LENGTHS = (Period.WEEK, Period.MONTH, Period.QUARTER)


class ArrivalsTab(Tab):
    """A chart of one group and a table of all of them."""

    title = "&Arrivals"

    def __init__(self) -> None:
        super().__init__()
        self.length = Choice(("Weeks", "Months", "Quarters"), "What a value stands for")
        self.length.choose(1)
        self.unit, self.by, self.group = unit_choice(), breakdown(), group_box()
        self.aloud, self.chart = Aloud(), ChartView()
        self.table = TableCard("Period by period", is_narrow=True)
        self.course: Course | None = None
        self._choices = WrapRow()
        self._facts: Facts | None = None
        self._build()
        for choice in (self.length, self.unit):
            choice.chosen.connect(self._show)
        for box in (self.by, self.group):
            box.activated.connect(self._show)
        for one in (self.aloud, self.table):
            one.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)
        self.table.view.activated.connect(self._open)
        self.chart.opened.connect(self._open_point)

    def _build(self) -> None:
        for one in (self.length, self.unit, self.by, self.group):
            self._choices.add(one)
        content, column = QWidget(), QVBoxLayout()
        content.setObjectName("scrolled")
        content.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._choices)
        column.addWidget(self.aloud)
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.table)
        splitter.setSizes([280, 220])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        column.addWidget(splitter, 1)
        self.body.addWidget(scrolled(content), 1)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        keep_rows([self.table.view])
        self._choices.arrange()
        self._show()

    def sentence(self) -> str:
        if (course := self.course) is None:
            return ""
        first, what = course.periods[0].first, self.by.currentText()
        told = "" if chosen_by(self.by) is By.ALL else f", {what.lower()}"
        return (
            f"What was asked for and what was agreed by {course.length}, from"
            f" {day_words(first)}{told}; at {day_words(course.as_at)}."
        )

    @Slot()
    def _show(self) -> None:
        if (facts := self._facts) is None:
            return
        by, unit = chosen_by(self.by), UNITS[self.unit.position]
        asked, agreed = (
            arrivals_of(facts.ledger, facts.as_at, stage=stage, unit=unit, by=by)
            for stage in (Stage.ASKED, Stage.AGREED)
        )
        labels = labels_of(facts, by)
        length = LENGTHS[self.length.position]
        self.course = course = course_of(asked, agreed, length, labels)
        groups = course.groups() if by is not By.ALL else ()
        self.group.setEnabled(by is not By.ALL)
        group = list_groups(self.group, labels, groups)
        chart = arrivals_chart(course, group, facts.outlook.changes)
        self.chart.show_chart(chart)
        small = "" if unit is Unit.REQUESTS else agreed.definition
        self.aloud.say(arrivals_sentence(course, group), small)
        head, rows = arrivals_table(course)
        words = f"{self.sentence()} {agreed.definition} {agreed.note}".rstrip()
        listing = Listing(name="arrivals", head=head, rows=rows, words=words)
        self.table.show_listing(listing)
        self.sentence_changed.emit()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        """Show the requests behind a row; the newest period stands first."""
        if self.course is not None:
            self._open_place(len(self.course.periods) - 1 - index.row())

    @Slot(int, int)
    def _open_point(self, row: int, _column: int) -> None:
        self._open_place(row)

    def _open_place(self, place: int) -> None:
        if (course := self.course) is None or not 0 <= place < len(course.periods):
            return
        period, agreed = course.periods[place], course.agreed
        rows = agreed.rows[agreed.within(period, self.group.currentData())]
        name = day_text(period.first, course.length)
        self.rows_wanted.emit(rows, f"Agreed, {name}")
