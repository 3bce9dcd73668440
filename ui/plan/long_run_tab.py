"""In the long run: what demand asks for if nothing changes, by formula."""

from functools import partial

import numpy as np
from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel

from app.casework.plain_text import tab_text
from app.casework.working_time import day_words
from app.reports.facts import Facts
from app.reports.long_run import LongRun, long_run
from app.reports.report import Align, Row, Table
from app.reports.report import Column as Head
from ui.controls.button import Choice, button
from ui.controls.card import Card
from ui.controls.label import caption, set_tone
from ui.controls.rows import Column, Rows, RowsView
from ui.controls.scrolled import keep_rows
from ui.controls.tab import Listing, Tab

LETTER = 7
"""Width of a letter at 100 % text, in pixels, by which a column gets its width."""
FEWEST, MOST = 88, 250
"""Least and greatest width of a column at 100 % text, in pixels."""
PLAIN_TONE = "plain"
LABEL = "Long run, if nothing changes: formulas, not a forecast"
NEED = 0


class LongRunTab(Tab):
    """Shows the finding, and one of three tables."""

    title = "In the &long run"

    def __init__(self) -> None:
        super().__init__()
        self.finding = QLabel()
        self.finding.setWordWrap(True)
        self.finding.setObjectName("card_title")
        self.finding.setAccessibleName("What follows")
        self.label = caption(LABEL)
        self.which = Choice(
            ("What is needed", "What comes and goes", "Expected waits"),
            "Which table is shown",
        )
        self._rows = Rows[Row]()
        self.view = RowsView(self._rows, "The long run")
        self.heading = QLabel()
        self.heading.setObjectName("card_title")
        self.note, self.notes = caption(), caption()
        self.copy_button = button("Cop&y", "table")
        self.export_button = button("E&xport…", "export")
        self.found: LongRun | None = None
        self._facts: Facts | None = None
        self._lay_out()
        self.which.chosen.connect(self._show)
        self.view.activated.connect(self._open)
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self._export)

    def _lay_out(self) -> None:
        said = Card()
        said.body.addWidget(self.finding)
        said.body.addWidget(self.label)
        self.body.addWidget(said)
        card = Card()
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        top.addWidget(self.export_button)
        card.body.addLayout(top)
        card.body.addWidget(self.heading)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.note)
        card.body.addWidget(self.notes)
        self.body.addWidget(card, 1)

    def show_facts(self, facts: Facts) -> None:
        self._facts, self.found = facts, long_run(facts)
        keep_rows([self.view])
        self._show()

    def sentence(self) -> str:
        if (facts := self._facts) is None:
            return ""
        return f"{LABEL}; at {day_words(facts.as_at)}."

    def table(self) -> Table | None:
        """Return the table in sight."""
        if (found := self.found) is None:
            return None
        return (found.need, found.demand, found.waits)[self.which.position]

    @Slot()
    def _show(self) -> None:
        found, table = self.found, self.table()
        if found is None or table is None:
            return
        self.finding.setText(found.finding)
        set_tone(self.finding, "" if found.tone == PLAIN_TONE else found.tone.value)
        self.heading.setText(table.title)
        self._rows.show_values(table.rows, columns_of(table))
        self.view.setAccessibleName(table.title)
        self.view.fit()
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note))
        self.notes.setText(" ".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        self.sentence_changed.emit()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        """Open the requests behind a row of what is needed."""
        found = self.found
        if found is None or self.which.position != NEED:
            return
        behind = found.behind[index.row()]
        every = [figure.rows for figure in behind if len(figure.rows)]
        if every:
            rows = np.unique(np.concatenate(every)).astype(np.int32)
            self.rows_wanted.emit(rows, behind[0].label)

    @Slot()
    def copy(self) -> None:
        """Copy the finding and the table in sight."""
        if (found := self.found) is None or (table := self.table()) is None:
            return
        head = [column.head for column in table.columns]
        text = tab_text(head, [row.cells for row in table.rows])
        QGuiApplication.clipboard().setText(f"{found.finding}\n{LABEL}.\n\n{text}")
        self.toast_wanted.emit(f"{len(table.rows):,} rows copied")

    @Slot()
    def _export(self) -> None:
        if (found := self.found) is None or (table := self.table()) is None:
            return
        listing = Listing(
            name="long-run",
            head=[column.head for column in table.columns],
            rows=[row.cells for row in table.rows],
            words=" ".join((table.title, self.sentence(), table.note, *found.notes)),
        )
        self.export_wanted.emit(listing)


def columns_of(table: Table) -> list[Column[Row]]:
    """Return the columns of a report's table for a list on screen."""
    texts = [
        [column.head, *(row.cells[place] for row in table.rows)]
        for place, column in enumerate(table.columns)
    ]
    return [
        _column(place, head, max(map(len, texts[place])))
        for place, head in enumerate(table.columns)
    ]


def _column(place: int, head: Head, letters: int) -> Column[Row]:
    width = min(max(letters * LETTER + 20, FEWEST), MOST)
    return Column(
        title=head.head,
        show=partial(_cell, place),
        width=0 if head.is_verdict else width,
        is_number=head.align is Align.RIGHT,
        tone=_tone if head.is_verdict else _no_tone,
    )


def _cell(place: int, row: Row) -> str:
    return row.cells[place]


def _tone(row: Row) -> str:
    return "" if row.tone == PLAIN_TONE else row.tone.value


def _no_tone(_row: Row) -> str:
    return ""
