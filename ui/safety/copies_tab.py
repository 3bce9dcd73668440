"""The verified copies: which there are, in which places, and back from one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QStackedWidget

from app.reports.chart import number_text
from ui.controls.button import button
from ui.controls.card import Card, CardRow
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption, set_tone
from ui.controls.text_table import TextTable
from ui.copies_sight import CopiesSight, CopyRow, Fact
from ui.safety.safety_tab import SafetyTab

HEAD = ("Made", "Why", "Where", "Last check", "Last change", "Not in it", "Size")
VERDICT, NUMBERS_FROM = 3, 4
CHOOSE, CHANGE = "Choose second p&lace…", "Change second p&lace…"
MEANT = (
    "A copy is made while you work (ten minutes after a change), on closing, and before"
    " an import or an upgrade; each is checked in full. All of today and yesterday"
    " stay, then one for each of 14 days, 8 weeks and 24 months."
)


class FactCard(Card):
    """One fact at the head of the tab: few words, and a sentence under them."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.value = QLabel("…")
        self.value.setObjectName("figure_value")
        self.more = caption()
        self.more.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.value)
        self.body.addWidget(self.more, 1)

    def show_fact(self, fact: Fact) -> None:
        """Show the fact; what its tone says stands in its words, too."""
        self.value.setText(fact.value)
        self.more.setText(fact.more)
        set_tone(self.value, fact.tone)
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep the height that the words need at this width, as layouts do not."""
        self.setMinimumHeight(self.body.totalHeightForWidth(self.width()))


class CopiesTab(SafetyTab):
    """The verified copies: which there are, in which places, and back from one."""

    title = "&Copies"
    make_wanted = Signal()
    second_wanted = Signal()
    drill_wanted = Signal()
    check_wanted = Signal(object)  # the CopyRow
    restore_wanted = Signal(object)  # the CopyRow

    def __init__(self) -> None:
        super().__init__()
        self.newest = FactCard("Newest verified copy")
        self.places = FactCard("Places")
        self.rehearsal = FactCard("Rehearsal of a restore")
        self.make_button = button("&Make a copy now", "plus", is_primary=True)
        self.second_button = button(CHOOSE)
        self.drill_button = button("&Rehearse now")
        self.check_button = button("Check this cop&y")
        self.restore_button = button("Go &back to it…")
        self.working = caption()
        self.table = TextTable("Copies of the store", is_even=False)
        self.empty = EmptyState(
            "There is no copy yet",
            "The first one is made by itself after a short while, or now.",
            "Make a copy now",
            is_primary=False,
        )
        self._rows: tuple[CopyRow, ...] = ()
        self._is_allowed = True
        self._is_busy = False
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        facts = CardRow(260)
        for fact in (self.newest, self.places, self.rehearsal):
            facts.add(fact)
        self.table.horizontalHeader().setStretchLastSection(False)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        heading = QLabel("Copies")
        heading.setObjectName("card_title")
        top.addWidget(heading)
        top.addWidget(self.working, 1)
        for one in (self.check_button, self.restore_button, self.drill_button):
            top.addWidget(one)
        top.addWidget(self.second_button)
        top.addWidget(self.make_button)
        card = Card()
        card.body.addLayout(top)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(caption(MEANT))
        self.body.addWidget(facts)
        self.body.addWidget(card, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.make_button.clicked.connect(self.make_wanted)
        self.empty.wanted.connect(self.make_wanted)
        self.second_button.clicked.connect(self.second_wanted)
        self.drill_button.clicked.connect(self.drill_wanted)
        self.check_button.clicked.connect(self._ask_check)
        self.restore_button.clicked.connect(self._ask_restore)
        self.table.activated.connect(self._ask_restore)
        self.table.text_rows.modelReset.connect(self._allow_buttons)
        self.table.selectionModel().currentRowChanged.connect(self._allow_buttons)

    def show_copies(self, sight: CopiesSight) -> None:
        """Show which copies there are; the one chosen stays chosen."""
        before = self.chosen()
        self.newest.show_fact(sight.newest)
        self.places.show_fact(sight.places)
        self.rehearsal.show_fact(sight.rehearsal)
        self._rows = sight.rows
        rows = [row_text(one) for one in sight.rows]
        self.table.show_rows(HEAD, rows, numbers_from=NUMBERS_FROM)
        head = self.table.horizontalHeader()
        if head.count():  # what a check found may be a sentence
            head.setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.Stretch)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.second_button.setText(CHANGE if sight.has_second else CHOOSE)
        self._choose(before)
        self.say(sight.sentence)
        self._allow_buttons()

    def show_working(self, words: str) -> None:
        """Say what is being done; empty when nothing is."""
        self._is_busy = bool(words)
        self.working.setText(words)
        self._allow_buttons()

    def allow(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed
        self._allow_buttons()

    def chosen(self) -> CopyRow | None:
        """Return the copy whose row is chosen; None for none."""
        row = self.table.currentIndex().row()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _choose(self, before: CopyRow | None) -> None:
        names: Sequence[str] = [one.path.name for one in self._rows]
        wanted = before.path.name if before else ""
        row = names.index(wanted) if wanted in names else 0
        if names:
            self.table.setCurrentIndex(self.table.text_rows.index(row, 0))

    @Slot()
    def _allow_buttons(self) -> None:
        is_free = not self._is_busy
        has_copy = is_free and self.chosen() is not None
        self.make_button.setEnabled(is_free and self._is_allowed)
        self.second_button.setEnabled(is_free and self._is_allowed)
        self.drill_button.setEnabled(has_copy and self._is_allowed)
        self.check_button.setEnabled(has_copy)
        self.restore_button.setEnabled(has_copy and self._is_allowed)

    @Slot()
    def _ask_check(self) -> None:
        if (row := self.chosen()) is not None:
            self.check_wanted.emit(row)

    @Slot(QModelIndex)
    def _ask_restore(self) -> None:
        row = self.chosen()
        if row is not None and self.restore_button.isEnabled():
            self.restore_wanted.emit(row)


def row_text(row: CopyRow) -> tuple[str, ...]:
    """Return a copy as the texts of its row."""
    return (
        f"{row.when:%a %d %b %Y  %H:%M}",
        row.kind,
        row.places,
        row.verdict,
        f"{row.sequence:,}",
        behind_text(row.behind),
        size_text(row.size),
    )


def behind_text(behind: int | None) -> str:
    """Return how many changes a copy lacks."""
    if behind is None:
        return "another branch"
    if behind == 0:
        return "nothing"
    return f"{behind:,} change" if behind == 1 else f"{behind:,} changes"


def size_text(size: int) -> str:
    """Return a size in megabytes."""
    return f"{number_text(size / 1e6, 1)} MB"
