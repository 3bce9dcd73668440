"""The page of the queue as it shows a queue: narrowing, lines, choice, copying."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout

from app.casework.plain_text import csv_text, tab_text
from app.casework.working_time import monday_of
from app.errors import AppError
from app.planning.queue import UNIT, Queue, Ranked, Waterline
from app.reports.chart import number_text
from app.reports.file import write_file
from ui import settings
from ui.alerts import show_error
from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.page import Page
from ui.queue.actions import Actions
from ui.queue.column import COLUMNS
from ui.queue.desk import Desk
from ui.queue.filter_bar import EVERY, FilterBar
from ui.queue.items import Item
from ui.queue.line import Line
from ui.queue.side import ItemTab
from ui.queue.sieve import Group, counts, sieve_words, sifted, skills_of
from ui.queue.table import QueueTable
from ui.queue.wording import Sight, line_text, outcome_text
from ui.session import Session

PAUSE = 30
"""Milliseconds for which the cursor rests before all about its row is shown."""
HARDLY = 1.0
"""Hours left in a week below which the line of the next one is shown at first."""


Listing = Callable[[], tuple[str, Sequence[Item]]]
"""What makes a list of the side panel: its words and its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows.

    Attributes:
        queue: The whole queue.
        sight: What codes and people are called.
        remark: What to say of the day, such as that another was asked for.
        must, holds, ageing: What makes the lists of the side panel, each its words and
            its entries; asked when the list is first looked at.
    """

    queue: Queue
    sight: Sight
    remark: str = ""
    must: Listing = lambda: ("", ())
    holds: Listing = lambda: ("", ())
    ageing: Listing = lambda: ("", ())
    skills: Sequence[tuple[str, str]] = field(default_factory=tuple)


class Board(Page):
    """Shows a queue; what is done to it and where it comes from is not known here."""

    choice_changed = Signal()  # other rows are selected, or the cursor moved

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.content: Shown | None = None
        self.lines: tuple[Waterline, ...] = ()
        self.actions_shown = Actions(self)
        self.bar = FilterBar()
        self.table = QueueTable()
        self.desk = Desk(self.table)
        self.view, self.side = self.desk.view, self.desk.side
        self.header = PageHeader("Queue", *self.actions_shown.buttons)
        self._has_week = False
        self._unread: dict[ItemTab, Listing] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.bar)
        layout.addWidget(self.desk, 1)
        self.setFocusProxy(self.view)
        self._connect_board()
        self.desk.restore()

    def _connect_board(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.bar.line_changed.connect(self._draw_lines)
        self.bar.field.returnPressed.connect(self.view.setFocus)
        self.view.chosen.connect(self._pause.start)
        self.view.copy_wanted.connect(self.copy_selected)
        self._pause.timeout.connect(self._tell_choice)
        self.side.request_chosen.connect(self.find_request)
        self.side.currentChanged.connect(self._show_list)
        self.side.currentChanged.connect(self._pause.start)
        self.desk.clear_wanted.connect(self.bar.clear)
        self.view.customContextMenuRequested.connect(self._offer_changes)
        actions = self.actions_shown
        actions.panel.toggled.connect(self.side.setVisible)
        actions.columns_wanted.connect(self.choose_columns)
        actions.export_wanted.connect(self.choose_file)

    # ---- Showing --------------------------------------------------------------------

    def show_content(self, content: Shown) -> None:
        """Show a queue; what was selected stays selected."""
        self.content = content
        self.bar.offer_skills(skills_of(content.queue.ranked, content.sight))
        self.bar.week.begin(content.queue.as_at)
        if not self._has_week:
            self._has_week = True
            net = content.queue.capacity.net
            self.bar.begin_week(1 if len(net) and net[0] < HARDLY else 0)
        side = self.side
        self._unread = {
            side.must_tab: content.must,
            side.holds_tab: content.holds,
            side.ageing_tab: content.ageing,
        }
        self._show_list()
        self._narrow()

    @Slot()
    def _show_list(self) -> None:
        """Fill the list in sight, if it has not been since the queue was read."""
        tab = self.side.currentWidget()
        if isinstance(tab, ItemTab) and tab in self._unread:
            tab.show_items(*self._unread.pop(tab)())

    @Slot()
    def _narrow(self) -> None:
        """Show the rows that the filters leave."""
        if (content := self.content) is None:
            return
        selected, current = self.view.selected_uids(), self.view.current_uid()
        place = self.view.currentIndex().row()
        ranked, sieve = content.queue.ranked, self.bar.sieve()
        rows = sifted(ranked, sieve, content.sight)
        self.bar.show_counts(counts(ranked, sieve, content.sight))
        self.table.show_rows(rows, content.sight)
        self._draw_lines()
        self.desk.show_for(len(rows), len(ranked))
        self.view.fit_columns()
        self.view.select_uids(selected, current)
        if rows and not self.view.current_uid():
            near = rows[min(max(place, 0), len(rows) - 1)].waiting.uid
            self.view.select_uids([near], near)
        self._pause.start()

    @Slot()
    def _draw_lines(self) -> None:
        """Draw where the hours up to the chosen week end in the rows shown."""
        if (content := self.content) is None:
            return
        queue, wanted = content.queue, self.bar.line.currentData() or UNIT
        lines = queue.lines(self.week, self.table.rows)
        self.lines = tuple(
            line for line in lines if wanted == EVERY or line.skill in (UNIT, wanted)
        )
        main = next((line for line in lines if line.skill == wanted), lines[0])
        self.table.blocked = frozenset(
            self.table.rows[place].waiting.uid for place in main.blocked
        )
        self.view.show_lines(
            Line(
                row=line.rows,
                text=line_text(line, queue.as_at, content.sight),
                is_whole=line.skill == UNIT,
            )
            for line in self.lines
            if line.is_spent
        )
        spent = [line.skill for line in lines if line.is_spent and line.skill != UNIT]
        self._say(main, () if main.skill != UNIT else spent)

    def _say(self, line: Waterline, spent: Sequence[str]) -> None:
        if (content := self.content) is None:
            return
        shown, count = len(self.table.rows), len(content.queue.ranked)
        words = "1 open request" if count == 1 else f"{count:,} open requests"
        words = f"{shown:,} of {words}" if shown < count else words
        skill = content.sight.label("skill", line.skill)
        short = [content.sight.label("skill", code) for code in spent]
        outcome = outcome_text(line, content.queue.as_at, skill, short)
        parts = (f"{words} in order of service: {outcome}.", content.remark)
        self.header.show_sentence(" ".join(part for part in parts if part))

    @Slot()
    def _tell_choice(self) -> None:
        rows = self.selected()
        words = f"{len(self.table.rows):,} shown"
        if len(rows) > 1:
            hours = number_text(sum(row.hours or 0.0 for row in rows), 1)
            words += f", {len(rows):,} selected, {hours} h"
        self.bar.show_count(words)
        self.choice_changed.emit()

    @Slot(QPoint)
    def _offer_changes(self, place: QPoint) -> None:
        self.actions_shown.offer_changes(self.view.viewport().mapToGlobal(place))

    @property
    def week(self) -> date:
        """The Monday of the week whose hours the line shows."""
        day = self.content.queue.as_at if self.content else self.session.today
        return monday_of(day) + timedelta(weeks=self.bar.week.value())

    @property
    def view_words(self) -> str:
        """What is shown of the queue, in words."""
        return sieve_words(self.bar.sieve(), self.table.sight)

    # ---- Choice ---------------------------------------------------------------------

    def selected(self) -> list[Ranked]:
        """Return the selected requests from the top."""
        return [self.table.rows[row] for row in self.view.selected_rows()]

    def current(self) -> Ranked | None:
        """Return the request that the cursor is on."""
        row, rows = self.view.currentIndex().row(), self.table.rows
        return rows[row] if 0 <= row < len(rows) else None

    @Slot(str)
    def find_request(self, uid: str) -> None:
        """Put the cursor on a request, showing everything if it is filtered out."""
        if uid not in self.table.places_of([uid]):
            self.bar.clear()
        self.view.select_uids([uid], uid)
        self.view.scrollTo(self.view.currentIndex())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_group(self, group: Group) -> None:
        """Show one group of requests."""
        self.bar.choose(group)

    def go_find(self) -> None:
        """Put the cursor into the find field, its text selected."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        self.desk.keep()
        super().hideEvent(event)

    # ---- Out of the program ---------------------------------------------------------

    def choose_columns(self) -> None:
        """Open the menu of columns under the heading."""
        corner = self.view.horizontalHeader().rect().bottomLeft()
        self.view.choose_columns(
            self.view.horizontalHeader().mapToGlobal(QPoint(corner))
        )

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected rows, headings first, as text with tabs."""
        rows = self.view.selected_rows()
        head, cells = self.listing(rows)
        QApplication.clipboard().setText(tab_text(head, cells))
        count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
        self.toast_wanted.emit(f"{count} copied", None)

    def listing(self, rows: Sequence[int]) -> tuple[list[str], list[list[str]]]:
        """Return headings and cells of some rows in every column but hidden ones."""
        places = self.view.shown_columns()
        cells = [[self.table.cell(row, place) for place in places] for row in rows]
        return [COLUMNS[place].title for place in places], cells

    def choose_file(self) -> None:
        """Ask where to write what is shown."""
        if self.content is not None:
            name = f"queue-{self.content.queue.as_at.isoformat()}.csv"
            kind = "CSV file (*.csv)"
            self.ask_file("Export the queue as shown", kind, name, self.export)

    def ask_file(
        self, title: str, kind: str, name: str, write: Callable[[Path], None]
    ) -> None:
        """Ask where to write a file, and let it be written there."""
        dialog = QFileDialog(self, title, settings.last_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write what is shown as CSV, with the protective marking in its first line."""
        head, cells = self.listing(range(len(self.table.rows)))
        try:
            text = csv_text(head, cells, marking=self.session.settings.marking)
            write_file(path, text.encode("utf-8"))
        except AppError as error:
            show_error(self, error)
            return
        settings.set_last_folder(path.parent)
        self.toast_wanted.emit(f"{len(cells):,} requests exported to {path.name}", None)
