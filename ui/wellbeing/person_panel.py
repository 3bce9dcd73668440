"""One person: how things stand, the days as a strip, and all that is on record."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.reports.chart import day_text
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView
from ui.controls.scrolled import keep_rows
from ui.wellbeing.sight import HEAD, Entry, PersonSight
from ui.wellbeing.strip import FULL_DAY, Strip

Line = tuple[str, ...]
SUBJECTS = ("exposure", "welfare_contact", "rotation", "tolerance", "feedback")
"""Tables of which there are entries."""

LEAST_ROWS = 7
"""Lines of how things stand that are always in sight."""

_TONES = {"within": "good", "reached": "bad"}
LEGEND = (
    f"Bars: hours of exposure, {FULL_DAY:g} h at full height. Filled: held. Open:"
    " booked. Cross: not kept. Diamond: screening. Hatched: rotated out. Tick: told"
    " how a case ended."
)


def _tone(line: Line) -> str:
    standing = line[3]
    return "bad" if standing.startswith("due") else _TONES.get(standing, "")


STANDING: tuple[Column[Line], ...] = (
    Column(title=HEAD[0], show=lambda line: line[0], width=168),
    Column(title=HEAD[1], show=lambda line: line[1], width=102),
    Column(title=HEAD[2], show=lambda line: line[2], width=108),
    Column(title=HEAD[3], show=lambda line: line[3], tone=_tone),
)
RECORDS: tuple[Column[Entry], ...] = (
    Column(title="Day", show=lambda entry: day_text(entry.day), width=104),
    Column(title="What", show=lambda entry: entry.what, width=100),
    Column(title="Detail", show=lambda entry: entry.detail),
)


class PersonPanel(QWidget):
    """Shows one person at a time; there is no other beside them."""

    change_wanted = Signal(object)  # the Entry
    remove_wanted = Signal(object)  # the Entry

    def __init__(
        self,
        *actions: QPushButton,
        changes: Sequence[str] = (),
        removes: Sequence[str] = SUBJECTS,
    ) -> None:
        """Make the panel.

        Args:
            *actions: What stands beside the name.
            changes: Tables of which an entry can be changed here.
            removes: Tables of which one can be taken away here.
        """
        super().__init__()
        self._changes, self._removes = tuple(changes), tuple(removes)
        self._is_allowed = False
        self.name = QLabel()
        self.name.setObjectName("card_title")
        self.standing: Rows[Line] = Rows(STANDING)
        self.records: Rows[Entry] = Rows(RECORDS)
        self.standing_view = RowsView(self.standing, "How things stand")
        self.records_view = RowsView(self.records, "What is on record")
        self.strip = Strip()
        self.change_button = button("Cha&nge…", "edit")
        self.remove_button = button("Re&move", "bin")
        self.change_button.setVisible(bool(changes))
        self._build(actions)
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        selection = self.records_view.selectionModel()
        selection.currentRowChanged.connect(self._allow)
        self.records_view.activated.connect(self._change)

    def _build(self, actions: Sequence[QPushButton]) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        for action in actions:
            top.addWidget(action)
        stands = Card("How things stand")
        stands.body.addWidget(self.standing_view, 1)
        records, foot = Card("On record"), QHBoxLayout()
        records.body.addWidget(self.records_view, 1)
        foot.addWidget(self.change_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        records.body.addLayout(foot)
        days = Card()
        days.body.addWidget(self.strip)
        days.body.addWidget(caption(LEGEND))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(stands)
        split.addWidget(records)
        split.setSizes([576, 404])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(days)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_rows()

    def _keep_rows(self) -> None:
        keep_rows([self.standing_view], LEAST_ROWS)
        keep_rows([self.records_view])

    def show_sight(self, sight: PersonSight | None) -> None:
        """Show one person; None for nobody, so that nothing of anybody is kept."""
        chosen = self.records_view.currentIndex().row()
        self.name.setText(sight.person.shown if sight else "")
        self.standing.show_values(sight.rows if sight else ())
        self.records.show_values(sight.entries if sight else ())
        self.strip.show_sight(sight)
        self._keep_rows()
        if self.records.rowCount():
            last = self.records.rowCount() - 1
            self.records_view.selectRow(min(max(chosen, 0), last))
        self._allow()

    def allow(self, *, is_allowed: bool) -> None:
        """Let entries be changed and taken away, or not."""
        self._is_allowed = is_allowed
        self._allow()

    @Slot()
    def _allow(self) -> None:
        entry = self.records_view.chosen()
        is_ours = self._is_allowed and entry is not None and bool(entry.uid)
        subject = entry.subject if entry is not None and is_ours else ""
        self.remove_button.setEnabled(subject in self._removes)
        self.change_button.setEnabled(subject in self._changes)

    @Slot()
    def _change(self) -> None:
        entry = self.records_view.chosen()
        if entry is not None and self.change_button.isEnabled():
            self.change_wanted.emit(entry)

    @Slot()
    def _remove(self) -> None:
        entry = self.records_view.chosen()
        if entry is not None and self.remove_button.isEnabled():
            self.remove_wanted.emit(entry)
