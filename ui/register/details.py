"""All about one request: facts, dates, exhibits, examinations, history."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.casework.examination import Examination
from app.casework.exhibit import Exhibit
from app.casework.history import Entry
from app.casework.register import CaseFile
from app.casework.request import Request
from app.casework.working_time import local_day
from app.reports.chart import day_text, number_text
from app.reports.history_words import (
    is_only_hours,
    reason_text,
    recorded_text,
    value_text,
    what_text,
)
from ui.controls.button import button
from ui.controls.label import caption
from ui.register.column import NOBODY, Sight
from ui.style import present_look

EMPTY = "Choose a request to see its dates, exhibits and history."
DATES = (
    ("Submitted", "submitted_on"),
    ("Accepted", "accepted_on"),
    ("Received", "received_on"),
    ("Allocated", "allocated_on"),
    ("Started", "started_on"),
    ("Examined", "completed_on"),
    ("Issued", "issued_on"),
    ("Closed", "closed_on"),
    ("Target", "target_on"),
    ("First target", "original_target_on"),
    ("Prosecutor's date", "prosecutor_on"),
)
MOST = 40
"""Lines of a part that are shown; more are counted."""

LEAST = 250
"""Least width of the panel at 100% text, in pixels: no value is cut off."""

LONG = 17
"""Letters from which a value may take a second line."""

Pair = tuple[str, str]


class Details(QScrollArea):
    """The panel beside the table."""

    opened = Signal()  # the page of the request is wanted

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Details of the request")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setMinimumWidth(present_look().pixels(LEAST))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_case(None, Sight())

    def show_case(self, case: CaseFile | None, sight: Sight) -> None:
        """Show a request; None for a word that none is chosen."""
        paper = QWidget()
        paper.setObjectName("scrolled")
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(4)
        if case is not None:
            layout.addWidget(self._open_button(), 0, Qt.AlignmentFlag.AlignLeft)
        for part in _parts(case, sight) if case else (caption(EMPTY),):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(paper)

    def _open_button(self) -> QPushButton:
        made = button("&Open…")
        made.setToolTip("The page of this request (Enter)")
        made.clicked.connect(self.opened)
        return made

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumWidth(present_look().pixels(LEAST))


def _parts(case: CaseFile, sight: Sight) -> Iterable[QWidget]:
    request = case.request
    yield _heading(request.reference, "card_title")
    yield caption(_scope(request, sight))
    if request.summary:
        yield _words(request.summary)
    yield _pairs(_facts(request, sight))
    yield _heading("Dates")
    yield _pairs(_dates(request))
    yield _heading(f"Exhibits: {len(case.exhibits):,}")
    yield from _lines(_exhibit(one, sight) for one in case.exhibits)
    if case.examinations:
        yield _heading(f"Examinations: {len(case.examinations):,}")
        yield from _lines(_examination(one, sight) for one in case.examinations)
    yield _heading("History")
    yield from _history(case.entries, sight)


def _scope(request: Request, sight: Sight) -> str:
    parts = (
        sight.label("request_status", request.status.value),
        sight.label("offence_category", request.offence),
        sight.label("requesting_division", request.division),
    )
    return ", ".join(part for part in parts if part)


def _facts(request: Request, sight: Sight) -> list[Pair]:
    priority = value_text("priority", request.priority, sight) or "Not set"
    pairs = [
        ("Priority", priority),
        ("Examination type", sight.label("examination_type", request.examination_type)),
        ("Examiner", sight.person(request.examiner)),
        ("Requester", request.requester or ""),
        ("Custody", sight.label("custody_status", request.custody)),
        ("Online child abuse", value_text("online_abuse", request.online_abuse, sight)),
        ("On hold for", reason_text(request.hold_reason, sight)),
        ("Closed for", reason_text(request.closure_reason, sight)),
        ("Exhibits asked for", _count(request.exhibits_requested)),
        ("Exhibits agreed", _count(request.exhibits_agreed)),
        ("Hours estimated", _hours(request.effort_estimated) or "not estimated"),
        ("Hours spent", _hours(request.effort_spent)),
    ]
    return [pair for pair in pairs if pair[1]]


def _dates(request: Request) -> list[Pair]:
    found: list[Pair] = []
    for title, name in DATES:
        day: date | None = getattr(request, name)
        is_same = name == "original_target_on" and day == request.target_on
        if day is not None and not is_same:
            found.append((title, day_text(day)))
    return found or [("No date", "is recorded")]


def _exhibit(exhibit: Exhibit, sight: Sight) -> Pair:
    kind = sight.label("exhibit_type", exhibit.type)
    size = f", {exhibit.size:,g} GB" if exhibit.size is not None else ""
    state = sight.label("exhibit_state", exhibit.state.value)
    return f"{exhibit.reference}  {kind}{size}", state


def _examination(examination: Examination, sight: Sight) -> Pair:
    kind = sight.label("examination_type", examination.type)
    spent = _hours(examination.effort_spent) or "0.0 h"
    estimated = _hours(examination.effort_estimated)
    hours = f"{spent} of {estimated}" if estimated else spent
    who = sight.person(examination.examiner)
    return f"{kind}, {who}" if who != NOBODY else kind, hours


def _history(entries: tuple[Entry, ...], sight: Sight) -> Iterable[QWidget]:
    told = [entry for entry in reversed(entries) if not is_only_hours(entry)]
    for entry in told[:MOST]:
        day = day_text(local_day(entry.effective_at))
        yield _words(f"{day}  {what_text(entry, sight)}")
        yield caption(recorded_text(entry))
    if len(told) > MOST:
        yield caption(f"{len(told) - MOST:,} earlier entries are not shown.")
    if (logged := len(entries) - len(told)) > 0:
        yield caption(f"{logged:,} entries of hours logged are not listed.")


def _lines(pairs: Iterable[Pair]) -> Iterable[QWidget]:
    every = list(pairs)
    yield _pairs(every[:MOST]) if every else caption("None is recorded.")
    if len(every) > MOST:
        yield caption(f"{len(every) - MOST:,} more are not shown.")


def _pairs(pairs: Iterable[Pair]) -> QWidget:
    area = QWidget()
    grid = QGridLayout(area)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    every = list(pairs)
    has_long = any(len(value) > LONG for _, value in every)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1 if has_long else 0)
    for row, (name, value) in enumerate(every):
        right = _words(value)
        right.setWordWrap(len(value) > LONG)
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(caption(name), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, row, 1)
    return area


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _heading(text: str, name: str = "") -> QLabel:
    label = _words(text)
    label.setObjectName(name or "part_title")
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _hours(hours: float | None) -> str:
    return f"{number_text(hours, 1)} h" if hours else ""


def _count(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
