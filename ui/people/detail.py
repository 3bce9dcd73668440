"""The panel beside the list: all about the chosen person."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
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

from app.capacity.standing import PersonStanding
from app.reports.chart import day_text, number_text
from app.reports.wording import days_text
from app.workforce.absence import Absence
from app.workforce.examiner import LEVELS, WorkingPattern, holds_on
from app.workforce.pattern import DAYS
from ui.controls.button import button
from ui.controls.label import caption, set_tone
from ui.people.sight import AHEAD, Sight
from ui.people.wording import (
    contract_text,
    extent_text,
    lapse_text,
    post_text,
    span_text,
    warnings_of,
)
from ui.style import present_look

EMPTY = "Choose a person to see hours, skills, absences and history."
NO_HOURS = "none given: capacity counts no hours"
LEAST, DAY = 330, 21
"""Least width of the panel, and of the hours of a day, at 100% text, in pixels."""


class Detail(QScrollArea):
    """Says all about one person; what leads further are buttons at its top."""

    history_wanted = Signal(str)  # uid of the person
    calendar_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Details of the person")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setMinimumWidth(present_look().pixels(LEAST))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._uid = ""
        self._place = QVBoxLayout()
        self._paper = QWidget()
        self._build()

    def _build(self) -> None:
        whole = QWidget()
        whole.setObjectName("scrolled")
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(8)
        self.history = button("Histor&y…", "clock")
        self.history.clicked.connect(lambda: self.history_wanted.emit(self._uid))
        self.calendar = button("Cale&ndar", "calendar")
        self.calendar.clicked.connect(self.calendar_wanted)
        self.calendar.setToolTip("Absences and other work are entered in the calendar")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.history)
        bar.addWidget(self.calendar)
        bar.addStretch(1)
        layout.addLayout(bar)
        layout.addLayout(self._place)
        layout.addStretch(1)
        self._place.addWidget(self._paper)
        self.setWidget(whole)

    def show_person(self, one: PersonStanding | None, sight: Sight) -> None:
        """Show a person; None for a word that none is chosen."""
        self._uid = one.person.uid if one else ""
        for made in (self.history, self.calendar):
            made.setVisible(one is not None)
        paper = QWidget()
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in _parts(one, sight) if one else (caption(EMPTY),):
            layout.addWidget(part)
        self._place.replaceWidget(self._paper, paper)
        self._paper.hide()
        self._paper.deleteLater()
        self._paper = paper
        texts = (label.text() for label in paper.findChildren(QLabel))
        self.setAccessibleDescription(". ".join(text for text in texts if text))

    def texts(self) -> list[str]:
        """Return what the panel says, from the top."""
        return [label.text() for label in self._paper.findChildren(QLabel)]

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumWidth(present_look().pixels(LEAST))


def _parts(one: PersonStanding, sight: Sight) -> Iterable[QWidget]:
    person, words = one.person, sight.words
    role = words.roles.get(person.role, person.role)
    yield _heading(person.shown, "card_title")
    yield caption(", ".join(part for part in (role, person.site) if part))
    for warning in warnings_of(one, sight):
        said = _words(warning[:1].upper() + warning[1:])
        set_tone(said, "watch")
        yield said
    yield _facts(one, sight)
    yield _heading("Working hours by day")
    yield _patterns(one, sight)
    yield _heading(f"Skills: {len(one.skills):,}")
    yield _skills(one, sight)
    absences = absences_ahead(one, sight)
    yield _heading(f"Absences now and ahead: {len(absences):,}")
    yield _pairs([_absence(item, sight) for item in absences])


def _facts(one: PersonStanding, sight: Sight) -> QWidget:
    pairs = [
        ("Post", post_text(one.person.uid, sight)),
        ("In post", span_text(one, sight.day)),
        ("Contract", contract_text(one.pattern, sight.words.full_time)),
    ]
    if one.is_counted:
        pairs += [
            ("Net hours this week", f"{number_text(one.net_week, 1)} h"),
            (f"Net hours, next {AHEAD} weeks", f"{number_text(one.net_ahead, 1)} h"),
        ]
    else:
        pairs.append(("Net hours", "not counted: no casework role"))
    return _pairs([(name, value, "", "") for name, value in pairs])


def absences_ahead(one: PersonStanding, sight: Sight) -> list[Absence]:
    """Return the absences of a person now and to come."""
    return [
        item
        for item in sight.team.absences
        if item.person == one.person.uid
        and item.last_on >= sight.day
        and not item.is_other_work
    ]


Line = tuple[str, str, str, str]
"""What stands on the left, on the right, the tone of that, and what stands under."""


def _absence(item: Absence, sight: Sight) -> Line:
    kind = sight.words.kinds.get(item.kind, item.kind)
    bars = "kept from harmful material" if item.bars_exposure else ""
    now = "now" if item.holds(sight.day) else ""
    under = ", ".join(part for part in (now, extent_text(item), bars) if part)
    return days_text(item.first_on, item.last_on), kind, "", under


def _skills(one: PersonStanding, sight: Sight) -> QWidget:
    lines: list[Line] = []
    for held, state in one.skills:
        name = sight.words.skills.get(held.skill, held.skill)
        tone = "watch" if state.is_ending else ""
        since = f"{LEVELS[held.level]} from {day_text(held.valid_from)}"
        proof = held.evidence or "no evidence named"
        lines.append((name, lapse_text(held, state), tone, f"{since}; {proof}"))
    return _pairs(lines)


def _pairs(lines: list[Line]) -> QWidget:
    if not lines:
        return caption("None is recorded.")
    area, grid = _grid()
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for place, (name, value, tone, under) in enumerate(lines):
        right = _words(value)
        set_tone(right, tone)
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        left = _words(name) if under else caption(name)
        grid.addWidget(left, 2 * place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, 2 * place, 1)
        if under:
            grid.addWidget(caption(under), 2 * place + 1, 0, 1, 2)
    return area


def _patterns(one: PersonStanding, sight: Sight) -> QWidget:
    """Return the working patterns, one under the other, hours by day."""
    theirs = [
        pattern for pattern in sight.team.patterns if pattern.person == one.person.uid
    ]
    if not theirs:
        return caption(NO_HOURS)
    area, grid = _grid()
    grid.setHorizontalSpacing(5)
    grid.setColumnStretch(0, 1)
    for place in range(1, len(DAYS) + 1):
        grid.setColumnMinimumWidth(place, present_look().pixels(DAY))
    for place, name in enumerate(("", *DAYS, "Week")):
        grid.addWidget(_right(caption(name)), 0, place)
    for row, pattern in enumerate(theirs, start=1):
        _add_pattern(grid, row, pattern, sight)
    return area


def _add_pattern(
    grid: QGridLayout, row: int, pattern: WorkingPattern, sight: Sight
) -> None:
    is_now = holds_on(pattern.valid_from, pattern.valid_to, sight.day)
    words = days_text(pattern.valid_from, pattern.valid_to)
    first = _words(words) if is_now else caption(words)
    grid.addWidget(first, row, 0)
    for place, hours in enumerate((*pattern.hours, pattern.weekly_hours), start=1):
        text = f"{hours:g}" if hours else "0"
        grid.addWidget(_right(_words(text) if is_now else caption(text)), row, place)


def _grid() -> tuple[QWidget, QGridLayout]:
    area = QWidget()
    grid = QGridLayout(area)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    return area, grid


def _right(label: QLabel) -> QLabel:
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _heading(text: str, name: str = "part_title") -> QLabel:
    label = _words(text)
    label.setObjectName(name)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
