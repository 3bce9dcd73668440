"""The request that the cursor is on: why it is here, its facts, limit and points."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.planning.queue import Ranked
from app.reports.chart import day_text
from app.rules.priority import Override, Score
from ui.controls.button import link
from ui.controls.label import caption, set_tone
from ui.controls.score_list import ScoreList
from ui.queue.wording import (
    Sight,
    hours_words,
    is_overridden,
    items_text,
    mark_text,
    priority_words,
    skill_text,
    start_text,
    status_text,
    wait_words,
)

LEFT = Qt.AlignmentFlag.AlignLeft
EMPTY = "Choose a request to see why it stands where it does."
AID = "Planning aid, not legal advice."
LONG = 20
"""Letters from which a value may take a second line."""

Pair = tuple[str, str]


class RequestPanel(QScrollArea):
    """Shows one request; its page is a step away."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The request chosen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_request(None, None, Sight())

    def show_request(
        self, row: Ranked | None, score: Score | None, sight: Sight
    ) -> None:
        """Show a request with its points; None for a word that none is chosen."""
        paper = QWidget()
        paper.setObjectName("scrolled")
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(2, 8, 6, 8)
        layout.setSpacing(5)
        for part in self._parts(row, score, sight) if row else (caption(EMPTY),):
            is_button = isinstance(part, QPushButton)
            layout.addWidget(part, 0, LEFT if is_button else Qt.AlignmentFlag(0))
        layout.addStretch(1)
        self.setWidget(paper)

    def _parts(
        self, row: Ranked, score: Score | None, sight: Sight
    ) -> Iterable[QWidget]:
        yield _words(row.waiting.reference, "card_title")
        yield caption(f"{row.rank:,} in the queue: {row.reason}")
        if mark := mark_text(row):
            yield _toned(mark, "watch")
        go = link("Open the request")
        go.clicked.connect(self.opened)
        yield go
        yield _pairs(_facts(row, sight))
        yield from _limit(row)
        yield _words("Points", "line_title")
        if score is None:
            yield caption("No points are recorded. Re-rank it to have them.")
        else:
            points = ScoreList()
            points.show_score(score, _decision(row, sight), recorded=row.score)
            yield points
        if row.waiting.summary:
            yield _words("What is asked", "line_title")
            yield _words(row.waiting.summary[:1000])


def _facts(row: Ranked, sight: Sight) -> list[Pair]:
    waiting = row.waiting
    pairs = [
        ("Priority", priority_words(row, sight)),
        ("Why by decision", _override(row, sight)),
        ("Status", status_text(row, sight)),
        ("Waiting", wait_words(row)),
        ("Target", day_text(waiting.target_on) if waiting.target_on else "none"),
        ("Expected start", start_text(row)),
        ("Hours left", hours_words(row)),
        ("Skill", skill_text(row, sight)),
        ("Examiner", sight.person(waiting.examiner)),
        ("Offence", sight.label("offence_category", waiting.offence)),
        ("Division", sight.label("requesting_division", waiting.division)),
        ("Custody", sight.label("custody_status", waiting.custody)),
        ("Items", items_text(row, sight)),
        ("Operation", waiting.operation_name or ""),
    ]
    return [pair for pair in pairs if pair[1]]


def _decision(row: Ranked, sight: Sight) -> Override | None:
    """Return the priority that was set against the points, if one was."""
    waiting = row.waiting
    if not is_overridden(row) or waiting.priority is None:
        return None
    why = sight.label("override_reason", waiting.override_reason)
    until = waiting.override_until or row.as_at
    return Override(priority=waiting.priority, reason=why, until=until)


def _override(row: Ranked, sight: Sight) -> str:
    if not is_overridden(row):
        return ""
    words = sight.label("override_reason", row.waiting.override_reason)
    until = row.waiting.override_until
    return f"{words}, until {day_text(until)}" if until else words


def _limit(row: Ranked) -> Iterable[QWidget]:
    if row.limit_on is None:
        return
    yield _words("Limit", "line_title")
    pairs = [("Governing limit", day_text(row.limit_on))]
    if row.safe_start is not None:
        pairs.append(("Latest safe start", day_text(row.safe_start)))
    yield _pairs(pairs)
    if row.must_start:
        late = "It has passed: it is not begun." if row.is_past_safe_start else ""
        yield _toned(late or "It must be started within the week.", "bad")
    yield caption(AID)


def _pairs(pairs: Iterable[Pair]) -> QWidget:
    area = QWidget()
    grid = QGridLayout(area)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(pairs):
        right = _words(value)
        right.setWordWrap(len(value) > LONG)
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        title = caption(name)
        title.setWordWrap(False)
        grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, row, 1)
    return area


def _words(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _toned(text: str, tone: str) -> QLabel:
    label = _words(text)
    set_tone(label, tone)
    return label
