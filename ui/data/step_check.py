"""Fifth step: what would happen to each row, before anything is written."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QWidget

from app.intake.check import Bin, Checked, Problem, RowOutcome
from app.reports.chart import TimeChart
from ui.charts.view import ChartView
from ui.controls.button import Choice
from ui.controls.card import Card
from ui.controls.label import caption
from ui.data.row_table import Cells, RowTable, RowView
from ui.data.step import Step
from ui.data.sum_line import SumLine, sum_sentence

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
_NUMBER = re.compile(r"\S*\d\S*")
PROBLEM_HEAD = ("Line", "Column", "Cell", "What is wrong", "What follows")
OTHER_HEAD = ("Line", "Reference", "Why")
PARTS = ("&Problems", "&Differences", "D&uplicates", "Back&log")


class CheckStep(Step):
    """Shows the sum of the bins, every problem, and the backlog that follows."""

    title = "Check"
    heading = "What will happen to each row"

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked[Any] | None = None
        self._all: list[tuple[str, Cells]] = []
        self._sum = SumLine()
        self._part = Choice(PARTS, "What is shown")
        self._part.chosen.connect(self.show_part)
        self._reason = QComboBox()
        self._reason.setAccessibleName("Reason")
        self._reason.activated.connect(self._filter)
        self.rows = RowTable(PROBLEM_HEAD)
        self._view = RowView(self.rows, "Rows with problems")
        self._chart = ChartView()
        self._said = caption()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(_on_card(self._chart))
        bar = QHBoxLayout()
        bar.addWidget(self._part)
        bar.addStretch(1)
        self._label = QLabel("&Reason")
        self._label.setBuddy(self._reason)
        bar.addWidget(self._label)
        bar.addWidget(self._reason)
        self.body.addWidget(self._sum)
        self.body.addLayout(bar)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._said)

    @property
    def checked(self) -> Checked[Any] | None:
        """What the check found."""
        return self._checked

    @property
    def action(self) -> str:  # type: ignore[override]
        """Words of the button that goes on."""
        taken = self._checked.counts[Bin.TAKEN] if self._checked else 0
        return f"&Import {taken:,} {'row' if taken == 1 else 'rows'}"

    def show_checked(self, checked: Checked[Any], chart: TimeChart | None) -> None:
        """Show what a check found, and the backlog that would follow."""
        self._checked = checked
        self._sum.show_counts(checked.counts)
        if chart is not None:
            self._chart.show_chart(chart)
        duplicates = checked.counts[Bin.DUPLICATE]
        counts = (len(checked.problems), checked.different, duplicates)
        for one, words, count in zip(self._part.buttons(), PARTS, counts, strict=False):
            one.setText(f"{words} {count:,}")
        self._part.buttons()[3].setVisible(chart is not None)
        first = next((place for place, count in enumerate(counts) if count), 3)
        place = first if chart is not None or first < 3 else 0
        self.show_part(place)

    def missing(self) -> str:
        checked = self._checked
        if checked is None:
            return "The file has not been checked."
        if not checked.rows:
            return "The file has no row."
        if checked.counts[Bin.TAKEN]:
            return ""
        if checked.counts[Bin.DUPLICATE] and not checked.counts[Bin.REJECTED]:
            return "There is nothing new in this file: the store holds every row of it."
        return "No row of this file can be taken in: see the problems."

    def begin(self) -> None:
        (self._view if self.rows.rowCount() else self._part.buttons()[0]).setFocus()

    def sentence(self) -> str:
        """Return the sum of the bins."""
        return sum_sentence(self._checked.counts) if self._checked else ""

    @Slot(int)
    def show_part(self, place: int) -> None:
        """Show one of the lists, or the backlog that follows."""
        checked = self._checked
        if checked is None:
            return
        self._part.choose(place)
        is_chart = place == 3
        self._stack.setCurrentIndex(1 if is_chart else 0)
        for part in (self._label, self._reason):
            part.setVisible(place == 0)
        self._all = _parts(checked, place)
        self._fill_reasons()
        self._show_rows("")
        self._said.setText(self._sentence(place))

    def _sentence(self, place: int) -> str:
        return (
            "Rejected rows are kept with the import and can be saved as a file, put"
            " right and brought in again.",
            "The store keeps what it has: a row with the same reference and other"
            " content changes nothing.",
            "A duplicate is a row that the store or an earlier line of the file has"
            " already.",
            "Counted from the past dates in the file; nothing is written yet.",
        )[place]

    def _fill_reasons(self) -> None:
        counted = Counter(reason for reason, _ in self._all)
        self._reason.clear()
        self._reason.addItem(f"all ({len(self._all):,})", "")
        for reason, rows in counted.most_common():
            self._reason.addItem(f"{reason[:60]} ({rows:,})", reason)

    def show_reason(self, reason: str) -> None:
        """Show the problems of one kind only."""
        self._reason.setCurrentIndex(self._reason.findData(reason))
        self._filter()

    @Slot()
    def _filter(self) -> None:
        self._show_rows(self._reason.currentData())

    def _show_rows(self, reason: str) -> None:
        rows = [cells for why, cells in self._all if not reason or why == reason]
        is_problem = self._part.position == 0
        self.rows.show_rows(rows, PROBLEM_HEAD if is_problem else OTHER_HEAD)
        self._view.fit_columns(most=230, stretch=3 if is_problem else 2)


def _parts(checked: Checked[Any], place: int) -> list[tuple[str, Cells]]:
    """Return the rows of one of the lists, each with its kind of reason."""
    if place == 0:
        kinds = _kinds(checked.problems)
        return [
            (kinds[_kind(problem.message)], _problem_cells(problem))
            for problem in checked.problems
        ]
    wanted = [o for o in checked.outcomes if o.bin is Bin.DUPLICATE]
    if place == 1:
        wanted = [outcome for outcome in wanted if outcome.differs]
    return [("", _outcome_cells(outcome)) for outcome in wanted] if place < 3 else []


def _problem_cells(problem: Problem) -> Cells:
    follows = "row rejected" if problem.rejects else "cell left empty"
    return problem.line, problem.column, problem.value, problem.message, follows


def _outcome_cells(outcome: RowOutcome) -> Cells:
    return outcome.line, outcome.reference, "; ".join(outcome.reasons)


def _kind(message: str) -> str:
    """Return a reason without the days and numbers that differ from row to row."""
    return _NUMBER.sub("…", _DAY.sub("…", message))


def _kinds(problems: Sequence[Problem]) -> dict[str, str]:
    """Return the words for each kind of reason: the reason itself where it is one."""
    found: dict[str, set[str]] = {}
    for problem in problems:
        found.setdefault(_kind(problem.message), set()).add(problem.message)
    return {
        kind: next(iter(messages)) if len(messages) == 1 else kind
        for kind, messages in found.items()
    }


def _on_card(widget: QWidget) -> Card:
    card = Card()
    card.body.addWidget(widget)
    return card
