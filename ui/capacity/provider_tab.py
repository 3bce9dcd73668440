"""Providers: what they have agreed to, what was sent to them, and what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.capacity.by_week import HORIZON
from app.capacity.demand import look_back
from app.measures.outsourcing import (
    YEAR,
    Outsourcing,
    Sent,
    ids_sent,
    outsourcing,
    sent_by,
)
from app.reports.chart import day_text
from app.reports.facts import Facts
from app.workforce.equipment import Provider, Sending, SentRequest
from ui.capacity.equipment_content import Partner, provider_columns, sent_columns
from ui.capacity.provider_figures import ProviderFigures
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption
from ui.controls.rows import Rows, RowsView
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.tab import Listing, Tab


class ProviderTab(Tab):
    """Lists providers and what was sent; what is done with it is asked of the page."""

    title = "Pr&oviders"

    sent_wanted = Signal(object)  # row ids: answer with ``show_sent``
    add_wanted = Signal()
    change_wanted = Signal(object)  # the Provider
    remove_wanted = Signal(object)  # the Provider
    sending_wanted = Signal(object)  # the Sent that is to be completed
    request_wanted = Signal(str)  # uid

    def __init__(self) -> None:
        super().__init__()
        self.partners: Rows[Partner] = Rows(provider_columns({}))
        self.partner_view = RowsView(self.partners, "Providers")
        self.sent: Rows[Sent] = Rows(sent_columns({}))
        self.sent_view = RowsView(self.sent, "What was sent to providers")
        self.figures = ProviderFigures()
        self.add_button = button("Add a provider…", "plus")
        self.change_button = button("Change…", "edit")
        self.remove_button = button("Remove", "bin")
        self.record_button = button("Cost and defects…", "edit")
        self.request_button = button("Show request", "request")
        self.export_button = button("E&xport…", "export")
        self.none_sent = caption("Nothing was sent to a provider yet.")
        self.found: Outsourcing | None = None
        self._none = EmptyState(
            "No provider is entered",
            "Enter who does work outside the unit: how many exhibits a month, of which"
            " types, how soon and for how much.",
            "Add a provider…",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._facts: Facts | None = None
        self._is_allowed = True
        self._build()
        self._connect()

    def _build(self) -> None:
        above = self._card("Providers", self.partner_view, (
            *(self.remove_button, self.change_button, self.add_button),
        ))  # fmt: skip
        below = self._card("Sent to providers", self.sent_view, (
            *(self.request_button, self.export_button, self.record_button),
        ))  # fmt: skip
        below.body.addWidget(self.none_sent)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setSizes([150, 320])
        splitter.setStretchFactor(1, 1)
        whole, column = QWidget(), QVBoxLayout()
        whole.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.figures)
        column.addWidget(splitter, 1)
        self._stack.addWidget(scrolled(whole))
        self._stack.addWidget(self._none)
        self.body.addWidget(self._stack, 1)
        self._keep_rows()

    def _keep_rows(self) -> None:
        keep_rows([self.partner_view], 2)
        keep_rows([self.sent_view])

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows in sight when the text becomes larger."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._keep_rows()

    @staticmethod
    def _card(title: str, view: QWidget, buttons: Sequence[QWidget]) -> Card:
        corner, row = QWidget(), QHBoxLayout()
        corner.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in buttons:
            row.addWidget(one)
        card = Card(title, corner=corner)
        card.body.addWidget(view, 1)
        return card

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_wanted)
        self._none.wanted.connect(self.add_wanted)
        self.change_button.clicked.connect(self._change)
        self.partner_view.activated.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.record_button.clicked.connect(self._record)
        self.sent_view.activated.connect(self._record)
        self.request_button.clicked.connect(self._open_request)
        self.export_button.clicked.connect(self._export)
        self.figures.rows_wanted.connect(self.rows_wanted)
        for view in (self.partner_view, self.sent_view):
            view.selectionModel().currentRowChanged.connect(self._allow)

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.sent_wanted.emit(ids_sent(facts.ledger))

    def show_sent(
        self, requests: Sequence[SentRequest], sendings: Sequence[Sending]
    ) -> None:
        """Show providers and what was sent; answers ``sent_wanted``.

        Args:
            requests: The requests that were ever with a provider.
            sendings: What was recorded of what was sent.
        """
        if (facts := self._facts) is None:
            return
        chosen = self.sent_view.currentIndex().row()
        partner = self.partner_view.currentIndex().row()
        as_at, types = facts.as_at, facts.names("examination_type")
        sent = sent_by(facts.ledger, requests, sendings, facts.providers, as_at)
        self.found = outsourcing(facts.ledger, sent, as_at)
        self.figures.show_figures(self.found)
        partners = [partner_of(one, sent, facts) for one in facts.providers]
        self.partners.show_values(partners, provider_columns(types))
        self.sent.show_values(sent, sent_columns(types))
        self.none_sent.setVisible(not sent)
        for view, row in ((self.partner_view, partner), (self.sent_view, chosen)):
            view.fit()
            view.setCurrentIndex(view.model().index(max(row, 0), 0))
        is_empty = not facts.providers and not sent
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._keep_rows()
        self._allow()
        self.sentence_changed.emit()

    def sentence(self) -> str:
        if self._facts is None or self.found is None:
            return ""
        day = self._facts.as_at
        there = sum(one.back_on is None for one in self.found.sent)
        requests = "1 request" if there == 1 else f"{there:,} requests"
        return f"{requests} with providers; figures of the year to {day_text(day)}."

    # ---- Acting ---------------------------------------------------------------------

    def allow(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed
        self._allow()

    @Slot()
    @Slot(QModelIndex, QModelIndex)
    def _allow(self) -> None:
        has_partner = self.partner_view.chosen() is not None
        has_sent = self.sent_view.chosen() is not None
        self.add_button.setEnabled(self._is_allowed)
        for each in (self.change_button, self.remove_button):
            each.setEnabled(self._is_allowed and has_partner)
        self.record_button.setEnabled(self._is_allowed and has_sent)
        self.request_button.setEnabled(has_sent)

    @Slot()
    def _change(self) -> None:
        if (one := self.partner_view.chosen()) is not None and self._is_allowed:
            self.change_wanted.emit(one.provider)

    @Slot()
    def _remove(self) -> None:
        if (one := self.partner_view.chosen()) is not None and self._is_allowed:
            self.remove_wanted.emit(one.provider)

    @Slot()
    def _record(self) -> None:
        if (one := self.sent_view.chosen()) is not None and self._is_allowed:
            self.sending_wanted.emit(one)

    @Slot()
    def _open_request(self) -> None:
        if (one := self.sent_view.chosen()) is not None:
            self.request_wanted.emit(one.request.uid)

    @Slot()
    def _export(self) -> None:
        self.export_wanted.emit(
            Listing(
                name="sent-to-providers",
                head=[column.title for column in self.sent.columns],
                rows=[self.sent.words(row) for row in range(self.sent.rowCount())],
                words=f"{self.sentence()} Costs marked about are not invoiced.",
            )
        )


def partner_of(one: Provider, sent: Sequence[Sent], facts: Facts) -> Partner:
    """Return a provider with how much it was sent, and how long it took."""
    past, day = look_back(facts.as_at), facts.as_at
    own = [
        each for each in sent if each.request.provider.casefold() == one.name.casefold()
    ]
    weekly = sum(each.items for each in own if past.first <= each.sent_on <= past.last)
    year = day - timedelta(days=YEAR)
    days = [
        each.days
        for each in own
        if each.days is not None and each.back_on is not None and each.back_on > year
    ]
    return Partner(
        provider=one,
        weekly=weekly / HORIZON,
        days=median(days) if days else None,
        as_at=day,
    )
