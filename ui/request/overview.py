"""The first tab: facts, scope asked and agreed, days, priority and clocks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.casework.request import Request
from app.reports.chart import number_text
from app.reports.history_words import FIELDS, reason_text, value_text
from app.reports.wording import NONE
from app.rules.clock import PLANNING_AID
from app.rules.priority import Override
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption, set_tone
from ui.controls.score_list import ScoreList
from ui.request.clock_list import ClockList
from ui.request.sight import CaseSight
from ui.request.tab import Tab

FACTS = (
    *("requester", "case_reference", "operation_name", "offence_on", "online_abuse"),
    *("custody", "legal_basis", "risk_band", "victim_device", "urgency"),
    *("examination_type", "provider", "decided_by", "hold_reason", "closure_reason"),
    *("missed_cause",),
)
DAYS = (
    *("submitted_on", "decided_on", "accepted_on", "received_on", "allocated_on"),
    *("started_on", "completed_on", "issued_on", "reopened_on", "reissued_on"),
    *("closed_on", "prosecutor_on"),
)
MOST_SHOWN = 1200
"""Characters of the question that are shown here; the form has the whole."""

NO_SCORE = "It was not ranked by points yet."
NO_QUESTION = "What is to be answered is not recorded."


class OverviewTab(Tab):
    """Shows what is known and agreed; each card has the button that changes it."""

    enquiry_wanted = Signal()
    scope_wanted = Signal()
    rank_wanted = Signal()
    override_wanted = Signal()
    override_ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.question = caption()
        self.question.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.facts, self.days = Pairs(FACTS), Pairs(DAYS)
        self.scope = Grid(("", "Asked for", "Agreed", "Recorded"), 3)
        self.score = ScoreList()
        self.unranked = caption(NO_SCORE)
        self.clocks = ClockList()
        self.enquiry_button = button("E&dit…", "edit")
        self.scope_button = button("Edit scope…", "edit")
        self.rank_button = button("&Rank…")
        self.override_button = button("Override…")
        self._build()
        self.enquiry_button.clicked.connect(self.enquiry_wanted)
        self.scope_button.clicked.connect(self.scope_wanted)
        self.rank_button.clicked.connect(self.rank_wanted)
        self.override_button.clicked.connect(self._turn_override)

    def _build(self) -> None:
        enquiry = Card("Enquiry", corner=self.enquiry_button)
        for part in (self.question, self.facts):
            enquiry.body.addWidget(part)
        enquiry.body.addStretch(1)
        scope = Card("Scope", corner=self.scope_button)
        scope.body.addWidget(self.scope)
        days = Card("Days")
        days.body.addWidget(self.days)
        days.body.addStretch(1)
        corner = QWidget()
        both = QHBoxLayout(corner)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(6)
        both.addWidget(self.override_button)
        both.addWidget(self.rank_button)
        priority = Card("Priority", corner=corner)
        priority.body.addWidget(self.score)
        priority.body.addWidget(self.unranked)
        priority.body.addStretch(1)
        clocks = Card("Clocks")
        clocks.heading.setToolTip(PLANNING_AID)
        clocks.body.addWidget(self.clocks)
        self._lay_out((enquiry, days), (scope, clocks), (priority,))

    def _lay_out(self, *columns: Sequence[QWidget]) -> None:
        paper = QWidget()
        paper.setObjectName("scrolled")
        across = QHBoxLayout(paper)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        for cards, share in zip(columns, (9, 11, 10), strict=True):
            down = QVBoxLayout()
            down.setSpacing(GAP)
            for card in cards:
                down.addWidget(card)
            down.addStretch(1)
            across.addLayout(down, share)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(paper)
        area.setAccessibleName("Overview of the request")
        self.paper.addWidget(area, 1)

    def fill(self, sight: CaseSight) -> None:
        request = sight.request
        question = (request.summary or "").strip() or NO_QUESTION
        cut = "…" if len(question) > MOST_SHOWN else ""
        self.question.setText(question[:MOST_SHOWN] + cut)
        self.facts.show_values(request, sight)
        self.days.show_values(request, sight)
        self.scope.show_rows(_scope(sight))
        self._show_priority(sight)
        can = sight.can_write
        self.clocks.set_editable(can)
        self.clocks.show_clocks(
            sight.case.proceedings,
            sight.rules,
            sight.as_at,
            request.prosecutor_on,
            dict(sight.names.labels.get("custody_status", {})),
        )
        for made in (self.enquiry_button, self.scope_button, self.rank_button):
            made.setEnabled(can)
        self.override_button.setEnabled(can)

    def _show_priority(self, sight: CaseSight) -> None:
        if sight.score is not None:
            self.score.show_score(
                sight.score, override_of(sight), recorded=sight.request.score
            )
        self.score.setVisible(sight.score is not None)
        self.unranked.setVisible(sight.score is None)
        words = "End override" if sight.is_overridden else "Override…"
        self.override_button.setText(words)

    def _turn_override(self) -> None:
        is_on = self.sight is not None and self.sight.is_overridden
        (self.override_ended if is_on else self.override_wanted).emit()


class Pairs(QWidget):
    """Names and values in two columns; what is not known is not shown."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._nothing = caption("None is recorded.")
        self._rows = [(caption(FIELDS[name]), _value()) for name in self._names]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        for row, (left, right) in enumerate(self._rows):
            grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, row, 1)
        grid.addWidget(self._nothing, len(self._rows), 0, 1, 2)

    def show_values(self, request: Request, sight: CaseSight) -> None:
        """Show the values of a request."""
        any_shown = False
        for name, (left, right) in zip(self._names, self._rows, strict=True):
            value = getattr(request, name)
            words = reason_text(value, sight.names) if name in _REASONS else ""
            words = words or value_text(name, value, sight.names)
            right.setText(words)
            for label in (left, right):
                label.setVisible(bool(words))
            any_shown = any_shown or bool(words)
        self._nothing.setVisible(not any_shown)


_REASONS = frozenset({"closure_reason", "hold_reason"})


class Grid(QWidget):
    """A few rows of words under headings."""

    def __init__(self, head: Sequence[str], rows: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for column, words in enumerate(head):
            grid.addWidget(caption(words), 0, column)
        self._cells = [[_value() for _ in head] for _ in range(rows)]
        for row, cells in enumerate(self._cells, start=1):
            for column, label in enumerate(cells):
                grid.addWidget(label, row, column)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of words."""
        for cells, words in zip(self._cells, rows, strict=True):
            for label, text in zip(cells, words, strict=True):
                label.setText(text)
                set_tone(label, "")


def override_of(sight: CaseSight) -> Override | None:
    """Return the priority set against the points; None if none is."""
    request = sight.request
    until = request.override_until
    if not sight.is_overridden or sight.priority is None or until is None:
        return None
    return Override(
        priority=sight.priority,
        reason=sight.names.label("override_reason", request.override_reason),
        until=until,
    )


def _scope(sight: CaseSight) -> list[tuple[str, str, str, str]]:
    request, exhibits = sight.request, sight.case.exhibits
    listed = [one for one in exhibits if one.parent is None]
    label = sight.names.label
    level = "examination_level"
    return [
        (
            "Exhibits",
            _count(request.exhibits_requested),
            _count(request.exhibits_agreed),
            f"{len(listed):,}",
        ),
        (
            "Level",
            label(level, request.level_requested) or NONE,
            label(level, request.level_agreed) or NONE,
            "",
        ),
        (
            "Hours",
            _hours(request.effort_requested),
            _hours(request.effort_estimated),
            f"{number_text(request.effort_spent, 1)} spent",
        ),
    ]


def _count(count: int | None) -> str:
    return NONE if count is None else f"{count:,}"


def _hours(hours: float | None) -> str:
    return NONE if hours is None else number_text(hours, 1)


def _value() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return made
