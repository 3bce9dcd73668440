"""The register: every request, what narrows it, and all about one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from app.casework.register import (
    Found,
    Group,
    PastStatuses,
    Question,
    RegisterRow,
    Sort,
)
from app.casework.request import STATUSES
from app.casework.working_time import end_of_day
from app.progress import Progress
from app.reports.chart import day_text, number_text
from app.rules.move import Move
from ui.alerts import show_error
from ui.controls.amend_many_dialog import Amendment
from ui.controls.button import button
from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.job import Job
from ui.register.bulk import MOST, Bulk
from ui.register.column import Sight
from ui.register.desk import Desk
from ui.register.filter_bar import FilterBar
from ui.register.output import OutputPage
from ui.register.table import RegisterTable
from ui.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.store.register import Kept, Search

PAST_WORDS = " Statuses are of that day, other facts as they are known now."
OFFERED = {
    "priorities": "priority",
    "offences": "offence_category",
    "types": "examination_type",
}
"""Code lists offered to filter by, by the field of the filter."""
MOST_RESTORED = 500
"""Selected rows that are found again after a search."""


class RegisterPage(OutputPage):
    """Asks the store in the background and shows what it answers."""

    shown = Signal()  # an answer of the store has come to the screen

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.bar = FilterBar()
        self.table = RegisterTable(self.fetch)
        self.desk = Desk(self.table)
        self.view, self.details = self.desk.view, self.desk.details
        self._sort, self._is_descending = Sort.AGE, True
        self._within: tuple[int, ...] | None = None
        self._counts: dict[Group, int] = {}
        self._total = 0
        self._shown_past: PastStatuses | None = None
        self._search: Search | None = None
        self._kept: Kept | None = None
        self._is_asked_again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._job = Job(self)
        self._reader = Job(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.bulk = Bulk(self)
        self._export_button = button("E&xport…", "export")
        self._columns_button = button("Co&lumns", "table")
        self._details_button = button("&Details", "information")
        self._details_button.setCheckable(True)
        self._details_button.setChecked(True)
        self.header = PageHeader(
            "Register",
            self.bulk.button,
            self._columns_button,
            self._details_button,
            self._export_button,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(10)
        for part in (self.header, self.bar):
            layout.addWidget(part)
        layout.addWidget(self.desk, 1)
        self.setFocusProxy(self.view)
        self.view.show_order(self._sort, self._is_descending)
        self.desk.restore()

    def _connect(self) -> None:
        self._job.succeeded.connect(self._show_found)
        self._job.failed.connect(self._show_failure)
        self._job.finished.connect(self._go_on)
        self.bar.changed.connect(self._ask)
        self.bar.field.returnPressed.connect(self.view.setFocus)
        self.bar.figure_closed.connect(self._forget_rows)
        self.view.sort_wanted.connect(self._sort_by)
        self.view.copy_wanted.connect(self.copy_selected)
        self.view.opened.connect(self._open_request)
        self.details.opened.connect(self._open_request)
        self.view.chosen.connect(self._show_choice)
        self._pause.timeout.connect(self._show_details)
        self._details_button.toggled.connect(self.details.setVisible)
        self._details_button.toggled.connect(self._show_choice)
        self._columns_button.clicked.connect(self._choose_columns)
        self._export_button.clicked.connect(self.export_shown)
        self.bulk.wanted.connect(self._ask_bulk)
        self.bulk.open_wanted.connect(self._open_request)
        self.bulk.export_wanted.connect(self.export_selected)
        self.bulk.move_wanted.connect(self._move_many)
        self.bulk.facts_wanted.connect(self._amend_many)
        self.view.menu_wanted.connect(self.bulk.menu.popup)
        self.desk.import_wanted.connect(partial(self.room_wanted.emit, "data"))
        self.desk.clear_wanted.connect(self.bar.clear)

    # ---- What the window asks -------------------------------------------------------

    def refresh(self) -> None:
        """Read lists and labels again and ask the store anew."""
        if self.session.facts is None:
            self.header.show_sentence("Reading the register…")
        self._offer_lists()
        self._ask()

    def go_find(self) -> None:
        """Put the cursor into the find field, its text selected."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    def show_rows(self, rows: "NDArray[np.int32]", title: str) -> None:
        """Show only the requests behind a figure, whatever their status."""
        if (ledger := self.session.ledger) is None:
            return
        self._within = tuple(ledger.ids[rows].tolist())
        self.bar.show_figure(title)
        self.bar.choose(Group.ALL)
        self._ask()

    def stop_work(self) -> None:
        """Stop the search under way and keep the layout."""
        self._is_asked_again = False
        self._kept = None  # or the end of the search would begin to read ahead
        self._job.cancel()
        self._reader.cancel()
        if self._search is not None:
            self._search.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.desk.keep()
        super().hideEvent(event)

    # ---- Asking and showing ---------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        """Ask the store; a search under way is stopped and asked anew."""
        from app.store.register import Kept, Search, find

        self._kept = self._kept or Kept()
        self.bar.show_count(self._count_text(), is_old=True)
        if (path := self.session.path) is None:  # in memory: it is this thread's
            self._show_found(find(self.session.store, self._question(), self._kept))
        elif self._search is not None:
            self._is_asked_again = True
            self._search.stop()
        else:
            self._search = Search(path, self._question(), self._kept)
            self._job.start(self._search.run)

    def _question(self) -> Question:
        return Question(
            filter=self.bar.filter(),
            sort=self._sort,
            is_descending=self._is_descending,
            within=self._within,
            past=self._past(),
        )

    def _past(self) -> PastStatuses | None:
        """Return where every request stood on a past day; None for today."""
        ledger = self.session.ledger
        if ledger is None or not self.session.is_past:
            return None
        from app.measures.moment import statuses_at

        moment = end_of_day(self.session.as_at)
        return PastStatuses(ids=ledger.ids, positions=statuses_at(ledger, moment))

    @Slot()
    def _go_on(self) -> None:
        self._search = None
        if self._is_asked_again:
            self._is_asked_again = False
            self._ask()
        elif self.session.path and self._kept and self._kept.wording is None:
            self._reader.start(partial(_read_ahead, self.session.path, self._kept))

    @Slot(object)
    def _show_found(self, found: Found) -> None:
        if self._is_asked_again:
            return
        selected = self.view.selected_ids(MOST_RESTORED)
        current = self.view.current_id()
        self._shown_past = self._past()
        self.table.show_ids(found.ids, self._sight())
        self._counts, self._total = dict(found.counts), found.total
        self.bar.show_counts(found.counts)
        self.view.fit_columns()
        self.desk.show_for(len(found.ids), found.total)
        self._export_button.setEnabled(bool(found.ids))
        self.view.select_ids(selected, current)
        if found.ids and self.view.current_id() is None:
            self.view.select_ids(found.ids[:1], found.ids[0])
        self.header.show_sentence(self._sentence())
        self._show_choice()
        self.shown.emit()

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self, error)

    def _sentence(self) -> str:
        as_at = self.session.as_at
        parts = [f"{self._total:,} requests"]
        if (ledger := self.session.ledger) is not None:
            from app.measures.backlog import Backlog, open_requests

            count = len(open_requests(ledger, Backlog.B3, as_at).rows)
            parts.append(f"{count:,} outstanding at the end of {day_text(as_at)}")
        words = "; ".join(parts)
        past = PAST_WORDS if self.session.is_past else ""
        return f"{words}.{past}"

    def _count_text(self) -> str:
        shown, selected = len(self.table.ids), self.view.selected_count()
        words = f"{shown:,} shown"
        if selected > 1:
            words += f", {selected:,} selected"
            if selected <= MOST_RESTORED:
                rows = self.fetch(self.view.selected_ids(MOST_RESTORED))
                hours = sum(row.effort_estimated or 0.0 for row in rows)
                words += f", {number_text(hours, 1)} h"
        return words

    @Slot()
    def _show_choice(self) -> None:
        """Show the request chosen as soon as there is nothing more to choose."""
        self._pause.start()

    @Slot()
    def _show_details(self) -> None:
        from app.store.case import read_case

        self.bar.show_count(self._count_text())
        self.bulk.allow(self.view.selected_count())
        if not self._details_button.isChecked():
            return
        one = self.view.current_id()
        case = None if one is None else read_case(self.session.store, one)
        self.details.show_case(case, self.table.sight)

    @Slot()
    def _open_request(self) -> None:
        """Ask for the page of the request that the cursor is on."""
        one = self.view.current_id()
        for row in self.fetch(() if one is None else (one,)):
            self.request_wanted.emit(row.uid)

    @Slot()
    def _choose_columns(self) -> None:
        corner = self._columns_button.rect().bottomLeft()
        self.view.choose_columns(self._columns_button.mapToGlobal(corner))

    @Slot()
    def _forget_rows(self) -> None:
        self._within = None
        self.bar.show_figure("")
        self.bar.choose(Group.OPEN)
        self._ask()

    @Slot(str, bool)
    def _sort_by(self, sort: str, is_descending: bool) -> None:
        self._sort, self._is_descending = Sort(sort), is_descending
        self._ask()

    # ---- What is done with those selected --------------------------------------------

    @Slot(str)
    def _ask_bulk(self, name: str) -> None:
        from app.conduct.move import read_desk
        from app.store.case import read_case
        from app.store.vocabulary import vocabularies

        store, ids = self.session.store, self.view.selected_ids(MOST)
        cases = [case for one in ids if (case := read_case(store, one))]
        desk = replace(read_desk(store, self.session.now()), today=self.session.day)
        if cases and name == "facts":
            self.bulk.ask_facts(cases, self._divisions(), desk)
        elif cases:
            self.bulk.ask_move(name, cases, desk, vocabularies(store))

    @Slot(object, object)
    def _move_many(self, move: Move, uids: Sequence[str]) -> None:
        from app.conduct.move import make_moves

        act = partial(make_moves, self.session.store, uids, move)
        self.bulk.do(act, len(uids), "moved")

    @Slot(object, object)
    def _amend_many(self, wanted: Amendment, uids: Sequence[str]) -> None:
        from app.conduct.amend import amend_many

        facts, store = {wanted.fact: wanted.value}, self.session.store
        act = partial(amend_many, store, uids, facts, on=wanted.on, why=wanted.words)
        self.bulk.do(act, len(uids), "changed")

    # ---- Words ----------------------------------------------------------------------

    def _sight(self) -> Sight:
        """Return what rows are worded with; read from the store before facts are."""
        if (facts := self.session.facts) is None:
            from app.store.team import read_team
            from app.store.vocabulary import vocabularies

            lists = vocabularies(self.session.store)
            people = read_team(self.session.store).people
        else:
            lists, people = facts.words, facts.team.people
        labels = {
            name: {term.code: term.label for term in words.terms}
            for name, words in lists.items()
        }
        names = {one.uid: one.shown for one in people}
        return Sight(as_at=self.session.as_at, labels=labels, people=names)

    def _offer_lists(self) -> None:
        sight = self._sight()
        for field, name in OFFERED.items():
            self.bar.offer(field, list(sight.labels.get(name, {}).items()))
        self.bar.offer("divisions", self._divisions())
        self.bar.offer("examiners", list(sight.people.items()))

    def _divisions(self) -> list[tuple[str, str]]:
        from app.store.register import divisions_in_use

        codes, sight = divisions_in_use(self.session.store), self._sight()
        return [(code, sight.label("requesting_division", code)) for code in codes]

    # ---- Rows -----------------------------------------------------------------------

    def fetch(self, ids: Sequence[int]) -> list[RegisterRow]:
        from app.store.register import register_rows

        rows = register_rows(self.session.store, ids)
        if (past := self._shown_past) is None:
            return rows
        import numpy as np

        positions = past.of(np.array([row.id for row in rows], dtype=np.int64))
        return [
            replace(row, status=STATUSES[at])
            for row, at in zip(rows, positions, strict=True)
        ]


def _read_ahead(path: Path, kept: "Kept", progress: Progress) -> None:
    """Read the words of every request, before anybody searches them."""
    from app.store import reading

    progress(0, 1)
    with reading(path) as store:
        kept.words_of(store)
