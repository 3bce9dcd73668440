"""Year on year: the same days of this year, of last year and of the five-year mean."""

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casework.working_time import day_words
from app.measures.arrivals import By, arrivals_of
from app.measures.comparison import Change, Comparison, compare
from app.measures.figure import Figure
from app.measures.year import Span, Year
from app.reports.chart import number_text
from app.reports.comparison_table import (
    DONE,
    baseline_words,
    comparison_sentence,
    comparison_table,
    percent_text,
)
from app.reports.facts import Facts
from app.reports.wording import change_cell
from ui.controls.button import Choice
from ui.controls.card import GAP, CardRow
from ui.controls.figure_card import Direction, FigureCard
from ui.controls.label import caption
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.controls.wrap import WrapRow
from ui.demand.aloud import Aloud
from ui.demand.choices import (
    STAGES,
    UNITS,
    breakdown,
    chosen_by,
    labels_of,
    unit_choice,
)

KINDS = (Year.FINANCIAL, Year.CALENDAR)
SPANS = (Span.YEAR, Span.QUARTER, Span.MONTH, Span.TWELVE)
FIGURE = 225
"""Least width of a figure at 100 % text, in pixels."""


class YearTab(Tab):
    """The table of published reports, with its baseline years printed under it."""

    title = "Yea&r on year"

    def __init__(self) -> None:
        super().__init__()
        self.kind = Choice(("From April", "From January"), "When a year begins")
        self.span = Choice(
            ("Year to date", "Quarter", "Month", "12 months"), "Days compared"
        )
        self.unit, self.by = unit_choice(), breakdown(first=By.DIVISION)
        self.stage = Choice(("Agreed", "Asked for"), "What counts as an arrival")
        self.now = FigureCard("Now")
        self.on_year = FigureCard("Change on the year")
        self.on_mean = FigureCard("Change on the five-year mean")
        self.aloud, self.baselines = Aloud(), caption()
        self.table = TableCard("Against earlier years", is_narrow=True)
        self.found: Comparison | None = None
        self._choices = WrapRow()
        self._facts: Facts | None = None
        self._build()
        for choice in (self.kind, self.span, self.unit, self.stage):
            choice.chosen.connect(self._show)
        self.by.activated.connect(self._show)
        for one in (self.aloud, self.table):
            one.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)
        self.table.view.activated.connect(self._open)
        for card in (self.now, self.on_year, self.on_mean):
            card.opened.connect(self._open_all)

    def _build(self) -> None:
        for one in (self.span, self.kind, self.stage, self.unit, self.by):
            self._choices.add(one)
        content, column = QWidget(), QVBoxLayout()
        content.setObjectName("scrolled")
        content.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._choices)
        cards = CardRow(FIGURE)
        for card in (self.now, self.on_year, self.on_mean):
            cards.add(card)
        column.addWidget(cards)
        column.addWidget(self.aloud)
        self.table.body.addWidget(self.baselines)
        column.addWidget(self.table, 1)
        self.body.addWidget(scrolled(content), 1)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        keep_rows([self.table.view])
        self._choices.arrange()
        self._show()

    def sentence(self) -> str:
        if (found := self.found) is None:
            return ""
        done = DONE[found.arrivals.stage]
        return (
            f"{found.name} against the same days of earlier years, {done};"
            f" at {day_words(found.arrivals.as_at)}."
        )

    @Slot()
    def _show(self) -> None:
        if (facts := self._facts) is None:
            return
        by = chosen_by(self.by)
        arrivals = arrivals_of(
            facts.ledger,
            facts.as_at,
            stage=STAGES[self.stage.position],
            unit=UNITS[self.unit.position],
            by=by,
        )
        span, kind = SPANS[self.span.position], KINDS[self.kind.position]
        self.found = found = compare(arrivals, span=span, kind=kind)
        self._show_figures(found)
        self.aloud.say(comparison_sentence(found))
        self.baselines.setText(baseline_words(found))
        head, rows = comparison_table(found, labels_of(facts, by))
        words = (
            f"{self.sentence()} {self.baselines.text()} {arrivals.definition}"
            f" {found.on_year.definition} {found.on_mean.definition}"
        )
        listing = Listing(name="year-on-year", head=head, rows=rows, words=words)
        self.table.show_listing(listing)
        self.sentence_changed.emit()

    def _show_figures(self, found: Comparison) -> None:
        every = found.every
        self.now.show_figure(every.now, Direction(text=found.name))
        last = found.baselines[0]
        before = f"{last.name} is not complete: {last.why_not}" if last.why_not else ""
        _show_change(self.on_year, found.on_year, every.on_last, before or last.name)
        used = found.used
        name = "no complete year"
        if used:
            ends = dict.fromkeys((used[-1].name, used[0].name))
            name = f"mean of {len(used)}: {' to '.join(ends)}"
        _show_change(self.on_mean, found.on_mean, every.on_mean, name)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if (found := self.found) is None:
            return
        every = (found.every, *found.groups)
        if 0 <= index.row() < len(every):
            name = index.siblingAtColumn(0).data()
            title = f"{name}, {found.name}"
            self.rows_wanted.emit(every[index.row()].now.rows, title)

    @Slot()
    def _open_all(self) -> None:
        if (found := self.found) is not None:
            self.rows_wanted.emit(found.every.now.rows, found.name)


def _show_change(card: FigureCard, figure: Figure, change: Change, name: str) -> None:
    """Show a change in per cent, in number, and what it is compared with."""
    if change.number is None or change.before is None:
        card.show_figure(figure, Direction(text=name), value="not known")
        return
    fine = 0 if change.before == round(change.before) else 1
    words = (
        f"{change_cell(change.number, fine)} on"
        f" {number_text(change.before, fine)} ({name})"
    )
    value = percent_text(figure.value) if figure.value is not None else "no per cent"
    size = round(change.number, fine)
    arrow = "up" if size > 0 else "down" if size else "level"
    direction = Direction(text=words, arrow=arrow)
    card.show_figure(figure, direction, value=value)
