"""Forecast: the fan of what may arrive, and what such forecasts were worth."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.working_time import day_words
from app.errors import AppError
from app.measures.figure import Figure
from app.reports.expected import (
    Expected,
    expected_chart,
    expected_sentence,
    expected_table,
    method_words,
    worth_words,
)
from app.reports.facts import Facts
from ui.charts.view import ChartView
from ui.controls.button import Choice, button
from ui.controls.card import GAP, Card, CardRow
from ui.controls.empty_state import EmptyState
from ui.controls.figure_card import Direction, FigureCard
from ui.controls.label import caption, set_tone
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.demand.aloud import Aloud

LENGTHS = (13, 26, 52)
"""Weeks ahead that can be shown."""
USUAL = 26
FIGURE = 220
"""Least width of a figure at 100 % text, in pixels."""
FIGURES = (
    *("Error 4 weeks ahead", "Error 13 weeks ahead", "Error 26 weeks ahead"),
    "Inside the 80% range",
)
"""The back-test (M36), from the top."""


class ForecastTab(Tab):
    """Shows what was reckoned in the background; asks for it with ``wanted``."""

    title = "Fore&cast"

    wanted = Signal()  # reckon, and answer with ``show_expected`` or ``show_error``
    mark_wanted = Signal(object)  # a change point is to be marked on this date

    def __init__(self) -> None:
        super().__init__()
        self.length = Choice([f"{n} weeks" for n in LENGTHS], "Weeks ahead")
        self.length.choose(LENGTHS.index(USUAL))
        self.hint, self.mark_button = QLabel(), button("Mark change point…", "plus")
        self.aloud, self.chart = Aloud(), ChartView()
        self.cards = tuple(FigureCard(title) for title in FIGURES)
        self.table = TableCard("Week by week", is_narrow=True)
        self.progress, self.waiting = QProgressBar(), caption()
        self.none = EmptyState("Nothing can be forecast yet", "")
        self.expected: Expected | None = None
        self._facts: Facts | None = None
        self._is_allowed = True
        self._build()
        self.length.chosen.connect(self._show)
        self.mark_button.clicked.connect(self._mark)
        for one in (self.aloud, self.table):
            one.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)
        for card in self.cards:
            card.opened.connect(self.table.view.setFocus)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.length)
        row.addWidget(self.hint, 1)
        row.addWidget(self.mark_button)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self.hint, "watch")
        content, column = QWidget(), QVBoxLayout()
        content.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.aloud)
        figures = CardRow(FIGURE)
        for card in self.cards:
            figures.add(card)
        column.addWidget(figures)
        column.addWidget(self._split(), 1)
        self._stack = QStackedWidget()
        for page in (self._waiting_page(), self.none, scrolled(content)):
            self._stack.addWidget(page)
        content.setObjectName("scrolled")
        self.body.addWidget(self._stack, 1)

    def _split(self) -> QWidget:
        card = Card(holds_chart=True)
        card.body.addWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.table)
        splitter.setSizes([600, 546])
        splitter.setStretchFactor(0, 1)
        return splitter

    def _waiting_page(self) -> QWidget:
        page, column = QWidget(), QVBoxLayout()
        page.setLayout(column)
        self.progress.setAccessibleName("Progress of the forecast")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.progress, 1)
        middle.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.waiting)
        column.addLayout(middle)
        column.addStretch(2)
        return page

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        keep_rows([self.table.view])
        self.wanted.emit()

    def show_waiting(self) -> None:
        """Say that it is being reckoned; what was shown before stays in sight."""
        self.waiting.setText("Past forecasts are being tested…")
        self.progress.setValue(0)
        if self.expected is None:
            self._stack.setCurrentIndex(0)
        self.sentence_changed.emit()

    @Slot(int)
    def show_progress(self, percent: int) -> None:
        """Show how much of the work is done."""
        self.progress.setValue(percent)

    @Slot(object)
    def show_expected(self, expected: Expected) -> None:
        """Show what was reckoned; it answers ``wanted``."""
        self.expected = expected
        self._stack.setCurrentIndex(2)
        self._show()

    def show_error(self, error: AppError) -> None:
        """Say why nothing can be forecast; what was shown before does not hold now."""
        self.expected = None
        self.none.show_sentence(str(error))
        self._stack.setCurrentIndex(1)
        self.sentence_changed.emit()

    def sentence(self) -> str:
        if self._facts is None:
            return ""
        day = day_words(self._facts.as_at)
        if (expected := self.expected) is None:
            return f"What may arrive after {day}."
        weeks = LENGTHS[self.length.position]
        return (
            f"What may arrive in the {weeks} weeks from"
            f" {day_words(expected.found.mondays[0])}, as"
            f" {len(expected.found.paths):,} possible futures;"
            f" at {day_words(expected.as_at)}."
        )

    def allow(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed
        self._show_hint()

    @Slot()
    def _show(self) -> None:
        if (expected := self.expected) is None:
            return
        weeks = LENGTHS[self.length.position]
        self.chart.show_chart(expected_chart(expected, weeks))
        self.aloud.say(expected_sentence(expected, weeks), worth_words(expected))
        self._show_hint()
        for card, figure in zip(self.cards, expected.figures(), strict=True):
            _show_figure(card, figure)
        head, rows = expected_table(expected, weeks)
        words = f"{self.sentence()} {self.aloud.text()} {method_words(expected)}"
        self.chart.setToolTip(method_words(expected))
        listing = Listing(name="forecast", head=head, rows=rows, words=words)
        self.table.show_listing(listing)
        self.sentence_changed.emit()

    def _show_hint(self) -> None:
        hint = self.expected.hint if self.expected is not None else None
        self.hint.setText(hint.sentence if hint is not None else "")
        self.mark_button.setVisible(hint is not None)
        self.mark_button.setEnabled(self._is_allowed)

    @Slot()
    def _mark(self) -> None:
        if self.expected is not None and self.expected.hint is not None:
            self.mark_wanted.emit(self.expected.hint.monday)


def _show_figure(card: FigureCard, figure: Figure) -> None:
    """Show an error or a coverage, with what it is compared with."""
    words = figure.note.rstrip(".") or "no week to compare with"
    card.show_figure(figure, Direction(text=words))
