"""Before and after: whether an event, such as an uplift, changed anything (M37)."""

from collections import Counter
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.working_time import day_words
from app.progress import Progress
from app.reports.before_after import BeforeAfter, before_and_after
from app.reports.facts import Facts
from ui.charts.view import ChartView, picture_of
from ui.controls.button import Choice, button
from ui.controls.card import Card
from ui.controls.empty_state import EmptyState
from ui.controls.form import day_field, day_of
from ui.controls.label import caption, set_tone
from ui.controls.tab import Tab
from ui.job import Job

SINCE = timedelta(weeks=26)
"""How long before the day shown the event is, unless people joined together."""
TOGETHER = 2
"""People who join in one month that are taken for an uplift."""


class BeforeTab(Tab):
    """Asks for a day and shows each series with its lines before and after."""

    title = "&Before and after"

    failed = Signal(Exception)

    def __init__(self) -> None:
        super().__init__()
        self.day = day_field(date(2026, 1, 1))
        self.day.setAccessibleName("Day of the event")
        self.name = QLineEdit("the uplift")
        self.name.setMaxLength(60)
        self.name.setAccessibleName("What the event is called")
        self.compare_button = button("C&ompare", "search", is_primary=True)
        self.finding = QLabel()
        self.finding.setObjectName("card_title")
        self.finding.setWordWrap(True)
        self.finding.setAccessibleName("What changed")
        self.part = Choice(("Issued", "Turnaround", "Weeks of work"), "Which series")
        self.chart = ChartView()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.cautions = caption()
        self.copy_button = button("Cop&y", "table")
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.empty = EmptyState("No event compared yet", BEFORE)
        self.stack = QStackedWidget()
        self.found: BeforeAfter | None = None
        self._facts: Facts | None = None
        self.job = Job(self)
        self._lay_out()
        self.compare_button.clicked.connect(self.compare)
        self.name.returnPressed.connect(self.compare)
        self.part.chosen.connect(self._show)
        self.copy_button.clicked.connect(self.copy)
        self.job.succeeded.connect(self._take)
        self.job.failed.connect(self.failed)
        self.job.finished.connect(self._finish)

    def _lay_out(self) -> None:
        ask = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, field in (("Event on", self.day), ("called", self.name)):
            label = QLabel(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1 if field is self.name else 0)
        row.addStretch(1)
        row.addWidget(self.compare_button)
        ask.body.addLayout(row)
        ask.body.addWidget(self.problem)
        self.body.addWidget(ask)
        answer = QWidget()
        inside = QVBoxLayout(answer)
        inside.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.part)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        inside.addWidget(self.finding)
        inside.addLayout(top)
        inside.addWidget(self.chart, 1)
        inside.addWidget(self.words)
        inside.addWidget(self.cautions)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(answer)
        card = Card(holds_chart=True)
        card.body.addWidget(self.stack, 1)
        self.body.addWidget(card, 1)

    def show_facts(self, facts: Facts) -> None:
        is_first = self._facts is None
        self._facts = facts
        if is_first:
            day = likely_event(facts)
            self.day.setDate(QDate(day.year, day.month, day.day))
        elif self.found is not None:
            self.compare()

    def sentence(self) -> str:
        if (facts := self._facts) is None:
            return ""
        return (
            "What changed at an event, against the course before it; at"
            f" {day_words(facts.as_at)}."
        )

    @Slot()
    def compare(self) -> None:
        """Look for a change at the day given."""
        facts, event = self._facts, day_of(self.day)
        if facts is None or not self.compare_button.isEnabled():
            return
        name = " ".join(self.name.text().split())
        problem = ""
        if not name:
            problem = "Say what the event is called, such as the uplift of March."
        elif event > facts.as_at:
            problem = "The event is still to come. Choose a day that has passed."
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            if self.compare_button.hasFocus():  # it would leave the room
                self.name.setFocus()
            self.compare_button.setEnabled(False)
            self.job.start(partial(_compare, facts, event, name))

    @Slot(object)
    def _take(self, found: BeforeAfter) -> None:
        self.found = found
        self.stack.setCurrentIndex(1)
        self._show()

    @Slot()
    def _finish(self) -> None:
        self.compare_button.setEnabled(True)

    @Slot()
    def _show(self) -> None:
        if (found := self.found) is None:
            return
        part = found.parts[self.part.position]
        self.finding.setText(found.finding)
        self.chart.show_chart(part.chart)
        self.words.setText(part.words)
        set_tone(self.words, "" if part.tone.value == "plain" else part.tone.value)
        self.cautions.setText(" ".join(found.cautions))

    @Slot()
    def copy(self) -> None:
        """Copy what is said with the chart in sight."""
        if (found := self.found) is None:
            return
        part = found.parts[self.part.position]
        told = "\n".join((found.finding, part.words, *found.cautions))
        QGuiApplication.clipboard().setMimeData(picture_of(part.chart, told))
        self.toast_wanted.emit("Sentences, picture and numbers copied")


BEFORE = (
    "Give the day on which something changed (people came, a tool, a rule): what was"
    " issued, the turnaround and the weeks of work are compared with the straight line"
    " on which they were before."
)


def likely_event(facts: Facts) -> date:
    """Return the day on which people last joined together, else half a year ago."""
    starts = [
        person.starts_on
        for person in facts.team.counted
        if person.starts_on <= facts.as_at
    ]
    months = Counter((day.year, day.month) for day in starts)
    joined = [month for month, count in months.items() if count >= TOGETHER]
    latest = max(joined, default=None)
    if latest is None or len(joined) < TOGETHER:  # the unit's beginning is no uplift
        return facts.as_at - SINCE
    return min(day for day in starts if (day.year, day.month) == latest)


def _compare(facts: Facts, event: date, name: str, progress: Progress) -> BeforeAfter:
    progress(0, 1)
    return before_and_after(facts, event, name)
