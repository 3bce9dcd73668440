"""Everything as plain files that any program opens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import Choice, button, link
from ui.controls.card import GAP, Card
from ui.controls.scrolled import keep_rows, scrolled
from ui.controls.text_table import TextTable
from ui.safety.safety_tab import SafetyTab

HEAD = ("Files", "What they hold", "Rows")
SENTENCE = "Everything as plain files that open without Headroom."
WITHOUT = (
    "Off: the tables about wellbeing are left out. In the history their entries keep"
    " their place and their digest only, so that the chain can still be checked."
)
WITH = (
    "On: exposure, contacts, rotations, tolerances and feedback of single people go out"
    " in full. Give the files only to whom these records may be shown."
)
UNPROTECTED = (
    "The files are not protected: whoever has them can read names and case references."
    " Keep them where the store itself may be kept."
)

Rows = Sequence[Sequence[str]]


class LeavingTab(SafetyTab):
    """Says what would be written, how far the writing is, and where it went."""

    title = "E&xport all"

    export_asked = Signal()
    stop_asked = Signal()
    place_asked = Signal()  # to look at the place where it went

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Rows, Rows] = ((), ())
        self.table = TextTable("What is written", is_even=False)
        self.with_wellbeing = QCheckBox("&Include records about people's wellbeing")
        self.with_wellbeing.toggled.connect(self._show_rows)
        self.told = _wrapped(WITHOUT)
        self.form = Choice(("One &ZIP file", "A fol&der"), "Written as")
        self.button = button("Export ever&ything…", "export", is_primary=True)
        self.button.clicked.connect(self.export_asked)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("How far the export is")
        self.stop = button("Sto&p")
        self.stop.clicked.connect(self.stop_asked)
        self.outcome = _wrapped("")
        self.outcome.setObjectName("")
        self.outcome.setAccessibleName("What came of the export")
        self.look = link("Copy where it &lies")
        self.look.clicked.connect(self.place_asked)
        self._working = QWidget()
        self._lay_out()
        self.show_progress(None)
        self.show_outcome("", is_there=False)
        self.say(SENTENCE)

    def _lay_out(self) -> None:
        what = Card("What is written")
        what.body.addWidget(self.table)
        how = Card("How")
        how.body.setSpacing(8)
        how.body.addWidget(self.with_wellbeing)
        how.body.addWidget(self.told)
        choice = QHBoxLayout()
        choice.addWidget(self.form)
        choice.addWidget(self.button)
        choice.addStretch(1)
        how.body.addLayout(choice)
        work = QHBoxLayout(self._working)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self.progress, 1)
        work.addWidget(self.stop)
        how.body.addWidget(self._working)
        how.body.addWidget(self.outcome)
        how.body.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        how.body.addWidget(_wrapped(UNPROTECTED))
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.addWidget(how)
        inside.addWidget(what)
        inside.addStretch(1)
        self.body.addWidget(scrolled(content), 1)

    @property
    def is_zip(self) -> bool:
        """Whether one ZIP file is wanted, not a folder."""
        return self.form.position == 0

    def show_content(self, without: Rows, with_wellbeing: Rows) -> None:
        """Show what would be written, without and with records about wellbeing."""
        self._rows = without, with_wellbeing
        self._show_rows()

    def show_progress(self, percent: int | None) -> None:
        """Show how far an export is; None when none runs."""
        runs = percent is not None
        had_focus = self.button.hasFocus() or self.stop.hasFocus()
        self._working.setVisible(True)
        self.button.setEnabled(True)
        if had_focus:  # else it would go to what is next on the window
            (self.stop if runs else self.button).setFocus()
        self._working.setVisible(runs)
        for asked in (self.button, self.with_wellbeing, self.form):
            asked.setEnabled(not runs)
        self.progress.setValue(percent or 0)

    def show_outcome(self, words: str, *, is_there: bool) -> None:
        """Say what came of the export, and whether something is there to look at."""
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))
        self.look.setVisible(is_there)

    @Slot()
    def _show_rows(self) -> None:
        is_with = self.with_wellbeing.isChecked()
        self.told.setText(WITH if is_with else WITHOUT)
        self.table.show_rows(HEAD, self._rows[is_with], numbers_from=2)
        keep_rows([self.table], len(self._rows[is_with]))


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setObjectName("caption")
    return label
