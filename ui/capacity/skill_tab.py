"""By skill: what each skill is asked for beside the hours there, and what is short."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.capacity.bottleneck import (
    Bottleneck,
    bottleneck,
    bottleneck_figure,
    bottleneck_words,
    lenders,
    singly,
)
from app.capacity.by_week import capacity_by_week, coming_weeks
from app.capacity.demand import DemandBySkill, demand_by_skill, ids_asked
from app.capacity.utilisation import GROWTH, LONG_QUEUE
from app.casework.part import Parts
from app.measures.definition import sentence_of
from app.reports.chart import day_text
from app.reports.facts import Facts
from ui.capacity.skill_content import (
    HEAD,
    skill_chart,
    skill_name,
    skill_rows,
    span_words,
)
from ui.charts.view import ChartView
from ui.controls.card import GAP, Card
from ui.controls.figure_card import Direction, FigureCard
from ui.controls.label import caption
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard


class SkillTab(Tab):
    """Asks for the examinations that requests consist of, and sets hours together."""

    title = "By &skill"

    parts_wanted = Signal(object)  # row ids of requests: answer with ``show_parts``

    def __init__(self) -> None:
        super().__init__()
        self.figure = FigureCard("Bottleneck of skills")
        self.words, self.meaning = QLabel(), caption()
        self.chart = ChartView()
        self.table = TableCard("Skills", is_narrow=True)
        self.found: DemandBySkill | None = None
        self.short: Bottleneck | None = None
        self._facts: Facts | None = None
        self._build()
        self.figure.opened.connect(self._open_bottleneck)
        self.chart.opened.connect(self._open_bar)
        self.table.view.activated.connect(self._open_row)
        self.table.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)

    def _build(self) -> None:
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
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.table)
        splitter.setSizes([240, 280])
        whole, column = QWidget(), QVBoxLayout()
        whole.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(splitter, 1)
        self.body.addWidget(scrolled(whole), 1)
        keep_rows([self.table.view])

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows in sight when the text becomes larger."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            keep_rows([self.table.view])

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.parts_wanted.emit(ids_asked(facts.ledger, facts.as_at))

    def show_parts(self, parts: Parts) -> None:
        """Show the hours by skill; ``parts`` answers ``parts_wanted``."""
        if (facts := self._facts) is None:
            return
        as_at = facts.as_at
        capacity = capacity_by_week(facts.team, coming_weeks(as_at), as_at)
        skill_of = facts.skills()
        self.found = demand_by_skill(facts.ledger, parts, skill_of, capacity, as_at)
        self.short = bottleneck(singly(self.found.asked), lenders(capacity))
        self._show(facts.names("skill"), self.found, self.short)
        self.sentence_changed.emit()

    def _show(
        self, names: Mapping[str, str], found: DemandBySkill, short: Bottleneck
    ) -> None:
        figure = bottleneck_figure(found, short)
        said = bottleneck_words(short, names)
        self.figure.show_figure(figure, direction_of(short))
        self.words.setText(said)
        self.meaning.setText(f"{figure.definition} {figure.note}".strip())
        self.chart.show_chart(skill_chart(found, names, said))
        listing = Listing(
            name="skills",
            head=HEAD,
            rows=skill_rows(found, names),
            words=f"{self.sentence()} {said} {sentence_of('M32S')}",
        )
        self.table.show_listing(listing, numbers_from=2)

    def sentence(self) -> str:
        if self.found is None:
            return ""
        return f"{span_words(self.found)}; at {day_text(self.found.as_at)}."

    # ---- What is behind it ----------------------------------------------------------

    @Slot()
    def _open_bottleneck(self) -> None:
        if self.found is not None and self.short is not None:
            rows = bottleneck_figure(self.found, self.short).rows
            self.rows_wanted.emit(
                rows, "Accepted, asking for the skills that are short"
            )

    @Slot(int, int)
    def _open_bar(self, row: int, _column: int) -> None:
        """Open what arrived for a skill: the chart shows those asked for, in order."""
        if self.found is not None:
            shown = [
                place for place, one in enumerate(self.found.rows) if one.asked > 0
            ]
            self._open(shown[row])

    @Slot(QModelIndex)
    def _open_row(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, place: int) -> None:
        if self.found is None or self._facts is None:
            return
        one = self.found.rows[place]
        name = skill_name(one.skill, self._facts.names("skill"))
        if len(one.weeks.rows):
            self.rows_wanted.emit(one.weeks.rows, f"Open, asking for {name}")
        else:
            self.rows_wanted.emit(one.ratio.rows, f"Accepted, asking for {name}")


def direction_of(short: Bottleneck) -> Direction:
    """Return what the figure means, in a few words; the tone only repeats it."""
    if short.uncovered:
        count = len(short.uncovered)
        skills = "1 skill has" if count == 1 else f"{count} skills have"
        return Direction(text=f"{skills} nobody", tone="bad")
    if short.worst is None:
        return Direction(text="Nothing asked for")
    value = 100 * short.worst.ratio
    if value > GROWTH:
        return Direction(text="More than there is", tone="bad", arrow="up")
    if value > LONG_QUEUE:
        return Direction(text="Long queue", tone="watch")
    return Direction(text="Has room", tone="good")
