"""Last step: what was brought in, and what can be done with the rest."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel

from app.intake.check import Bin
from app.intake.importer import ImportResult
from app.intake.mapping import ABSENCES, REQUESTS
from ui.controls.button import button
from ui.controls.icon import icon
from ui.controls.label import caption
from ui.data.step import Step
from ui.data.sum_line import PAST_WORDS, SumLine, sum_sentence

NEXT = {
    REQUESTS: (
        "today",
        "&Show the backlog",
        "Go to Today: open requests, their age and hours.",
    ),
    ABSENCES: (
        "calendar",
        "&Show the calendar",
        "Go to the calendar: who is away when, and what follows for the hours.",
    ),
}
"""The room to go to after an import, what its button says, and what is there."""


class DoneStep(Step):
    """Says what was brought in and offers what comes next."""

    next_wanted = Signal(str)  # the room to go to
    rejected_wanted = Signal()  # save the rejected rows as a file

    title = "Done"
    heading = "The rows are in the store"
    action = "&Close"

    def __init__(self) -> None:
        super().__init__()
        self._sum = SumLine(PAST_WORDS)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._save = button("Sa&ve rejected rows as CSV…", "export")
        self._save.clicked.connect(self.rejected_wanted)
        self._room, words, where = NEXT[REQUESTS]
        self._show = button(words, self._room)
        self._show.clicked.connect(self._tell_next)
        self._where = caption(where)
        left = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(self._sum)
        self.body.addWidget(self._said)
        self.body.addSpacing(10)
        self.body.addWidget(self._show, 0, left)
        self.body.addWidget(self._where)
        self.body.addSpacing(6)
        self.body.addWidget(self._save, 0, left)
        self._rest = caption(
            "The original columns come first, then the line and the reasons: put the"
            " cells right and bring the file in again."
        )
        self.body.addWidget(self._rest)
        self.body.addStretch(1)

    def show_result(self, result: ImportResult) -> None:
        """Show what an import did."""
        counts = result.counts
        self._room, words, where = NEXT.get(result.kind, NEXT[REQUESTS])
        self._show.setText(words)
        self._show.setIcon(icon(self._room))
        self._where.setText(where)
        self._sum.show_counts(counts)
        self._said.setText("\n".join(_sentences(result)))
        for part in (self._save, self._rest):
            part.setVisible(bool(counts[Bin.REJECTED]))

    def show_saved(self, rows: int) -> None:
        """Say that the rejected rows were saved."""
        words = "1 rejected row was" if rows == 1 else f"{rows:,} rejected rows were"
        self._rest.setText(f"{words} saved. Put the cells right and bring the file in.")

    def begin(self) -> None:
        self._show.setFocus()

    @Slot()
    def _tell_next(self) -> None:
        self.next_wanted.emit(self._room)


def _sentences(result: ImportResult) -> list[str]:
    """Return what an import did, the sum first."""
    if result.before is not None:
        return [result.sentence]
    said = [f"{sum_sentence(result.counts, PAST_WORDS)}."]
    for column, cells in result.left_empty.items():
        words = "1 cell was" if cells == 1 else f"{cells:,} cells were"
        said.append(f"{column}: {words} not understood and left empty.")
    if result.unknown_examiners:
        said.append(
            f"{result.unknown_examiners:,} rows name an examiner who is not on the"
            " People page: add the people there."
        )
    if result.different:
        said.append(
            f"{result.different:,} rows differ from what the store holds, which was"
            " left as it is; the Data page lists them among the duplicates."
        )
    return said
