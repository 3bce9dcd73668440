"""Today: what needs me now, in figures, charts and a list with buttons."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.progress import Progress
from app.reports.chart import day_text
from ui.alerts import show_error
from ui.charts.view import ChartView
from ui.controls.button import Choice, button, link
from ui.controls.card import GAP, MARGIN, Card, CardRow
from ui.controls.empty_state import EmptyState
from ui.controls.figure_card import Direction, FigureCard
from ui.controls.page_header import PageHeader
from ui.job import Job
from ui.page import Page
from ui.session import Session
from ui.today.attention_list import AttentionList

if TYPE_CHECKING:
    from app.reports.attention_line import Attention
    from app.reports.facts import Facts
    from ui.today.figures import Shown

TITLES = (
    "Open requests (B3)",
    "Open exhibits (B3d)",
    "Work in queue (B5)",
    "Median age",
    "Demand of net capacity",
    "Clearance, 13 weeks",
)
LEAST_CARD = 164


class TodayPage(Page):
    """Shows the position at the as-at day; every number opens what is behind it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: Shown | None = None
        self._is_working = False
        self._is_stale = False
        self._job = Job(self)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._go_on)
        self._summary = button("Print summary", "reports", is_primary=True)
        self._summary.clicked.connect(partial(self.room_wanted.emit, "reports"))
        self._header = PageHeader("Today", self._summary)
        self._cards = [FigureCard(title) for title in TITLES]
        self._demand = ChartView(QSize(300, 200), has_title=False)
        self._measure = Choice(("Hours", "Requests"), "Demand in hours or requests")
        self._backlog = ChartView(QSize(300, 200), has_title=False)
        self._ages = ChartView(QSize(300, 180))
        self._lines = AttentionList()
        self._all = link("Show all")
        self._all.setProperty("slim", "true")
        self._is_listing = False
        self._empty = EmptyState(
            "No requests yet",
            "Import the spreadsheet that the unit works from: the backlog, its age and"
            " its hours are shown here at once.",
            "Import a spreadsheet",
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 12)
        layout.setSpacing(GAP)
        row = CardRow(LEAST_CARD)
        for card in self._cards:
            row.add(card)
        self._parts = [row, self._charts()]
        layout.addWidget(self._header)
        for part in self._parts:
            layout.addWidget(part)
        layout.setStretchFactor(self._parts[1], 1)
        layout.addWidget(self._empty)
        self._empty.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _charts(self) -> QWidget:
        explore = link("Explore")
        explore.setProperty("slim", "true")
        explore.setToolTip("Move and zoom in the whole history")
        explore.clicked.connect(self._explore)
        cards = (
            (
                Card("Demand against capacity", corner=self._measure, holds_chart=True),
                self._demand,
            ),
            (Card("Backlog", corner=explore, holds_chart=True), self._backlog),
            (Card(holds_chart=True), self._ages),
            (Card("Needs attention", corner=self._all), self._lines),
        )
        self._above = [card for card, _ in cards[:2]]
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for place, (card, content) in enumerate(cards):
            card.body.addWidget(content, 1)
            grid.addWidget(card, place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self._grid = grid
        self._share_height()
        return whole

    def _share_height(self) -> None:
        """Give both rows of cards their height; while all lines are listed one row."""
        self._grid.setRowStretch(0, 0 if self._is_listing else 11)
        self._grid.setRowStretch(1, 10)

    def _connect(self) -> None:
        for place, card in enumerate(self._cards):
            card.opened.connect(partial(self._open_figure, place))
        self._measure.chosen.connect(self._show_demand)
        self._ages.opened.connect(self._open_ages)
        self._lines.wanted.connect(self._act)
        self._lines.cut.connect(self._offer_all)
        self._all.clicked.connect(self._list_all)
        self._empty.wanted.connect(partial(self.room_wanted.emit, "import"))

    def refresh(self) -> None:
        facts = self.session.facts
        day = day_text(self.session.as_at)
        if facts is None:
            self._header.show_sentence("Reading the records…")
        elif self._is_working:
            self._is_stale = True
        else:
            self._header.show_sentence(
                f"{facts.settings.unit}: position at the end of {day}, compared with"
                " 28 days before"
            )
            self._work(facts)

    def _work(self, facts: "Facts") -> None:
        is_empty = facts.ledger.requests == 0
        self._empty.setVisible(is_empty)
        self._summary.setVisible(not is_empty)
        for part in self._parts:
            part.setVisible(not is_empty)
        if is_empty:
            return
        from ui.counts import contacts_due, last_import

        last, due = last_import(self.session.store), contacts_due(self.session)
        self._is_working = True
        self._job.start(partial(_make, facts, last.rejected if last else 0, due))

    @Slot(object)
    def _show(self, shown: "Shown") -> None:
        self._shown = shown
        for widget, card in zip(self._cards, shown.cards, strict=True):
            widget.show_figure(
                card.figure,
                Direction(text=card.words, tone=card.tone, arrow=card.arrow),
                spark=card.spark,
                more=card.more,
            )
        self._show_demand()
        self._backlog.show_chart(shown.backlog)
        self._ages.show_chart(shown.ages)
        self._lines.show_lines(shown.attention)

    @Slot()
    def _show_demand(self) -> None:
        if self._shown is not None:
            charts = (self._shown.hours, self._shown.requests)
            self._demand.show_chart(charts[self._measure.position])

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        show_error(self, error)

    @Slot()
    def _go_on(self) -> None:
        self._is_working = False
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _open_figure(self, place: int) -> None:
        if self._shown is not None:
            card = self._shown.cards[place]
            self.rows_wanted.emit(card.figure.rows, card.title)

    @Slot(int, int)
    def _open_ages(self, row: int, column: int) -> None:
        """Open the requests of one part of a bar."""
        if self._shown is None:
            return
        from app.measures.age import AGE_BANDS, age_bands

        table = age_bands(self._shown.facts.ledger, self._shown.facts.as_at)
        name = self._shown.ages.categories[row]
        figures = table.by_priority.get(name[:2]) or table.by_priority[name]
        title = f"{name}, {AGE_BANDS[column].label}"
        self.rows_wanted.emit(figures[column].rows, title)

    @Slot(object)
    def _act(self, line: "Attention") -> None:
        if line.room:
            self.room_wanted.emit(line.room)
        else:
            self.rows_wanted.emit(line.rows, line.title)

    @Slot(bool)
    def _offer_all(self, is_cut: bool) -> None:
        """Offer the whole list where there is no room for all of its lines."""
        self._all.setVisible(is_cut or self._is_listing)
        words = (
            "Show the charts" if self._is_listing else f"Show all {self._lines.count}"
        )
        self._all.setText(words)

    @Slot()
    def _list_all(self) -> None:
        """Give the list the room of the charts above it, or give it back."""
        self._is_listing = not self._is_listing
        for card in self._above:
            card.setHidden(self._is_listing)
        self._share_height()
        self._offer_all(is_cut=True)

    @Slot()
    def _explore(self) -> None:
        """Open the history of the backlog, to move and zoom in."""
        if self._shown is None:
            return
        from app.reports.backlog_chart import whole_history
        from ui.charts.interactive import explore

        facts = self._shown.facts
        explore(self, whole_history(facts.ledger, facts.as_at))

    def stop_work(self) -> None:
        self._is_stale = False
        self._job.cancel()


def _make(facts: "Facts", rejected: int, overdue: int, progress: Progress) -> "Shown":
    """Import what computes, then compute: both off the UI thread."""
    from ui.today.figures import make_figures

    return make_figures(facts, rejected, overdue, progress)
