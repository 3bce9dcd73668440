"""The tab of fair load: who has how much in hand, and moves that even it out (M54).

People stand by name and are never put in the order of their load: it says where help is
needed, not who is good.
"""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget

from app.casework.working_time import day_words
from app.measures.workload import Load
from app.planning.fair_load import (
    balance_of,
    load_figure,
    loads_after,
    suggestions,
    team_loads,
)
from app.planning.queue import Queue
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.form import choice
from ui.controls.label import caption
from ui.controls.rows import Roomy, Rows, RowsView
from ui.people.load_rows import LoadBar, MoveRows, MovesView
from ui.people.load_words import (
    AFTER,
    NOW,
    LoadLine,
    balance_words,
    line_words,
    load_columns,
    moves_sentence,
    preview_words,
    told_words,
)
from ui.people.sight import Sight
from ui.people.tab import PeopleTab
from ui.style import present_look

REASON = "G_LOAD"
"""Code of the reason that is offered first."""

ROOMY = 620
"""Width of the list in which every column has room, at 100 % text, in pixels."""

READING = "Reading the queue…"

ReadQueue = Callable[[], Queue | None]
"""Returns the queue of the present day of the unit; None while it is being read."""


class LoadTab(PeopleTab):
    """People and their load on the left, moves on the right."""

    rows_wanted = Signal(object, str)  # rows of the ledger, title of the list
    moves_wanted = Signal(object, str, str)  # examiner by request, reason, what is told

    title = "Fair &load"

    def __init__(self, read_queue: ReadQueue) -> None:
        super().__init__()
        self._read_queue = read_queue
        self.queue: Queue | None = None
        self._loads: tuple[Load, ...] = ()
        self._is_narrow = False
        self.people: Rows[LoadLine] = Rows(load_columns(is_preview=False))
        self.people_view = RowsView(self.people, "Load of the people, by name")
        self._bars, self._plain = LoadBar(self.people_view), Roomy(self.people_view)
        self.moves = MoveRows()
        self.moves_view = MovesView(self.moves)
        self.reason = choice([])
        self.preview_button = button("Previe&w all", "check")
        self.carry_button = button("Carry o&ut", "right", is_primary=True)
        self.head_buttons = (self.preview_button, self.carry_button)
        self.balance, self.meaning = QLabel(), caption()
        self.offered, self.detail = caption(), caption()
        self.empty = EmptyState(READING, "")
        self._stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()

    def _build(self) -> None:
        left, right = Card("Load by person"), Card("Moves that would even it out")
        self.balance.setObjectName("line_title")
        for label in (self.balance, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for part in (self.balance, self.people_view, self.meaning):
            left.body.addWidget(part, 1 if part is self.people_view else 0)
        why = QHBoxLayout()
        self.reason.setAccessibleName("Reason for the history")
        why.addWidget(QLabel("Reason for the history"))
        why.addWidget(self.reason, 1)
        right.body.addWidget(self.offered)
        right.body.addWidget(self.moves_view, 1)
        right.body.addWidget(self.detail)
        right.body.addLayout(why)
        self._split.setHandleWidth(GAP)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setSizes([710, 410])
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.empty)
        self.paper.addWidget(self._stack, 1)
        self.people_view.setItemDelegateForColumn(NOW, self._bars)
        self.preview_button.setToolTip("Tick every move and see what it would change")
        self.setFocusProxy(self.people_view)

    def _connect(self) -> None:
        self.moves.ticked.connect(self._show_loads)
        self.preview_button.clicked.connect(self._tick)
        self.carry_button.clicked.connect(self._carry_out)
        self.moves_view.selectionModel().currentRowChanged.connect(self._say_move)
        self.people_view.activated.connect(self._open_requests)
        self.people_view.doubleClicked.connect(self._open_requests)

    # ---- Showing --------------------------------------------------------------------

    def fill(self, sight: Sight) -> None:
        """Show the load of the present day of the unit."""
        self.queue = queue = self._read_queue()
        if queue is None or not sight.team.counted:
            self._show_nothing(sight)
            return
        self._stack.setCurrentWidget(self._split)
        self._loads = team_loads(queue, sight.team)
        if sight.facts is not None:
            self._offer_reasons(sight.facts.names("give_back_reason"))
        found = suggestions(queue, sight.team)
        self.offered.setText(moves_sentence(len(found)))
        self.meaning.setText(self._meaning(queue))
        self.moves.show_moves(found, sight.words.people)
        self.moves_view.fit()
        self.detail.setText("")
        if found:
            self.moves_view.selectRow(0)

    def _show_nothing(self, sight: Sight) -> None:
        self.moves.show_moves((), {})
        self._stack.setCurrentWidget(self.empty)
        is_read = sight.facts is not None and self.queue is not None
        self.empty.show_title("Nobody examines yet" if is_read else READING)
        words = "Enter under People who examines: their load is told here then."
        self.empty.show_sentence(words if is_read else "")

    def _offer_reasons(self, terms: dict[str, str]) -> None:
        chosen = self.reason.currentData() or REASON
        self.reason.clear()
        for code, label in terms.items():
            self.reason.addItem(label, code)
        self.reason.setCurrentIndex(max(self.reason.findData(chosen), 0))

    def _meaning(self, queue: Queue) -> str:
        figure = load_figure(Load(person=""), queue)
        return (
            f"{figure.definition} ({figure.measure}) Uses estimates of"
            f" {figure.coverage}. Return opens the requests of a person."
        )

    def sentence(self, sight: Sight) -> str:
        """Return how evenly work lies on people."""
        if self.queue is None:
            return READING
        day, people = self.queue.as_at, len(self._loads)
        past = f", not {day_words(sight.day)}" if sight.day != day else ""
        said = balance_words(balance_of(self._loads))
        return f"{people} people examining; {said} At {day_words(day)}{past}."

    @Slot()
    def _show_loads(self) -> None:
        """Show the load of everyone, and beside it with the moves that are ticked."""
        queue, sight, chosen = self.queue, self.sight, self.moves.chosen()
        self._allow(bool(chosen))
        if queue is None or sight is None:
            return
        after = loads_after(queue, chosen) if chosen else queue.loads
        then = [after.get(one.person, one) for one in self._loads]
        before, later = balance_of(self._loads), balance_of(then)
        most = max(before.highest, later.highest)
        lines = [
            LoadLine(
                name=sight.words.people.get(now.person, now.person),
                load=now,
                after=one,
                mean=before.mean,
                most=most,
                year=queue.as_at.year,
            )
            for now, one in zip(self._loads, then, strict=True)
        ]
        row = max(self.people_view.currentIndex().row(), 0)
        self._is_narrow = self._lacks_room()
        columns = load_columns(is_preview=bool(chosen), is_narrow=self._is_narrow)
        self.people.show_values(lines, columns)
        bars = self._bars if chosen else self._plain
        self.people_view.setItemDelegateForColumn(AFTER, bars)
        self.people_view.fit()
        self.people_view.selectRow(min(row, len(lines) - 1))
        self.balance.setText(
            preview_words(before, later, len(chosen))
            if chosen
            else line_words(before.mean)
        )

    def _lacks_room(self) -> bool:
        return self.people_view.width() < present_look().pixels(ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lacks_room() != self._is_narrow:
            self._show_loads()

    def _allow(self, has_chosen: bool) -> None:
        can_write = self.sight is not None and self.sight.can_write
        every = len(self.moves.chosen()) == len(self.moves.moves)
        self.preview_button.setText(
            " Clear previe&w" if has_chosen and every else " Previe&w all"
        )
        self.preview_button.setEnabled(bool(self.moves.moves))
        self.carry_button.setEnabled(has_chosen and can_write)
        self.carry_button.setToolTip(
            "" if can_write else "This store is open for reading only"
        )

    @Slot(QModelIndex, QModelIndex)
    def _say_move(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.detail.setText(self.moves.words(index.row()) if index.isValid() else "")

    # ---- Asking ---------------------------------------------------------------------

    @Slot()
    def _tick(self) -> None:
        every = len(self.moves.chosen()) == len(self.moves.moves)
        self.moves.tick_all(not every)

    @Slot()
    def _carry_out(self) -> None:
        chosen = self.moves.chosen()
        to = {uid: one.taker for one in chosen for uid in one.uids}
        if to:
            reason = str(self.reason.currentData() or REASON)
            self.moves_wanted.emit(to, reason, told_words(chosen))

    @Slot(QModelIndex)
    def _open_requests(self, index: QModelIndex) -> None:
        """Show the open requests of a person in the register."""
        line, sight = self.people.value_at(index.row()), self.sight
        if line is None or sight is None or sight.facts is None or self.queue is None:
            return
        ids = [
            row.waiting.id
            for row in self.queue.ranked
            if row.waiting.examiner == line.load.person
        ]
        every = sight.facts.ledger.ids
        places = np.searchsorted(every, np.sort(np.array(ids, dtype=every.dtype)))
        self.rows_wanted.emit(places.astype(np.int32), f"In hand of {line.name}")
