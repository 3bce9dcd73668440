"""Drivers: published figures beside arrivals, planned operations, change points."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.casework.outlook import ChangePoint, DriverValue, OperationPlan
from app.casework.working_time import day_words
from app.measures.arrivals import arrivals_of
from app.measures.driver import AgainstDriver
from app.reports.chart import day_text
from app.reports.driver_chart import (
    Beside,
    beside_chart,
    beside_driver,
    besides,
    driver_sentence,
    driver_table,
    latest_words,
    length_of,
    named_after,
    noun_of,
    recorded_chart,
)
from app.reports.facts import Facts
from app.reports.wording import counted
from ui.charts.view import ChartView
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab
from ui.controls.table_card import TableCard
from ui.controls.wrap import WrapRow
from ui.demand.aloud import Aloud
from ui.demand.choices import group_box
from ui.demand.known_lists import (
    CHANGES,
    OPERATIONS,
    KnownList,
    change_columns,
    operation_columns,
)

LEAST = QSize(260, 112)
"""Least size of each chart at 100 % text, in pixels."""
FEW = 2
"""Lines that a list shows at least."""


class DriverTab(Tab):
    """Shows one series at a time; what is entered and changed, the page does."""

    title = "&Drivers"

    add_wanted = Signal()
    import_wanted = Signal()
    remove_wanted = Signal(str)  # name of the series

    def __init__(self) -> None:
        super().__init__()
        self.series, self.beside = group_box(34), group_box()
        self.series.setAccessibleName("Driver series")
        self.beside.setAccessibleName("Arrivals that it is shown beside")
        self.add_button = button("Enter figure…", "plus")
        self.import_button = button("&Import…", "import")
        self.remove_button = button("Remove series", "bin")
        self.aloud = Aloud()
        self.recorded, self.arrived = ChartView(LEAST), ChartView(LEAST)
        self.table = TableCard("Requests per 100 recorded", is_narrow=True)
        self.operations: KnownList[OperationPlan]
        self.operations = KnownList(OPERATIONS, operation_columns())
        self.changes: KnownList[ChangePoint] = KnownList(CHANGES, change_columns())
        self.none = EmptyState(
            "No published figures are entered",
            "Enter or import recorded crime by month or quarter: it is shown beside"
            " what arrives here, as requests per 100 recorded.",
            "Import…",
            is_primary=False,
        )
        self.found: AgainstDriver | None = None
        self._besides: tuple[Beside, ...] = ()
        self._choices = WrapRow()
        self._facts: Facts | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        for one in (
            *(self.series, self.beside),
            *(self.remove_button, self.import_button, self.add_button),
        ):
            self._choices.add(one)
        self.body.addWidget(self._choices)
        self.body.addWidget(self.aloud)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._figures())
        self._stack.addWidget(self.none)
        splitter = _splitter(Qt.Orientation.Horizontal, self._stack, self._lists())
        splitter.setSizes([600, 546])
        splitter.setStretchFactor(0, 1)
        splitter.setObjectName("scrolled")
        area = scrolled(splitter)
        sideways = Qt.ScrollBarPolicy.ScrollBarAsNeeded  # for large letters
        area.setHorizontalScrollBarPolicy(sideways)
        self.body.addWidget(area, 1)

    def _figures(self) -> QWidget:
        cards = []
        for chart in (self.recorded, self.arrived):
            card = Card(holds_chart=True)
            card.body.addWidget(chart)
            cards.append(card)
        split = _splitter(Qt.Orientation.Vertical, *cards, self.table)
        split.setSizes([160, 160, 150])
        return split

    def _lists(self) -> QWidget:
        split = _splitter(Qt.Orientation.Vertical, self.operations, self.changes)
        split.setSizes([240, 200])
        return split

    def _connect(self) -> None:
        self.series.activated.connect(self._show_other)
        self.beside.activated.connect(self._show)
        self.add_button.clicked.connect(self.add_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.none.wanted.connect(self.import_wanted)
        self.remove_button.clicked.connect(self._remove)
        for one in (self.aloud, self.table):
            one.toast_wanted.connect(self.toast_wanted)
        self.table.export_wanted.connect(self.export_wanted)
        self.table.view.activated.connect(self._open)

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        keep_rows([self.table.view, self.operations.view, self.changes.view], FEW)
        self._choices.arrange()
        self._list_choices(facts)
        self.operations.show_values(facts.outlook.operations, operation_columns(facts))
        self.changes.show_values(facts.outlook.changes, change_columns())
        self._show()

    def sentence(self) -> str:
        if self._facts is None:
            return ""
        outlook = self._facts.outlook
        series = counted(len(outlook.names), "published series", "published series")
        plans = counted(len(outlook.operations), "planned operation")
        changes = counted(len(outlook.changes), "change point")
        return f"{series}, {plans}, {changes}; at {day_words(self._facts.as_at)}."

    def latest(self) -> DriverValue | None:
        """Return the last value of the series shown."""
        values = self._values()
        return values[-1] if values else None

    def allow(self, *, is_allowed: bool) -> None:
        for one in (self.add_button, self.import_button, self.none):
            one.setEnabled(is_allowed)
        self.remove_button.setEnabled(is_allowed and self.series.count() > 0)
        for known in (self.operations, self.changes):
            known.allow(is_allowed=is_allowed)

    def _values(self) -> tuple[DriverValue, ...]:
        if self._facts is None:
            return ()
        return self._facts.outlook.series(self.series.currentText())

    def _list_choices(self, facts: Facts) -> None:
        kept = self.series.currentText()
        self.series.clear()
        self.series.addItems(list(facts.outlook.names))
        self.series.setCurrentIndex(max(self.series.findText(kept), 0))
        self.series.setEnabled(self.series.count() > 0)
        self.remove_button.setEnabled(
            self.add_button.isEnabled() and self.series.count() > 0
        )
        taken = self.beside.currentText()
        self._besides = besides(facts)
        self.beside.clear()
        self.beside.addItems([one.label for one in self._besides])
        place = self.beside.findText(taken)
        self.beside.setCurrentIndex(place if place >= 0 else self._named())

    def _named(self) -> int:
        return named_after(self.series.currentText(), self._besides)

    def _chosen(self) -> Beside:
        return self._besides[self.beside.currentIndex()]

    @Slot()
    def _show_other(self) -> None:
        """Show another series, beside the arrivals that it is named after."""
        self.beside.setCurrentIndex(self._named())
        self._show()

    @Slot()
    def _show(self) -> None:
        if (facts := self._facts) is None:
            return
        values = self._values()
        self._stack.setCurrentIndex(0 if values else 1)
        self.aloud.setVisible(bool(values))
        self.found = None
        if values:
            self._show_series(facts, values)
        self.sentence_changed.emit()

    def _show_series(self, facts: Facts, values: tuple[DriverValue, ...]) -> None:
        beside, length = self._chosen(), length_of(values)
        self.found = found = beside_driver(facts, values[0].name, beside)
        self.recorded.show_chart(recorded_chart(found, length))
        self.arrived.show_chart(beside_chart(found, length, beside.label))
        source = f"Source: {found.source}." if found.source else "No source is given."
        self.aloud.say(f"{driver_sentence(found, noun_of(beside))} {source}")
        head, rows = driver_table(found, length)
        words = f"{self.aloud.text()} {found.latest.definition}"
        listing = Listing(name="drivers", head=head, rows=rows, words=words)
        self.table.show_listing(listing)
        told = filter(None, ("Requests per 100 recorded", latest_words(found)))
        self.table.heading.setText(", ".join(told))

    @Slot()
    def _remove(self) -> None:
        if name := self.series.currentText():
            self.remove_wanted.emit(name)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        """Show the requests of a month or quarter; the newest stands first."""
        if self.found is None or self._facts is None:
            return
        row = self.found.rows[len(self.found.rows) - 1 - index.row()]
        beside = self._chosen()
        arrivals = arrivals_of(self._facts.ledger, self._facts.as_at, by=beside.by)
        rows = arrivals.rows[arrivals.within(row.period, beside.group)]
        name = day_text(row.period.first, length_of(self._values()))
        self.rows_wanted.emit(rows, f"{self.beside.currentText()}, {name}")


def _splitter(direction: Qt.Orientation, *parts: QWidget) -> QSplitter:
    made = QSplitter(direction)
    made.setHandleWidth(GAP)
    made.setChildrenCollapsible(False)
    for part in parts:
        made.addWidget(part)
    return made
