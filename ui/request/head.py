"""The head of the page: which request it is, how it stands, what can be done."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.casework.request import Priority, Status
from app.reports.chart import day_text
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.clock_words import PROMISE
from ui.controls.label import ElidedLabel, badge, caption, set_tone
from ui.request.sight import OVER, CaseSight

GATE = (Status.ACCEPTED, Status.RETURNED, Status.REJECTED)
NEXT_WORDS = {
    Status.SUBMITTED: "Submit…",
    Status.ASSESSING: "Assess…",
    Status.ALLOCATED: "Allocate…",
    Status.IN_PROGRESS: "Start work…",
    Status.REVIEW: "To review…",
    Status.READY: "Pass review…",
    Status.ISSUED: "Issue…",
    Status.CLOSED: "Close…",
}
"""What the primary button says, by the status that it leads to."""

TONES = {
    Status.ON_HOLD: "watch",
    Status.RETURNED: "watch",
    Status.ISSUED: "good",
    Status.CLOSED: "good",
}
PRIORITY_TONES = {Priority.IMMEDIATE: "bad", Priority.URGENT: "watch"}
CELLS = (
    *("Offence", "Division", "Examiner", "Age", "Target", "First target"),
    "Next limit",
)
WIDE = frozenset({"Offence", "Target", "Next limit"})


class Head(QWidget):
    """Says how the request stands and offers what can be done to it."""

    back_wanted = Signal()
    next_wanted = Signal(object)  # the status that is usual next
    move_wanted = Signal()
    correct_wanted = Signal()
    undo_wanted = Signal()
    print_wanted = Signal()
    target_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back", "left")
        self.back.setToolTip("Back to where you came from (Esc)")
        self.title = QLabel()
        self.title.setObjectName("page_title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.status, self.priority = badge(""), badge("")
        self.past = caption()
        self.print_button = button("&Print…")
        self.undo_button = button("&Undo last step", "undo")
        self.correct_button = button("&Correct…")
        self.target_button = button("&Target…")
        self.move_button = button("Change &status…")
        self.next_button = button("Next", is_primary=True)
        self._next: Status | None = None
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names, self._acts = QHBoxLayout(), QHBoxLayout()
        self.values = {name: ElidedLabel() for name in CELLS}
        self._build()
        self.back.clicked.connect(self.back_wanted)
        self.next_button.clicked.connect(self._tell_next)
        for made, signal in (
            (self.move_button, self.move_wanted),
            (self.correct_button, self.correct_wanted),
            (self.undo_button, self.undo_wanted),
            (self.print_button, self.print_wanted),
            (self.target_button, self.target_wanted),
        ):
            made.clicked.connect(signal)

    def _build(self) -> None:
        self._top.setContentsMargins(0, 0, 0, 0)
        for line in (self._names, self._acts):
            line.setSpacing(8)
            self._top.addLayout(line)
        self._top.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignVCenter
        for part in (self.back, self.title, self.status, self.priority):
            self._names.addWidget(part, 0, middle)
        self._names.addStretch(1)
        self._acts.addStretch(1)
        for made in self._actions():
            self._acts.addWidget(made, 0, middle)
        card, cells = Card(), QGridLayout()
        cells.setHorizontalSpacing(18)
        cells.setVerticalSpacing(0)
        for place, (name, value) in enumerate(self.values.items()):
            head = caption(name)
            head.setToolTip(PROMISE if name == "Next limit" else "")
            cells.addWidget(head, 0, place)
            cells.addWidget(value, 1, place)
            cells.setColumnStretch(place, 3 if name in WIDE else 2)
        card.body.addLayout(cells)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._top)
        layout.addWidget(card)

    def _actions(self) -> tuple[QWidget, ...]:
        return (
            *(self.print_button, self.undo_button, self.correct_button),
            *(self.target_button, self.move_button, self.next_button),
        )

    def show_sight(self, sight: CaseSight, *, last_step: str = "") -> None:
        """Show a request; ``last_step`` says what Undo would take back."""
        request = sight.request
        self.title.setText(request.reference)
        label = sight.names.label("request_status", request.status.value)
        self.status.setText(label)
        set_tone(self.status, TONES.get(request.status, "plain"))
        self.priority.setText(priority_text(sight))
        tone = PRIORITY_TONES.get(sight.priority) if sight.priority else None
        set_tone(self.priority, tone or "plain")
        for name, (words, tone) in _cells(sight).items():
            self.values[name].setText(words)
            set_tone(self.values[name], tone)
        self._offer(sight, last_step)

    def _offer(self, sight: CaseSight, last_step: str) -> None:
        self._next = usual_next(sight)
        words = NEXT_WORDS.get(self._next, "") if self._next else ""
        if self._next in GATE and sight.request.status is Status.ASSESSING:
            words = "Decide at Intake"
        elif self._next is not None and sight.request.status is Status.ON_HOLD:
            words = "Resume…"
        self.next_button.setText(words)
        self.next_button.setVisible(bool(words))
        can = sight.can_write
        for made in (self.next_button, self.move_button, self.correct_button):
            made.setEnabled(can)
        self.target_button.setEnabled(can)
        self.undo_button.setEnabled(can and bool(last_step))
        self.undo_button.setToolTip(f"Take back: {last_step}" if last_step else "")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what can be done under the reference where both do not fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        parts = (self.back, self.title, self.status, self.priority, *self._actions())
        shown = [part for part in parts if not part.isHidden()]
        wanted = sum(part.sizeHint().width() + 8 for part in shown)
        ways = QBoxLayout.Direction
        fits = wanted <= self.width()
        self._top.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    @Slot()
    def _tell_next(self) -> None:
        if self._next is not None:
            self.next_wanted.emit(self._next)


def usual_next(sight: CaseSight) -> Status | None:
    """Return the status that usually follows; None after the end."""
    before = sight.request.status
    forward = {
        Status.DRAFT: Status.SUBMITTED,
        Status.SUBMITTED: Status.ASSESSING,
        Status.ASSESSING: Status.ACCEPTED,
        Status.RETURNED: Status.SUBMITTED,
        Status.ACCEPTED: Status.ALLOCATED,
        Status.ALLOCATED: Status.IN_PROGRESS,
        Status.IN_PROGRESS: Status.REVIEW,
        Status.EXTERNAL: Status.REVIEW,
        Status.REVIEW: Status.READY,
        Status.READY: Status.ISSUED,
        Status.ISSUED: Status.CLOSED,
    }
    if before is Status.ON_HOLD:
        left = (Status.EXTERNAL, Status.WITHDRAWN)
        return next((one for one in sight.moves if one not in left), None)
    wanted = forward.get(before)
    return wanted if wanted in sight.moves else None


def priority_text(sight: CaseSight) -> str:
    """Return the priority in force, and that somebody set it if so."""
    if sight.priority is None:
        return "No priority"
    code = sight.priority.value
    words = f"{code} {sight.names.label('priority', code)}"
    return f"{words}, set by hand" if sight.is_overridden else words


def _cells(sight: CaseSight) -> dict[str, tuple[str, str]]:
    request, names, nothing = sight.request, sight.names, "not recorded"
    age, target = sight.age(), request.target_on
    over = _over(request.issued_on or sight.as_at, target)
    words = "not yet received" if age is None else f"{age:,} days"
    if age is not None and (request.issued_on or request.closed_on):
        words = f"took {words}"
    return {
        "Offence": (names.label("offence_category", request.offence) or nothing, ""),
        "Division": (
            names.label("requesting_division", request.division) or nothing,
            "",
        ),
        "Examiner": (names.person(request.examiner), ""),
        "Age": (words, ""),
        "Target": (
            f"{day_text(target)}{over}" if target else "not set",
            "bad" if over else "",
        ),
        "First target": (
            day_text(request.original_target_on)
            if request.original_target_on
            else "not set",
            "",
        ),
        "Next limit": _limit(sight),
    }


def _over(day: date, target: date | None) -> str:
    days = (day - target).days if target else 0
    return f", {days:,} over" if days > 0 else ""


def _limit(sight: CaseSight) -> tuple[str, str]:
    if sight.limit is None:
        return "none runs", ""
    if sight.request.status in OVER and sight.request.issued_on:
        before = (sight.limit.day - sight.judged_on).days
        return f"{day_text(sight.limit.day)}, issued {before:,} days before", ""
    left = (sight.limit.day - sight.as_at).days
    said = f"in {left:,} days" if left >= 0 else f"passed {-left:,} days ago"
    who = f", {sight.limit.accused}" if sight.limit.accused else ""
    tone = "bad" if left < 0 else "watch" if left <= sight.preparation else ""
    return f"{day_text(sight.limit.day)}, {said}{who}", tone
