"""Gross to net: the way from contracted to casework hours, each deduction by name."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.capacity.by_week import capacity_by_week
from app.capacity.gross_to_net import GrossToNet, gross_to_net
from app.capacity.stretch import Stretch, basis_words, stretches
from app.capacity.utilisation import gross_and_net
from app.casework.working_time import day_words
from app.reports.chart import number_text
from app.reports.facts import Facts
from ui.capacity.gross_chart import waterfall, weekly_chart
from ui.capacity.gross_table import people_table, weeks_table
from ui.charts.view import ChartView
from ui.controls.button import Choice
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.figure_card import Direction, FigureCard
from ui.controls.label import caption
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.style import present_look

USUAL = "next 13"
"""Stretch shown until another is chosen."""
BESIDE = 250
"""Width of the figures beside the chart at 100 % text, in pixels."""
LEAST_ROWS = 4
"""Rows of the table that are in sight, its heading among them."""
HEADING, STEP = 40, 18
"""Height of the chart's heading and of a step at 100 % text, in pixels."""
STEPS, KINDS, WEEKS = 0, 1, 0
"""Positions of choices."""


class GrossTab(Tab):
    """A waterfall over a period, and its weeks and people in a table."""

    title = "Gross to &net"

    def __init__(self) -> None:
        super().__init__()
        self.period, self.person, self.skill = _combo(), _combo(), _combo()
        self.form = Choice(("Steps", "By week"), "How the chart shows the hours")
        self.parts = Choice(("Groups", "Every kind"), "How deductions are shown")
        self.parts.choose(KINDS)
        self.chart = ChartView()
        self.gross, self.net = FigureCard("Gross capacity"), FigureCard("Net capacity")
        self.words = caption()
        self.rows = Choice(("By week", "By person"), "What the table has a row for")
        self.table = TableCard("Gross to net", self.rows)
        self._facts: Facts | None = None
        self._sentence = ""
        self._build()
        for combo in (self.period, self.person, self.skill):
            combo.activated.connect(self._show)
        for choice in (self.form, self.parts):
            choice.chosen.connect(self._show)
        self.rows.chosen.connect(self._show)
        self.table.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)
        for card in (self.gross, self.net):
            card.opened.connect(self.table.view.setFocus)

    def _build(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for name, combo in (
            ("Weeks", self.period),
            ("People", self.person),
            ("Skill", self.skill),
        ):
            label = QLabel(name)
            label.setBuddy(combo)
            combo.setAccessibleName(name)
            choices.addWidget(label)
            choices.addWidget(combo)
        choices.addStretch(1)
        choices.addWidget(self.form)
        choices.addWidget(self.parts)
        self.body.addLayout(choices)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._upper())
        splitter.addWidget(self.table)
        splitter.setSizes([290, 250])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setObjectName("scrolled")
        area = QScrollArea()  # where large letters leave no room for both
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(splitter)
        self.empty = EmptyState(
            "Nobody is entered yet",
            "Enter under People who examines and for how many hours: what is left of"
            " them for casework is shown here then.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def _upper(self) -> QWidget:
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.gross)
        column.addWidget(self.net)
        column.addWidget(self.words)
        column.addStretch(1)
        upper = QWidget()
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(card, 1)
        row.addWidget(self._beside)
        return upper

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._stack.setCurrentIndex(0 if facts.team.counted else 1)
        self._beside.setFixedWidth(present_look().pixels(BESIDE))
        spans = [(one.title, one.key) for one in stretches(facts.as_at)]
        _fill(self.period, spans, USUAL)
        people = [(one.shown, one.uid) for one in facts.team.counted]
        _fill(self.person, [("All people", ""), *sorted(people)], "")
        held = {item.skill for item in facts.team.skills}
        names = facts.names("skill")
        skills = [(names.get(code, code), code) for code in sorted(held)]
        _fill(self.skill, [("Any skill", ""), *skills], "")
        self._show()

    def sentence(self) -> str:
        return self._sentence

    def stretch(self, as_at: date) -> Stretch:
        """Return the weeks chosen."""
        every = {one.key: one for one in stretches(as_at)}
        return every[self.period.currentData()]

    @Slot()
    def _show(self) -> None:
        if (facts := self._facts) is None:
            return
        stretch = self.stretch(facts.as_at)
        capacity = capacity_by_week(facts.team, stretch.mondays, facts.as_at)
        way = gross_to_net(
            capacity,
            person=self.person.currentData(),
            skill=self.skill.currentData(),
        )
        words = basis_words(stretch, facts.as_at, facts.team.sickness_allowance)
        by_kind, labels = self.parts.position == KINDS, facts.names("absence_kind")
        if self.form.position == STEPS:
            chart = waterfall(way, labels, by_kind=by_kind, words=words)
            self._make_room(len(chart.steps))
            self.chart.show_chart(chart)
        else:
            self.chart.show_chart(weekly_chart(way, facts.as_at, words))
        self._sentence = self._scope(stretch, words, facts.as_at)
        self._show_figures(way, facts, stretch)
        if self.rows.position == WEEKS:
            table = weeks_table(way, labels, facts.as_at, by_kind=by_kind)
        else:
            names = facts.team.names
            table = people_table(way, labels, names, by_kind=by_kind)
        head, rows = table
        self._show_table(head, rows)
        self.sentence_changed.emit()

    def _make_room(self, steps: int) -> None:
        """Let the chart be as high as its steps need to be read, and the table too."""
        look = present_look()
        self.chart.setMinimumHeight(look.pixels(HEADING + STEP * steps))
        self.table.view.setMinimumHeight(LEAST_ROWS * look.row_height)

    def _show_table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        texts = 2 if self.rows.position == WEEKS else 1
        meaning = self.gross.toolTip(), self.net.toolTip()
        words = " ".join((self._sentence, *meaning)).replace("\n", " ")
        listing = Listing(name="gross-to-net", head=head, rows=rows, words=words)
        self.table.show_listing(listing, numbers_from=texts)

    def _show_figures(self, way: GrossToNet, facts: Facts, stretch: Stretch) -> None:
        gross, net = gross_and_net(way, facts.as_at)
        contracts = (gross.value or 0.0) / way.full_time
        self.gross.show_figure(
            gross, Direction(text=f"{number_text(contracts, 1)} FTE")
        )
        self.net.show_figure(net, Direction(text=f"{way.share:.0%} of contracted"))
        self.words.setText(_caution(facts, stretch))
        self.words.setVisible(bool(self.words.text()))

    def _scope(self, stretch: Stretch, words: str, as_at: date) -> str:
        who = self.person.currentText()
        if self.skill.currentData():
            skill = self.skill.currentText()
            who = f"{who} current in {skill}"
        return f"{who}: {stretch.words}, {words}; at {day_words(as_at)}."


def _caution(facts: Facts, stretch: Stretch) -> str:
    """Say until when leave is planned, where the weeks reach beyond it."""
    leave = [item.last_on for item in facts.team.absences if item.kind == "A_LEAVE"]
    if not leave and stretch.last > facts.as_at:
        return "No leave is entered: the weeks show more hours than there will be."
    planned = max(leave, default=facts.as_at)
    if stretch.last <= max(planned, facts.as_at):
        return ""
    return (
        f"Leave is entered to {day_words(max(planned, facts.as_at))}: the weeks after"
        " it show more hours than there will be."
    )


def _combo() -> QComboBox:
    combo = QComboBox()
    policies = QComboBox.SizeAdjustPolicy
    combo.setSizeAdjustPolicy(policies.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(20)
    return combo


def _fill(combo: QComboBox, entries: Sequence[tuple[str, str]], usual: str) -> None:
    """List what can be chosen; what was chosen stays, if it is still there."""
    kept = combo.currentData()
    known = [key for _, key in entries]
    combo.clear()
    for text, key in entries:
        combo.addItem(text, key)
    combo.setCurrentIndex(known.index(kept if kept in known else usual))
